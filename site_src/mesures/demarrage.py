"""Open a calculator's page and type at once: when is the result of this value painted?

Cold is a profile that was just made; warm, the same profile in a browser started again; the next page, another sheet's
calculator in that same browser. The baseline is plain `loadPyodide` of the same version in a module worker, its files
served by the same server with the same caching, the same rules and the same case (the page of `temoin/`). Each
repetition measures all of them in turn, so that the load of the machine weighs on both sides.
"""

from __future__ import annotations

import json
import shutil
import statistics
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from site_src.etapes import etape
from site_src.installation import RACINE, npm_dir
from site_src.mesures.cas import PREMIER, SUIVANT, Cas
from site_src.mesures.chantier import PATIENCE, Chantier, Mesures, Suivie, session
from site_src.moteur import archiver

LECTURE = 1500
"""Milliseconds that the reader stays on a page; the browser writes its caches meanwhile."""
RECUL = 1000
"""Milliseconds before the driver looks at a page: the scripts by which it does would take the page's thread for 10."""
_TEMOIN = Path(__file__).with_name("temoin")
_PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
_MARQUES = ("moteur:demande", "moteur:pret", "calcul:demande", "calcul:affiche")
# The reader types as soon as the page is read: in the page itself, since a driver's round trips would weigh more than a
# warm engine. `execCommand` is a key's own way: focus, selection replaced, `input`.
_TAPER = """addEventListener("DOMContentLoaded", () => setTimeout(() => {
  for (const { formulaire, champ, saisie } of CAS) {
    const element = document.querySelector(`${formulaire} [name=${champ}]`);
    if (!element) continue;
    element.focus();
    element.select();
    document.execCommand("insertText", false, saisie);
  }
}));"""
_LIRE = """noms => [
  performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
  ...noms.map(nom => performance.getEntriesByName(nom).at(-1)?.startTime ?? 0),
]"""


class SuivieMjs(Suivie):
    """`.mjs` under its right type: the npm package is served as it is."""

    extensions_map = {**Suivie.extensions_map, ".mjs": "text/javascript; charset=utf-8"}  # noqa: RUF012


def mesurer(chantier: Chantier) -> Mesures:
    """`froid`, `chaud`, `suivante` and the baseline's two, in milliseconds since the navigation."""
    from playwright.sync_api import sync_playwright

    temoin = _preparer(chantier.dossier / "temoin")
    series: dict[str, list[float]] = defaultdict(list)
    etapes: dict[str, list[Mapping[str, float]]] = defaultdict(list)
    with (
        chantier.servir(chantier.site) as notre,
        chantier.servir(temoin, SuivieMjs) as autre,
        sync_playwright() as playwright,
    ):
        for tour in range(chantier.repetitions):
            with etape(f"Démarrage, {tour + 1} sur {chantier.repetitions}"), TemporaryDirectory() as profils:
                for nom in ("froid", "chaud"):
                    with session(playwright, f"{profils}/pyodide") as contexte:
                        marques = _ouvrir(contexte.pages[0], f"{autre.adresse}/index.html", PREMIER)
                        etapes[f"pyodide_{nom}"].append(marques)
                    with session(playwright, f"{profils}/site") as contexte:
                        contexte.add_init_script(_TAPER.replace("CAS", json.dumps([_geste(PREMIER), _geste(SUIVANT)])))
                        page = contexte.pages[0]
                        etapes[nom].append(_ouvrir(page, f"{notre.adresse}/{PREMIER.page}", PREMIER))
                        if nom == "chaud":
                            etapes["suivante"].append(_ouvrir(page, f"{notre.adresse}/{SUIVANT.page}", SUIVANT))
    for nom, tours in etapes.items():
        series[nom] = [marques["calcul:affiche"] for marques in tours]
    return Mesures(series, {nom: _medianes(tours) for nom, tours in etapes.items()})


def _preparer(dossier: Path) -> Path:
    """The baseline's page, its files where the server lets a browser keep them for ever."""
    moteur = dossier / "assets" / "moteur"
    moteur.mkdir(parents=True)
    for nom in ("index.html", "temoin.js"):
        shutil.copy(_TEMOIN / nom, dossier)
    shutil.copy(_TEMOIN / "ouvrier.js", moteur)
    for nom in _PYODIDE:
        shutil.copy(npm_dir() / "pyodide" / nom, moteur)
    (moteur / "calculators.zip").write_bytes(archiver(RACINE / "calculators"))
    (moteur / "requete.json").write_text(json.dumps(PREMIER.requete()), encoding="utf-8")
    (moteur / "regles.json").write_text(PREMIER.regles(), encoding="utf-8")
    return dossier


def _geste(cas: Cas) -> dict[str, str]:
    return {"formulaire": cas.formulaire, "champ": cas.champ, "saisie": cas.saisie}


def _ouvrir(page: Any, adresse: str, cas: Cas) -> dict[str, float]:
    """The marks of a page, once the right amount is painted."""
    page.goto(adresse, wait_until="domcontentloaded")
    page.wait_for_timeout(RECUL)
    page.locator(cas.resultat(cas.attendu)).wait_for(state="attached", timeout=PATIENCE * 1000)
    lues: list[float] = [0]
    while not lues[-1]:  # the mark comes with the frame that follows the change
        lues = page.evaluate(_LIRE, _MARQUES)
    page.wait_for_timeout(LECTURE)
    return dict(zip(("page lue", *_MARQUES), lues, strict=True))


def _medianes(tours: list[Mapping[str, float]]) -> dict[str, float]:
    return {nom: statistics.median(marques[nom] for marques in tours) for nom in tours[0] if nom != "calcul:affiche"}
