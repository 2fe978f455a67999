"""The kinds of words that the models are made of, each with its French refusal."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError

from calculators import SaisieInvalide, lire_date, plus_proche, typographie
from calculators.typographie import INSECABLE, guillemets


class Modele(BaseModel):
    """A group of keys: an unknown one is refused, nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


@dataclass(frozen=True, slots=True)
class Epreuve(AfterValidator):
    """A check that a JSON Schema can say too: `schema` is what it adds there."""

    schema: Mapping[str, Any] = field(default_factory=dict)

    def __get_pydantic_json_schema__(self, noyau: CoreSchema, suite: GetJsonSchemaHandler) -> dict[str, Any]:
        """What the words' own schema says, and this check besides."""
        return {**suite(noyau), **self.schema}


def refuser(message: str) -> PydanticCustomError:
    """A fault whose words are ready for the reader: « quoi ; comment corriger »."""
    return PydanticCustomError("catalogue", "{message}", {"message": message})


def avec_conseil(message: str, sinon: str = "corrigez cette valeur") -> str:
    """« quoi ; comment corriger », from a message that may have been meant for a form: « quoi : comment »."""
    if ";" in _ENTRE_GUILLEMETS.sub("", message):
        return message
    quoi, _, conseil = message.partition(f"{INSECABLE}: ")
    if conseil and _PLACE.fullmatch(quoi):
        quoi = f"{quoi} : valeur refusée"
    return f"{quoi} ; {conseil or sinon}"


_PLACE = re.compile(r"\w+ n°\s\d+")
"""What opens the message on one of several values: « Période n° 1 »."""
_ENTRE_GUILLEMETS = re.compile("«[^»]*»")


def proche(mot: str, connus: Collection[str]) -> str:
    """« vouliez-vous dire… », or the words that are known, as many as one line holds."""
    conseil = plus_proche(mot, list(connus))
    return conseil if len(conseil) <= 160 else conseil[:160].rsplit(",", 1)[0] + "…"


def parmi(mot: str, connus: Collection[str], quoi: str) -> str:
    """`mot` itself where it is known; otherwise a fault that names the nearest."""
    if mot not in connus:
        raise refuser(f"{quoi} {guillemets(mot)} ; {proche(mot, connus)}")
    return mot


def un_de(*mots: str, quoi: str = "mot inattendu") -> Epreuve:
    """One of a few words."""
    return Epreuve(lambda mot: parmi(mot, mots, quoi), {"enum": list(mots)})


FAMILLE = "x-famille"
"""What stands in a JSON Schema for the keys of a family, known once a vocabulary is read."""


def cle_de(famille: str, quoi: str = "") -> Epreuve:
    """A key of a family of the vocabulary (the validation context holds the families)."""
    absent = quoi or f"vocabulaire.yaml ({famille}) ne contient pas"

    def verifier(mot: str, info: ValidationInfo) -> str:
        connues = (info.context or {}).get(famille)
        if connues is None or mot in connues:
            return mot
        # A sheet that sends to another never means itself.
        soi = info.data.get("id") if famille == "fiches" else None
        return parmi(mot, [cle for cle in connues if cle != soi], absent)

    return Epreuve(verifier, {FAMILLE: famille})


def motif(expression: str, attendu: str) -> Epreuve:
    """Words of a given shape."""
    forme = re.compile(expression)

    def verifier(mot: str) -> str:
        if not forme.fullmatch(mot):
            raise refuser(f"{guillemets(mot)} n'est pas admis ici ; {attendu}")
        return mot

    return Epreuve(verifier, {"pattern": f"^(?:{expression})$"})


def court(signes: int) -> Epreuve:
    """Words that stand in a line of the page: past this, they are another field's."""

    def verifier(mot: str) -> str:
        if len(mot) > signes:
            raise refuser(f"{len(mot)} signes, pour {signes} au plus ; raccourcissez, ou mettez-le dans « texte »")
        return mot

    return Epreuve(verifier, {"maxLength": signes})


def _sans_double(mots: tuple[str, ...]) -> tuple[str, ...]:
    vus: set[str] = set()
    for mot in mots:
        if mot in vus:
            raise refuser(f"{guillemets(mot)} est écrit deux fois dans cette liste ; n'en gardez qu'un")
        vus.add(mot)
    return mots


SANS_DOUBLE = Epreuve(_sans_double, {"uniqueItems": True})
"""A list in which nothing is said twice."""


def _bornee(brut: Any) -> Any:
    if isinstance(brut, list) and len(brut) > _MOTS_MAX:
        raise refuser(f"cette liste a plus de {_MOTS_MAX} éléments ; gardez les plus utiles")
    return brut


_MOTS_MAX = 200
LISTE_MAX = BeforeValidator(_bornee)
"""A list of words that is not too long, judged before its words: the nearest to each unknown one is looked for."""


def _jour(brut: Any) -> date:
    try:
        return lire_date(brut)
    except SaisieInvalide as erreur:
        conseil = "écrivez année-mois-jour, par exemple 2026-11-24"
        raise refuser(avec_conseil(erreur.message.rstrip("."), conseil)) from None


def _oui_non(brut: Any) -> bool:
    if brut not in ("oui", "non"):
        raise refuser("oui ou non est attendu ici ; écrivez l'un des deux")
    return bool(brut == "oui")


Mot = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Words, kept as written."""

Phrase = Annotated[Mot, AfterValidator(typographie)]
"""Words of ours: typed with plain spaces, shown with French ones. Never a quotation."""

_JOUR_ECRIT = r"^\s*(\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}(er)?\s+\S+\s+\d{4})\s*$"

Jour = Annotated[
    date, BeforeValidator(_jour), WithJsonSchema({"type": "string", "pattern": _JOUR_ECRIT}, mode="validation")
]
"""A date that exists."""

OuiNon = Annotated[bool, BeforeValidator(_oui_non)]

Cle = Annotated[Mot, motif(r"[a-z0-9]+(-[a-z0-9]+)*", "écrivez des minuscules sans accent, des chiffres et des tirets")]
"""A key of the vocabulary."""

Couleur = Annotated[Mot, motif(r"#[0-9a-fA-F]{6}", 'écrivez une couleur entre guillemets, comme "#12525c"')]
_AVANT_L_ARROBASE = 64


def _avant_l_arrobase(adresse: str) -> str:
    if (signes := adresse.find("@")) > _AVANT_L_ARROBASE:
        quoi = f"{signes} signes avant « @ », pour {_AVANT_L_ARROBASE} au plus"
        raise refuser(f"{quoi} ; vérifiez cette adresse, qu'aucune messagerie n'accepte")
    return adresse


Courriel = Annotated[
    Mot,
    motif(
        r"[A-Za-z0-9_%+'-]+(?:\.[A-Za-z0-9_%+'-]+){0,9}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}",
        "écrivez une adresse comme nom@departement.example",
    ),
    AfterValidator(_avant_l_arrobase),
]
