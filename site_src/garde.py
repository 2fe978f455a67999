"""What Node makes, kept from one build to the next in `.cache`: each entry is a folder named by what it was made from.

What builds use is noted, and what they have left unused the longest goes first, so that the whole stays small.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from site_src.installation import RACINE

MOTEUR = RACINE / ".cache" / "moteur"
COMPRIMES = RACINE / ".cache" / "comprimes"

PLAFOND = 300_000_000
"""Bytes that each of the two may hold: the engine of six versions of the rules, say."""
_RECENTE = 3600.0
"""Seconds since its last use under which an entry stays: a build under way, here or beside, may be reading it."""


def servie(place: Path) -> bool:
    """Whether an entry is there; it is noted as used."""
    with suppress(OSError):  # it isn't there, or it is someone else's and may only be read
        os.utime(place)
    return place.is_dir()


def ranger(*gardes: Path, plafond: int = PLAFOND) -> None:
    """Delete what was used the longest ago, past `plafond` bytes in each folder; an entry goes whole or not at all."""
    for garde in gardes or (MOTEUR, COMPRIMES):
        reste, limite = plafond, time.time() - _RECENTE
        for usage, place, octets in sorted(_entrees(garde), reverse=True):
            reste -= octets
            if reste < 0 and usage < limite:
                _jeter(place)


def _entrees(garde: Path) -> Iterator[tuple[float, Path, int]]:
    """When each entry was last used, and its size; what a killed build left half made is one too."""
    for place in garde.iterdir() if garde.is_dir() else ():
        with suppress(OSError):  # another build throws it away meanwhile
            octets = sum(fichier.stat().st_size for fichier in place.rglob("*") if fichier.is_file())
            yield place.stat().st_mtime, place, octets


def _jeter(place: Path) -> None:
    # Two builds may do so at once, and a third look for it: under its name it is whole, or it is not there.
    jetee = place.with_name(f"{place.name}.{os.getpid()}")
    with suppress(OSError):
        place.rename(jetee)
        shutil.rmtree(jetee, ignore_errors=True)
