"""The mechanisms: one file a kind of rule, each documented by its own docstring (with an example of YAML).

Amounts: `produit`, `somme`, `difference`, `plafond`, `minimum`, `quotient`, `arrondi`,
`fraction_de_duree`, `part_variable`.
Checks: `bornes`, `au_plus`, `decompte`, `presences`. Results: `taux`, `cible`.
Time: `duree_renouvelable`, `echeances`, `periodes`, `contrats`. People: `public`. And `silence`.

To add one: a file here with a subclass of `Mecanisme` (or `MecanismeDeValeur`), its name in the list below.
"""

from calculators.mecanismes import (  # noqa: I001  (the order is that of the documentation)
    produit,
    somme,
    difference,
    plafond,
    minimum,
    quotient,
    arrondi,
    fraction_de_duree,
    part_variable,
    bornes,
    au_plus,
    decompte,
    presences,
    taux,
    cible,
    duree_renouvelable,
    echeances,
    periodes,
    contrats,
    public,
    silence,
)

__all__ = [
    "arrondi",
    "au_plus",
    "bornes",
    "cible",
    "contrats",
    "decompte",
    "difference",
    "duree_renouvelable",
    "echeances",
    "fraction_de_duree",
    "minimum",
    "part_variable",
    "periodes",
    "plafond",
    "presences",
    "produit",
    "public",
    "quotient",
    "silence",
    "somme",
    "taux",
]
