"""`.br` and `.gz` beside the files of a site, made once at build for servers that know how to hand them out."""

from __future__ import annotations

import errno
import subprocess
from pathlib import Path

from site_src.erreurs import EchecConstruction
from site_src.garde import COMPRIMES

COMPRIMEUR = Path(__file__).resolve().parent / "comprimer.mjs"

ENCODAGES = {"br": ".br", "gzip": ".gz"}
"""What a browser accepts, the lightest first, and how the file that holds it ends."""


def comprimer(site: Path, node: Path) -> None:
    """Write them, by the locked Node: the host's own zlib would make the bytes differ from machine to machine."""
    commande = [str(node), str(COMPRIMEUR), str(site), str(COMPRIMES)]
    # Its standard input stays open as long as this process lives: it stops with us, whatever stops us.
    with subprocess.Popen(commande, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as processus:
        assert processus.stderr is not None
        erreurs = processus.stderr.read().decode("utf-8", "replace")
        statut = processus.wait()
    if "ENOSPC" in erreurs:
        raise OSError(errno.ENOSPC, "", str(site))
    if statut:
        raise EchecConstruction(f"les fichiers n’ont pas pu être comprimés : {erreurs.strip()[-600:] or statut}")
