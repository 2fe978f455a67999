"""The foot of a printed page: only CSS can write there."""

from __future__ import annotations


def chaine_css(texte: str) -> str:
    """Words as a string of CSS, whatever they hold."""
    return '"' + "".join(f"\\{ord(c):x} " if c in '"\\<\n\r\f' else c for c in texte) + '"'


def pied_de_page(contenu: str) -> str:
    """The style sheet that prints a string of CSS at the foot of each page; of two, the later one wins."""
    boite = f"content: {contenu}; width: 80%; font-family: var(--police); font-size: 8pt;"
    return f"@page {{ @bottom-left {{ {boite} }} }}\n"
