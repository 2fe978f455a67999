"""The calculators' pages: their index, and one page each with every sheet that has it."""

from __future__ import annotations

from markupsafe import Markup

from calculators import typographie
from site_src.cadre import CALCUL, Page
from site_src.fiche_page import rendre_calculateur
from site_src.gabarits import rendre
from site_src.homonymes import distinguer
from site_src.par_fiche import SUR_PLACE, Ailleurs, Bloc, partager, rendre_formulaires
from site_src.sujets import COFINANCEMENT, PARCOURS, QUESTIONS, SUJETS
from site_src.vues import VueCalculateur, VueCatalogue


def pages(catalogue: VueCatalogue) -> list[Page]:
    """The page of all calculators, and each calculator's own."""
    index = Page(
        "calculateurs/index.html",
        "Calculateurs",
        "Les calculs que les fiches permettent, avec leurs clauses.",
        "liste",
        rendre_index(catalogue),
        feuilles=("accueil",),
    )
    return [index] + [
        Page(
            f"calculateurs/{nom}/index.html",
            SUJETS[nom],
            QUESTIONS[nom],
            "calculateur",
            rendre_page(nom, vues, catalogue),
            feuilles=("calculateur", "resultat"),
            scripts=CALCUL,
        )
        for nom, vues in catalogue.calculateurs()
    ]


def rendre_index(catalogue: VueCatalogue) -> Markup:
    """What hangs in the page of all calculators."""
    calculateurs = []
    for nom, vues in catalogue.calculateurs():
        ici, autres = partager(_ranger(vues))
        calculateurs.append(
            {"nom": nom, "sujet": SUJETS[nom], "question": QUESTIONS[nom], "ici": ici, "autres": autres}
        )
    parcours = [vue.fiche for vue in catalogue.fiches if vue.fiche.regles.parcours]
    cofinancement = [vue.fiche for vue in catalogue.fiches if vue.fiche.regles.pluriannuel]
    return rendre(
        "calculateurs.html",
        bureau=any(vue.finance for vue in catalogue.fiches),
        sujets={"parcours": PARCOURS, "cofinancement": COFINANCEMENT},
        calculateurs=calculateurs,
        parcours=sorted(parcours, key=lambda fiche: fiche.nature == "cadre")[:SUR_PLACE],
        cofinancement=cofinancement[:SUR_PLACE],
    )


def rendre_page(nom: str, vues: list[VueCalculateur], catalogue: VueCatalogue) -> Markup:
    """What hangs in the page of one calculator: a choice of sheets, then a form and its result each."""
    ici, autres = partager(_ranger(vues))
    noms = distinguer([vue.fiche for vue in ici], catalogue)
    blocs = []
    for vue in ici:
        titre = typographie(f"{vue.titre} : {noms[vue.fiche.id]}")
        html = rendre_calculateur(vue, _page_fiche(vue), f"calculateur-{vue.formulaire}", 2, titre)
        blocs.append(Bloc(vue.fiche, html))
    ailleurs = [Ailleurs(vue.fiche, f"{_page_fiche(vue)}#calculateur-{nom}", vue.silence) for vue in autres]
    ou = "Le calculateur de chacune est dans sa page."
    return rendre_formulaires(catalogue, nom, SUJETS[nom], QUESTIONS[nom], blocs, ailleurs, ou)


def _page_fiche(vue: VueCalculateur) -> str:
    return f"../../fiches/{vue.fiche.id}/index.html"


def _ranger(vues: list[VueCalculateur]) -> list[VueCalculateur]:
    """Sheets with something to compute first, actions before framework sheets."""
    return sorted(vues, key=lambda vue: (vue.sans_objet, vue.fiche.nature == "cadre"))
