"""The balance of a budget in words: what is missing or left, and why."""

from __future__ import annotations

from dataclasses import dataclass

from calculators.bureau.budget import euros
from calculators.bureau.etude import Etude
from calculators.typographie import enumerer, typographie


@dataclass(frozen=True)
class Bilan:
    """What the desk says of a budget."""

    solde: str
    """« Il manque 300 € »: the balance in a few words, where it stands alone; empty before any cost is typed."""
    phrases: list[str]
    """What goes with it, and what to do."""


def dresser_bilan(etude: Etude) -> Bilan:
    """The balance of a case, or what is to be given before there is one."""
    solde, phrase = _solde(etude)
    phrases = [phrase]
    if etude.versement is not None and etude.resultat.statut == "non_conforme":
        phrases.insert(0, "Sous réserve : ce cas ne respecte pas la fiche, le Département peut ne rien verser.")
    emplois, apports = etude.budget.contributions
    if emplois != apports:
        phrases.append(
            f"Les contributions en nature doivent s'égaler : {euros(emplois)} au compte 86, {euros(apports)} au 87."
        )
    return Bilan(typographie(solde), [typographie(phrase) for phrase in phrases])


def _solde(etude: Etude) -> tuple[str, str]:
    budget = etude.budget
    inconnu = "Solde à établir" if budget.charges else ""
    if etude.fautives:
        return "Budget incomplet", f"Corrigez d'abord {enumerer([f'« {nom} »' for nom in etude.fautives])}."
    if not etude.cle:
        return inconnu, "La fiche ne dit pas ce que verse le Département : sa ligne du budget reste vide."
    if etude.versement is None:
        return inconnu, f"Le versement du Département n'est pas encore connu : {_a_faire(etude)}."
    if not budget.charges:
        return "", "Saisissez les charges de l'action."
    autres = budget.produits - budget.departement
    if budget.solde < 0:
        verse = f"le Département verse {euros(budget.departement)}"
        apports = f", {verse} et les autres produits apportent {euros(autres)}" if autres else f" et {verse}"
        return f"Il manque {euros(-budget.solde)}", f"L'action coûte {euros(budget.charges)}{apports}."
    if budget.solde > 0:
        demande = "la demande et les autres produits dépassent" if autres else "la demande dépasse"
        return f"{euros(budget.solde)} d'excédent", (
            "Le formulaire veut un budget équilibré. "
            f"Vérifiez que toutes les charges sont saisies ; sinon, {demande} le coût."
        )
    return f"Équilibré à {euros(budget.charges)}", "Les produits couvrent exactement les charges."


def _a_faire(etude: Etude) -> str:
    resultat = etude.resultat
    if resultat.statut == "non_conforme":
        return "ce cas ne respecte pas la fiche, voyez ce qu'elle attend"
    if resultat.statut != "erreur_saisie" and not resultat.manques:
        for hypothese in resultat.hypotheses:
            if hypothese.ouverte:
                montants = " ou ".join(lecture.effet for lecture in hypothese.lectures if lecture.effet)
                return f"choisissez une lecture dans le résultat, « {hypothese.texte} » ({montants})"
    return f"saisissez « {etude.attendu.libelle} »" if etude.attendu else "complétez les champs de la fiche"
