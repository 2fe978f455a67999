"""A course of action as a drawing: time flows down, a mark for each month, a lane for each kind of span.

It is narrow, so that its words keep their size on a phone and it stands beside its table on a wide screen. Colours and
type are the style sheet's, by class; everything that it shows is in the table too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import wrap
from xml.etree import ElementTree as ET

from calculators.calendrier import Evenement
from calculators.dates import MOIS_ABREGES, abreger_date, ajouter_mois
from calculators.typographie import en_suite, typographie

_LARGEUR = 330
_AXE = 46
"""Where the axis stands; the months are written on its left."""
_HAUT = 26
_SIGNE = 6.9
"""The mean width of a letter at the size of the drawing's words."""
_LIGNE = 17
_PAS_DE_MOIS = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True)
class _Repere:
    """A day named on the right of the lanes."""

    jour: date
    y: float
    noms: tuple[str, ...]
    limite: bool
    au_choix: bool


@dataclass(frozen=True)
class Frise:
    """The drawing of some events, spans and single days."""

    evenements: Sequence[Evenement]
    pistes: Sequence[str]
    """The kinds of spans: a lane each, from left to right."""

    @property
    def _debut(self) -> date:
        return min(evenement.debut for evenement in self.evenements)

    @property
    def _fin(self) -> date:
        """The day after the last one."""
        return max(evenement.jour for evenement in self.evenements) + timedelta(days=1)

    @property
    def _hauteur(self) -> float:
        """About an inch for two months, so that a short course stays legible and a long one on its page."""
        jours = (self._fin - self._debut).days
        return min(600.0, max(200.0, jours * 1.05))

    def _y(self, jour: date) -> float:
        return round(_HAUT + (jour - self._debut).days * self._hauteur / max(1, (self._fin - self._debut).days), 1)

    def dessiner(self, ident: str, titre: str) -> ET.Element:
        """The `<svg>`, named for those who don't see it."""
        largeur = 96 if len(self.pistes) < 2 else 62 if len(self.pistes) == 2 else 126 // len(self.pistes)
        droite = _AXE + 8 + len(self.pistes) * (largeur + 4)
        image = ET.Element(
            "svg", {"class": "frise", "role": "img", "aria-labelledby": f"{ident}-titre {ident}-description"}
        )
        _ajouter(image, "title", texte=titre).set("id", f"{ident}-titre")
        description = "Une frise verticale ; le tableau qui suit donne les mêmes dates, avec leur clause."
        _ajouter(image, "desc", texte=typographie(description)).set("id", f"{ident}-description")
        self._mois(image)
        for evenement in self.evenements:
            if evenement.fin:
                x = _AXE + 8 + self.pistes.index(evenement.piste) * (largeur + 4)
                self._barre(image, evenement, x, largeur, "" if self.pistes.index(evenement.piste) == 0 else " seconde")
        bas = self._reperes(image, droite)
        hauteur = round(max(bas, _HAUT + self._hauteur) + 10)
        image.set("viewBox", f"0 0 {_LARGEUR} {hauteur}")
        image.set("width", str(_LARGEUR))
        image.set("height", str(hauteur))
        return image

    def _mois(self, image: ET.Element) -> None:
        """The axis and its months; the year stands for January."""
        haut, bas = _HAUT, _HAUT + self._hauteur
        _ajouter(image, "line", "frise-axe", x1=_AXE, y1=haut, x2=_AXE, y2=bas)
        if (self._debut.month, self._debut.day) != (1, 1):  # the first mark then says the year itself
            _ajouter(image, "text", "frise-annee", str(self._debut.year), x=_AXE - 8, y=haut - 12)
        mois = 1 + (self._fin - self._debut).days / 30.5
        pas = next(p for p in _PAS_DE_MOIS if self._hauteur * p / mois >= 19 or p == _PAS_DE_MOIS[-1])
        premier = self._debut.replace(day=1)
        for rang in range(int(mois) + 2):
            jour, _ = ajouter_mois(premier, rang)
            if not self._debut <= jour < self._fin:
                continue
            ecrit = (jour.year * 12 + jour.month - 1) % pas == 0
            y = self._y(jour)
            _ajouter(image, "line", "frise-axe", x1=_AXE - (5 if ecrit else 2.5), y1=y, x2=_AXE, y2=y)
            if ecrit and y > haut - 2:
                janvier = jour.month == 1
                texte = str(jour.year) if janvier else MOIS_ABREGES[jour.month - 1]
                _ajouter(image, "text", "frise-annee" if janvier else "frise-mois", texte, x=_AXE - 8, y=y + 4)

    def _barre(self, image: ET.Element, evenement: Evenement, x: int, largeur: int, rang: str) -> None:
        haut, bas = self._y(evenement.debut), self._y(evenement.jour + timedelta(days=1))
        hauteur = max(2.0, round(bas - haut - 1.5, 1))
        _ajouter(image, "rect", f"frise-barre{rang}", x=x, y=haut, width=largeur, height=hauteur, rx=2)
        lignes = [typographie(evenement.libelle), evenement.duree]
        if max(len(ligne) for ligne in lignes) * _SIGNE <= largeur - 6 and hauteur >= 18:
            for n, ligne in enumerate(lignes[: 2 if hauteur >= 40 else 1]):
                _ajouter(image, "text", f"frise-nom{rang}", ligne, x=x + largeur / 2, y=haut + 17 + n * _LIGNE)
            return
        ligne = ", ".join(filter(None, lignes))
        ligne = ligne if len(ligne) * _SIGNE <= hauteur - 10 else lignes[0]
        if len(ligne) * _SIGNE <= hauteur - 10 and largeur >= 18:
            cx, cy = x + largeur / 2, round(haut + hauteur / 2, 1)
            tourne = _ajouter(image, "text", f"frise-nom{rang}", ligne, x=cx, y=cy + 4)
            tourne.set("transform", f"rotate(-90 {cx} {cy})")

    def _reperes(self, image: ET.Element, droite: int) -> float:
        """Each day that matters, named once; names too close are pushed down, and tied to their day."""
        largeur, bas, libre = int((_LARGEUR - droite - 18) / _SIGNE), 0.0, _HAUT - 14.0
        for repere in _reperes(self.evenements, self._y):
            lignes = [ligne for nom in repere.noms for ligne in wrap(nom, largeur, break_on_hyphens=False)]
            y = max(libre, repere.y - 5)
            classe = " limite" if repere.limite else " choix" if repere.au_choix else ""
            _ajouter(image, "line", f"frise-jour{classe}", x1=_AXE, y1=repere.y, x2=droite, y2=repere.y)
            _ajouter(image, "path", "frise-fil", d=f"M{droite} {repere.y} L{droite + 14} {y + 5}")
            if not repere.limite:
                losange = f"M{droite} {repere.y - 4.5} l4.5 4.5 l-4.5 4.5 l-4.5 -4.5 z"
                _ajouter(image, "path", f"frise-point{classe}", d=losange)
            _ajouter(image, "text", "frise-date", abreger_date(repere.jour), x=droite + 18, y=y + 9)
            for n, ligne in enumerate(lignes, start=1):
                _ajouter(image, "text", "frise-texte", ligne, x=droite + 18, y=y + 9 + n * _LIGNE)
            bas = y + 9 + len(lignes) * _LIGNE
            libre = bas + 8
        return bas


