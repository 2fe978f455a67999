"""Small pieces of HTML as trees: an element, a quotation, the steps of a sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from calculators.typographie import INSECABLE, INSEPARABLES, typographie

Etape = dict[str, Any]


def ajouter(parent: ET.Element, balise: str, classe: str = "", texte: str = "") -> ET.Element:
    """A child element, its class, its text."""
    element = ET.SubElement(parent, balise, {"class": classe} if classe else {})
    element.text = texte or None
    return element


def section_titree(parent: ET.Element, nom: str, titre: str) -> ET.Element:
    """A section under its heading; `nom` is its class and the id of its title."""
    section = ajouter(parent, "section", nom)
    section.set("aria-labelledby", nom)
    ajouter(section, "h2", "", typographie(titre)).set("id", nom)
    return section


def citer(parent: ET.Element, citation: str) -> ET.Element:
    """The sheet's own words."""
    return tenir(ajouter(parent, "q"), citation)


def tenir(bloc: ET.Element, texte: str) -> ET.Element:
    """Write a text in an element, what must not be cut held on one line."""
    fin = 0
    dernier: ET.Element | None = None
    for tenu in INSEPARABLES.finditer(texte):
        _prolonger(bloc, dernier, texte[fin : tenu.start()])
        dernier, fin = ajouter(bloc, "span", "insecable", tenu[0]), tenu.end()
    _prolonger(bloc, dernier, texte[fin:])
    return bloc


def _prolonger(bloc: ET.Element, dernier: ET.Element | None, texte: str) -> None:
    if dernier is None:
        bloc.text = texte
    else:
        dernier.tail = texte


def arbre(parent: ET.Element, etapes: Sequence[Etape], citation: str = "") -> None:
    """The tree behind a sum, folded, where it adds to it: a sum within the sum, a clause that is not the line's own."""
    etapes = _parlantes(etapes)
    plus = (etape["calcul"] or etape["etapes"] or etape["citation"] not in ("", citation) for etape in etapes)
    if len(etapes) < 2 or not any(plus):
        return
    repli = ajouter(parent, "details", "etapes")
    ajouter(repli, "summary", "", "Détail")
    _branche(repli, etapes)


def _parlantes(etapes: Sequence[Etape]) -> list[Etape]:
    """Those that say more than the sum does: a mere number of the rule stands in it already."""
    return [etape for etape in etapes if any(etape[quoi] for quoi in ("libelle", "calcul", "citation", "etapes"))]


def _branche(parent: ET.Element, etapes: Sequence[Etape]) -> None:
    liste = ET.SubElement(parent, "ul")
    for etape in etapes:
        element = ET.SubElement(liste, "li")
        if etape["libelle"]:
            ajouter(element, "span", "", f"{etape['libelle']}{INSECABLE}: ")
        egal = f" = {etape['calcul']}" if etape["calcul"] else ""
        ajouter(element, "span", "montant", etape["valeur"]).tail = egal
        if etape["citation"]:
            element[-1].tail = f"{egal} "
            citer(element, etape["citation"])
        if suite := _parlantes(etape["etapes"]):
            _branche(element, suite)


def joindre(parent: ET.Element, morceaux: Iterable[tuple[str, str]]) -> None:
    """Whom to call: words, and numbers that can be pressed (their address beside them)."""
    for mots, adresse in morceaux:
        morceau = ajouter(parent, "a" if adresse else "span", "insecable" if adresse else "", typographie(mots))
        if adresse:
            morceau.set("href", adresse)
