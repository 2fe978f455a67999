"""Where a sheet is silent or ambiguous: a question with its readings, one of them retained or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from calculators.typographie import typographie

SANS_EFFET = "sans effet ici"
"""The effect of a reading that changes nothing in this result."""


@dataclass(frozen=True)
class Hypothese:
    """A named question that the text leaves open.

    `retenue` is the reading used unless the reader chooses another; without it the result gives every reading,
    under the keys of `cles`, and stays `a_verifier` as long as they differ.
    """

    code: str
    texte: str
    lectures: Mapping[str, str]
    """Reading → its label."""
    retenue: str = ""
    cles: Mapping[str, str] = field(default_factory=dict)
    """Reading → key of its amount (`si_plein`)."""
    citation: str = ""
    """The ambiguous words themselves, where they stand in the sheet."""

    @cached_property
    def par_defaut(self) -> str:
        """The reading used unless another is chosen."""
        return self.retenue or next(iter(self.lectures))

    @property
    def ouverte(self) -> bool:
        """Whether the text does not allow to choose."""
        return not self.retenue


@dataclass(frozen=True)
class LectureVue:
    """One reading of a hypothesis, and its effect on this result in words."""

    mot: str
    libelle: str
    effet: str = ""


@dataclass(frozen=True)
class HypotheseVue:
    """A hypothesis as the result shows it."""

    code: str
    texte: str
    lectures: tuple[LectureVue, ...]
    en_vigueur: str
    """The reading used here; empty while the question is open."""
    ouverte: bool
    citation: str = ""

    @property
    def pese(self) -> bool:
        """Whether another reading would change this result."""
        return any(lecture.effet not in ("", SANS_EFFET) for lecture in self.lectures)

    @property
    def effet(self) -> str:
        """What each other reading would change, in one sentence."""
        effets = [f"{lecture.libelle} : {lecture.effet}" for lecture in self.lectures if lecture.effet]
        return typographie(" ; ".join(effets))

    def en_json(self) -> dict[str, Any]:
        """What an entry of `hypotheses` holds; `effet` is in euros or days, in words."""
        return {
            "code": self.code,
            "texte": self.texte,
            "lectures": [lecture.mot for lecture in self.lectures],
            "lecture": self.en_vigueur or None,
            "effet": self.effet,
            "effets": {lecture.mot: lecture.effet for lecture in self.lectures},
        }
