"""The desk's answer as HTML: the payment, the budget, what happens when people don't come, scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from xml.etree import ElementTree as ET

from calculators.bureau.bilan import dresser_bilan
from calculators.bureau.budget import euros
from calculators.bureau.comparaison import TOTAL_CHARGES, TOTAL_PRODUITS, comparer
from calculators.bureau.et_si import EtSi
from calculators.bureau.etude import Etude
from calculators.bureau.plan import SECTIONS
from calculators.bureau.rendu_et_si import ajouter_et_si
from calculators.rendu.balises import ajouter, section_titree
from calculators.rendu.erreurs import resumer_erreurs
from calculators.rendu.resultat import Rendu
from calculators.resultat import Erreur
from calculators.typographie import INSECABLE, typographie

_COTES = (("charges", ("charges", "indirectes")), ("produits", ("produits", "propres")))
_NATURE = ("contributions_charges", "contributions_produits")
_TOTAUX = {"charges": TOTAL_CHARGES, "produits": TOTAL_PRODUITS}


def rendre_bureau(
    etudes: Sequence[Etude],
    actif: int,
    et_si: EtSi | None,
    chance: Fraction | None,
    formulaire: str,
    page_fiche: str,
    erreurs: Sequence[Erreur] = (),
) -> str:
    """Everything that the desk shows of the scenario being edited, and the comparison where there are several.

    `erreurs` are those of the whole form: one list tells them all.
    """
    etude = etudes[actif]
    racine = ET.Element("div", {"class": "bureau"})
    resumer_erreurs(racine, erreurs, formulaire)
    rendu = Rendu(etude.resultat, formulaire, page_fiche, ())
    racine.append(rendu.section())
    _budget(section_titree(racine, "bureau-budget", "Le budget de l'action"), etude, rendu)
    if et_si:
        ajouter_et_si(racine, et_si, chance, rendu)
    if len(etudes) > 1:
        _comparer(section_titree(racine, "bureau-cote-a-cote", "Les scénarios côte à côte"), etudes)
    return ET.tostring(racine, encoding="unicode", method="html")


def _budget(section: ET.Element, etude: Etude, rendu: Rendu) -> None:
    bilan = dresser_bilan(etude)
    if bilan.solde:
        ajouter(section, "div", "bureau-phrase bureau-solde", bilan.solde)  # the amount of its card, and no heading
    for phrase in bilan.phrases:
        ajouter(section, "p", "bureau-phrase", phrase)
    budget = etude.budget
    if budget.solde < 0:
        for alerte in etude.resultat.alertes:
            if alerte.niveau in ("attention", "bloquant") and alerte.citation:
                raison = ajouter(section, "p", "bureau-raison", typographie(alerte.message) + " ")
                rendu.citer(raison, alerte.citation)
    cotes = ajouter(section, "div", "bureau-cotes")
    for cote, parties in _COTES:
        _table(cotes, etude, _TOTAUX[cote], parties, getattr(budget, cote))
    if any(budget.contributions):
        nature = ajouter(section, "div", "bureau-cotes bureau-nature")
        for partie, total in zip(_NATURE, budget.contributions, strict=True):
            _table(nature, etude, f"Total, {SECTIONS[partie].lower()}", (partie,), total)


def _table(parent: ET.Element, etude: Etude, titre: str, parties: Sequence[str], total: int) -> None:
    budget = etude.budget
    table = ajouter(parent, "table", "bureau-table")
    ajouter(table, "caption", "", SECTIONS[parties[0]])
    corps = ET.SubElement(table, "tbody")
    for poste in (poste for partie in parties for poste in budget.plan.de(partie)):
        montant = budget.compte(poste)
        if not montant and not poste.departement:
            continue
        verse = " bureau-verse" if poste.departement else ""  # the page repeats it among the lines of the form
        ligne = ET.SubElement(corps, "tr", {"class": f"bureau-ligne{verse}" if poste.cle else "bureau-compte"})
        numero = f"{poste.compte} " if poste.compte else ""
        tete = ajouter(ligne, "th", "", numero + poste.nom)
        tete.set("scope", "row")
        if detail := budget.details.get(poste.cle):
            ajouter(tete, "span", "bureau-detail", f" {detail}")
        inconnu = "à établir" if etude.cle else "non dit par la fiche"
        ajouter(ligne, "td", "", inconnu if poste.departement and etude.versement is None else euros(montant))
    pied = ET.SubElement(ET.SubElement(table, "tfoot"), "tr")
    ajouter(pied, "th", "", titre).set("scope", "row")
    cellule = ET.SubElement(pied, "td")
    ET.SubElement(cellule, "data", {"data-cle": parties[0], "value": str(total)}).text = euros(total)


def _comparer(section: ET.Element, etudes: Sequence[Etude]) -> None:
    """A column a scenario; a row that differs says so in a word as well as in weight.

    Four scenarios are wider than a phone: the table scrolls in a frame that a keyboard reaches.
    """
    cadre = ajouter(section, "div", "defile")
    cadre.attrib |= {"role": "region", "tabindex": "0", "aria-label": "Tableau des scénarios"}
    table = ajouter(cadre, "table", "bureau-comparaison")
    tete = ET.SubElement(ET.SubElement(table, "thead"), "tr")
    ajouter(tete, "th", "", "Ce qui est comparé").set("scope", "col")
    for etude in etudes:
        ajouter(tete, "th", "", etude.scenario.nom).set("scope", "col")
    corps = ET.SubElement(table, "tbody")
    for rangee in comparer(etudes):
        ligne = ET.SubElement(corps, "tr", {"class": "differe"} if rangee.differe else {})
        titre = ajouter(ligne, "th", "", rangee.libelle)
        titre.set("scope", "row")
        if rangee.differe:
            ajouter(titre, "span", "differe-mot", f"{INSECABLE}≠").set("aria-hidden", "true")
            ajouter(titre, "span", "hors-ecran", " (différent)")
        for case in rangee.cases:
            ajouter(ligne, "td", "", case.texte)
