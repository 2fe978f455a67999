"""`part_variable`: an amount paid as its driver is achieved."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from calculators.choix import Choix
from calculators.contexte import Contexte
from calculators.erreurs import Manque
from calculators.formules import UN, ZERO, Formule, choisir, et, fonction, produit, prudente, quotient
from calculators.mecanisme import MecanismeDeValeur
from calculators.parametres import choix, quantite
from calculators.quantites import Expression, Quantite, facultative
from calculators.trace import Operation, formater

if TYPE_CHECKING:
    from calculators.formules.feuille import Feuille


class PartVariable(MecanismeDeValeur):
    """Montant versé à mesure qu'un objectif est atteint.

    « progression » : lineaire (en proportion) ou tout_ou_rien ; « depassement » : plafonnee (jamais plus de 100 %,
    avec une alerte) ou non_plafonnee. « realise » et « prevu » se comptent dans la même unité. À vérifier : un
    objectif de 0 (déclarez son champ « positif »).

    Exemple :
        genre: part_variable
        cle: part_variable
        libelle: Part variable
        montant: {genre: difference, de: base, moins: part_fixe}
        realise: presents_moyens
        prevu: prevus
        progression: H-LIN
        depassement: H-PLAF
        citation: 50% de part variable en fonction du nombre d'allocataires présents
    """

    genre = "part_variable"
    comparees = ("realise", "prevu")
    montant: Expression = quantite("le montant dû quand l’objectif est atteint")
    realise: Expression = quantite("ce qui a été réalisé")
    prevu: Expression = quantite("ce qui était prévu")
    progression: Choix = choix("comment le montant suit la réalisation", "lineaire", "tout_ou_rien", defaut="lineaire")
    depassement: Choix = choix("ce qui se passe au-delà de 100 %", "plafonnee", "non_plafonnee", defaut="plafonnee")

    def evaluer(self, ctx: Contexte) -> None:
        """Give the amount earned; while nothing was achieved yet, a forecast misses nothing."""
        try:
            super().evaluer(ctx)
        except Manque:
            prevision = facultative(self.montant, ctx) and facultative(self.prevu, ctx)
            if not prevision or facultative(self.realise, ctx):
                raise

    def calculer(self, ctx: Contexte) -> Quantite:
        """The amount earned."""
        montant, realise, prevu = self.montant.lire(ctx), self.realise.lire(ctx), self.prevu.lire(ctx)
        if not prevu.nombre:
            raise Manque("", "un objectif supérieur à 0")
        part = realise.nombre / prevu.nombre
        tout_ou_rien = self.progression.lire(ctx) == "tout_ou_rien"
        if tout_ou_rien and part < 1:
            return Quantite(
                Fraction(0), montant.unite, lambda: f"0 (tout ou rien : {realise.texte} pour {prevu.texte})"
            )
        plafonnee = self.depassement.lire(ctx) == "plafonnee" and part > 1
        if plafonnee:
            ctx.signaler(
                "attention",
                lambda: f"{realise.texte} pour {prevu.texte} : la part variable est plafonnée à 100 %.",
                citation=self.citation,
            )
        if plafonnee or (tout_ou_rien and part > 1):
            return Quantite(
                montant.nombre,
                montant.unite,
                lambda: Operation(f"{_du(montant)} × 100 % ({realise.texte} pour {prevu.texte})"),
            )
        calcul = lambda: Operation(f"{_du(montant)} × {realise.texte} ÷ {prevu.texte}")  # noqa: E731
        return Quantite(montant.nombre * part, montant.unite, calcul, False, (montant, realise, prevu))

    def transcrire(self, feuille: Feuille) -> None:
        """Write the amount; a forecast, without what was achieved, is no fault."""
        super().transcrire(feuille)
        montant, realise, prevu = (e.formule(feuille) for e in (self.montant, self.realise, self.prevu))
        feuille.noter_effet(et(montant.avec(prevu).connue, f"NOT({realise.connue})" if realise.connue else "FALSE"))

    def traduire(self, feuille: Feuille) -> Formule:
        """The amount × what was achieved ÷ what was expected, as the readings say."""
        montant, realise, prevu = (e.formule(feuille) for e in (self.montant, self.realise, self.prevu))
        part = quotient(realise, prevu).nue.en("")
        limitee = self.depassement.formule(feuille, {"plafonnee": fonction("MIN", UN, part), "non_plafonnee": part})
        atteint = choisir([(f"{realise.compare}>={prevu.compare}", montant.nue)], ZERO)
        progressions = {"lineaire": produit(montant.nue.en(""), limitee), "tout_ou_rien": atteint.en("")}
        nul = [] if prevu.litteral else [prudente(f"{prevu.compare}<>0", prevu)]
        tout: Formule = self.progression.formule(feuille, progressions).en(montant.unite)
        return tout.avec(montant, realise, prevu, conditions=nul)


def _du(montant: Quantite) -> str:
    """The amount due at full achievement, however it was obtained."""
    return f"{formater(montant.nombre, montant.unite)} de part variable"
