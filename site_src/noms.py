"""The names under which a page's files are published: each tells its content, so a browser may keep it for ever.

`assets/js/boite.js` leaves as `assets/js/boite.3f2a1c9d.js`. Who names a file follows:

- a page, in any attribute (`lier`);
- a style sheet, by `url("../polices/atkinson.woff2")`;
- a script, by `new URL("mots.js", script)`, where `script` holds its own address: what it names is named first;
- a script that loads data of the reader's choice, by `Donnees.chercher("comparer/isere-2-5.js")`, which reads the
  folder's table, `assets/noms/comparer.js`: the data of one sheet then change one name, and no script's.

Plain names stay plain where others ask by them: the pages, the tables, `donnees/`. The engine's folder names its files
itself.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from typing import Self

from site_src.appels import appel, json_compact
from site_src.erreurs import EchecConstruction

A_LA_DEMANDE = ("bureau", "catalogue", "comparer", "recherche")
"""The folders of data that scripts load by name."""

_TABLES, _MOTEUR = "noms", "moteur"
_EMPREINTE = re.compile(r"\.[0-9a-f]{8}(?=\.[a-z0-9]+$)")
_DANS_LA_PAGE = re.compile(r'="((?:\.\./)*|/(?:[^"<>]*/)?)assets/([a-z]+/[\w.-]+)(?=")')
_DANS_LA_FEUILLE = re.compile(r'url\("?(?!data:|#)([^")]+)"?\)')
_SON_ADRESSE = r"script|document\.currentScript\.src|import\.meta\.url|self\.location(?:\.href)?"
_DANS_LE_SCRIPT = re.compile(rf'new URL\(\s*"([^"]+)"(?=,\s*(?:{_SON_ADRESSE})\s*\))')
_CARTE = re.compile(r"\n//# sourceMappingURL=\S*\s*$")
"""What names a source map, which is not published."""


def nom_simple(publie: str) -> str:
    """A published name as the sources write it."""
    return _EMPREINTE.sub("", publie)


def nom_publie(nom: str, octets: bytes) -> str:
    """The published name of a file that names no other."""
    base, fin = posixpath.splitext(nom)
    return f"{base}.{hashlib.sha256(octets).hexdigest()[:8]}{fin}"


def copier_texte(source: str, cible: str) -> None:
    """A copy of a resource whose text has the line ends of the project: Git may have put CRLF ones on Windows."""
    octets = Path(source).read_bytes()
    texte = source.endswith((".css", ".js", ".svg"))
    Path(cible).write_bytes(octets.replace(b"\r\n", b"\n") if texte else octets)


class Noms:
    """The names of a site being built, by what the sources write: `js/boite.js` → `js/boite.3f2a1c9d.js`."""

    def __init__(self, site: Path, sauf: Callable[[str], bool] = lambda _: False) -> None:
        """Know the files that already bear their published name, those aside whose address `sauf` tells apart."""
        self.assets = site / "assets"
        self._sauf = sauf
        self.publies: dict[str, str] = {}
        self._relever()

    def nommer(self) -> Self:
        """Give their published name to the files written since, and to the tables what scripts load by name."""
        for nom in sorted(self._relever()):
            self._publier(nom, ())
        for dossier in A_LA_DEMANDE:
            self._ecrire_table(dossier)
        return self

    def lier(self, page: str) -> str:
        """A page that asks for the published names."""

        def remplacer(trouve: re.Match[str]) -> str:
            debut, nom = trouve.groups()
            return f'="{debut}assets/{self.publies.get(nom, nom)}'

        return _DANS_LA_PAGE.sub(remplacer, page)

    def _relever(self) -> list[str]:
        """Note the files that bear their published name; give the others."""
        noms = self._fichiers()
        self.publies |= {nom_simple(nom): nom for nom in noms if nom_simple(nom) != nom}
        return [nom for nom in noms if nom_simple(nom) == nom]

    def _fichiers(self) -> list[str]:
        dossiers = (d for d in self.assets.iterdir() if d.is_dir() and d.name not in (_TABLES, _MOTEUR))
        noms = (f"{d.name}/{entree.name}" for d in dossiers for entree in os.scandir(d) if entree.is_file())
        return [nom for nom in noms if not self._sauf(f"assets/{nom}")]

    def _publier(self, nom: str, demandeurs: tuple[str, ...]) -> str:
        """Rename a file, and before it those that it names, since its content holds their names; give the new name."""
        if nom in self.publies:
            return self.publies[nom]
        if nom in demandeurs:
            raise EchecConstruction(f"assets : {' → '.join((*demandeurs, nom))} se nomment en rond")
        fichier = self.assets / nom
        if not fichier.is_file():
            raise EchecConstruction(f"assets/{demandeurs[-1]} demande « {nom} », qui n’existe pas")
        octets = self._suivre(fichier, nom, (*demandeurs, nom))
        publie = nom_publie(nom, octets)
        fichier.rename(self.assets / publie)
        self.publies[nom] = publie
        return publie

    def _suivre(self, fichier: Path, nom: str, demandeurs: tuple[str, ...]) -> bytes:
        """Make a file ask by their published names for those that it names; give its content."""
        octets = fichier.read_bytes()
        motif = {"css": _DANS_LA_FEUILLE, "js": _DANS_LE_SCRIPT}.get(nom.split("/")[0])
        if motif is None:
            return octets

        def remplacer(trouve: re.Match[str]) -> str:
            cible = posixpath.normpath(posixpath.join(posixpath.dirname(nom), trouve[1]))
            if trouve[1].endswith("/") or cible.split("/")[0] in (_TABLES, _MOTEUR):
                return trouve[0]
            publie = self._publier(cible, demandeurs)
            relatif = posixpath.relpath(publie, posixpath.dirname(nom))
            return trouve[0].replace(trouve[1], relatif)

        suivi = _CARTE.sub("\n", motif.sub(remplacer, octets.decode())).encode()
        fichier.write_bytes(suivi)
        return suivi

    def _ecrire_table(self, dossier: str) -> None:
        """A script, not JSON: it then reaches a page opened from a folder."""
        siens = sorted(nom for nom in self.publies if nom.startswith(f"{dossier}/"))
        noms = {nom.removeprefix(f"{dossier}/"): self.publies[nom].split(".")[-2] for nom in siens}
        table = self.assets / _TABLES / f"{dossier}.js"
        table.parent.mkdir(exist_ok=True)
        table.write_text(appel(json_compact(noms)), encoding="utf-8", newline="\n")
