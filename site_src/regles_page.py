"""A sheet's rules, each with the clause that founds it, and its hypotheses with their readings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from calculators import ancre_clause, formater_date, lire_date, typographie
from site_src.fiche_page import RACINE, repere
from site_src.gabarits import rendre
from site_src.inventaire import inventorier
from site_src.sujets import COFINANCEMENT, PARCOURS, SUJETS
from site_src.vues import VueCatalogue, VueFiche

_ACCENTS = {
    "bareme": "barème",
    "decompte": "décompte",
    "difference": "différence",
    "duree": "durée",
    "echeances": "échéances",
    "periodes": "périodes",
    "presences": "présences",
    "repartition": "répartition",
}
"""The words of a mechanism's name as a reader expects them; its key has no accent."""


def rendre_regles(vue: VueFiche) -> dict[str, str]:
    """What to hang in the frame: `titre`, `description`, `contenu`."""
    fiche = vue.fiche
    contenu = rendre(
        "regles.html",
        fiche=fiche,
        repere=repere(fiche),
        racine=RACINE,
        calculateurs=[*(_calculateur(c.nom, vue) for c in vue.calculateurs), *_ajouts(vue)],
        hypotheses=hypotheses(vue),
    )
    titre = f"Règles\u00a0: {repere(fiche)}"
    description = f"Les règles et les hypothèses de la fiche, avec leurs phrases\u00a0: {fiche.titre}"
    return {"titre": titre, "description": description, "contenu": contenu}


def rendre_liste(catalogue: VueCatalogue) -> Markup:
    """The sheets whose rules may be read, to hang in the page of method."""
    fiches = [(repere(vue.fiche), vue.fiche, vue.adresse_regles) for vue in catalogue.fiches]
    return rendre("liste_regles.html", fiches=fiches)


def _calculateur(nom: str, vue: VueFiche) -> dict[str, Any]:
    bruts = vue.fiche.donnees_regles()["calculateurs"][nom]["regles"]
    return {"sujet": SUJETS[nom], "regles": _citantes(bruts)}


def _ajouts(vue: VueFiche) -> list[dict[str, Any]]:
    """What the sheet's course adds to the rules of its lengths, and its several years to those of its funding."""
    parties = ((PARCOURS, vue.fiche.parcours), (COFINANCEMENT, vue.fiche.pluriannuel))
    return [{"sujet": sujet, "regles": _citantes(p["regles"])} for sujet, p in parties if p.get("regles")]


def _citantes(bruts: Any) -> list[dict[str, Any]]:
    """The rules that quote words of their own, those nested in others included; and what the sheet leaves unsaid."""
    return [
        {
            "genre": " ".join(_ACCENTS.get(mot, mot) for mot in regle.genre.split("_")),
            "libelle": typographie(regle.brut.get("message", "") if regle.genre == "silence" else regle.libelle),
            "periode": _periode(regle.brut),
            "citation": regle.citation,
            "ancre": ancre_clause(regle.citation),
            "hypotheses": list(regle.brut.get("hypotheses", ())),
        }
        for regle in inventorier(bruts, "regles")
        if regle.citation or regle.genre == "silence"
    ]


def _periode(brut: Mapping[str, Any]) -> str:
    """When a dated rule holds: two versions of one rule have the same name."""
    jours = {cle: formater_date(lire_date(brut[cle])) for cle in ("du", "au") if cle in brut}
    if len(jours) == 2:
        return f"du {jours['du']} au {jours['au']}"
    return f"à partir du {jours['du']}" if "du" in jours else f"jusqu’au {jours['au']}" if jours else ""


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
