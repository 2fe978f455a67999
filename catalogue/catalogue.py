"""The catalogue itself: the sheets of a folder and what they share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from catalogue.analyse import analyser, conseiller
from catalogue.budget import FormulaireBudget
from catalogue.cas import CasDeFiche
from catalogue.modele import Fiche
from catalogue.problemes import ERREUR, CatalogueInvalide, Probleme
from catalogue.references import Site, Vocabulaire


@dataclass(frozen=True)
class Catalogue:
    """Sheets that hold together, their vocabulary, the site that shows them, their worked cases."""

    fiches: tuple[Fiche, ...]
    """Sorted by id, drafts and withdrawn sheets included."""
    vocabulaire: Vocabulaire
    site: Site
    budget: FormulaireBudget
    cas: tuple[CasDeFiche, ...] = ()

    def fiche(self, identifiant: str) -> Fiche:
        """The sheet of that id. Raises `KeyError`."""
        for fiche in self.fiches:
            if fiche.id == identifiant:
                return fiche
        raise KeyError(identifiant)

    @property
    def publiees(self) -> tuple[Fiche, ...]:
        """The sheets that readers find."""
        return tuple(fiche for fiche in self.fiches if fiche.publiee)

    @property
    def retirees(self) -> tuple[Fiche, ...]:
        """The withdrawn sheets: their pages stay, out of every list."""
        return tuple(fiche for fiche in self.fiches if fiche.retiree)

    def liees(self, fiche: Fiche) -> tuple[Fiche, ...]:
        """The sheets that a sheet sends to and that readers can open, the withdrawn ones included."""
        return tuple(autre for autre in self.fiches if autre.id in fiche.liees and autre.etat != "brouillon")


def lire_catalogue(dossier: Path, *, avec_cas: bool = True) -> Catalogue:
    """Read the sheets of a folder, with what stands beside it (`vocabulaire.yaml`, `site.yaml`, `budget.yaml`,
    `cas/`).

    What the folder doesn't bring is the project's own. The worked cases are replayed, unless `avec_cas` is false
    (a single computation doesn't need them). Raises `CatalogueInvalide` with every fault of every file.
    """
    a = analyser(dossier, avec_cas)
    erreurs = [probleme for probleme in a.problemes() if probleme.niveau == ERREUR]
    if erreurs or a.vocabulaire is None or a.site is None or a.budget is None:
        raise CatalogueInvalide(erreurs)
    fiches = tuple(a.fiches[nom] for nom in sorted(a.fiches))
    return Catalogue(fiches, a.vocabulaire, a.site, a.budget, tuple(a.cas))


def verifier(dossier: Path) -> list[Probleme]:
    """Everything that `check` prints: faults and advice, sorted by file, line and column."""
    a = analyser(dossier)
    conseiller(a)
    return a.problemes()
