"""The mechanisms: one file a kind of rule, each documented by its own docstring (with an example of YAML).

Amounts    `produit` `somme` `difference` `quotient` `arrondi` `minimum` `maximum` `plafond` `bareme`
           `tranches` `indice`
Modifiers  `fraction_de_duree` `part_variable` `majoration` `repartition`
Checks     `bornes` `au_plus` `decompte` `presences`
Results    `taux` `cible`
Time       `duree_renouvelable` `succession` `echeances` `periodes` `contrats` `carence` `rythme` `intervalle`
           `date_limite`
People     `public`
Silence    `silence`

To add one: a file here with a subclass of `Mecanisme` (or `MecanismeDeValeur`), its name in the list below.
`calculer` (or `evaluer`) is what it does, `traduire` (or `transcrire`) the same as a spreadsheet's formula; without the
latter, its values stand in workbooks as they were computed.
"""

from calculators.mecanismes import (  # noqa: F401  (each registers itself)
    arrondi,
    au_plus,
    bareme,
    bornes,
    carence,
    cible,
    contrats,
    date_limite,
    decompte,
    difference,
    duree_renouvelable,
    echeances,
    fraction_de_duree,
    indice,
    intervalle,
    majoration,
    maximum,
    minimum,
    part_variable,
    periodes,
    plafond,
    presences,
    produit,
    public,
    quotient,
    repartition,
    rythme,
    silence,
    somme,
    succession,
    taux,
    tranches,
)
