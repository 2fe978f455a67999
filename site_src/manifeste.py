"""The manifest of a site: the size and the SHA-256 of every file, and the versions of what made them.

By it a copy is known to be whole (`build.py verify`), two builds to be the same, and what a server's owner added to a
published site is told from what we put there.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from site_src.equipe import chacun

NOM = "manifeste.json"
MARQUE = ".site-fiches-action"
"""The file by which a folder is known as one of ours. Out of the manifest: many a copy leaves hidden files behind."""

AJOUTS = (".htaccess", "web.config", "robots.txt", "favicon.ico", ".well-known")
"""What the one who runs the server may add at the root of a site: told, never a fault."""

_BRUIT = re.compile(r"(?:^|/)(?:Thumbs\.db|desktop\.ini|\.DS_Store|\.directory|\.nfs[0-9a-f]+)$")
"""What systems and network disks leave in the folders that they show: no server hands it out as a page."""
_DOUBLE = re.compile(r"(^|/)\._(?=[^/]+$)")
"""What macOS leaves beside a file on another's disk, `._index.html`: it ends as a page does, and is told."""

_FORMAT = 1
_PLUS_GRAND = 64 * 1024 * 1024
_SOMME = re.compile(r"[0-9a-f]{64}")


class ManifesteIllisible(Exception):
    """There is no manifest, or it is not one of ours; the message is a French sentence."""


@dataclass
class Constat:
    """What a copy has that its manifest doesn't say, and the reverse; each file by its path in the site."""

    manquants: list[str] = field(default_factory=list)
    alteres: list[str] = field(default_factory=list)
    en_trop: list[str] = field(default_factory=list)
    ajouts: list[str] = field(default_factory=list)
    """Those of `AJOUTS` that are there."""
    doubles: list[str] = field(default_factory=list)
    """What macOS left beside the files."""
    nombre: int = 0
    date: str = ""

    @property
    def lignes(self) -> list[str]:
        """A line a fault."""
        genres = (("manquant", self.manquants), ("altéré", self.alteres), ("en trop", self.en_trop))
        return [f"{genre} : {nom}" for genre, noms in genres for nom in noms]


def ecrire(site: Path, versions: Mapping[str, str], date: str) -> None:
    """Write the manifest of a site that is complete; a file a line, so that two can be compared by eye."""
    entete = _en_json({"format": _FORMAT, "date": date, "versions": dict(sorted(versions.items()))})
    noms = sorted(nom for nom in fichiers_de(site) if nom not in (NOM, MARQUE))
    fichiers = ",\n".join(chacun(_ligne, site, noms))
    (site / NOM).write_text(f'{entete[:-1]},"fichiers":{{\n{fichiers}\n}}}}\n', encoding="utf-8", newline="\n")


def _ligne(site: Path, nom: str) -> str:
    with open(f"{site}/{nom}", "rb", buffering=0) as fichier:  # noqa: PTH123 (a path built for each takes as long as the rest)
        octets = fichier.read()
    return f'{_en_json(nom)}:{{"octets":{len(octets)},"sha256":"{hashlib.sha256(octets).hexdigest()}"}}'


def empreinte(site: Path) -> str:
    """The start of the manifest's own hash: it tells a whole site in a word."""
    return _somme(site / NOM)[:16]


def verifier(site: Path) -> Constat:
    """A published copy against its manifest. Raises `ManifesteIllisible`."""
    manifeste = _lire(site)
    attendus, presents = manifeste["fichiers"], set(fichiers_de(site))
    constat = Constat(nombre=len(attendus), date=str(manifeste.get("date", "")))
    constat.manquants = sorted(attendus.keys() - presents)
    constat.alteres = [nom for nom in sorted(attendus.keys() & presents) if not _conforme(site / nom, attendus[nom])]
    for nom in _inconnus(presents, attendus):
        ajoute, double = nom.split("/")[0] in AJOUTS, _est_un_double(nom, attendus)
        (constat.ajouts if ajoute else constat.doubles if double else constat.en_trop).append(nom)
    return constat


