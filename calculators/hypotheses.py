"""Where a sheet is silent or ambiguous: a question with its readings, one of them retained or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


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
