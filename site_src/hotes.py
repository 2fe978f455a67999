"""No style sheet and no picture asks another server for anything: `controle` says it of the pages, this of the rest.

Scripts are held by the policy alone: the libraries among them name addresses that they never ask for.
"""

from __future__ import annotations

import re
from pathlib import Path

from site_src.erreurs import EchecConstruction

_AILLEURS = {
    ".css": re.compile(r"(?:url\(|@import)\s*[\"']?\s*(?:https?:)?//[^\s\"')]*", re.IGNORECASE),
    ".svg": re.compile(
        r"\b(?:href|src)\s*=\s*[\"']\s*(?:https?:)?//[^\"']*|url\(\s*[\"']?(?:https?:)?//[^)]*", re.IGNORECASE
    ),
}


def verifier_hotes(assets: Path) -> None:
    """Raise `EchecConstruction` with every call to another server."""
    fautes = [
        f"assets/{fichier.relative_to(assets).as_posix()} appelle un autre serveur ({trouve[0]})"
        for dossier in ("css", "images")
        for fichier in sorted((assets / dossier).iterdir())
        if fichier.suffix in _AILLEURS
        for trouve in _AILLEURS[fichier.suffix].finditer(fichier.read_text(encoding="utf-8"))
    ]
    if fautes:
        raise EchecConstruction("le site construit n’est pas publiable :\n  " + "\n  ".join(fautes[:20]))
