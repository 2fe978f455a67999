"""Find the browsers of this machine, or install them: the tests look at the pages in real ones."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Famille:
    """Browsers that stand for each other."""

    nom: str
    """How a sentence calls them."""
    variable: str
    """Environment variable that names the executable to use, before any search."""
    noms: tuple[str, ...]
    """What they are called on the PATH."""
    mac: tuple[str, ...]
    windows: tuple[str, ...]
    """Where they live in the folders of applications."""
    paquet: str
    """What apt installs, on Debian."""
    playwright: bool
    """Whether Playwright downloads one that the tests can use (its Firefox is not the one that readers have)."""


CHROMIUM = Famille(
    nom="Chromium, Chrome ou Edge",
    variable="NAVIGATEUR",
    noms=(
        "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge",
        "microsoft-edge-stable", "chrome", "msedge",
    ),
    mac=(
        "Google Chrome.app/Contents/MacOS/Google Chrome",
        "Chromium.app/Contents/MacOS/Chromium",
        "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    windows=(
        r"Google\Chrome\Application\chrome.exe",
        r"Chromium\Application\chrome.exe",
        r"Microsoft\Edge\Application\msedge.exe",
    ),
    paquet="chromium",
    playwright=True,
)  # fmt: skip
"""The family of most readers: every test of a page runs in it."""

FIREFOX = Famille(
    nom="Firefox",
    variable="FIREFOX",
    noms=("firefox-esr", "firefox"),
    mac=("Firefox.app/Contents/MacOS/firefox",),
    windows=(r"Mozilla Firefox\firefox.exe",),
    paquet="firefox-esr",
    playwright=False,
)
"""For `test --complet`."""


class NavigateurAbsent(Exception):
    """No browser here and none could be installed; the message is a French sentence that says what to do."""


def trouver(famille: Famille = CHROMIUM) -> Path | None:
    """Return the executable of a browser of the family, or None."""
    if voulu := os.environ.get(famille.variable):
        return Path(voulu)
    for nom in famille.noms:
        if chemin := shutil.which(nom):
            return Path(chemin)
    return next((chemin for chemin in _lieux(famille) if chemin.is_file()), None)


def assurer(famille: Famille = CHROMIUM) -> Path:
    """Return a browser, installing one (and saying so on stderr) where there is none."""
    if trouve := trouver(famille):
        return trouve
    for titre, commandes in _installations(famille):
        print(f"Pas de {famille.nom} : {titre}…", file=sys.stderr, flush=True)
        if all(_reussit(commande) for commande in commandes) and (trouve := trouver(famille)):
            return trouve
    raise NavigateurAbsent(
        f"Les tests ont besoin d’un navigateur ({famille.nom}), et aucun n’a pu être installé : installez-en un "
        f"(sur Debian : apt install {famille.paquet}), ou donnez son chemin dans la variable {famille.variable}."
    )


def _lieux(famille: Famille) -> list[Path]:
    """Return where browsers live on this system, beside the PATH; playwright's own last."""
    if sys.platform == "darwin":
        lieux = [Path(base).expanduser() / fin for base in ("/Applications", "~/Applications") for fin in famille.mac]
    elif os.name == "nt":
        bases = [os.environ.get(nom, "") for nom in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
        lieux = [Path(base) / fin for base in bases if base for fin in famille.windows]
    else:
        lieux = [Path("/snap/bin") / nom for nom in famille.noms]
    return lieux + (_de_playwright() if famille.playwright else [])


def _de_playwright() -> list[Path]:
    # A process of its own: whoever asks may already be driving a browser, and playwright refuses to start in there.
    demande = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    )
    reponse = subprocess.run([sys.executable, "-c", demande], capture_output=True, encoding="utf-8", check=False)
    return [Path(reponse.stdout.strip())] if reponse.returncode == 0 else []


def _installations(famille: Famille) -> list[tuple[str, list[list[str]]]]:
    moyens = []
    est_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if est_root and shutil.which("apt-get"):
        # A container's package lists are often empty: refresh them first.
        installer = ["apt-get", "install", "-y", "-qq", famille.paquet]
        moyens.append((f"installation de {famille.paquet} par apt", [["apt-get", "update", "-qq"], installer]))
    if famille.playwright:
        telecharger = [sys.executable, "-m", "playwright", "install", "chromium"]
        moyens.append(("téléchargement de Chromium par playwright", [telecharger]))
    return moyens


def _reussit(commande: list[str]) -> bool:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    fait = subprocess.run(commande, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if fait.returncode:
        print(fait.stdout[-2000:], file=sys.stderr)
    return fait.returncode == 0
