"""A result: what `calc`, the page and the tests read, and other programs with them.

Its JSON is a contract: keys may be added, none is renamed or removed. `statut` is a word of `STATUTS`; `valeurs` holds
what could be computed, by key: euros as strings with two decimals, rates as numbers in percent (two decimals at most),
counts as integers, dates in ISO, `null` for a rate over nobody; each amount, rate or date has its line in `lignes`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from calculators.calendrier import Evenement
from calculators.erreurs import SaisieInvalide
from calculators.hypotheses import HypotheseVue
from calculators.trace import Controle, Ligne, valeur_json
from calculators.typographie import en_suite, typographie

STATUTS = {
    "conforme": ("Conforme", "Toutes les règles qui pouvaient être vérifiées sont tenues."),
    "non_conforme": ("Non conforme", "Une règle de la fiche n’est pas tenue."),
    "a_verifier": ("À vérifier", "La fiche laisse un point ouvert, ou une valeur manque."),
    "erreur_saisie": ("Saisie à corriger", "Corrigez les champs signalés ; rien n’est perdu."),
    "sans_objet": ("Sans objet", "La fiche ne contient pas de règle sur ce point."),
    "eligible": ("Éligible", "Toutes les conditions vérifiées sont remplies."),
    "non_eligible": ("Non éligible", "Une condition de la fiche n’est pas remplie."),
}
"""Status → its word and its sentence, the same everywhere."""

_SOUHAITS = ("", "Un souhait de la fiche n’est pas tenu.", "Des souhaits de la fiche ne sont pas tenus.")

_PLUSIEURS = {
    "non_conforme": "{} règles de la fiche ne sont pas tenues.",
    "non_eligible": "{} conditions de la fiche ne sont pas remplies.",
}
"""The same where several are not."""

VERDICTS = {
    "satisfaite": "Remplie",
    "non_satisfaite": "Non remplie",
    "inconnue": STATUTS["a_verifier"][0],
    "souhaitee": "Souhait non tenu",
}
"""Verdict on a condition → its word."""


@dataclass(frozen=True)
class Erreur:
    """An input that can't be used: its field and what to do."""

    champ: str
    message: str
    nom: str = ""
    """How the message opens, where it names its field: beside the field, whose label says it already, it goes."""

    @classmethod
    def nommee(cls, champ: str, libelle: str, faute: SaisieInvalide) -> Erreur:
        """The error of a field, by its name: « Présents jour par jour, nombre n° 2 : saisissez un nombre entier… »."""
        if not libelle:
            return cls(champ, faute.message)
        question = libelle.endswith("?")
        nom = typographie(libelle + (" " if question else ", " if faute.place else " : "))
        return cls(champ, nom + (faute.message if question else en_suite(faute.message)), nom)

    def en_json(self) -> dict[str, Any]:
        """What an entry of `erreurs` holds."""
        return {"champ": self.champ, "message": self.message}


