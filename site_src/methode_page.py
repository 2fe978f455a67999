"""The page of method: every rule of every sheet with the clause that founds it, every hypothesis with its readings."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from calculators import ancre_clause, typographie
from site_src.fiche_page import repere
from site_src.gabarits import rendre
from site_src.inventaire import inventorier
from site_src.vues import SUJETS, VueCatalogue, VueFiche


def rendre_regles(catalogue: VueCatalogue) -> Markup:
    """The rules of all sheets, to hang in the page's prose."""
    fiches = [
        {
            "id": vue.fiche.id,
            "repere": repere(vue.fiche),
            "titre": vue.fiche.titre,
            "page": f"../{vue.adresse}",
            "calculateurs": [*(_calculateur(c.nom, vue) for c in vue.calculateurs), *_parcours(vue)],
            "hypotheses": hypotheses(vue),
        }
        for vue in catalogue.fiches
    ]
    return rendre("methode.html", fiches=fiches)


def _calculateur(nom: str, vue: VueFiche) -> dict[str, Any]:
    bruts = vue.fiche.donnees_regles()["calculateurs"][nom]["regles"]
    return {"sujet": SUJETS[nom], "regles": _citantes(bruts)}


def _parcours(vue: VueFiche) -> list[dict[str, Any]]:
    """What the sheet's course adds to the rules of its lengths."""
    bruts = vue.fiche.parcours.get("regles")
    return [{"sujet": "Le parcours", "regles": _citantes(bruts)}] if bruts else []


def _citantes(bruts: Any) -> list[dict[str, Any]]:
    """The rules that quote words of their own, those nested in others included."""
    return [
        {
            "genre": regle.genre.replace("_", " "),
            "libelle": typographie(regle.libelle),
            "citation": regle.citation,
            "ancre": ancre_clause(regle.citation),
            "hypotheses": _codes(regle.brut.get("hypotheses", [])),
        }
        for regle in inventorier(bruts, "regles")
        if regle.citation
    ]


def _codes(bruts: Any) -> list[str]:
    return [bruts] if isinstance(bruts, str) else list(bruts)


def hypotheses(vue: VueFiche) -> list[dict[str, Any]]:
    """What a sheet leaves open, each reading with whether it is the one used."""
    return [
        {
            "code": code,
            "texte": hypothese.texte,
            "citation": hypothese.citation,
            "ancre": ancre_clause(hypothese.citation) if hypothese.citation else "",
            "lectures": [(libelle, mot == hypothese.retenue) for mot, libelle in hypothese.lectures.items()],
            "ouverte": hypothese.ouverte,
        }
        for code, hypothese in vue.fiche.regles.hypotheses.items()
    ]
