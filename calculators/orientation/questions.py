"""The questions of several sheets as one list: each fact asked once, each sheet given the answer that it can read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from calculators.champs import Champ
from calculators.erreurs import SaisieInvalide
from calculators.faits import DEMARCHES, FAITS
from calculators.saisie import AUCUNE, INCONNU
from calculators.typographie import typographie

Identite = tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """A fact asked once for every sheet that needs it."""

    nom: str
    """Of its control: the fact's key, with a rank where two sheets give one key different meanings."""
    champ: Champ
    """How it is asked: every answer that a sheet knows."""

    @property
    def demarche(self) -> bool:
        """Whether it bears on the action's paperwork: asked last, and counted as something to do."""
        return self.champ.cle in DEMARCHES


class Questionnaire:
    """What to ask so that every sheet can answer."""

    def __init__(self, champs: Iterable[Champ]) -> None:
        groupes: dict[Identite, list[Champ]] = {}
        for champ in champs:
            groupes.setdefault(_identite(champ), []).append(champ)
        self._noms: dict[Identite, str] = {}
        questions = []
        for identite in sorted(groupes, key=_rang):
            cle = identite[0]
            meme_cle = sum(autre[0] == cle for autre in self._noms)
            self._noms[identite] = f"{cle}:{meme_cle + 1}" if meme_cle else cle
            questions.append(Question(self._noms[identite], _reunir(groupes[identite])))
        self.questions = tuple(questions)

    def nom(self, champ: Champ) -> str:
        """The question that a sheet's field is answered by."""
        return self._noms[_identite(champ)]


def _identite(champ: Champ) -> Identite:
    """One key is one fact where its words are the house's; elsewhere two sheets may mean two things by it."""
    return (champ.cle, champ.type) if champ.cle in FAITS else (champ.cle, champ.type, champ.libelle)


def _rang(identite: Identite) -> tuple[bool, int]:
    """In the order of the facts, then those that a sheet words itself, the paperwork last."""
    cles = list(FAITS)
    return identite[0] in DEMARCHES, cles.index(identite[0]) if identite[0] in FAITS else len(cles)


def _reunir(champs: list[Champ]) -> Champ:
    """One field that accepts whatever one of these accepts."""
    premier = champs[0]
    fait = FAITS.get(premier.cle, {})
    commun = fait if fait.get("type") == premier.type else {}
    options: dict[str, str] = {mot: typographie(nom) for mot, nom in commun.get("options", {}).items()}
    options = {mot: nom for mot, nom in options.items() if any(mot in champ.options for champ in champs)}
    for champ in champs:
        for mot, nom in champ.options.items():
            options.setdefault(mot, nom)
    maxima = [champ.maximum for champ in champs]
    return replace(
        premier,
        libelle=typographie(commun.get("libelle", premier.libelle)),
        facultatif=False,
        options=options,
        positif=all(champ.positif for champ in champs),
        maximum=None if None in maxima else max(m for m in maxima if m is not None),
        defaut="",
        exclut=(),
        sauf="",
    )


def vide(brut: Any) -> bool:
    """Whether nothing was answered."""
    return brut is None or brut == [] or (isinstance(brut, str) and not brut.strip())


def inconnu(brut: Any) -> bool:
    """Whether the answer is not known: not given, or « je ne sais pas »."""
    return vide(brut) or brut in (INCONNU, [INCONNU])


def transposer(champ: Champ, brut: Any) -> Any:
    """The answer as one sheet's field can read it; `None` leaves the field empty.

    What the sheet doesn't know is `inconnu` to it, never an error. An unanswered fact about the person is `inconnu`
    too; unanswered paperwork stays empty, and decides nothing where the sheet makes it optional.
    """
    if vide(brut):
        laisse = champ.cle in DEMARCHES or champ.defaut or champ.exclut
        return None if laisse else _sans_reponse(champ)
    if champ.type == "choix_multiples":
        mots = brut if isinstance(brut, list) else [brut]
        lus = [mot for mot in mots if mot == AUCUNE or _lisible(champ, mot)]
        return lus if lus and _lisible(champ, lus) else INCONNU
    return brut if _lisible(champ, brut) else _sans_reponse(champ)


def _sans_reponse(champ: Champ) -> str | None:
    return INCONNU if _lisible(champ, INCONNU) else None


def _lisible(champ: Champ, brut: Any) -> bool:
    try:
        champ.lire(brut)
    except SaisieInvalide:
        return False
    return True


def entrees_de(champs: Mapping[str, Champ], noms: Mapping[str, str], reponses: Mapping[str, Any]) -> dict[str, Any]:
    """What one sheet's calculator is asked, from the answers given to the questions."""
    lues = {cle: transposer(champ, reponses.get(noms[cle])) for cle, champ in champs.items()}
    return {cle: brut for cle, brut in lues.items() if brut is not None}
