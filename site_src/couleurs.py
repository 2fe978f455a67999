"""A Department's two colours, as custom properties over those of `assets/css/couleurs.css`."""

from __future__ import annotations

import re
from typing import Any

from site_src.erreurs import EchecConstruction

CONTRASTE_MIN = 4.5
NOMS = ("principale", "accent")
_PAPIER = "#fbf8f1"


def feuille_du_site(couleurs: Any) -> str:
    """The style sheet of `site.yaml`'s colours. Raises `EchecConstruction` for one that can't be read on the page."""
    regles = []
    for nom in NOMS:
        if valeur := getattr(couleurs, nom, None):
            if faute := juger(nom, valeur):
                raise EchecConstruction(f"site.yaml : {faute}")
            regles.append(f"--{nom}: {valeur};")
    return f":root {{ {' '.join(regles)} }}\n" if regles else ""


def juger(nom: str, valeur: str) -> str:
    """Why a colour is refused, and what to do; empty where it is fine."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", valeur):
        return f"la couleur {nom} « {valeur} » ne se lit pas ; écrivez-la #rrvvbb, par exemple #12525c"
    if (contraste := _contraste(valeur, _PAPIER)) < CONTRASTE_MIN:
        ecrit = f"{contraste:.1f}".replace(".", ",")
        quoi = f"la couleur {nom} « {valeur} » se lit mal sur le fond (contraste {ecrit}, il faut 4,5)"
        return f"{quoi} ; prenez-la plus foncée"
    return ""


def _contraste(une: str, autre: str) -> float:
    """The ratio of WCAG 2.1."""
    clarte = sorted((_luminance(une), _luminance(autre)))
    return (clarte[1] + 0.05) / (clarte[0] + 0.05)


def _luminance(couleur: str) -> float:
    canaux = (int(couleur[i : i + 2], 16) / 255 for i in (1, 3, 5))
    lineaires = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux]
    return 0.2126 * lineaires[0] + 0.7152 * lineaires[1] + 0.0722 * lineaires[2]
