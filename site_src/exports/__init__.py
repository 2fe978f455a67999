"""The open data of the site, written at each build under `donnees/`.

`publication`, `schema`, `schema_pluriannuel`, `mots_du_schema`
                                            every sheet whole as JSON, its JSON Schema, that of a sheet's YAML
`tableaux`                                  the sheets and their rules as CSV
`services`, `silences`, `data_inclusion`    the actions for data·inclusion v1, and what it can't say of them
`relecture`                                 that export read again, field by field
`ecriture`                                  JSON and CSV that can be repeated and do no harm
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from site_src.exports import publication, schema, tableaux
from site_src.exports.data_inclusion import ExportDataInclusion, Transposition, exporter
from site_src.exports.ecriture import en_json, en_json_lisible, en_lignes
from site_src.vues import VueCatalogue

__all__ = ["Donnees", "ExportDataInclusion", "Fichier", "Transposition", "ecrire"]


@dataclass(frozen=True)
class Fichier:
    """A file of the data."""

    chemin: str
    """From `donnees/`."""
    contenu: str
    """What it holds, in a sentence."""
    octets: int


@dataclass(frozen=True)
class Donnees:
    """What was written."""

    fichiers: list[Fichier]
    data_inclusion: ExportDataInclusion

    @property
    def avertissements(self) -> list[str]:
        """Sheets whose author wrote a data·inclusion block, and that are left out nonetheless."""
        return [
            f"{t.vue.fiche.id} : {t.motif}"
            for t in self.data_inclusion.transpositions
            if t.motif and t.vue.fiche.data_inclusion
        ]


def ecrire(vues: VueCatalogue, site: Path, adresse: str) -> Donnees:
    """Write the data of a site; `adresse` is where it will be published, or nothing."""
    racine = f"{adresse.rstrip('/')}/" if adresse else ""
    vocabulaire = vues.catalogue.vocabulaire
    services = exporter(vues, racine)
    fichiers = [
        ("fiches.json", "Les fiches entières : texte, essentiel, règles, hypothèses, historique",
         publication.fiches(vues, racine)),
        ("fiches.schema.json", "Le schéma JSON de fiches.json, chaque clé expliquée",
         [en_json_lisible(schema.schema_publication(vocabulaire))]),
        ("fiches.csv", "Une ligne par fiche : titre, publics, thèmes, essentiel, dates", tableaux.fiches(vues, racine)),
        ("regles.csv", "Une ligne par règle : ce qu’elle calcule, sa clause, ses hypothèses", tableaux.regles(vues)),
        ("data-inclusion/services.json", "Les actions au format data·inclusion v1",
         en_lignes("", map(en_json, services.services), "")),
        ("data-inclusion/structures.json", "Les Départements qui les portent, au même format",
         en_lignes("", map(en_json, services.structures), "")),
        ("data-inclusion/non-transposable.json", "Ce que ce format ne sait pas dire, fiche par fiche",
         services.non_transposable()),
        ("schema/fiche.schema.json", "Le schéma d’une fiche, pour l’éditeur de qui en écrit",
         [en_json_lisible(schema.schema_redaction(vocabulaire))]),
    ]  # fmt: skip
    ecrits = [Fichier(nom, mots, _ecrire(site / "donnees" / nom, morceaux)) for nom, mots, morceaux in fichiers]
    return Donnees(ecrits, services)


def _ecrire(chemin: Path, morceaux: Iterable[str]) -> int:
    """Write a file piece by piece; give its size."""
    chemin.parent.mkdir(parents=True, exist_ok=True)
    with chemin.open("w", encoding="utf-8", newline="") as flux:
        flux.writelines(morceaux)
    return chemin.stat().st_size
