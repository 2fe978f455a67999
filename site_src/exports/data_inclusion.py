"""The data·inclusion export of the whole catalogue: services, structures, and what stays out of them, with why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from calculators import typographie
from catalogue import V1, codes_departements
from site_src.erreurs import EchecConstruction
from site_src.exports.ecriture import en_json, en_lignes
from site_src.exports.relecture import relire
from site_src.exports.services import Objet, service, structure
from site_src.exports.silences import Silence, silences
from site_src.vues import VueCatalogue, VueFiche


@dataclass
class Transposition:
    """A sheet and its service, or the reason why it has none."""

    vue: VueFiche
    service: Objet | None = None
    motif: str = ""
    silences: list[Silence] = field(default_factory=list)

    def en_json(self) -> dict[str, Any]:
        """As `non-transposable.json` lists it."""
        return {
            "fiche": self.vue.fiche.id,
            "titre": self.vue.fiche.titre,
            "service": self.service["id"] if self.service else None,
            "motif": self.motif or None,
            "non_transposable": [silence.en_json() for silence in self.silences],
        }


@dataclass
class ExportDataInclusion:
    """The three files."""

    transpositions: list[Transposition]
    structures: list[Objet]

    @property
    def services(self) -> list[Objet]:
        """Every service, in the order of the sheets."""
        return [t.service for t in self.transpositions if t.service]

    def non_transposable(self) -> Iterator[str]:
        """`non-transposable.json`, a sheet a line."""
        debut = f'{{"schema":"data-inclusion {V1["version"]}","fiches":'
        return en_lignes(debut, (en_json(t.en_json()) for t in self.transpositions), "}")


def exporter(vues: VueCatalogue, racine: str) -> ExportDataInclusion:
    """Every published sheet as a service, those that can't be one left out with the reason."""
    vus: dict[str, str] = {}
    transpositions = [_transposer(vue, vues, racine, vus) for vue in vues.fiches]
    par_departement: dict[str, list[Objet]] = {}
    for t in transpositions:
        if t.service:
            par_departement.setdefault(t.vue.fiche.departement, []).append(t.service)
    structures = {}
    for departement, services in par_departement.items():
        une = structure(departement, vues.catalogue.vocabulaire, services)
        if fautes := relire(une, "structure"):
            raise EchecConstruction(f"vocabulaire.yaml ({departement}), pour data·inclusion : {' ; '.join(fautes)}")
        structures[departement] = une
    return ExportDataInclusion(transpositions, [structures[nom] for nom in sorted(structures)])


def _transposer(vue: VueFiche, vues: VueCatalogue, racine: str, vus: dict[str, str]) -> Transposition:
    fiche = vue.fiche
    code = vues.catalogue.vocabulaire.departements[fiche.departement].code
    if fiche.nature == "cadre":
        motif = "Une fiche cadre organise des actions ; elle n’est pas un service que l’on puisse demander."
    elif not codes_departements(code):
        motif = f"« {code} » n’est pas le code d’un Département : ni la source ni le territoire ne peuvent être dits."
    else:
        fait, refus, tus = vue.une_fois(("data-inclusion", racine), lambda: _servir(vue, vues, racine))
        fautes = list(refus)
        if (autre := vus.setdefault(fait["id"], fiche.id)) != fiche.id:
            fautes.append(f"« {fait['id']} » est déjà la fiche {autre} ; donnez un « id » dans son bloc data_inclusion")
        if not fautes:
            return Transposition(vue, fait, silences=tus)
        motif = f"data·inclusion la refuserait : {' ; '.join(fautes)}."
    return Transposition(vue, motif=typographie(motif))


def _servir(vue: VueFiche, vues: VueCatalogue, racine: str) -> tuple[Objet, list[str], list[Silence]]:
    """A sheet as a service, what the schema would refuse in it, what the schema can't say of the sheet."""
    fait = service(vue.fiche, vues.catalogue.vocabulaire, racine)
    fautes = relire(fait, "service")
    return fait, fautes, [] if fautes else silences(vue, vues, fait)
