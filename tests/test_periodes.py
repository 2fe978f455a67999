"""The end of the periods that a sheet's rules state."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from calculators import charger
from catalogue.periodes import fin_des_periodes

FENETRES = {
    "genre": "periodes",
    "cle": "periode",
    "libelle": "Période",
    "date": "jour",
    "citation": "a",
    "periodes": [
        {"mot": "action", "libelle": "Action", "du": "2020-01-01", "au": "2022-12-31"},
        {"mot": "preparation", "libelle": "Préparation", "du": "2019-07-01", "au": "2019-12-31"},
    ],
}
PRIME = {"genre": "bornes", "valeur": "montant", "maximum": "400 €", "citation": "a"}


@pytest.mark.parametrize(
    ("regles", "fin"),
    [
        ([PRIME], None),
        ([FENETRES], date(2022, 12, 31)),
        ([FENETRES, PRIME], date(2022, 12, 31)),
        ([FENETRES, PRIME | {"au": "2021-12-31"}], date(2022, 12, 31)),
        ([FENETRES, PRIME | {"au": "2024-06-30"}], date(2024, 6, 30)),
        ([FENETRES, PRIME | {"du": "2021-01-01"}], None),
        ([PRIME | {"au": "2024-06-30"}], None),
    ],
)
def test_the_last_window_ends_it_unless_a_dated_rule_still_holds(regles: list[Any], fin: date | None) -> None:
    champs = {"jour": {"type": "date", "libelle": "Jour"}, "montant": {"type": "montant", "libelle": "Montant"}}
    exemple = {"jour": "2021-01-01", "montant": "100"}
    calculateur = {"champs": champs, "exemple": exemple, "date": "jour", "regles": regles}
    fiche = {"id": "essai", "nature": "action", "titre": "Essai", "calculateurs": {"duree": calculateur}}
    assert fin_des_periodes(charger(fiche)) == fin
