"""Data that the browser fetches as a script: it then reaches a page opened from a folder, where `fetch` can't go."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from catalogue import Fiche
from site_src.moteur.somme import sommer

_DANS_UNE_PAGE = str.maketrans({signe: f"\\u{ord(signe):04x}" for signe in "<>&\u27e6"})
"""JSON may hold these in its strings alone; in a page they would open a tag, or a token of the frame."""


def json_compact(valeur: Any) -> str:
    """JSON without a space, in the order of the data: the same data give the same bytes."""
    return json.dumps(valeur, ensure_ascii=False, separators=(",", ":"))


def appel(contenu: str, fonction: str = "Donnees.recevoir") -> str:
    """A call of the page's script with JSON; text first, so that the parser is `JSON.parse`'s fast one."""
    return _appeler(fonction, f"JSON.parse({json_compact(contenu)})")


def script_regles(fiche: Fiche) -> str:
    """Where the rules of a sheet are for a form, from the root of the site, before their content names them."""
    return f"assets/regles/{fiche.id}.js"


def appel_regles(texte: str) -> str:
    """The call that brings to a form the rules on which its requests are answered, with their sum."""
    return _appeler("Donnees.recevoir", json_compact({"texte": texte, "somme": sommer(texte.encode())}))


def ilot_regles(texte: str, adresse: str) -> Markup:
    """The same in the page of a sheet, whose forms may be typed in at once; `adresse` is where the call brings them."""
    texte = texte.translate(_DANS_UNE_PAGE)
    balise = Markup('<script type="application/json" data-regles="{}" data-somme="{}">{}</script>')
    return balise.format(adresse, sommer(texte.encode()), Markup(texte))


def _appeler(fonction: str, argument: str) -> str:
    return f"{fonction}({argument});\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
