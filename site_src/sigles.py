"""The abbreviations: found in a text, and their first use on a page linked to what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from calculators.typographie import typographie
from catalogue import Sigle
from site_src.texte import identifiant_libre, plier

_SANS_LIEN = frozenset(
    {"a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "label", "legend", "option", "button", "select"}
    | {"textarea", "form", "nav", "blockquote", "q", "summary", "dt", "th", "script", "svg"}
)
"""Where no abbreviation is linked: links, titles, code, what is filled in, what is quoted, what names something, data
and drawings."""


class Lexique:
    """The abbreviations of a vocabulary."""

    def __init__(self, sigles: Iterable[Sigle]) -> None:
        self.sigles = tuple(sorted(sigles, key=lambda entree: plier(entree.sigle)))
        self.ancres = _ancres(entree.sigle for entree in self.sigles)
        self._par_mot = {escape(forme, quote=False): entree for entree in self.sigles for forme in _formes(entree)}
        self._motif = re.compile("|".join(_motifs(self._par_mot)))

    def dans(self, texte: str) -> Iterator[str]:
        """The abbreviations of a text, line by line."""
        for ligne in texte.splitlines():
            for trouve in self._motif.finditer(escape(ligne, quote=False)):
                entree = self._par_mot.get(trouve[0])
                if entree and not _noye(entree, ligne):
                    yield entree.sigle

    def lier(self, html: str, racine: str) -> str:
        """HTML whose first use of each abbreviation leads to its line of the page of abbreviations.

        `racine` leads from the page to the root of the site. The words stay what they were.
        """
        morceaux, vus, fin, profondeur = [], set(), 0, 0
        for trouve in self._motif.finditer(html):
            if balise := trouve[2]:
                if balise in _SANS_LIEN:
                    profondeur += -1 if trouve[1] else 1
                continue
            entree = self._par_mot.get(trouve[0])
            if not entree or profondeur or entree.sigle in vus or _noye(entree, _autour(html, *trouve.span())):
                continue
            vus.add(entree.sigle)
            morceaux += [html[fin : trouve.start()], self._lien(entree, trouve[0], racine)]
            fin = trouve.end()
        return "".join([*morceaux, html[fin:]])

    def _lien(self, entree: Sigle, ecrit: str, racine: str) -> str:
        adresse = f"{racine}sigles/index.html#{self.ancres[entree.sigle]}"
        # A link's title repeats its words, then adds to them: some readers hear it in their place.
        titre = typographie(f"{entree.sigle} : {entree.developpement}")
        return f'<a class="sigle" href="{adresse}" title="{escape(titre)}">{ecrit}</a>'


def _formes(entree: Sigle) -> Iterator[str]:
    """An abbreviation, and the other capitals that sheets give it: « rSa », « Caf »."""
    yield entree.sigle
    yield from (autre for autre in entree.formes[1:] if autre.casefold() == entree.sigle.casefold())


def _motifs(mots: Iterable[str]) -> Iterator[str]:
    """A tag, or an abbreviation as a whole word, written exactly as the vocabulary writes it.

    Each alternative starts with a plain character, which the search skips to at once. Our tags are well nested and
    hold no « > » in an attribute, so that they are read right; a parser would be no faster, and would write the whole
    page again in its own way, its faults healed before `page_lue` sees them.
    """
    yield r"<(/?)([a-zA-Z][a-zA-Z0-9]*)?[^>]*>"
    for initiale, groupe in groupby(sorted(mots, reverse=True), key=lambda mot: mot[0]):
        debut, suites = re.escape(initiale), "|".join(re.escape(mot[1:]) for mot in groupe)
        yield rf"{debut}(?<![\w-]{debut})(?:{suites})(?![\w-])"


def _ancres(sigles: Iterable[str]) -> dict[str, str]:
    ancres: dict[str, str] = {}
    for sigle in sigles:
        ancres[sigle] = identifiant_libre(sigle, ancres.values(), "sigle")
    return ancres


def _noye(entree: Sigle, texte: str) -> bool:
    """Whether a short abbreviation can't be told from a word: « CE » in a line written in capitals."""
    return entree.capitales and texte.isupper() and len(texte.split()) > 1


def _autour(html: str, debut: int, fin: int) -> str:
    """The run of text that holds a word."""
    suite = html.find("<", fin)
    return html[html.rfind(">", 0, debut) + 1 : suite if suite >= 0 else len(html)]
