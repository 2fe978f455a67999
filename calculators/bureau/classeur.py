"""A case as a workbook with live formulas: change an input, every amount follows, under the rules of the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from calculators.bureau.budget import Budget
from calculators.bureau.etude import Etude
from calculators.bureau.export import Export
from calculators.bureau.onglet import Onglet
from calculators.bureau.onglet_budget import LARGEURS_BUDGET, ecrire_budget
from calculators.bureau.onglet_calcul import LARGEURS, NOM, OngletCalcul
from calculators.bureau.onglets import (
    LARGEURS_CLAUSES,
    LARGEURS_FICHE,
    LARGEURS_HYPOTHESES,
    LARGEURS_LECTURES,
    LARGEURS_LISTE,
    LARGEURS_SCENARIOS,
    ecrire_clauses,
    ecrire_fiche,
    ecrire_hypotheses,
    ecrire_lectures,
    ecrire_liste,
    ecrire_scenarios,
)
from calculators.bureau.saisies_excel import Listes, nom_onglet


def ecrire_classeur(export: Export, budget: Budget | None = None, scenarios: Sequence[Etude] = ()) -> bytes:
    """The bytes of the workbook; the same case and the same day of export give the same ones.

    Where there are several, `scenarios` are set side by side; the formulas are those of `export` alone.

    XlsxWriter is asked for here alone: the rules themselves run without it.
    """
    import xlsxwriter

    fichier = BytesIO()
    classeur = xlsxwriter.Workbook(fichier, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    le = export.notice.exporte_le
    classeur.set_properties({"title": export.notice.titre, "created": datetime(le.year, le.month, le.day)})
    classeur.set_calc_mode("auto")
    calcul = Onglet(classeur, NOM, LARGEURS)
    plages = {
        champ.cle: Onglet(classeur, nom_onglet(champ), LARGEURS_LISTE, paysage=False)
        for champ in export.calculateur.champs.values()
        if champ.type == "liste_entiers"
    }
    onglet_budget = Onglet(classeur, "Budget", LARGEURS_BUDGET, paysage=False) if budget else None
    compares = Onglet(classeur, "Scénarios", LARGEURS_SCENARIOS) if len(scenarios) > 1 else None
    hypotheses = Onglet(classeur, "Hypothèses", LARGEURS_HYPOTHESES)
    clauses = Onglet(classeur, "Clauses", LARGEURS_CLAUSES)
    fiche = Onglet(classeur, "Fiche", LARGEURS_FICHE)
    lectures = Onglet(classeur, "Lectures", LARGEURS_LECTURES) if export.variantes else None
    listes = Listes(Onglet(classeur, "Listes", ()))
    OngletCalcul(calcul, export, listes).ecrire()
    for cle, onglet in plages.items():
        ecrire_liste(onglet, export, export.calculateur.champs[cle], listes)
    if budget and onglet_budget:
        ecrire_budget(onglet_budget, export, budget)
    if compares:
        ecrire_scenarios(compares, export, scenarios)
    ecrire_hypotheses(hypotheses, export, listes)
    ecrire_clauses(clauses, export)
    ecrire_fiche(fiche, export)
    if lectures:
        ecrire_lectures(lectures, export)
    classeur.close()
    return fichier.getvalue()
