"""« Le parcours »: from a first day, the whole calendar of an action; a form a sheet, its drawing, its file."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from markupsafe import Markup, escape

from calculators import Durees, Plan, planifier, rendre_parcours, typographie
from calculators.trace import formater
from catalogue import Fiche
from site_src.cadre import CALCUL, PARCOURS, Page, accrocher
from site_src.calculateurs_page import SUR_PLACE
from site_src.fiche_page import reference_imprimee
from site_src.formulaire import CLAVIERS, INDICATIONS, ecrire
from site_src.gabarits import environnement, rendre
from site_src.homonymes import distinguer
from site_src.sujets import PARCOURS as SUJET
from site_src.vues import VueCatalogue, VueFiche

QUESTION = "À partir du premier jour, tout le calendrier : périodes, renouvellements, contrats, bilans, limite."


def pages(catalogue: VueCatalogue) -> list[Page]:
    """The page of all courses."""
    return [
        Page(
            "parcours/index.html",
            SUJET,
            QUESTION,
            "parcours",
            rendre_page(catalogue),
            feuilles=("calculateur", "resultat", "parcours"),
            scripts=(*CALCUL, "parcours"),
        )
    ]


def seules(catalogue: VueCatalogue) -> frozenset[str]:
    """The sheets whose course the common page only links: each has its own page."""
    return frozenset(vue.fiche.id for vue in _ranger(catalogue)[SUR_PLACE:] if vue.fiche.regles.parcours)


def page_seule(vue: VueFiche, cadres: Mapping[str, str]) -> str:
    """The page of one sheet's course."""
    fiche = vue.fiche
    contenu = rendre(
        "parcours_seul.html",
        sujet=SUJET,
        question=QUESTION,
        repere=fiche.repere,
        fiche=fiche,
        page=f"../../{vue.adresse}",
        html=rendre_parcours_de(fiche, f"../../{vue.adresse}", "../../"),
    )
    titre = typographie(f"{SUJET} : {fiche.titre}")
    return accrocher(cadres[PARCOURS], {"titre": escape(titre), "description": escape(QUESTION), "contenu": contenu})


def _ranger(catalogue: VueCatalogue) -> list[VueFiche]:
    """The sheets that have a calendar first, actions before framework sheets."""
    return sorted(catalogue.fiches, key=lambda vue: (vue.fiche.regles.parcours is None, vue.fiche.nature == "cadre"))


def rendre_page(catalogue: VueCatalogue) -> Markup:
    """What hangs in the page: a choice of sheets, then a form and its calendar each; the silent ones say why."""
    rangees = _ranger(catalogue)
    noms = distinguer([vue.fiche for vue in rangees[:SUR_PLACE]], catalogue)
    blocs = [_bloc(vue, catalogue, noms[vue.fiche.id]) for vue in rangees[:SUR_PLACE]]
    autres = [(vue.fiche.repere, vue.fiche) for vue in rangees[SUR_PLACE:] if vue.fiche.regles.parcours]
    return rendre("parcours.html", sujet=SUJET, question=QUESTION, blocs=blocs, autres=autres)


def _bloc(vue: VueFiche, catalogue: VueCatalogue, nom: str) -> dict[str, Any]:
    fiche = vue.fiche
    return {
        "id": fiche.id,
        "repere": fiche.repere,
        "titre": fiche.titre,
        "fiche": fiche,
        "departement": catalogue.nom("departements", fiche.departement),
        "page": f"../{vue.adresse}",
        "muette": fiche.regles.parcours is None,
        "html": rendre_parcours_de(fiche, f"../{vue.adresse}", "../", nom),
    }


def rendre_parcours_de(fiche: Fiche, page_fiche: str, racine: str, nom: str = "") -> Markup:
    """The form of a sheet's course and its default calendar; `nom` is what the sheet is called where others stand."""
    parcours = fiche.regles.parcours
    exemple = parcours.exemple if parcours else {}
    plan: Plan = planifier(fiche.regles, exemple)
    formulaire = f"parcours-{fiche.id}"
    macros = environnement().get_template(
        "calculateur.html", globals={"indications": INDICATIONS, "claviers": CLAVIERS}
    )
    return rendre(
        "parcours_fiche.html",
        champ=macros.module.champ,  # type: ignore[attr-defined]
        sujet=SUJET,
        formulaire=formulaire,
        fiche=fiche,
        repere=fiche.repere,
        nom=nom or fiche.repere,
        racine=racine,
        page_fiche=page_fiche,
        intro=parcours.calculateur.intro if parcours else "",
        champs=[(c, ecrire(c, exemple.get(c.cle, "")), _choix(c.cle, fiche)) for c in parcours.champs]
        if parcours
        else [],
        html=Markup(rendre_parcours(plan, formulaire, page_fiche)),
        evenements=plan.en_json()["evenements"],
        hypotheses={
            code: {"texte": h.texte, "lectures": dict(h.lectures), "retenue": h.retenue}
            for code, h in fiche.regles.hypotheses.items()
        },
        source=reference_imprimee(fiche),
    )


def _choix(cle: str, fiche: Fiche) -> dict[str, Any] | None:
    """What the form offers for a length of time: whole schedules where there may be several periods, else lengths."""
    parcours = fiche.regles.parcours
    durees = parcours.durees.get(cle) if parcours else None
    if parcours is None or durees is None:
        return None
    unite = parcours.calculateur.champs[cle].unite
    suivantes = [] if durees.suivante is None else [(str(n), formater(Fraction(n), unite)) for n in durees.suivantes]
    longueurs = [(str(n), _longueur(n, unite, durees)) for n in durees.longueurs]
    choisi = str(parcours.exemple.get(cle, ""))
    periodes = choisi.split("+") if choisi else []
    dits = {n: formater(Fraction(n), unite) for echeancier in durees.ordinaires for n in echeancier}
    ordinaires = [("+".join(map(str, e)), " + ".join(dits[n] for n in e)) for e in durees.ordinaires]
    return {
        "citation": durees.citation,
        "periodes": [periodes[rang] if rang < len(periodes) else "" for rang in range(durees.periodes)],
        "ordinaires": ordinaires,
        "choisi": choisi if choisi in dict(ordinaires) else "autre",
        "longueurs": longueurs,
        "suivantes": suivantes or longueurs,
        "unite": unite,
    }


def _longueur(nombre: int, unite: str, durees: Durees) -> str:
    """« 4 mois », and whether a reading refuses it."""
    suite = "" if durees.certaine(nombre) else ", à vérifier"
    return f"{formater(Fraction(nombre), unite)}{suite}"
