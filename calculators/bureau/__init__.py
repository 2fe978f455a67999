"""The operator's desk: a budget made from a sheet's rules, what happens when people don't come, what may be compared.

`plan`, `budget`    the lines of the form; a budget in whole euros
`risque`            the exact distribution of a payment that depends on who comes
"""

from calculators.bureau.budget import Budget, dresser
from calculators.bureau.plan import SECTIONS, Plan, Poste, charger_plan
from calculators.bureau.risque import Distribution, Issue, distribuer, loi_binomiale

__all__ = [
    "SECTIONS",
    "Budget",
    "Distribution",
    "Issue",
    "Plan",
    "Poste",
    "charger_plan",
    "distribuer",
    "dresser",
    "loi_binomiale",
]
