"""What the rules lay on a calendar: spans of days and single days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from calculators.typographie import typographie


@dataclass(frozen=True)
class Evenement:
    """A span of days, or one day, that a rule gives."""

    cle: str
    libelle: str
    debut: date
    fin: date | None = None
    """The last day of a span, included; `None` for a single day."""
    piste: str = ""
    """What the spans of one kind are called together, in the plural (« périodes », « CER »); empty for a single day."""
    duree: str = ""
    """The length of a span, or the time after which a milestone comes, « 6 mois »."""
    citation: str = ""
    hypotheses: tuple[str, ...] = ()
    limite: bool = False
    """The last day that the rules admit."""
    au_choix: bool = False
    """One of several of which the sheet asks for a single one."""
    lecture: str = ""
    """The reading under which alone it stands there, in words, where the readings left open differ."""

    @property
    def jour(self) -> date:
        """The day that ends it."""
        return self.fin or self.debut

    def en_json(self) -> dict[str, Any]:
        """Plain data, for the answer and for the calendar's file."""
        return {
            "cle": self.cle,
            "libelle": typographie(self.libelle),
            "debut": self.debut.isoformat(),
            "fin": self.jour.isoformat(),
            "etendue": self.fin is not None,
            "duree": self.duree,
            "limite": self.limite,
            "au_choix": self.au_choix,
            "lecture": typographie(self.lecture),
            "citation": self.citation,
            "hypotheses": list(self.hypotheses),
        }


def reunir(calendriers: Sequence[tuple[str, Sequence[Evenement]]]) -> list[Evenement]:
    """One calendar from those of several readings, each with its name: what they share, then the rest, named."""
    communs = set(calendriers[0][1]).intersection(*(evenements for _, evenements in calendriers))
    reunis: dict[Evenement, None] = {}
    for lecture, evenements in calendriers:
        for evenement in evenements:
            reunis[evenement if evenement in communs else replace(evenement, lecture=lecture)] = None
    return list(reunis)
