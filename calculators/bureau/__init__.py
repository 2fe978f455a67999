"""The operator's desk: a budget made from a sheet's rules, what happens when people don't come, what may be compared.

`plan`, `budget`    the lines of the form; a budget in whole euros
`etude`, `bilan`    what the rules pay in a case, in its budget; the balance in words
`comparaison`       scenarios side by side
`risque`, `et_si`   the exact distribution of a payment that depends on who comes; goal, curve, what weighs most
`export`, `classeur`, `tableur_csv`   a case taken away: a workbook with live formulas, CSV
`onglet`, `onglets`, `onglet_calcul`, `onglet_budget`, `saisies_excel`   the workbook's sheets, what their cells admit
`texte_sur`         text that a spreadsheet must not run
`graphiques`, `rendu`, `rendu_et_si`, `guichet`   charts, the answer as HTML, the door of the page
"""

from calculators.bureau.budget import Budget, dresser
from calculators.bureau.classeur import ecrire_classeur
from calculators.bureau.et_si import EtSi
from calculators.bureau.etude import CALCULATEUR, Etude, Scenario, etudier
from calculators.bureau.export import Export, Notice
from calculators.bureau.guichet import SCENARIOS_MAX, exporter_bureau, repondre_bureau
from calculators.bureau.plan import SECTIONS, Plan, Poste, charger_plan
from calculators.bureau.rendu import rendre_bureau
from calculators.bureau.risque import Distribution, Issue, distribuer, loi_binomiale
from calculators.bureau.tableur_csv import ecrire_csv

__all__ = [
    "CALCULATEUR",
    "SCENARIOS_MAX",
    "SECTIONS",
    "Budget",
    "Distribution",
    "EtSi",
    "Etude",
    "Export",
    "Issue",
    "Notice",
    "Plan",
    "Poste",
    "Scenario",
    "charger_plan",
    "distribuer",
    "dresser",
    "ecrire_classeur",
    "ecrire_csv",
    "etudier",
    "exporter_bureau",
    "loi_binomiale",
    "rendre_bureau",
    "repondre_bureau",
]
