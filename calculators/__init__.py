"""The rules of insertion sheets: exact, traced, quoted. Runs in CPython and in Pyodide.

Standard library only, but for `bureau/classeur.py`, which loads XlsxWriter once a workbook is asked for.

A sheet's rules, plain data written in YAML, are loaded once (`charger`) and asked for results:

    regles = charger({"id": …, "hypotheses": {…}, "calculateurs": {…}})
    resultat = regles.calculer("financement", {"jours": 10, …})
    resultat.en_json()          # what `calc` prints
    rendre_resultat(resultat)   # what a page shows, at build and in the browser

Reading order
    `nombres`, `unites`, `dates`, `typographie`   French numbers, dates and spaces, read and written
    `erreurs`                           what is refused, in words, and the nearest that is known
    `champs`, `saisie`, `faits`         the fields of a form, and how each reads what was typed
    `hypotheses`, `quantites`, `temps`, `limites`, `attentes`, `conditions`, `choix`   what a rule is made of
    `mecanisme`, `parametres`, `mecanismes/`  the kinds of rules, one file each
    `chargement/`, `regles`             plain data → rules, every fault told
    `liens`, `contexte`, `trace`, `evaluation`, `calculateur`, `alea`   one evaluation, what it records, what moves it
    `effets`, `detail`, `montants`, `lectures`, `reponse`, `resultat`   every reading side by side, then the result
    `rendu/`                            a result as HTML
    `formules/`                         the same rules in the language of spreadsheets
    `validite`, `versions`, `indices`   rules in time, two versions compared, dated outside indices
    `domaine`, `exploration`, `influences`   goal-seek, curves; what weighs most
    `calendrier`, `durees`, `renouvellements`   days, spans of time, renewals
    `parcours/`                         the course of an action, from its first day
    `orientation/`                      many sheets asked about one person
    `pluriannuel/`                      several years and funders
    `bureau/`                           the operator's desk: a budget from the rules, scenarios, a workbook
    `navigateur`                        the door of the browser's worker
"""

from calculators.calculateur import NOMS, Calculateur
from calculators.champs import Champ
from calculators.dates import formater_date, lire_date
from calculators.durees import Durees
from calculators.erreurs import Probleme, ReglesInvalides, SaisieInvalide, plus_proche
from calculators.exploration import But, Exploration
from calculators.hypotheses import Hypothese
from calculators.influences import Influence, influences
from calculators.mecanisme import MECANISMES, Mecanisme
from calculators.nombres import formater_montant, formater_nombre, lire_nombre
from calculators.parcours import Plan, planifier, rendre_parcours
from calculators.regles import Regles, charger
from calculators.rendu import ancre_clause, rendre_resultat
from calculators.reponse import en_erreur
from calculators.resultat import STATUTS, VERDICTS, Resultat
from calculators.typographie import INSEPARABLES, typographie
from calculators.versions import Difference, comparer

__all__ = [
    "INSEPARABLES",
    "MECANISMES",
    "NOMS",
    "STATUTS",
    "VERDICTS",
    "But",
    "Calculateur",
    "Champ",
    "Difference",
    "Durees",
    "Exploration",
    "Hypothese",
    "Influence",
    "Mecanisme",
    "Plan",
    "Probleme",
    "Regles",
    "ReglesInvalides",
    "Resultat",
    "SaisieInvalide",
    "ancre_clause",
    "charger",
    "comparer",
    "en_erreur",
    "formater_date",
    "formater_montant",
    "formater_nombre",
    "influences",
    "lire_date",
    "lire_nombre",
    "planifier",
    "plus_proche",
    "rendre_parcours",
    "rendre_resultat",
    "typographie",
]
