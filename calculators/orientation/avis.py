"""What one sheet says of one person: its own calculator's verdict, and what a referent needs to know around it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from calculators.faits import DEMARCHES
from calculators.orientation.changements import FAVEUR, Changement, Reponses, changements, demarches_utiles
from calculators.orientation.fiche_orientee import FicheOrientee
from calculators.orientation.questions import vide
from calculators.resultat import Resultat
from calculators.saisie import INCONNU
from calculators.trace import Controle, Ligne

TERRITOIRE = "fiche:departement"
"""The name of the question on the territory; no fact's key holds a colon."""


@dataclass(frozen=True)
class Avis:
    """The verdict of one sheet, computed as far as it is read."""

    fiche: FicheOrientee
    reponses: Reponses
    ailleurs: str = ""
    """The name of the person's territory, where it is not the sheet's."""

    @cached_property
    def resultat(self) -> Resultat:
        """The answer of the sheet's own calculator."""
        return self.fiche.resultat(self.reponses)

    @property
    def entrees(self) -> dict[str, Any]:
        """What the sheet's own calculator is asked of the person."""
        return self.fiche.entrees(self.reponses)

    @property
    def statut(self) -> str:
        """The word of the sheet's own calculator."""
        return self.resultat.statut

    @cached_property
    def groupe(self) -> str:
        """Where it is listed: another territory's sheet does not suit, whatever its rules say."""
        return "non_eligible" if self.ailleurs else self.fiche.groupe(self.reponses)

    @property
    def rang(self) -> tuple[int, ...]:
        """Within its group: the priority public first, then what lacks least, another territory last."""
        if self.ailleurs:
            return (1,)
        manquent = [ligne for ligne in self._lignes if ligne.verdict != "satisfaite"]
        return (0, not self.priorites, sum(li.cle not in DEMARCHES for li in manquent), len(manquent))

    @property
    def _lignes(self) -> list[Ligne]:
        return [ligne for ligne in self.resultat.lignes if ligne.verdict]

    @property
    def priorites(self) -> list[Controle]:
        """Why the person has priority here; nobody has where the sheet does not suit."""
        if self.groupe == "non_eligible":
            return []
        return [alerte for alerte in self.resultat.alertes if alerte.sujet == "priorite"]

    @property
    def attendues(self) -> set[str]:
        """Questions whose answer the verdict waits for."""
        if self.statut == "erreur_saisie":
            return {self.fiche.nom(erreur.champ) for erreur in self.resultat.erreurs}
        return {self.fiche.nom(ligne.cle) for ligne in self._lignes if ligne.verdict == "inconnue"}

    @cached_property
    def conditions(self) -> list[Ligne]:
        """Every condition of the sheet, the paperwork that nobody asked about included."""
        oubliees = {q.nom: INCONNU for q, _ in self.fiche.questions if q.demarche and vide(self.reponses.get(q.nom))}
        pleine = self.fiche.resultat({**self.reponses, **oubliees})
        dites = {(ligne.cle, ligne.libelle): ligne for ligne in self._lignes}
        return [
            dites.get((ligne.cle, ligne.libelle), replace(ligne, mots="non renseigné"))
            for ligne in pleine.lignes
            if ligne.verdict
        ]

    @property
    def a_faire(self) -> list[Ligne]:
        """The paperwork that is not done, or not known to be."""
        return [li for li in self.conditions if li.cle in DEMARCHES and li.verdict != "satisfaite"]

    @property
    def manquantes(self) -> list[Ligne]:
        """Conditions that keep the sheet from suiting: not held where one is not, else unknown."""
        verdict = "non_satisfaite" if self.statut == "non_eligible" else "inconnue"
        return [ligne for ligne in self._lignes if ligne.verdict == verdict]

    @cached_property
    def des_que(self) -> dict[str, Any]:
        """The paperwork after which the sheet suits, as answers; empty where paperwork is not all that lacks."""
        restent = {ligne.cle for ligne in self.conditions if ligne.verdict != "satisfaite"}
        if self.ailleurs or self.groupe == "eligible" or not restent <= set(DEMARCHES) or not self.fiche.calculateur:
            return {}
        posees = [(q, champ) for q, champ in self.fiche.questions if champ.cle in restent]
        return demarches_utiles(posees, self.fiche.calculateur, self.reponses, self.fiche.groupe)

    @cached_property
    def changements(self) -> list[Changement]:
        """Single answers that would move the sheet to another group; nobody is told to live elsewhere."""
        calculateur = self.fiche.calculateur
        if calculateur is None or self.ailleurs:
            return []
        return changements(self.fiche.questions, calculateur, self.reponses, self.fiche.groupe)

    @property
    def utiles(self) -> list[Changement]:
        """Those that are better for the person: under which the sheet suits, else under which it would be to check."""
        meilleurs = [c for c in self.changements if FAVEUR[c.groupe] > FAVEUR[self.groupe]]
        return [c for c in meilleurs if c.groupe == "eligible"] or meilleurs

    def en_json(self) -> dict[str, Any]:
        """As plain data: every claim can be replayed."""
        return {
            "id": self.fiche.id,
            "statut": self.statut,
            "groupe": self.groupe,
            "conditions": [ligne.en_json() for ligne in self.conditions],
            "des_que": self.des_que,
            "changements": [changement.en_json() for changement in self.changements],
        }
