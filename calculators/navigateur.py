"""The door of the browser's worker: one request in, the result and its HTML out, as JSON."""

from __future__ import annotations

import json
from functools import lru_cache

from calculators.regles import Regles, charger
from calculators.rendu import rendre_resultat


def repondre(requete_json: str, regles_json: str) -> str:
    """Compute a request `{"calculateur", "entrees", "hypotheses", "formulaire", "page_fiche"}` on a sheet's rules."""
    requete = json.loads(requete_json)
    resultat = _regles(regles_json).calculer(
        requete["calculateur"], requete["entrees"], requete.get("hypotheses") or None
    )
    html = rendre_resultat(resultat, requete.get("formulaire", ""), requete.get("page_fiche", ""))
    return json.dumps({"html": html, "resultat": resultat.en_json()}, ensure_ascii=False)


@lru_cache(maxsize=32)
def _regles(regles_json: str) -> Regles:
    return charger(json.loads(regles_json))
