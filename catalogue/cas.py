"""Worked cases: a sheet's rules asked for results that were computed by hand, and the answers compared.

A file of `cas/` names a sheet and lists its cases; each says what is entered, what must come out and the
arithmetic that leads there. `attendu` gives only what matters: the status, some of the values, the field in error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, model_validator

from calculators import NOMS, STATUTS, Regles
from calculators.typographie import guillemets
from catalogue.document import Chemin, Document
from catalogue.mots import Modele, Mot, proche, refuser, un_de

_NOMBRE = re.compile(r"-?\d+(\.\d+)?")
_STATUT: Chemin = ("attendu", "statut")
_NUL = ("", "~", "null")


class Attendu(Modele):
    """What a case must give."""

    statut: Annotated[Mot, un_de(*STATUTS)] | None = None
    valeurs: dict[str, str] = Field(default_factory=dict)
    champ: Mot | None = None
    """Field of the first error."""

    @model_validator(mode="after")
    def _quelque_chose(self) -> Attendu:
        if self.statut is None and not self.valeurs and self.champ is None:
            raise refuser("ce cas n'attend rien ; donnez « statut », « valeurs » ou « champ »")
        return self


class Cas(Modele):
    """One computation done by hand."""

    id: Mot
    titre: Mot
    calculateur: Annotated[Mot, un_de(*NOMS)]
    entrees: dict[str, Any]
    lectures: dict[str, Mot] = Field(default_factory=dict)
    """Hypothesis → the reading that the request chooses."""
    attendu: Attendu
    hypotheses: tuple[Mot, ...] = ()
    """Codes that the result must list, among others."""
    motif: Mot | None = None
    arithmetique: Mot


class CasDeFiche(Modele):
    """The worked cases of a sheet."""

    fiche: Mot
    cas: Annotated[tuple[Cas, ...], Field(min_length=1)]


def rejouer(cas: CasDeFiche, regles: Regles, document: Document) -> None:
    """Compute every case again; the first difference of each is recorded where the case states what it expected.

    One wrong rule moves all that follows from it: a line a case is enough to mend it.
    """
    for rang, un in enumerate(cas.cas):
        if not _lectures_connues(rang, un, regles, document):
            continue
        resultat = regles.calculer(un.calculateur, un.entrees, hypotheses=un.lectures or None).en_json()
        for chemin, attendu, obtenu in (ecarts := list(_ecarts(un, resultat)))[:1]:
            lieu = document.situer(("cas", rang, *chemin))
            quoi = f"{chemin[-1]} attendu" if chemin[0] == "attendu" else "hypothèse attendue"
            autres = len(ecarts) - 1 if chemin != _STATUT else 0
            suite = f" ({autres} autre{'s' * (autres > 1)} écart{'s' * (autres > 1)})" if autres else ""
            conseil = "corrigez la règle ou le cas"
            document.signaler(lieu, f"cas {un.id} : {quoi} {attendu}, obtenu {obtenu}{suite} ; {conseil}")


def _lectures_connues(rang: int, cas: Cas, regles: Regles, document: Document) -> bool:
    """Whether the sheet has the readings that a case chooses; without them nothing is computed."""
    bon = True
    for code, lecture in cas.lectures.items():
        chemin: Chemin = ("cas", rang, "lectures", code)
        if code not in regles.hypotheses:
            quoi = f"hypothèse inconnue {guillemets(code)} ; {proche(code, regles.hypotheses)}"
        elif lecture not in (lectures := regles.hypotheses[code].lectures):
            quoi = f"lecture inconnue de {code} : {guillemets(lecture)} ; {proche(lecture, lectures)}"
        else:
            continue
        bon = False
        document.signaler(document.situer(chemin, cle=code not in regles.hypotheses), quoi)
    return bon


def _ecarts(cas: Cas, resultat: Mapping[str, Any]) -> Iterator[tuple[Chemin, str, str]]:
    """Place in the case, what was expected, what came out."""
    attendu = cas.attendu
    if attendu.statut and attendu.statut != resultat["statut"]:
        detail = "".join(f" ({e['champ']} : {e['message']})" for e in resultat["erreurs"][:1])
        yield _STATUT, attendu.statut, resultat["statut"] + detail
    for cle, valeur in attendu.valeurs.items():
        obtenue = resultat["valeurs"].get(cle, _ABSENTE)
        if not egales(valeur, obtenue):
            yield ("attendu", "valeurs", cle), valeur or "rien", _ecrire(obtenue)
    champ = next((erreur["champ"] for erreur in resultat["erreurs"]), "aucune erreur")
    if attendu.champ and attendu.champ != champ:
        yield ("attendu", "champ"), attendu.champ, champ
    codes = [hypothese["code"] for hypothese in resultat["hypotheses"]]
    for rang, code in enumerate(cas.hypotheses):
        if code not in codes:
            yield ("hypotheses", rang), code, ", ".join(codes) or "aucune"


_ABSENTE = object()


def _ecrire(valeur: Any) -> str:
    return "rien" if valeur is _ABSENTE else "null" if valeur is None else str(valeur)


def egales(attendue: str, obtenue: Any) -> bool:
    """Amounts and words are the same string; counts and rates the same number; `null` is nothing to divide by."""
    if isinstance(obtenue, str):
        return attendue == obtenue
    if obtenue is None:
        return attendue in _NUL
    if isinstance(obtenue, int | float) and _NOMBRE.fullmatch(attendue):
        return Decimal(attendue) == Decimal(str(obtenue))
    return False
