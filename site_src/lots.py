"""What a page asks for at once comes as one style sheet and two scripts: plain http has six lanes for twenty files.

The first script runs before anything is painted, the second once the page is read.
"""

from __future__ import annotations

import re
from pathlib import Path

from site_src.noms import nom_publie

_LOTS = {
    "css/lot.css": (
        re.compile(r'(?:<link rel="stylesheet" href="[^"]*assets/css/[^"]+">\n){2,}'),
        '<link rel="stylesheet" href="{}">\n',
    ),
    "js/tete.js": (
        re.compile(r'(?:<script src="[^"]*assets/js/[^"]+"></script>\n){2,}'),
        '<script src="{}"></script>\n',
    ),
    "js/lot.js": (
        re.compile(r'(?:<script src="[^"]*assets/js/[^"]+" defer></script>\n){2,}'),
        '<script src="{}" defer></script>\n',
    ),
}
"""Kind of lot → the tags that follow one another in a page, the one that replaces them."""
_ADRESSE = re.compile(r'"([^"]*?assets/)([^"]+)"')


class Lots:
    """The lots of a site; one stands in the folder of what it is made of, so that the relative addresses in it stay
    right, and pages of a kind share theirs.
    """

    def __init__(self, assets: Path) -> None:
        """None yet."""
        self.assets = assets
        self._faits: dict[tuple[str, ...], str] = {}

    def grouper(self, page: str) -> str:
        """A page whose style sheets are one file, its scripts of each kind another, in the order that it asked."""
        for nom, (suite, balise) in _LOTS.items():

            def remplacer(trouve: re.Match[str], nom: str = nom, balise: str = balise) -> str:
                racines, fichiers = zip(*_ADRESSE.findall(trouve[0]), strict=True)
                return balise.format(racines[0] + self._lot(nom, fichiers))

            page = suite.sub(remplacer, page)
        return page

    def _lot(self, nom: str, fichiers: tuple[str, ...]) -> str:
        if fichiers not in self._faits:
            contenu = b"\n".join((self.assets / fichier).read_bytes() for fichier in fichiers)
            self._faits[fichiers] = lot = nom_publie(nom, contenu)
            (self.assets / lot).write_bytes(contenu)
        return self._faits[fichiers]
