"""The engine: Pyodide and the `calculators` package, as files that any plain web server can hand out.

    assets/moteur/pyodide-<hash>/   what Pyodide needs to start, nothing of its packages, and its standard library
    assets/moteur/regles-<hash>/    the worker's script, the photographed memory that holds the rules, and the rules
                                    themselves, for a browser that can't wake up from it; what writes a workbook
    assets/moteur/dossier-<hash>/   the same as scripts, for a site opened from a folder, where nothing can be fetched

Each folder is named by its content, so that a browser may keep it for ever, and a change of the rules leaves Pyodide's
where it is. The script `fichiers.js` carries the map of these files. The same sources give the same bytes.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

from site_src.depot import Depot
from site_src.installation import RACINE
from site_src.moteur import atelier
from site_src.moteur.archives import archiver

__all__ = ["archiver", "embarquer"]

_OUVRIER = ("memoire", "fichiers", "python", "ouvrier")
"""The modules of the worker's script, each after those that it imports."""

_MODULES = re.compile(rb"^import .*;\n|^export (?=\w)", re.MULTILINE)
_CARTE = "const CARTE = null;"
"""The line of `fichiers.js` that becomes the map."""


def embarquer(depot: Depot, servi: bool = True) -> None:
    """Write the engine into a site's `assets`, and its map into `js/fichiers.js`.

    `servi`: a server will hand it out; a site that is only opened from a folder needs the scripts alone.
    """
    carte = depot.poser_dossier("assets/moteur", lambda moteur: _ecrire(moteur, servi))
    script = depot.dossier / "assets" / "js" / "fichiers.js"
    texte = script.read_text(encoding="utf-8").replace(_CARTE, f"const CARTE = {json.dumps(carte, sort_keys=True)};")
    script.write_text(texte, encoding="utf-8", newline="\n")


def _ecrire(moteur: Path, servi: bool) -> dict[str, Any]:
    """Write its files; give their map."""
    pyodide = {
        # `.mjs` leaves as `.js`: many servers give `.mjs` a type that browsers refuse to run.
        "lanceur": ("pyodide.js", _sans_carte("pyodide.mjs")),
        "module": ("pyodide.asm.js", _sans_carte("pyodide.asm.mjs")),
        "wasm": ("pyodide.asm.wasm", (atelier.pyodide() / "pyodide.asm.wasm").read_bytes()),
        "stdlib": ("python_stdlib.zip", atelier.bibliotheque().read_bytes()),
    }
    regles = {
        "ouvrier": ("ouvrier.js", _ouvrier()),
        "memoire": ("memoire.bin", atelier.memoire().read_bytes()),
        "calculators": ("calculators.zip", atelier.paquet(RACINE / "calculators").read_bytes()),
        "xlsxwriter": ("xlsxwriter.zip", atelier.paquet(Path(xlsxwriter.__file__).parent).read_bytes()),
    }
    fichiers = _deposer(moteur, "pyodide", pyodide) | _deposer(moteur, "regles", regles)
    verrou = json.loads((atelier.pyodide() / "pyodide-lock.json").read_bytes())
    carte = {
        "fichiers": fichiers,
        "dossier": _deplier(moteur, fichiers),
        # No package is ever fetched by Pyodide: the lock that it asks for lists none.
        "verrou": {"info": verrou["info"], "packages": {}},
    }
    if not servi:
        for nom in {Path(fichier["nom"]).parts[0] for fichier in fichiers.values()}:
            shutil.rmtree(moteur / nom)
    return carte


def _deposer(moteur: Path, nom: str, fichiers: Mapping[str, tuple[str, bytes]]) -> dict[str, Any]:
    """Write files into a folder named by their content; give the map of where each is and how large."""
    empreinte = hashlib.sha256()
    for publie, octets in fichiers.values():
        empreinte.update(publie.encode() + hashlib.sha256(octets).digest())
    dossier = f"{nom}-{empreinte.hexdigest()[:12]}"
    (moteur / dossier).mkdir(parents=True, exist_ok=True)
    carte = {}
    for cle, (publie, octets) in fichiers.items():
        (moteur / dossier / publie).write_bytes(octets)
        carte[cle] = {"nom": f"{dossier}/{publie}", "octets": len(octets), "somme": atelier.somme(octets)}
    return carte


def _deplier(moteur: Path, fichiers: Mapping[str, Any]) -> str:
    """Write the same files as scripts, for `file://`; give the name of their folder."""
    noms = [fichier["nom"] for fichier in fichiers.values()]
    dossier = f"dossier-{hashlib.sha256(' '.join(noms).encode()).hexdigest()[:12]}"
    shutil.copytree(atelier.scripts({cle: moteur / f["nom"] for cle, f in fichiers.items()}), moteur / dossier)
    return dossier


def _ouvrier() -> bytes:
    """The worker's modules as one script: one request, and the only form that also runs from a folder."""
    modules = [(atelier.ICI / "ouvrier" / f"{nom}.mjs").read_bytes().replace(b"\r\n", b"\n") for nom in _OUVRIER]
    return b"\n".join(_MODULES.sub(b"", module) for module in modules)


def _sans_carte(nom: str) -> bytes:
    """A script without the comment that names a source map, which we don't ship."""
    octets = (atelier.pyodide() / nom).read_bytes()
    debut, marque, _ = octets.rpartition(b"//# sourceMappingURL=")
    return debut if marque else octets
