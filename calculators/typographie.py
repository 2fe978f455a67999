"""French typography of the words that we write ourselves; a quotation is never touched.

Everywhere in the code a sentence is typed with plain spaces and straight apostrophes; the types that carry
words to a reader (`SaisieInvalide`, `Ligne`, `Controle`, `Hypothese`…) pass them through `typographie`.
"""

from __future__ import annotations

import re

FINE = "\u202f"
"""Narrow no-break space: between thousands, before ; ! ?"""
INSECABLE = "\u00a0"
"""No-break space: before €, %, : and inside « »."""

MONTANT = re.compile(r"\d[\d \u00a0\u202f]*(?:,\d+)?[ \u00a0\u202f]?€|\b0\d(?:[ \u00a0]\d\d){4}\b")
"""An amount or a telephone number of a quotation, whose spaces may be plain: CSS keeps it on one line, its words stay
as they are."""

_ESPACE = "[ \u00a0\u202f]"
_REGLES = tuple(
    (re.compile(motif), remplacement)
    for motif, remplacement in (
        (r"(?<=\w)'(?=[\w«])", "’"),
        (rf"{_ESPACE}+([;!?])", FINE + r"\1"),
        (rf"{_ESPACE}+([:€%»])", INSECABLE + r"\1"),
        (rf"«{_ESPACE}+", "«" + INSECABLE),
        (rf"n°{_ESPACE}+(?=\d)", "n°" + INSECABLE),
        (r"(?<=\d) (?=\d{3}(?!\d))", FINE),
        (r"\b(0\d) (\d\d) (\d\d) (\d\d) (\d\d)\b", INSECABLE.join((r"\1", r"\2", r"\3", r"\4", r"\5"))),
    )
)
_CONCERNE = re.compile(rf"'|{_ESPACE}[;!?:€%»\d]|«|n°")
"""What one of the rules may touch: most of our words need none of them."""


def typographie(texte: str) -> str:
    """The same words with the spaces and apostrophes that French printing asks for."""
    if not _CONCERNE.search(texte):
        return texte
    for motif, remplacement in _REGLES:
        texte = motif.sub(remplacement, texte)
    return texte


def guillemets(texte: str, longueur: int = 40) -> str:
    """« texte »: what a person typed, shortened and made printable so that a message can show it."""
    court = " ".join(texte.split())
    court = court if len(court) <= longueur else court[: longueur - 1] + "…"
    return f"« {''.join(c if c.isprintable() else '\ufffd' for c in court)} »"
