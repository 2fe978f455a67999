"""The data that the pages themselves read: the rules of each sheet, for the browser's engine; the date of the site.

What is published for others is in `exports`.
"""

from __future__ import annotations

from datetime import date

from calculators import formater_date
from site_src.appels import json_compact
from site_src.vues import VueCatalogue, VueFiche


def regles(vue: VueFiche) -> str:
    """The rules of a sheet: canonical JSON, keys in its own order, no space. The same sheet gives the same bytes."""
    return json_compact(vue.fiche.donnees_regles())


def date_du_site(catalogue: VueCatalogue) -> date:
    """The date of the edition, else the newest date of the sheets: never the clock, so that a build can be repeated."""
    if catalogue.edition:
        return catalogue.edition
    dates = [date.fromisoformat(str(d)) for vue in catalogue.toutes for d in _dates(vue.fiche)]
    return max(dates, default=date(2026, 1, 1))


def edition(catalogue: VueCatalogue) -> str:
    """The site and its date: what the foot of a printed page says where no sheet is its source."""
    return f"{catalogue.catalogue.site.nom}, édition du {formater_date(date_du_site(catalogue))}."


def _dates(fiche: object) -> list[object]:
    seules = [getattr(fiche, nom, None) for nom in ("transcrite_le", "revue_le", "retiree_le")]
    historique = [getattr(entree, "date", None) for entree in getattr(fiche, "historique", None) or ()]
    return [d for d in (*seules, *historique) if d]
