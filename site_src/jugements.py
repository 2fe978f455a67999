"""What a build would refuse although the catalogue holds together, told by `check` at its place in the files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from catalogue import Analyse
from site_src.couleurs import NOMS, juger
from site_src.texte import html_sur

_LIEN = re.compile(r'href="([^"]*)"')
_AILLEURS = re.compile(r"[a-z][a-z0-9+.-]*:|#|$", re.IGNORECASE)
_PAGES = ("", "index.html", "regles.html", "prescription.html")
"""The pages of a sheet."""


def juger_les_couleurs(a: Analyse) -> None:
    """The two colours of `site.yaml` can be read on the page."""
    couleurs = getattr(a.site, "couleurs", None)
    document = next((d for d in a.documents if d.fichier.endswith("site.yaml")), None)
    for nom in NOMS:
        if document and (valeur := getattr(couleurs, nom, None)) and (faute := juger(nom, valeur)):
            document.signaler(document.situer(("couleurs", nom)), faute)


def juger_les_liens(a: Analyse) -> None:
    """A sheet that sends to another by its address sends to one that readers can open."""
    ouvertes = {nom for nom, fiche in a.fiches.items() if fiche.etat != "brouillon"}
    for nom, fiche in a.fiches.items():
        for chemin, texte in _textes(fiche.texte, ("texte",)):
            for lien in map(unescape, _LIEN.findall(html_sur(texte))):
                if not _AILLEURS.match(lien) and not _mene(posixpath.join("fiches", nom, lien), ouvertes):
                    document = a.lues[nom]
                    conseil = "visez une fiche publiée par « ../identifiant/index.html », ou donnez l'adresse entière"
                    document.signaler(document.situer(chemin), f"le lien « {lien} » ne mène à rien ; {conseil}")


def _mene(adresse: str, ouvertes: set[str]) -> bool:
    """Whether an address from the root of the site may be one of its pages: those of the sheets are known here."""
    dossier, *reste = posixpath.normpath(adresse.partition("#")[0].partition("?")[0]).split("/")
    if dossier != "fiches":
        return dossier != ".."
    return bool(reste) and reste[0] in ouvertes and "/".join(reste[1:]) in _PAGES


def _textes(sections: Any, chemin: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for rang, section in enumerate(sections or ()):
        ici = (*chemin, rang)
        if section.texte:
            yield (*ici, "texte"), section.texte
        yield from _textes(section.sections, (*ici, "sections"))
