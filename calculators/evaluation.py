"""What one evaluation of a calculator's rules gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calculators.calendrier import Evenement
from calculators.saisie import Valeur
from calculators.trace import Controle, Donnee, Ligne


@dataclass(kw_only=True)
class Evaluation:
    """What one evaluation gave, under one reading of each hypothesis."""

    lignes: dict[str, Ligne]
    """Key → line; several conditions may bear on one fact, so their label goes into their key."""
    controles: list[Controle]
    lues: set[str]
    manques: list[str]
    """Fields to give so that what the reader began can be computed."""
    attendus: list[str]
    """Fields that any rule was waiting for, in the order of the form."""
    questions: Mapping[str, str]
    """What is missing where no required field asks for it, in words → the field that may give it, if any."""
    verdict: str
    silence: str
    vide: bool
    """Whether no rule at all could be applied."""
    appliquees: frozenset[int]
    """Ranks of the rules that could be applied."""
    evenements: list[Evenement]
    """What the rules laid on the calendar."""
    valeurs: Mapping[str, Valeur | None]
    """Every value, those that no line shows included."""
    unites: Mapping[str, str]

    @property
    def muette(self) -> bool:
        """Whether nothing was found that a reader could use, while a field is waited for."""
        parle = (
            any(not ligne.verdict for ligne in self.lignes.values())
            or self.verdict
            or self.silence
            or self.questions
            or any(controle.niveau in ("bloquant", "a_verifier") for controle in self.controles)
        )
        return self.vide or (not parle and bool(self.manques or (self.attendus and not self.lignes)))

    @property
    def rompues(self) -> int:
        """How many obligations are broken."""
        return sum(controle.niveau == "bloquant" for controle in self.controles)

    @property
    def statut(self) -> str:
        """`conforme`, `non_conforme`, `a_verifier`, `sans_objet`, or the verdict on a person."""
        if self.silence:
            return "sans_objet"
        niveaux = {controle.niveau for controle in self.controles}
        if self.verdict:  # of the conditions alone: a limit that is not kept beside them refuses as well
            if self.verdict == "non_eligible" or "bloquant" in niveaux:
                return "non_eligible"
            attend = self.questions or not set(self.manques).isdisjoint(self.attendus)
            return "a_verifier" if "a_verifier" in niveaux or attend else self.verdict
        if "bloquant" in niveaux:
            return "non_conforme"
        return "a_verifier" if "a_verifier" in niveaux or self.manques or self.questions else "conforme"

    def valeur(self, cle: str) -> Donnee:
        """The value under a key, `None` where it was not computed."""
        return self.lignes[cle].valeur if cle in self.lignes else None
