"""The computations that the benchmark types, with the amounts that they must give: a fast wrong result is none."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from catalogue import Catalogue, lire_catalogue
from site_src.installation import RACINE


@cache
def catalogue() -> Catalogue:
    """The project's own sheets."""
    return lire_catalogue(RACINE / "catalogue" / "fiches", avec_cas=False)


@dataclass(frozen=True)
class Cas:
    """A value typed in one field of a calculator's default case."""

    fiche: str
    calculateur: str
    champ: str
    saisie: str
    cle: str
    """The value that it changes."""

    @property
    def page(self) -> str:
        """Where its form is."""
        return f"fiches/{self.fiche}/index.html"

    @property
    def formulaire(self) -> str:
        """Its form, as a selector."""
        return f"form[data-calculateur={self.calculateur}][data-fiche={self.fiche}]"

    def resultat(self, valeur: str | None = None) -> str:
        """Its result, as a selector: where it is shown, or only once it shows a value."""
        juste = f'[value="{valeur}"]' if valeur else ""
        lieu = f"[data-resultat][data-calculateur={self.calculateur}][data-fiche={self.fiche}]"
        return f"{lieu} data[data-cle={self.cle}]{juste}"

    @property
    def entrees(self) -> dict[str, Any]:
        """What the form holds once the value is typed."""
        exemple = catalogue().fiche(self.fiche).regles.calculateurs[self.calculateur].exemple
        return {**exemple, self.champ: self.saisie}

    @property
    def attendu(self) -> str:
        """The amount that CPython gives."""
        regles = catalogue().fiche(self.fiche).regles
        return str(regles.calculer(self.calculateur, self.entrees).en_json()["valeurs"][self.cle])

    def requete(self) -> dict[str, Any]:
        """What a page asks of the engine."""
        return {
            "fiche": self.fiche,
            "calculateur": self.calculateur,
            "entrees": self.entrees,
            "hypotheses": {},
            "formulaire": "f",
            "page_fiche": "",
        }

    def regles(self) -> str:
        """The rules of its sheet, as JSON."""
        return json.dumps(catalogue().fiche(self.fiche).donnees_regles(), ensure_ascii=False)


PREMIER = Cas("isere-2-5", "financement", "presents_moyens", "5", "total")
SUIVANT = Cas("isere-2-3", "financement", "realise", "7", "total")
"""On another page, of another sheet."""
