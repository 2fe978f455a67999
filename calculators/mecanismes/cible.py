"""`cible`: a rate against its target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calculators.contexte import Contexte
from calculators.formules import et
from calculators.mecanisme import Mecanisme
from calculators.nombres import accorder, formater_a_cote, formater_ecart
from calculators.parametres import OBLIGATOIRE, quantite, sortie
from calculators.quantites import Expression, Litteral

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur
    from calculators.formules.feuille import Feuille


class Cible(Mecanisme):
    """Dit si un taux atteint sa cible : « atteinte » ou « non_atteinte ». Une cible manquée est une alerte : le
    résultat reste conforme.

    Le taux se compare exact, non arrondi. Si manquer la cible est interdit, prenez « bornes ».

    Exemple :
        genre: cible
        cle: cible_reprise
        libelle: Cible de reprise d'activité
        taux: taux_reprise_pct
        seuil: 30 %
        citation: "Taux de reprise d'activité ou d'emploi : 30%"
    """

    genre = "cible"
    comparees = ("taux", "seuil")
    sorties = ("cle",)
    exigees = ("libelle",)
    cle: str = sortie("la clé sous laquelle le verdict est donné", OBLIGATOIRE)
    taux: Expression = quantite("le taux obtenu")
    seuil: Expression = quantite("le taux attendu")

    def verifier(self, c: Chargeur) -> None:
        """A rate is compared with a rate."""
        if isinstance(self.seuil, Litteral) and self.seuil.quantite.unite != "%":
            c.signaler((*self.chemin, "seuil"), "un taux se compare à un taux ; écrivez-le en pour cent, comme 30 %")

    def evaluer(self, ctx: Contexte) -> None:
        """Give `atteinte` or `non_atteinte`; compare the exact rate, not the one shown."""
        taux, seuil = self.taux.lire(ctx), self.seuil.lire(ctx)
        if taux.nombre >= seuil.nombre:
            ctx.donner(self.cle, self.libelle, "atteinte", "", f"{taux.texte} ≥ {seuil.texte}", mots="atteinte")
            return
        calcul = f"{formater_a_cote(taux.nombre, seuil.nombre)} % < {seuil.texte}"
        ctx.donner(self.cle, self.libelle, "non_atteinte", "", calcul, mots="non atteinte")
        manque = seuil.nombre - taux.nombre
        points = f"{formater_ecart(taux.nombre, seuil.nombre)} {accorder('points', manque)}"
        ctx.signaler("attention", f"{self.libelle} : {calcul}, soit {points} sous la cible.")

    def transcrire(self, feuille: Feuille) -> None:
        """« atteinte » or « non atteinte »."""
        taux, seuil = self.taux.formule(feuille), self.seuil.formule(feuille)
        texte = f'IF({taux.compare}>={seuil.compare},"atteinte","non atteinte")'
        feuille.dire(self.cle, self.libelle, texte, et(taux.connue, seuil.connue))
