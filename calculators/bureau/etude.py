"""A study: what a sheet's rules pay in one case, and the budget that it goes into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from calculators.bureau.budget import Budget, dresser
from calculators.bureau.plan import Plan
from calculators.champs import Champ
from calculators.erreurs import SaisieInvalide, plus_proche
from calculators.exploration import Exploration
from calculators.regles import Regles
from calculators.resultat import Erreur, Resultat
from calculators.saisie import Valeur
from calculators.trace import Donnee
from calculators.typographie import guillemets, typographie

CALCULATEUR = "financement"
"""The calculator that the desk is about."""


@dataclass(frozen=True)
class Scenario:
    """A named case: what was typed in the rules' fields and in the budget's, and the readings chosen."""

    nom: str
    entrees: Mapping[str, Any]
    hypotheses: Mapping[str, str]


@dataclass(frozen=True)
class Reponse:
    """An answer in words, and the number or the day that it is, where it is one."""

    texte: str
    valeur: Donnee = None
    unite: str = ""


@dataclass(frozen=True)
class Etude:
    """A case studied."""

    scenario: Scenario
    resultat: Resultat
    budget: Budget
    erreurs: tuple[Erreur, ...]
    """What can't be used in the budget's own fields; those of the rules are in `resultat`."""
    cle: str
    """Key of what the Département pays, among the values of the result; empty where the sheet doesn't say it."""
    versement: Fraction | None
    """What it pays, to the cent; `None` while the rules can't say it."""
    attendu: Champ | None
    """The field that the payment waits for; `None` where it is known, or waits for something else."""
    donnees: Mapping[str, Reponse]
    """What the rules were given: the label of a field or the question of a hypothesis → what was answered."""

    @property
    def fautives(self) -> list[str]:
        """The lines of the budget that can't be read: a total without them would be another budget's."""
        champs = self.budget.plan.champs
        return list(dict.fromkeys(champs[e.champ].libelle for e in self.erreurs if e.champ in champs))


def etudier(regles: Regles, plan: Plan, scenario: Scenario) -> Etude:
    """Apply the rules to a case and draw up its budget. No input makes it raise."""
    champs = regles.calculateurs[CALCULATEUR].champs
    connus = {**champs, **plan.champs}
    erreurs = [
        Erreur(cle, typographie(f"Champ inconnu {guillemets(cle)} ; {plus_proche(cle, list(connus))}"))
        for cle in scenario.entrees
        if cle not in connus
    ]
    des_regles = {cle: brut for cle, brut in scenario.entrees.items() if cle in champs}
    resultat = regles.calculer(CALCULATEUR, des_regles, dict(scenario.hypotheses))
    saisies: dict[str, Fraction] = {}
    for cle, champ in plan.champs.items():
        try:
            valeur: Valeur | None = champ.lire(scenario.entrees.get(cle))
        except SaisieInvalide as erreur:
            erreurs.append(Erreur.nommee(cle, champ.libelle, erreur))
            continue
        if isinstance(valeur, Fraction):
            saisies[cle] = valeur
    for poste in plan.postes:
        couple = (f"{poste.cle}_heures", f"{poste.cle}_taux")
        donnes = [cle for cle in couple if cle in saisies]
        if len(donnes) == 1 and not any(erreur.champ in couple for erreur in erreurs):
            (manquant,) = set(couple) - set(donnes)
            faute = SaisieInvalide("Saisissez cette valeur aussi ; il faut les heures et leur taux.")
            erreurs.append(Erreur.nommee(manquant, plan.champs[manquant].libelle, faute))
    cle = regles.calculateurs[CALCULATEUR].versement
    versement = _versement(resultat, cle)
    donnees = _reponses(regles, des_regles, scenario.hypotheses)
    attendu = _attendu(regles, resultat, des_regles, scenario.hypotheses) if cle and versement is None else None
    budget = dresser(plan, saisies, versement)
    return Etude(scenario, resultat, budget, tuple(erreurs), cle, versement, attendu, donnees)


def _attendu(
    regles: Regles, resultat: Resultat, entrees: Mapping[str, Any], lectures: Mapping[str, str]
) -> Champ | None:
    """The field that the payment waits for: what the rules ask for, else what chance will tell, if it is enough."""
    calculateur = regles.calculateurs[CALCULATEUR]
    vides = {cle: champ for cle, champ in calculateur.champs.items() if entrees.get(cle) in (None, "")}
    demandes = [*(erreur.champ for erreur in resultat.erreurs), *resultat.manques]
    alea = calculateur.alea
    if alea and alea.champ in vides and set(demandes) <= {alea.champ}:
        cas = Exploration(regles, CALCULATEUR, entrees, lectures)
        return vides[alea.champ] if cas.sortie(alea.champ, Fraction(1), calculateur.versement) is not None else None
    return next((vides[cle] for cle in demandes if cle in vides), None)


def _reponses(regles: Regles, entrees: Mapping[str, Any], lectures: Mapping[str, str]) -> dict[str, Reponse]:
    donnees = {}
    for cle, brut in entrees.items():
        champ = regles.calculateurs[CALCULATEUR].champs[cle]
        try:
            lue = champ.lire(brut)
        except SaisieInvalide:
            donnees[champ.libelle] = Reponse(str(brut))
            continue
        valeur = lue if isinstance(lue, Fraction | date) else None
        donnees[champ.libelle] = Reponse(champ.ecrire(lue), valeur, champ.unite)
    for code, lecture in lectures.items():
        if hypothese := regles.hypotheses.get(code):
            donnees[hypothese.texte] = Reponse(hypothese.lectures.get(lecture, ""))
    return donnees


def _versement(resultat: Resultat, cle: str) -> Fraction | None:
    """What a result pays: where a reading or a value is missing there is none, and no other amount stands for it."""
    for ligne in resultat.lignes:
        if ligne.cle == cle and ligne.unite == "€" and isinstance(ligne.valeur, Fraction):
            return ligne.valeur
    return None
