"""Services and structures read again, field by field, before they are written.

The official package drops a field that it doesn't know and takes any five letters for a commune's code; this refuses
both, and says in French what data·inclusion would refuse or lose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from calculators.typographie import guillemets
from catalogue import V1

LISTES = ("thematiques", "publics", "modes_accueil", "modes_mobilisation", "mobilisable_par", "reseaux_porteurs")
SEULS = ("type", "frais")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*--[a-z0-9]+(?:-[a-z0-9]+)*")
_TELEPHONE = re.compile(r"\+33[1-9]\d{8}")


def relire(objet: Mapping[str, Any], genre: str) -> list[str]:
    """What is wrong in a `service` or a `structure`, a sentence each; nothing where data·inclusion will keep all."""
    schema = V1[genre]
    fautes = [f"le champ « {nom} » n’existe pas" for nom in objet if nom not in schema["champs"]]
    fautes += [f"« {nom} » manque" for nom in schema["requis"] if not objet.get(nom)]
    for nom, valeur in objet.items():
        fautes += [f"« {nom} » : {faute}" for faute in _juger(nom, valeur)]
    return fautes


def _juger(nom: str, valeur: Any) -> Iterator[str]:
    if nom in LISTES:
        yield from _liste(valeur, V1[nom])
        if nom == "publics" and "tous-publics" in valeur and len(valeur) > 1:
            yield "« tous-publics » s’emploie seul"
    elif nom == "zone_eligibilite":
        yield from _liste(valeur, V1["departements"])
    elif nom in ("volume_horaire_hebdomadaire", "nombre_semaines"):
        if isinstance(valeur, bool) or not isinstance(valeur, int | float) or valeur < (nom == "nombre_semaines"):
            yield f"{guillemets(str(valeur))} n’est pas un nombre admis"
    elif not isinstance(valeur, str):
        yield "un texte est attendu"
    elif nom in SEULS:
        yield from _liste([valeur], V1[nom])
    else:
        yield from _texte(nom, valeur)


def _liste(valeurs: Any, connues: Any) -> Iterator[str]:
    if not isinstance(valeurs, list) or not valeurs:
        yield "une liste d’un mot au moins est attendue"
        return
    for valeur in valeurs:
        if valeur not in connues:
            yield f"{guillemets(str(valeur))} n’est pas une valeur du schéma"
    if len(set(valeurs)) < len(valeurs):
        yield "une valeur y figure deux fois"


def _texte(nom: str, valeur: str) -> Iterator[str]:
    if nom in V1["longueurs"]:
        moins, plus = map(int, V1["longueurs"][nom])
        if not moins <= len(valeur) <= plus:
            yield f"{len(valeur)} caractères ; il en faut de {moins} à {plus}"
    if nom == "nom" and valeur.endswith(".") and not valeur.endswith("etc."):
        yield "un nom ne finit pas par un point"
    if nom in ("id", "structure_id") and not _ID.fullmatch(valeur):
        yield f"{guillemets(valeur)} n’a pas la forme source--nom"
    if nom == "telephone" and not _TELEPHONE.fullmatch(valeur):
        yield f"{guillemets(valeur)} n’est pas un numéro français"
    if nom == "lien_source" and not (valeur.isascii() and urlsplit(valeur).scheme in ("http", "https")):
        yield f"{guillemets(valeur)} n’est pas une adresse publique"
    if nom == "date_maj" and date.fromisoformat(valeur) < date(2000, 1, 1):
        yield "la date doit être du XXIe siècle"
