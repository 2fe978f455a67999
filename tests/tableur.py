"""A workbook as a spreadsheet shows it, recalculated without one on the machine."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import formualizer

XLSX = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


class Tableur:
    """A workbook opened in a spreadsheet engine, its cells reached by their names."""

    def __init__(self, octets: bytes) -> None:
        self.classeur = formualizer.load_workbook_bytes(octets)
        with ZipFile(BytesIO(octets)) as archive:
            noms = ElementTree.fromstring(archive.read("xl/workbook.xml")).iterfind(".//x:definedName", XLSX)
        self.lieux = {}
        for nom in noms:
            if lieu := re.fullmatch(r"'?([^'!]+)'?!\$([A-Z])\$(\d+)(?::\$[A-Z]\$(\d+))?", nom.text or ""):
                onglet, colonne, ligne, fin = lieu.groups()
                self.lieux[nom.attrib["name"]] = (onglet, int(ligne), ord(colonne) - 64, int(fin or ligne))

    def saisir(self, nom: str, valeur: Any, decalage: int = 0) -> None:
        onglet, ligne, colonne, _ = self.lieux[nom]
        self.classeur.set_value(onglet, ligne + decalage, colonne, valeur)

    def vider(self, nom: str) -> None:
        onglet, ligne, colonne, fin = self.lieux[nom]
        for rang in range(ligne, fin + 1):
            self.classeur.set_value(onglet, rang, colonne, None)

    def lire(self, nom: str) -> Any:
        onglet, ligne, colonne, _ = self.lieux[nom]
        return self.classeur.evaluate_cell(onglet, ligne, colonne)
