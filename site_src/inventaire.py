"""The rules of a sheet laid flat, those nested in others included, each with what it says of itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class RegleEcrite:
    """A rule, or a condition of one, as its sheet writes it."""

    chemin: str
    """Where it stands in its calculator: `regles.2.termes.0`."""
    genre: str
    libelle: str
    """Its own label, else that of the rule around it."""
    citation: str
    brut: Mapping[str, Any]

    def hypotheses(self, codes: Collection[str]) -> list[str]:
        """Those of `codes` that the rule opens, wherever it names them: `hypotheses`, `selon`, `convention`…"""
        nommes = set(_mots(self.brut))
        return [code for code in codes if code in nommes]


def inventorier(brut: Any, chemin: str, libelle: str = "") -> Iterator[RegleEcrite]:
    """Every rule and condition under `brut`, in the order of the sheet."""
    if isinstance(brut, list):
        for rang, element in enumerate(brut):
            yield from inventorier(element, f"{chemin}.{rang}", libelle)
    elif isinstance(brut, Mapping):
        libelle = str(brut.get("libelle", libelle))
        citation = brut.get("citation")
        if "genre" in brut or citation:
            yield RegleEcrite(chemin, str(brut.get("genre", "condition")), libelle, str(citation or ""), brut)
        for cle, valeur in brut.items():
            yield from inventorier(valeur, f"{chemin}.{cle}", libelle)


def _mots(brut: Any) -> Iterator[str]:
    if isinstance(brut, str):
        yield brut
    elif isinstance(brut, Mapping | list):
        for valeur in brut.values() if isinstance(brut, Mapping) else brut:
            yield from _mots(valeur)
