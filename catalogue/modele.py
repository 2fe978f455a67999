"""A sheet: what its YAML may say, and what the rest of the project asks of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Annotated, Any

from pydantic import AfterValidator, Field, PrivateAttr, ValidationInfo

from calculators import Regles, Resultat
from catalogue.data_inclusion import DataInclusion, telephones
from catalogue.mots import LISTE_MAX, SANS_DOUBLE, Jour, Modele, Mot, Phrase, cle_de, court, refuser, un_de
from catalogue.parties import Essentiel, Evenement, Section, Source
from catalogue.periodes import fin_des_periodes

ETATS = ("publiee", "brouillon", "retiree")
NATURES = ("action", "cadre")


def _apres_le_debut(fin: Any, info: ValidationInfo) -> Any:
    debut = info.data.get("valide_du")
    if debut is not None and fin < debut:
        raise refuser("la validité finit avant de commencer ; vérifiez valide_du et valide_au")
    return fin


def _si_retiree(valeur: Any, info: ValidationInfo) -> Any:
    if info.data.get("etat", "retiree") != "retiree":
        quoi = f"« {info.field_name} » ne vaut que pour une fiche retirée"
        raise refuser(f"{quoi} ; effacez cette ligne, ou écrivez « etat: retiree »")
    return valeur


def _joignable(bloc: DataInclusion, info: ValidationInfo) -> DataInclusion:
    essentiel = info.data.get("essentiel")
    if "telephoner" in bloc.modes_mobilisation and essentiel and not telephones(essentiel.contact.citation or ""):
        quoi = "« telephoner », mais aucun numéro dans la citation de essentiel.contact"
        raise refuser(f"{quoi} ; citez-le ou retirez ce mode")
    return bloc


class Fiche(Modele):
    """An action sheet. Every field is what the YAML says; `regles` is what its rules compute."""

    id: Mot
    etat: Annotated[Mot, un_de(*ETATS)]
    nature: Annotated[Mot, un_de(*NATURES)]
    code: Annotated[Mot, court(40)]
    titre: Annotated[Phrase, court(300)]
    intitule: Annotated[Mot, court(1000)]
    departement: Annotated[Mot, cle_de("departements")]
    programme: Annotated[Phrase, court(300)] | None = None
    entete: Mot = ""
    axes: Annotated[tuple[Mot, ...], LISTE_MAX] = ()
    objectifs: Annotated[tuple[Mot, ...], LISTE_MAX] = ()
    themes: Annotated[tuple[Annotated[Mot, cle_de("themes")], ...], Field(min_length=1), LISTE_MAX, SANS_DOUBLE]
    publics: Annotated[tuple[Annotated[Mot, cle_de("publics")], ...], Field(min_length=1), LISTE_MAX, SANS_DOUBLE]
    formats: Annotated[tuple[Annotated[Mot, cle_de("formats")], ...], LISTE_MAX, SANS_DOUBLE] = ()
    porteurs: Annotated[tuple[Annotated[Mot, cle_de("porteurs")], ...], LISTE_MAX, SANS_DOUBLE] = ()
    duree: Annotated[Mot, cle_de("durees")] | None = None
    synonymes: Annotated[tuple[Annotated[Mot, court(100)], ...], LISTE_MAX, SANS_DOUBLE] = ()
    liees: Annotated[tuple[Annotated[Mot, cle_de("fiches", "fiche inconnue")], ...], LISTE_MAX, SANS_DOUBLE] = ()
    source: Source
    transcrite_le: Jour
    revue_le: Jour | None = None
    valide_du: Jour | None = None
    valide_au: Annotated[Jour, AfterValidator(_apres_le_debut)] | None = None
    retiree_le: Annotated[Jour, AfterValidator(_si_retiree)] | None = None
    remplacee_par: Annotated[Mot, AfterValidator(_si_retiree), cle_de("fiches", "fiche inconnue")] | None = None
    resume: Annotated[Phrase, court(1000)]
    essentiel: Essentiel
    data_inclusion: Annotated[DataInclusion, AfterValidator(_joignable)] | None = None
    texte: Annotated[tuple[Section, ...], Field(min_length=1)]
    hypotheses: dict[str, Any] = Field(default_factory=dict)
    calculateurs: dict[str, Any] = Field(default_factory=dict)
    parcours: dict[str, Any] = Field(default_factory=dict)
    pluriannuel: dict[str, Any] = Field(default_factory=dict)
    historique: tuple[Evenement, ...] = ()

    _texte_integral: str = PrivateAttr("")
    _regles: Regles | None = PrivateAttr(None)
    _empreinte: str = PrivateAttr("")
    _exemples: dict[str, Resultat] = PrivateAttr(default_factory=dict)

    def attacher(self, regles: Regles, texte_integral: str, empreinte: str) -> None:
        """Give the sheet what was computed from it once: its loaded rules, its whole text, the hash of its file."""
        self._regles, self._texte_integral, self._empreinte = regles, texte_integral, empreinte

    @property
    def empreinte(self) -> str:
        """The hash of its file: what tells whether it has changed."""
        return self._empreinte

    @property
    def regles(self) -> Regles:
        """The calculators of the sheet, ready to use."""
        assert self._regles is not None, "a sheet comes from lire_catalogue, which loads its rules"
        return self._regles

    def resultat_de_l_exemple(self, calculateur: str) -> Resultat:
        """The default result of a calculator, that of the sheet's own example, computed once."""
        if calculateur not in self._exemples:
            exemple = self.regles.calculateurs[calculateur].exemple
            self._exemples[calculateur] = self.regles.calculer(calculateur, exemple)
        return self._exemples[calculateur]

    @property
    def publiee(self) -> bool:
        """Whether readers find it in the catalogue."""
        return self.etat == "publiee"

    @property
    def retiree(self) -> bool:
        """Whether it was withdrawn: its page stays at its address, marked, out of every list."""
        return self.etat == "retiree"

    @property
    def repere(self) -> str:
        """« Action 2.5 », « Fiche 6 »: what people call it."""
        return f"Fiche {self.code}" if re.fullmatch(r"\d+", self.code) else f"Action {self.code}"

    @property
    def dates(self) -> list[date]:
        """The days on which something was done to it."""
        seules = (self.transcrite_le, self.revue_le, self.retiree_le)
        return [jour for jour in (*seules, *(entree.date for entree in self.historique)) if jour]

    @cached_property
    def fin_des_periodes(self) -> date | None:
        """The last day of the periods that its rules state, where it doesn't say itself until when it holds."""
        return None if self.valide_au else fin_des_periodes(self.regles)

    @property
    def motif_retrait(self) -> str:
        """Why it was withdrawn: what its history says on that day."""
        return next((un.quoi.rstrip(".") for un in self.historique if un.date == self.retiree_le), "")

    def sections(self) -> Iterator[Section]:
        """Every section of its text, those that others hold included, in order."""
        return (dedans for section in self.texte for dedans in section.a_plat())

    def texte_integral(self) -> str:
        """The source's words in order, without Markdown, white space folded: what a quotation is compared with."""
        return self._texte_integral

    def donnees_regles(self) -> dict[str, Any]:
        """The plain data that `calculators.charger` takes, here as in the browser."""
        noms = ("id", "nature", "titre", "hypotheses", "calculateurs")
        ajouts = {"parcours": self.parcours, "pluriannuel": self.pluriannuel}
        return {nom: getattr(self, nom) for nom in noms} | {nom: ajout for nom, ajout in ajouts.items() if ajout}
