"""The catalogue itself: the sheets of a folder and what they share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from catalogue.accessibilite import Accessibilite
from catalogue.analyse import Analyse, analyser
from catalogue.budget import FormulaireBudget
from catalogue.cas import CasDeFiche
from catalogue.conseils import conseiller
from catalogue.memoire import Memoire
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
    accessibilite: Accessibilite
    cas: tuple[CasDeFiche, ...] = ()
    empreinte: str = ""
    """What all sheets share, hashed: the vocabulary, the site, the budget, the audit."""

    def fiche(self, identifiant: str) -> Fiche:
        """The sheet of that id. Raises `KeyError`."""
        return self._par_id[identifiant]

    @cached_property
    def _par_id(self) -> Mapping[str, Fiche]:
        return {fiche.id: fiche for fiche in self.fiches}

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
        liees = (self._par_id[nom] for nom in sorted(set(fiche.liees)) if nom in self._par_id)
        return tuple(autre for autre in liees if autre.etat != "brouillon")

    def remplacante(self, fiche: Fiche) -> Fiche | None:
        """The sheet that took the place of a withdrawn one, where readers can open it."""
        autre = self._par_id.get(fiche.remplacee_par or "")
        return autre if autre and autre.etat != "brouillon" else None


Juge = Callable[[Analyse], None]
"""What looks at what the catalogue can't know, because it is a matter of pages."""


def lire_catalogue(dossier: Path, *juges: Juge, avec_cas: bool = True, memoire: Memoire | None = None) -> Catalogue:
    """Read the sheets of a folder, with what stands beside it (`vocabulaire.yaml`, `site.yaml`, `budget.yaml`,
    `accessibilite.yaml`, `cas/`).

    What the folder doesn't bring is the project's own, but for the audit, which is never another site's. The worked
    cases are replayed, unless `avec_cas` is false (a single computation doesn't need them). What `memoire` holds of an
    earlier reading is not read again. Raises `CatalogueInvalide` with every fault of every file, what `juges` find
    included.
    """
    a = analyser(dossier, avec_cas, memoire)
    for juger in juges:
        juger(a)
    erreurs = [probleme for probleme in a.problemes() if probleme.niveau == ERREUR]
    if erreurs or a.vocabulaire is None or a.site is None or a.budget is None or a.accessibilite is None:
        raise CatalogueInvalide(erreurs)
    fiches = tuple(a.fiches[nom] for nom in sorted(a.fiches))
    return Catalogue(fiches, a.vocabulaire, a.site, a.budget, a.accessibilite, tuple(a.cas), a.partage)


def verifier(dossier: Path, *juges: Juge) -> list[Probleme]:
    """Everything that `check` prints: faults and advice, sorted by file, line and column."""
    a = analyser(dossier)
    for juger in (conseiller, *juges):
        juger(a)
    return a.problemes()
