"""The budget's sheet: the lines of the form in whole euros, its totals live, the Département's line from the rules."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from calculators.bureau.budget import Budget
from calculators.bureau.comparaison import SOLDE, TOTAL_CHARGES, TOTAL_PRODUITS
from calculators.bureau.export import Export
from calculators.bureau.onglet import Onglet
from calculators.bureau.plan import SECTIONS, Poste
from calculators.formules.cellule import STATUT
from calculators.formules.formule import et, mot, ou
from calculators.resultat import STATUTS

LARGEURS_BUDGET = (12, 62, 18, 44)
_A_CORRIGER = "Écrivez un nombre."
_A_TRANCHER = "À trancher : choisissez une lecture dans l’onglet « Hypothèses »."
_CALCULE = "Calculé dans l’onglet « Calcul »."
_A_ETABLIR = "À établir : complétez l’onglet « Calcul »."
_RESERVE = "Sous réserve : ce cas ne respecte pas la fiche, voyez l’onglet « Calcul »."
_REFUSEE = "Aucun versement calculé : ce cas ne respecte pas la fiche, voyez l’onglet « Calcul »."
_REFUSE = f"{STATUT}={mot(STATUTS['non_conforme'][0])}"
"""Whether the workbook's verdict is against the case."""
_TOTAUX = (
    (TOTAL_CHARGES, ("charges", "indirectes"), "total_charges"),
    (TOTAL_PRODUITS, ("produits", "propres"), "total_produits"),
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
    return "=" + ("+".join(f"ROUND(N({case}),0)" for case in cases) or "0")


def _poste(onglet: Onglet, export: Export, budget: Budget, poste: Poste, ligne: int, somme: str) -> None:
    """One line to fill in, the Département's, or the title of an account with what it gathers."""
    onglet.texte(ligne, 0, poste.compte, "discret")
    onglet.texte(ligne, 1, poste.nom, "texte" if poste.cle else "fort")
    montant = budget.montants.get(poste.cle)
    if poste.departement:
        _departement(onglet, export, budget, ligne)
    elif poste.cle:
        detail = budget.details.get(poste.cle, "")
        onglet.valeur(ligne, 2, None if montant is None else Fraction(montant), "saisie entiers")
        regle = {"validate": "integer", "criteria": ">=", "value": 0, "error_title": STATUTS["erreur_saisie"][0]}
        onglet.valider(ligne, 2, regle | {"error_message": "Saisissez un montant en euros, sans centimes."})
        # What is pasted escapes the validation.
        # How an amount was found is true of that amount alone.
        case = f"C{ligne + 1}"
        note = f'IF(N({case})={montant},{mot(detail)},"")' if detail else '""'
        onglet.formule(ligne, 3, f"=IF(ISTEXT({case}),{mot(_A_CORRIGER)},{note})", detail, "discret")
    else:
        onglet.formule(ligne, 2, somme, Fraction(budget.compte(poste)), "€ entiers")


def _departement(onglet: Onglet, export: Export, budget: Budget, ligne: int) -> None:
    """The Département's payment, rounded to the euro as the form asks, from the rules; nothing else stands for it."""
    cellule = export.versement()
    if cellule is None:
        onglet.formule(ligne, 2, '=""', "", "€ entiers")
        onglet.texte(ligne, 3, "La fiche ne dit pas ce que verse le Département.", "discret")
    else:
        suspens = ou(*export.en_suspens().values())
        connu = et(f"ISNUMBER({cellule.nom})", f"NOT({suspens})" if suspens else "")
        paye: Fraction | str = Fraction(budget.departement) if budget.connu else ""
        onglet.formule(ligne, 2, f'=IF({connu},ROUND({cellule.nom},0),"")', paye, "€ entiers")
        reserve = f"IF({_REFUSE},{mot(_RESERVE)},{mot(_CALCULE)})"
        note = f"IF(ISNUMBER({cellule.nom}),{reserve},IF({_REFUSE},{mot(_REFUSEE)},{mot(_A_ETABLIR)}))"
        if suspens:
            note = f"IF({suspens},{mot(_A_TRANCHER)},{note})"
        onglet.formule(ligne, 3, f"={note}", _note(export, budget.connu), "discret")
    onglet.nommer("versement_departement", ligne, 2)


def _note(export: Export, connu: bool) -> str:
    """What is said beside the Département's line the day of the export."""
    refuse = export.resultat.statut == "non_conforme"
    if connu:
        return _RESERVE if refuse else _CALCULE
    if refuse:
        return _REFUSEE
    return _A_TRANCHER if any(hypothese.ouverte for hypothese in export.resultat.hypotheses) else _A_ETABLIR


def _soldes(onglet: Onglet, budget: Budget, ligne: int) -> None:
    onglet.texte(ligne, 1, SOLDE, "fort")
    onglet.formule(ligne, 2, "=total_produits-total_charges", Fraction(budget.solde), "€ entiers")
    juste = f'IF({_REFUSE},"Équilibré, sous réserve.","Le budget est équilibré.")'
    ecart = 'IF(total_produits<total_charges,"Il manque des produits.","Les produits dépassent les charges.")'
    equilibre = f"IF(total_produits=total_charges,{juste},{ecart})"
    inconnu = '"Le versement du Département n’est pas encore connu."'
    equilibre = f"IF(ISNUMBER(versement_departement),{equilibre},{inconnu})"
    fautes = f"COUNTIF(D1:D{ligne},{mot(_A_CORRIGER)})>0"
    onglet.formule(ligne, 3, f'=IF({fautes},"Corrigez d’abord les lignes signalées.",{equilibre})', "", "texte")
    onglet.texte(ligne + 1, 1, "Écart des contributions en nature (87 moins 86)", "fort")
    emplois, apports = budget.contributions
    onglet.formule(ligne + 1, 2, "=total_contributions-total_emplois", Fraction(apports - emplois), "€ entiers")
    egales = '=IF(total_contributions=total_emplois,"Les deux totaux s’égalent.","Les deux totaux doivent s’égaler.")'
    onglet.formule(ligne + 1, 3, egales, "", "texte")
    onglet.texte(ligne + 2, 1, "Part demandée au Département", "fort")
    part = Fraction(budget.departement, budget.produits) if budget.produits and budget.connu else ""
    connue = "AND(ISNUMBER(versement_departement),total_produits<>0)"
    onglet.formule(ligne + 2, 2, f'=IF({connue},versement_departement/total_produits,"")', part, "part")
