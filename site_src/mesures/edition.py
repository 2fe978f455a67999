"""One sheet saved under the real `serve`, five hundred sheets: how long until the open page shows the new text?"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from site_src.etapes import etape
from site_src.installation import RACINE
from site_src.mesures.chantier import PATIENCE, Chantier, Mesures, navigateur

FICHES = 500
PAUSE = 2000
"""Milliseconds between two savings: what the last one started must be over."""

# The page looks at itself at each frame and tells when it first shows a title, by the clock that dates the saving.
_GUETTER = """(() => {
  let vu = "";
  const regarder = () => {
    const titre = document.querySelector("h1")?.textContent ?? "";
    if (titre !== vu) window.montrer((vu = titre), performance.timeOrigin + performance.now());
    requestAnimationFrame(regarder);
  };
  regarder();
})();"""


def mesurer(chantier: Chantier) -> Mesures:
    """`edition`, in milliseconds."""
    fiches = chantier.fiches(FICHES)
    fiche = sorted(fiches.glob("*.yaml"))[FICHES // 2]
    durees = []
    with etape(f"« serve » et {FICHES} fiches"), _serve(fiches) as adresse, navigateur() as chromium:
        vus: dict[str, float] = {}
        page = chromium.new_page()
        page.expose_function("montrer", lambda titre, quand: vus.setdefault(titre, quand))
        page.add_init_script(_GUETTER)
        page.goto(f"{adresse}/fiches/{fiche.stem}/index.html")
        for tour in range(chantier.repetitions):
            page.wait_for_timeout(PAUSE)
            mot = f"Relecture numéro {tour + 1}"
            debut = _enregistrer(fiche, mot)
            durees.append(_attendre(page, vus, mot) - debut)
        page.close()  # it listens to a server that stops now
    return Mesures({"edition": durees})


def _enregistrer(fiche: Path, mot: str) -> float:
    """Save the sheet with another title; give the hour, in milliseconds."""
    texte = re.sub(r"^titre: .*(\n  .*)*", f"titre: {mot}", fiche.read_text(encoding="utf-8"), count=1, flags=re.M)
    debut = time.time() * 1000
    fiche.write_text(texte, encoding="utf-8", newline="\n")
    return debut


def _attendre(page: Any, vus: dict[str, float], mot: str) -> float:
    limite = time.monotonic() + PATIENCE
    while time.monotonic() < limite:
        page.wait_for_timeout(20)
        for titre, quand in vus.items():
            if mot in titre.replace("\u00a0", " ").replace("\u202f", " "):
                return quand
    raise RuntimeError(f"La page ouverte n’a pas montré « {mot} » en {PATIENCE} s ; elle a montré : {list(vus)}.")


@contextmanager
def _serve(fiches: Path) -> Iterator[str]:
    """The address of a `serve` of these sheets, once it has built."""
    commande: list[str | Path] = [sys.executable, RACINE / "build.py", "serve", "--fiches", fiches]
    commande += ["--port", str(_port_libre())]
    processus = subprocess.Popen(commande, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
    try:
        assert processus.stdout is not None
        annonce = re.search(r"http://[\d.]+:\d+", processus.stdout.readline())
        if not annonce:
            raise RuntimeError("« serve » n’a pas démarré.")
        yield annonce[0]
    finally:
        processus.terminate()
        processus.wait()


def _port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])
