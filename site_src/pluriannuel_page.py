"""« Le cofinancement »: several years, several funders; one table to fill a sheet, what remains beneath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from calculators import ancre_clause
from calculators.pluriannuel import case, cofinancer, rendre_cofinancement
from catalogue import Fiche
from site_src.cadre import COFINANCEMENT as CADRE
from site_src.cadre import Page
from site_src.fiche_page import RACINE
from site_src.formulaire import ecrire
from site_src.gabarits import rendre
from site_src.homonymes import distinguer
from site_src.par_fiche import Ailleurs, Bloc, adresse_seule, partager, rendre_formulaires
from site_src.sujets import COFINANCEMENT as SUJET
from site_src.vues import VueCatalogue, VueFiche

NOM = "cofinancement"
ADRESSE = f"calculateurs/{NOM}/index.html"
QUESTION = "Sur plusieurs années, qui finance quoi, et que reste-t-il au Département ?"


def pages(catalogue: VueCatalogue) -> list[Page]:
    """The page of all such tables, where a sheet has one."""
    ici, autres = _partager(catalogue)
    if not ici:
        return []
    noms = distinguer([vue.fiche for vue in ici], catalogue)
    blocs = [_bloc(vue, noms[vue.fiche.id]) for vue in ici]
    ailleurs = [Ailleurs(vue.fiche, f"{RACINE}{adresse_seule(NOM, vue.fiche)}") for vue in autres]
    ou = "Le tableau de chacune a sa page."
    contenu = rendre_formulaires(catalogue, NOM, SUJET, QUESTION, blocs, ailleurs, ou)
    return [replace(CADRE, adresse=ADRESSE, titre=SUJET, description=QUESTION, contenu=contenu)]


def seules(catalogue: VueCatalogue) -> frozenset[str]:
    """The sheets whose table the common page only links: each has its own page."""
    return frozenset(vue.fiche.id for vue in _partager(catalogue)[1])


def rendre_seule(vue: VueFiche, catalogue: VueCatalogue) -> Markup:
    """What hangs in the page of one sheet's table."""
    return rendre_formulaires(catalogue, NOM, SUJET, QUESTION, [_bloc(vue, vue.fiche.repere)])


def _partager(catalogue: VueCatalogue) -> tuple[Sequence[VueFiche], Sequence[VueFiche]]:
    """The sheets that declare several years and funders: those of the common page, the others."""
    return partager([vue for vue in catalogue.fiches if vue.fiche.regles.pluriannuel])


def _bloc(vue: VueFiche, nom: str) -> Bloc:
    return Bloc(vue.fiche, rendre_grille(vue.fiche, f"{RACINE}{vue.adresse}", nom))


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
