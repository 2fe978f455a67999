"""`intervalle`: the time between two dates."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from calculators.contexte import Contexte, Manque
from calculators.dates import ajouter_mois, formater_date
from calculators.formules import Formule
from calculators.mecanisme import MecanismeDeValeur, UniteDe
from calculators.parametres import entree_date, structure
from calculators.quantites import Quantite

if TYPE_CHECKING:
    from calculators.formules.feuille import Feuille

_UNITES = ("jours", "mois", "ans")


class Intervalle(MecanismeDeValeur):
    """Temps écoulé entre deux dates : jours, mois entiers ou années entières. Sert à une ancienneté, à un âge.

    « Plus de 12 mois » ne se juge pas en mois entiers : calculez le jour (« echeances »), puis comparez les dates.
    Un mois est entier le jour où revient le même quantième (le dernier jour du mois, si ce quantième n'existe pas).
    À vérifier tant qu'une des deux dates manque ; 0, avec une alerte, si la seconde précède la première.

    Exemple :
        genre: intervalle
        cle: anciennete
        depuis: debut
        jusqu_a: fin
        en: mois
    """

    genre = "intervalle"
    depuis = entree_date("le champ de la première date")
    jusqu_a = entree_date("le champ de la seconde date")
    en = structure("l’unité : jours, mois ou ans", "un de ces mots", lambda c, brut, ou: c.mot(brut, ou, _UNITES))

    def unite_donnee(self, unite_de: UniteDe) -> str | None:
        """That of `en`."""
        return str(self.en)

    def calculer(self, ctx: Contexte) -> Quantite:
        """The whole units elapsed."""
        debut, fin = ctx.valeur(self.depuis), ctx.valeur(self.jusqu_a)
        if not isinstance(debut, date):
            raise Manque(self.depuis)
        if not isinstance(fin, date):
            raise Manque(self.jusqu_a)
        nombre = (fin - debut).days
        if nombre < 0:
            premiere, seconde = self._dater(ctx, self.depuis, debut), self._dater(ctx, self.jusqu_a, fin)
            constat = f"Deux dates se contredisent : {seconde} vient avant {premiere}."
            ctx.signaler("attention", constat, "Vérifiez-les, ou échangez-les.")
        if self.en != "jours":
            mois = (fin.year - debut.year) * 12 + fin.month - debut.month
            mois -= ajouter_mois(debut, mois)[0] > fin
            nombre = mois // 12 if self.en == "ans" else mois
        calcul = f"du {formater_date(debut)} au {formater_date(fin)}"
        return Quantite(Fraction(max(0, nombre)), self.en, calcul)

    @staticmethod
    def _dater(ctx: Contexte, cle: str, jour: date) -> str:
        """« « Date de naissance » (15 janvier 2030) »."""
        nom = ctx.nom(cle)
        return f"« {nom} » ({formater_date(jour)})" if nom else f"le {formater_date(jour)}"

    def traduire(self, feuille: Feuille) -> Formule:
        """The whole units elapsed, from the serial numbers of the two days."""
        debut, fin = feuille.champ(self.depuis), feuille.champ(self.jusqu_a)
        ecoule = f"{fin}-{debut}"
        if self.en != "jours":
            mois = f"12*(YEAR({fin})-YEAR({debut}))+MONTH({fin})-MONTH({debut})"
            ecoule = f"{mois}-IF(EDATE({debut},{mois})>{fin},1,0)"
        texte = f"MAX(0,INT(({ecoule})/12))" if self.en == "ans" else f"MAX(0,{ecoule})"
        return Formule(texte, self.en, (debut, fin), exacte=True)
