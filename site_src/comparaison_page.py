"""The comparison of two to four sheets: an empty table, and a small file a sheet that fills its column.

The rows stand in the page; the cells are made here, once a sheet, whatever the number of sheets of the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from calculators import typographie
from site_src.appels import appel, json_compact
from site_src.cadre import Page
from site_src.fiche_page import RUBRIQUES
from site_src.gabarits import insecables, rendre
from site_src.sujets import ESSENTIEL, SUJETS
from site_src.texte import BALISES, html_sur
from site_src.vues import VueCatalogue, VueFiche

ADRESSE = "comparer/index.html"
COLONNES = 4
"""The sheets that stand side by side: a fifth column would be too narrow to read."""
LONG = 420
"""A text of more signs is folded behind its first words."""

_FIN_DE_BLOC = re.compile(r"</(?:p|li|td|th|blockquote)>")


@dataclass(frozen=True)
class Ligne:
    """A row of the table: where its cells come from."""

    cle: str
    nom: str
    genre: str
    """`essentiel`: our words and the sheet's; `section`: its sections; `liste`: words of the vocabulary."""


LIGNES = (
    Ligne("pour_qui", ESSENTIEL["pour_qui"], "essentiel"),
    Ligne("publics", "Publics", "liste"),
    Ligne("duree", ESSENTIEL["duree"], "essentiel"),
    Ligne("intensite", "Fréquence et intensité", "section"),
    Ligne("groupe", ESSENTIEL["groupe"], "essentiel"),
    Ligne("formats", "Individuel ou collectif", "liste"),
    Ligne("financement", ESSENTIEL["financement"], "essentiel"),
    Ligne("prescription", ESSENTIEL["prescription"], "essentiel"),
    Ligne("resultats", "Résultats et indicateurs", "section"),
    Ligne("contact", ESSENTIEL["contact"], "essentiel"),
    Ligne("porteurs", "Porteurs", "liste"),
    Ligne("themes", "Thèmes et freins", "liste"),
    Ligne("calculateurs", "Ce qui se calcule", "liste"),
)


def pages(catalogue: VueCatalogue) -> list[Page]:
    """The page of the comparison: its rows, and every sheet to choose from."""
    choix = [
        (vue.fiche.id, f"{vue.fiche.repere} · {vue.fiche.titre} · {catalogue.departement(vue.fiche)}")
        for vue in catalogue.fiches
    ]
    return [
        Page(
            ADRESSE,
            "Comparer des fiches",
            "De deux à quatre fiches côte à côte, leurs différences marquées.",
            "comparer",
            rendre("comparer.html", lignes=LIGNES, choix=choix, colonnes=COLONNES),
            feuilles=("comparer",),
            scripts=("fraicheur", "mots", "comparaison", "comparer"),
        )
    ]


def script(vue: VueFiche, catalogue: VueCatalogue) -> str:
    """The column of a sheet, fetched when it is chosen."""
    return appel(json_compact(colonne(vue, catalogue)))


def colonne(vue: VueFiche, catalogue: VueCatalogue) -> dict[str, Any]:
    """What a sheet says in each row: HTML of ours, or the items of a list."""
    fiche = vue.fiche
    cellules = {
        ligne.cle: _cellule(ligne, vue) if ligne.genre != "liste" else _liste(ligne.cle, vue, catalogue)
        for ligne in LIGNES
    }
    return {
        "id": fiche.id,
        "repere": fiche.repere,
        "titre": typographie(fiche.titre),
        "departement": catalogue.departement(vue.fiche),
        "programme": fiche.programme or "",
        "source": rendre("comparer_source.html", fiche=fiche),
        "cellules": cellules,
    }


def _cellule(ligne: Ligne, vue: VueFiche) -> Markup:
    if ligne.genre == "essentiel":
        cellule = getattr(vue.fiche.essentiel, ligne.cle)
        return rendre("comparer_essentiel.html", cellule=cellule, fiche=vue.fiche, cle=ligne.cle)
    passages = list(_passages(vue.fiche.texte, RUBRIQUES[ligne.cle]))
    clauses = [c.citation for c in vue.clauses.values() if ligne.cle in c.calculateurs] if not passages else []
    return rendre("comparer_passages.html", passages=passages, clauses=clauses)


def _passages(sections: Any, rubriques: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The sections of these roles, each with the whole of its text."""
    for section in sections or ():
        if section.rubrique in rubriques:
            html = Markup(insecables(_texte(section)))
            blocs = [Markup(bloc).striptags() for bloc in _FIN_DE_BLOC.split(html)]
            debut = " · ".join(bloc for bloc in blocs if bloc)
            yield {"titre": section.titre.rstrip(" :"), "html": html, "debut": debut, "long": len(debut) > LONG}
        else:
            yield from _passages(section.sections, rubriques)


def _texte(section: Any) -> Markup:
    # Words only: a link of the sheet is written for the sheet's own address.
    html = html_sur(section.texte, BALISES - {"a"}) if section.texte else Markup("")
    for sous in section.sections:
        html += Markup("<p><strong>{}</strong></p>").format(sous.titre) + _texte(sous)
    return html


def _liste(cle: str, vue: VueFiche, catalogue: VueCatalogue) -> list[dict[str, str]]:
    """The items of a row: key, words, and for a public the wider one that contains it; a calculator has its address."""
    if cle == "calculateurs":
        page = f"../{vue.adresse}#calculateur-"
        noms = [calculateur.nom for calculateur in vue.calculateurs if not calculateur.sans_objet]
        return [{"cle": nom, "nom": SUJETS[nom], "adresse": page + nom} for nom in noms]
    publics = catalogue.catalogue.vocabulaire.publics
    items = [{"cle": mot, "nom": typographie(catalogue.nom(cle, mot))} for mot in getattr(vue.fiche, cle)]
    return [item | {"parmi": publics[item["cle"]].parmi or ""} for item in items] if cle == "publics" else items
