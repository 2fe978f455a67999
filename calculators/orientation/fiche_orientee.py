"""One sheet among those that are asked about a person: its rules, and the questions that answer its own fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from calculators.calculateur import Calculateur
from calculators.champs import Champ
from calculators.orientation.changements import Reponses
from calculators.orientation.questions import Question, Questionnaire, entrees_de
from calculators.regles import Regles
from calculators.resultat import Resultat

_GROUPES = {
    "conforme": "eligible",
    "non_conforme": "non_eligible",
    "erreur_saisie": "a_verifier",  # a sheet that can say nothing yet
}
_MEMOIRE = 64


@dataclass
class FicheOrientee:
    """A sheet as the list shows it, and its eligibility rules."""

    id: str
    repere: str
    titre: str
    departement: str
    """Its territory's key; empty where the sheet does not name one."""
    nom_departement: str
    institution: str
    """What its authority is called, else its territory."""
    adresse: str
    """From the root of the site."""
    faits: tuple[str, ...]
    """Its duration and its format in a few words."""
    contact: tuple[tuple[str, str], ...]
    """Whom to call, in pieces: words, and the address that a number calls; empty where the sheet names nobody."""
    validite: tuple[str, str]
    """Its first and last days, in ISO; empty where it has none. Only the reader's browser knows what day it is."""
    regles: Regles
    questions: list[tuple[Question, Champ]] = field(default_factory=list, repr=False)
    _noms: dict[str, str] = field(default_factory=dict, repr=False)
    _resultats: dict[str, Resultat] = field(default_factory=dict, repr=False)

    @property
    def calculateur(self) -> Calculateur | None:
        """Its eligibility calculator."""
        return self.regles.calculateurs.get("eligibilite")

    @property
    def champs(self) -> Mapping[str, Champ]:
        """The fields of its own form."""
        return self.calculateur.champs if self.calculateur else {}

    def relier(self, questionnaire: Questionnaire) -> None:
        """Tie each of its fields to the question that answers it."""
        self._noms = {cle: questionnaire.nom(champ) for cle, champ in self.champs.items()}
        par_nom = {question.nom: question for question in questionnaire.questions}
        self.questions = [(par_nom[self._noms[cle]], champ) for cle, champ in self.champs.items()]

    def nom(self, cle: str) -> str:
        """The question behind a field."""
        return self._noms.get(cle, cle)

    def entrees(self, reponses: Reponses) -> dict[str, Any]:
        """What its own calculator is asked."""
        return entrees_de(self.champs, self._noms, reponses)

    def resultat(self, reponses: Reponses) -> Resultat:
        """Its own calculator's answer; computed once for the same answers to its own questions."""
        entrees = self.entrees(reponses)
        cle = repr(entrees)
        if cle not in self._resultats:
            if len(self._resultats) >= _MEMOIRE:
                self._resultats.clear()
            self._resultats[cle] = self._calculer(entrees)
        return self._resultats[cle]

    def _calculer(self, entrees: Mapping[str, Any]) -> Resultat:
        resultat = self.regles.calculer("eligibilite", entrees)
        refusees = {erreur.champ for erreur in resultat.erreurs} & set(entrees)
        # Answers that can't stand together in this sheet's form are unknown to it.
        return self._calculer({c: v for c, v in entrees.items() if c not in refusees}) if refusees else resultat

    def groupe(self, reponses: Reponses) -> str:
        """Where its verdict puts it, wherever the person lives."""
        statut = self.resultat(reponses).statut
        return _GROUPES.get(statut, statut)
