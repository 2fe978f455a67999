"""The catalogue at two thousand sheets, in a real browser: a letter typed or a box ticked, until results are painted.

The sheets are those of tests/grand_catalogue.py, built in a temporary folder.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from site_src import navigateurs
from site_src.construction import construire
from site_src.installation import RACINE
from site_src.serveur import Reponse, Serveur

FICHES = 2000
MOTS = ("mobilité", "logement jeunes", "atelier cuisine", "rsa", "confiance en soi", "creuse", "numerique", "2.3")
PAUSE = 120
"""Milliseconds between two letters: a quick typist's pace."""

# The task that follows a frame runs once this frame is drawn.
_GESTES = """async ({ mots, pause }) => {
  const attendre = (ms) => new Promise((suite) => setTimeout(suite, ms));
  const peint = () => new Promise((suite) => requestAnimationFrame(() => {
    const canal = new MessageChannel();
    canal.port1.onmessage = suite;
    canal.port2.postMessage(0);
  }));
  const mesurer = async (geste) => {
    const debut = performance.now();
    geste();
    await peint();
    const duree = (performance.now() - debut) * 1000;
    await attendre(pause);
    return duree;
  };
  const boite = document.querySelector("main input[name=q]"), lettre = [], facette = [];
  const taper = (texte) => { boite.value = texte; boite.dispatchEvent(new Event("input", { bubbles: true })); };
  for (const mot of mots) {
    for (let n = 1; n <= mot.length; n++) lettre.push(await mesurer(() => taper(mot.slice(0, n))));
  }
  taper("");
  await attendre(500);
  const cases = [...document.querySelectorAll("#filtres input[type=checkbox]")].slice(0, 32);
  for (const une of [...cases, ...cases]) facette.push(await mesurer(() => une.click()));
  return { lettre, facette };
}"""


def mesurer() -> dict[str, list[float]]:
    """`lettre` and `facette` in microseconds, `premiere_vue` in bytes once compressed."""
    from playwright.sync_api import sync_playwright

    with TemporaryDirectory() as dossier, sync_playwright() as playwright:
        source, site = Path(dossier) / "catalogue", Path(dossier) / "site"
        subprocess.run([sys.executable, RACINE / "tests" / "grand_catalogue.py", source, str(FICHES)], check=True)
        construire(source / "fiches", site, "", RACINE)
        demandes: list[str] = []

        class Suivie(Reponse):
            def send_head(self) -> Any:
                demandes.append(self.path.partition("?")[0])
                return super().send_head()

        serveur = Serveur(site, 0, Suivie)
        threading.Thread(target=serveur.serve_forever, daemon=True).start()
        navigateur = playwright.chromium.launch(executable_path=navigateurs.assurer(), args=["--no-sandbox"])
        page = navigateur.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{serveur.adresse}/catalogue/index.html", wait_until="networkidle")
        octets = sum(_comprime(site / demande.lstrip("/")) for demande in demandes)
        page.locator("main input[name=q]").focus()
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(2000)  # the index is read once its script is there
        mesures: dict[str, list[float]] = page.evaluate(_GESTES, {"mots": MOTS, "pause": PAUSE})
        navigateur.close()
        serveur.shutdown()
        serveur.server_close()
    return {**mesures, "premiere_vue": [float(octets)]}


def _comprime(fichier: Path) -> int:
    """What is sent to a browser over http, where gzip alone is accepted: the file that the build left beside it."""
    return next(f for f in (Path(f"{fichier}.gz"), fichier) if f.is_file()).stat().st_size
