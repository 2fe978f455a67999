"""The page of method: every rule of every sheet with the clause that founds it, every hypothesis with its readings."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from calculators import ancre_clause, typographie
from site_src.fiche_page import repere
from site_src.gabarits import rendre
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
    return {"sujet": SUJETS[nom], "regles": _a_plat(bruts)}


def _parcours(vue: VueFiche) -> list[dict[str, Any]]:
    """What the sheet's course adds to the rules of its lengths."""
    bruts = vue.fiche.parcours.get("regles")
    return [{"sujet": "Le parcours", "regles": _a_plat(bruts)}] if bruts else []


def _a_plat(brut: Any, libelle: str = "") -> list[dict[str, Any]]:
    """A rule and those nested in it that quote words of their own."""
    if isinstance(brut, list):
        return [regle for element in brut for regle in _a_plat(element, libelle)]
    if not isinstance(brut, dict):
        return []
    libelle = str(brut.get("libelle", libelle))
    trouvees = []
    if citation := brut.get("citation"):
        codes = brut.get("hypotheses", [])
        trouvees.append(
            {
                "genre": str(brut.get("genre", "condition")).replace("_", " "),
                "libelle": typographie(libelle),
                "citation": citation,
                "ancre": ancre_clause(citation),
                "hypotheses": [codes] if isinstance(codes, str) else list(codes),
            }
        )
    return trouvees + [regle for valeur in brut.values() for regle in _a_plat(valeur, libelle)]


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
