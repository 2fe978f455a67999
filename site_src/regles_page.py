"""A sheet's rules, each with the clause that founds it, and its hypotheses with their readings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from calculators import MECANISMES, Champ, ancre_clause, formater_date, lire_date, typographie
from calculators.mecanismes.public import PRIORITE
from site_src.fiche_page import RACINE
from site_src.gabarits import rendre
from site_src.inventaire import RegleEcrite, inventorier
from site_src.reference_page import documentation
from site_src.regles_en_mots import GROUPES, Clauses, Lecture
from site_src.sujets import COFINANCEMENT, PARCOURS, SUJETS
from site_src.vues import VueCatalogue, VueFiche

_FIN = re.compile(r"\. | [;:(]")
"""Where the first thing that a mechanism says of itself ends."""


def rendre_regles(vue: VueFiche) -> dict[str, str]:
    """What to hang in the frame: `titre`, `description`, `contenu`."""
    fiche = vue.fiche
    contenu = rendre(
        "regles.html",
        fiche=fiche,
        repere=fiche.repere,
        racine=RACINE,
        calculateurs=[*(_calculateur(c.nom, vue) for c in vue.calculateurs), *_ajouts(vue)],
        hypotheses=hypotheses(vue),
    )
    titre = f"Règles\u00a0: {fiche.repere}"
    description = f"Les règles et les hypothèses de la fiche, avec leurs phrases\u00a0: {fiche.titre}"
    return {"titre": titre, "description": description, "contenu": contenu}


def rendre_liste(catalogue: VueCatalogue) -> Markup:
    """The sheets whose rules may be read, to hang in the page of method."""
    fiches = [(vue.fiche.repere, vue.fiche, vue.adresse_regles) for vue in catalogue.fiches]
    return rendre("liste_regles.html", fiches=fiches)


def _calculateur(nom: str, vue: VueFiche) -> dict[str, Any]:
    brut = vue.fiche.donnees_regles()["calculateurs"][nom]
    return {"sujet": SUJETS[nom], "regles": _citantes(brut, vue, vue.fiche.regles.calculateurs[nom].champs)}


def _ajouts(vue: VueFiche) -> list[dict[str, Any]]:
    """What the sheet's course adds to the rules of its lengths, and its several years to those of its funding."""
    regles = vue.fiche.regles
    champs: Mapping[str, Champ] = regles.parcours.calculateur.champs if regles.parcours else {}
    parties: Any = ((PARCOURS, vue.fiche.parcours, champs), (COFINANCEMENT, vue.fiche.pluriannuel, {}))
    return [{"sujet": sujet, "regles": _citantes(p, vue, c)} for sujet, p, c in parties if p.get("regles")]


def _citantes(brut: Mapping[str, Any], vue: VueFiche, champs: Mapping[str, Champ]) -> list[dict[str, Any]]:
    """The rules that quote words of their own, those nested in others included; what the sheet leaves unsaid; and the
    values that only serve the rules after them."""
    hypotheses = vue.fiche.regles.hypotheses
    lecture = Lecture(brut, champs, hypotheses)
    return [
        {
            "nom": typographie(nom),
            "sens": typographie(_sens(brut, regle)),
            "periode": _periode(regle.brut),
            "parametres": [p for p in _parametres(lecture, brut, regle) if p[1] != nom],
            "citation": regle.citation,
            "ancre": ancre_clause(regle.citation),
            "hypotheses": regle.hypotheses(hypotheses),
        }
        for regle in inventorier(brut.get("regles"), "regles")
        if regle.citation or regle.genre == "silence" or regle.brut.get("cle") in lecture.caches
        for nom in (_nom(regle, lecture),)
    ]


def _nom(regle: RegleEcrite, lecture: Lecture) -> str:
    """What a rule is about: its label, else what it gives or bears on."""
    return str(regle.brut.get("message", "")) if regle.genre == "silence" else regle.libelle or lecture.nom(regle.brut)


def _sens(calculateur: Mapping[str, Any], regle: RegleEcrite) -> str:
    """What a rule does, as its mechanism says it; of a condition, whether it is asked, prefers or excludes."""
    if regle.genre != "condition":
        if regle.genre == "silence":
            return ""
        fait = _FIN.split(documentation(regle.genre)[0][0])[0].rstrip(".")
        return f"{fait}." if regle.libelle or "cle" not in regle.brut else f"{fait}. Ne sert qu’aux règles suivantes."
    if "prioritaires" in regle.chemin:
        return f"{PRIORITE} : y répondre donne priorité, sans écarter les autres."
    if ".aucun" in regle.chemin or "aucun" in regle.brut:
        return "Exclusion : qui y répond est écarté."
    return "Condition à remplir." if _est_condition(regle.brut) else ""


def _parametres(lecture: Lecture, calculateur: Mapping[str, Any], regle: RegleEcrite) -> Clauses:
    """What the sheet gives to a rule, a condition, a step of one, beside its clause."""
    if regle.genre != "condition":
        return lecture.parametres(regle.brut, MECANISMES[regle.genre].parametres) if regle.genre != "silence" else []
    if _est_condition(regle.brut):
        return lecture.condition(regle.brut)
    autour, nom = _autour(calculateur, regle.chemin)
    declare = MECANISMES[str(autour["genre"])].parametres.get(nom) if autour else None
    return lecture.parametres(regle.brut, declare.elements if declare else {})


def _est_condition(brut: Mapping[str, Any]) -> bool:
    return "champ" in brut or bool(set(brut) & set(GROUPES)) or "selon" in brut


def _autour(calculateur: Mapping[str, Any], chemin: str) -> tuple[Mapping[str, Any], str]:
    """The rule that holds what stands there, and under which of its parameters."""
    noeud: Any = calculateur
    autour: Mapping[str, Any] = {}
    nom = ""
    for pas in chemin.split("."):
        if isinstance(noeud, Mapping) and "genre" in noeud:
            autour, nom = noeud, pas
        noeud = noeud[int(pas)] if isinstance(noeud, list) else noeud[pas]
    return autour, nom


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
