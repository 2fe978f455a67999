"""`fiches.json`: every published sheet whole, and the models that give its schema."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from catalogue import Fiche, Vocabulaire
from site_src.exports.ecriture import en_json, en_lignes
from site_src.vues import VueCatalogue, VueFiche


class FichePubliee(Fiche):
    """A sheet and where it is read."""

    page: str


class Publication(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid")

    schema_: Annotated[str, Field(alias="$schema")]
    titre: str
    departement: str
    reutilisation: str | None
    date: date
    vocabulaire: Vocabulaire
    fiches: tuple[FichePubliee, ...]


def fiches(vues: VueCatalogue, racine: str) -> Iterator[str]:
    """The file, a sheet a line."""
    site = vues.catalogue.site
    entete: dict[str, Any] = {
        "$schema": "fiches.schema.json",
        "titre": site.nom,
        "departement": site.departement,
        "reutilisation": site.reutilisation,
        "date": vues.jour.isoformat(),
        "vocabulaire": vues.catalogue.vocabulaire.model_dump(mode="json"),
    }
    entieres = (vue.une_fois(("fiches.json", racine), partial(_entiere, vue, racine)) for vue in vues.fiches)
    return en_lignes(f'{en_json(entete)[:-1]},"fiches":', entieres, "}")


def _entiere(vue: VueFiche, racine: str) -> str:
    return en_json({**vue.fiche.model_dump(mode="json"), "page": f"{racine}{vue.adresse}"})
