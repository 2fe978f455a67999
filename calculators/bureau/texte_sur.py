"""Text that a spreadsheet must not run."""

from __future__ import annotations

_DANGEREUX = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutraliser(texte: str) -> str:
    """The same, behind an apostrophe where a spreadsheet would take it for a formula."""
    return (
        f"'{texte}" if texte.lstrip(" \u00a0\u202f").startswith(_DANGEREUX) or texte.startswith(_DANGEREUX) else texte
    )
