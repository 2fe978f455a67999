"""`produit`: quantities multiplied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from calculators.contexte import Contexte, Manque
from calculators.formules import ZERO, Formule, choisir, produit, prudente
from calculators.mecanisme import MecanismeDeValeur
from calculators.parametres import quantites
from calculators.quantites import Cle, Quantite
from calculators.trace import dire

if TYPE_CHECKING:
    from calculators.formules.feuille import Feuille


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
        """The product; where the first factor is nothing, so is the product, whatever the others."""
        lus: list[Quantite] = []
        for facteur in self.facteurs:
            try:
                lus.append(facteur.lire(ctx))
            except Manque as manque:
                if lus and not lus[0].nombre:
                    break
                manque.entame = any(isinstance(f, Cle) and f.cle in ctx.saisies for f in self.facteurs)
                raise
        nombre = lus[0].coefficient
        for lu in lus[1:]:
            nombre *= lu.coefficient
        unite = "€" if "€" in [lu.unite for lu in lus] else ""
        return Quantite(nombre, unite, lambda: _dire(lus), operandes=tuple([lu for lu in lus if not lu.neutre]))

    def traduire(self, feuille: Feuille) -> Formule:
        """The product; where the first factor is nothing, the others may be missing."""
        premier, *autres = [facteur.formule(feuille) for facteur in self.facteurs]
        unite = "€" if any(f.unite == "€" for f in (premier, *autres)) else ""
        tout = produit(premier, *autres, unite=unite)
        if tout.connue == premier.connue or premier.litteral:
            return tout
        return choisir([(prudente(f"{premier.compare}=0", premier), ZERO.avec(premier))], tout)


def _dire(facteurs: Sequence[Quantite]) -> str:
    montres = [facteur for facteur in facteurs if not facteur.neutre or dire(facteur.calcul)]
    if len(montres) == 1:
        return dire(montres[0].calcul)
    return " × ".join(facteur.facteur for facteur in montres)
