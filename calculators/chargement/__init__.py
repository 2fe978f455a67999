"""Plain data, as YAML or JSON carries it, made into rules; every fault is told at its place, none stops the reading.

`lecteur`       mappings, lists and words, read or reported
`quantites`     what can be said of quantities before any computation: their unit, which may be compared
`chargeur`      the one loader that mechanisms are handed, which knows the fields and the hypotheses around them
`champs`, `conditions`, `hypotheses`   the fields of a form, the conditions of a public, what a text leaves open
`calculateur`   a whole calculator

The door is `calculators.charger`.
"""
