"""The lines of a budget form (the associations' CERFA n° 12156), read from a dated data file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from calculators.champs import Champ
from calculators.typographie import en_suite, typographie

SECTIONS = {
    "charges": "Charges directes",
    "indirectes": "Charges indirectes affectées à l’action",
    "produits": "Produits directs",
    "propres": "Ressources propres affectées à l’action",
    "contributions_charges": "Emplois des contributions volontaires en nature",
    "contributions_produits": "Contributions volontaires en nature",
}
"""The parts of the form: the first two are what the action costs, the next two what pays for it, the last two apart."""


@dataclass(frozen=True)
class Poste:
    """A line of the form, or the title of an account that gathers lines (then without a key)."""

    section: str
    nom: str
    compte: str = ""
    cle: str = ""
    """Its field in the form."""
    dans: str = ""
    """The account that gathers it."""
    departement: bool = False
    """Whether the Département's own payment goes there: the rules fill it in, nobody types it."""
    heures: bool = False
    """Whether it may be reckoned from hours and an hourly rate, besides an amount."""

    @property
    def libelle(self) -> str:
        """Its account and its words."""
        return f"{self.compte} {self.nom}" if self.compte else self.nom

    @property
    def champs(self) -> dict[str, Champ]:
        """The fields that ask for its amount, and for the hours and the rate that make one."""
        champs = [Champ(self.cle, "montant", self.libelle, facultatif=True)]
        if self.heures:
            nombre, taux = f"{self.cle}_heures", f"{self.cle}_taux"
            champs.append(Champ(nombre, "heures", f"Heures, {en_suite(self.nom)}", facultatif=True))
            champs.append(Champ(taux, "montant", f"Taux horaire, {en_suite(self.nom)}", facultatif=True))
        return {champ.cle: champ for champ in champs}


@dataclass(frozen=True)
class Plan:
    """A form of budget: its name, its edition, its lines in order."""

    formulaire: str
    edition: str
    postes: tuple[Poste, ...]

    def de(self, section: str) -> Iterator[Poste]:
        """The lines and account titles of a part."""
        return (poste for poste in self.postes if poste.section == section)

    @cached_property
    def champs(self) -> dict[str, Champ]:
        """The fields of each line that the reader fills in."""
        saisis = (poste for poste in self.postes if poste.cle and not poste.departement)
        return {cle: champ for poste in saisis for cle, champ in poste.champs.items()}


def charger_plan(donnees: Mapping[str, Any]) -> Plan:
    """The plan of plain data (`catalogue/budget.yaml`).

    The data were validated where they were read: a missing key raises `KeyError`.
    """
    postes = tuple(
        Poste(
            section,
            typographie(str(brut["nom"])),
            str(brut.get("compte", "")),
            str(brut.get("cle", "")),
            str(brut.get("dans", "")),
            bool(brut.get("departement")),
            bool(brut.get("heures")),
        )
        for section in SECTIONS
        for brut in donnees[section]
    )
    return Plan(str(donnees["formulaire"]), str(donnees["edition"]), postes)
