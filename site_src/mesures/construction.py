"""Two thousand sheets built by the command, then five hundred, against bare MkDocs Material on as many pages.

Each is a process of its own in the same environment. MkDocs' time is that of `mkdocs build` alone, its Markdown already
written; ours is the whole command's: reading and checking, data, search index, engine, reading again.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict

from site_src.etapes import etape
from site_src.mesures.chantier import Chantier, Mesures, Passage, passer
from site_src.mesures.mkdocs_nu import ecrire

FICHES, MOINS = 2000, 500
FOIS = 2
"""A build is long and its time varies little: twice is enough."""


def mesurer(chantier: Chantier) -> Mesures:
    """`construction` and MkDocs' in seconds, of the clock and of the processor; `par_fiche` in milliseconds."""
    series: dict[str, list[float]] = defaultdict(list)
    phases: dict[str, float] = {}
    for tour in range(min(FOIS, chantier.repetitions)):
        grand, petit = chantier.construire(FICHES), chantier.construire(MOINS)
        pages = sum(1 for _ in chantier.grand_site(FICHES).rglob("*.html"))
        nu = _mkdocs(chantier, pages, tour)
        seules = _mkdocs(chantier, FICHES + 1, tour)
        phases = grand.phases
        series["construction"].append(grand.secondes)
        series["construction_cpu"].append(grand.processeur)
        series["mkdocs"].append(nu.secondes)
        series["mkdocs_cpu"].append(nu.processeur)
        series["mkdocs_fiches"].append(seules.secondes)
        series["pages"].append(pages)
        series["par_fiche"].append(grand.secondes / FICHES * 1000)
        series["par_fiche_500"].append(petit.secondes / MOINS * 1000)
    return Mesures(series, {"construction": phases})


def _mkdocs(chantier: Chantier, pages: int, tour: int) -> Passage:
    configuration = ecrire(chantier.fiches(FICHES), chantier.dossier / f"mkdocs-{tour}-{pages}", pages)
    with etape(f"MkDocs Material nu, {pages} pages"):
        passage = passer(
            [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", configuration],
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        )
    faites = sum(1 for _ in (configuration.parent / "site").rglob("index.html"))
    if faites != pages:
        raise RuntimeError(f"MkDocs a fait {faites} pages au lieu de {pages} : la comparaison ne vaut rien.")
    return passage
