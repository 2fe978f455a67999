"""`produit`: quantities multiplied."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from calculators.contexte import Contexte
from calculators.mecanisme import MecanismeDeValeur
from calculators.parametres import quantites
from calculators.quantites import Quantite
from calculators.trace import dire


class Produit(MecanismeDeValeur):
    """Multiplie des quantités : un tarif par un nombre d'unités, un montant par un taux.

    Le résultat est en euros dès qu'un facteur l'est, sinon sans unité (donnez « unite ») ; un taux en % compte pour
    des centièmes. Un facteur 1 ne se montre pas.

    Exemple :
        genre: produit
        cle: budget_max
        libelle: Budget au tarif le plus haut
        facteurs: [mesures, 1 200 €]
        citation: entre 800 € à 1 200 €
    """

    genre = "produit"
    facteurs = quantites("les quantités à multiplier")

    def calculer(self, ctx: Contexte) -> Quantite:
        """The product."""
        lus: list[Quantite] = [facteur.lire(ctx) for facteur in self.facteurs]
        nombre = Fraction(1)
        for lu in lus:
            nombre *= lu.coefficient
        unite = "€" if any(lu.unite == "€" for lu in lus) else ""
        return Quantite(nombre, unite, lambda: _dire(lus))


_UN = Quantite(Fraction(1))
"""A factor that changes nothing."""


def _dire(facteurs: Sequence[Quantite]) -> str:
    montres = [facteur.facteur for facteur in facteurs if facteur != _UN or dire(facteur.calcul)]
    return " × ".join(montres) if len(montres) > 1 else ""
