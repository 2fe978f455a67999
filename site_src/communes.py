"""The pages that no sheet owns: the prose of the site and the generated pages, each hung in its frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from calculators import formater_date
from site_src import (
    accessibilite_page,
    cadre,
    captures,
    commandes_page,
    donnees_page,
    exports,
    reference_page,
    regles_page,
    sigles_page,
)
from site_src.cadre import Page, accrocher
from site_src.prose import etiqueter, respacer
from site_src.texte import PROSE, html_sur
from site_src.vues import VueCatalogue


def composer(
    vues: VueCatalogue, pages: list[Page], cadres: Mapping[str, str], donnees: exports.Donnees
) -> Iterator[tuple[str, str]]:
    """Each page with its address."""
    site = vues.catalogue.site
    contenus = {page.adresse: {"contenu": page.contenu} for page in pages}
    communs = {
        "accroche": site.accroche or "",
        "regles": regles_page.rendre_liste(vues),
        "sigles": sigles_page.rendre_sigles(vues),
        "mentions": html_sur(respacer(site.mentions_legales or ""), PROSE),
        "service": site.contact.service,
        "courriel": site.contact.courriel,
        "departement": site.departement,
        "date": formater_date(vues.jour),
        **accessibilite_page.morceaux(vues),
        **reference_page.morceaux(),
        **commandes_page.morceaux(),
        **captures.morceaux(),
        **donnees_page.morceaux(vues, donnees),
    }
    for adresse, html in cadres.items():
        if adresse not in cadre.A_PART:
            page = etiqueter(accrocher(html, communs | contenus.get(adresse, {})))
            yield adresse, page if adresse in contenus else _lier(page, adresse, vues)


def _lier(page: str, adresse: str, vues: VueCatalogue) -> str:
    """A page of prose whose abbreviations lead to their own page; neither that page nor the 404, whose place varies."""
    if adresse in ("sigles/index.html", "404.html"):
        return page
    debut, main, suite = page.partition("<main ")
    return debut + main + vues.lexique.lier(suite, "../" * adresse.count("/"))
