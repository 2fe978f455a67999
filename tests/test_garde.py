"""What Node makes is kept from one build to the next, and doesn't grow without end."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from site_src import compression
from site_src.compression import comprimer
from site_src.garde import ranger, servie
from site_src.installation import node

JOUR = 86_400.0


def entree(garde: Path, nom: str, age: float, octets: int = 100) -> Path:
    """An entry last used `age` seconds ago."""
    place = garde / nom
    place.mkdir(parents=True)
    (place / "contenu").write_bytes(bytes(octets))
    os.utime(place, (time.time() - age,) * 2)
    return place


def noms(garde: Path) -> set[str]:
    return {place.name for place in garde.iterdir()}


def test_what_was_used_the_longest_ago_goes_first(tmp_path: Path) -> None:
    for age in range(1, 6):
        entree(tmp_path, f"il-y-a-{age}", age * JOUR)
    assert servie(tmp_path / "il-y-a-4")  # a build uses it
    ranger(tmp_path, plafond=300)
    assert noms(tmp_path) == {"il-y-a-1", "il-y-a-2", "il-y-a-4"}
    ranger(tmp_path, plafond=300)
    assert len(noms(tmp_path)) == 3


def test_a_build_under_way_keeps_what_it_uses_however_full_the_folder_is(tmp_path: Path) -> None:
    entree(tmp_path, "en-cours", 60, octets=1000)
    entree(tmp_path, "ancienne", JOUR)
    ranger(tmp_path, plafond=10)
    assert noms(tmp_path) == {"en-cours"}


def test_nothing_kept_yet_is_nothing_to_throw_away(tmp_path: Path) -> None:
    ranger(tmp_path / "absente")
    assert not servie(tmp_path / "absente" / "entree")


def test_the_compressor_notes_what_it_uses_and_makes_again_what_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, gardes = tmp_path / "site", tmp_path / "gardes"
    monkeypatch.setattr(compression, "COMPRIMES", gardes)
    (site / "assets" / "css").mkdir(parents=True)
    (site / "assets" / "css" / "a.css").write_text("a { color: red }\n" * 200, encoding="utf-8")

    def comprime() -> bytes:
        comprimer(site, node())
        return (site / "assets" / "css" / "a.css.br").read_bytes()

    premier = comprime()
    (gardee,) = gardes.iterdir()
    os.utime(gardee, (0, 0))
    assert comprime() == premier
    assert time.time() - gardee.stat().st_mtime < JOUR
    shutil.rmtree(gardee)
    assert comprime() == premier
