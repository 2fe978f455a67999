"""What came out, read again before it is published: a page that breaks a promise of the site stops the build."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from site_src.cadre import contient_un_jeton
from site_src.entetes import DURABLE, garde
from site_src.erreurs import EchecConstruction

# Our pages come out of Jinja, nh3 and ElementTree, which quote every attribute and escape `<` in text: patterns read
# them surely, twenty times faster than a parser would.
_ID = re.compile(r'\sid="([^"]*)"')
_LIEN = re.compile(r'\s(?:href|src|action|data-ical)="([^"]*)"|\sdata-regles="([^"]*/[^"]*)"')
_CHARGEMENT = re.compile(
    r'<(?:link|script|img|source|form|iframe|object|embed|base)\b[^>]*?\s(?:href|src|action|data)="([^"]*)"'
)
_ECRIT_DANS_LA_PAGE = {
    "un style y est écrit": re.compile(r"<style\b|<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "un script y est écrit": re.compile(
        r'<script\b(?![^>]*\ssrc=)(?![^>]*type="application/json")|<[a-z][^>]*\son[a-z]+\s*=|href="\s*javascript:',
        re.IGNORECASE,
    ),
}


class _Page:
    """The ids, links and faults of one page."""

    def __init__(self, html: str) -> None:
        ids = _ID.findall(html)
        self.ids = set(ids)
        doubles = sorted({ident for ident in ids if ids.count(ident) > 1}) if len(ids) > len(self.ids) else []
        self.fautes = [f"l’identifiant « {ident} » y figure deux fois" for ident in doubles]
        self.fautes += [faute for faute, motif in _ECRIT_DANS_LA_PAGE.items() if motif.search(html)]
        self.fautes += [
            f"la page appelle un autre serveur ({adresse})"
            for adresse in map(unescape, _CHARGEMENT.findall(html))
            if urlsplit(adresse).netloc or urlsplit(adresse).scheme
        ]
        liens = dict.fromkeys(unescape(un or autre) for un, autre in _LIEN.findall(html))
        self.liens = [lien for lien in liens if not (urlsplit(lien).netloc or urlsplit(lien).scheme)]


def verifier_site(dossier: Path, racine: str = "/") -> int:
    """Check every page of a built site; give how many there are. Raises `EchecConstruction` with every fault.

    `racine` is the path under which the site will be served: what a rooted link (those of the 404 page) starts with.
    """
    pages = {p.relative_to(dossier).as_posix(): p.read_text(encoding="utf-8") for p in sorted(dossier.rglob("*.html"))}
    lues = {adresse: _Page(html) for adresse, html in pages.items()}
    fautes = [
        f"{adresse} : {faute}"
        for adresse, html in pages.items()
        for faute in [
            *lues[adresse].fautes,
            *(["un jeton du cadre y est resté"] if contient_un_jeton(html) else []),
            *_liens_rompus(adresse, lues, dossier, racine),
        ]
    ]
    if fautes:
        suite = f"\n  … et {len(fautes) - 20} autres" if len(fautes) > 20 else ""
        raise EchecConstruction("le site construit n’est pas publiable :\n  " + "\n  ".join(fautes[:20]) + suite)
    return len(pages)


def _liens_rompus(adresse: str, lues: dict[str, _Page], dossier: Path, racine: str) -> Iterator[str]:
    for lien in lues[adresse].liens:
        morceaux = urlsplit(lien)
        cible = _resoudre(adresse, unquote(morceaux.path), racine) if morceaux.path else adresse
        if cible not in lues and not (dossier / cible).is_file():
            yield f"le lien « {lien} » ne mène à rien"
        elif cible.startswith("assets/") and garde(f"/{cible}") != DURABLE:
            yield f"la ressource « {lien} » n’est pas demandée par le nom qui dit son contenu"
        elif (ancre := unquote(morceaux.fragment)) and cible in lues and ancre not in lues[cible].ids:
            yield f"le lien « {lien} » vise un passage qui n’existe pas"


def _resoudre(adresse: str, chemin: str, racine: str) -> str:
    """The file that a link of a page names, from the root of the site."""
    if chemin.startswith("/"):
        parties = PurePosixPath(chemin.removeprefix(racine).lstrip("/")).parts
    else:
        parties = ()
        for partie in (*PurePosixPath(adresse).parent.parts, *PurePosixPath(chemin).parts):
            parties = parties[:-1] if partie == ".." else (*parties, partie)
    cible = "/".join(parties)
    return f"{cible}/index.html" if not re.search(r"\.[a-z0-9]+$", cible) else cible
