"""What a reader receives before touching a page, as the shipped servers send it: pages that weigh too much are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

LEGER = 300_000
"""Bytes, compressed, fonts included. A heavier page is told and published: a long catalogue is no fault."""

_DEMANDES = ("css", "js", "images")
"""The folders of `assets` whose files a page asks for by name."""


def trop_lourdes(site: Path, demandes: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, int]]:
    """The pages over the budget, each with its weight: itself, what it asks for by name, and the fonts.

    `demandes`: the addresses that each page asks for as it opens, by its own.
    """
    assets = site / "assets"
    polices = sum(_poids(police) for police in (assets / "polices").iterdir())
    entiers = (fichier for nom in _DEMANDES for fichier in _entiers(assets / nom))
    poids_de = {f"assets/{fichier.relative_to(assets).as_posix()}": _poids(fichier) for fichier in entiers}
    for page, siennes in sorted(demandes.items()):
        noms = {adresse[adresse.find("assets/") :] for adresse in siennes if "assets/" in adresse}
        poids = _poids(site / page) + polices + sum(poids_de.get(nom, 0) for nom in noms)
        if poids > LEGER:
            yield page, poids


def _entiers(dossier: Path) -> Iterator[Path]:
    return (f for f in dossier.iterdir() if f.suffix not in (".br", ".gz"))


def _poids(fichier: Path) -> int:
    """In gzip, which every browser takes over http as well; brotli is lighter still."""
    comprime = fichier.with_name(f"{fichier.name}.gz")
    return (comprime if comprime.exists() else fichier).stat().st_size
