"""How the data are written: JSON that can be repeated and embedded, CSV that a spreadsheet opens and never runs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from calculators.bureau.texte_sur import neutraliser


def en_json(valeur: Any) -> str:
    """Compact JSON, keys in their order. `<` is escaped: a page that embeds it can't be closed by a sheet's words."""
    return json.dumps(valeur, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")


def en_lignes(debut: str, objets: Iterable[str], fin: str) -> Iterator[str]:
    """An array of objects already in JSON between `debut` and `fin`, one a line: easy to compare."""
    yield f"{debut}["
    for rang, objet in enumerate(objets):
        yield f"{',' if rang else ''}\n{objet}"
    yield f"\n]{fin}\n"


def en_json_lisible(valeur: Any) -> str:
    """JSON on several lines, for what people read too: the schemas."""
    return json.dumps(valeur, ensure_ascii=False, indent=2, allow_nan=False).replace("<", "\\u003c") + "\n"


def cellule(valeur: Any) -> str:
    """A cell on one line, harmless: a list is joined by « | », what looks like a formula takes an apostrophe."""
    if valeur is None:
        return ""
    if isinstance(valeur, list | tuple):
        valeur = " | ".join(map(str, valeur))
    return neutraliser(str(valeur))


def en_csv(lignes: Iterable[Iterable[Any]]) -> str:
    """Lines of what Excel opens by a double click in French: « ; », CRLF, and `BOM` before the first."""
    tampon = io.StringIO()
    csv.writer(tampon, delimiter=";", lineterminator="\r\n").writerows(map(cellule, ligne) for ligne in lignes)
    return tampon.getvalue()


BOM = "\ufeff"
"""What tells Excel that a file is in UTF-8."""
