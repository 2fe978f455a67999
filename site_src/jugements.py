"""What a build would refuse although the catalogue holds together, told at its place in the files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from catalogue import Analyse, codes_departements
from catalogue.document import Chemin, Document
from catalogue.problemes import AVERTISSEMENT
from site_src.couleurs import NOMS, juger
from site_src.exports.services import identifiant
from site_src.texte import html_sur

_LIEN = re.compile(r'href="([^"]*)"')
_AILLEURS = re.compile(r"[a-z][a-z0-9+.-]*:|#|$", re.IGNORECASE)
_PAGES = ("", "index.html", "regles.html", "prescription.html")
"""The pages of a sheet."""


def juger_les_couleurs(a: Analyse) -> None:
    """The two colours of `site.yaml` can be read on the page."""
    couleurs = getattr(a.site, "couleurs", None)
    for nom in NOMS:
        if (document := _du_site(a)) and (valeur := getattr(couleurs, nom, None)) and (faute := juger(nom, valeur)):
            document.signaler(document.situer(("couleurs", nom)), faute)


def juger_les_liens(a: Analyse) -> None:
    """What sends to a sheet by its address sends to one that readers can open."""
    ouvertes = {nom for nom, fiche in a.fiches.items() if fiche.etat != "brouillon"}
    for document, chemin, texte, page in _ecrits(a):
        # Most texts have no link: they are not read as Markdown for that.
        for lien in map(unescape, _LIEN.findall(html_sur(texte))) if "[" in texte else ():
            if not _AILLEURS.match(lien) and not _mene(posixpath.join(page, lien), ouvertes):
                vers = posixpath.relpath("fiches", page)
                conseil = f"visez une fiche publiée par « {vers}/identifiant/index.html », ou donnez l'adresse entière"
                document.signaler(document.situer(chemin), f"le lien « {lien} » ne mène à rien ; {conseil}")


def juger_les_services(a: Analyse) -> None:
    """No two sheets are the same service for data·inclusion: the export would leave the second out."""
    vus: dict[str, str] = {}
    departements = a.vocabulaire.departements if a.vocabulaire else {}
    for nom, fiche in sorted(a.fiches.items()):
        code = departements[fiche.departement].code if fiche.departement in departements else ""
        if not fiche.publiee or fiche.nature == "cadre" or not codes_departements(code):
            continue
        if (autre := vus.setdefault(identifiant(fiche, code), nom)) != nom:
            propre = bool(fiche.data_inclusion and fiche.data_inclusion.id)
            lieu = a.lues[nom].situer(("data_inclusion", "id") if propre else ("code",))
            quoi = f"pour data·inclusion, cette fiche a le même nom que « {autre} » et n’y sera pas"
            conseil = "donnez-lui un autre « id » dans son bloc data_inclusion"
            a.lues[nom].signaler(lieu, f"{quoi} ; {conseil}", AVERTISSEMENT)


def _ecrits(a: Analyse) -> Iterator[tuple[Document, Chemin, str, str]]:
    """What is written in Markdown: where it stands, and the folder of the page that shows it."""
    for nom, fiche in a.fiches.items():
        for chemin, texte in _textes(fiche.texte, ("texte",)):
            yield a.lues[nom], chemin, texte, f"fiches/{nom}"
    if a.site and (document := _du_site(a)):
        yield document, ("mentions_legales",), a.site.mentions_legales, "mentions-legales"


def _du_site(a: Analyse) -> Document | None:
    return next((document for document in a.documents if document.fichier.endswith("site.yaml")), None)


def _mene(adresse: str, ouvertes: set[str]) -> bool:
    """Whether an address from the root of the site may be one of its pages: those of the sheets are known here."""
    dossier, *reste = posixpath.normpath(adresse.partition("#")[0].partition("?")[0]).split("/")
    if dossier != "fiches":
        return dossier != ".."
    return bool(reste) and reste[0] in ouvertes and "/".join(reste[1:]) in _PAGES


def _textes(sections: Any, chemin: Chemin) -> Iterator[tuple[Chemin, str]]:
    for rang, section in enumerate(sections or ()):
        ici = (*chemin, rang)
        if section.texte:
            yield (*ici, "texte"), section.texte
        yield from _textes(section.sections, (*ici, "sections"))


JUGES = (juger_les_couleurs, juger_les_liens, juger_les_services)
