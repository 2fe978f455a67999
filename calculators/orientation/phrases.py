"""The sentences of a referent's list: why a sheet suits or not, which answer would change it."""

from __future__ import annotations

from collections.abc import Sequence

from calculators.orientation.avis import Avis
from calculators.orientation.changements import Changement
from calculators.orientation.institutions import de
from calculators.trace import Ligne
from calculators.typographie import en_suite, enumerer

_VERBES = {"eligible": "Conviendrait", "a_verifier": "Serait à vérifier", "non_eligible": "Ne conviendrait plus"}
_RESTE = "Il reste à faire"
"""Before the paperwork, whether the verdict waits for it or not: the person's case is the same."""
_DETAIL_MAX = 2
"""Up to that many unknown conditions are shown whole; more are named, their clauses folded."""


def dire_avis(avis: Avis) -> tuple[str, str, list[Ligne]]:
    """Why, in a sentence and what follows it; and the conditions to show whole."""
    if avis.ailleurs:
        return f"Fiche {de(avis.fiche.institution)}.", f"Territoire indiqué : {avis.ailleurs}.", []
    if avis.groupe == "eligible":
        tenues = sum(ligne.verdict == "satisfaite" for ligne in avis.conditions)
        phrase = (
            f"Les {tenues} conditions vérifiées sont remplies." if tenues > 1 else "La condition vérifiée est remplie."
        )
        reste = f"{_RESTE} : {_noms(avis.a_faire)}."
        return phrase, reste if avis.a_faire else "", []
    if avis.des_que:
        restent = [ligne for ligne in avis.conditions if ligne.verdict != "satisfaite"]
        if avis.groupe == "non_eligible":
            return "Ne convient pas tant que ceci n'est pas fait :", "", restent
        return f"Convient à la personne. {_RESTE} :", "", restent
    if avis.groupe == "a_verifier":
        manquantes = avis.manquantes
        if not manquantes:
            return "La fiche attend une réponse.", "", []
        court = len(manquantes) <= _DETAIL_MAX
        a_verifier = _conditions(manquantes, "à vérifier")
        return (a_verifier, "", manquantes) if court else (a_verifier, f"{_noms(manquantes)}.", [])
    return avis.resultat.phrase, "", avis.manquantes


def dire_groupe(avis: Sequence[Avis], compte: int) -> str:
    """How many sheets that are to be checked wait for paperwork alone; nothing where some are not shown."""
    pretes = sum(bool(un.des_que) for un in avis if un.groupe == "a_verifier")
    if not pretes or len(avis) < compte:
        return ""
    if pretes == compte:
        return "Il n'y manque que des démarches."
    return f"Pour {pretes} d'entre elles, il ne manque que des démarches."


def dire_a_part(nombre: int) -> str:
    """Of the sheets without a public of their own."""
    if nombre == 1:
        return "1 fiche reste à part : elle ne dit pas à qui elle s'adresse."
    return f"{nombre} fiches restent à part : elles ne disent pas à qui elles s'adressent."


def _conditions(lignes: Sequence[Ligne], quoi: str) -> str:
    plusieurs = len({ligne.libelle for ligne in lignes}) > 1
    return f"Condition{'s' if plusieurs else ''} {quoi} :"


def _noms(lignes: Sequence[Ligne]) -> str:
    return " ; ".join(dict.fromkeys(en_suite(ligne.libelle) for ligne in lignes))


def dire_changement(changement: Changement) -> str:
    """« Conviendrait avec « oui » à la question : », before the question itself."""
    verbe = _VERBES[changement.groupe]
    mots = [f"« {mot} »" for mot in changement.mots]
    if changement.question.champ.type not in ("oui_non", "choix", "choix_multiples"):
        return f"{verbe} avec, par exemple, {mots[0]} à la question : "
    if len(mots) > 1:
        return f"{verbe} avec l'une de ces réponses, {enumerer(mots, 'ou')}, à la question : "
    return f"{verbe} avec {mots[0]} à la question : "
