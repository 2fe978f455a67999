"""The JSON Schemas (2020-12): what `fiches.json` holds, and what a sheet's YAML may say, for editors.

Both come from the models that read the sheets. A key's words are those of the authors' guide; a rule's are those of
its mechanism; the keys of the vocabulary are those of this catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from calculators import MECANISMES, NOMS, Mecanisme
from catalogue import Fiche, Vocabulaire
from catalogue.mots import FAMILLE
from site_src.cadre import PAGES
from site_src.exports.mots_du_schema import MOTS
from site_src.exports.publication import Publication
from site_src.exports.schema_pluriannuel import definition_pluriannuel

_LIGNE = re.compile(r"^\| `(\w+)` \| (?:oui|non) \| (.+) \|$", re.MULTILINE)
_LIEN = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def schema_publication(vocabulaire: Vocabulaire) -> dict[str, Any]:
    """What `fiches.json` holds."""
    return _schema(Publication, "serialization", vocabulaire, "Fiches action publiées")


def schema_redaction(vocabulaire: Vocabulaire) -> dict[str, Any]:
    """What the YAML of a sheet may say, read as JSON."""
    return _schema(Fiche, "validation", vocabulaire, "Une fiche action, telle qu’elle s’écrit")


def _schema(modele: type[BaseModel], mode: Any, vocabulaire: Vocabulaire, titre: str) -> dict[str, Any]:
    brut = modele.model_json_schema(mode=mode, by_alias=True)
    definitions = brut.pop("$defs")
    racine = {"$schema": GenerateJsonSchema.schema_dialect, **brut, "title": titre}
    dites = {**MOTS, "Fiche": mots_du_guide(), "FichePubliee": {**mots_du_guide(), **MOTS["FichePubliee"]}}
    familles = {famille: list(cles) for famille, cles in vocabulaire.cles().items()}
    for nom, noeud in {modele.__name__: racine, **definitions}.items():
        noeud.pop("description", None)
        for cle, propriete in noeud.get("properties", {}).items():
            propriete["description"] = dites[nom][cle]
            if mode == "serialization" and "default" in propriete:
                propriete.pop("minLength", None)  # what a sheet leaves out is written empty
                propriete.pop("minItems", None)
        if "calculateurs" in noeud.get("properties", {}):
            noeud["properties"] |= _regles(noeud["properties"])
    entier = {**racine, "$defs": {**definitions, **_definitions_des_regles()}}
    return _completer(entier, familles)  # type: ignore[no-any-return]


def _completer(noeud: Any, familles: Mapping[str, list[str]]) -> Any:
    """The keys of the vocabulary in the place of the family's name; the titles that repeat a key go."""
    if isinstance(noeud, list):
        return [_completer(element, familles) for element in noeud]
    if not isinstance(noeud, dict):
        return noeud
    famille = noeud.get(FAMILLE)
    propre = {
        cle: _completer(valeur, familles)
        for cle, valeur in noeud.items()
        if cle != FAMILLE and not (cle == "title" and isinstance(valeur, str) and "$schema" not in noeud)
    }
    return {**propre, "enum": familles[famille]} if isinstance(famille, str) and famille in familles else propre


def mots_du_guide() -> dict[str, str]:
    """Key of a sheet → what the authors' guide says of it: written once, there."""
    guide = (PAGES / "guides" / "auteurs" / "index.md").read_text(encoding="utf-8")
    section = guide.partition("### La fiche")[2].partition("### Ses parties")[0]
    return {cle: _LIEN.sub(r"\1", mots).replace("`", "") for cle, mots in _LIGNE.findall(section)}


def _regles(proprietes: Mapping[str, Any]) -> dict[str, Any]:
    """The keys that the models leave to the loader of the rules."""
    reference = {"$ref": "#/$defs/Calculateur"}
    return {
        "hypotheses": proprietes["hypotheses"] | {"additionalProperties": {"$ref": "#/$defs/Hypothese"}},
        "calculateurs": proprietes["calculateurs"]
        | {"properties": {nom: reference | {"description": mots} for nom, mots in NOMS.items()}}
        | {"additionalProperties": False},
        "parcours": proprietes["parcours"] | {"anyOf": [reference, {"maxProperties": 0}]},
        "pluriannuel": proprietes["pluriannuel"] | {"anyOf": [{"$ref": "#/$defs/Pluriannuel"}, {"maxProperties": 0}]},
    }


def _definitions_des_regles() -> dict[str, Any]:
    texte = {"type": "string"}
    regles = list(map(_regle, MECANISMES.values()))
    return {
        "Pluriannuel": definition_pluriannuel(regles),
        "Hypothese": {
            "type": "object",
            "required": ["texte", "lectures"],
            "properties": {
                "texte": texte | {"description": "La question que le texte laisse ouverte"},
                "lectures": {"type": "object", "description": "Chaque lecture possible et ses mots"},
                "retenue": texte | {"description": "La lecture retenue, si le texte permet de choisir"},
                "cles": {"type": "object", "description": "La clé sous laquelle chaque lecture donne son montant"},
                "citation": texte | {"description": "Les mots de la fiche qui laissent la question ouverte"},
            },
            "additionalProperties": False,
        },
        "Calculateur": {
            "type": "object",
            "required": ["regles"],
            "properties": {
                "titre": texte | {"description": "Le titre du calculateur, s’il n’est pas celui de tous"},
                "intro": texte | {"description": "Une phrase qui dit à quoi il sert"},
                "champs": {"type": "object", "description": "Les champs du formulaire, par clé"},
                "exemple": {"type": "object", "description": "Les réponses du calcul montré d’abord"},
                "resultat": {"description": "La valeur, ou les valeurs, à montrer en grand"},
                "versement": {"description": "La valeur que verse le Département, pour le budget ; ou aucun"},
                "date": texte | {"description": "Le champ dont la date choisit les règles en vigueur"},
                "alea": {"type": "object", "description": "Ce que le hasard change au versement, pour le bureau"},
                "regles": {
                    "type": "array",
                    "items": {"oneOf": regles},
                    "description": "Les règles, dans l’ordre où elles se calculent",
                },
            },
            "additionalProperties": False,
        },
    }


def _regle(mecanisme: type[Mecanisme]) -> dict[str, Any]:
    """A rule of one kind: its parameters and their words, as its own declaration gives them."""
    parametres = mecanisme.parametres.items()
    return {
        "type": "object",
        "required": ["genre", *(nom for nom, parametre in parametres if parametre.obligatoire)],
        "properties": {
            "genre": {"const": mecanisme.genre},
            **{nom: {"description": parametre.aide} for nom, parametre in parametres},
        },
        "additionalProperties": False,
    }
