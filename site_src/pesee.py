"""What a reader receives before touching a page, as the shipped servers send it: pages that weigh too much are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

LEGER = 300_000
"""Bytes, compressed, fonts included. A heavier page is told and published: a long catalogue is no fault."""

_DEMANDE = re.compile(r'\s(?:href|src)="(?:\.\./|/[^"<>]*/)*assets/((?:css|js|images)/[^"]+)"')


def trop_lourdes(site: Path) -> Iterator[tuple[str, int]]:
    """The pages over the budget, each with its weight: itself, what it asks for by name, and the fonts."""
    assets = site / "assets"
    polices = sum(_poids(police) for police in (assets / "polices").iterdir())
    entiers = (fichier for nom in ("css", "js", "images") for fichier in _entiers(assets / nom))
    demandes = {fichier.relative_to(assets).as_posix(): _poids(fichier) for fichier in entiers}
    # By thousands, pages are far from it: one is read only where it could be over with all that there is.
    large = polices + sum(demandes.values())
    for page in sorted(site.rglob("*.html")):
        # Most are light even before they are compressed.
        if page.stat().st_size + large <= LEGER or (propre := _poids(page)) + large <= LEGER:
            continue
        siens = set(_DEMANDE.findall(page.read_text(encoding="utf-8")))
        poids = propre + polices + sum(demandes.get(nom, 0) for nom in siens)
        if poids > LEGER:
            yield page.relative_to(site).as_posix(), poids


def _entiers(dossier: Path) -> Iterator[Path]:
    return (f for f in dossier.iterdir() if f.suffix not in (".br", ".gz"))


def _poids(fichier: Path) -> int:
    """In gzip, which every browser takes over http as well; brotli is lighter still."""
    comprime = fichier.with_name(f"{fichier.name}.gz")
    return (comprime if comprime.exists() else fichier).stat().st_size
