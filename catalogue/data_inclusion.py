"""What a sheet says to data·inclusion (schema v1), where its own keys don't say it: kind, themes, ways in.

`V1` holds what the schema admits, read from `data_inclusion_v1.yaml`; a test compares that file with the public
package `data-inclusion-schema`, so that a build needs no such package. The package drops a field that it doesn't
know and takes « Isère » for a commune's code: every word is checked here instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from calculators import SaisieInvalide, lire_nombre
from catalogue.lecture import lire_document
from catalogue.mots import Cle, Epreuve, Modele, Mot, Phrase, refuser, un_de

V1: Mapping[str, Any] = lire_document(Path(__file__).with_name("data_inclusion_v1.yaml")).donnees
"""Fields, admitted values and lengths of the schema, and the codes of the Départements."""

TOUS = "tous-publics"
HEURES_MAX = 168

_TELEPHONE = re.compile(r"(?<!\d)(?:0|\+33[\s.-]?)([1-9](?:[\s.-]?\d{2}){4})(?!\d)")


def valeur_de(champ: str) -> Epreuve:
    """One of the values that the schema admits for a field."""
    return un_de(*V1[champ], quoi=f"data·inclusion v1 ({champ}) ne contient pas")


def telephones(texte: str) -> list[str]:
    """The French telephone numbers of a text, as data·inclusion wants them: « +33476003838 »."""
    return ["+33" + re.sub(r"\D", "", trouve) for trouve in _TELEPHONE.findall(texte)]


def codes_departements(code: str) -> tuple[str, ...]:
    """« 67-68 » → the two Départements; empty where one of the codes is no Département's."""
    codes = tuple(code.split("-"))
    return codes if all(un in V1["departements"] for un in codes) else ()


def _nombre(brut: Any) -> float:
    try:
        return float(lire_nombre(brut, ""))
    except SaisieInvalide as erreur:
        raise refuser(f"{erreur.message.rstrip('.')} ; écrivez un nombre, par exemple 26") from None


def _heures_d_une_semaine(nombre: float) -> float:
    if nombre < 0:
        raise refuser("un nombre positif est attendu ici ; ôtez le signe moins")
    if nombre > HEURES_MAX:
        raise refuser(f"une semaine n'a que {HEURES_MAX} heures ; corrigez ce nombre")
    return nombre


def _entier(nombre: float) -> int:
    if nombre < 1 or nombre != int(nombre):
        raise refuser("un nombre entier de semaines est attendu, 1 au moins ; arrondir serait inventer")
    return int(nombre)


_ECRIT = WithJsonSchema({"type": ["string", "number"]}, mode="validation")


class Frais(Modele):
    """Whether the person pays, and the sheet's words that say so."""

    valeur: Annotated[Mot, valeur_de("frais")]
    citation: Mot


class Semaines(Modele):
    """How many weeks the service lasts, and the sheet's words that say so."""

    valeur: Annotated[int, BeforeValidator(lambda brut: _entier(_nombre(brut))), _ECRIT]
    citation: Mot


class Heures(Modele):
    """How many hours a week, and the sheet's words that say so."""

    valeur: Annotated[float, BeforeValidator(lambda brut: _heures_d_une_semaine(_nombre(brut))), _ECRIT]
    citation: Mot


def _seul_ou_absent(publics: tuple[str, ...]) -> tuple[str, ...]:
    if TOUS in publics and len(publics) > 1:
        raise refuser(f"« {TOUS} » s'emploie seul ; retirez-le ou retirez les autres")
    return publics


class DataInclusion(Modele):
    """An author's judgment: where the sheet stands among the words of data·inclusion.

    What costs, and how long it lasts, must be quoted from the sheet; what it doesn't say stays out.
    """

    id: Cle | None = None
    """Its name among the Département's services; « action- » and the code of the sheet otherwise."""
    type: Annotated[Mot, valeur_de("type")] | None = None
    thematiques: tuple[Annotated[Mot, valeur_de("thematiques")], ...] = ()
    publics: Annotated[
        tuple[Annotated[Mot, valeur_de("publics")], ...], Field(min_length=1), AfterValidator(_seul_ou_absent)
    ] = ()
    """Any one of them is enough, for data·inclusion; those of the vocabulary otherwise."""
    modes_accueil: tuple[Annotated[Mot, valeur_de("modes_accueil")], ...] = ()
    modes_mobilisation: tuple[Annotated[Mot, valeur_de("modes_mobilisation")], ...] = ()
    mobilisable_par: tuple[Annotated[Mot, valeur_de("mobilisable_par")], ...] = ()
    frais: Frais | None = None
    nombre_semaines: Semaines | None = None
    volume_horaire_hebdomadaire: Heures | None = None
    remarques: tuple[Phrase, ...] = ()
    """What the author could not say, in a sentence each: published with the rest of what can't be mapped."""
