"""The page of the open data: the files with their sizes, and what data·inclusion can't say of each sheet."""

from __future__ import annotations

from math import ceil

from markupsafe import Markup

from catalogue import V1
from site_src.exports import Donnees, Transposition
from site_src.gabarits import rendre
from site_src.vues import VueCatalogue

MONTREES = 60
"""Sheets beyond which the page sends to `non-transposable.json` rather than grow with the catalogue."""


def morceaux(vues: VueCatalogue, donnees: Donnees) -> dict[str, Markup]:
    """What hangs in the page `donnees/`, by token."""
    site, export = vues.catalogue.site, donnees.data_inclusion
    exportees = [t for t in export.transpositions if t.service]
    laissees = [t for t in export.transpositions if not t.service]
    fichiers = [(f.chemin, f.contenu, poids(f.octets)) for f in donnees.fichiers]
    return {
        "donnees-fichiers": rendre("donnees_fichiers.html", fichiers=fichiers),
        "donnees-reutilisation": rendre("donnees_reutilisation.html", site=site),
        "donnees-inclusion": rendre(
            "donnees_inclusion.html",
            version=V1["version"],
            services=len(exportees),
            structures=len(export.structures),
            exportees=[_fiche(t) for t in exportees[:MONTREES]],
            autres=len(exportees[MONTREES:]),
            laissees=[_fiche(t) for t in laissees[:MONTREES]],
            autres_laissees=len(laissees[MONTREES:]),
        ),
    }


def poids(octets: int) -> str:
    """« 90 ko », « 1,2 Mo »."""
    if octets < 1_000_000:
        return f"{ceil(octets / 1000)}\u00a0ko"
    return f"{octets / 1_000_000:.1f}\u00a0Mo".replace(".", ",")


def _fiche(transposition: Transposition) -> dict[str, object]:
    fiche = transposition.vue.fiche
    return {
        "repere": fiche.repere,
        "titre": fiche.titre,
        "page": f"../{transposition.vue.adresse}",
        "regles": f"regles/{fiche.id}.json",
        "service": transposition.service,
        "motif": transposition.motif,
        "silences": transposition.silences,
    }
