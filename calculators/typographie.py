"""French typography of the words that we write ourselves; a quotation is never touched.

Everywhere in the code a sentence is typed with plain spaces and straight apostrophes; the types that carry
words to a reader (`SaisieInvalide`, `Ligne`, `Controle`, `Hypothese`…) pass them through `typographie`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

FINE = "\u202f"
"""Narrow no-break space: between thousands, before ; ! ?"""
INSECABLE = "\u00a0"
"""No-break space: before €, %, : and inside « »."""

_ESPACE = "[ \u00a0\u202f]"
_COMPTES = (
    "mois|jours?|semaines?|trimestres?|ann[ée]es?|ans?|heures?|minutes?|h|euros?|points?|fois|personnes?|participants?"
    "|allocataires?|enfants?|pr[ée]sents?|pr[ée]vus?|accompagn[ée]s|fiches?|mesures?|places?|rendez-vous|ateliers?"
    "|contrats?|p[ée]riodes?|renouvellements?|conditions?|r[èe]gles?|r[ée]ponses?|dates?|lignes?|pages?"
)
"""What a number counts: it stays on its line."""

_MONTANT = rf"\d[\d \u00a0\u202f]{{,24}}(?:,\d{{1,9}})?{_ESPACE}?[€%](?:{_ESPACE}»)?"
"""No longer than an amount can be: a run of figures without end would be read again from each of them."""
INSEPARABLES = re.compile(
    rf"(?=[:&>\d«A-Z]|{_ESPACE}[»:])"  # what they begin with: the search skips to those
    rf"(?:(?:«{_ESPACE})?(?:(?::|&gt;|(?<={_ESPACE})>){_ESPACE}){{0,2}}{_MONTANT}"
    r"|0(?<!\w.)\d(?:[ \u00a0]\d\d){4}\b"
    rf"|«{_ESPACE}(?:[^\s<>«»]{{,30}}(?![^\s<>«»])(?:{_ESPACE}»)?)?"
    r"|[A-Z](?<!\w.)[A-Z]+-[A-Z\d]+\b|(?:19|20)(?<!\w..)\d\d ?[-–/] ?(?:19|20)?\d\d\b"
    rf"|\d+(?:{_ESPACE}h{_ESPACE}?\d\d\b|(?:{_ESPACE}; ?\d+\b)+)"
    rf"|{_ESPACE}(?:»|:{_ESPACE}(?:(?:&gt;|>){_ESPACE})?{_MONTANT}))"  # a space held is one where no line ends
)
"""What a quotation must not cut at the end of a line: an amount, a rate (the « : » or « > » before it too), a
telephone number, a guillemet and its word, « PDI-E », « 2020-2022 », « 8 h 30 », « 8 ; 6 ; 7 ».
Their spaces may be plain: CSS keeps each on one line, its words stay as they are."""


def _devant(trouve: re.Match[str]) -> str:
    return (FINE if trouve[1] in ";!?" else INSECABLE) + trouve[1]


_REGLES = tuple(
    (marque, re.compile(motif), remplacement)
    for marque, motif, remplacement in (
        ("'", r"'(?<=\w.)(?=[\w«])", "’"),
        ("", rf"{_ESPACE}{{1,9}}([;!?:€%»])", _devant),
        ("«", rf"«{_ESPACE}+", "«" + INSECABLE),
        ("n°", rf"n°{_ESPACE}+(?=\d)", "n°" + INSECABLE),
        (" ", r" (?<=\d.)(?=\d{3}(?!\d))", FINE),
        (" ", rf" (?<=\d.)(?=(?:{_COMPTES})\b)", INSECABLE),
        ("0", r"0(?<!\w.)\d(?: \d\d){4}\b", lambda trouve: trouve[0].replace(" ", INSECABLE)),
    )
)
"""What a text must hold for a rule to concern it, which is quick to see; then the rule, which starts with a plain
character where it can, for the search skips to those."""
_CONCERNE = re.compile(rf"'|{_ESPACE}[;!?:€%»\d]|«|n°| (?<=\d.)[a-z]")
"""What one of the rules may touch: most of our words need none of them."""


def typographie(texte: str) -> str:
    """The same words with the spaces and apostrophes that French printing asks for."""
    if not _CONCERNE.search(texte):
        return texte
    for marque, motif, remplacement in _REGLES:
        if marque in texte:
            texte = motif.sub(remplacement, texte)
    return texte


def enumerer(mots: Sequence[str], lien: str = "et") -> str:
    """« Région, EPCI et ARS »."""
    return mots[0] if len(mots) == 1 else f"{', '.join(mots[:-1])} {lien} {mots[-1]}"


def presenter(nom: str, suite: str) -> str:
    """« Ressources : 700 € », « Quelles sont ses ressources ? 700 € »: after a question no colon comes."""
    return f"{nom} {suite}" if nom.endswith("?") else f"{nom} : {suite}"


_SIGLE = re.compile(r"\w[\w.-]*[A-ZÀ-ÖØ-Þ\d]")
"""A first word that keeps its capitals: another one, or a figure, stands in it (« PSSI », « bRSA », « H-DATE »)."""


def en_suite(phrase: str) -> str:
    """Words as they go on in a sentence, after a colon or inside it: without the capital that opens them, save a
    sigle's."""
    return phrase if _SIGLE.match(phrase) else phrase[:1].lower() + phrase[1:]


def plier(mot: str) -> str:
    """The same words without accents, capitals or joined letters, as the search of the pages folds them (`mots.js`)."""
    decompose = unicodedata.normalize("NFD", mot.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in decompose if not unicodedata.combining(c))


def guillemets(texte: str, longueur: int = 40) -> str:
    """« texte »: what a person typed, shortened and made printable so that a message can show it."""
    court = " ".join(texte.split())
    court = court if len(court) <= longueur else court[: longueur - 1] + "…"
    return f"« {''.join(c if c.isprintable() else '\ufffd' for c in court)} »"
