"""The desk's door: a request with its scenarios in, the whole answer out."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from calculators.bureau.classeur import ecrire_classeur
from calculators.bureau.et_si import EtSi
from calculators.bureau.etude import CALCULATEUR, Etude, Scenario, etudier
from calculators.bureau.export import Export, Notice
from calculators.bureau.plan import Plan
from calculators.bureau.rendu import rendre_bureau
from calculators.bureau.tableur_csv import ecrire_csv
from calculators.champs import Champ
from calculators.erreurs import SaisieInvalide
from calculators.regles import Regles
from calculators.resultat import Erreur

SCENARIOS_MAX = 4

CHANCE = Champ("chance", "pourcentage", "Chance", facultatif=True, maximum=Fraction(100))
"""The chance of one success, typed in percent; the sheet's `alea` gives it its name."""


def repondre_bureau(requete: Mapping[str, Any], regles: Regles, plan: Plan) -> dict[str, Any]:
    """Study the scenario in hand and those beside it: `{"html", "resultat"}`, as a form of the site expects it.

    The scenario in hand is `entrees` and `hypotheses`; `autres` lists the others, `rang` is its place among them.
    """
    chance, erreurs = _lire_chance(requete["entrees"].get(CHANCE.cle))
    etudes, rang = _etudier(requete, regles, plan)
    etude = etudes[rang]
    formulaire, page_fiche = str(requete.get("formulaire", "")), str(requete.get("page_fiche", ""))
    fautes = [*etude.resultat.erreurs, *etude.erreurs, *erreurs]
    html = rendre_bureau(etudes, rang, _et_si(regles, etude), chance, formulaire, page_fiche, fautes)
    return {"html": html, "resultat": etude.resultat.en_json() | {"erreurs": [faute.en_json() for faute in fautes]}}


def exporter_bureau(requete: Mapping[str, Any], regles: Regles, plan: Plan) -> dict[str, Any]:
    """The scenario in hand as a file to take away, the others beside it: `{"nom", "octets"}`, the bytes in base 64.

    What was typed and can't be read is told in `resultat`, and no file is made. `format` is `xlsx` or `csv`; `notice`
    holds what the file says of the sheet; `jour` is the reader's own date.
    """
    etudes, rang = _etudier(requete, regles, plan)
    etude = etudes[rang]
    entrees, lectures = etude.scenario.entrees, etude.scenario.hypotheses
    # A file that leaves out what was typed would not say so; what was not typed may be filled in there.
    if fautes := [faute for faute in (*etude.resultat.erreurs, *etude.erreurs) if faute.champ in entrees]:
        return {"nom": "", "octets": "", "html": "", "resultat": {"erreurs": [faute.en_json() for faute in fautes]}}
    notice = Notice(requete["notice"]["titre"], requete["notice"]["rubriques"], date.fromisoformat(requete["jour"]))
    des_regles = {cle: brut for cle, brut in entrees.items() if cle in regles.calculateurs[CALCULATEUR].champs}
    export = Export(regles, CALCULATEUR, des_regles, lectures, notice)
    ecrire = ecrire_classeur if requete["format"] == "xlsx" else ecrire_csv
    nom = f"budget-{regles.fiche}-{requete['jour']}.{requete['format']}"
    octets = b64encode(ecrire(export, etude.budget, etudes)).decode("ascii")
    return {"nom": nom, "octets": octets, "html": "", "resultat": {"erreurs": []}}


def _etudier(requete: Mapping[str, Any], regles: Regles, plan: Plan) -> tuple[list[Etude], int]:
    """Every scenario studied, in its place, and the place of the one in hand."""
    autres = list(requete.get("autres", ()))[: SCENARIOS_MAX - 1]
    rang = max(0, min(int(requete.get("rang", 0)), len(autres)))
    bruts = [*autres[:rang], requete, *autres[rang:]]
    return [etudier(regles, plan, _scenario(brut)) for brut in bruts], rang


def _scenario(brut: Mapping[str, Any]) -> Scenario:
    entrees = {cle: valeur for cle, valeur in brut["entrees"].items() if cle != CHANCE.cle}
    return Scenario(str(brut.get("nom", "")), entrees, brut.get("hypotheses") or {})


def _lire_chance(brut: Any) -> tuple[Fraction | None, list[Erreur]]:
    try:
        lue = CHANCE.lire(brut)
    except SaisieInvalide as erreur:
        return None, [Erreur.nommee(CHANCE.cle, CHANCE.libelle, erreur)]
    return (lue / 100 if isinstance(lue, Fraction) else None), []


def _et_si(regles: Regles, etude: Etude) -> EtSi | None:
    """The what-ifs of a case that gives an amount, or that lacks but what chance will tell; none of one that can't be
    read."""
    alea = regles.calculateurs[CALCULATEUR].alea
    if etude.versement is None and not (alea and etude.attendu and etude.attendu.cle == alea.champ):
        return None
    try:
        return EtSi(regles, etude)
    except SaisieInvalide:
        return None
