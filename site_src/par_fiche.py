"""A page that holds a form a sheet: those of the first sheets; the others stand apart, and the page links them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from calculators import typographie
from catalogue import Fiche
from site_src.cadre import Page, accrocher
from site_src.gabarits import rendre
from site_src.vues import VueCatalogue

SUR_PLACE = 12
"""The most sheets whose form is drawn on one page."""


class Bloc(NamedTuple):
    """The form of a sheet, and what the choice of sheets adds after its Department."""

    fiche: Fiche
    html: Markup
    precision: str = ""


class Ailleurs(NamedTuple):
    """A sheet whose form stands elsewhere, and what it says where it has none."""

    fiche: Fiche
    adresse: str
    silence: str = ""


def partager[T](vues: Sequence[T]) -> tuple[Sequence[T], Sequence[T]]:
    """Those whose form a page holds, and those that it only links."""
    return vues[:SUR_PLACE], vues[SUR_PLACE:]


def rendre_formulaires(
    catalogue: VueCatalogue,
    nom: str,
    sujet: str,
    question: str,
    blocs: Iterable[Bloc],
    autres: Iterable[Ailleurs] = (),
    ou: str = "",
    racine: str = "../../",
) -> Markup:
    """What hangs in the page: a choice of sheets, the form of each, then the others; `ou` says where these are."""
    return rendre(
        "page_calculateur.html",
        nom=nom,
        sujet=sujet,
        question=question,
        blocs=list(blocs),
        autres=list(autres),
        ou=ou,
        racine=racine,
        departement=catalogue.departement,
    )


def adresse_seule(nom: str, fiche: Fiche) -> str:
    """Where a form stands that has a page of its own, from the root of the site."""
    return f"{nom}/{fiche.id}/index.html"


def page_seule(cadre: Page, cadres: Mapping[str, str], sujet: str, question: str, fiche: Fiche, contenu: Markup) -> str:
    """That page: `contenu` hung in its frame."""
    titre, description = escape(typographie(f"{sujet} : {fiche.titre}")), escape(question)
    return accrocher(cadres[cadre.adresse], {"titre": titre, "description": description, "contenu": contenu})
