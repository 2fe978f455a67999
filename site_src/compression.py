"""`.br` and `.gz` beside the files of a site, made once at build for servers that know how to hand them out."""

from __future__ import annotations

import subprocess
from pathlib import Path

from site_src.erreurs import EchecConstruction

COMPRIMEUR = Path(__file__).resolve().parent / "comprimer.mjs"

ENCODAGES = {"br": ".br", "gzip": ".gz"}
"""What a browser accepts, the lightest first, and how the file that holds it ends."""


def comprimer(site: Path, node: Path) -> None:
    """Write them, by the locked Node: the host's own zlib would make the bytes differ from machine to machine."""
    fait = subprocess.run(
        [str(node), str(COMPRIMEUR), str(site)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    if fait.returncode:
        raise EchecConstruction("les fichiers n’ont pas pu être comprimés : " + fait.stderr.strip()[-600:])
