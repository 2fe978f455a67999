"""« Le parcours »: from a first day, the whole calendar of an action; a form a sheet, its drawing, its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from calculators import Durees, Plan, planifier, rendre_parcours
from calculators.trace import formater
from catalogue import Fiche
from site_src.cadre import PARCOURS as CADRE
from site_src.cadre import Page
from site_src.fiche_page import reference_imprimee
from site_src.formulaire import ecrire, macros
from site_src.gabarits import rendre
from site_src.homonymes import distinguer
from site_src.par_fiche import Ailleurs, Bloc, partager, rendre_formulaires
from site_src.sujets import PARCOURS as SUJET
from site_src.vues import VueCatalogue, VueFiche

NOM = "parcours"
QUESTION = "À partir du premier jour, tout le calendrier : périodes, renouvellements, contrats, bilans, limite."


def pages(catalogue: VueCatalogue) -> list[Page]:
    """The page of all courses."""
    adresse, contenu = f"{NOM}/index.html", _rendre_page(catalogue)
    return [replace(CADRE, adresse=adresse, titre=SUJET, description=QUESTION, contenu=contenu)]


def seules(catalogue: VueCatalogue) -> frozenset[str]:
    """The sheets whose course the common page only links: each has its own page."""
    return frozenset(vue.fiche.id for vue in _partager(catalogue)[1])


def rendre_seule(vue: VueFiche, catalogue: VueCatalogue) -> Markup:
    """What hangs in the page of one sheet's course."""
    fiche, page = vue.fiche, f"../../{vue.adresse}"
    html = rendre_parcours_de(fiche, page, "../../")
    return rendre("parcours_seul.html", sujet=SUJET, question=QUESTION, fiche=fiche, page=page, html=html)


def _partager(catalogue: VueCatalogue) -> tuple[Sequence[VueFiche], Sequence[VueFiche]]:
    """The sheets of the common page, those that have a calendar first, actions before framework sheets; the others."""
    rangees = sorted(catalogue.fiches, key=lambda v: (v.fiche.regles.parcours is None, v.fiche.nature == "cadre"))
    ici, autres = partager(rangees)
    return ici, [vue for vue in autres if vue.fiche.regles.parcours]


def _rendre_page(catalogue: VueCatalogue) -> Markup:
    """A choice of sheets, then a form and its calendar each; the silent ones say why."""
    ici, autres = _partager(catalogue)
    noms = distinguer([vue.fiche for vue in ici], catalogue)
    blocs = [
        Bloc(
            vue.fiche,
            rendre_parcours_de(vue.fiche, f"../{vue.adresse}", "../", noms[vue.fiche.id]),
            "" if vue.fiche.regles.parcours else ", sans calendrier",
        )
        for vue in ici
    ]
    ailleurs = [Ailleurs(vue.fiche, f"{vue.fiche.id}/index.html") for vue in autres]
    return rendre_formulaires(catalogue, NOM, SUJET, QUESTION, blocs, ailleurs, racine="../")


def rendre_parcours_de(fiche: Fiche, page_fiche: str, racine: str, nom: str = "") -> Markup:
    """The form of a sheet's course and its default calendar; `nom` is what the sheet is called where others stand."""
    parcours = fiche.regles.parcours
    exemple = parcours.exemple if parcours else {}
    plan: Plan = planifier(fiche.regles, exemple)
    formulaire = f"parcours-{fiche.id}"
    return rendre(
        "parcours_fiche.html",
        champ=macros().champ,
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
