"""« Le cofinancement »: several years, several funders; one table to fill a sheet, what remains beneath."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup, escape

from calculators import ancre_clause, typographie
from calculators.pluriannuel import case, cofinancer, rendre_cofinancement
from catalogue import Fiche
from site_src.cadre import CALCUL, COFINANCEMENT, Page, accrocher
from site_src.calculateurs_page import SUR_PLACE
from site_src.fiche_page import RACINE
from site_src.formulaire import ecrire
from site_src.gabarits import rendre
from site_src.homonymes import distinguer
from site_src.sujets import COFINANCEMENT as SUJET
from site_src.vues import VueCatalogue, VueFiche

NOM = "cofinancement"
ADRESSE = f"calculateurs/{NOM}/index.html"
QUESTION = "Sur plusieurs années, qui finance quoi, et que reste-t-il au Département ?"


def pages(catalogue: VueCatalogue) -> list[Page]:
    """The page of all such tables, where a sheet has one."""
    vues = cofinancees(catalogue)
    if not vues:
        return []
    noms = distinguer([vue.fiche for vue in vues[:SUR_PLACE]], catalogue)
    contenu = rendre(
        "page_calculateur.html",
        nom=NOM,
        sujet=SUJET,
        question=QUESTION,
        blocs=[_bloc(vue, catalogue, noms[vue.fiche.id]) for vue in vues[:SUR_PLACE]],
        autres=[(vue.fiche.repere, vue.fiche, "") for vue in vues[SUR_PLACE:]],
        vers=lambda fiche: f"../../{adresse_seule(fiche)}",
        ou="Le tableau de chacune a sa page.",
    )
    feuilles, scripts = ("calculateur", "resultat", "pluriannuel"), (*CALCUL, "pluriannuel")
    return [Page(ADRESSE, SUJET, QUESTION, "calculateur", contenu, feuilles=feuilles, scripts=scripts)]


def seules(catalogue: VueCatalogue) -> frozenset[str]:
    """The sheets whose table the common page only links: each has its own page."""
    return frozenset(vue.fiche.id for vue in cofinancees(catalogue)[SUR_PLACE:])


def page_seule(vue: VueFiche, catalogue: VueCatalogue, cadres: Mapping[str, str]) -> str:
    """The page of one sheet's table."""
    bloc = _bloc(vue, catalogue, vue.fiche.repere)
    contenu = rendre("page_calculateur.html", nom=NOM, sujet=SUJET, question=QUESTION, blocs=[bloc], autres=[])
    titre = escape(typographie(f"{SUJET} : {vue.fiche.titre}"))
    return accrocher(cadres[COFINANCEMENT], {"titre": titre, "description": escape(QUESTION), "contenu": contenu})


def cofinancees(catalogue: VueCatalogue) -> list[VueFiche]:
    """The sheets that declare several years and funders."""
    return [vue for vue in catalogue.fiches if vue.fiche.regles.pluriannuel]


def adresse_seule(fiche: Fiche) -> str:
    """Where a table stands that has a page of its own."""
    return f"{NOM}/{fiche.id}/index.html"


def _bloc(vue: VueFiche, catalogue: VueCatalogue, nom: str) -> dict[str, str | Markup | Fiche]:
    fiche = vue.fiche
    page = f"{RACINE}{vue.adresse}"
    return {
        "ancre": f"{NOM}-{fiche.id}",
        "repere": fiche.repere,
        "titre": fiche.titre,
        "fiche": fiche,
        "departement": catalogue.nom("departements", fiche.departement),
        "page": page,
        "html": rendre_grille(fiche, page, nom),
    }


def rendre_grille(fiche: Fiche, page_fiche: str, nom: str) -> Markup:
    """The table to fill, and the default case computed; `nom` is what the sheet is called there."""
    pluriannuel = fiche.regles.pluriannuel
    assert pluriannuel is not None
    grille, champs = pluriannuel.grille, pluriannuel.calculateur.champs
    formulaire = f"{NOM}-{fiche.id}"
    valeurs = {cle: ecrire(champs[cle], valeur) for cle, valeur in grille.exemple.items()}
    rempli = cofinancer(fiche.regles, grille.exemple)
    details = {rangee.cle for rangee in grille.dont}
    return rendre(
        "pluriannuel.html",
        formulaire=formulaire,
        fiche=fiche,
        nom=nom,
        racine=RACINE,
        page_fiche=page_fiche,
        sujet=SUJET,
        grille=grille,
        groupes=[("Dépenses", [grille.depenses, *grille.dont]), ("Financeurs", grille.financeurs)],
        details=details,
        case=case,
        valeurs=valeurs,
        ancre=ancre_clause,
        html=Markup(rendre_cofinancement(rempli, formulaire, page_fiche)),
    )
