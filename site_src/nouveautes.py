"""What happened to the sheets: every entry of every history, newest first, and a withdrawal that no entry tells."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from site_src.vues import VueCatalogue, VueFiche


@dataclass(frozen=True)
class Nouveaute:
    """One thing that was done to a sheet."""

    date: date
    quoi: str
    vue: VueFiche
    rang: int
    """Among what was done to the same sheet on the same day, from 1: with the day, it names the entry for good."""


def nouveautes(catalogue: VueCatalogue) -> list[Nouveaute]:
    """Newest first; on one day, by sheet and in the order of its history."""
    toutes = [nouveaute for vue in catalogue.toutes for nouveaute in _de_la_fiche(vue)]
    return sorted(toutes, key=lambda une: (-une.date.toordinal(), une.vue.fiche.id, une.rang))


def _de_la_fiche(vue: VueFiche) -> list[Nouveaute]:
    fiche, rangs = vue.fiche, Counter[date]()
    faits = [(evenement.date, evenement.quoi) for evenement in fiche.historique]
    if fiche.retiree_le and not fiche.motif_retrait:
        faits.append((fiche.retiree_le, "Fiche retirée"))
    trouvees = []
    for jour, quoi in faits:
        rangs[jour] += 1
        trouvees.append(Nouveaute(jour, quoi, vue, rangs[jour]))
    return trouvees
