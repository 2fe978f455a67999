"""The Atom feed of what is new (RFC 4287): written as a tree, dated by the sheets and never by the clock."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from calculators import typographie
from site_src.nouveautes import Nouveaute, nouveautes
from site_src.nouveautes_page import PAR_PAGE
from site_src.vues import VueCatalogue

ADRESSE = "nouveautes/flux.xml"
_ATOM = "http://www.w3.org/2005/Atom"
_NE_EN = "2026"
"""The year of the feed's own name (RFC 4151): names never change, wherever the site moves."""


def flux(catalogue: VueCatalogue, base_url: str) -> bytes:
    """The feed. Without `base_url` its links are relative to the feed's own address, which a reader resolves."""
    site, recentes = catalogue.catalogue.site, nouveautes(catalogue)[:PAR_PAGE]
    nommer = _Noms(site.contact.courriel)
    racine = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "fr"})
    _texte(racine, "id", nommer(_NE_EN, "nouveautes"))
    _texte(racine, "title", typographie(f"{site.nom} : nouveautés"))
    _texte(racine, "updated", _instant(recentes[0].date if recentes else catalogue.jour))
    auteur = ET.SubElement(racine, "author")
    _texte(auteur, "name", f"{site.departement}, {site.contact.service}")
    _texte(auteur, "email", site.contact.courriel)
    ET.SubElement(racine, "link", rel="self", type="application/atom+xml", href=_lien(ADRESSE, base_url))
    ET.SubElement(racine, "link", rel="alternate", type="text/html", href=_lien("nouveautes/index.html", base_url))
    for une in recentes:
        _entree(racine, une, nommer, base_url)
    ET.indent(racine, space="")
    octets: bytes = ET.tostring(racine, encoding="utf-8", xml_declaration=True)
    return octets + b"\n"


def _entree(racine: ET.Element, une: Nouveaute, nommer: _Noms, base_url: str) -> None:
    entree, fiche = ET.SubElement(racine, "entry"), une.vue.fiche
    _texte(entree, "id", nommer(une.date.isoformat(), f"fiches/{fiche.id}/{une.rang}"))
    _texte(entree, "title", typographie(f"{fiche.repere}, {fiche.titre} : {une.quoi}"))
    _texte(entree, "updated", _instant(une.date))
    ET.SubElement(entree, "link", rel="alternate", type="text/html", href=_lien(une.vue.adresse, base_url))
    _texte(entree, "summary", f"{une.quoi.rstrip('.')}. {fiche.resume}")


class _Noms:
    """Names that outlive a change of server: they belong to the mail domain of the contact."""

    def __init__(self, courriel: str) -> None:
        self.domaine = re.sub(r"[^a-z0-9.-]", "-", courriel.rpartition("@")[2].lower())

    def __call__(self, jour: str, quoi: str) -> str:
        return f"tag:{self.domaine},{jour}:{quoi}"


def _texte(parent: ET.Element, nom: str, texte: str) -> None:
    ET.SubElement(parent, nom).text = texte


def _instant(jour: date) -> str:
    """Histories give the day only."""
    return f"{jour.isoformat()}T00:00:00Z"


def _lien(adresse: str, base_url: str) -> str:
    """Absolute where the site's address is known; otherwise from the feed's own folder."""
    if base_url:
        return urljoin(base_url.rstrip("/") + "/", adresse)
    return adresse.removeprefix("nouveautes/") if adresse.startswith("nouveautes/") else f"../{adresse}"
