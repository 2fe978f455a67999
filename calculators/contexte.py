"""The state of one evaluation, under one reading of each hypothesis; mechanisms read and record through it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from calculators.calendrier import Evenement
from calculators.champs import Champ
from calculators.erreurs import SaisieInvalide
from calculators.hypotheses import Hypothese
from calculators.nombres import centimes
from calculators.saisie import Valeur
from calculators.trace import (
    Calculee,
    Controle,
    Donnee,
    Etapes,
    Ligne,
    Niveau,
    Noms,
    Phrase,
    Reponses,
    Sujet,
    Verdict,
    dire,
)

if TYPE_CHECKING:
    from calculators.mecanisme import Mecanisme

_BITS = 1000
"""Size of an exact number past which a rule is at fault: some 300 digits, where a budget has 12."""


class Contexte:
    """Values so far, lines and controls recorded, readings used."""

    def __init__(
        self,
        champs: Mapping[str, Champ],
        saisies: Mapping[str, Valeur],
        valeurs: dict[str, Valeur | None],
        unites: dict[str, str],
        hypotheses: Mapping[str, Hypothese],
        lectures: Mapping[str, str],
    ) -> None:
        self.champs = champs
        self._libelles: dict[str, str] = {}
        self.nom = _nommeur(champs, self._libelles)
        """Give the label of a field or of a value that is shown; empty for a hidden one."""
        self.saisies = saisies
        """What the reader gave, without the defaults of the sheet."""
        self.valeurs = valeurs
        """What the rules read: the fields at first, then what each rule gives."""
        self.unites = unites
        self.hypotheses = hypotheses
        self.lectures = lectures
        self.lues: set[str] = set()
        """Hypotheses that the evaluation used."""
        self.lignes: dict[str, Ligne] = {}
        """Key → line; several conditions may bear on one fact, so their label goes into their key."""
        self.controles: list[Controle] = []
        self.evenements: list[Evenement] = []
        self.questions: dict[str, str] = {}
        """What is missing where no required field asks for it, in words → the field that may give it, if any."""
        self.entames: list[str] = []
        """Keys of values without which something that the reader began was left out of a sum."""
        self.origines: dict[str, str] = {}
        """A value that could not be computed → the key of the field that it waits for."""
        self.verdict = ""
        self.silence = ""
        self._regle: Mecanisme
        self._lues_par_la_regle: dict[str, None]

    def appliquer(self, regle: Mecanisme) -> None:
        """Evaluate a rule: it records under its clause, and the hypotheses that it reads weigh on the result.

        Raises `Manque` where it can't be computed: what it read then weighs on nothing.
        """
        self._regle, self._lues_par_la_regle = regle, {}
        regle.evaluer(self)
        self.lues.update(self._lues_par_la_regle)

    # -- read --------------------------------------------------------------------------------------------
    def valeur(self, cle: str) -> Valeur | None:
        """The value under a key, `None` where there is none."""
        return self.valeurs.get(cle)

    def lecture(self, code: str) -> str:
        """The reading of a hypothesis in this evaluation; using it lists it with the result."""
        self._lues_par_la_regle[code] = None
        return self.lectures.get(code) or self.hypotheses[code].par_defaut

    def attendre(self, cles: Iterable[str], champ: str) -> None:
        """Note that values not given wait for a field; the first reason told stays."""
        for cle in cles:
            if cle not in self.valeurs:
                self.origines.setdefault(cle, champ)

    # -- record ------------------------------------------------------------------------------------------
    def poser(self, cle: str, valeur: Valeur | None, unite: str = "") -> None:
        """Hand a value to the rules that follow, without showing it."""
        self.valeurs[cle] = self._arreter(cle, valeur) if isinstance(valeur, Fraction) else valeur
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
        if isinstance(valeur, Fraction):
            valeur = self._arreter(cle, valeur, unite)
        self.valeurs[cle], self.unites[cle] = valeur, unite
        self._libelles.setdefault(cle, libelle)
        citation, codes = citation or self._regle.citation, self._citer_hypotheses()
        self.lignes[cle] = Ligne(cle, libelle, valeur, unite, calcul, citation, codes, "", mots, etapes, self.nom)

    def _arreter(self, cle: str, nombre: Fraction, unite: str = "") -> Fraction:
        """The number as it is set down; one that a chain of rules made grow past any sense would never end: refused."""
        numerateur, denominateur = nombre.as_integer_ratio()
        if numerateur.bit_length() + denominateur.bit_length() > _BITS:
            raise self.refuser(tuple(self.saisies) or (cle,), "Ces valeurs donnent un nombre trop grand pour être lu.")
        return centimes(nombre) if unite == "€" and 100 % denominateur else nombre

    def inscrire(self, cle: str, libelle: str, debut: date, fin: date | None = None, **reste: Any) -> None:
        """Lay a span, or a single day, on the calendar."""
        reste["citation"] = reste.get("citation") or self._regle.citation
        codes = self._citer_hypotheses()
        self.evenements.append(Evenement(cle, libelle, debut, fin, hypotheses=codes, **reste))

    def constater(
        self, cle: str, libelle: str, reponse: Phrase, verdict: Verdict, calcul: Phrase, citation: str
    ) -> str:
        """Set down whether a condition on a person holds: the answer given, what would satisfy it, the clause.

        Give what identifies the line, for the alert that says the same.
        """
        codes = self._citer_hypotheses()
        self._libelles.setdefault(cle, libelle)
        mots = reponse if cle in self.champs or isinstance(reponse, Reponses) else _calculee(reponse)
        ligne = Ligne(cle, libelle, "", "", calcul, citation, codes, verdict, mots)
        self.lignes[ligne.jugement] = ligne
        return ligne.jugement

    def signaler(
        self,
        niveau: Niveau,
        message: Phrase,
        correction: Phrase = "",
        citation: str = "",
        jugement: str = "",
        sujet: Sujet = "",
    ) -> None:
        """Record a clause that does not hold, or a point to verify; `jugement` names the line that says it too."""
        self._citer_hypotheses()
        self.controles.append(Controle(niveau, message, citation or self._regle.citation, correction, jugement, sujet))

    def _citer_hypotheses(self) -> tuple[str, ...]:
        for code in self._regle.hypotheses:
            self._lues_par_la_regle[code] = None
        return tuple(self._lues_par_la_regle)

    # -- words -------------------------------------------------------------------------------------------
    def refuser(self, cles: Collection[str], message: str) -> SaisieInvalide:
        """The error to raise on the first of `cles` that the reader gave (values that contradict each other)."""
        return SaisieInvalide(message, next((cle for cle in cles if cle in self.saisies), next(iter(cles))))


def _calculee(reponse: Phrase) -> Phrase:
    return lambda: Calculee(dire(reponse))


def _nommeur(champs: Mapping[str, Champ], libelles: Mapping[str, str]) -> Noms:
    """How to name a key, now or once all is computed.

    A line keeps it to write its steps, and the context keeps the lines: were it a method of the context, each
    evaluation would be a cycle of objects, which waits for the collector instead of being freed at once.
    """
    return lambda cle: champs[cle].libelle if cle in champs else libelles.get(cle, "")
