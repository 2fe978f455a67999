"""Plain data as a sheet carries it (mappings, lists, words): read, or reported at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from calculators.dates import lire_date
from calculators.erreurs import Probleme, SaisieInvalide, plus_proche, voulu
from calculators.nombres import lire_nombre
from calculators.parametres import Chemin
from calculators.typographie import guillemets, typographie

CLE = re.compile(r"[a-z][a-z0-9_]*")
"""The form of a key: a field, a value."""


FAUTES_MAX = 200
"""Unknown keys told of one sheet: looking for the word nearest to each takes time, and the next ones teach nothing."""


class Lecteur:
    """Reads plain data and keeps every fault, with its path; what can't be read stands empty."""

    def __init__(self, problemes: list[Probleme]) -> None:
        self.problemes = problemes
        self.renommees: dict[Chemin, str] = {}
        """Path of a key as it should be written → the word that stands there."""

    def signaler(self, chemin: Chemin, message: str) -> None:
        """Record a fault."""
        ecrit = tuple(
            self.renommees.get(chemin[: rang + 1], str(pas)) if isinstance(pas, str) else pas
            for rang, pas in enumerate(chemin)
        )
        self.problemes.append(Probleme(ecrit, typographie(message)))

    def objet(self, brut: Any, chemin: Chemin, noms: Sequence[str]) -> Mapping[str, Any]:
        """A mapping whose keys are all among `noms`; an unknown one is told, and read as the nearest or left out."""
        if not isinstance(brut, Mapping):
            self.signaler(chemin, "des paires « clé : valeur » sont attendues ici ; une par ligne")
            return {}
        lus = {nom: valeur for nom, valeur in brut.items() if nom in noms}
        for nom, valeur in brut.items():
            if nom in noms or len(self.problemes) >= FAUTES_MAX:
                continue
            self.signaler((*chemin, nom), f"clé inconnue {guillemets(str(nom))} ; {plus_proche(str(nom), noms)}")
            if juste := voulu(str(nom), [connu for connu in noms if connu not in lus]):
                lus[juste] = valeur
                self.renommees[(*chemin, juste)] = nom
        return lus

    def table(self, brut: Any, chemin: Chemin) -> Mapping[str, Any]:
        """A mapping whose keys are the sheet's own."""
        return self.objet(brut, chemin, tuple(brut) if isinstance(brut, Mapping) else ())

    def liste(self, brut: Any, chemin: Chemin) -> list[Any]:
        """A list."""
        if not isinstance(brut, list) or not brut:
            self.signaler(chemin, "une liste est attendue ici ; écrivez un élément par ligne après « - »")
            return []
        return brut

    def texte(self, brut: Any, chemin: Chemin) -> str:
        """Words."""
        if not isinstance(brut, str):
            self.signaler(chemin, "un texte est attendu ici ; écrivez-le sur une ligne ou après « | »")
            return ""
        return " ".join(brut.split())

    def date(self, brut: Any, chemin: Chemin) -> date | None:
        """A day."""
        try:
            return lire_date(brut)
        except SaisieInvalide as erreur:
            self.signaler(chemin, erreur.message)
            return None

    def nombre(self, brut: Any, chemin: Chemin) -> Fraction | None:
        """A plain number."""
        try:
            return lire_nombre(brut)
        except SaisieInvalide as erreur:
            self.signaler(chemin, erreur.message)
            return None

    def textes(self, brut: Any, chemin: Chemin) -> tuple[str, ...]:
        """A list of words."""
        return tuple(self.texte(element, (*chemin, rang)) for rang, element in enumerate(self.liste(brut, chemin)))

    def bascule(self, brut: Any, chemin: Chemin) -> bool:
        """Oui or non."""
        return self.mot(brut, chemin, ("oui", "non")) == "oui"

    def mot(self, brut: Any, chemin: Chemin, mots: Sequence[str], defaut: str = "") -> str:
        """One of a few words; `defaut` stands in for one that is not."""
        mot = self.texte(brut, chemin)
        if mot in mots:
            return mot
        self.signaler(chemin, f"{guillemets(mot)} n’est pas admis ici ; {plus_proche(mot, list(mots))}")
        return defaut or mot

    def sortie(self, brut: Any, chemin: Chemin) -> str:
        """A key that a rule gives."""
        cle = self.texte(brut, chemin)
        if not CLE.fullmatch(cle):
            self.signaler(chemin, f"{guillemets(cle)} n’est pas une clé ; écrivez des minuscules, des chiffres et _")
        return cle


def cles_ecrites(brut: Any) -> Iterator[str]:
    """The keys that a calculator writes: its fields, what its rules give."""
    if isinstance(brut, list):
        for element in brut:
            yield from cles_ecrites(element)
    elif isinstance(brut, Mapping):
        if isinstance(champs := brut.get("champs"), Mapping):
            yield from champs
        if isinstance(cle := brut.get("cle"), str):
            yield cle
        for nom in ("regles", "parts", "etapes", "phases"):
            yield from cles_ecrites(brut.get(nom))
