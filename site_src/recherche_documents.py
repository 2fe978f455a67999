"""What the search knows of each sheet: plain documents, indexed by Node with the very words of the browser's script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from catalogue import Fiche
from catalogue.parties import QUESTIONS
from site_src.texte import html_sur
from site_src.vues import VueCatalogue, VueFiche

_FIN_DE_BLOC = re.compile(r"</(?:p|li|td|th|blockquote)>|<br>|<(?:ul|ol)>")
_BALISE = re.compile(r"<[^>]+>")

CHAMPS = {
    "publics": "pour_qui",
    "duree": "duree",
    "calendrier": "duree",
    "intensite": "duree",
    "capacite": "groupe",
    "financement": "financement",
    "budget": "financement",
    "contacts": "contact",
}
"""The part of a section in a sheet → the question of « L'essentiel » that it answers; the others are plain text."""


def passages(vue: VueFiche) -> list[list[str]]:
    """The text of a sheet as `[section, paragraph]`, to show a match in its context."""
    return [[titre, texte] for _, titre, texte in _paragraphes(vue)]


def _paragraphes(vue: VueFiche) -> list[tuple[str, str, str]]:
    """Each paragraph with its section's part and title."""
    return vue.une_fois("paragraphes", lambda: list(_lire_paragraphes(vue.fiche)))


def _lire_paragraphes(fiche: Fiche) -> Iterator[tuple[str, str, str]]:
    for section in fiche.sections():
        for bloc in _FIN_DE_BLOC.split(html_sur(section.texte)) if section.texte else ():
            # What `Markup.striptags` does, twice as fast.
            if texte := " ".join(unescape(_BALISE.sub("", bloc)).split()):
                yield section.rubrique, section.titre, texte


def document(vue: VueFiche, catalogue: VueCatalogue) -> dict[str, Any]:
    """What the index knows of a sheet; the names of its fields are those that it weighs."""
    fiche = vue.fiche
    mots = [
        catalogue.departement(fiche),
        catalogue.catalogue.vocabulaire.departements[fiche.departement].code,
        *(catalogue.nom("themes", cle) for cle in fiche.themes),
        *(catalogue.nom("publics", cle) for cle in fiche.publics),
        *(catalogue.nom("formats", cle) for cle in fiche.formats),
        *(catalogue.nom("porteurs", cle) for cle in fiche.porteurs),
    ]
    champs: dict[str, list[str]] = {"texte": [fiche.intitule, fiche.entete, *fiche.axes, *fiche.objectifs]}
    for cle in QUESTIONS:
        champs[cle] = [getattr(fiche.essentiel, cle).texte]
    for section in fiche.sections():
        champs[CHAMPS.get(section.rubrique, "texte")].append(section.titre)
    for rubrique, _, texte in _paragraphes(vue):
        champs[CHAMPS.get(rubrique, "texte")].append(texte)
    return {
        "id": fiche.id,
        "code": fiche.code,
        "titre": fiche.titre,
        "adresse": vue.adresse,
        "lieu": catalogue.departement(fiche),
        **({"cadre": True} if fiche.nature == "cadre" else {}),
        "repond": " ".join(repondues(fiche)),
        "mots": " . ".join([*mots, *fiche.synonymes, fiche.programme or ""]),
        "resume": fiche.resume,
        **{champ: " . ".join(textes) for champ, textes in champs.items()},
    }


def repondues(fiche: Fiche) -> list[str]:
    """The questions of « L'essentiel » that a sheet answers with its own words."""
    return [cle for cle in QUESTIONS if getattr(fiche.essentiel, cle).citation]


def vocabulaire(catalogue: VueCatalogue) -> dict[str, Any]:
    """The ways to say the same thing, the questions that readers ask, the themes by how many sheets work on them."""
    mots = catalogue.catalogue.vocabulaire
    sens = [
        {
            "formes": list(entree.formes),
            "poids": 0.6,
            "capitales": entree.capitales,
        }
        for entree in mots.sigles
    ]
    sens += [{"formes": list(groupe), "poids": 0.4, "capitales": False} for groupe in mots.synonymes]
    themes = [cle for vue in catalogue.fiches for cle in vue.fiche.themes]
    frequents = sorted(set(themes), key=lambda cle: (-themes.count(cle), cle))[:6]
    return {
        "sens": sens,
        "questions": {cle: list(formes) for cle, formes in mots.questions.items()},
        "themes": [catalogue.nom("themes", cle) for cle in frequents],
    }
