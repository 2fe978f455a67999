"""From what a reader typed to a result: read the fields, evaluate under every reading left open, compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice, product
from math import prod
from typing import TYPE_CHECKING, Any

from calculators.calculateur import NOMS, Calculateur
from calculators.calendrier import reunir
from calculators.erreurs import SaisieInvalide, plus_proche
from calculators.evaluation import Evaluation
from calculators.hypotheses import Hypothese
from calculators.lectures import Comparaison, Lectures
from calculators.resultat import Erreur, Resultat, nommer
from calculators.saisie import Valeur
from calculators.trace import Controle
from calculators.typographie import enumerer, guillemets, typographie

if TYPE_CHECKING:
    from calculators.regles import Regles

_COMBINAISONS_MAX = 64
"""Beyond it, open hypotheses vary one at a time: a sheet has two or three of them."""

_INCONNUS_MAX = 20
"""Unknown fields told of one request."""
_REPRIS_MAX = 200
"""Letters of a name that the answer takes up from a request: nothing bounds what is sent."""


def calculer(regles: Regles, nom: str, entrees: Any, hypotheses: Any = None) -> Resultat:
    """The result of a calculator on what a reader typed. No input makes it raise: it answers `erreur_saisie`."""
    if nom not in NOMS:
        return en_erreur(
            regles.fiche, nom, "calculateur", f"Calculateur inconnu {guillemets(nom)} ; {plus_proche(nom, list(NOMS))}"
        )
    calculateur = regles.calculateurs.get(nom)
    if calculateur is None:
        message = "La fiche ne contient aucune règle sur ce point."
        return Resultat(regles.fiche, nom, "sans_objet", message=message)
    # A silent calculator asks for nothing: whatever it is sent, it says that the sheet is silent.
    saisies, erreurs = lire_entrees(calculateur, entrees) if calculateur.champs else ({}, [])
    return conclure(regles, calculateur, saisies, erreurs, hypotheses)


def conclure(
    regles: Regles, calculateur: Calculateur, saisies: Mapping[str, Valeur], erreurs: list[Erreur], hypotheses: Any
) -> Resultat:
    """The result of a calculator on values already read, with the faults found while reading them."""
    nom = calculateur.nom
    choisies, erreurs_hypotheses = _lire_hypotheses(regles.hypotheses, hypotheses)
    if erreurs := erreurs + erreurs_hypotheses:
        return Resultat(regles.fiche, nom, "erreur_saisie", erreurs=tuple(erreurs))
    try:
        return _composer(regles, calculateur, saisies, choisies)
    except SaisieInvalide as erreur:
        # What several values lead to (a day that no calendar has) is told of the first one typed.
        cle = erreur.champ or next(iter(saisies), "")
        libelle = calculateur.champs[cle].libelle if cle in calculateur.champs else ""
        return Resultat(regles.fiche, nom, "erreur_saisie", erreurs=(Erreur.nommee(cle, libelle, erreur),))


def en_erreur(fiche: str, calculateur: str, champ: str, message: str) -> Resultat:
    """The answer to a request that can't be computed."""
    erreur = Erreur(champ[:_REPRIS_MAX], typographie(message))
    return Resultat(fiche[:_REPRIS_MAX], calculateur[:_REPRIS_MAX], "erreur_saisie", erreurs=(erreur,))


def lire_entrees(calculateur: Calculateur, entrees: Any) -> tuple[dict[str, Valeur], list[Erreur]]:
    """What was typed in the fields of a form, and what can't be read."""
    if not isinstance(entrees, Mapping):
        return {}, [Erreur("entrees", "Donnez les entrées sous la forme clé = valeur.")]
    saisies: dict[str, Valeur] = {}
    erreurs = []
    inconnus = (str(cle) for cle in entrees if cle not in calculateur.champs)
    for cle in islice(inconnus, _INCONNUS_MAX):  # the nearest to each is looked for
        suite = plus_proche(cle, list(calculateur.champs))
        erreurs.append(Erreur(cle[:_REPRIS_MAX], typographie(f"Champ inconnu {guillemets(cle)} ; {suite}")))
    for cle, champ in calculateur.champs.items():
        try:
            valeur = champ.lire(entrees.get(cle))
        except SaisieInvalide as erreur:
            erreurs.append(Erreur.nommee(cle, champ.libelle, erreur))
            continue
        if valeur is not None:
            saisies[cle] = valeur
    for cle in saisies:
        if ensemble := [autre for autre in calculateur.champs[cle].exclut if autre in saisies]:
            autres = enumerer([guillemets(calculateur.champs[autre].libelle, 80) for autre in ensemble])
            erreurs.append(Erreur(cle, typographie(f"Ne remplissez pas ce champ en même temps que {autres}.")))
    return saisies, erreurs


def _lire_hypotheses(connues: Mapping[str, Hypothese], demandees: Any) -> tuple[dict[str, str], list[Erreur]]:
    if demandees is None:
        return {}, []
    if not isinstance(demandees, Mapping):
        return {}, [Erreur("hypotheses", "Donnez les hypothèses sous la forme code : lecture.")]
    choisies, erreurs = {}, []
    for code, lecture in demandees.items():
        if code not in connues:
            message = f"Hypothèse inconnue {guillemets(str(code))} ; {plus_proche(str(code), list(connues))}"
            erreurs.append(Erreur("hypotheses", typographie(message)))
        elif not isinstance(lecture, str) or lecture not in connues[code].lectures:
            mot = lecture if isinstance(lecture, str) else "?"
            suite = plus_proche(mot, list(connues[code].lectures))
            message = f"Lecture inconnue de {code} : {guillemets(mot)} ; {suite}"
            erreurs.append(Erreur("hypotheses", typographie(message)))
        else:
            choisies[code] = lecture
    return choisies, erreurs


