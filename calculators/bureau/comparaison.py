"""Scenarios side by side: what was given where it differs, then what came of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from calculators.bureau.budget import euros
from calculators.bureau.etude import Etude
from calculators.trace import Donnee
from calculators.typographie import typographie

RIEN = "—"
"""What stands where a scenario has nothing to show."""
TOTAL_CHARGES, TOTAL_PRODUITS = "Total des charges", "Total des produits"
SOLDE = "Solde du budget (produits moins charges)"


@dataclass(frozen=True)
class Case:
    """What one scenario shows in a row."""

    texte: str = RIEN
    valeur: Donnee = None
    """The number or the day behind the words, for who computes with it; `None` where words are all there is."""


@dataclass(frozen=True)
class Rangee:
    """One thing compared: a case a scenario, in their order."""

    libelle: str
    cases: tuple[Case, ...]
    unite: str = ""
    entiers: bool = False
    """Whether its amounts are in whole euros, as the form asks."""

    @property
    def differe(self) -> bool:
        """Whether it tells two scenarios apart."""
        return len({case.texte for case in self.cases}) > 1


def comparer(etudes: Sequence[Etude]) -> list[Rangee]:
    """Rows for these scenarios of one sheet."""
    return [*_donnees(etudes), *_resultats(etudes), *_budgets(etudes)]


def _donnees(etudes: Sequence[Etude]) -> list[Rangee]:
    rangees = []
    for nom in dict.fromkeys(nom for etude in etudes for nom in etude.donnees):
        dites = [etude.donnees.get(nom) for etude in etudes]
        cases = tuple(Case(dite.texte, dite.valeur) if dite else Case() for dite in dites)
        rangees.append(Rangee(typographie(nom), cases, next(dite.unite for dite in dites if dite)))
    return [rangee for rangee in rangees if rangee.differe]


def _resultats(etudes: Sequence[Etude]) -> list[Rangee]:
    lignes = [{ligne.cle: ligne for ligne in etude.resultat.lignes if not ligne.verdict} for etude in etudes]
    connues = {cle: ligne for siennes in lignes for cle, ligne in siennes.items()}
    rangees = [Rangee("Statut", tuple(Case(etude.resultat.mot) for etude in etudes))]
    for cle, ligne in connues.items():
        cases = (Case(s[cle].texte, s[cle].valeur) if cle in s else Case() for s in lignes)
        rangees.append(Rangee(typographie(ligne.libelle), tuple(cases), ligne.unite))
    return rangees


def _budgets(etudes: Sequence[Etude]) -> list[Rangee]:
    """The totals, where every line reads and the Département's part is known: else they are another budget's."""
    totaux: dict[str, list[Case]] = {TOTAL_CHARGES: [], TOTAL_PRODUITS: [], SOLDE: []}
    for etude in etudes:
        budget, lisible, connu = etude.budget, not etude.fautives, not etude.fautives and etude.budget.connu
        totaux[TOTAL_CHARGES].append(_montant(budget.charges, lisible))
        totaux[TOTAL_PRODUITS].append(_montant(budget.produits, connu))
        totaux[SOLDE].append(_montant(budget.solde, connu))
    return [Rangee(libelle, tuple(cases), "€", entiers=True) for libelle, cases in totaux.items()]


def _montant(montant: int, connu: bool) -> Case:
    return Case(euros(montant), Fraction(montant)) if connu else Case()
