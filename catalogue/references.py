"""What all sheets share: the vocabulary (`vocabulaire.yaml`) and the site's own words (`site.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, PrivateAttr, ValidationInfo, model_validator

from calculators.typographie import guillemets
from catalogue.adresse import Adresse
from catalogue.data_inclusion import valeur_de
from catalogue.logo import refus_du_logo
from catalogue.mots import Cle, Couleur, Courriel, Modele, Mot, OuiNon, Phrase, motif, parmi, refuser, un_de
from catalogue.parties import QUESTIONS

FAMILLES = ("departements", "themes", "publics", "formats", "porteurs", "durees", "rubriques")


class Entree(Modele):
    """A word of the vocabulary."""

    nom: Phrase
    sigle: Mot | None = None


class Departement(Modele):
    """A Department and its number; `institution` is what the authority itself is called."""

    nom: Phrase
    code: Mot
    institution: Phrase | None = None


class Public(Modele):
    """Who a sheet is for; `parmi` names the wider public that contains this one.

    `data_inclusion` is its word in the schema of that name; the wider public's stands for those that have none.
    """

    nom: Phrase
    sigle: Mot | None = None
    parmi: Cle | None = None
    data_inclusion: Annotated[Mot, valeur_de("publics")] | None = None


class Sigle(Modele):
    """An abbreviation, what it stands for, what else people call it, and what a reader may type instead.

    The other names are shown; the synonyms (a spelling, a wider word, a former name) serve the search only.
    """

    sigle: Annotated[Mot, motif(r"[^\W_].{0,39}", "commencez par une lettre ou un chiffre, sans dépasser 40 signes")]
    developpement: Phrase
    autres_noms: tuple[Mot, ...] = ()
    synonymes: tuple[Mot, ...] = ()
    remarque: Phrase | None = None
    capitales: OuiNon = False
    """Short enough to be taken for a word (« AI »): recognised in capitals only."""

    @property
    def formes(self) -> tuple[str, ...]:
        """All the ways to write it, the abbreviation first."""
        return tuple(dict.fromkeys([self.sigle, self.developpement, *self.autres_noms, *self.synonymes]))


def _sigles_uniques(sigles: tuple[Sigle, ...]) -> tuple[Sigle, ...]:
    vus: set[str] = set()
    for sigle in sigles:
        if sigle.sigle in vus:
            raise refuser(f"sigle « {sigle.sigle} » en double ; réunissez ses synonymes sur une seule ligne")
        vus.add(sigle.sigle)
    return sigles


def _parents_connus(publics: dict[str, Public]) -> dict[str, Public]:
    for cle, public in publics.items():
        if public.parmi:
            parent = publics[parmi(public.parmi, publics, f"{cle} est rangé parmi un public inconnu :")]
            if parent.parmi:
                raise refuser(f"« {cle} » : deux niveaux de publics au plus ; rangez-le parmi « {parent.parmi} »")
    return publics


class Vocabulaire(Modele):
    """Families of keys with the words that a reader sees, and the abbreviations."""

    departements: dict[Cle, Departement]
    themes: dict[Cle, Entree]
    publics: Annotated[dict[Cle, Public], AfterValidator(_parents_connus)]
    formats: dict[Cle, Entree]
    porteurs: dict[Cle, Entree]
    durees: dict[Cle, Entree]
    rubriques: dict[Cle, Entree]
    sigles: Annotated[tuple[Sigle, ...], AfterValidator(_sigles_uniques)] = ()
    synonymes: tuple[Annotated[tuple[Mot, ...], Field(min_length=2)], ...] = ()
    """Groups of words that the search takes for one another."""
    questions: dict[Annotated[Mot, un_de(*QUESTIONS)], tuple[Mot, ...]] = Field(default_factory=dict)
    """What a reader asks → the words in which it is asked."""

    def cles(self) -> dict[str, Mapping[str, object]]:
        """Family → its keys: what the sheets are validated against."""
        return {famille: getattr(self, famille) for famille in FAMILLES}

    def publics_couverts(self, cles: Iterable[str]) -> tuple[str, ...]:
        """Every public under whose filter a sheet for `cles` stays visible, in the vocabulary's order.

        A sheet for a narrow public also shows under the wide one; a sheet open to the wide one shows under all
        that it contains.
        """
        couverts = set(cles)
        for cle in tuple(couverts):
            couverts.update(
                c for c, public in self.publics.items() if public.parmi == cle or self.publics[cle].parmi == c
            )
        return tuple(cle for cle in self.publics if cle in couverts)

    def public_data_inclusion(self, cle: str) -> str | None:
        """The word of data·inclusion for a public, its own or that of the wider one."""
        public = self.publics[cle]
        return public.data_inclusion or (self.publics[public.parmi].data_inclusion if public.parmi else None)


class Contact(Modele):
    """Whom a reader writes to."""

    service: Phrase
    courriel: Courriel


class Couleurs(Modele):
    """Colours that replace the theme's own."""

    principale: Couleur
    accent: Couleur


_SANS_JETON = motif(r"[^\u27e6\u27e7\n]+", "écrivez-le sur une ligne, sans les signes \u27e6 et \u27e7")
"""What goes through the frame of the pages, where these brackets mark the places to fill."""


def _logo(nom: str, info: ValidationInfo) -> str:
    dossier: Path = (info.context or {}).get("dossier", Path()).resolve()
    if refus := refus_du_logo(dossier / nom, dossier):
        raise refuser(f"logo {guillemets(nom)} {refus}")
    return nom


class Site(Modele):
    """What is a Department's own: one file to change."""

    nom: Annotated[Phrase, _SANS_JETON]
    departement: Annotated[Phrase, _SANS_JETON]
    accroche: Phrase
    logo: Annotated[Mot, AfterValidator(_logo)] | None = None
    contact: Contact
    mentions_legales: Annotated[Mot, Field(description="Markdown")]
    reutilisation: Phrase | None = None
    """Under what terms the data may be reused; the site says that nothing is settled where it is missing."""
    couleurs: Couleurs | None = None
    base_url: Adresse | None = None

    _dossier: Path = PrivateAttr(Path())

    @model_validator(mode="after")
    def _situer(self, info: ValidationInfo) -> Site:
        self._dossier = (info.context or {}).get("dossier", Path())
        return self

    @property
    def chemin_logo(self) -> Path | None:
        """The logo's file."""
        return self._dossier / self.logo if self.logo else None