def etrangers(site: Path) -> list[str]:
    """The files of a published site that we did not put there, `AJOUTS` aside; none where its manifest is not there.

    A site made for `serve` has none, and nobody writes in it.
    """
    try:
        attendus = _lire(site)["fichiers"]
    except ManifesteIllisible:
        return []
    inconnus = _inconnus(set(fichiers_de(site)), attendus)
    return [nom for nom in inconnus if nom.split("/")[0] not in AJOUTS and not _est_un_double(nom, attendus)]


def _inconnus(presents: set[str], attendus: Mapping[str, Any]) -> list[str]:
    return sorted(nom for nom in presents - attendus.keys() - {NOM, MARQUE} if not _BRUIT.search(nom))


def _est_un_double(nom: str, attendus: Mapping[str, Any]) -> bool:
    """Whether macOS may have left it beside a file of ours; alone, somebody put it there."""
    return bool(_DOUBLE.search(nom)) and _DOUBLE.sub(r"\1", nom) in attendus


def _lire(site: Path) -> dict[str, Any]:
    """The manifest, its shape checked: whoever can write in a copy can write anything in it."""
    chemin = site / NOM
    if not site.is_dir():
        raise ManifesteIllisible(f"« {site} » n’est pas un dossier")
    try:
        etat = chemin.lstat()
        if not stat.S_ISREG(etat.st_mode) or etat.st_size > _PLUS_GRAND:
            raise ValueError
        lu = json.loads(chemin.read_bytes().decode("utf-8"))
        fichiers = lu["fichiers"]
        if lu["format"] != _FORMAT or not all(_est_un_nom(n) and _est_une_fiche(f) for n, f in fichiers.items()):
            raise ValueError
    except FileNotFoundError:
        raise ManifesteIllisible(
            f"« {site} » n’est pas un site publié par cet outil, ou sa copie est incomplète : « {NOM} » n’y est pas"
        ) from None
    except OSError:
        raise ManifesteIllisible(f"« {chemin} » ne peut pas être lu ; vérifiez vos droits sur ce fichier") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ManifesteIllisible(
            f"« {chemin} » n’est pas un manifeste de cet outil, ou il est abîmé ; copiez de nouveau le site"
        ) from None
    return dict(lu)


def _est_un_nom(nom: str) -> bool:
    """Whether it can only name a file under the site: it is shown on a terminal and opened, so nothing odd."""
    return nom.isprintable() and not re.search(r"[\\:]", nom) and not {"", ".", ".."} & set(nom.split("/"))


def _est_une_fiche(fiche: Any) -> bool:
    return type(fiche["octets"]) is int and fiche["octets"] >= 0 and bool(_SOMME.fullmatch(fiche["sha256"]))


def _conforme(chemin: Path, attendu: Mapping[str, Any]) -> bool:
    """Whether it is the file that was published: a link, a pipe or an unreadable file is not."""
    try:
        etat = chemin.lstat()
        pareil = stat.S_ISREG(etat.st_mode) and etat.st_size == attendu["octets"]
        return pareil and _somme(chemin) == attendu["sha256"]
    except OSError:
        return False


def _en_json(valeur: Any) -> str:
    return json.dumps(valeur, ensure_ascii=False, separators=(",", ":"))


def _somme(chemin: Path) -> str:
    with chemin.open("rb") as flux:
        return hashlib.file_digest(flux, "sha256").hexdigest()


def fichiers_de(site: Path, sous: str = "") -> Iterator[str]:
    """Whatever is not a folder under a site, by its path; no link is followed."""
    try:
        with os.scandir(site / sous) as entrees:
            for entree in entrees:
                if entree.is_dir(follow_symlinks=False):
                    yield from fichiers_de(site, f"{sous}{entree.name}/")
                else:
                    yield sous + entree.name
    except PermissionError:
        yield sous
