"""The door of the browser's worker: one request in, the result and its HTML out, as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from calculators.bureau import charger_plan, exporter_bureau, repondre_bureau
from calculators.orientation import Orientation, ouvrir, rendre_orientation
from calculators.parcours import NOM, planifier, rendre_parcours
from calculators.pluriannuel import NOM as PLURIANNUEL
from calculators.pluriannuel import cofinancer, rendre_cofinancement
from calculators.regles import Regles, charger
from calculators.rendu import rendre_resultat

Requete = Mapping[str, Any]


def repondre(requete_json: str, regles_json: str) -> str:
    """Answer a request `{"calculateur", "entrees", "hypotheses", "formulaire", "page_fiche"}` on the rules given.

    The answer is `{"html", "resultat"}`; `resultat` holds at least `erreurs`, which the form shows beside its fields.
    """
    requete = json.loads(requete_json)
    guichet = GUICHETS.get(requete["calculateur"], _calculer)
    return json.dumps(guichet(requete, regles_json), ensure_ascii=False)


def preparer(regles_json: str) -> None:
    """Load the rules of a sheet before anything is asked of them."""
    _regles(regles_json)


def echauffer(requete_json: str, regles_json: str) -> None:
    """Answer once more as if nothing were known yet: the browser compiles the better what it has seen run often."""
    _regles.cache_clear()
    repondre(requete_json, regles_json)


def _montrer(requete: Requete, dit: Any, rendre: Callable[[Any, str, str], str]) -> dict[str, Any]:
    """What a form of the site expects: the answer as HTML, and as plain data."""
    html = rendre(dit, requete.get("formulaire", ""), requete.get("page_fiche", ""))
    return {"html": html, "resultat": dit.en_json()}


def _calculer(requete: Requete, regles_json: str) -> dict[str, Any]:
    """One calculator of one sheet."""
    resultat = _regles(regles_json).calculer(
        requete["calculateur"], requete["entrees"], requete.get("hypotheses") or None
    )
    return _montrer(requete, resultat, rendre_resultat)


def _planifier(requete: Requete, regles_json: str) -> dict[str, Any]:
    """The course of one sheet's action, on the calendar."""
    plan = planifier(_regles(regles_json), requete["entrees"], requete.get("hypotheses") or None)
    return _montrer(requete, plan, rendre_parcours)


def _cofinancer(requete: Requete, regles_json: str) -> dict[str, Any]:
    """One sheet's expenses over several years, shared between its funders."""
    rempli = cofinancer(_regles(regles_json), requete["entrees"], requete.get("hypotheses") or None)
    return _montrer(requete, rempli, rendre_cofinancement)


@lru_cache(maxsize=32)
def _regles(regles_json: str) -> Regles:
    return charger(json.loads(regles_json))


def _orienter(requete: Requete, regles_json: str) -> dict[str, Any]:
    """Every sheet's eligibility for one person; `page_fiche` is the way to the root of the site."""
    return _montrer(requete, _fiches(regles_json).orienter(requete["entrees"]), rendre_orientation)


@lru_cache(maxsize=2)
def _fiches(regles_json: str) -> Orientation:
    return ouvrir(json.loads(regles_json))


def _budget(requete: Requete, regles_json: str) -> dict[str, Any]:
    """The operator's desk: the form of the budget comes with the request."""
    return repondre_bureau(requete, _regles(regles_json), charger_plan(requete["plan"]))


def _exporter(requete: Requete, regles_json: str) -> dict[str, Any]:
    """The same case as a file."""
    return exporter_bureau(requete, _regles(regles_json), charger_plan(requete["plan"]))


GUICHETS: dict[str, Callable[[Requete, str], dict[str, Any]]] = {
    NOM: _planifier,
    PLURIANNUEL: _cofinancer,
    "orientation": _orienter,
    "budget": _budget,
    "classeur": _exporter,
}
"""What is asked of more than one calculator of a sheet, by the name of its form."""
