"""A study: what a sheet's rules pay in one case, and the budget that it goes into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from calculators.bureau.budget import Budget, dresser, euros
from calculators.bureau.plan import Plan
from calculators.erreurs import SaisieInvalide, plus_proche
from calculators.regles import Regles
from calculators.reponse import nommer
from calculators.resultat import Erreur, Resultat
from calculators.saisie import Valeur
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
class Etude:
    """A case studied."""

    scenario: Scenario
    resultat: Resultat
    budget: Budget
    erreurs: tuple[Erreur, ...]
    """What can't be used in the budget's own fields; those of the rules are in `resultat`."""

    @property
    def versement(self) -> Fraction | None:
        """What the Département pays, to the cent; `None` while the rules can't say it."""
        return _versement(self.resultat)


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
            erreurs.append(Erreur(cle, nommer(champ.libelle, erreur.message)))
            continue
        if isinstance(valeur, Fraction):
            saisies[cle] = valeur
    for poste in plan.postes:
        couple = (f"{poste.cle}_heures", f"{poste.cle}_taux")
        donnes = [cle for cle in couple if cle in saisies]
        if len(donnes) == 1 and not any(erreur.champ in couple for erreur in erreurs):
            (manquant,) = set(couple) - set(donnes)
            message = "Saisissez cette valeur aussi : il faut les heures et leur taux."
            erreurs.append(Erreur(manquant, nommer(plan.champs[manquant].libelle, message)))
    return Etude(scenario, resultat, dresser(plan, saisies, _versement(resultat)), tuple(erreurs))


def _versement(resultat: Resultat) -> Fraction | None:
    """The main amount of a result: where a reading or a value is missing there is none."""
    for ligne in resultat.lignes:
        if ligne.cle == resultat.principale and ligne.unite == "€" and isinstance(ligne.valeur, Fraction):
            return ligne.valeur
    return None


def expliquer(etude: Etude) -> list[str]:
    """The balance in sentences: what is missing or left, and why."""
    budget = etude.budget
    phrases = []
    if etude.versement is None:
        phrases.append("Le versement du Département n'est pas encore connu : complétez les champs de la fiche.")
    elif budget.solde < 0:
        phrases.append(
            f"Il manque {euros(-budget.solde)} : l'action coûte {euros(budget.charges)}, "
            f"le Département verse {euros(budget.departement)} et les autres produits apportent "
            f"{euros(budget.produits - budget.departement)}."
        )
    elif budget.solde > 0:
        phrases.append(
            f"Les produits dépassent les charges de {euros(budget.solde)} : le formulaire veut un budget équilibré, "
            "retirez un produit ou complétez les charges."
        )
    else:
        phrases.append(f"Le budget est équilibré à {euros(budget.charges)}.")
    emplois, apports = budget.contributions
    if emplois != apports:
        phrases.append(
            f"Les contributions en nature doivent s'égaler : {euros(emplois)} au compte 86, {euros(apports)} au 87."
        )
    return [typographie(phrase) for phrase in phrases]
