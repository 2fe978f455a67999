"""The public address of a site, as a server's configuration, a feed and a browser all understand it."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator

from calculators.typographie import guillemets
from catalogue.mots import Mot, motif, refuser

_NOM = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_LETTRE = "%[0-9A-Fa-f]{2}"
_DOSSIER = re.compile(r"[\w~][\w.~-]*")
"""A folder of the path, its letters read: the configurations write it as it is."""
_PAGE = re.compile(r"\.(?:html?|php|aspx?)/$", re.IGNORECASE)


def _juger(adresse: str) -> str:
    """What its shape alone does not say."""
    try:
        lieu = urlsplit(adresse)
    except ValueError:
        raise refuser(f"{guillemets(adresse)} ne nomme aucune machine ; corrigez ce qui est entre crochets") from None
    try:
        _ = lieu.port
    except ValueError:
        raise refuser(f"{guillemets(lieu.netloc)} : un port va de 1 à 65535 ; corrigez-le") from None
    if _PAGE.search(lieu.path):
        raise refuser(f"{guillemets(adresse[:-1], 80)} est une page ; donnez l'adresse du dossier qui la contient")
    try:
        dossiers = unquote(lieu.path, errors="strict").strip("/").split("/")
    except UnicodeDecodeError:
        dossiers = ["%"]
    if lieu.path != "/" and not all(map(_DOSSIER.fullmatch, dossiers)):
        conseil = "n'y mettez que des lettres, des chiffres et « - », « _ », « . » ou « ~ »"
        raise refuser(f"le chemin {guillemets(lieu.path)} ne va pas à tous les serveurs ; {conseil}")
    return adresse


Adresse = Annotated[
    Mot,
    motif(
        rf"https?://(?:{_NOM}(?:\.{_NOM}){{0,8}}|\[[0-9A-Fa-f:.]{{2,45}}\])(?::[1-9][0-9]{{0,4}})?"
        rf"(?:/(?:[A-Za-z0-9_~]|{_LETTRE})(?:[A-Za-z0-9._~-]|{_LETTRE}){{0,254}})*/",
        "écrivez une adresse comme https://insertion.departement.example/",
    ),
    AfterValidator(_juger),
]
