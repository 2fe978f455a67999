"""Style sheets, scripts, fonts and pictures: our own, and what npm gives; nothing of the theme's bundles."""

from __future__ import annotations

import shutil
from pathlib import Path

from site_src.couleurs import feuille_du_site
from site_src.depot import Depot
from site_src.installation import npm_dir
from site_src.noms import copier_texte
from site_src.vues import VueCatalogue

_SOURCES = Path(__file__).resolve().parent / "assets"
_DE_NPM = {
    "polices/atkinson.woff2": (
        "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2"
    ),
    "js/minisearch.js": "minisearch/dist/umd/index.js",
    "js/ical.js": "ical.js/dist/ical.es5.min.cjs",
}


def ressources(vues: VueCatalogue, depot: Depot) -> None:
    """Write them into a site, under the names of the sources."""
    site, assets = vues.catalogue.site, depot.dossier / "assets"
    sauf = shutil.ignore_patterns(".*", "__pycache__")
    shutil.copytree(_SOURCES, assets, dirs_exist_ok=True, ignore=sauf, copy_function=copier_texte)
    for nom, source in _DE_NPM.items():
        (assets / nom).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(npm_dir() / source, assets / nom)
    propres = {"assets/css/site.css": feuille_du_site(site.couleurs)}
    if site.chemin_logo:
        propres["assets/images/logo.svg"] = site.chemin_logo.read_text(encoding="utf-8")
    depot.poser(propres)
