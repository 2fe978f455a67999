"""Find the Chromium, Chrome or Edge of this machine, or install one: the tests look at the pages in a real browser."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

_NOMS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable",
    "chrome", "msedge",
)  # fmt: skip
_MAC = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_WINDOWS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)
VARIABLE = "NAVIGATEUR"
"""Environment variable that names the executable to use, before any search."""


class NavigateurAbsent(Exception):
    """No browser here and none could be installed; the message is a French sentence that says what to do."""


def trouver() -> Path | None:
    """Return the executable of a browser of the Chromium family, or None."""
    if voulu := os.environ.get(VARIABLE):
        return Path(voulu)
    for nom in _NOMS:
        if chemin := shutil.which(nom):
            return Path(chemin)
    return next((chemin for chemin in _lieux() if chemin.is_file()), None)


def assurer() -> Path:
    """Return a browser, installing one (and saying so on stderr) where there is none."""
    if trouve := trouver():
        return trouve
    for titre, commandes in _installations():
        print(f"Aucun navigateur Chromium, Chrome ou Edge : {titre}…", file=sys.stderr, flush=True)
        if all(_reussit(commande) for commande in commandes) and (trouve := trouver()):
            return trouve
    raise NavigateurAbsent(
        "Les tests ont besoin d’un navigateur Chromium, Chrome ou Edge, et aucun n’a pu être installé : "
        f"installez-en un (sur Debian : apt install chromium), ou donnez son chemin dans la variable {VARIABLE}."
    )


def _lieux() -> list[Path]:
    """Return where browsers live on this system, beside the PATH; playwright's own last."""
    if sys.platform == "darwin":
        lieux = [Path(base).expanduser() / fin for base in ("/Applications", "~/Applications") for fin in _MAC]
    elif os.name == "nt":
        bases = [os.environ.get(nom, "") for nom in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
        lieux = [Path(base) / fin for base in bases if base for fin in _WINDOWS]
    else:
        lieux = [Path("/snap/bin/chromium")]
    return lieux + _de_playwright()


def _de_playwright() -> list[Path]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return []
    with sync_playwright() as playwright:
        return [Path(playwright.chromium.executable_path)]


def _installations() -> list[tuple[str, list[list[str]]]]:
    moyens = []
    est_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if est_root and shutil.which("apt-get"):
        # A container's package lists are often empty: refresh them first.
        moyens.append(
            (
                "installation de Chromium par apt",
                [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]],
            )
        )
    moyens.append(
        ("téléchargement de Chromium par playwright", [[sys.executable, "-m", "playwright", "install", "chromium"]])
    )
    return moyens


def _reussit(commande: list[str]) -> bool:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    fait = subprocess.run(commande, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if fait.returncode:
        print(fait.stdout[-2000:], file=sys.stderr)
    return fait.returncode == 0
