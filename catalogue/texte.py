"""The words of a sheet as a quotation is compared with: without Markdown, white space folded, apostrophes alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from html import unescape
from typing import Any

_PUCES = re.compile(r"\n[ \t]*(?:[-*+]|#{1,6}|>)[ \t]+")
_LIENS = re.compile(r"\[([^\]\[]*)\]\([^()\s]*\)")
_GRAS = re.compile(r"\*\*|__")
_ITALIQUE = re.compile(r"([*_])(?<![\w*].)(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])")
_ECHAPPEMENTS = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
_ENTITES = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")

APOSTROPHES = "'’‘ʼ"
"""The signs that are one apostrophe."""
_APOSTROPHES = re.compile(f"[{APOSTROPHES}]")

SEUIL_PROCHE = 0.6
"""Likeness from which a passage is shown as « the nearest »."""
_CITATION_CHERCHEE, _RENCONTRES = 2000, 200_000
"""Characters of a quotation, and pairs of equal words, past which no passage is looked for: the search is quadratic."""

_NOMBRES = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*")
"""« 1 500 », « 1,5 »: what stops being the same number once cut."""
_NOMBRE_MAX, _RENCONTREE_MAX = 20, 1000
"""Characters of a number on a side of a cut; places where a quotation is looked for: a letter may be in every word."""


def sans_markdown(texte: str) -> str:
    """The words alone: list marks, stress, links' addresses and backslashes go."""
    texte = _LIENS.sub(r"\1", _PUCES.sub("\n", f"\n{texte}")[1:])
    return _ECHAPPEMENTS.sub(r"\1", _ITALIQUE.sub(r"\2", _GRAS.sub("", texte)))


def forme_citee(texte: str) -> str:
    """Words as they are compared: HTML's entities read as Markdown does, white space folded, apostrophes alike."""
    return _APOSTROPHES.sub("'", " ".join(_ENTITES.sub(lambda entite: unescape(entite[0]), texte).split()))


def normaliser(texte: str) -> str:
    """The form under which two quotations are the same."""
    return forme_citee(sans_markdown(texte))


def texte_integral(donnees: Mapping[str, Any]) -> str:
    """Every word that the source says, in its order, white space folded and Markdown removed.

    It takes the data of a sheet as read, and leaves out what is not of the right shape: a sheet with a fault
    elsewhere still has its quotations checked.
    """
    return " ".join(" ".join(sans_markdown(morceau).split()) for morceau in _morceaux(donnees))


def _morceaux(donnees: Mapping[str, Any]) -> Iterator[str]:
    for nom in ("entete", "axes", "objectifs", "intitule"):
        brut = donnees.get(nom, [])
        yield from (m for m in (brut if isinstance(brut, list) else [brut]) if isinstance(m, str))
    yield from _sections(donnees.get("texte"))


def _sections(sections: Any) -> Iterator[str]:
    for section in sections if isinstance(sections, list) else ():
        if isinstance(section, Mapping):
            yield from (s for s in (section.get("titre"), section.get("texte")) if isinstance(s, str))
            yield from _sections(section.get("sections"))


def citer(citation: str, texte: str) -> tuple[bool, str]:
    """Whether a quotation stands in `texte`, no word or number cut at its ends; if not, the words that it cuts.

    Both are already normalised.
    """
    coupe, debut = "", texte.find(citation)
    for _ in range(_RENCONTREE_MAX):
        if debut < 0:
            break
        fin = debut + len(citation)
        if not entame(texte, debut) and not entame(texte, fin):
            return True, ""
        coupe = coupe or texte[_etendre(texte, debut, -1) : _etendre(texte, fin, 1)]
        debut = texte.find(citation, debut + 1)
    return False, coupe


def entame(texte: str, ici: int) -> bool:
    """Whether a word or a number has characters on both sides of a place."""
    if texte[ici - 1 : ici].isalnum() and texte[ici : ici + 1].isalnum() and ici:
        return True
    debut = max(0, ici - _NOMBRE_MAX)
    autour = _NOMBRES.finditer(texte[debut : ici + _NOMBRE_MAX])
    return any(debut + nombre.start() < ici < debut + nombre.end() for nombre in autour)


def _etendre(texte: str, ici: int, pas: int) -> int:
    """The nearest place on a side where nothing is cut."""
    while 0 < ici < len(texte) and entame(texte, ici):
        ici += pas
    return ici


def passage_proche(citation: str, texte: str) -> str:
    """The passage of `texte` that a misquoted `citation` most likely meant, empty where none is near.

    Both are already normalised. The longest run of words that they share aligns the two.
    """
    cherches, mots = citation.split(), texte.split()
    frequences = Counter(cherches)
    if len(citation) > _CITATION_CHERCHEE or sum(frequences[mot] for mot in mots) > _RENCONTRES:
        return ""
    commun = SequenceMatcher(None, cherches, mots, autojunk=False).find_longest_match()
    if not commun.size:
        return ""
    debut = max(0, commun.b - commun.a)
    passage = " ".join(mots[debut : debut + len(cherches)])
    if len(passage) > 2 * _CITATION_CHERCHEE:
        return ""
    return passage if SequenceMatcher(None, citation, passage, autojunk=False).ratio() >= SEUIL_PROCHE else ""
