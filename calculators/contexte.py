"""The state of one evaluation, under one reading of each hypothesis; mechanisms read and record through it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from calculators.calendrier import Evenement
from calculators.champs import Champ
from calculators.erreurs import SaisieInvalide
from calculators.hypotheses import Hypothese
from calculators.nombres import centimes
from calculators.saisie import Valeur
from calculators.trace import Controle, Donnee, Etapes, Ligne, Niveau, Phrase, Verdict

_BITS = 1000
"""Size of an exact number past which a rule is at fault: some 300 digits, where a budget has 12."""


class Manque(Exception):
    """A value that a rule needs was not given: the rule is passed over, and says which.

    `cle` is the field or value needed; `question` is a sentence where no field asks for it.
    """

    def __init__(self, cle: str, question: str = "") -> None:
        super().__init__(cle)
        self.cle = cle
        self.question = question
        self.entame = False
        """Whether the reader gave part of what the rule needs: it is what they are waiting for."""


class Contexte:
    """Values so far, lines and controls recorded, readings used."""

    def __init__(
        self,
        champs: Mapping[str, Champ],
        saisies: Mapping[str, Valeur],
        hypotheses: Mapping[str, Hypothese],
        lectures: Mapping[str, str],
    ) -> None:
        self.champs = champs
        self._libelles: dict[str, str] = {}
        self.nom = _nommeur(champs, self._libelles)
        """Give the label of a field or of a value that is shown; empty for a hidden one."""
        self.saisies = dict(saisies)
        """What the reader gave, without the defaults of the sheet."""
        self.valeurs: dict[str, Valeur | None] = dict(saisies)
        if saisies:
            for cle, champ in champs.items():
                if champ.defaut and cle not in saisies:
                    self.valeurs[cle] = champ.lire(champ.defaut)
        self.unites: dict[str, str] = {cle: champ.unite for cle, champ in champs.items()}
        self.hypotheses = hypotheses
        self.lectures = lectures
        self.lues: set[str] = set()
        """Hypotheses that the evaluation used."""
        self.lignes: list[Ligne] = []
        self.controles: list[Controle] = []
        self.evenements: list[Evenement] = []
        self.questions: list[str] = []
        """What is missing where no required field asks for it, in words."""
        self.entames: set[str] = set()
        """Keys of values without which something that the reader began was left out of a sum."""
        self.verdict = ""
        self.silence = ""
        self._citation = ""
        self._declarees: tuple[str, ...] = ()
        self._lues_par_la_regle: dict[str, None] = {}

    def ouvrir(self, citation: str, declarees: tuple[str, ...]) -> None:
        """A rule begins: what follows is recorded under its clause and its hypotheses."""
        self._citation, self._declarees, self._lues_par_la_regle = citation, declarees, {}

    def fermer(self) -> None:
        """The rule was computed: the hypotheses that it read weigh on the result."""
        self.lues.update(self._lues_par_la_regle)

    # -- read --------------------------------------------------------------------------------------------
    def valeur(self, cle: str) -> Valeur | None:
        """The value under a key, `None` where there is none."""
        return self.valeurs.get(cle)

    def lecture(self, code: str) -> str:
        """The reading of a hypothesis in this evaluation; using it lists it with the result."""
        hypothese = self.hypotheses[code]
        self._lues_par_la_regle[code] = None
        return self.lectures.get(code) or hypothese.retenue or next(iter(hypothese.lectures))

    # -- record ------------------------------------------------------------------------------------------
    def poser(self, cle: str, valeur: Valeur | None, unite: str = "") -> None:
        """Hand a value to the rules that follow, without showing it."""
        self.valeurs[cle] = self._borner(cle, valeur)
        self.unites.setdefault(cle, unite)

    def donner(
        self,
        cle: str,
        libelle: str,
        valeur: Donnee,
        unite: str = "",
        calcul: Phrase = "",
        citation: str = "",
        mots: Phrase = "",
        etapes: Etapes | None = None,
    ) -> None:
        """Set a value down under its key and show it: an amount is rounded here, once, half-up to the cent."""
        valeur = self._borner(cle, valeur)
        if unite == "€" and isinstance(valeur, Fraction):
            valeur = centimes(valeur)
        self.valeurs[cle], self.unites[cle] = valeur, unite
        codes = self._citer_hypotheses()
        cite = citation or self._citation
        self._libelles.setdefault(cle, libelle)
        self.lignes.append(Ligne(cle, libelle, valeur, unite, calcul, cite, codes, mots=mots, arbre=etapes))

    def _borner[D](self, cle: str, valeur: D) -> D:
        """The value, unless a chain of rules made it grow past any sense: what it feeds would never end."""
        if isinstance(valeur, Fraction) and (valeur.numerator.bit_length() + valeur.denominator.bit_length()) > _BITS:
            raise self.refuser(tuple(self.saisies) or (cle,), "Ces valeurs donnent un nombre trop grand pour être lu.")
        return valeur

    def inscrire(self, cle: str, libelle: str, debut: date, fin: date | None = None, **reste: Any) -> None:
        """Lay a span, or a single day, on the calendar."""
        reste["citation"] = reste.get("citation") or self._citation
        codes = self._citer_hypotheses()
        self.evenements.append(Evenement(cle, libelle, debut, fin, hypotheses=codes, **reste))

    def constater(
        self, cle: str, libelle: str, reponse: Phrase, verdict: Verdict, calcul: Phrase, citation: str
    ) -> None:
        """Set down whether a condition on a person holds: the answer given, what would satisfy it, the clause."""
        codes = self._citer_hypotheses()
        self._libelles.setdefault(cle, libelle)
        self.lignes.append(Ligne(cle, libelle, "", "", calcul, citation, codes, verdict, reponse))

    def signaler(self, niveau: Niveau, message: Phrase, correction: Phrase = "", citation: str = "") -> None:
        """Record a clause that does not hold, or a point to verify."""
        self._citer_hypotheses()
        self.controles.append(Controle(niveau, message, citation or self._citation, correction))

    def _citer_hypotheses(self) -> tuple[str, ...]:
        for code in self._declarees:
            self.lecture(code)
        return tuple(self._lues_par_la_regle)

    # -- words -------------------------------------------------------------------------------------------
    def refuser(self, cles: Collection[str], message: str) -> SaisieInvalide:
        """The error to raise on the first of `cles` that the reader gave (values that contradict each other)."""
        return SaisieInvalide(message, next((cle for cle in cles if cle in self.saisies), next(iter(cles))))


def _nommeur(champs: Mapping[str, Champ], libelles: Mapping[str, str]) -> Callable[[str], str]:
    """How to name a key, now or once all is computed.

    A line keeps it to write its steps, and the context keeps the lines: were it a method of the context, each
    evaluation would be a cycle of objects, which waits for the collector instead of being freed at once.
    """
    return lambda cle: champs[cle].libelle if cle in champs else libelles.get(cle, "")
