"""An example stands in its field as a reader would have typed it."""

from __future__ import annotations

from typing import Any

import pytest

from calculators import Champ
from site_src.formulaire import ecrire


@pytest.mark.parametrize(
    ("type_", "brute", "attendu"),
    [
        ("montant", "1200.50", "1 200,50"),
        ("montant", "1200,5 €", "1 200,50"),
        ("montant", 4000, "4 000"),
        ("pourcentage", "62.5", "62,5"),
        ("jours", 10.5, "10,5"),
        ("nombre", "0,3333", "0,3333"),  # a third decimal is the author's: none is lost
        ("mois", "6+4", "6+4"),
        ("entier", "inconnu", "inconnu"),
        ("entier", "", ""),
        ("date", "2026-03-01", "01/03/2026"),
        ("liste_entiers", [8, 6, "7"], "8 ; 6 ; 7"),
        ("periodes", ["2024-01-01/2024-06-30", ("2024-08-01", "2024-12-31")],
         "01/01/2024 au 30/06/2024\n01/08/2024 au 31/12/2024"),
        ("choix_multiples", "sante", ["sante"]),
    ],
)  # fmt: skip
def test_an_example_is_written_as_a_reader_types_it(type_: str, brute: Any, attendu: Any) -> None:
    ecrit = ecrire(Champ("cle", type_, "Libellé", options={"sante": "Santé"}), brute)
    assert (ecrit.replace("\u202f", " ") if isinstance(ecrit, str) else ecrit) == attendu
