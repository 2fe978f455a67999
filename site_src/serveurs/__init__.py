"""The configurations shipped with a site, under `serveurs/`: nginx, Apache (whole, or as a `.htaccess`) and IIS.

Types, policy and caching come from `site_src.entetes`, as the project's own server's do; the path, from the site's
address.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from site_src.compression import ENCODAGES
from site_src.entetes import CSP, DURABLE, MOTIF_DURABLE, REVU, SURS, TYPES, motif_accepte

FICHIERS = ("nginx.conf", "apache.conf", "htaccess", "web.config")
"""What is written, each from the template of that name beside this module."""

DOSSIER = "/srv/www/insertion"
"""Where the templates suppose the site to lie: the reader writes their own."""


def ecrire(site: Path, adresse: str) -> None:
    """Write the configurations of a site that will stand at `adresse`, or at the root of a host not known yet."""
    lieu = urlsplit(adresse)
    hote, chemin = lieu.hostname or "insertion.exemple.fr", f"/{lieu.path.strip('/')}/".replace("//", "/")
    modeles = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        autoescape=lambda nom: nom == "web.config",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    valeurs = {
        "hote": f"[{hote}]" if ":" in hote else hote,
        "lien": chemin,  # as it is asked for; the servers read its letters before they look for a place
        "chemin": unquote(chemin),
        "dossier": DOSSIER,
        "entetes": {"Content-Security-Policy": CSP, **SURS},
        "types": {fin: type_ for fin, type_ in TYPES.items() if fin},
        "encodages": ENCODAGES,
        "accepte": motif_accepte,
        "durable": DURABLE,
        "motif": MOTIF_DURABLE,
        "revu": REVU,
    }
    (site / "serveurs").mkdir()
    for nom in FICHIERS:
        texte = modeles.get_template(nom).render(valeurs)
        (site / "serveurs" / nom).write_text(texte, encoding="utf-8", newline="\n")
