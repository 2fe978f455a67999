"""« Et si… ? » as HTML: a sentence that says what to see, the chart, then the table of its figures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from xml.etree import ElementTree as ET

from calculators.bureau.budget import euros
from calculators.bureau.et_si import DEMI_EURO, EtSi, en_euros
from calculators.bureau.graphiques import barres, courbe, tornade
from calculators.bureau.risque import Distribution
from calculators.nombres import arrondir, formater_montant, formater_nombre
from calculators.rendu.balises import ajouter, section_titree
from calculators.rendu.resultat import Rendu
from calculators.typographie import INSECABLE, en_suite, enumerer, typographie

_SUR = Fraction(9, 10)
_OUI_NON = {True: "oui", False: "non"}


def ajouter_et_si(parent: ET.Element, et_si: EtSi, chance: Fraction | None, rendu: Rendu) -> None:
    """The three questions: what balances the budget, what chance may do to it, what weighs most.

    `chance` is the reader's own estimate; without one, the case's own stands.
    """
    _equilibre(section_titree(parent, "bureau-equilibre", "Ce qui équilibre le budget"), et_si, rendu)
    if et_si.alea:
        _risque(section_titree(parent, "bureau-risque", "Ce que le hasard peut changer"), et_si, chance)
    if et_si.versement is not None:
        section = section_titree(parent, "bureau-influences", "Ce qui pèse le plus sur le versement")
        _influences(section, et_si, et_si.versement)


def _equilibre(section: ET.Element, et_si: EtSi, rendu: Rendu) -> None:
    but = et_si.but
    if but is None:
        ajouter(section, "p", "", typographie("Complétez les champs de la fiche pour chercher l'équilibre."))
        return
    if et_si.a_couvrir <= 0:
        saisies = "Les autres produits couvrent déjà les charges de l'action."
        dit = saisies if et_si.charges else "Il n'y a encore rien à équilibrer : les charges ne sont pas saisies."
        ajouter(section, "p", "", typographie(dit))
        return
    cible = euros(et_si.a_couvrir)
    phrase = ajouter(section, "p", "bureau-phrase", typographie(f"À couvrir : {cible}. {but.phrase} "))
    if but.citation:
        rendu.citer(phrase, but.citation)
    trace = et_si.courbe()
    if trace is None:
        return
    (x0, y0), (x1, y1) = trace.points[0], trace.points[-1]
    textes = {
        "debut": en_euros(y0),
        "fin": en_euros(y1),
        "x_debut": formater_nombre(x0),
        "x_fin": f"{formater_nombre(x1)} : {en_suite(trace.libelle)}",
        "cible": f"à couvrir : {cible}",
    }
    seuil = next((point for point in trace.points if point[0] == trace.seuil), None)
    if seuil:
        textes["x_seuil"] = formater_nombre(seuil[0])
    dits = {nom: typographie(mot) for nom, mot in textes.items()}
    section.append(courbe(trace.points, Fraction(et_si.a_couvrir), seuil, dits))
    lignes = [(formater_nombre(x), en_euros(y), _OUI_NON[et_si.couvre(y)]) for x, y in trace.points]
    _table(section, (trace.libelle, "Versement", "Couvre le budget"), lignes)


def _risque(section: ET.Element, et_si: EtSi, chance: Fraction | None) -> None:
    alea = et_si.alea
    assert alea is not None, "the caller looked"
    du_cas, chance = chance is None, et_si.chance if chance is None else chance
    if chance is None:
        ajouter(section, "p", "", typographie(f"Saisissez « {alea.libelle} » pour voir ce que vous pouvez attendre."))
        return
    loi = et_si.risque(chance)
    if not isinstance(loi, Distribution):
        ajouter(section, "p", "", loi)
        return
    tranches = loi.tranches()
    if len(tranches) == 1:
        sur = f"{en_suite(alea.libelle)} : {formater_nombre(100 * chance)} %"
        phrase = f"Le hasard n'y change rien ({sur}) : le Département verserait {formater_montant(loi.moyenne)}."
        ajouter(section, "p", "bureau-phrase", typographie(phrase))
        return
    phrases = [
        f"Dans 9 cas sur 10, le Département verserait au moins {formater_montant(loi.assure(_SUR))}.",
        f"En moyenne, il verserait {formater_montant(loi.moyenne)}.",
    ]
    if et_si.a_couvrir > 0:
        couvre = 100 * loi.chance(et_si.a_couvrir - DEMI_EURO)
        phrases.append(f"Le budget serait couvert dans {formater_nombre(couvre)} % des cas.")
    for phrase in phrases:
        ajouter(section, "p", "bureau-phrase", typographie(phrase))
    comme = ", ".join(["", "comme dans ce cas", *filter(None, [et_si.dire_chance()])]) if du_cas else ""
    hypothese = ajouter(section, "p", "hypothese")
    ajouter(hypothese, "span", "etiquette", "Hypothèse").tail = typographie(
        f" La même chance pour chacun ({en_suite(alea.libelle)} : {formater_nombre(100 * chance)} %"
        f"{comme}), sans lien avec les autres. "
        "Un groupe qui se défait d'un coup est plus risqué."
    )
    colonnes = [(formater_montant(bas), part, _sur_barre(part), et_si.couvre(haut)) for bas, haut, part in tranches]
    colonnes[-1] = (formater_montant(tranches[-1][1]), *colonnes[-1][1:])
    section.append(barres(colonnes))
    lignes = [
        (f"de {formater_montant(bas)} à {formater_montant(haut)}", _pour_cent(part)) for bas, haut, part in tranches
    ]
    _table(section, ("Versement", "Probabilité"), lignes, "Probabilités exactes, selon la loi binomiale.")


def _pour_cent(part: Fraction) -> str:
    """A probability, over its column and in the table alike: in whole percents, as chance is no finer than that."""
    entier = arrondir(100 * part)
    return f"{formater_nombre(entier)}{INSECABLE}%" if entier or not part else f"moins de 1{INSECABLE}%"


def _sur_barre(part: Fraction) -> str:
    """What is too small to be seen says nothing."""
    return _pour_cent(part) if arrondir(100 * part) else ""


def _influences(section: ET.Element, et_si: EtSi, versement: Fraction) -> None:
    essayees = et_si.influences()
    influences = [i for i in essayees if len(set(i.sorties)) > 1]
    if not influences:
        ajouter(section, "p", "", typographie("Aucun champ ne change ce versement."))
        return
    premieres = [i.champ for i in influences if i.poids == influences[0].poids]
    noms = enumerer([f"« {et_si.libelle(champ)} »" for champ in premieres])
    verbe = "pèsent" if len(premieres) > 1 else "pèse"
    phrase = f"{noms} {verbe} le plus : pour un même écart en pourcentage, c'est ce qui change le plus le versement."
    ajouter(section, "p", "bureau-phrase", typographie(phrase))
    barres_ = [(et_si.libelle(i.champ), et_si.dire_ecart(i), min(i.sorties), max(i.sorties)) for i in influences]
    section.append(tornade(barres_, versement, formater_montant))
    essai = "Chaque champ est essayé un dixième plus bas et plus haut, d'une unité au moins s'il se compte."
    ajouter(section, "p", "aide", typographie(essai))
    lignes = [
        (et_si.libelle(i.champ), *et_si.dire_essais(i)) for i in essayees if i in influences or len(i.sorties) < 3
    ]
    _table(section, ("Champ", "Plus bas", "Plus haut"), lignes)


def _table(section: ET.Element, tete: Sequence[str], lignes: Sequence[Sequence[str]], note: str = "") -> None:
    """The figures of the chart of a section, in a fold and a table that bear its title for who does not see them in
    their place; `note` says where they come from."""
    sujet = section.findtext("h2", "")
    repli = ajouter(section, "details", "bureau-chiffres")
    ajouter(
        ajouter(repli, "summary", "", "Les chiffres du graphique"),
        "span",
        "hors-ecran",
        typographie(f" : {en_suite(sujet)}"),
    )
    table = ET.SubElement(repli, "table")
    ajouter(table, "caption", "hors-ecran", sujet)
    entetes = ET.SubElement(ET.SubElement(table, "thead"), "tr")
    for mot in tete:
        ajouter(entetes, "th", "", typographie(mot)).set("scope", "col")
    corps = ET.SubElement(table, "tbody")
    for cellules in lignes:
        ligne = ET.SubElement(corps, "tr")
        ajouter(ligne, "th", "", typographie(cellules[0])).set("scope", "row")
        for cellule in cellules[1:]:
            ajouter(ligne, "td", "", typographie(cellule))
    if note:
        ajouter(repli, "p", "aide", typographie(note))
