"""A case as CSV, as French spreadsheets open it: semicolons, decimal comma, a byte order mark."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from io import StringIO

from calculators.bureau.budget import Budget
from calculators.bureau.comparaison import RIEN, SOLDE, TOTAL_CHARGES, TOTAL_PRODUITS, comparer
from calculators.bureau.etude import Etude
from calculators.bureau.export import Export
from calculators.bureau.plan import SECTIONS
from calculators.bureau.texte_sur import neutraliser
from calculators.nombres import ecrire_decimal
from calculators.trace import Donnee

ENTETES = ("Partie", "Libellé", "Valeur", "Unité", "Calcul", "Clause citée", "Hypothèses")


def ecrire_csv(export: Export, budget: Budget | None = None, scenarios: Sequence[Etude] = ()) -> bytes:
    """The inputs, the results, the readings and the clauses of a case, one a line; its budget, the scenarios."""
    sortie = StringIO()
    # Numbers are ours: only text is neutralised, or a negative amount would no longer be a number.
    ecrivain = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    ecrivain.writerow(ENTETES)
    for ligne in (*_lignes(export), *(_budget(budget) if budget else ()), *_scenarios(scenarios)):
        ecrivain.writerow([*ligne, *[""] * (len(ENTETES) - len(ligne))])
    return b"\xef\xbb\xbf" + sortie.getvalue().encode("utf-8")


def _lignes(export: Export) -> Iterator[list[str]]:
    sur, resultat = neutraliser, export.resultat
    for nom, texte in export.notice.rubriques.items():
        yield ["Fiche", sur(nom), sur(texte)]
    yield ["Fiche", "Exporté le", ecrire(export.notice.exporte_le)]
    for cle, champ in export.calculateur.champs.items():
        valeur = export.saisies.get(cle)
        dite = ecrire(valeur) if isinstance(valeur, Fraction | date) else sur(export.ecrire_saisie(cle))
        yield ["Saisies", sur(champ.libelle), dite, sur(champ.unite)]
    yield ["Résultat", "Statut", resultat.mot]
    for ligne in resultat.lignes:
        dite = sur(ligne.texte) if ligne.verdict or isinstance(ligne.valeur, str) else ecrire(ligne.valeur)
        suite = map(sur, (ligne.unite, ligne.explication, ligne.citation, ", ".join(ligne.hypotheses)))
        yield ["Résultat", sur(ligne.libelle), dite, *suite]
    for alerte in resultat.alertes:
        yield ["Alertes", sur(alerte.message), "", "", sur(alerte.correction), sur(alerte.citation)]
    for vue in resultat.hypotheses:
        lue = next((lecture.libelle for lecture in vue.lectures if lecture.mot == vue.en_vigueur), "question ouverte")
        yield ["Hypothèses", sur(vue.texte), sur(lue), "", sur(vue.effet), sur(vue.citation), vue.code]


def _budget(budget: Budget) -> Iterator[list[str]]:
    for section, titre in SECTIONS.items():
        for poste in budget.plan.de(section):
            if poste.cle:
                montant = budget.montants.get(poste.cle)
                detail = budget.details.get(poste.cle, "")
                nom = neutraliser(poste.libelle)
                yield [f"Budget : {titre}", nom, "" if montant is None else str(montant), "€", detail]
    totaux = {TOTAL_CHARGES: budget.charges, TOTAL_PRODUITS: budget.produits, SOLDE: budget.solde}
    emplois, apports = budget.contributions
    totaux |= {"Total des emplois en nature (86)": emplois, "Total des contributions en nature (87)": apports}
    for nom, montant in totaux.items():
        connu = budget.connu or nom not in (TOTAL_PRODUITS, SOLDE)
        yield ["Budget : totaux", nom, str(montant) if connu else "", "€"]


def _scenarios(etudes: Sequence[Etude]) -> Iterator[list[str]]:
    """Where there are several, what each gives, one after another: a pivot table puts them side by side."""
    for rang, etude in enumerate(etudes if len(etudes) > 1 else ()):
        for rangee in comparer(etudes):
            case = rangee.cases[rang]
            chiffre = isinstance(case.valeur, Fraction | date)
            dite = ecrire(case.valeur) if chiffre else neutraliser("" if case.texte == RIEN else case.texte)
            unite = neutraliser(rangee.unite) if chiffre else ""
            yield [neutraliser(f"Scénario : {etude.scenario.nom}"), neutraliser(rangee.libelle), dite, unite]


def ecrire(valeur: Donnee) -> str:
    """« 1200,50 »: a number that a French spreadsheet reads as one; a day as it is written."""
    if isinstance(valeur, date):
        return f"{valeur:%d/%m/%Y}"
    if not isinstance(valeur, Fraction):
        return valeur or "sans objet"
    texte = ecrire_decimal(valeur, 2 if valeur.denominator != 1 else 0)
    return texte.replace(".", ",")
