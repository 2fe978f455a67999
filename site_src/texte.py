"""A sheet's Markdown as harmless HTML: markdown-it with raw HTML off, then an nh3 allow-list; its words, folded."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache, lru_cache
from itertools import chain, count
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markupsafe import Markup

from calculators.typographie import plier as plier_

plier = lru_cache(maxsize=1 << 15)(plier_)
"""The one folding of accents, remembered: the pages of many sheets hold the same words."""

BALISES = frozenset(
    {"p", "ul", "ol", "li", "strong", "em", "br", "a", "blockquote", "table", "thead", "tbody", "tr", "th", "td"}
)
PROSE = BALISES | {"h2", "h3"}

_ETOILE = re.compile(r"(?<=\w)\*(?=\w)")
"""A star inside a word or between two numbers (« 150*8*12 ») multiplies: it stresses nothing."""

_INTERNE = re.compile(r"[\w./?#=&~+-]+", re.ASCII)
"""A link to another page of the site, or to a passage of this one."""


def en_tirets(mots: str) -> str:
    """« PDI-E, l'été » → `pdi-e-l-ete`."""
    return "-".join(re.findall("[a-z0-9]+", plier(mots)))


def identifiant_libre(mots: str, pris: Container[str], sinon: str) -> str:
    """An id of a page made of words, with a number where another has the same; `sinon` where they hold no letter."""
    base = en_tirets(mots) or sinon
    suivants = (f"{base}-{rang}" for rang in count(2))
    return next(ident for ident in chain((base,), suivants) if ident not in pris)


def _etoile(etat: StateInline, muet: bool) -> bool:
    """A star that multiplies is one of the words; code, which is read before, has its own."""
    if not _ETOILE.match(etat.src, etat.pos):
        return False
    if not muet:
        etat.pending += "*"
    etat.pos += 1
    return True


@cache
def _lecteur() -> MarkdownIt:
    # Lines are folded in the YAML: a new line there is only a space.
    lecteur = MarkdownIt("commonmark", {"html": False}).enable("table")
    lecteur.inline.ruler.before("emphasis", "etoile", _etoile)
    return lecteur


def _attribut(balise: str, attribut: str, valeur: str) -> str | None:
    """A link leaves the site only by a full address or by mail: `//host`, `\\\\host` and rooted paths are dropped.

    So is what only looks like a path of the site: an escaped scheme, a space, a host that can't be read.
    """
    if (balise, attribut) != ("a", "href"):
        return valeur
    lien = valeur.strip()
    if "\\" in lien or "%5c" in lien.lower() or lien.startswith("/"):
        return None
    try:
        adresse = urlsplit(lien)
    except ValueError:
        return None
    if adresse.scheme.lower() in ("https", "http"):
        return lien if adresse.netloc else None
    return lien if adresse.scheme.lower() in ("mailto", "tel") or _INTERNE.fullmatch(lien) else None


@lru_cache(maxsize=1 << 15)
def _rendu(markdown: str) -> str:
    """The Markdown rendered: a page and a file of the same sheet clean it in their own way."""
    return str(_lecteur().render(markdown))


@lru_cache(maxsize=1 << 15)
def html_sur(markdown: str, balises: frozenset[str] = BALISES) -> Markup:
    """The Markdown of a sheet, rendered and cleaned; the headings of its tables are those of columns, and say so."""
    propre = nh3.clean(
        _rendu(markdown),
        tags=set(balises),
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"https", "http", "mailto", "tel"},
        attribute_filter=_attribut,
        link_rel="noopener",
    )
    return Markup(propre.strip().replace("<th>", '<th scope="col">'))
