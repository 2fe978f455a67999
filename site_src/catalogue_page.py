"""The catalogue's pages: the one that is searched and filtered in the browser, and the plain list of every sheet."""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup

from site_src.cadre import Page
from site_src.catalogue_donnees import Carte, Cartes, cartes
from site_src.comparaison_page import COLONNES
from site_src.facettes import EN_VUE, nom_du_programme
from site_src.gabarits import rendre
from site_src.vues import VueCatalogue

ENTIERES = 24
"""Cards that are whole in the page; the browser makes the others as they come into view."""

TRIS = {
    "pertinence": "Pertinence",
    "departement": "Département",
    "numero": "Numéro",
    "titre": "Titre",
    "recent": "Mise à jour la plus récente",
}


def pages(catalogue: VueCatalogue) -> list[Page]:
    """The catalogue's pages."""
    ensemble = cartes(catalogue)
    return [
        Page(
            "catalogue/index.html",
            "Catalogue des fiches",
            "Toutes les fiches action, à chercher par mot, sigle, public, thème ou format.",
            "catalogue",
            rendre_catalogue(ensemble, catalogue.recueil),
            feuilles=("catalogue",),
            scripts=(
                "fraicheur",
                "mots",
                "question",
                "recherche",
                "lexique",
                "extraits",
                "catalogue-fiches",
                "catalogue-facettes",
                "catalogue-cartes",
                "catalogue-aucune",
                "catalogue-comparer",
                "catalogue-adresse",
                "catalogue",
            ),
        ),
        Page(
            "catalogue/toutes/index.html",
            "Toutes les fiches",
            "La liste de toutes les fiches action, par Département et par axe.",
            "toutes",
            rendre_liste(ensemble),
            feuilles=("catalogue",),
        ),
    ]


def rendre_catalogue(ensemble: Cartes, recueil: str = "") -> Markup:
    """What hangs in the catalogue's frame; `recueil` is the address of the PDF of all sheets, where there is one."""
    return rendre(
        "catalogue.html",
        cartes=ensemble.cartes[:ENTIERES],
        nombre=len(ensemble.cartes),
        facettes=ensemble.facettes,
        en_vue=EN_VUE,
        colonnes=COLONNES,
        tris=TRIS,
        recueil=recueil,
    )


def rendre_liste(ensemble: Cartes) -> Markup:
    """Every sheet by Department, each under the first of its axes."""
    axes = [option.cle for facette in ensemble.facettes if facette.nom == "axe" for option in facette.options]

    def rang_du_premier_axe(carte: Carte) -> int:
        return axes.index(carte.cles["axe"][0]) if carte.cles["axe"] else len(axes)

    departements = []
    for departement, siennes in groupby(ensemble.cartes, key=lambda carte: carte.departement):
        triees = sorted(siennes, key=rang_du_premier_axe)
        parties = [list(groupe) for _, groupe in groupby(triees, key=rang_du_premier_axe)]
        departements.append((departement, len(triees), [(_axe(partie[0]), partie) for partie in parties]))
    return rendre("toutes.html", nombre=len(ensemble.cartes), departements=departements)


def _axe(carte: Carte) -> str:
    return nom_du_programme(carte.vue.fiche.axes[0]) if carte.cles["axe"] else ""
