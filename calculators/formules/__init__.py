"""The rules in the language of spreadsheets: each mechanism says itself as a formula, a sheet gathers them.

`formule`      a number as a spreadsheet computes it, and what it needs to exist
`operations`   what formulas do with one another
`cellule`      a named cell
`references`   what a rule reads when it writes itself down
`feuille`      the cells of one calculator: inputs, results, checks, steps
`controles`    checks on the form as a whole
`transcription`   a whole calculator
`conditions`   a condition as a test
`saisies`      what a cell of the form accepts, said beside it
"""

from calculators.formules.formule import (
    A_CORRIGER,
    A_NOTER,
    A_VERIFIER,
    ATOME,
    CONFORME,
    NON_CONFORME,
    Formule,
    Intraduisible,
    ecrire_nombre,
    et,
    jour,
    mot,
    nom_defini,
    nombres,
    ou,
)
from calculators.formules.operations import (
    UN,
    ZERO,
    arrondie,
    choisir,
    comparer,
    difference,
    fonction,
    litteral,
    ou_sinon,
    produit,
    prudente,
    quotient,
    selon_lecture,
    somme,
    unite_commune,
)

__all__ = [
    "ATOME",
    "A_CORRIGER",
    "A_NOTER",
    "A_VERIFIER",
    "CONFORME",
    "NON_CONFORME",
    "UN",
    "ZERO",
    "Formule",
    "Intraduisible",
    "arrondie",
    "choisir",
    "comparer",
    "difference",
    "ecrire_nombre",
    "et",
    "fonction",
    "jour",
    "litteral",
    "mot",
    "nom_defini",
    "nombres",
    "ou",
    "ou_sinon",
    "produit",
    "prudente",
    "quotient",
    "selon_lecture",
    "somme",
    "unite_commune",
]
