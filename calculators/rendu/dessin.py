"""What a chart is drawn with: its frame, lines, boxes, dots and words; a class for every colour."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from xml.etree import ElementTree as ET

LARGEUR, HAUTEUR = 360, 200
GAUCHE, DROITE, HAUT, BAS = 8, 8, 26, 30

Longueur = Fraction | int


def toile(classe: str, hauteur: int = HAUTEUR) -> ET.Element:
    """The frame: screen readers have the table of the same figures."""
    return ET.Element("svg", {"class": classe, "viewBox": f"0 0 {LARGEUR} {hauteur}", "aria-hidden": "true"})


def _dessiner(svg: ET.Element, forme: str, classe: str, mesures: Mapping[str, Longueur]) -> ET.Element:
    return ET.SubElement(svg, forme, {"class": classe} | {nom: coordonnee(valeur) for nom, valeur in mesures.items()})


def coordonnee(nombre: Longueur) -> str:
    """To the tenth: the same text in CPython and in Pyodide."""
    dixiemes = round(nombre * 10)
    return f"{dixiemes // 10}.{dixiemes % 10}" if dixiemes % 10 else str(dixiemes // 10)


def trait(svg: ET.Element, classe: str, x1: Longueur, y1: Longueur, x2: Longueur, y2: Longueur) -> None:
    """A line between two points."""
    _dessiner(svg, "line", classe, {"x1": x1, "y1": y1, "x2": x2, "y2": y2})


def boite(svg: ET.Element, classe: str, x: Longueur, y: Longueur, largeur: Longueur, hauteur: Longueur) -> None:
    """A rectangle, by its upper left corner."""
    _dessiner(svg, "rect", classe, {"x": x, "y": y, "width": largeur, "height": hauteur})


def point(svg: ET.Element, x: Longueur, y: Longueur) -> None:
    """A dot on a line."""
    _dessiner(svg, "circle", "graphique-point", {"cx": x, "cy": y, "r": 4})


def texte(svg: ET.Element, classe: str, x: Longueur, y: Longueur, mots: str, ancre: str) -> None:
    """Words on their base line, `ancre` telling which end of them stands there."""
    element = _dessiner(svg, "text", classe, {"x": x, "y": y})
    element.set("text-anchor", ancre)
    element.text = mots


_LETTRE = Fraction(19, 2)
"""About the width of a letter on the narrowest phone, where words take the most of the drawing."""


def large(mots: str) -> Fraction:
    """The room that words may take."""
    return len(mots) * _LETTRE


def sous(svg: ET.Element, classe: str, x: Longueur, y: Longueur, mots: str) -> None:
    """Words under a point, or as near to it as the edges of the drawing let them."""
    demi = large(mots) / 2
    if x - demi < GAUCHE:
        texte(svg, classe, GAUCHE, y, mots, "start")
    elif x + demi > LARGEUR - DROITE:
        texte(svg, classe, LARGEUR - DROITE, y, mots, "end")
    else:
        texte(svg, classe, x, y, mots, "middle")
