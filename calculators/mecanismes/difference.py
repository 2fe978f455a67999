"""`difference`: what remains once a quantity is taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calculators.contexte import Contexte
from calculators.formules import Formule, difference, fonction, ou_sinon
from calculators.mecanisme import MecanismeDeValeur, UniteDe
from calculators.parametres import quantite
from calculators.quantites import Expression, Quantite, facultative
from calculators.trace import Operation, dire

if TYPE_CHECKING:
    from calculators.formules.feuille import Feuille


class Difference(MecanismeDeValeur):
    """Retire une quantité d'une autre ; « au_moins » fixe ce en dessous de quoi le résultat ne descend pas.

    Sans « au_moins », le résultat peut être négatif. L'unité est celle de « de » ; les deux quantités se comptent
    dans la même.

    Exemple :
        genre: difference
        cle: manque
        libelle: Personnes manquantes
        de: 6
        moins: groupe
        au_moins: 0
        citation: minimum 6 allocataires du RSA
    """

    genre = "difference"
    comparees = ("de", "moins", "au_moins")
    de: Expression = quantite("la quantité de départ")
    moins: Expression = quantite("la quantité retirée")
    au_moins: Expression | None = quantite("le plus petit résultat possible", None)

    def unite_donnee(self, unite_de: UniteDe) -> str | None:
        """That of its two quantities."""
        return unite_de(self.de) or unite_de(self.moins)

    def calculer(self, ctx: Contexte) -> Quantite:
        """The difference, floored."""
        de, moins = self.de.lire(ctx), self.moins.lire(ctx)
        nombre = de.nombre - moins.nombre
        plancher = facultative(self.au_moins, ctx)
        retenu = plancher if plancher and nombre < plancher.nombre else None
        calcul = lambda: Operation(_dire(de, moins) + (f" (au moins {retenu.texte})" if retenu else ""))  # noqa: E731
        return Quantite(retenu.nombre if retenu else nombre, de.unite or moins.unite, calcul, True, (de, moins))

    def traduire(self, feuille: Feuille) -> Formule:
        """One less the other, floored."""
        reste = difference(self.de.formule(feuille), self.moins.formule(feuille))
        if self.au_moins is None:
            return reste
        plancher: Formule = self.au_moins.formule(feuille)
        return fonction("MAX", reste, ou_sinon(plancher, reste))


def _dire(de: Quantite, moins: Quantite) -> str:
    return f"{de.texte} − {moins.facteur}" if moins.nombre else dire(de.calcul)
