"""The data that the pages themselves read: the rules of each sheet, for the browser's engine; the date of the site.

What is published for others is in `exports`.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

from site_src.appels import appel_regles, json_compact
from site_src.vues import VueCatalogue


def ecrire_regles(catalogue: VueCatalogue, cible: Path) -> None:
    """One canonical JSON file a sheet: keys in the sheet's order, no space; the same sheet gives the same bytes.

    Beside it the same for the pages, as a script.
    """
    dossier = cible / "donnees" / "regles"
    dossier.mkdir(parents=True, exist_ok=True)
    for vue in catalogue.toutes:
        texte = json_compact(vue.fiche.donnees_regles())
        (dossier / f"{vue.fiche.id}.json").write_text(texte + "\n", encoding="utf-8", newline="\n")
        deposer_regles(dossier / f"{vue.fiche.id}.js", texte)


def deposer_regles(chemin: Path, texte: str) -> None:
    """Write what a form's `data-regles` names: the rules that its request is answered on."""
    chemin.write_text(appel_regles(texte), encoding="utf-8", newline="\n")


def date_du_site(catalogue: VueCatalogue) -> date:
    """`SOURCE_DATE_EPOCH`, else the newest date of the sheets: never the clock, so that a build can be repeated."""
    if epoque := os.environ.get("SOURCE_DATE_EPOCH", "").strip():
        return datetime.fromtimestamp(int(epoque), UTC).date()
    dates = [date.fromisoformat(str(d)) for vue in catalogue.toutes for d in _dates(vue.fiche)]
    return max(dates, default=date(2026, 1, 1))


def _dates(fiche: object) -> list[object]:
    seules = [getattr(fiche, nom, None) for nom in ("transcrite_le", "revue_le", "retiree_le")]
    historique = [getattr(entree, "date", None) for entree in getattr(fiche, "historique", None) or ()]
    return [d for d in (*seules, *historique) if d]
