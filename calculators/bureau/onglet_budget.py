"""The budget's sheet: the lines of the form in whole euros, its totals live, the Département's line from the rules."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from calculators.bureau.budget import Budget
from calculators.bureau.export import Export
from calculators.bureau.onglet import Onglet
from calculators.bureau.plan import SECTIONS, Poste

LARGEURS_BUDGET = (12, 62, 18, 44)
_TOTAUX = (
    ("Total des charges", ("charges", "indirectes"), "total_charges"),
    ("Total des produits", ("produits", "propres"), "total_produits"),
    ("Total des emplois en nature (86)", ("contributions_charges",), "total_emplois"),
    ("Total des contributions en nature (87)", ("contributions_produits",), "total_contributions"),
)
"""Label, parts added up, name of the cell."""


def ecrire_budget(onglet: Onglet, export: Export, budget: Budget) -> None:
    """Every line of the form; a total follows the parts that it adds up."""
    onglet.texte(0, 0, "Budget prévisionnel de l’action", "titre")
    onglet.texte(1, 0, f"{budget.plan.formulaire}, {budget.plan.edition} ; en euros entiers.", "sous_titre")
    ligne = 3
    for libelle, sections, nom in _TOTAUX:
        cases: list[str] = []
        for section in sections:
            onglet.texte(ligne, 0, SECTIONS[section], "intertitre")
            postes = list(enumerate(budget.plan.de(section), start=ligne + 1))
            for rang, poste in postes:
                _poste(onglet, export, budget, poste, rang, _somme(_cases(postes, poste.compte)))
            cases += _cases(postes)
            ligne += len(postes) + 1
        onglet.texte(ligne, 1, libelle, "fort")
        onglet.formule(ligne, 2, _somme(cases), Fraction(budget.total(*sections)), "€ entiers")
        onglet.nommer(nom, ligne, 2)
        ligne += 2
    _soldes(onglet, budget, ligne)


def _cases(postes: Iterable[tuple[int, Poste]], compte: str | None = None) -> list[str]:
    """The cells of the lines; of those that an account gathers, where one is given."""
    return [f"C{rang + 1}" for rang, poste in postes if poste.cle and compte in (None, poste.dans)]


def _somme(cases: Iterable[str]) -> str:
    """Lines are rounded to the euro first, then added up as they are shown."""
    return "=" + ("+".join(f"ROUND({case},0)" for case in cases) or "0")


def _poste(onglet: Onglet, export: Export, budget: Budget, poste: Poste, ligne: int, somme: str) -> None:
    """One line to fill in, the Département's, or the title of an account with what it gathers."""
    onglet.texte(ligne, 0, poste.compte, "discret")
    onglet.texte(ligne, 1, poste.nom, "texte" if poste.cle else "fort")
    montant = budget.montants.get(poste.cle)
    if poste.departement:
        _departement(onglet, export, budget, ligne)
    elif poste.cle:
        onglet.valeur(ligne, 2, None if montant is None else Fraction(montant), "saisie entiers")
        regle = {"validate": "integer", "criteria": ">=", "value": 0, "error_title": "Saisie à corriger"}
        onglet.valider(ligne, 2, regle | {"error_message": "Saisissez un montant en euros, sans centimes."})
    else:
        onglet.formule(ligne, 2, somme, Fraction(budget.compte(poste)), "€ entiers")


def _departement(onglet: Onglet, export: Export, budget: Budget, ligne: int) -> None:
    """The Département's payment, rounded to the euro as the form asks, from the rules; nothing else stands for it."""
    cellule = export.versement()
    formule = f"IF(ISNUMBER({cellule.nom}),ROUND({cellule.nom},0),0)" if cellule else "0"
    onglet.formule(ligne, 2, f"={formule}", Fraction(budget.departement), "€ entiers")
    onglet.nommer("versement_departement", ligne, 2)
    note = "Calculé dans l’onglet « Calcul »." if cellule else "La fiche ne dit pas ce que verse le Département."
    onglet.texte(ligne, 3, note, "discret")


def _soldes(onglet: Onglet, budget: Budget, ligne: int) -> None:
    onglet.texte(ligne, 1, "Solde (produits moins charges)", "fort")
    onglet.formule(ligne, 2, "=total_produits-total_charges", Fraction(budget.solde), "€ entiers")
    equilibre = '=IF(total_produits=total_charges,"Le budget est équilibré.",IF(total_produits<total_charges,'
    equilibre += '"Il manque des produits.","Les produits dépassent les charges."))'
    onglet.formule(ligne, 3, equilibre, "", "texte")
    onglet.texte(ligne + 1, 1, "Écart des contributions en nature (87 moins 86)", "fort")
    emplois, apports = budget.contributions
    onglet.formule(ligne + 1, 2, "=total_contributions-total_emplois", Fraction(apports - emplois), "€ entiers")
    egales = '=IF(total_contributions=total_emplois,"Les deux totaux s’égalent.","Les deux totaux doivent s’égaler.")'
    onglet.formule(ligne + 1, 3, egales, "", "texte")
    onglet.texte(ligne + 2, 1, "Part demandée au Département", "fort")
    part = Fraction(budget.departement, budget.produits) if budget.produits else ""
    onglet.formule(ligne + 2, 2, '=IF(total_produits=0,"",versement_departement/total_produits)', part, "part")
