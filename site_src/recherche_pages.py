"""What the search knows of our own prose: each section of a guide, with its anchor; each generated page; each sigle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

from site_src.cadre import Page
from site_src.vues import VueCatalogue

_TITRES = ("h1", "h2", "h3")
_BLOCS = ("p", "li", "td", "th", "dd", "dt", "blockquote")
_VIDES = frozenset({"br", "img", "hr", "input", "col", "wbr"})
PROSE = '<body class="page-prose">'
"""How a page of prose is told from the others."""


@dataclass
class Section:
    """A heading of a page and the paragraphs under it."""

    ancre: str
    titre: str = ""
    paragraphes: list[str] = field(default_factory=list)


class _Lecteur(HTMLParser):
    """The sections of `<div class="prose">`; code in blocks and what is marked `data-hors-recherche` are left aside."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[Section] = []
        self._pile: list[str] = []
        self._prose = self._saut = 0
        self._titre = False

    def handle_starttag(self, balise: str, attributs: list[tuple[str, str | None]]) -> None:
        if balise in _VIDES:
            return
        self._pile.append(balise)
        valeurs = dict(attributs)
        if not self._prose and valeurs.get("class") == "prose":
            self._prose = len(self._pile)
        elif self._prose and not self._saut and (balise == "pre" or "data-hors-recherche" in valeurs):
            self._saut = len(self._pile)
        elif self._lu and balise in _TITRES and (balise == "h1" or valeurs.get("id")):
            self.sections.append(Section(valeurs.get("id") or "" if balise != "h1" else ""))
            self._titre = True
        elif self._lu and balise in _BLOCS and self.sections:
            self.sections[-1].paragraphes.append("")

    def handle_endtag(self, balise: str) -> None:
        if balise in _VIDES or balise not in self._pile:
            return
        while self._pile.pop() != balise:
            pass
        self._saut = self._saut if len(self._pile) >= self._saut else 0
        self._prose = self._prose if len(self._pile) >= self._prose else 0
        self._titre = self._titre and balise not in _TITRES

    def handle_data(self, data: str) -> None:
        if not self._lu or not self.sections:
            return
        section = self.sections[-1]
        if self._titre:
            section.titre += data
        elif section.paragraphes:
            section.paragraphes[-1] += data

    @property
    def _lu(self) -> bool:
        return bool(self._prose) and not self._saut


@lru_cache(maxsize=64)
def sections(html: str) -> list[Section]:
    """A page of prose, section by section; the first is its title and opening words."""
    lecteur = _Lecteur()
    lecteur.feed(html)
    for section in lecteur.sections:
        section.titre = " ".join(section.titre.split())
        section.paragraphes = [texte for brut in section.paragraphes if (texte := " ".join(brut.split()))]
    return lecteur.sections


def documents(composees: Mapping[str, str], pages: Iterable[Page], catalogue: VueCatalogue) -> list[dict[str, Any]]:
    """One document a section of prose, a generated page, a sigle; `composees` are the site's common pages."""
    prose = {adresse: html for adresse, html in composees.items() if PROSE in html and adresse != "404.html"}
    lues = {adresse: sections(html) for adresse, html in prose.items()}
    trouves = [
        _document(f"{adresse}#{s.ancre}" if s.ancre else adresse, s.titre, toutes[0].titre, s.paragraphes)
        | _langue(prose[adresse])
        for adresse, toutes in lues.items()
        for s in toutes
    ]
    generees = list(pages)
    titres = {p.adresse: p.titre for p in generees}
    trouves += [_document(p.adresse, p.titre, _rayon(p.adresse, titres), [p.description]) for p in generees]
    trouves += [
        _document(
            f"sigles/index.html#{catalogue.lexique.ancres[entree.sigle]}",
            f"{entree.sigle}, {entree.developpement}",
            "Sigles",
            [f"On dit aussi\u00a0: {', '.join(entree.autres_noms)}."] if entree.autres_noms else [],
        )
        for entree in catalogue.catalogue.vocabulaire.sigles
    ]
    return trouves


def _langue(html: str) -> dict[str, str]:
    """The language of a page that isn't French: its words are then read aloud as they should."""
    dite = re.search(r'<div class="prose" lang="([a-z]+)">', html)
    return {"langue": dite[1]} if dite else {}


def _rayon(adresse: str, titres: Mapping[str, str]) -> str:
    """The title of the folder's own page, « Calculateurs », for those below it: the word that theirs leaves out."""
    return titres.get(f"{adresse.partition('/')[0]}/index.html", "")


def _document(adresse: str, titre: str, page: str, paragraphes: list[str]) -> dict[str, Any]:
    return {
        "id": adresse,
        "titre": titre,
        "adresse": adresse,
        "page": page if page != titre else "",
        "texte": "\n".join(paragraphes),
    }
