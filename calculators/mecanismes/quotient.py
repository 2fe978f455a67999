"""`quotient`: a quantity divided by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calculators.contexte import Contexte
from calculators.dates import DUREES
from calculators.erreurs import Manque
from calculators.formules import Formule, prudente, quotient
from calculators.mecanisme import MecanismeDeValeur, UniteDe
from calculators.parametres import quantite
from calculators.quantites import Expression, Litteral, Quantite
from calculators.trace import Operation

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur
    from calculators.formules.feuille import Feuille


class Quotient(MecanismeDeValeur):
    """Divise une quantité par une autre.

    L'unité est celle du numérateur (donnez « unite » pour une autre) ; des mois divisés par des mois font un nombre
    sans unité. À vérifier : un diviseur de 0.

    Exemple :
        genre: quotient
        cle: moyenne
        libelle: Rendez-vous par semaine
        numerateur: rdv
        denominateur: semaines
        citation: 2 rendez-vous par semaine
    """

    genre = "quotient"
    numerateur: Expression = quantite("la quantité divisée")
    denominateur: Expression = quantite("le diviseur")

    def verifier(self, c: Chargeur) -> None:
        """Nothing is divided by 0."""
        if isinstance(self.denominateur, Litteral) and not self.denominateur.quantite.nombre:
            c.signaler((*self.chemin, "denominateur"), "rien ne se divise par 0 ; donnez le diviseur de la fiche")
        divise, diviseur = c.unite(self.numerateur) or "", c.unite(self.denominateur) or ""
        unite = _unite(divise, diviseur)
        self.nu = bool(divise) and not unite
        self._unite = unite if divise in DUREES and (diviseur or c.sans_unite(self.denominateur)) else ""

    def unite_donnee(self, unite_de: UniteDe) -> str | None:
        """The unit of time of the numerator, where the divisor is known not to share it."""
        return self._unite or None

    def calculer(self, ctx: Contexte) -> Quantite:
        """The quotient; nothing is known of a division by zero."""
        numerateur, denominateur = self.numerateur.lire(ctx), self.denominateur.lire(ctx)
        if not denominateur.nombre:
            raise Manque("", "un diviseur supérieur à 0")
        return Quantite(
            numerateur.nombre / denominateur.nombre,
            _unite(numerateur.unite, denominateur.unite),
            lambda: Operation(f"{numerateur.facteur} ÷ {denominateur.facteur}"),
            operandes=(numerateur, denominateur),
        )

    def traduire(self, feuille: Feuille) -> Formule:
        """The quotient, unless the divisor is 0."""
        divise, diviseur = self.numerateur.formule(feuille), self.denominateur.formule(feuille)
        nul = [] if diviseur.litteral else [prudente(f"{diviseur.compare}<>0", diviseur)]
        return quotient(divise, diviseur).en(_unite(divise.unite, diviseur.unite)).avec(conditions=nul)


def _unite(divise: str, diviseur: str) -> str:
    return "" if divise == diviseur and divise in DUREES else divise
