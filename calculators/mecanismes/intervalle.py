"""`intervalle`: the time between two dates."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from calculators.choix import Choix
from calculators.contexte import Contexte
from calculators.dates import ajouter_mois, fin_de_duree, formater_date
from calculators.formules import Formule
from calculators.limites import lire_jour
from calculators.mecanisme import MecanismeDeValeur, UniteDe
from calculators.parametres import choix, entree_date, structure
from calculators.quantites import Quantite

if TYPE_CHECKING:
    from calculators.formules.feuille import Feuille

_UNITES = ("jours", "mois", "ans")
_ECART = "12*(YEAR({fin})-YEAR({debut}))+MONTH({fin})-MONTH({debut})"
_SUIVANT = _ECART.replace("({fin})", "({fin}+1)")
_RETOUR = f"EDATE({{debut}},{_SUIVANT})"
_JOURS = {"exclu": "{fin}-{debut}", "compris": "{fin}-{debut}+IF({fin}<{debut},0,1)"}
_MOIS = {
    "exclu": f"{_ECART}-IF(EDATE({{debut}},{_ECART})>{{fin}},1,0)",
    "compris": f"{_SUIVANT}-IF({_RETOUR}-IF(DAY({_RETOUR})=DAY({{debut}}),1,0)>{{fin}},1,0)",
}
"""The time elapsed as a spreadsheet computes it, the second day itself counted or not."""


class Intervalle(MecanismeDeValeur):
    """Temps écoulé entre deux dates : jours, mois entiers ou années entières. Sert à une ancienneté, à un âge.

    « dernier_jour » : exclu, du 1er janvier au 31 décembre il s'écoule 364 jours et 11 mois entiers (un mois est entier
    le jour où revient le même quantième, ou le dernier jour du mois s'il n'existe pas) ; compris, cette période compte
    365 jours et 12 mois (un mois s'achève la veille du même quantième, comme toute durée en mois). « Plus de 12 mois »
    ne se juge pas en mois entiers : calculez le jour (« echeances »), puis comparez les dates.

    À vérifier tant qu'une des deux dates manque ; 0, avec une alerte, si la seconde précède la première.

    Exemple :
        genre: intervalle
        cle: anciennete
        depuis: debut
        jusqu_a: fin
        en: mois
        dernier_jour: compris
    """

    genre = "intervalle"
    depuis: str = entree_date("le champ de la première date")
    jusqu_a: str = entree_date("le champ de la seconde date")
    en: str = structure("l’unité : jours, mois ou ans", "un de ces mots", lambda c, brut, ou: c.mot(brut, ou, _UNITES))
    dernier_jour: Choix = choix("si le second jour compte lui-même", "compris", "exclu", defaut="exclu")

    def unite_donnee(self, unite_de: UniteDe) -> str | None:
        """That of `en`."""
        return str(self.en)

    def calculer(self, ctx: Contexte) -> Quantite:
        """The whole units elapsed."""
        debut, fin = lire_jour(self.depuis, ctx), lire_jour(self.jusqu_a, ctx)
        nombre = (fin - debut).days
        if nombre < 0:
            premiere, seconde = self._dater(ctx, self.depuis, debut), self._dater(ctx, self.jusqu_a, fin)
            constat = f"Deux dates se contredisent : {seconde} vient avant {premiere}."
            ctx.signaler("attention", constat, "Vérifiez-les, ou échangez-les.")
        compris = self.dernier_jour.lire(ctx) == "compris"
        if self.en != "jours":
            mois = _mois(debut, fin, compris)
            nombre = mois // 12 if self.en == "ans" else mois
        elif nombre >= 0:
            nombre += compris
        calcul = f"du {formater_date(debut)} au {formater_date(fin)}" + (", dernier jour compris" if compris else "")
        return Quantite(Fraction(max(0, nombre)), self.en, calcul)

    @staticmethod
    def _dater(ctx: Contexte, cle: str, jour: date) -> str:
        """« « Date de naissance » (15 janvier 2030) »."""
        nom = ctx.nom(cle)
        return f"« {nom} » ({formater_date(jour)})" if nom else f"le {formater_date(jour)}"

    def traduire(self, feuille: Feuille) -> Formule:
        """The whole units elapsed, from the serial numbers of the two days."""
        debut, fin = feuille.champ(self.depuis), feuille.champ(self.jusqu_a)
        formules = {}
        for mot, texte in (_JOURS if self.en == "jours" else _MOIS).items():
            ecoule = texte.format(debut=debut, fin=fin)
            retenu = f"MAX(0,INT(({ecoule})/12))" if self.en == "ans" else f"MAX(0,{ecoule})"
            formules[mot] = Formule(retenu, self.en, (debut, fin), exacte=True)
        formule: Formule = self.dernier_jour.formule(feuille, formules)
        return formule


def _mois(debut: date, fin: date, compris: bool) -> int:
    """Whole months elapsed on the second day, or once it is over."""
    suite = fin + timedelta(days=compris)
    mois = (suite.year - debut.year) * 12 + suite.month - debut.month
    return mois - ((fin_de_duree(debut, mois) if compris else ajouter_mois(debut, mois)[0]) > fin)
