"""The data that the pages themselves read: the rules of each sheet, for the browser's engine; the words of the edition.

What is published for others is in `exports`.
"""

from __future__ import annotations

from calculators import formater_date
from site_src.appels import json_compact
from site_src.vues import VueCatalogue, VueFiche


def regles(vue: VueFiche) -> str:
    """The rules of a sheet: canonical JSON, keys in its own order, no space. The same sheet gives the same bytes."""
    return json_compact(vue.fiche.donnees_regles())


def edition(catalogue: VueCatalogue) -> str:
    """The site and its date: what the foot of a printed page says where no sheet is its source."""
    return f"{catalogue.catalogue.site.nom}, édition du {formater_date(catalogue.jour)}."
