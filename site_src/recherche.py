"""The search index: built once by Node, with the same script that the browser searches with."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from site_src.appels import appel, json_compact
from site_src.erreurs import EchecConstruction
from site_src.fiche_page import ESSENTIEL
from site_src.recherche_documents import documents, passages, repondues, vocabulaire
from site_src.vues import VueCatalogue

INDEXEUR = Path(__file__).resolve().parent / "indexer.cjs"
SCRIPTS = Path(__file__).resolve().parent / "assets" / "js"


def indexer(catalogue: VueCatalogue, guides: list[dict[str, Any]], cible: Path, node: Path, minisearch: Path) -> None:
    """Write `cible/index.js` (fetched at the first search) and one file of passages a sheet (fetched to show a match).

    They are scripts rather than JSON so that the site also searches when it is opened from a folder.
    """
    cible.mkdir(parents=True, exist_ok=True)
    matiere = {"fiches": documents(catalogue), "guides": guides, "mots": vocabulaire(catalogue)}
    with tempfile.TemporaryDirectory(prefix="recherche-") as dossier:
        entree, sortie = Path(dossier) / "documents.json", Path(dossier) / "index.json"
        entree.write_text(json.dumps(matiere, ensure_ascii=False), encoding="utf-8")
        fait = subprocess.run(
            [str(node), str(INDEXEUR), str(minisearch), str(SCRIPTS), str(entree), str(sortie)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if fait.returncode:
            raise EchecConstruction("l’index de recherche n’a pas pu être fait : " + fait.stderr.strip()[-600:])
        index = sortie.read_text(encoding="utf-8")
    (cible / "index.js").write_text(appel("Recherche.recevoirIndex", index), encoding="utf-8", newline="\n")
    for vue in catalogue.fiches:
        extraits = json_compact([*passages(vue.fiche), *_reponses(vue.fiche)])
        (cible / f"{vue.fiche.id}.js").write_text(
            appel("Recherche.recevoirPassages", json_compact(vue.fiche.id), extraits), encoding="utf-8", newline="\n"
        )


def _reponses(fiche: Any) -> list[list[str]]:
    """What « L'essentiel » answers to each question, shown to whoever asks it: `[its title, answer, its mark]`."""
    return [[ESSENTIEL[cle], getattr(fiche.essentiel, cle).texte, f"?{cle}"] for cle in repondues(fiche)]
