"""The documented errors of this package; anything else that escapes it is a defect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from calculators.typographie import en_suite, guillemets, plier, typographie


class SaisieInvalide(ValueError):
    """A value typed by a reader that can't be used; the message says what was expected, in French.

    `champ` is the key of the field at fault, empty while only the value is known; `place`, where the fault is in a
    field that holds several values (« Nombre n° 2 »), which opens the message.
    """

    def __init__(self, message: str, champ: str = "", place: str = "") -> None:
        self.message = typographie(f"{place} : {en_suite(message)}" if place else message)
        self.place = place
        self.champ = champ
        super().__init__(self.message)


@dataclass(frozen=True)
class Probleme:
    """One fault of a sheet's rules: where (`chemin`, keys and ranks from the sheet's root), what, how to mend it."""

    chemin: tuple[str | int, ...]
    message: str


class ReglesInvalides(ValueError):
    """The rules of a sheet can't be loaded; `problemes` holds every fault, not the first alone."""

    def __init__(self, problemes: Sequence[Probleme]) -> None:
        super().__init__("\n".join(f"{'.'.join(map(str, p.chemin))}: {p.message}" for p in problemes))
        self.problemes = list(problemes)


SUR = 0.75
"""Likeness from which a word is read as the known one, once it was refused: what follows from it is told by nobody."""


def voulu(mot: str, connus: Iterable[str], seuil: float = SUR) -> str:
    """The known word that was most likely meant, capitals and accents aside; empty where none is near."""
    plies = {plier(connu): connu for connu in connus}
    return next((plies[pli] for pli in get_close_matches(plier(mot[:80]), plies, n=1, cutoff=seuil)), "")


def plus_proche(mot: str, connus: Sequence[str]) -> str:
    """« vouliez-vous dire « x » ? », or the list of what is known where nothing is near."""
    if proche := voulu(mot, connus, 0.5):
        return typographie(f"vouliez-vous dire {guillemets(proche)} ?")
    return typographie("au choix : " + ", ".join(connus)) if connus else "rien de tel n’est attendu ici"


class Manque(Exception):
    """A value that a rule needs was not given: the rule is passed over, and says which.

    `cle` is the field or value needed; `question` says in words what only some readings need, `champ` which field asks
    for that, if any.
    """

    def __init__(self, cle: str, question: str = "", champ: str = "") -> None:
        super().__init__(cle)
        self.cle = cle
        self.champ = champ
        self.question = question
        self.entame = False
        """Whether the reader gave part of what the rule needs: it is what they are waiting for."""
