"""The page of the abbreviations: what each stands for, its other names, the sheets that use it."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import groupby
from typing import Any

from markupsafe import Markup

from calculators.typographie import en_suite
from site_src.gabarits import rendre
from site_src.texte import plier
from site_src.vues import VueCatalogue, VueFiche

FICHES_MAX = 6
"""Sheets named under an abbreviation; the catalogue's search finds the others."""


def rendre_sigles(catalogue: VueCatalogue) -> Markup:
    """The list of abbreviations, to hang in the page's prose."""
    emplois: dict[str, list[VueFiche]] = defaultdict(list)
    for vue in catalogue.fiches:
        for sigle in vue.une_fois("sigles", partial(_employes, vue, catalogue)):
            emplois[sigle].append(vue)
    entrees = [
        {
            "sigle": entree,
            "ancre": catalogue.lexique.ancres[entree.sigle],
            "fiches": [
                (vue, *_defini(vue.fiche.repere), catalogue.departement(vue.fiche))
                for vue in emplois[entree.sigle][:FICHES_MAX]
            ],
            "autres": max(0, len(emplois[entree.sigle]) - FICHES_MAX),
        }
        for entree in catalogue.lexique.sigles
    ]
    lettres = [(lettre, list(siens)) for lettre, siens in groupby(entrees, key=_initiale)]
    return rendre("sigles.html", lettres=lettres)


def _employes(vue: VueFiche, catalogue: VueCatalogue) -> list[str]:
    return sorted({sigle for section in vue.fiche.sections() for sigle in catalogue.lexique.dans(section.texte)})


def _defini(repere: str) -> tuple[str, str]:
    """« la », « fiche 6 »; « l’ », « action 2.5 »."""
    return "l’" if repere.startswith("A") else "la ", en_suite(repere)


def _initiale(entree: dict[str, Any]) -> str:
    return plier(entree["sigle"].sigle)[0].upper()
