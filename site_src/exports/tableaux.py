"""The sheets and their rules as tables: one line a sheet, one line a rule.

A sheet is named « Action 2.3 », not « 2.3 »: a French spreadsheet reads that as the 2nd of March.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from catalogue import Fiche
from catalogue.parties import QUESTIONS
from site_src.exports.ecriture import BOM, en_csv
from site_src.inventaire import RegleEcrite, inventorier
from site_src.vues import VueCatalogue, VueFiche

FICHES = (
    *(
        "id",
        "repere",
        "titre",
        "intitule",
        "nature",
        "departement",
        "code_departement",
        "programme",
        "axes",
        "objectifs",
    ),
    *("themes", "publics", "formats", "porteurs", "duree", "resume"),
    *(f"essentiel_{nom}" for nom in QUESTIONS),
    *("regles", "hypotheses", "liees", "source", "transcrite_le", "revue_le", "valide_du", "valide_au", "page"),
)
REGLES = (
    *("fiche", "repere", "titre", "calculateur", "chemin", "genre", "cle", "libelle", "citation"),
    *("hypotheses", "textes_hypotheses", "du", "au"),
)


def fiches(vues: VueCatalogue, racine: str) -> Iterator[str]:
    """`fiches.csv`: what a sheet says of itself; its text is in `fiches.json`."""
    yield BOM + en_csv([FICHES])
    for vue in vues.fiches:
        yield vue.une_fois(("fiches.csv", racine), partial(_ligne_de_fiche, vue, vues, racine))


def regles(vues: VueCatalogue) -> Iterator[str]:
    """`regles.csv`: each rule and condition, with the clause that founds it and the hypotheses that it opens."""
    yield BOM + en_csv([REGLES])
    for vue in vues.fiches:
        yield vue.une_fois("regles.csv", partial(_lignes_de_regles, vue))


def _ligne_de_fiche(vue: VueFiche, vues: VueCatalogue, racine: str) -> str:
    return en_csv([_fiche(vue, vues, racine)])


def _lignes_de_regles(vue: VueFiche) -> str:
    return en_csv(_regles(vue.fiche))


def _fiche(vue: VueFiche, vues: VueCatalogue, racine: str) -> list[Any]:
    fiche = vue.fiche
    departement = vues.catalogue.vocabulaire.departements[fiche.departement]

    def noms(famille: str) -> list[str]:
        return [vues.nom(famille, cle) for cle in getattr(fiche, famille)]

    return [
        *(fiche.id, fiche.repere, fiche.titre, fiche.intitule, fiche.nature, departement.nom, departement.code),
        *(fiche.programme, fiche.axes, fiche.objectifs),
        *(noms("themes"), noms("publics"), noms("formats"), noms("porteurs")),
        *(vues.nom("durees", fiche.duree) if fiche.duree else "", fiche.resume),
        *(getattr(fiche.essentiel, nom).texte for nom in QUESTIONS),
        *(sum(1 for _ in _inventaire(fiche)), len(fiche.hypotheses), fiche.liees, fiche.source.document),
        *(fiche.transcrite_le, fiche.revue_le, fiche.valide_du, fiche.valide_au, f"{racine}{vue.adresse}"),
    ]


def _regles(fiche: Fiche) -> Iterator[list[Any]]:
    hypotheses = fiche.regles.hypotheses
    for calculateur, regle in _inventaire(fiche):
        codes = regle.hypotheses(hypotheses)
        yield [
            *(fiche.id, fiche.repere, fiche.titre, calculateur, regle.chemin, regle.genre, regle.brut.get("cle")),
            *(regle.libelle, regle.citation, codes, [hypotheses[code].texte for code in codes]),
            *(regle.brut.get("du"), regle.brut.get("au")),
        ]


def _inventaire(fiche: Fiche) -> Iterator[tuple[str, RegleEcrite]]:
    """Each calculator with each of its rules, then those of the course and of several years."""
    ajouts = {"parcours": fiche.parcours, "pluriannuel": fiche.pluriannuel}
    for nom, calculateur in {**fiche.calculateurs, **ajouts}.items():
        for regle in inventorier(calculateur.get("regles"), "regles"):
            yield nom, regle
