"""Charts as SVG trees: direct labels, two tones, classes for every colour (the policy of the site forbids styles).

Each is drawn 360 wide, and shown as wide as its place; the style sheet keeps its words at one size, so that they take
more of the drawing on a phone: there is room for them. Beside it stands the table of the same figures: the drawing
itself is hidden from screen readers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from xml.etree import ElementTree as ET

from calculators.bureau.dessin import (
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

Point = tuple[Fraction, Fraction]


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
    """Columns side by side: label, height, the words on top (where they fit), whether it stands out.

    The labels of both ends are written.
    """
    haut = max(part for _, part, _, _ in parts) or Fraction(1)
    svg = toile("graphique graphique-barres")
    pas = Fraction(LARGEUR - GAUCHE - DROITE, len(parts))
    for rang, (_, part, dit, forte) in enumerate(parts):
        hauteur = part / haut * (HAUTEUR - BAS - HAUT)
        x, y = GAUCHE + rang * pas, HAUTEUR - BAS - hauteur
        boite(svg, "graphique-barre graphique-barre-forte" if forte else "graphique-barre", x + 1, y, pas - 2, hauteur)
        if large(dit) <= pas:
            texte(svg, "graphique-sur-barre", x + pas / 2, y - 5, dit, "middle")
    trait(svg, "graphique-axe", GAUCHE, HAUTEUR - BAS, LARGEUR - DROITE, HAUTEUR - BAS)
    texte(svg, "graphique-repere", GAUCHE, HAUTEUR - 10, parts[0][0], "start")
    texte(svg, "graphique-repere", LARGEUR - DROITE, HAUTEUR - 10, parts[-1][0], "end")
    return svg


def tornade(
    influences: Sequence[tuple[str, Fraction, Fraction]], centre: Fraction, ecrire: Callable[[Fraction], str]
) -> ET.Element:
    """Bars about a central value, in the order given: label, output when lower, output when higher.

    Under each, the least and the greatest value that it reaches.
    """
    pas = 76
    hauteur = 30 + pas * len(influences)
    x = _echelle([centre, *(v for _, bas, haut in influences for v in (bas, haut))])
    svg = toile("graphique graphique-tornade", hauteur)
    for rang, (libelle, *bornes) in enumerate(influences):
        sommet = Fraction(pas * rang + 24)
        moins, plus = sorted(bornes)
        gauche, droite = x(moins), x(plus)
        texte(svg, "graphique-repere", GAUCHE, sommet - 8, libelle, "start")
        boite(svg, "graphique-barre", gauche, sommet, max(droite - gauche, Fraction(1)), Fraction(16))
        trait(svg, "graphique-cible", x(centre), sommet - 2, x(centre), sommet + 18)
        mots = [ecrire(moins), ecrire(plus)]
        if large("".join(mots)) + 12 < droite - gauche:
            texte(svg, "graphique-valeur", gauche, sommet + 34, mots[0], "start")
            texte(svg, "graphique-valeur", droite, sommet + 34, mots[1], "end")
        else:
            sous(svg, "graphique-valeur", (gauche + droite) / 2, sommet + 34, " à ".join(dict.fromkeys(mots)))
    sous(svg, "graphique-cible-mot", x(centre), Fraction(hauteur - 6), ecrire(centre))
    return svg


def _echelle(valeurs: Sequence[Fraction], verticale: bool = False) -> Callable[[Fraction], Fraction]:
    bas, haut = min(valeurs), max(valeurs)
    etendue = (haut - bas) or Fraction(1)
    if verticale:
        return lambda v: HAUTEUR - BAS - (v - bas) / etendue * (HAUTEUR - BAS - HAUT)
    return lambda v: GAUCHE + (v - bas) / etendue * (LARGEUR - GAUCHE - DROITE)


def _si(valeur: Fraction | None) -> list[Fraction]:
    return [] if valeur is None else [valeur]


_PAS, _EPAISSEUR, _MARGE = 92, 20, 2


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
    svg = toile("graphique graphique-bandes", _PAS * len(barres))
    for rang, barre in enumerate(barres):
        haut = _PAS * rang
        texte(svg, "graphique-repere", _MARGE, haut + 14, barre.titre, "start")
        if not longueurs[rang]:
            continue
        _rectangle(svg, "graphique-fond", Fraction(_MARGE), haut, barre.entier * echelle)
        x = Fraction(_MARGE)
        for part in barre.parts:
            largeur = part.montant * echelle
            _rectangle(svg, "graphique-part", x, haut, max(largeur - 1, Fraction(1)))
            if large(part.nom) + 5 < largeur:
                texte(svg, "graphique-part-nom", x + 5, haut + 34, part.nom, "start")
            x += largeur
        texte(svg, "graphique-valeur", _MARGE, haut + 57, barre.gauche, "start")
        texte(svg, "graphique-valeur", LARGEUR - _MARGE, haut + 76, barre.droite, "end")
    return svg


def _rectangle(svg: ET.Element, classe: str, x: Fraction, haut: int, largeur: Fraction) -> None:
    if largeur > 0:
        boite(svg, classe, x, haut + 20, largeur, _EPAISSEUR)
