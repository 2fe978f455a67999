"""Text that a spreadsheet must not run."""

from __future__ import annotations

import re

_CONTROLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_FORMULE = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""What a spreadsheet may take for a formula at the head of a cell."""
_FIN_DE_LIGNE = re.compile(r"[ \t]*[\r\n\t]+[ \t]*")


def neutraliser(texte: str) -> str:
    """A cell of CSV on one line, behind an apostrophe where a spreadsheet would take it for a formula."""
    brut = _CONTROLE.sub("", texte)
    sur = _FIN_DE_LIGNE.sub(" ", brut).strip()
    return f"'{sur}" if _FORMULE.match(brut) else sur