def _reperes(evenements: Sequence[Evenement], y_de: Callable[[date], float]) -> list[_Repere]:
    """The days in order, each with what happens on it: the spans that end together are named together."""
    etendues = [e for e in evenements if e.fin]
    premier = min((e.debut for e in etendues), default=None)
    reperes = [_Repere(premier, y_de(premier), ("Premier jour",), False, False)] if premier else []
    for jour in sorted({e.jour for e in evenements}):
        siens = [e for e in evenements if e.jour == jour]
        fins = [en_suite(e.libelle) for e in siens if e.fin]
        noms = [f"Fin : {', '.join(dict.fromkeys(fins))}"] if fins else []
        noms += dict.fromkeys(e.libelle for e in siens if not e.fin)
        limite, au_choix = all(e.limite for e in siens), all(e.au_choix for e in siens)
        reperes.append(_Repere(jour, y_de(jour + timedelta(days=1)), tuple(map(typographie, noms)), limite, au_choix))
    return reperes


def _ajouter(parent: ET.Element, balise: str, classe: str = "", texte: str = "", **places: float | str) -> ET.Element:
    attributs = {"class": classe} if classe else {}
    attributs |= {nom: str(valeur) for nom, valeur in places.items()}
    element = ET.SubElement(parent, balise, attributs)
    element.text = texte or None
    return element
