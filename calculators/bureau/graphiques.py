"""Charts as SVG trees: direct labels, two tones, classes for every colour (the policy of the site forbids styles).

Each is drawn 360 wide, and shown as wide as its place; the style sheet keeps its words at one size, so that they take
more of the drawing on a phone: there is room for them. Beside it stands the table of the same figures: the drawing
itself is hidden from screen readers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from xml.etree import ElementTree as ET

from calculators.rendu.dessin import (
    BAS,
    DROITE,
    GAUCHE,
    HAUT,
    HAUTEUR,
    LARGEUR,
    boite,
    coordonnee,
    large,
    point,
    sous,
    texte,
    toile,
    trait,
)
from calculators.typographie import INSECABLE

Point = tuple[Fraction, Fraction]
_LIGNE = 16
"""The height of a line of words."""


def courbe(points: Sequence[Point], cible: Fraction | None, seuil: Point | None, textes: dict[str, str]) -> ET.Element:
    """A line from its first to its last point; `cible` as a level line, `seuil` as the point that reaches it.

    `textes` labels the drawing: `debut`, `fin` (values at both ends), `x_debut`, `x_seuil`, `x_fin`, `cible`.
    """
    x, y = _echelle([p[0] for p in points]), _echelle([Fraction(0), *(p[1] for p in points), *_si(cible)], True)
    monte = points[-1][1] > points[0][1]
    # A value stands on the side where the line does not go; under the axis, it pushes the words of the axis down.
    ecarts = (18, -9) if monte else (-9, 18)
    bas = max(y(sommet[1]) + ecart for sommet, ecart in zip((points[0], points[-1]), ecarts, strict=True))
    reperes = HAUTEUR - 10 + (16 if bas > HAUTEUR - BAS + 4 else 0)
    svg = toile("graphique graphique-courbe", reperes + 10)
    if cible is not None:
        niveau = y(cible)
        trait(svg, "graphique-cible", GAUCHE, niveau, LARGEUR - DROITE, niveau)
        # At the end where the curve leaves more room.
        a_gauche = abs(y(points[0][1]) - niveau) >= abs(y(points[-1][1]) - niveau)
        ou, ancre = (GAUCHE, "start") if a_gauche else (LARGEUR - DROITE, "end")
        texte(svg, "graphique-cible-mot", ou, niveau - 5, textes.get("cible", ""), ancre)
    trait(svg, "graphique-axe", GAUCHE, HAUTEUR - BAS, LARGEUR - DROITE, HAUTEUR - BAS)
    trace = " ".join(f"{coordonnee(x(a))},{coordonnee(y(b))}" for a, b in points)
    ET.SubElement(svg, "polyline", {"class": "graphique-trace", "points": trace})
    if seuil is not None and seuil not in (points[0], points[-1]):
        a, b = x(seuil[0]), y(seuil[1])
        trait(svg, "graphique-cible", a, b, a, HAUTEUR - BAS)
        point(svg, a, b)
        cote, ancre = (
            (-5, "end") if a > LARGEUR // 2 else (5, "start")
        )  # inside the drawing: both ends are labelled below
        texte(svg, "graphique-cible-mot", a + cote, HAUTEUR - BAS - 6, textes.get("x_seuil", ""), ancre)
    for (a, b), nom, ancre, ecart in (
        (points[0], "debut", "start", ecarts[0]),
        (points[-1], "fin", "end", ecarts[1]),
    ):
        point(svg, x(a), y(b))
        texte(svg, "graphique-valeur", x(a), y(b) + ecart, textes.get(nom, ""), ancre)
        texte(svg, "graphique-repere", x(a), reperes, textes.get(f"x_{nom}", ""), ancre)
    return svg


def barres(parts: Sequence[tuple[str, Fraction, str, bool]]) -> ET.Element:
    """Columns side by side: label, height, the words on top, whether it stands out.

    The highest are worded first; a lower one is where its words touch no others and no higher column. The labels of
    both ends are written.
    """
    haut = max(part for _, part, _, _ in parts) or Fraction(1)
    svg = toile("graphique graphique-barres")
    pas = Fraction(LARGEUR - GAUCHE - DROITE, len(parts))
    for rang, (_, part, _, forte) in enumerate(parts):
        hauteur = part / haut * (HAUTEUR - BAS - HAUT)
        x, y = GAUCHE + rang * pas, HAUTEUR - BAS - hauteur
        boite(svg, "graphique-barre graphique-barre-forte" if forte else "graphique-barre", x + 1, y, pas - 2, hauteur)
    for rang in _lisibles(parts, haut, pas):
        _, part, dit, _ = parts[rang]
        y = HAUTEUR - BAS - part / haut * (HAUTEUR - BAS - HAUT)
        sous(svg, "graphique-sur-barre", GAUCHE + (rang + Fraction(1, 2)) * pas, y - 5, dit)
    trait(svg, "graphique-axe", GAUCHE, HAUTEUR - BAS, LARGEUR - DROITE, HAUTEUR - BAS)
    texte(svg, "graphique-repere", GAUCHE, HAUTEUR - 10, parts[0][0], "start")
    texte(svg, "graphique-repere", LARGEUR - DROITE, HAUTEUR - 10, parts[-1][0], "end")
    return svg


def _lisibles(parts: Sequence[tuple[str, Fraction, str, bool]], haut: Fraction, pas: Fraction) -> list[int]:
    """The columns whose words find room: those of a wide one spread over its lower neighbours."""
    ecrites: list[int] = []
    for rang in sorted((r for r, part in enumerate(parts) if part[2]), key=lambda r: (-parts[r][1], r)):
        _, part, dit, _ = parts[rang]
        for autre, (_, sienne, mots, _) in enumerate(parts):
            ecart = abs(autre - rang) * pas
            plus_haute = sienne > part and ecart < (_sur_barre(dit) + pas) / 2
            voisine = autre in ecrites and ecart < (_sur_barre(dit) + _sur_barre(mots)) / 2
            if autre != rang and (plus_haute or (voisine and (sienne - part) / haut * HAUTEUR < _LIGNE)):
                break
        else:
            ecrites.append(rang)
    return ecrites


def _sur_barre(mots: str) -> Fraction:
    """The room of words over a column: the style sheet writes them smaller."""
    return large(mots) * Fraction(87, 100)


def tornade(
    influences: Sequence[tuple[str, str, Fraction, Fraction]], centre: Fraction, ecrire: Callable[[Fraction], str]
) -> ET.Element:
    """Bars about a central value, in the order given: label, inputs tried, output when lower, output when higher.

    Under each, the least and the greatest value that it reaches.
    """
    pas = 92
    hauteur = 30 + pas * len(influences)
    x = _echelle([centre, *(v for _, _, bas, haut in influences for v in (bas, haut))])
    svg = toile("graphique graphique-tornade", hauteur)
    for rang, (libelle, essais, *bornes) in enumerate(influences):
        sommet = Fraction(pas * rang + 40)
        moins, plus = sorted(bornes)
        gauche, droite = x(moins), x(plus)
        texte(svg, "graphique-valeur", GAUCHE, sommet - 24, libelle, "start")
        texte(svg, "graphique-repere", GAUCHE, sommet - 7, essais, "start")
        boite(svg, "graphique-barre", gauche, sommet, max(droite - gauche, Fraction(1)), Fraction(16))
        trait(svg, "graphique-cible", x(centre), sommet - 2, x(centre), sommet + 18)
        mots = [ecrire(moins), ecrire(plus)]
        if large("".join(mots)) + 12 < droite - gauche:
            texte(svg, "graphique-valeur", gauche, sommet + 34, mots[0], "start")
            texte(svg, "graphique-valeur", droite, sommet + 34, mots[1], "end")
        else:
            sous(svg, "graphique-valeur", (gauche + droite) / 2, sommet + 34, " à ".join(dict.fromkeys(mots)))
    sous(svg, "graphique-repere", x(centre), Fraction(hauteur - 6), f"versement actuel{INSECABLE}: {ecrire(centre)}")
    return svg


def _echelle(valeurs: Sequence[Fraction], verticale: bool = False) -> Callable[[Fraction], Fraction]:
    bas, haut = min(valeurs), max(valeurs)
    etendue = (haut - bas) or Fraction(1)
    if verticale:
        return lambda v: HAUTEUR - BAS - (v - bas) / etendue * (HAUTEUR - BAS - HAUT)
    return lambda v: GAUCHE + (v - bas) / etendue * (LARGEUR - GAUCHE - DROITE)


def _si(valeur: Fraction | None) -> list[Fraction]:
    return [] if valeur is None else [valeur]
