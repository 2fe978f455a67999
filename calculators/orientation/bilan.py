"""« Une action pour cette personne ? »: one set of answers put to the eligibility rules of many sheets.

Each sheet is judged by its own calculator, through `Regles.calculer`: nothing here decides in its place. What is added
is the view over all of them: which group each falls in, in what order, what each still waits for, which answer would
change it, and which question would help most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from calculators.erreurs import SaisieInvalide
from calculators.orientation.avis import TERRITOIRE, Avis
from calculators.orientation.fiche_orientee import FicheOrientee
from calculators.orientation.questions import Question, Questionnaire, inconnu
from calculators.regles import charger
from calculators.resultat import STATUTS, Erreur
from calculators.typographie import typographie

VOIR = "fiche:voir"
"""How many sheets are shown."""
PREMIERES = 50
GROUPES = {"eligible": "Conviennent", "a_verifier": STATUTS["a_verifier"][0], "non_eligible": "Ne conviennent pas"}
"""Group → its title, in order of rank."""
_TELS_QUELS = ("id", "repere", "titre", "departement", "nom_departement", "institution", "adresse")
"""What a sheet's card says in mere words."""
_RANGS = {groupe: rang for rang, groupe in enumerate(GROUPES)}


@dataclass(frozen=True)
class Bilan:
    """What all the sheets say of one person."""

    avis: tuple[Avis, ...]
    """The sheets that judge, in order of rank."""
    a_part: tuple[Avis, ...]
    """The sheets that say nothing of whom they are for."""
    montrees: int
    """How many of `avis` are shown."""
    prochaine: Question | None = None
    """The question that would help most."""
    compte_pour: int = 0
    """Number of sheets that wait for it."""
    erreurs: tuple[Erreur, ...] = ()

    @cached_property
    def comptes(self) -> Mapping[str, int]:
        """Group → number of sheets."""
        compte = Counter(avis.groupe for avis in self.avis)
        return {groupe: compte[groupe] for groupe in GROUPES}

    @property
    def phrase(self) -> str:
        """« 2 conviennent, 1 à vérifier, 1 ne convient pas »."""
        oui, peut_etre, non = self.comptes.values()
        dites = [f"{oui} convient" if oui == 1 else f"{oui} conviennent"] if oui else []
        dites += [f"{peut_etre} à vérifier"] if peut_etre else []
        dites += [f"{non} ne convient pas" if non == 1 else f"{non} ne conviennent pas"] if non else []
        return typographie(", ".join(dites) or "Aucune fiche ne dit à qui elle s'adresse")

    def en_json(self) -> dict[str, Any]:
        """As plain data: all that is shown."""
        return {
            "bilan": self.phrase,
            "comptes": dict(self.comptes),
            "fiches": [avis.en_json() for avis in self.avis[: self.montrees]],
            "a_part": [avis.fiche.id for avis in self.a_part],
            "prochaine": self.prochaine.nom if self.prochaine else None,
            "erreurs": [erreur.en_json() for erreur in self.erreurs],
        }


@dataclass
class Orientation:
    """The sheets of a catalogue, loaded once, ready to be asked about a person."""

    fiches: list[FicheOrientee]
    questionnaire: Questionnaire = field(init=False)
    departements: dict[str, str] = field(init=False)
    """The territories of the sheets that judge: key → name."""

    def __post_init__(self) -> None:
        self.questionnaire = Questionnaire(champ for fiche in self.fiches for champ in fiche.champs.values())
        for fiche in self.fiches:
            fiche.relier(self.questionnaire)
        self.departements = {f.departement: f.nom_departement for f in self.fiches if f.departement and f.champs}

    def orienter(self, reponses: Mapping[str, Any]) -> Bilan:
        """Ask every sheet; `reponses` is what the form sends: questions, territory, number of sheets to show."""
        lues, erreurs = self._lire(reponses)
        territoire = str(reponses.get(TERRITOIRE) or "")
        ailleurs = self.departements.get(territoire, "")
        juges: list[Avis] = []
        a_part: list[Avis] = []
        for fiche in self.fiches:
            avis = Avis(fiche, lues, "" if fiche.departement in ("", territoire) else ailleurs)
            (juges if fiche.champs and avis.groupe in GROUPES else a_part).append(avis)
        juges.sort(key=lambda avis: (_RANGS[avis.groupe], avis.rang))
        montres = min(len(juges), _nombre(reponses.get(VOIR)))
        prochaine, compte = self._prochaine(juges, lues)
        return Bilan(tuple(juges), tuple(a_part), montres, prochaine, compte, tuple(erreurs))

    def _lire(self, reponses: Mapping[str, Any]) -> tuple[dict[str, Any], list[Erreur]]:
        """What was answered; a value that nobody can read is an error beside its field, and unknown to every sheet."""
        lues, erreurs = {}, []
        for question in self.questionnaire.questions:
            brut = reponses.get(question.nom)
            try:
                question.champ.lire(brut)
                lues[question.nom] = brut
            except SaisieInvalide as erreur:
                erreurs.append(Erreur.nommee(question.nom, question.champ.libelle, erreur))
        return lues, erreurs

    def _prochaine(self, juges: Iterable[Avis], reponses: Mapping[str, Any]) -> tuple[Question | None, int]:
        """The unanswered question that most sheets wait for, those on the person first."""
        attendues: Counter[str] = Counter()
        for avis in juges:
            if avis.groupe == "a_verifier":
                attendues.update(avis.attendues)
        ouvertes = [q for q in self.questionnaire.questions if attendues[q.nom] and inconnu(reponses.get(q.nom))]
        if not ouvertes:
            return None, 0
        choisie = max(ouvertes, key=lambda q: (not q.demarche, attendues[q.nom]))
        return choisie, attendues[choisie.nom]


def _nombre(brut: Any) -> int:
    return max(PREMIERES, int(brut)) if isinstance(brut, str) and brut.isdecimal() and len(brut) < 6 else PREMIERES


def ouvrir(donnees: Mapping[str, Any]) -> Orientation:
    """The sheets of `assets/personne/orientation.json`."""
    return Orientation(
        [
            FicheOrientee(
                **{nom: brute[nom] for nom in _TELS_QUELS},
                faits=tuple(brute["faits"]),
                contact=tuple((mots, adresse) for mots, adresse in brute["contact"]),
                validite=tuple(brute["validite"]),
                regles=charger(brute),
            )
            for brute in donnees["fiches"]
        ]
    )