def _composer(
    regles: Regles, calculateur: Calculateur, saisies: Mapping[str, Valeur], choisies: Mapping[str, str]
) -> Resultat:
    def evaluer(lectures: Lectures) -> Evaluation:
        return calculateur.evaluer(saisies, regles.hypotheses, {**choisies, **lectures})

    cas = _combiner(_ouvertes(regles, calculateur, choisies))
    comparaison = Comparaison(calculateur, regles.hypotheses, choisies, [(lus, evaluer(lus)) for lus in cas], evaluer)
    evaluations = [evaluation for _, evaluation in comparaison.evaluations]
    # What any reading waits for, whichever the sheet names first.
    manques = calculateur.dans_l_ordre(cle for evaluation in evaluations for cle in evaluation.manques)
    juge = any(evaluation.verdict for evaluation in evaluations)
    if (cle := _a_demander(calculateur, saisies, evaluations, manques, juge)) is not None:
        champ = calculateur.champs.get(cle)
        faute = SaisieInvalide("Saisissez cette valeur, le calcul en a besoin.")
        erreur = Erreur.nommee(cle, champ.libelle if champ else "", faute)
        return Resultat(regles.fiche, calculateur.nom, "erreur_saisie", erreurs=(erreur,))
    alertes = comparaison.controles()
    champs_attendus = [] if juge else [calculateur.champs[cle].libelle for cle in manques]
    alertes += [Controle("a_verifier", *_dire_manque(libelle), sujet="manque") for libelle in champs_attendus]
    questions = {question: cle for evaluation in evaluations for question, cle in evaluation.questions.items()}
    for question, cle in questions.items():
        correction = f"Saisissez {guillemets(calculateur.champs[cle].libelle, 80)}." if cle else ""
        alertes.append(Controle("a_verifier", f"Il manque : {question}.", "", correction))
    lignes = comparaison.lignes()
    connues = {ligne.cle for ligne in lignes}
    return Resultat(
        regles.fiche,
        calculateur.nom,
        comparaison.statut,
        tuple(lignes),
        tuple(comparaison.hypotheses()),
        tuple(alertes),
        principale=next((cle for cle in calculateur.resultat if cle in connues), ""),
        message=comparaison.premiere.silence,
        manques=tuple(manques),
        attentes=(*nommer(champs_attendus), *questions),
        evenements=tuple(reunir([(_nommer(regles, lus), e.evenements) for lus, e in comparaison.evaluations])),
    )


def _ouvertes(regles: Regles, calculateur: Calculateur, choisies: Mapping[str, str]) -> dict[str, list[str]]:
    """The questions that the text leaves open and that the reader has not answered, each with its readings."""
    return {
        code: list(hypothese.lectures)
        for code in calculateur.codes
        if (hypothese := regles.hypotheses[code]).ouverte and code not in choisies and len(hypothese.lectures) > 1
    }


def _combiner(ouvertes: Mapping[str, list[str]]) -> list[Lectures]:
    """Every way of answering them together; one at a time where that would be too many."""
    if prod(map(len, ouvertes.values())) > _COMBINAISONS_MAX:
        return [{code: lecture} for code, lectures in ouvertes.items() for lecture in lectures]
    return [dict(zip(ouvertes, choix, strict=True)) for choix in product(*ouvertes.values())]


def _a_demander(
    calculateur: Calculateur,
    saisies: Mapping[str, Valeur],
    evaluations: Sequence[Evaluation],
    manques: Sequence[str],
    juge: bool,
) -> str | None:
    """The field without which there is nothing to answer; `None` where there is something."""
    # « Je ne sais pas » is an answer: what it leaves out is to verify.
    requis = [cle for cle in manques if not calculateur.champs[cle].facultatif and cle not in saisies]
    repondu = any(cle in evaluation.lignes for evaluation in evaluations for cle in calculateur.resultat)
    sans_reponse = requis and calculateur.resultat and not repondu and not juge
    if not sans_reponse and not all(evaluation.muette for evaluation in evaluations):
        return None
    attendus = calculateur.dans_l_ordre(cle for evaluation in evaluations for cle in evaluation.attendus)
    return (requis or manques or attendus or list(calculateur.champs) or [""])[0]


def _dire_manque(libelle: str) -> tuple[str, str, str]:
    """What is missing, no clause, what to do."""
    if libelle.endswith("?"):
        return f"Une réponse manque : « {libelle} ».", "", "Répondez à cette question."
    return f"Il manque : {libelle}.", "", "Saisissez cette valeur."


def _nommer(regles: Regles, lectures: Lectures) -> str:
    """« si l'on retient : 3 mois », the readings of one evaluation in words."""
    return "si l'on retient : " + " ; ".join(regles.hypotheses[code].lectures[mot] for code, mot in lectures.items())
