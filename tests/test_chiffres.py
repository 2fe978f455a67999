"""The figures of a rule against its quotations: a slip of the hand is told, what the clause says otherwise is not."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from catalogue import verifier
from catalogue.chiffres import chiffres_sans_source, nombres_dits

GUIDES = Path(__file__).parent / "exemples" / "guides"


@pytest.mark.parametrize(
    ("texte", "nombre"),
    [
        ("1 500,50 € par mois", "1500.5"),
        ("111 663,80 €", "111663.8"),
        ("1.200 euros", "1200"),
        ("de 18 ans ou plus", "18"),
        ("vingt-cinq jours", "25"),
        ("quatre-vingts places", "80"),
        ("deux cents euros", "200"),
        ("trois mille deux cents euros", "3200"),
        ("jusqu'à la dixième mesure", "11"),
        ("moins de vingt et un ans", "20"),
        ("la moitié", "50"),
        ("une fois par semestre", "6"),
    ],
)
def test_a_number_is_read_in_digits_and_in_letters(texte: str, nombre: str) -> None:
    assert Fraction(nombre) in nombres_dits(texte)


@pytest.mark.parametrize(
    ("valeur", "citation", "tu"),
    [
        ("20", "de 18 ans ou plus", False),
        ("160 €", "150 € par participant", False),
        ("18", "de 18 ans ou plus", True),
        ("40 %", "une part variable de 60 %", True),
        ("0,6", "60 % de la dépense", True),
        ("24 mois", "deux ans", True),
        ("26 semaines", "deux contrats de 13 semaines", True),
        ("12 mois", "chaque année", True),
        ("1,5", "une fois et demie le RSA", True),
        ("100 %", "sans dépasser la dépense", True),
        ("0 €", "aucune aide", True),
    ],
)
def test_only_what_no_quotation_says_is_suspected(valeur: str, citation: str, tu: bool) -> None:
    regle = {"genre": "bornes", "valeur": "x", "maximum": valeur, "citation": citation}
    attendus = [] if tu else [(("regles", 0, "maximum"), valeur)]
    assert list(chiffres_sans_source({"regles": [regle]}, {})) == attendus


def test_a_hidden_value_may_quote_nothing_and_a_reading_says_its_figure() -> None:
    cache = {"genre": "produit", "cle": "x", "facteurs": ["n", "7 €"]}
    assert list(chiffres_sans_source({"regles": [cache]}, {})) == []
    regle = {"genre": "bornes", "valeur": "x", "minimum": {"selon": "H-MIN", "six": "6"}, "citation": "un minimum"}
    assert list(chiffres_sans_source({"regles": [regle]}, {"H-MIN": {"lectures": {"six": "6 personnes"}}})) == []


def test_check_advises_to_look_at_such_a_figure_again(tmp_path: Path) -> None:
    shutil.copytree(GUIDES, tmp_path / "guides")
    fiche = tmp_path / "guides" / "fiches" / "atelier-mobilite.yaml"
    fiche.write_text(fiche.read_text("utf-8").replace('au_moins: "18"', 'au_moins: "20"'), "utf-8")
    (dit,) = verifier(fiche.parent)
    assert (dit.niveau, dit.ligne, dit.colonne) == ("avertissement", 50, 23)
    assert dit.message.replace("\u00a0", " ").startswith("« 20 » n’est dans aucune citation de « eligibilite »")
