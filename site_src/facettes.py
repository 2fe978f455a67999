"""The facets of the catalogue: under which choices each sheet is found, and what the reader reads beside each box."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from calculators.typographie import typographie
from catalogue import Fiche
from catalogue.references import Public
from site_src.texte import en_tirets, plier
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
EN_VUE = 8
"""Choices shown before « Voir plus »."""
AVEC_RECHERCHE = 15
"""Beyond so many choices, a facet has a box of its own to find one."""


@dataclass(frozen=True)
class Option:
    """One choice of a facet and how many sheets are under it."""

    cle: str
    nom: str
    compte: int
    sous: bool = False
    """Whether it is part of the choice above it: a narrower public."""


@dataclass(frozen=True)
class Facette:
    """A family of choices: a sheet under any of those that are ticked is kept."""

    nom: str
    titre: str
    options: tuple[Option, ...]

    @property
    def ouverte(self) -> bool:
        """Whether it is unfolded at first."""
        return self.nom in OUVERTES

    @property
    def longue(self) -> bool:
        """Whether some of its choices wait behind « Voir plus »."""
        return len(self.options) > EN_VUE

    @property
    def fouillable(self) -> bool:
        """Whether it has a box to find a choice."""
        return len(self.options) > AVEC_RECHERCHE


Cles = Mapping[str, list[str]]


def cles_de(vue: VueFiche, catalogue: VueCatalogue) -> dict[str, list[str]]:
    """Facet → the choices that find the sheet; one for a wide public is under each that this public contains."""
    fiche = vue.fiche
    return {
        "public": list(catalogue.catalogue.vocabulaire.publics_couverts(fiche.publics)),
        "theme": list(fiche.themes),
        "format": list(fiche.formats),
        "departement": [fiche.departement],
        "axe": [_cle_du_programme(texte, fiche) for texte in fiche.axes],
        "objectif": [_cle_du_programme(texte, fiche) for texte in fiche.objectifs],
        "duree": [fiche.duree] if fiche.duree else [],
        "financement": ["oui" if vue.finance else "non"],
        "porteur": list(fiche.porteurs),
    }


def facettes(catalogue: VueCatalogue, cles: list[Cles]) -> list[Facette]:
    """The facets that the sheets have a use for, with their choices in the order in which they are read."""
    trouvees = []
    for nom, titre in FACETTES.items():
        utiles = _publics_utiles(catalogue) if nom == "public" else {cle for fiche in cles for cle in fiche[nom]}
        comptes = Counter(cle for fiche in cles for cle in set(fiche[nom]))
        options = tuple(
            Option(cle, typographie(libelle), comptes[cle], _est_sous(nom, cle, catalogue))
            for cle, libelle in _libelles(nom, catalogue).items()
            if cle in utiles
        )
        if options:
            trouvees.append(Facette(nom, titre, options))
    return trouvees


def _libelles(nom: str, catalogue: VueCatalogue) -> dict[str, str]:
    vocabulaire = catalogue.catalogue.vocabulaire
    if nom == "financement":
        return FINANCEMENTS
    if nom in ("axe", "objectif"):
        return _programmes(nom, catalogue)
    if nom == "public":
        publics = vocabulaire.publics
        larges = [cle for cle, public in publics.items() if not public.parmi]
        ordre = [c for large in larges for c in (large, *(c for c, p in publics.items() if p.parmi == large))]
        return {cle: _avec_sigle(publics[cle]) for cle in ordre}
    noms = {cle: str(entree.nom) for cle, entree in getattr(vocabulaire, f"{nom}s").items()}
    return dict(sorted(noms.items(), key=lambda p: plier(p[1]))) if nom == "departement" else noms


def _publics_utiles(catalogue: VueCatalogue) -> set[str]:
    """The publics that a sheet names, with the wider ones: a public that no sheet names is not offered."""
    publics = catalogue.catalogue.vocabulaire.publics
    nommes = {cle for vue in catalogue.fiches for cle in vue.fiche.publics}
    return nommes | {parent for cle in nommes if (parent := publics[cle].parmi)}


def _est_sous(nom: str, cle: str, catalogue: VueCatalogue) -> bool:
    return nom == "public" and catalogue.catalogue.vocabulaire.publics[cle].parmi is not None


def _programmes(nom: str, catalogue: VueCatalogue) -> dict[str, str]:
    """Axes or objectives by Department, then by number: two Departments number theirs apart."""
    trouves: dict[tuple[str, int, str], str] = {}
    for vue in catalogue.fiches:
        departement = catalogue.departement(vue.fiche)
        for texte in vue.fiche.axes if nom == "axe" else vue.fiche.objectifs:
            numero = re.match(r"\D*(\d+)", texte)
            place = (departement, int(numero[1]) if numero else 0, _cle_du_programme(texte, vue.fiche))
            trouves.setdefault(place, nom_du_programme(texte))
    plusieurs = len({departement for departement, _, _ in trouves}) > 1
    ordre = sorted(trouves, key=lambda place: (plier(place[0]), *place[1:]))
    return {place[2]: trouves[place] + (f" ({place[0]})" if plusieurs else "") for place in ordre}


def _cle_du_programme(texte: str, fiche: Fiche) -> str:
    """« AXE 2 : Garantir… » in Isère → `isere-axe-2`: sheets write the rest of it as they please."""
    trouve = re.match(r"\s*(axe|objectif)\s*(?:n\s*°)?\s*(\d+)", plier(texte))
    fin = f"{trouve[1]}-{trouve[2]}" if trouve else en_tirets(texte)[:60]
    return f"{fiche.departement}-{fin}"


def nom_du_programme(texte: str) -> str:
    """« AXE 2 : Garantir… » → « 2. Garantir… »."""
    trouve = re.match(r"\s*(?:axe|objectif)\s*(?:n\s*°)?\s*(\d+)\s*[:–-]\s*(.*)", texte, re.IGNORECASE | re.DOTALL)
    return f"{trouve[1]}. {trouve[2].strip()}" if trouve else texte


def _avec_sigle(public: Public) -> str:
    sigle = public.sigle
    return f"{public.nom} ({sigle})" if sigle and sigle != public.nom else public.nom
