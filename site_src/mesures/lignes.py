"""The lines of the benchmark: what is measured, what it is compared with, the most that it may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Statistique = Literal["mediane", "p95", "max"]


@dataclass(frozen=True)
class Ligne:
    """One line of the table."""

    cle: str
    """The series of values that it sums up."""
    titre: str
    partie: str
    """The module that measures it."""
    unite: str
    budget: float | None = None
    """The most that it may be: in its unit, or as a ratio where there is a `temoin`."""
    temoin: str = ""
    """The series that it is a ratio of."""
    tenue: Statistique = "mediane"
    """What must keep within the budget: the median, or the 95th percentile of what a reader feels each time."""


LIGNES = (
    Ligne("faux", "Premiers résultats faux ou absents, JavaScript coupé", "pages", "", 0, tenue="max"),
    Ligne("poids", "Octets avant de toucher un calculateur, par page", "pages", "ko", 300, tenue="max"),
    Ligne("froid", "Ouverture → résultat, à froid", "demarrage", "ms", 1 / 4, "pyodide_froid"),
    Ligne("chaud", "Ouverture → résultat, à chaud", "demarrage", "ms", 1 / 4, "pyodide_chaud"),
    Ligne("suivante", "Page suivante → résultat", "demarrage", "ms", 1 / 20, "pyodide_chaud"),
    Ligne("pyodide_froid", "  loadPyodide seul, à froid", "demarrage", "ms"),
    Ligne("pyodide_chaud", "  loadPyodide seul, à chaud", "demarrage", "ms"),
    Ligne("touche", "Touche → résultat repeint, moteur prêt", "frappe", "ms", 50, tenue="p95"),
    Ligne("evaluation", "Évaluation tracée (2.5, financement)", "calculs", "µs", 150),
    Ligne("contre_publicodes", "  la même face à publicodes, dans Node", "calculs", "µs", temoin="publicodes"),
    Ligne("publicodes", "  publicodes, la même règle", "calculs", "µs"),
    Ligne("resultat", "Résultat, toutes lectures et effets", "calculs", "µs"),
    Ligne("courbe", "Courbe de 1 000 points", "calculs", "ms", 200),
    Ligne("but", "Recherche de but", "calculs", "ms", 5),
    Ligne("construction", "2 000 fiches construites", "construction", "s", 1 / 2, "mkdocs"),
    Ligne("construction_cpu", "  temps de processeur", "construction", "s", temoin="mkdocs_cpu"),
    Ligne("mkdocs", "  MkDocs Material nu, autant de pages", "construction", "s"),
    Ligne("mkdocs_fiches", "  MkDocs Material nu, les seules fiches", "construction", "s"),
    Ligne("pages", "  pages de part et d’autre", "construction", ""),
    Ligne("par_fiche", "  temps d’une fiche, à 2 000 puis à 500", "construction", "ms", 1.1, "par_fiche_500"),
    Ligne("edition", "500 fiches servies, enregistrement → page à jour", "edition", "ms", 1000),
    Ligne("index", "2 000 fiches, index de recherche comprimé", "recherche", "ko", 1200),
    Ligne("index_avant", "  part lue avant qu’on cherche", "recherche", "ko", 0),
    Ligne("lettre", "2 000 fiches, lettre tapée → résultats", "recherche", "ms", 50, tenue="p95"),
    Ligne("facette", "2 000 fiches, filtre coché → résultats", "recherche", "ms", 50, tenue="p95"),
    Ligne("premiere_vue", "2 000 fiches, catalogue ouvert, comprimé", "recherche", "ko", 300),
)
"""The pages and their engine, the build, the search; a line without a budget is there to be read beside another."""
