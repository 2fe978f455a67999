"""A named cell of the spreadsheet, and the names that every spreadsheet has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from calculators.formules.formule import nom_defini
from calculators.validite import Validite

SAISIE_ADMISE = "saisie_admise"
"""Name of the cell that says whether everything typed can be used."""
SAISIES = "saisies"
"""Name of the column of inputs."""

STATUT = "statut"
"""Name of the cell that says the verdict on the whole."""

Genre = Literal["ligne", "controle", "etape"]
GENRES: tuple[Genre, Genre] = ("etape", "ligne")
"""Of a value that is not shown, of one that is."""


@dataclass(frozen=True)
class Cellule:
    """One named cell: its formula, or the reason why it holds a plain value."""

    genre: Genre
    nom: str
    cle: str
    """Key of the value in the rules; empty for a check."""
    libelle: str
    formule: str
    """Empty where no formula can say the rule."""
    unite: str = ""
    citation: str = ""
    hypotheses: tuple[str, ...] = ()
    motif: str = ""
    """Why the value is frozen."""


def libelle_date(libelle: str, validite: Validite) -> str:
    """The words of a value, with the days when its rule holds where it is dated."""
    bornes = [f"du {validite.du:%d/%m/%Y}"] if validite.du else []
    bornes += [f"jusqu’au {validite.au:%d/%m/%Y}"] if validite.au else []
    return f"{libelle} ({' '.join(bornes)})" if bornes else libelle


def nom_tranchee(code: str) -> str:
    """The name of the cell that tells whether the reader of the workbook chose a reading of an open hypothesis."""
    return f"{nom_defini(code)}_tranchee"


def nom_lecture(code: str) -> str:
    """The name of the cell that holds the reading of a hypothesis in force."""
    return nom_defini(code)
