"""Data that a page fetches as a script: it also works when the site is opened from a folder."""

from __future__ import annotations

import json


def appel(fonction: str, *valeurs: object) -> str:
    """A call of a browser's function with JSON values; text first, so that the parser is `JSON.parse`'s fast one."""
    textes = [json.dumps(valeur, ensure_ascii=False, separators=(",", ":")) for valeur in valeurs]
    lus = ",".join(f"JSON.parse({json.dumps(texte, ensure_ascii=False)})" for texte in textes)
    return f"{fonction}({lus});\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
