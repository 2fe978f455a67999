"""The clauses of a sheet: the very words that its rules quote, found and marked in its full text.

A result links to the words behind each figure; here those words get their anchor, and a note in the margin says which
calculator rests on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from calculators import ancre_clause
from catalogue import normaliser
from catalogue.texte import APOSTROPHES, entame


@dataclass
class Clause:
    """A quotation and the calculators that rest on it."""

    citation: str
    calculateurs: list[str] = field(default_factory=list)

    @property
    def ancre(self) -> str:
        """The id of its words in the page."""
        return ancre_clause(self.citation)

    @property
    def pliee(self) -> str:
        """Its words as they are compared."""
        return normaliser(self.citation)


def clauses(donnees: Mapping[str, Any]) -> dict[str, Clause]:
    """Every quotation of a sheet's rules by its anchor, in the order of the rules."""
    trouvees: dict[str, Clause] = {}
    ajouts = ((nom, donnees.get(nom, {})) for nom in ("parcours", "pluriannuel"))
    for nom, calculateur in [*donnees.get("calculateurs", {}).items(), *ajouts]:
        for citation in _citations(calculateur):
            clause = trouvees.setdefault(ancre_clause(citation), Clause(citation))
            if nom not in clause.calculateurs:
                clause.calculateurs.append(nom)
    for citation in _citations(donnees.get("hypotheses", {})):
        trouvees.setdefault(ancre_clause(citation), Clause(citation))
    return trouvees


def _citations(noeud: Any) -> Iterator[str]:
    if isinstance(noeud, Mapping):
        for cle, valeur in noeud.items():
            if cle == "citation" and isinstance(valeur, str):
                yield valeur
            else:
                yield from _citations(valeur)
    elif isinstance(noeud, list | tuple):
        for element in noeud:
            yield from _citations(element)


_BALISE = r"(?:<[^>]*>)"
"""A tag or a comment of ours: neither nh3 nor Jinja leaves a « > » in an attribute. A parser would tell no place."""
_BLANC = rf"(?:\s|&nbsp;|{_BALISE})+"
_MOT = re.compile(r"\w+|[^\w\s]")
_APOSTROPHE = f"(?:[{APOSTROPHES}]|&#39;|&#x27;)"
_FIN_DE_BLOC = re.compile(r"</(?:p|li|(h[1-6])|td|th|blockquote)>")


def _motif(citation: str) -> re.Pattern[str]:
    """The words of a quotation wherever they stand in HTML of ours, whatever its spaces and its tags.

    What `check` takes for the sheet's own words is found here: both compare under one form.
    """
    morceaux: list[str] = []
    fin = 0
    for mot in _MOT.finditer(normaliser(citation)):
        if morceaux:
            morceaux.append(_BLANC if mot.start() > fin else f"{_BALISE}*")
        morceaux.append(_APOSTROPHE if mot[0] == "'" else re.escape(escape(mot[0], quote=False)))
        fin = mot.end()
    return re.compile("".join(morceaux))


def _trouver(citation: str, html: str) -> tuple[int, int] | None:
    """Where a quotation begins and ends: in the text, never in a tag, and no word or number cut, as `check` wants."""
    motif, debut = _motif(citation), 0
    while trouve := motif.search(html, debut):
        debut, fin = trouve.span()
        dans_une_balise = html.rfind("<", 0, debut) > html.rfind(">", 0, debut)
        if not dans_une_balise and not entame(html, debut) and not entame(html, fin):
            return debut, fin
        debut += 1
    return None


def ancrer(html: str, par_ancre: Mapping[str, Clause], titres: Mapping[str, str]) -> tuple[str, set[str]]:
    """Mark the words of each clause; give the HTML and the anchors found.

    `titres` names the calculators of the page: a note links to each one that rests on a clause. In the margin of a wide
    screen it stands where the clause's sentence begins; on a narrow one, at the end of the block: it cuts no sentence.
    """
    places = sorted(
        (*trouve, ancre) for ancre, clause in par_ancre.items() if (trouve := _trouver(clause.citation, html))
    )
    insertions: list[tuple[int, int, str]] = []
    notes: dict[tuple[int, bool], dict[str, None]] = {}
    cotes: dict[int, list[str]] = {}
    libre = 0
    for debut, fin, ancre in places:
        # The mark closes with the run of text that it opens in: tags stay nested.
        fermeture = min(fin, balise) if (balise := html.find("<", debut)) >= 0 else fin
        if debut < libre:  # these words are already marked: the second anchor stands inside, empty
            insertions.append((debut, 2, f'<span class="clause" id="{ancre}"></span>'))
        else:
            insertions.append((debut, 2, f'<span class="clause" id="{ancre}">'))
            insertions.append((fermeture, 0, "</span>"))
            libre = fermeture
        if bloc := _FIN_DE_BLOC.search(html, fermeture):
            siens = [nom for nom in par_ancre[ancre].calculateurs if nom in titres]
            # A note is no part of a heading: it stands after it, elsewhere in the block itself.
            bout = (bloc.end(), True) if bloc[1] else (bloc.start(), False)
            dites = notes.setdefault(bout, {})
            neuves = [nom for nom in siens if nom not in dites]
            dites.update(dict.fromkeys(siens))
            if neuves and not bloc[1]:
                cotes.setdefault(_phrase(html, debut), []).extend(neuves)
    insertions += [(place, 1, _note(noms, titres, "span", "note-cote")) for place, noms in cotes.items()]
    for (place, titre), noms in notes.items():
        if noms:
            note = _note(noms, titres, "p", "note-titre") if titre else _note(noms, titres, "span", "note-pli")
            insertions.append((place, 3, note))
    for place, _, ajout in sorted(insertions, reverse=True):
        html = html[:place] + ajout + html[place:]
    trouvees = {ancre for _, _, ancre in places}
    # Words that Markdown changes when it draws them can't be found again: their links lead to where the text begins.
    perdues = "".join(f'<span class="clause" id="{ancre}"></span>' for ancre in par_ancre if ancre not in trouvees)
    return perdues + html, trouvees


_BLOCS = ("<p", "<li", "<td", "<th", "<blockquote")
_DEBUT_DE_PHRASE = re.compile(rf"(?:{'|'.join(_BLOCS)})\b[^>]*>|<br ?/?>|[.!?…]\s+(?=[«A-ZÀ-Ý])")


def _phrase(html: str, place: int) -> int:
    """Where the sentence begins that holds a place of the text; before a link that holds it."""
    if html.rfind("<a ", 0, place) > html.rfind("</a>", 0, place):
        place = html.rfind("<a ", 0, place)
    bloc = max(0, *(html.rfind(balise, 0, place) for balise in _BLOCS))
    return max((debut.end() for debut in _DEBUT_DE_PHRASE.finditer(html, bloc, place)), default=place)


def _note(noms: Iterable[str], titres: Mapping[str, str], balise: str, classe: str) -> str:
    liens = ", ".join(f'<a href="#calculateur-{escape(nom)}">{escape(titres[nom].lower())}</a>' for nom in noms)
    dit = f'<span class="note-role">Fonde le calcul\u00a0:</span> {liens}'
    return f'<{balise} class="note-marge {classe}">{dit}</{balise}>'
