"""A budget in whole euros, as the form asks for it: lines are rounded first, then added up as they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from calculators.bureau.plan import Plan, Poste
from calculators.nombres import arrondir, formater_montant, formater_nombre
from calculators.typographie import FINE, INSECABLE


@dataclass(frozen=True)
class Budget:
    """The lines of a plan with their amounts, in whole euros."""

    plan: Plan
    montants: Mapping[str, int]
    """Key of a line → its amount; a line without one is not there."""
    details: Mapping[str, str] = field(default_factory=dict)
    """Key of a line that hours make → the sum behind its amount."""

    def total(self, *sections: str) -> int:
        """What the lines of these parts add up to."""
        return sum(self.montants.get(poste.cle, 0) for section in sections for poste in self.plan.de(section))

    def compte(self, poste: Poste) -> int:
        """A line's amount, or what an account gathers."""
        if poste.cle:
            return self.montants.get(poste.cle, 0)
        siens = (p for p in self.plan.de(poste.section) if p.dans == poste.compte)
        return sum(self.montants.get(p.cle, 0) for p in siens)

    @property
    def charges(self) -> int:
        """What the action costs, contributions in kind apart."""
        return self.total("charges", "indirectes")

    @property
    def produits(self) -> int:
        """What pays for it, contributions in kind apart."""
        return self.total("produits", "propres")

    @property
    def solde(self) -> int:
        """Above 0, a surplus; below, what is missing."""
        return self.produits - self.charges

    @property
    def departement(self) -> int:
        """The Département's part."""
        return sum(self.montants.get(poste.cle, 0) for poste in self.plan.postes if poste.departement)

    @property
    def connu(self) -> bool:
        """Whether the Département's part is known."""
        return any(poste.cle in self.montants for poste in self.plan.postes if poste.departement)

    @property
    def contributions(self) -> tuple[int, int]:
        """What is given in kind: how it is used (86), what it is (87); the form wants them equal."""
        return self.total("contributions_charges"), self.total("contributions_produits")


def dresser(plan: Plan, saisies: Mapping[str, Fraction], departement: Fraction | None) -> Budget:
    """The budget of the amounts typed, and of what the rules say that the Département pays (`None`: not known yet)."""
    montants: dict[str, int] = {}
    details: dict[str, str] = {}
    for poste in plan.postes:
        parts = [(saisies[poste.cle], formater_montant(saisies[poste.cle]))] if poste.cle in saisies else []
        heures, taux = saisies.get(f"{poste.cle}_heures"), saisies.get(f"{poste.cle}_taux")
        if heures is not None and taux is not None:
            parts.append((heures * taux, f"{formater_nombre(heures)}{INSECABLE}h × {formater_montant(taux)}"))
            details[poste.cle] = " + ".join(mots for _, mots in parts)
        if parts:
            montants[poste.cle] = int(arrondir(sum((montant for montant, _ in parts), Fraction(0))))
        if poste.departement and departement is not None:
            montants[poste.cle] = int(arrondir(departement))
    return Budget(plan, montants, details)


def euros(montant: int) -> str:
    """« 1 200 € »: the form wants no cents."""
    return f"{montant:,}".replace(",", FINE).replace("-", "\u2212") + f"{INSECABLE}€"
