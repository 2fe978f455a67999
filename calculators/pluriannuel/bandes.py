"""Bars of one scale under each other, each with its known parts: what several years, or several funders, add up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from xml.etree import ElementTree as ET

from calculators.rendu.dessin import LARGEUR, boite, large, texte, toile

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
