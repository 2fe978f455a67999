"""The sheets that `calc` is asked about: each is read at the first request, and only for its rules.

The rest of a sheet (its text, its links, its worked cases) is `check`'s business: one computation doesn't wait for it.
"""

import difflib
from pathlib import Path
from typing import Any

from calculators import Regles, Resultat, en_erreur
from calculators.typographie import guillemets
from catalogue import CatalogueInvalide, Probleme
from catalogue.croisements import croiser_regles
from catalogue.fichiers import FichierRefuse, lister
from catalogue.lecture import lire_document
from catalogue.problemes import nommer


class FichesEnLecture:
    """A folder of sheets, read on demand."""

    def __init__(self, dossier: Path) -> None:
        """Open a folder; nothing is read yet."""
        self.dossier = dossier
        self._regles: dict[str, Regles] = {}

    def refus(self) -> str:
        """Return why the folder holds no sheets, in the words of `check`; nothing where it does."""
        try:
            lister(self.dossier)
        except FichierRefuse as refus:
            return str(Probleme(nommer(self.dossier), 1, 1, str(refus)))
        return ""

    def noms(self) -> list[str]:
        """Return the ids of the folder's sheets."""
        return [chemin.stem for chemin in lister(self.dossier)[0]]

    def calculateurs(self, fiche: str) -> list[str]:
        """Return the calculators that a sheet has rules for; none for an unknown sheet."""
        return list(self.regles(fiche).calculateurs) if fiche in self.noms() else []

    def calculer(self, fiche: str, calculateur: str, entrees: Any, hypotheses: Any = None) -> Resultat:
        """Compute; an unknown sheet is answered like any other wrong input, naming the nearest one.

        Raises `CatalogueInvalide` where the sheet itself can't be read.
        """
        if fiche not in self._regles and fiche not in (noms := self.noms()):
            message = f"Fiche inconnue {guillemets(fiche, 80)} ; {_le_plus_proche(fiche, noms)}"
            return en_erreur(fiche, calculateur, "fiche", message)
        return self.regles(fiche).calculer(calculateur, entrees, hypotheses)

    def regles(self, fiche: str) -> Regles:
        """Return the rules of a sheet of the folder. Raises `CatalogueInvalide`."""
        if fiche not in self._regles:
            document = lire_document(self.dossier / f"{fiche}.yaml")
            regles = None if document.problemes else croiser_regles(document)
            if regles is None:
                raise CatalogueInvalide(document.problemes)
            self._regles[fiche] = regles
        return self._regles[fiche]


def _le_plus_proche(mot: str, noms: list[str]) -> str:
    proches = difflib.get_close_matches(mot[:80].lower(), noms, n=1, cutoff=0)
    return f"la plus proche est {guillemets(proches[0], 80)}." if proches else "ce dossier n’en contient aucune."
