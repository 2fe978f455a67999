"""What the pages show of a catalogue: sheets with their default results, the words of their keys."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from calculators import NOMS, Calculateur, Resultat, rendre_resultat
from calculators.bureau import Plan, charger_plan
from calculators.typographie import en_suite
from catalogue import Catalogue, Fiche, Memoire
from site_src.clauses import Clause, clauses
from site_src.sigles import Lexique
from site_src.sujets import SUJETS


@dataclass
class VueCalculateur:
    """A calculator of a sheet and its default result."""

    fiche: Fiche
    calculateur: Calculateur
    resultat: Resultat

    @property
    def nom(self) -> str:
        """Its name in every address and attribute."""
        return self.calculateur.nom

    @property
    def formulaire(self) -> str:
        """The id of its form, the same on every page."""
        return f"{self.nom}-{self.fiche.id}"

    @property
    def sans_objet(self) -> bool:
        """Whether the sheet says nothing here: there is then nothing to fill in."""
        return not self.calculateur.champs and self.resultat.statut == "sans_objet"

    @property
    def silence(self) -> str:
        """What the sheet itself says instead of a rule, after its name; empty where something is computed."""
        return en_suite(self.resultat.phrase).rstrip(".") if self.sans_objet else ""

    @property
    def titre(self) -> str:
        """What its button says, or what the sheet calls it; a mere subject where there is nothing to compute."""
        titre = self.calculateur.titre
        return SUJETS[self.nom] if self.sans_objet and titre == self.calculateur.verbe else titre

    def html(self, page_fiche: str = "") -> str:
        """The default result as the browser would render it."""
        return rendre_resultat(self.resultat, formulaire=self.formulaire, page_fiche=page_fiche)


@dataclass(kw_only=True)
class Retenue:
    """What remembers what was made of it."""

    _faits: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def une_fois[T](self, quoi: Hashable, faire: Callable[[], T]) -> T:
        """What `faire` gives, made at the first call for `quoi`: it must depend on this alone, and on `quoi`."""
        if quoi not in self._faits:
            self._faits[quoi] = faire()
        fait: T = self._faits[quoi]
        return fait


@dataclass
class VueFiche(Retenue):
    """A sheet as its page shows it. It lives as long as its file and what all sheets share stay the same."""

    fiche: Fiche
    calculateurs: list[VueCalculateur] = field(default_factory=list)
    empreinte: str = ""
    """The content of its file and of what all sheets share, hashed: all that the sheet alone gives depends on it."""

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        """The words that its rules quote."""
        return clauses(self.fiche.donnees_regles())

    @property
    def adresse(self) -> str:
        """From the root of the site."""
        return f"fiches/{self.fiche.id}/index.html"

    @property
    def prescriptible(self) -> bool:
        """Whether the sheet is an action that a referent may prescribe to someone today."""
        return self.fiche.nature == "action" and self.fiche.publiee

    @property
    def adresse_prescription(self) -> str:
        """Of its blank form, beside its page."""
        return f"fiches/{self.fiche.id}/prescription.html"

    @property
    def adresse_regles(self) -> str:
        """Of its rules, beside its page."""
        return f"fiches/{self.fiche.id}/regles.html"

    @property
    def finance(self) -> bool:
        """Whether the sheet states a funding rule."""
        return any(vue.nom == "financement" and not vue.sans_objet for vue in self.calculateurs)


@dataclass
class VueCatalogue(Retenue):
    """The sheets, ready to show."""

    catalogue: Catalogue
    fiches: list[VueFiche]
    """The published ones: all that a list, a search or a finder may offer."""
    retirees: list[VueFiche] = field(default_factory=list)
    """The withdrawn ones: each keeps its page and its rules, and appears in no list but its own."""
    recueil: str = ""
    """The address of the PDF of all sheets, where one is made."""
    edition: date | None = None
    """The date of this edition, where something else than the sheets gives it."""

    @cached_property
    def _derniere_date(self) -> date:
        return max((jour for vue in self.toutes for jour in vue.fiche.dates), default=date(2026, 1, 1))

    @property
    def jour(self) -> date:
        """The date of the edition, else the newest of the sheets: never the clock, so that a build can be repeated."""
        return self.edition or self._derniere_date

    @cached_property
    def lexique(self) -> Lexique:
        """The vocabulary's abbreviations, ready to be found."""
        return Lexique(self.catalogue.vocabulaire.sigles)

    @cached_property
    def plan(self) -> Plan:
        """The lines of the budget."""
        return charger_plan(self.budget)

    @cached_property
    def budget(self) -> dict[str, Any]:
        """The same as plain data."""
        return self.catalogue.budget.donnees(self.jour)

    @cached_property
    def toutes(self) -> list[VueFiche]:
        """Every sheet that has a page."""
        return [*self.fiches, *self.retirees]

    def nom(self, famille: str, cle: str) -> str:
        """The words of a key of the vocabulary."""
        entrees: Mapping[str, Any] = getattr(self.catalogue.vocabulaire, famille)
        return str(entrees[cle].nom)

    def departement(self, fiche: Fiche) -> str:
        """The name of a sheet's Département."""
        return self.nom("departements", fiche.departement)

    def calculateurs(self) -> Iterator[tuple[str, list[VueCalculateur]]]:
        """Every calculator that a sheet has, with the sheets that have it."""
        for nom in NOMS:
            vues = [vue for fiche in self.fiches for vue in fiche.calculateurs if vue.nom == nom]
            if vues:
                yield nom, vues


def voir(catalogue: Catalogue, memoire: Memoire | None = None) -> VueCatalogue:
    """Compute the default result of every calculator of every sheet that has a page."""
    gardees = memoire or Memoire()

    def voir_fiche(fiche: Fiche) -> VueFiche:
        empreinte = f"{catalogue.empreinte} {fiche.empreinte}"
        return gardees.tenir(("vue", fiche.id, empreinte), lambda: _voir_fiche(fiche, empreinte))

    return VueCatalogue(catalogue, [*map(voir_fiche, catalogue.publiees)], [*map(voir_fiche, catalogue.retirees)])


def _voir_fiche(fiche: Fiche, empreinte: str) -> VueFiche:
    calculateurs = [
        VueCalculateur(fiche, calculateur, fiche.resultat_de_l_exemple(nom))
        for nom, calculateur in fiche.regles.calculateurs.items()
    ]
    return VueFiche(fiche, sorted(calculateurs, key=lambda vue: list(NOMS).index(vue.nom)), empreinte)
