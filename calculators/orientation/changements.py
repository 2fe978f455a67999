"""Which answer would change what a sheet says of a person: found by asking the sheet again, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice, product
from typing import Any

from calculators.calculateur import Calculateur
from calculators.champs import Champ
from calculators.conditions import Condition, Fait, Groupe, SelonLecture
from calculators.mecanismes.public import Public
from calculators.nombres import formater_nombre
from calculators.orientation.questions import Question
from calculators.quantites import Litteral
from calculators.saisie import AUCUNE, Valeur

Reponses = Mapping[str, Any]
"""Question → what was answered, as the form sends it."""

Grouper = Callable[[Reponses], str]
"""The group of a sheet for a set of answers."""

FAVEUR = {"non_eligible": 0, "a_verifier": 1, "eligible": 2}
"""Of two groups, the better one for the person has the greater number."""

_COMBINAISONS_MAX = 64


@dataclass(frozen=True)
class Changement:
    """One answer given otherwise, and the group where it would put the sheet."""

    question: Question
    valeurs: tuple[Any, ...]
    """Each would do alone, as the form would send it."""
    mots: tuple[str, ...]
    """The same in words."""
    groupe: str

    def en_json(self) -> dict[str, Any]:
        """As plain data, so that it can be replayed."""
        return {"question": self.question.nom, "valeurs": list(self.valeurs), "groupe": self.groupe}


def changements(
    posees: Sequence[tuple[Question, Champ]],
    calculateur: Calculateur,
    reponses: Reponses,
    grouper: Grouper,
) -> list[Changement]:
    """Every single answer that would move the sheet to another group; the better groups come first."""
    avant = grouper(reponses)
    trouves: dict[tuple[str, str], list[tuple[Any, str]]] = {}
    for question, champ in posees:
        brut = reponses.get(question.nom)
        for valeur, mots in _autres_reponses(question, champ, calculateur, brut):
            apres = grouper({**reponses, question.nom: valeur})
            if apres != avant:
                trouves.setdefault((question.nom, apres), []).append((valeur, mots))
    changes = []
    for question, _ in posees:
        for groupe in FAVEUR:
            if vus := trouves.get((question.nom, groupe)):
                valeurs, noms = zip(*vus, strict=True)
                changes.append(Changement(question, valeurs, noms, groupe))
    return sorted(changes, key=lambda c: -FAVEUR[c.groupe])


def demarches_utiles(
    posees: Sequence[tuple[Question, Champ]], calculateur: Calculateur, reponses: Reponses, grouper: Grouper
) -> dict[str, Any]:
    """Answers to all of these questions together under which the sheet suits; empty where there are none."""
    choix = [
        [valeur for valeur, _ in _autres_reponses(question, champ, calculateur, reponses.get(question.nom))]
        for question, champ in posees
    ]
    for valeurs in islice(product(*choix), _COMBINAISONS_MAX) if posees else ():
        essai = {question.nom: valeur for (question, _), valeur in zip(posees, valeurs, strict=True)}
        if grouper({**reponses, **essai}) == "eligible":
            return essai
    return {}


def _autres_reponses(
    question: Question, champ: Champ, calculateur: Calculateur, brut: Any
) -> Iterator[tuple[Any, str]]:
    """Answers that differ from the one given, each with its words: those that the sheet's own field accepts."""
    lue = question.champ.lire_ou_rien(brut)
    if champ.type == "oui_non":
        yield from ((mot, mot) for mot in ("oui", "non") if mot != lue)
    elif champ.type == "choix":
        yield from ((mot, champ.nommer(mot)) for mot in champ.options if mot != lue)
    elif champ.type == "choix_multiples":
        choisis = [str(mot) for mot in lue] if isinstance(lue, tuple) else []
        yield from _autres_choix(champ, choisis, lue == ())
    else:
        for texte in _limites(calculateur, champ.cle, lue):
            autre = champ.lire_ou_rien(texte)
            if autre is not None and autre != lue and question.champ.lire_ou_rien(texte) is not None:
                yield texte, champ.repondre(autre)


def _autres_choix(champ: Champ, choisis: list[str], aucune: bool) -> Iterator[tuple[Any, str]]:
    for mot in champ.options:
        if mot not in choisis:
            yield [*choisis, mot], f"{champ.nommer(mot)} en plus" if choisis else champ.nommer(mot)
    for mot in choisis:
        if len(choisis) > 1 and mot in champ.options:
            yield [autre for autre in choisis if autre != mot], f"{champ.nommer(mot)} en moins"
    if not aucune:
        yield [AUCUNE], AUCUNE


def _limites(calculateur: Calculateur, cle: str, lue: Valeur | None) -> list[str]:
    """Around each bound that a condition sets to a number or a date: on it, just under, just over; nearest first."""
    nombres: set[Fraction] = set()
    jours: set[date] = set()
    for fait in _faits(calculateur):
        if fait.champ == cle:
            bornes = [lim.quantite.nombre for lim in fait.limites.values() if isinstance(lim, Litteral)]
            nombres.update(borne + pas for borne in bornes for pas in (-1, 0, 1))
            dits = [jour for jour in fait.dates.values() if isinstance(jour, date)]
            jours.update(jour + timedelta(pas) for jour in dits for pas in (-1, 0, 1))
    repere = lue if isinstance(lue, Fraction) else Fraction(0)
    possibles = sorted((n for n in nombres if n >= 0), key=lambda n: (abs(n - repere), n))
    return [formater_nombre(n) for n in possibles] + [jour.isoformat() for jour in sorted(jours)]


def _faits(calculateur: Calculateur) -> Iterator[Fait]:
    for mecanisme in calculateur.mecanismes:
        if isinstance(mecanisme, Public):
            for condition in mecanisme.conditions:
                yield from _feuilles(condition)


def _feuilles(condition: Condition) -> Iterator[Fait]:
    if isinstance(condition, Fait):
        yield condition
    elif isinstance(condition, Groupe):
        for autre in condition.parmi:
            yield from _feuilles(autre)
    elif isinstance(condition, SelonLecture):
        for autre in condition.cas.values():
            yield from _feuilles(autre)
