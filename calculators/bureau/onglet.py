"""One sheet of a workbook: what is written goes through here, so that no text is ever run as a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from calculators.formules.formule import A_CORRIGER, A_VERIFIER, CONFORME, NON_CONFORME

_POLICE = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
_EURO = "[$-40C]#,##0.00\\ [$€-40C];[Red][$-40C]\\-#,##0.00\\ [$€-40C]"
_EURO_ENTIER = "[$-40C]#,##0\\ [$€-40C];[Red][$-40C]\\-#,##0\\ [$€-40C]"
_CASE = {"bg_color": "#FFF8E1", "border": 1, "border_color": "#8A6D1F", "locked": False}
STYLES: Mapping[str, Mapping[str, Any]] = {
    "titre": {"bold": True, "font_size": 16},
    "sous_titre": {"font_color": "#444444"},
    "note": {"bold": True},
    "section": {"bold": True, "font_size": 13, "top": 2},
    "intertitre": {"bold": True, "font_size": 13},
    "entete": {"bold": True, "bg_color": "#EEEEEE", "bottom": 1, "text_wrap": True},
    "texte": {"text_wrap": True},
    "clause": {"text_wrap": True, "italic": True},
    "discret": {"text_wrap": True, "font_color": "#666666", "align": "left", "indent": 1},
    "faute": {"text_wrap": True, "font_color": "#B00020", "bold": True},
    "fort": {"text_wrap": True, "bold": True},
    "nombre": {"align": "right"},
    "mots": {"align": "right", "text_wrap": True},
    "taux": {"num_format": "0.00", "align": "right"},
    "€": {"num_format": _EURO, "align": "right"},
    "€ entiers": {"num_format": _EURO_ENTIER, "align": "right"},
    "date": {"num_format": "dd/mm/yyyy", "align": "right"},
    "verdict": {"align": "right", "bold": True},
    "saisie": {**_CASE, "align": "right"},
    "saisie €": {**_CASE, "num_format": _EURO, "align": "right"},
    "part": {"num_format": "0.0 %", "align": "right"},
    "saisie entiers": {**_CASE, "num_format": _EURO_ENTIER, "align": "right"},
    "saisie date": {**_CASE, "num_format": "dd/mm/yyyy", "align": "right"},
    "saisie texte": {**_CASE, "text_wrap": True},
}  # fmt: skip
_COULEURS = {NON_CONFORME: "#B00020", A_CORRIGER: "#B00020", A_VERIFIER: "#8A4B00", CONFORME: "#1B5E20"}
"""Of a check, and of a status, which has the same words: a spreadsheet compares them whatever their capitals."""


class Onglet:
    """A sheet, printed on A4, locked but for its input cells (no password: it only spares slips)."""

    def __init__(self, classeur: Any, nom: str, largeurs: Sequence[float], paysage: bool = True) -> None:
        self.nom = nom
        self._classeur = classeur
        self._feuille = classeur.add_worksheet(nom)
        self._formats: dict[str, Any] = {}
        self._largeurs = largeurs
        self._hauteurs: dict[int, int] = {}
        for colonne, largeur in enumerate(largeurs):
            self._feuille.set_column(colonne, colonne, largeur)
        if paysage:
            self._feuille.set_landscape()
        self._feuille.set_paper(9)
        self._feuille.fit_to_pages(1, 0)
        self._feuille.set_margins(0.5, 0.5, 0.6, 0.6)
        self._feuille.set_footer("&L&8Aide à la préparation, pas une décision&R&8&A, page &P sur &N")
        self._feuille.hide_gridlines(2)
        self._feuille.protect("", {"format_columns": True, "format_rows": True})

    def texte(self, ligne: int, colonne: int, texte: str, style: str = "texte") -> None:
        """Words; written as such, they are never run, whatever they begin with."""
        if texte:
            self._elargir(ligne, colonne, texte, style)
            self._feuille.write_string(ligne, colonne, texte, self.style(style))

    def valeur(self, ligne: int, colonne: int, valeur: Fraction | date | str | None, style: str) -> None:
        """A plain number, day or word; an empty cell keeps its style."""
        if isinstance(valeur, Fraction):
            self._feuille.write_number(ligne, colonne, float(valeur), self.style(style))
        elif isinstance(valeur, date):
            self._feuille.write_datetime(ligne, colonne, valeur, self.style(style))
        elif valeur:
            self.texte(ligne, colonne, valeur, style)
        else:
            self._feuille.write_blank(ligne, colonne, None, self.style(style))

    def formule(
        self, ligne: int, colonne: int, formule: str, valeur: Fraction | date | str | bool = "", style: str = "nombre"
    ) -> None:
        """A live formula and what it gives now, for readers that compute nothing."""
        connue: Any = valeur
        if isinstance(valeur, date):
            connue = (valeur - date(1899, 12, 30)).days
        elif isinstance(valeur, Fraction):
            connue = float(valeur)
        self._feuille.write_formula(ligne, colonne, formule, self.style(style), connue)

    def nommer(self, nom: str, ligne: int, colonne: int, fin: int | None = None) -> None:
        """Give its name to a cell, or to a column of cells down to `fin`."""
        lettre = chr(ord("A") + colonne)
        plage = f"${lettre}${ligne + 1}" + (f":${lettre}${fin + 1}" if fin is not None else "")
        self._classeur.define_name(nom, f"='{self.nom}'!{plage}")

    def valider(self, ligne: int, colonne: int, regle: Mapping[str, Any], fin: int | None = None) -> None:
        """What a cell accepts, its help and its error."""
        self._feuille.data_validation(ligne, colonne, ligne if fin is None else fin, colonne, dict(regle))

    def colorer_verdicts(self, ligne: int, colonne: int, fin: int) -> None:
        """The colour of a verdict, which its words say already."""
        for texte, couleur in _COULEURS.items():
            regle = {"type": "cell", "criteria": "==", "value": f'"{texte}"', "format": self._couleur(couleur)}
            self._feuille.conditional_format(ligne, colonne, fin, colonne, regle)

    def figer(self, ligne: int) -> None:
        """Keep what is above in sight, on the screen and on each printed page."""
        self._feuille.freeze_panes(ligne, 0)
        self._feuille.repeat_rows(ligne - 1)

    def cacher(self) -> None:
        """Keep the sheet out of sight."""
        self._feuille.hide()

    def imprimer(self, fin: int, colonnes: int) -> None:
        """Print no further than a row: what follows is room for more."""
        self._feuille.print_area(0, 0, fin, colonnes - 1)

    def _elargir(self, ligne: int, colonne: int, texte: str, style: str) -> None:
        """Make the row as high as its longest text: not every spreadsheet does it by itself."""
        if STYLES[style].get("text_wrap") and colonne < len(self._largeurs):
            lignes = -(-len(texte) // max(1, int(self._largeurs[colonne])))
            if lignes > self._hauteurs.get(ligne, 1):
                self._hauteurs[ligne] = lignes
                self._feuille.set_row(ligne, 15 * lignes)

    def style(self, nom: str) -> Any:
        """A format, made once."""
        if nom not in self._formats:
            self._formats[nom] = self._classeur.add_format({**_POLICE, **STYLES[nom]})
        return self._formats[nom]

    def _couleur(self, couleur: str) -> Any:
        if couleur not in self._formats:
            self._formats[couleur] = self._classeur.add_format({"font_color": couleur})
        return self._formats[couleur]
