"""`produit`: quantities multiplied."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from calculators.contexte import Contexte, Manque
from calculators.formules import ZERO, Formule, choisir, produit, prudente
from calculators.mecanisme import MecanismeDeValeur, UniteDe
from calculators.parametres import Chemin, quantites
from calculators.quantites import Cle, Quantite
from calculators.trace import Operation, dire

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

    def __init__(self, chargeur: Any, brut: Any, chemin: Chemin, imbrique: bool = False) -> None:
        super().__init__(chargeur, brut, chemin, imbrique)
        if [chargeur.unite(facteur) for facteur in self.facteurs or ()].count("€") > 1:
            chargeur.signaler(chemin, "deux montants en euros ne se multiplient pas ; retirez l'un des deux")
        self._unite = self.unite_donnee(chargeur.unite) or ""

    def unite_donnee(self, unite_de: UniteDe) -> str | None:
        """Euros, as soon as a factor is in euros."""
        return "€" if "€" in map(unite_de, self.facteurs or ()) else None

    def calculer(self, ctx: Contexte) -> Quantite:
        """The product; where the first factor is nothing, so is one that is not shown, whatever the others."""
        lus: list[Quantite] = []
        # In integers: one fraction is made, however many factors there are.
        numerateur, denominateur, unite = 1, 1, self._unite
        for facteur in self.facteurs:
            try:
                lu = facteur.lire(ctx)
            except Manque as manque:
                if lus and not lus[0].nombre and not self.libelle:
                    break
                manque.entame = any(isinstance(f, Cle) and f.cle in ctx.saisies for f in self.facteurs)
                raise
            lus.append(lu)
            haut, bas = lu.nombre.as_integer_ratio()
            numerateur *= haut
            denominateur *= bas
            if lu.unite == "%":
                denominateur *= 100
            elif lu.unite == "€":
                unite = "€"
        operandes = tuple([lu for lu in lus if not lu.neutre])
        return Quantite(Fraction(numerateur, denominateur), unite, lambda: _dire(lus), False, operandes)

    def traduire(self, feuille: Feuille) -> Formule:
        """The product; where the first factor of a hidden one is nothing, the others may be missing."""
        premier, *autres = [facteur.formule(feuille) for facteur in self.facteurs]
        unite = "€" if any(f.unite == "€" for f in (premier, *autres)) else ""
        tout = produit(premier, *autres, unite=unite)
        if self.libelle or tout.connue == premier.connue or premier.litteral:
            return tout
        return choisir([(prudente(f"{premier.compare}=0", premier), ZERO.avec(premier))], tout)


def _dire(facteurs: Sequence[Quantite]) -> str:
    montres = [facteur for facteur in facteurs if not facteur.neutre or dire(facteur.calcul)]
    if len(montres) == 1:
        return dire(montres[0].calcul)
    return Operation(" × ".join(facteur.facteur for facteur in montres))
