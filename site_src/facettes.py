"""The facets of the catalogue: under which choices each sheet is found, and what the reader reads beside each box."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from calculators.typographie import typographie
from catalogue import Fiche
from catalogue.references import Public
from site_src.texte import en_tirets, plier
from site_src.vues import VueCatalogue, VueFiche

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
    return {nom: list(famille.cles(vue, catalogue)) for nom, famille in FACETTES.items()}


def facettes(catalogue: VueCatalogue, cles: list[Cles]) -> list[Facette]:
    """The facets that the sheets have a use for, with their choices in the order in which they are read."""
    trouvees = []
    for nom, famille in FACETTES.items():
        utiles = _publics_utiles(catalogue) if nom == "public" else {cle for fiche in cles for cle in fiche[nom]}
        comptes = Counter(cle for fiche in cles for cle in set(fiche[nom]))
        options = tuple(
            Option(cle, typographie(libelle), comptes[cle], _est_sous(nom, cle, catalogue))
            for cle, libelle in famille.libelles(catalogue).items()
            if cle in utiles
        )
        if options:
            trouvees.append(Facette(nom, famille.titre, options))
    return trouvees


def _mots(catalogue: VueCatalogue, axe: str) -> dict[str, str]:
    """The words of one part of the vocabulary, in its order."""
    return {cle: str(entree.nom) for cle, entree in getattr(catalogue.catalogue.vocabulaire, axe).items()}


def _departements(catalogue: VueCatalogue) -> dict[str, str]:
    return dict(sorted(_mots(catalogue, "departements").items(), key=lambda p: plier(p[1])))


def _publics(catalogue: VueCatalogue) -> dict[str, str]:
    """The wide ones, each before those that it contains."""
    publics = catalogue.catalogue.vocabulaire.publics
    larges = [cle for cle, public in publics.items() if not public.parmi]
    ordre = [c for large in larges for c in (large, *(c for c, p in publics.items() if p.parmi == large))]
    return {cle: _avec_sigle(publics[cle]) for cle in ordre}


def _publics_utiles(catalogue: VueCatalogue) -> set[str]:
    """The publics that a sheet names, with the wider ones: a public that no sheet names is not offered."""
    publics = catalogue.catalogue.vocabulaire.publics
    nommes = {cle for vue in catalogue.fiches for cle in vue.fiche.publics}
    return nommes | {parent for cle in nommes if (parent := publics[cle].parmi)}


def _est_sous(nom: str, cle: str, catalogue: VueCatalogue) -> bool:
    return nom == "public" and catalogue.catalogue.vocabulaire.publics[cle].parmi is not None


def _programmes(catalogue: VueCatalogue, quoi: str) -> dict[str, str]:
    """Axes or objectives by Department, then by number: two Departments number theirs apart."""
    trouves: dict[tuple[str, int, str], str] = {}
    for vue in catalogue.fiches:
        departement = catalogue.departement(vue.fiche)
        for texte in getattr(vue.fiche, quoi):
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


class _Famille(NamedTuple):
    """What a facet is made of."""

    titre: str
    cles: Callable[[VueFiche, VueCatalogue], Iterable[str]]
    """The choices that find a sheet."""
    libelles: Callable[[VueCatalogue], Mapping[str, str]]
    """Every choice, in the order in which they are read, with its words."""


FACETTES = {
    "public": _Famille("Public", lambda v, c: c.catalogue.vocabulaire.publics_couverts(v.fiche.publics), _publics),
    "theme": _Famille("Thème ou frein", lambda v, _: v.fiche.themes, lambda c: _mots(c, "themes")),
    "format": _Famille("Format", lambda v, _: v.fiche.formats, lambda c: _mots(c, "formats")),
    "departement": _Famille("Département", lambda v, _: [v.fiche.departement], _departements),
    "axe": _Famille(
        "Axe",
        lambda v, _: [_cle_du_programme(texte, v.fiche) for texte in v.fiche.axes],
        lambda c: _programmes(c, "axes"),
    ),
    "objectif": _Famille(
        "Objectif",
        lambda v, _: [_cle_du_programme(texte, v.fiche) for texte in v.fiche.objectifs],
        lambda c: _programmes(c, "objectifs"),
    ),
    "duree": _Famille("Durée", lambda v, _: [v.fiche.duree] if v.fiche.duree else [], lambda c: _mots(c, "durees")),
    "financement": _Famille("Financement", lambda v, _: ["oui" if v.finance else "non"], lambda _: FINANCEMENTS),
    "porteur": _Famille("Porteur", lambda v, _: v.fiche.porteurs, lambda c: _mots(c, "porteurs")),
}
"""The facets, in the order in which they are read; a new one is an entry here."""
