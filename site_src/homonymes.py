"""Two Departments may each have an « Action 1.1 »: what tells the sheets of a same page apart, by eye and by ear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from catalogue import Fiche
from site_src.vues import VueCatalogue


def distinguer(fiches: Sequence[Fiche], catalogue: VueCatalogue) -> Mapping[str, str]:
    """What each sheet is called on a page, by its id: its code alone, or with its Department, or else its title."""
    noms = {fiche.id: fiche.repere for fiche in fiches}
    for precision in (catalogue.departement, lambda f: f.titre):
        comptes = Counter(noms.values())
        noms = {
            fiche.id: f"{noms[fiche.id]}, {precision(fiche)}" if comptes[noms[fiche.id]] > 1 else noms[fiche.id]
            for fiche in fiches
        }
    return noms
