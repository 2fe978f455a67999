"""The JSON Schema of the part `pluriannuel` of a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_MOTS = {
    "intro": "Une phrase qui dit à quoi sert le tableau",
    "annees": "La première et la dernière année, et la clause qui les dit",
    "de": "La première année",
    "a": "La dernière année",
    "depenses": "La ligne des dépenses, et son détail",
    "dont": "Les postes que le lecteur peut détailler",
    "financeurs": "Les financeurs, une ligne chacun",
    "reste": "Qui prend ce qui reste",
    "exemple": "Les montants du tableau montré d’abord, par ligne puis par année ; ceux que dit la fiche y sont déjà",
    "regles": "Les règles, rejouées pour chaque année ; une ligne y est nommée par sa clé",
    "cle": "La clé de la ligne",
    "libelle": "Le nom que voit le lecteur",
    "citation": "Les mots de la fiche, tels qu’ils y sont écrits",
    "montants": "Les montants que la fiche dit, par année",
    "montant": "Le montant, tel que la fiche l’écrit",
}
_ANNEE = r"^[0-9]{4}$"
_TEXTE = {"type": "string"}


def definition_pluriannuel(regles: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The object; `regles` are the schemas of the rules, which may here name the years that they hold for."""
    return _objet(
        ("annees", "depenses", "financeurs", "reste"),
        intro=_TEXTE,
        annees=_objet(("de", "a", "citation"), de=_TEXTE, a=_TEXTE, citation=_TEXTE),
        depenses=_objet((), **_RANGEE, dont={"type": "array", "items": _LIGNE}),
        financeurs={"type": "array", "items": _LIGNE, "minItems": 1},
        reste=_objet(("libelle",), libelle=_TEXTE, citation=_TEXTE),
        exemple={"type": "object"},
        regles={"type": "array", "items": {"oneOf": [_annuelle(regle) for regle in regles]}},
    )


def _annuelle(regle: Mapping[str, Any]) -> dict[str, Any]:
    annees = {"type": "array", "description": "Les années où la règle vaut ; toutes, si elle ne le dit pas"}
    return {**regle, "properties": {**regle["properties"], "annees": annees}}


def _objet(obligatoires: Sequence[str], **proprietes: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(obligatoires),
        "properties": {nom: {**schema, "description": _MOTS[nom]} for nom, schema in proprietes.items()},
        "additionalProperties": False,
    }


_MONTANT = _objet(("montant", "citation"), montant=_TEXTE, citation=_TEXTE)
_RANGEE: Mapping[str, Any] = {
    "libelle": _TEXTE,
    "citation": _TEXTE,
    "montants": {"type": "object", "patternProperties": {_ANNEE: _MONTANT}, "additionalProperties": False},
}
_LIGNE = _objet(("cle", "libelle"), cle=_TEXTE, **_RANGEE)
