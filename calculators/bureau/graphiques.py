"""Charts as SVG trees: direct labels, two tones, classes for every colour (the policy of the site forbids styles).

Each is drawn for 360 px, so that its words stay legible on a phone; a wider page shows it larger. Beside it stands the
table of the same figures: the drawing itself is hidden from screen readers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from xml.etree import ElementTree as ET

LARGEUR, HAUTEUR = 360, 200
_GAUCHE, _DROITE, _HAUT, _BAS = 8, 8, 26, 30

Point = tuple[Fraction, Fraction]


def courbe(points: Sequence[Point], cible: Fraction | None, seuil: Point | None, textes: dict[str, str]) -> ET.Element:
    """A line from its first to its last point; `cible` as a level line, `seuil` as the point that reaches it.

    `textes` labels the drawing: `debut`, `fin` (values at both ends), `x_debut`, `x_seuil`, `x_fin`, `cible`.
    """
    x, y = _echelle([p[0] for p in points]), _echelle([Fraction(0), *(p[1] for p in points), *_si(cible)], True)
    monte = points[-1][1] > points[0][1]
    # A value stands on the side where the line does not go; under the axis, it pushes the words of the axis down.
    ecarts = (18, -9) if monte else (-9, 18)
    bas = max(y(point[1]) + ecart for point, ecart in zip((points[0], points[-1]), ecarts, strict=True))
    reperes = HAUTEUR - 10 + (16 if bas > HAUTEUR - _BAS + 4 else 0)
    svg = _toile("graphique graphique-courbe", reperes + 10)
    if cible is not None:
        niveau = y(cible)
        _trait(svg, "graphique-cible", _GAUCHE, niveau, LARGEUR - _DROITE, niveau)
        # At the end where the curve leaves more room.
        a_gauche = abs(y(points[0][1]) - niveau) >= abs(y(points[-1][1]) - niveau)
        ou, ancre = (_GAUCHE, "start") if a_gauche else (LARGEUR - _DROITE, "end")
        _texte(svg, "graphique-cible-mot", ou, niveau - 5, textes.get("cible", ""), ancre)
    _trait(svg, "graphique-axe", _GAUCHE, HAUTEUR - _BAS, LARGEUR - _DROITE, HAUTEUR - _BAS)
    trace = " ".join(f"{_n(x(a))},{_n(y(b))}" for a, b in points)
    ET.SubElement(svg, "polyline", {"class": "graphique-trace", "points": trace})
    if seuil is not None and seuil not in (points[0], points[-1]):
        a, b = x(seuil[0]), y(seuil[1])
        _trait(svg, "graphique-cible", a, b, a, HAUTEUR - _BAS)
        ET.SubElement(svg, "circle", {"class": "graphique-point", "cx": _n(a), "cy": _n(b), "r": "4"})
        cote, ancre = (
            (-5, "end") if a > LARGEUR // 2 else (5, "start")
        )  # inside the drawing: both ends are labelled below
        _texte(svg, "graphique-cible-mot", a + cote, HAUTEUR - _BAS - 6, textes.get("x_seuil", ""), ancre)
    for (a, b), nom, ancre, ecart in (
        (points[0], "debut", "start", ecarts[0]),
        (points[-1], "fin", "end", ecarts[1]),
    ):
        ET.SubElement(svg, "circle", {"class": "graphique-point", "cx": _n(x(a)), "cy": _n(y(b)), "r": "4"})
        _texte(svg, "graphique-valeur", x(a), y(b) + ecart, textes.get(nom, ""), ancre)
        _texte(svg, "graphique-repere", x(a), reperes, textes.get(f"x_{nom}", ""), ancre)
    return svg


def barres(parts: Sequence[tuple[str, Fraction, bool]]) -> ET.Element:
    """Columns side by side: label, height, whether it stands out. The labels of both ends are written."""
    haut = max(part for _, part, _ in parts) or Fraction(1)
    svg = _toile("graphique graphique-barres")
    pas = Fraction(LARGEUR - _GAUCHE - _DROITE, len(parts))
    for rang, (_, part, forte) in enumerate(parts):
        hauteur = part / haut * (HAUTEUR - _BAS - _HAUT)
        boite = {"x": _GAUCHE + rang * pas + 1, "y": HAUTEUR - _BAS - hauteur, "width": pas - 2, "height": hauteur}
        classe = "graphique-barre graphique-barre-forte" if forte else "graphique-barre"
        ET.SubElement(svg, "rect", {"class": classe} | {nom: _n(valeur) for nom, valeur in boite.items()})
    _trait(svg, "graphique-axe", _GAUCHE, HAUTEUR - _BAS, LARGEUR - _DROITE, HAUTEUR - _BAS)
    _texte(svg, "graphique-repere", _GAUCHE, HAUTEUR - 10, parts[0][0], "start")
    _texte(svg, "graphique-repere", LARGEUR - _DROITE, HAUTEUR - 10, parts[-1][0], "end")
    return svg


def tornade(influences: Sequence[tuple[str, Fraction, Fraction]], centre: Fraction, mot: str) -> ET.Element:
    """Bars about a central value, the widest first: label, output when lower, output when higher."""
    hauteur = 30 + 44 * len(influences)
    bornes = [v for _, bas, haut in influences for v in (bas, haut)]
    x = _echelle([centre, *bornes])
    svg = _toile("graphique graphique-tornade", hauteur)
    for rang, (libelle, bas, haut) in enumerate(influences):
        sommet = Fraction(44 * rang + 22)
        gauche, droite = sorted((x(bas), x(haut)))
        _texte(svg, "graphique-repere", _GAUCHE, sommet - 6, libelle, "start")
        largeur = max(droite - gauche, Fraction(1))
        boite = {"x": gauche, "y": sommet, "width": largeur, "height": Fraction(16)}
        ET.SubElement(svg, "rect", {"class": "graphique-barre"} | {nom: _n(v) for nom, v in boite.items()})
        _trait(svg, "graphique-cible", x(centre), sommet - 3, x(centre), sommet + 19)
    ancre = "middle" if 60 < x(centre) < LARGEUR - 60 else "start" if x(centre) <= 60 else "end"
    _texte(svg, "graphique-cible-mot", x(centre), hauteur - 4, mot, ancre)
    return svg


def _toile(classe: str, hauteur: int = HAUTEUR) -> ET.Element:
    return ET.Element("svg", {"class": classe, "viewBox": f"0 0 {LARGEUR} {hauteur}", "aria-hidden": "true"})


def _echelle(valeurs: Sequence[Fraction], verticale: bool = False) -> Callable[[Fraction], Fraction]:
    bas, haut = min(valeurs), max(valeurs)
    etendue = (haut - bas) or Fraction(1)
    if verticale:
        return lambda v: HAUTEUR - _BAS - (v - bas) / etendue * (HAUTEUR - _BAS - _HAUT)
    return lambda v: _GAUCHE + (v - bas) / etendue * (LARGEUR - _GAUCHE - _DROITE)


def _si(valeur: Fraction | None) -> list[Fraction]:
    return [] if valeur is None else [valeur]


def _n(nombre: Fraction | int) -> str:
    """A coordinate to the tenth: the same text in CPython and in Pyodide."""
    dixiemes = round(nombre * 10)
    return f"{dixiemes // 10}.{dixiemes % 10}" if dixiemes % 10 else str(dixiemes // 10)


def _trait(
    svg: ET.Element, classe: str, x1: Fraction | int, y1: Fraction | int, x2: Fraction | int, y2: Fraction | int
) -> None:
    bouts = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    ET.SubElement(svg, "line", {"class": classe} | {nom: _n(valeur) for nom, valeur in bouts.items()})


def _texte(svg: ET.Element, classe: str, x: Fraction | int, y: Fraction | int, mots: str, ancre: str) -> None:
    attributs = {"class": classe, "x": _n(x), "y": _n(y), "text-anchor": ancre}
    ET.SubElement(svg, "text", attributs).text = mots


_PAS, _EPAISSEUR, _MARGE = 84, 20, 2
_CARACTERE = Fraction(15, 2)
"""About the width of a letter, at the size that a phone shows: what tells whether a name fits in its part."""


@dataclass(frozen=True)
class Part:
    """A part of a bar that is known, with its name."""

    nom: str
    montant: Fraction


@dataclass(frozen=True)
class Bande:
    """A bar: its title, its whole length, its known parts, the words under both ends."""

    titre: str
    entier: Fraction
    parts: tuple[Part, ...]
    gauche: str
    droite: str


def bandes(barres: Sequence[Bande]) -> ET.Element:
    """The drawing; parts that exceed the whole make the bar longer, never shorter than what they add up to."""
    longueurs = [max(b.entier, sum((p.montant for p in b.parts), Fraction(0))) for b in barres]
    echelle = (LARGEUR - 2 * _MARGE) / (max(longueurs, default=Fraction(0)) or Fraction(1))
    svg = _toile("graphique graphique-bandes", _PAS * len(barres))
    for rang, barre in enumerate(barres):
        haut = _PAS * rang
        _texte(svg, "graphique-repere", _MARGE, haut + 14, barre.titre, "start")
        if not longueurs[rang]:
            continue
        _rectangle(svg, "graphique-fond", Fraction(_MARGE), haut, barre.entier * echelle)
        x = Fraction(_MARGE)
        for part in barre.parts:
            largeur = part.montant * echelle
            _rectangle(svg, "graphique-part", x, haut, max(largeur - 1, Fraction(1)))
            if len(part.nom) * _CARACTERE < largeur:
                _texte(svg, "graphique-part-nom", x + 5, haut + 34, part.nom, "start")
            x += largeur
        _texte(svg, "graphique-valeur", _MARGE, haut + 54, barre.gauche, "start")
        _texte(svg, "graphique-valeur", LARGEUR - _MARGE, haut + 70, barre.droite, "end")
    return svg


def _rectangle(svg: ET.Element, classe: str, x: Fraction, haut: int, largeur: Fraction) -> None:
    if largeur > 0:
        boite = {"x": x, "y": Fraction(haut + 20), "width": largeur, "height": Fraction(_EPAISSEUR)}
        ET.SubElement(svg, "rect", {"class": classe} | {nom: _n(v) for nom, v in boite.items()})
