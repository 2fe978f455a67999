"""The prose of our own pages: French spaces in its words and none in its code; what each block and table needs to be
reached and read by everyone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from calculators import typographie

_CODE = re.compile(r"(^```.*?^```$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
_EN_ANGLAIS = re.compile(r"\A---\n(?:(?!---).*\n)*?langue: en\n")
_TITRE_OU_BLOC = re.compile(r"<h[1-4]\b[^>]*>(?P<titre>.*?)</h[1-4]>|(?P<entete><th>)|<pre>", re.DOTALL)
_BALISE = re.compile(r"<[^>]+>")


def respacer(markdown: str) -> str:
    """Markdown typed with plain spaces as French printing wants it; what it shows as code stays as typed, and so does
    a page that says `langue: en`.
    """
    if _EN_ANGLAIS.search(markdown):
        return markdown
    morceaux = _CODE.split(markdown)
    morceaux[::2] = [typographie(morceau) for morceau in morceaux[::2]]
    return "".join(morceaux)


@lru_cache(maxsize=64)
def etiqueter(html: str) -> str:
    """Every block of code reachable by keyboard, as a region of its own name: its rank and the title above it; every
    heading of a Markdown table says that it is a column's.
    """
    titre, rang = "", 0
    mot = "Sample" if '<div class="prose" lang="en">' in html else "Extrait"

    def remplacer(trouve: re.Match[str]) -> str:
        nonlocal titre, rang
        if trouve["titre"] is not None:
            titre = _BALISE.sub("", trouve["titre"]).replace('"', "&quot;").strip()
            return trouve[0]
        if trouve["entete"]:
            return '<th scope="col">'
        rang += 1
        return f'<pre tabindex="0" role="region" aria-label="{mot} {rang}, {titre}">'

    return _TITRE_OU_BLOC.sub(remplacer, html)
