"""What chance does to a payment: the exact distribution of an amount that depends on who comes, or who leaves.

Each trial succeeds with the same probability, independently of the others: the number of successes follows the binomial
law, computed here in whole numbers (no sampling, no approximation). Every amount is an evaluation of the sheet's own
rules.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

ESSAIS_MAX = 2000
"""Places beyond which the exact law takes too long to compute in a page."""
_BANDES = 10
"""Of a table and a chart: as many as a phone shows."""


@dataclass(frozen=True)
class Issue:
    """One outcome: how many successes (people present, contracts broken), what is then paid, how likely it is."""

    succes: int
    montant: Fraction
    poids: int
    """Its probability is this out of the distribution's `total`: fractions of a thousand digits would be slow."""


@dataclass(frozen=True)
class Distribution:
    """Every outcome, in the order of the successes; their weights add up to the total."""

    issues: Sequence[Issue]
    total: int

    @property
    def moyenne(self) -> Fraction:
        """The amount paid on average."""
        unite = lcm(*(issue.montant.denominator for issue in self.issues))
        return Fraction(sum(int(issue.montant * unite) * issue.poids for issue in self.issues), unite * self.total)

    def chance(self, cible: Fraction) -> Fraction:
        """The probability that at least `cible` is paid."""
        return Fraction(sum(issue.poids for issue in self.issues if issue.montant >= cible), self.total)

    def assure(self, chance: Fraction = Fraction(9, 10)) -> Fraction:
        """The greatest amount that is reached with at least this probability (in 9 cases out of 10)."""
        cumul, montants = 0, sorted(self.issues, key=lambda issue: -issue.montant)
        for issue in montants:
            cumul += issue.poids
            if cumul * chance.denominator >= self.total * chance.numerator:
                return issue.montant
        raise ValueError("a chance is between 0 and 1")

    def tranches(self) -> list[tuple[Fraction, Fraction, Fraction]]:
        """The outcomes gathered in bands of equal width: (from, to, probability), for a table and a chart."""
        montants = [issue.montant for issue in self.issues]
        bas, haut = min(montants), max(montants)
        if bas == haut:
            return [(bas, haut, Fraction(1))]
        pas = (haut - bas) / _BANDES
        parts = [0] * _BANDES
        for issue in self.issues:
            parts[min(_BANDES - 1, int((issue.montant - bas) / pas))] += issue.poids
        return [(bas + rg * pas, bas + (rg + 1) * pas, Fraction(part, self.total)) for rg, part in enumerate(parts)]


def loi_binomiale(essais: int, chance: Fraction) -> tuple[list[int], int]:
    """The weights of 0, 1, … `essais` successes, and their total; `chance` is that of each one, between 0 and 1."""
    if not 0 <= chance <= 1:
        raise ValueError("a chance is between 0 and 1")
    oui, sur = chance.numerator, chance.denominator
    non, total = sur - oui, sur**essais
    if not non:
        return [0] * essais + [total], total
    poids = [non**essais]
    for k in range(essais):
        poids.append(poids[k] * (essais - k) * oui // ((k + 1) * non))
    return poids, total


def distribuer(essais: int, chance: Fraction, payer: Callable[[int], Fraction]) -> Distribution:
    """The distribution of what `payer` gives for each number of successes.

    Raises `ValueError` beyond `ESSAIS_MAX` places.
    """
    if not 0 < essais <= ESSAIS_MAX:
        raise ValueError(f"between 1 and {ESSAIS_MAX} places")
    loi, total = loi_binomiale(essais, chance)
    return Distribution([Issue(k, payer(k), poids) for k, poids in enumerate(loi) if poids], total)