@dataclass(frozen=True)
class Resultat:
    """What a calculator answers."""

    fiche: str
    calculateur: str
    statut: str
    lignes: tuple[Ligne, ...] = ()
    hypotheses: tuple[HypotheseVue, ...] = ()
    alertes: tuple[Controle, ...] = ()
    erreurs: tuple[Erreur, ...] = ()
    principale: str = ""
    """Key of the main value."""
    message: str = ""
    """A sentence that replaces the one of the status (a silence of the sheet)."""
    manques: tuple[str, ...] = ()
    """Fields whose absence left something out."""
    attentes: tuple[str, ...] = ()
    """What is missing, by name: fields, and questions that no field asks."""
    evenements: tuple[Evenement, ...] = ()
    """What the rules lay on the calendar; the plan of a course of action shows it."""

    @property
    def mot(self) -> str:
        """« Conforme »."""
        return STATUTS[self.statut][0]

    @property
    def phrase(self) -> str:
        """What the status means here."""
        if self.statut in _PLUSIEURS and self._manquements > 1:
            return typographie(_PLUSIEURS[self.statut].format(self._manquements))
        souhaits = "" if self.message else _SOUHAITS[min(len(self._souhaits), 2)]
        return typographie(self.message or souhaits or STATUTS[self.statut][1])

    @property
    def bandeau(self) -> str:
        """The same above the lines: which of them are not held, and whether something else is to be looked at."""
        suite = ""
        noms = self._souhaits or self._rompues
        if self._souhaits or (self.statut in _PLUSIEURS and len(noms) == self._manquements):
            suite = f" : {' ; '.join(noms)}"
        elif self.statut in _PLUSIEURS and self._manquements == 1:
            suite = f" : {en_suite(self._rompues_seules[0].message.rstrip('.'))}"
        elif self.statut == "a_verifier" and not self.message and (reste := self._reste):
            return typographie(f"{reste[:1].upper()}{reste[1:]}.")
        elif self.statut == "conforme" and (points := sum(a.niveau == "attention" for a in self.alertes)):
            suite = " ; un point d'attention" if points == 1 else f" ; {points} points d'attention"
        return self.phrase if self.message or not suite else typographie(f"{self.phrase.removesuffix('.')}{suite}.")

    @property
    def _rompues(self) -> list[str]:
        """The names of the rules or conditions whose lines say that they are not held."""
        return self._noms("non_satisfaite")

    @property
    def _souhaits(self) -> list[str]:
        """The names of what the sheet only wishes, where nothing else is left to verify."""
        if self.statut != "a_verifier" or self.manques or any(hypothese.ouverte for hypothese in self.hypotheses):
            return []
        ailleurs = any(alerte.niveau == "a_verifier" for alerte in self.alertes_seules)
        return [] if ailleurs or any(ligne.verdict == "inconnue" for ligne in self.lignes) else self._noms("souhaitee")

    @property
    def _reste(self) -> str:
        """« la fiche laisse un point ouvert ; il manque : mois accompagnés »: why the result is left to verify."""
        ouvert = ["la fiche laisse un point ouvert"] if any(hypothese.ouverte for hypothese in self.hypotheses) else []
        attentes, inconnues = list(self.attentes), self._noms("inconnue")
        manque = [f"il manque : {_enumerer(attentes)}"] if attentes else []
        verifier = [f"reste à vérifier : {_enumerer(inconnues)}"] if inconnues and not ouvert else []
        return " ; ".join(ouvert + (manque or verifier))

    def _noms(self, verdict: str) -> list[str]:
        return nommer([ligne.libelle for ligne in self.lignes if ligne.verdict == verdict])

    @property
    def _manquements(self) -> int:
        """How many rules or conditions are not held: the lines that say so, and the clauses that only an alert says."""
        dites = {ligne.citation for ligne in self.lignes if ligne.verdict == "non_satisfaite"}
        clauses = {alerte.citation or alerte.message for alerte in self._rompues_seules}  # broken once, however read
        return len(self._rompues) + len(clauses - dites)

    @property
    def _rompues_seules(self) -> list[Controle]:
        """What no line says of the rules that are not held."""
        return [alerte for alerte in self.alertes_seules if alerte.niveau == "bloquant"]

    @property
    def alertes_seules(self) -> list[Controle]:
        """The alerts that no line says already: a line that is held says nothing of what is not."""
        dites = {ligne.jugement for ligne in self.lignes if ligne.verdict not in ("", "satisfaite")}
        return [alerte for alerte in self.alertes if alerte.jugement not in dites]

    @property
    def citation(self) -> str:
        """The clause behind the sentence that replaces the one of the status, where the sheet has one."""
        return next((alerte.citation for alerte in self.alertes if self.message and alerte.message == self.message), "")

    def en_json(self) -> dict[str, Any]:
        """The result as plain data: amounts in strings, rates and counts in numbers, dates in ISO.

        Each line has a key of its own: the verdict on a value that has its line bears `<key>_verdict`.
        """
        valeurs = {li.cle: valeur_json(li.valeur, li.unite) for li in self.lignes if not li.verdict}
        return {
            "fiche": self.fiche,
            "calculateur": self.calculateur,
            "statut": self.statut,
            "valeurs": valeurs,
            "lignes": [
                li.en_json() | ({"cle": f"{li.cle}_verdict"} if li.verdict and li.cle in valeurs else {})
                for li in self.lignes
            ],
            "hypotheses": [hypothese.en_json() for hypothese in self.hypotheses],
            "alertes": [alerte.en_json() for alerte in self.alertes],
            "erreurs": [erreur.en_json() for erreur in self.erreurs],
        } | ({"message": self.phrase} if self.message else {})


def nommer(libelles: Sequence[str]) -> list[str]:
    """Names within a sentence: without their capital, a question between quotation marks as it is asked."""
    return [f"« {nom} »" if nom.endswith("?") else en_suite(nom) for nom in libelles]


def _enumerer(noms: Sequence[str]) -> str:
    """Two names at most, and how many others."""
    autres = len(noms) - 2
    return " ; ".join([*noms[:2], *([f"{autres} autre{'s' * (autres > 1)}"] if autres > 0 else [])])
