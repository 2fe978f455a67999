"""The calculators' pages: their index, and one page each with every sheet that has it."""

from __future__ import annotations

from markupsafe import Markup

from calculators import typographie
from site_src.cadre import CALCUL, Page
from site_src.fiche_page import rendre_calculateur
from site_src.gabarits import rendre
from site_src.homonymes import distinguer
from site_src.sujets import COFINANCEMENT, PARCOURS, QUESTIONS, SUJETS
from site_src.vues import VueCalculateur, VueCatalogue

SUR_PLACE = 12
"""The most sheets whose calculator is drawn on one page; those of a larger catalogue are linked, each on its sheet."""


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
    calculateurs = [
        {
            "nom": nom,
            "sujet": SUJETS[nom],
            "question": QUESTIONS[nom],
            "fiches": [
                {"id": vue.fiche.id, "repere": vue.fiche.repere, "titre": vue.fiche.titre, "silence": vue.silence}
                for vue in _ranger(vues)[:SUR_PLACE]
            ],
            "autres": max(0, len(vues) - SUR_PLACE),
        }
        for nom, vues in catalogue.calculateurs()
    ]
    dates = sorted((v.fiche for v in catalogue.fiches if v.fiche.regles.parcours), key=lambda f: f.nature == "cadre")
    parcours = [{"id": fiche.id, "repere": fiche.repere, "titre": fiche.titre} for fiche in dates[:SUR_PLACE]]
    bureau = any(vue.finance for vue in catalogue.fiches)
    tableaux = [fiche for vue in catalogue.fiches if (fiche := vue.fiche).regles.pluriannuel]
    cofinancement = [{"id": fiche.id, "repere": fiche.repere, "titre": fiche.titre} for fiche in tableaux[:SUR_PLACE]]
    return rendre(
        "calculateurs.html",
        bureau=bureau,
        sujets={"parcours": PARCOURS, "cofinancement": COFINANCEMENT},
        calculateurs=calculateurs,
        parcours=parcours,
        cofinancement=cofinancement,
    )


def rendre_page(nom: str, vues: list[VueCalculateur], catalogue: VueCatalogue) -> Markup:
    """What hangs in the page of one calculator: a choice of sheets, then a form and its result each."""
    blocs = []
    rangees = _ranger(vues)
    noms = distinguer([vue.fiche for vue in rangees[:SUR_PLACE]], catalogue)
    for vue in rangees[:SUR_PLACE]:
        page_fiche = f"../../fiches/{vue.fiche.id}/index.html"
        titre = typographie(f"{vue.titre} : {noms[vue.fiche.id]}")
        html = rendre_calculateur(vue, page_fiche, f"calculateur-{vue.formulaire}", 2, titre)
        blocs.append(
            {
                "ancre": f"{nom}-{vue.fiche.id}",
                "repere": vue.fiche.repere,
                "titre": vue.fiche.titre,
                "fiche": vue.fiche,
                "departement": catalogue.nom("departements", vue.fiche.departement),
                "page": page_fiche,
                "html": html,
            }
        )
    autres = [(vue.fiche.repere, vue.fiche, vue.silence) for vue in rangees[SUR_PLACE:]]
    return rendre(
        "page_calculateur.html",
        nom=nom,
        sujet=SUJETS[nom],
        question=QUESTIONS[nom],
        blocs=blocs,
        autres=autres,
        vers=lambda fiche: f"../../fiches/{fiche.id}/index.html#calculateur-{nom}",
        ou="Le calculateur de chacune est dans sa page.",
    )


def _ranger(vues: list[VueCalculateur]) -> list[VueCalculateur]:
    """Sheets with something to compute first, actions before framework sheets."""
    return sorted(vues, key=lambda vue: (vue.sans_objet, vue.fiche.nature == "cadre"))
