"""Several years and funders as HTML: the sentence a year, the drawing, the table beneath, what the sheet states."""

from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree as ET

from calculators.nombres import formater_montant
from calculators.pluriannuel.bandes import Bande, Part, bandes
from calculators.pluriannuel.cofinancement import Cofinancement
from calculators.pluriannuel.grille import case
from calculators.rendu.balises import ajouter
from calculators.rendu.resultat import Rendu
from calculators.trace import valeur_json
from calculators.typographie import enumerer, typographie

A_COMPLETER = "à compléter"


def rendre_cofinancement(rempli: Cofinancement, formulaire: str = "", page_fiche: str = "") -> str:
    """The whole `<section data-resultat>` of the table."""
    resultat = rempli.resultat
    rendu = Rendu(resultat, formulaire, page_fiche)
    racine = rendu.entete("le cofinancement")
    if rempli.grille.annees and resultat.lignes:
        _principal(racine, rempli)
    rendu.hypotheses(racine)
    conditions = [ligne for ligne in resultat.lignes if ligne.verdict]
    rendu.alertes(racine, resultat.alertes_seules)
    if rempli.grille.annees:
        entamees = [a for a in rempli.grille.annees if rempli.entamee(a)]
        for annee in entamees:
            ajouter(racine, "p", "cofinancement-phrase", dire(rempli, annee))
        if entamees:
            racine.append(bandes([_bande(rempli, annee) for annee in entamees]))
        _tableau(racine, rempli)
    if conditions:
        ajouter(racine, "h3", "cofinancement-controles", "Ce que la fiche dit de ces montants")
        rendu.lignes(racine, conditions)
    rendu.hypotheses_sans_effet(racine)
    return ET.tostring(racine, encoding="unicode", method="html")


def dire(rempli: Cofinancement, annee: str) -> str:
    """A year in one sentence: what is known of it, and what stays to be filled in."""
    qui = rempli.grille.reste.libelle
    depenses, finances, reste, plafond = (
        rempli.montant(cle, annee) for cle in ("depenses", "finances", "reste", "plafond")
    )
    if depenses is None:
        connu = (
            f"{formater_montant(finances)} de financements connus, dépenses {A_COMPLETER}" if finances else A_COMPLETER
        )
        return typographie(f"{annee} : {connu}.")
    debut = f"{annee} : sur {formater_montant(depenses)} de dépenses, {formater_montant(finances or Fraction(0))}"
    if reste is None:
        suite = f"{formater_montant(plafond)} au plus" if plafond is not None and plafond >= 0 else A_COMPLETER
        return typographie(f"{debut} de financements connus ; reste ({qui}) : {suite}, tant que des cases sont vides.")
    if reste < 0:
        return typographie(f"{debut} de financements, soit {formater_montant(-reste)} de trop.")
    return typographie(f"{debut} de financements ; reste ({qui}) : {formater_montant(reste)}.")


def _principal(parent: ET.Element, rempli: Cofinancement) -> None:
    """The largest thing on the card: what remains, over the years that are complete."""
    paragraphe = ajouter(parent, "p", "principal")
    nombre, annees = rempli.comptees("reste"), rempli.grille.annees
    completes = [a for a in annees if rempli.montant("reste", a) is not None]
    mots = "" if nombre == len(annees) else f", {enumerer(completes)} seulement" if nombre else ""
    libelle = f"Reste ({rempli.grille.reste.libelle}){mots}"
    ajouter(paragraphe, "span", "libelle", typographie(libelle)).tail = " "
    if nombre:
        _montant(paragraphe, "reste", "total", rempli)
    else:
        ET.SubElement(paragraphe, "data", {"class": "cofinancement-vide", "value": ""}).text = A_COMPLETER


def _montant(parent: ET.Element, cle: str, annee: str, rempli: Cofinancement) -> None:
    """An amount, or the words for one that is not known."""
    valeur = rempli.montant(cle, annee)
    if valeur is None:
        _vide(parent, dit=cle == "reste" or (annee == "total" and cle in ("depenses", "finances")))
        return
    nom = case("total", cle) if annee == "total" else case(cle, annee)
    attributs = {"data-cle": nom, "value": str(valeur_json(valeur, "€"))}
    ET.SubElement(parent, "data", attributs).text = formater_montant(valeur)


