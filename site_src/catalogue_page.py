"""The catalogue's page: every sheet as a card, and the facets that filter the cards in the browser."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from calculators import typographie
from site_src.cadre import Page
from site_src.fiche_page import repere
from site_src.gabarits import rendre
from site_src.texte import normaliser
from site_src.vues import VueCatalogue, VueFiche

FACETTES = {
    "public": "Public",
    "theme": "Thème ou frein",
    "format": "Format",
    "departement": "Département",
    "axe": "Axe",
    "objectif": "Objectif",
    "duree": "Durée",
    "financement": "Financement",
    "porteur": "Porteur",
}
OUVERTES = ("public", "theme", "format")
"""Facets unfolded at first: those that a referent thinks of."""

FINANCEMENTS = {"oui": "Avec règle de financement", "non": "Sans règle de financement"}


@dataclass
class Option:
    """One choice of a facet and the sheets under it."""

    cle: str
    nom: str
    compte: int = 0


@dataclass
class Carte:
    """A sheet as the catalogue lists it."""

    vue: VueFiche
    repere: str
    departement: str
    facettes: dict[str, list[str]] = field(default_factory=dict)
    """Facet → the choices that find the sheet."""


def pages(catalogue: VueCatalogue) -> list[Page]:
    """The catalogue's page."""
    return [
        Page(
            "catalogue/index.html",
            "Catalogue des fiches",
            "Toutes les fiches action, à chercher par mot, sigle, public, thème ou format.",
            "catalogue",
            rendre_catalogue(catalogue),
            feuilles=("catalogue",),
            scripts=("recherche", "extraits", "catalogue"),
        )
    ]


def rendre_catalogue(catalogue: VueCatalogue) -> Markup:
    """What hangs in the catalogue's frame."""
    cartes = [
        Carte(vue, repere(vue.fiche), catalogue.nom("departements", vue.fiche.departement), _cles(vue, catalogue))
        for vue in catalogue.fiches
    ]
    return rendre("catalogue.html", cartes=cartes, facettes=_facettes(cartes, catalogue), ouvertes=OUVERTES)


def _cles(vue: VueFiche, catalogue: VueCatalogue) -> dict[str, list[str]]:
    fiche = vue.fiche
    return {
        "public": list(catalogue.catalogue.vocabulaire.publics_couverts(fiche.publics)),
        "theme": list(fiche.themes),
        "format": list(fiche.formats),
        "departement": [fiche.departement],
        "axe": [_cle_de(texte) for texte in fiche.axes],
        "objectif": [_cle_de(texte) for texte in fiche.objectifs],
        "duree": [fiche.duree] if fiche.duree else [],
        "financement": ["oui" if vue.finance else "non"],
        "porteur": list(fiche.porteurs or ()),
    }


def _cle_de(texte: str) -> str:
    """« AXE 2 : Garantir… » → `axe-2`: sheets write the rest of it as they please."""
    trouve = re.match(r"\s*(axe|objectif)\s*(?:n\s*°)?\s*(\d+)", normaliser(texte))
    return f"{trouve[1]}-{trouve[2]}" if trouve else "-".join(re.findall(r"[a-z0-9]+", normaliser(texte)))[:60]


def _nom_de(texte: str) -> str:
    trouve = re.match(r"\s*(?:axe|objectif)\s*(?:n\s*°)?\s*(\d+)\s*[:–-]\s*(.*)", texte, re.IGNORECASE | re.DOTALL)
    return f"{trouve[1]}. {trouve[2].strip()}" if trouve else texte


def _facettes(cartes: list[Carte], catalogue: VueCatalogue) -> list[tuple[str, str, list[Option]]]:
    vocabulaire = catalogue.catalogue.vocabulaire
    noms: dict[str, dict[str, str]] = {
        "public": {cle: _avec_sigle(entree) for cle, entree in vocabulaire.publics.items()},
        "theme": {cle: catalogue.nom("themes", cle) for cle in vocabulaire.themes},
        "format": {cle: catalogue.nom("formats", cle) for cle in vocabulaire.formats},
        "departement": {cle: catalogue.nom("departements", cle) for cle in vocabulaire.departements},
        "axe": _textes(texte for carte in cartes for texte in carte.vue.fiche.axes),
        "objectif": _textes(texte for carte in cartes for texte in carte.vue.fiche.objectifs),
        "duree": {cle: catalogue.nom("durees", cle) for cle in vocabulaire.durees},
        "financement": FINANCEMENTS,
        "porteur": {cle: catalogue.nom("porteurs", cle) for cle in vocabulaire.porteurs},
    }
    facettes = []
    for nom, titre in FACETTES.items():
        utilisees = {cle for carte in cartes for cle in _propres(nom, carte)}
        options = [
            Option(cle, typographie(libelle), sum(cle in carte.facettes[nom] for carte in cartes))
            for cle, libelle in noms[nom].items()
            if cle in utilisees
        ]
        if options:
            facettes.append((nom, titre, options))
    return facettes


def _propres(nom: str, carte: Carte) -> list[str]:
    """The choices that a sheet itself names: a public that no sheet names is not offered."""
    return list(carte.vue.fiche.publics) if nom == "public" else carte.facettes[nom]


def _textes(textes: Iterable[str]) -> dict[str, str]:
    noms: dict[str, str] = {}
    for texte in textes:
        noms.setdefault(_cle_de(texte), _nom_de(texte))
    return dict(sorted(noms.items(), key=lambda paire: [int(n) for n in re.findall(r"\d+", paire[0])] or [0]))


def _avec_sigle(entree: Any) -> str:
    sigle = getattr(entree, "sigle", None)
    return f"{entree.nom} ({sigle})" if sigle and sigle != entree.nom else str(entree.nom)
