"""`Document` → model: every fault of a file at once, in French, each at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from calculators.erreurs import voulu
from calculators.typographie import guillemets
from catalogue.document import Chemin, Document
from catalogue.mots import proche
from catalogue.problemes import FAUTES_MAX

_MESSAGES = {
    "string_type": "un texte est attendu ici ; écrivez-le sur une ligne ou après « | »",
    "string_too_short": "cette valeur est vide ; donnez-la ou retirez la ligne",
    "tuple_type": "une liste est attendue ici ; écrivez un élément par ligne après « - »",
    "dict_type": "des lignes « clé: valeur » sont attendues ici ; écrivez-en une par ligne",
    "model_type": "des lignes « clé: valeur » sont attendues ici ; écrivez-en une par ligne",
}


def valider[M: BaseModel](modele: type[M], document: Document, contexte: Mapping[str, Any] | None = None) -> M | None:
    """The model of a file, or `None` once its faults are recorded in the document."""
    if not document.donnees:
        return None
    _redresser(modele, document)
    try:
        return modele.model_validate(document.donnees, context=dict(contexte or {}))
    except ValidationError as erreur:
        fautes = erreur.errors(include_url=False, include_input=False)[:FAUTES_MAX]
        autour = {faute["loc"][:rang] for faute in fautes for rang in range(len(faute["loc"]))}
        for details in fautes:
            # A list made too short by the refusal of its elements: each has its own words.
            if details["type"] != "too_short" or details["loc"] not in autour:
                _signaler(modele, document, details)
    return None


def _redresser(modele: type[BaseModel], document: Document) -> None:
    """Tell each key that is nearly one of the model's, then read it as that one: what it holds is not missing."""
    mal_ecrites = list(_mal_ecrites(modele, document.donnees, (), iter(range(FAUTES_MAX))))
    for chemin, juste in mal_ecrites:
        message = f"clé inconnue {guillemets(str(chemin[-1]))} ; {proche(str(chemin[-1]), [juste])}"
        document.signaler(document.situer(chemin, cle=True), message)
    if mal_ecrites:
        document.renommer(mal_ecrites)


def _mal_ecrites(
    modele: type[BaseModel], brut: Any, chemin: Chemin, reste: Iterator[int]
) -> Iterator[tuple[Chemin, str]]:
    """The path of each key that is nearly one of the model's, and that one; `reste` bounds how many are looked at."""
    if isinstance(brut, list):
        for rang, element in enumerate(brut):
            yield from _mal_ecrites(modele, element, (*chemin, rang), reste)
    for nom, valeur in brut.items() if isinstance(brut, dict) else ():
        juste = nom
        if nom not in modele.model_fields:
            if next(reste, None) is None:
                return
            juste = voulu(nom, [connu for connu in modele.model_fields if connu not in brut])
            if not juste:
                continue
            yield (*chemin, nom), juste
        dedans, table = _contenu(modele, juste)
        ici = (*chemin, nom)
        if dedans and not table:
            yield from _mal_ecrites(dedans, valeur, ici, reste)
        elif dedans and isinstance(valeur, dict):
            for cle, element in valeur.items():
                yield from _mal_ecrites(dedans, element, (*ici, cle), reste)


@cache
def _contenu(modele: type[BaseModel], nom: str) -> tuple[type[BaseModel] | None, bool]:
    """The model that a field holds, and whether it holds it under keys of the author's own."""
    annotation = modele.model_fields[nom].annotation
    return _modele_dans(annotation), _est_une_table(annotation)


def _signaler(modele: type[BaseModel], document: Document, details: ErrorDetails) -> None:
    """Place one fault; leave out what only follows from another."""
    chemin = tuple(pas for pas in details["loc"] if pas != "[key]")
    if details["type"] != "missing" and document.deja_refuse(chemin):
        return
    lieu = document.situer(chemin, cle=details["type"] == "extra_forbidden" or "[key]" in details["loc"])
    document.signaler(lieu, _message(modele, chemin, details))


def _message(modele: type[BaseModel], chemin: Chemin, details: ErrorDetails) -> str:
    dernier = str(chemin[-1]) if chemin else ""
    if details["type"] == "catalogue":
        return str(details["ctx"]["message"])
    if details["type"] == "extra_forbidden":
        return f"clé inconnue {guillemets(dernier)} ; {proche(dernier, _cles_connues(modele, chemin[:-1]))}"
    if details["type"] == "missing":
        return f"« {dernier} » manque ; ajoutez la ligne « {dernier}: … »"
    if details["type"] == "too_short":
        attendus = details["ctx"]["min_length"]
        if attendus > 1:
            return f"cette liste est trop courte ; donnez au moins {attendus} éléments"
        return "cette liste est vide ; donnez au moins un élément"
    return _MESSAGES.get(details["type"], f"valeur refusée ({details['type']}) ; comparez avec une autre fiche")


def _cles_connues(modele: type[BaseModel], chemin: Chemin) -> list[str]:
    """The keys that the model admits at `chemin`."""
    for pas in chemin:
        if isinstance(pas, str) and pas in modele.model_fields:
            modele = _modele_dans(modele.model_fields[pas].annotation) or modele
    return list(modele.model_fields)


def _modele_dans(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation holds: `tuple[Section, ...]` → `Section`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((trouve for argument in get_args(annotation) if (trouve := _modele_dans(argument))), None)


def _est_une_table(annotation: Any) -> bool:
    """Whether the model that an annotation holds is the value of keys of the author's own: `dict[Cle, Departement]`."""
    return get_origin(annotation) is dict or any(map(_est_une_table, get_args(annotation)))
