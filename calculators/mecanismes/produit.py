"""`produit`: quantities multiplied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from calculators.contexte import Contexte
from calculators.dates import DUREES
from calculators.erreurs import Manque
from calculators.formules import ZERO, Formule, choisir, produit, prudente
from calculators.mecanisme import MecanismeDeValeur, UniteDe
from calculators.nombres import unite_nommee
from calculators.parametres import quantites
from calculators.quantites import Cle, Expression, Litteral, Quantite
from calculators.trace import Operation, dire

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur
    from calculators.formules.feuille import Feuille


class Produit(MecanismeDeValeur):
    """Multiplie des quantités : un tarif par un nombre d'unités, un montant par un taux.

    Le résultat est en euros dès qu'un facteur l'est ; sinon en mois, en ans, en semaines ou en jours si un facteur, et
    un seul, est une durée ; sinon sans unité (donnez « unite »). Un taux en % compte pour des centièmes. Un facteur 1
    ne se montre pas.

    Exemple :
        genre: produit
        cle: budget_max
        libelle: Budget au tarif le plus haut
        facteurs: [mesures, 1 200 €]
        citation: entre 800 € à 1 200 €
    """

    genre = "produit"
    facteurs: list[Expression] = quantites("les quantités à multiplier")

    def verifier(self, c: Chargeur) -> None:
        """Two amounts don't multiply."""
        facteurs = self.facteurs or []
        unites = [c.unite(facteur) or c.compte(facteur) for facteur in facteurs]
        if unites.count("€") > 1:
            c.signaler(self.chemin, "deux montants en euros ne se multiplient pas ; retirez l'un des deux")
        sures = all(u or c.sans_unite(f) for f, u in zip(facteurs, unites, strict=True))
        unite = _unite(facteurs, unites)
        self._unite = unite if sures or unite == "€" else ""
        """Empty where only the factors will tell, once they are computed."""
        self.nu = sures and not unite

    def unite_donnee(self, unite_de: UniteDe) -> str | None:
        """Euros, as soon as a factor is in euros; else the unit of time of its only length of time."""
        return self._unite or None

    def calculer(self, ctx: Contexte) -> Quantite:
        """The product; where the first factor is nothing, so is one that is not shown, whatever the others."""
        lus: list[Quantite] = []
        # In integers: one fraction is made, however many factors there are.
        numerateur, denominateur = 1, 1
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
        unite = self._unite or _unite(self.facteurs, (lu.unite for lu in lus))
        operandes = tuple([lu for lu in lus if not lu.neutre])
        return Quantite(Fraction(numerateur, denominateur), unite, lambda: _dire(lus), False, operandes)

    def traduire(self, feuille: Feuille) -> Formule:
        """The product; where the first factor of a hidden one is nothing, the others may be missing."""
        facteurs = [facteur.formule(feuille) for facteur in self.facteurs]
        premier, *autres = facteurs
        unite = self._unite or _unite(self.facteurs, (f.unite for f in facteurs))
        tout = produit(premier, *autres, unite=unite)
        if self.libelle or tout.connue == premier.connue or premier.litteral:
            return tout
        return choisir([(prudente(f"{premier.compare}=0", premier), ZERO.avec(premier))], tout)


def _unite(facteurs: Sequence[Expression], unites: Iterable[str]) -> str:
    """That of a product: euros, or time where one factor alone bears a unit. « 7 h × 10 semaines » has none; nor have
    months times persons, but « 1 mois » a child is a length of time all the same."""
    lies = [(facteur, unite) for facteur, unite in zip(facteurs, unites, strict=False) if unite and unite != "%"]
    if any(unite == "€" for _, unite in lies):
        return "€"
    durees = [(facteur, unite) for facteur, unite in lies if unite_nommee(unite)]
    if len(durees) != 1 or durees[0][1] not in DUREES:
        return ""
    facteur, unite = durees[0]
    return unite if len(lies) == 1 or isinstance(facteur, Litteral) else ""


def _dire(facteurs: Sequence[Quantite]) -> str:
    montres = [facteur for facteur in facteurs if not facteur.neutre or dire(facteur.calcul)]
    if len(montres) == 1:
        return dire(montres[0].calcul)
    return Operation(" × ".join(facteur.facteur for facteur in montres))