def _vide(parent: ET.Element, dit: bool) -> None:
    """What is to be filled in: said where it weighs on what remains, else a mark that lets the figures be seen."""
    if dit:
        ajouter(parent, "span", "cofinancement-vide", A_COMPLETER)
        return
    ajouter(parent, "span", "cofinancement-rien", "–").set("aria-hidden", "true")
    ajouter(parent, "span", "hors-ecran", A_COMPLETER)


def _bande(rempli: Cofinancement, annee: str) -> Bande:
    depenses, finances, reste, plafond = (
        rempli.montant(cle, annee) for cle in ("depenses", "finances", "reste", "plafond")
    )
    connues = ((r.libelle, rempli.montant(r.cle, annee)) for r in rempli.grille.financeurs)
    parts = [Part(libelle, montant) for libelle, montant in connues if montant]
    dit = f"{annee} : {formater_montant(depenses)}" if depenses is not None else f"{annee} : dépenses {A_COMPLETER}"
    gauche = f"Financeurs {formater_montant(finances)}" if finances else ""
    droite = ""
    if plafond is not None and plafond >= 0:
        complet = reste is not None
        droite = f"{rempli.grille.reste.libelle} {formater_montant(plafond)}{'' if complet else ' au plus'}"
    return Bande(typographie(dit), depenses or Fraction(0), tuple(parts), typographie(gauche), typographie(droite))


def _tableau(parent: ET.Element, rempli: Cofinancement) -> None:
    """Years as columns, rows as the form's; a total says how many years it counts."""
    grille = rempli.grille
    table = ajouter(parent, "table", "grille grille-resultat")
    table.set("role", "table")
    ajouter(table, "caption", "", "Les montants, année par année")
    tete = _rangee(ET.SubElement(table, "thead", {"role": "rowgroup"}))
    _titre(tete, "Ligne", "col", "columnheader")
    for annee in (*grille.annees, "Total"):
        _titre(tete, annee, "col", "columnheader")
    corps = ET.SubElement(table, "tbody", {"role": "rowgroup"})
    lignes = [("depenses", grille.depenses.libelle, "forte")]
    lignes += [(r.cle, f"dont {r.libelle}", "detail") for r in grille.dont]
    lignes += [(r.cle, r.libelle, "") for r in grille.financeurs]
    lignes += [("finances", "Financements connus", "forte"), ("reste", f"Reste ({grille.reste.libelle})", "forte")]
    for cle, libelle, classe in lignes:
        rangee = _rangee(corps, f"grille-{classe}" if classe else "")
        _titre(rangee, typographie(libelle), "row", "rowheader")
        for annee in (*grille.annees, "total"):
            rien = annee != "total" and cle != "reste" and not rempli.entamee(annee)
            cellule = ajouter(rangee, "td", "grille-rien" if rien else "")
            cellule.attrib |= {"role": "cell", "data-ligne": typographie(libelle)}
            _cellule(cellule, cle, annee, rempli)


def _cellule(cellule: ET.Element, cle: str, annee: str, rempli: Cofinancement) -> None:
    plafond = rempli.montant("plafond", annee) if cle == "reste" and annee != "total" else None
    if plafond is not None and rempli.montant(cle, annee) is None and plafond >= 0:
        ajouter(cellule, "span", "cofinancement-vide", f"{A_COMPLETER}, ").tail = None
        _montant(cellule, "plafond", annee, rempli)
        cellule[-1].tail = " au plus"
        return
    _montant(cellule, cle, annee, rempli)
    if annee == "total" and (nombre := rempli.comptees(cle)) and nombre < len(rempli.grille.annees):
        cellule[-1].tail = " "
        mot = "année" if nombre == 1 else "années"
        ajouter(cellule, "span", "grille-compte", f"{nombre} {mot} sur {len(rempli.grille.annees)}")


def _rangee(parent: ET.Element, classe: str = "") -> ET.Element:
    rangee = ajouter(parent, "tr", classe)
    rangee.set("role", "row")
    return rangee


def _titre(parent: ET.Element, mots: str, portee: str, role: str) -> None:
    titre = ajouter(parent, "th", "", mots)
    titre.set("scope", portee)
    titre.set("role", role)
