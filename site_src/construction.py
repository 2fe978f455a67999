"""A build, as a story: from the sheets to a published site.

read and validate → default results → write the data → name what pages ask for → draw the frame → hang the pages →
write the index → read again what came out → compress it → swap it in. Whatever fails on the way, the
last published site stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from calculators import formater_date, typographie
from catalogue import Catalogue, lire_catalogue
from site_src import (
    bureau_page,
    cadre,
    calculateurs_page,
    catalogue_donnees,
    catalogue_page,
    comparaison_page,
    donnees_page,
    exports,
    fiche_page,
    flux,
    nouveautes_page,
    parcours_page,
    personne_page,
    pluriannuel_page,
    prescription_page,
    recherche,
    recherche_pages,
    recueil,
    reference_page,
    regles_page,
    serveurs,
    sigles_page,
)
from site_src.cadre import Page, accrocher
from site_src.compression import comprimer
from site_src.controle import verifier_site
from site_src.couleurs import feuille_du_site
from site_src.donnees import date_du_site
from site_src.etapes import dire, etape
from site_src.impression import chaine_css, pied_de_page
from site_src.installation import node, npm_dir
from site_src.moteur import embarquer
from site_src.noms import Noms
from site_src.prose import etiqueter
from site_src.publication import publier, refuser_si_occupe
from site_src.texte import PROSE, html_sur
from site_src.vues import VueCatalogue, voir

MODULES = (
    catalogue_page,
    personne_page,
    calculateurs_page,
    bureau_page,
    comparaison_page,
    parcours_page,
    pluriannuel_page,
    nouveautes_page,
)
"""The modules whose `pages(vues)` gives generated pages; the sheets' pages and the prose come by themselves."""


def construire(
    fiches: Path | None, sortie: Path, base_url: str, racine: Path, avec_recueil: bool = False, comprime: bool = True
) -> None:
    """Build the site of a folder of sheets and publish it in `sortie`; `comprime`: with its `.br` and `.gz`.

    Raises `catalogue.CatalogueInvalide` with every problem of the sheets, `EchecConstruction` for anything else.
    """
    refuser_si_occupe(sortie)
    with etape("Lecture des fiches"):
        catalogue = lire_catalogue(fiches or racine / "catalogue" / "fiches")
    with etape("Calcul des résultats par défaut"):
        vues = voir(catalogue)
        vues.recueil = recueil.ADRESSE if avec_recueil else ""
    with publier(sortie) as dossier:
        publique = reglages(catalogue, base_url)["adresse"]
        with etape("Données ouvertes"):
            donnees = exports.ecrire(vues, dossier, publique)
        for laissee in donnees.avertissements:
            dire(typographie(f"avertissement : data·inclusion, {laissee}"))
        with etape("Ressources des pages et moteur de calcul"):
            ressources(vues, dossier)
            embarquer(dossier / "assets")
            comparaison_page.ecrire_comparaisons(vues, dossier / "assets" / "comparer")
            bureau_page.ecrire_bureaux(vues, dossier / "assets" / "bureau")
            catalogue_donnees.ecrire(vues, dossier / "assets" / "catalogue")
            personne_page.ecrire_orientation(vues, dossier)
            noms = Noms(dossier).nommer()
        with etape("Cadre des pages (MkDocs)"):
            pages = [page for module in MODULES for page in module.pages(vues)]
            cadres = cadre.dessiner(racine, [*pages, *cadre.CADRES], reglages(catalogue, base_url))
        with etape(f"Pages de {len(vues.toutes)} fiches"):
            prose: dict[str, str] = {}
            for adresse, html in composer(vues, pages, cadres, donnees):
                _ecrire(dossier / adresse, noms.lier(html))
                if recherche_pages.PROSE in html and adresse != "404.html":
                    prose[adresse] = html
        with etape("Index de recherche"):
            (dossier / flux.ADRESSE).write_bytes(flux.flux(vues, reglages(catalogue, base_url)["adresse"]))
            minisearch = npm_dir() / "minisearch" / "dist" / "cjs" / "index.cjs"
            guides = recherche_pages.documents(prose, pages, vues)
            recherche.indexer(vues, guides, dossier / "assets" / "recherche", node(), minisearch)
            noms.nommer()
        if avec_recueil:
            with etape("Recueil en PDF"):
                recueil.relier(vues, dossier, date_du_site(vues))
        with etape("Relecture du site"):
            nombre = verifier_site(dossier, urlsplit(publique).path or "/")
        serveurs.ecrire(dossier, publique)
        if comprime:
            with etape("Fichiers comprimés"):
                comprimer(dossier, node())
    dire(f"Site publié dans {sortie} : {nombre} pages.")


def reglages(catalogue: Catalogue, base_url: str) -> dict[str, Any]:
    """What a Department's `site.yaml` says to every page."""
    site = catalogue.site
    return {
        "nom": site.nom,
        "departement": site.departement,
        "logo": "assets/images/logo.svg" if site.logo else "",
        "adresse": base_url or site.base_url or "",
    }


def composer(
    vues: VueCatalogue, pages: list[Page], cadres: dict[str, str], donnees: exports.Donnees
) -> Iterator[tuple[str, str]]:
    """Every page of the site with its address: the frames with their content hung in, then each sheet and its foot."""
    site = vues.catalogue.site
    contenus = {page.adresse: {"contenu": page.contenu} for page in pages}
    communs = {
        "accroche": site.accroche or "",
        "regles": regles_page.rendre_liste(vues),
        "sigles": sigles_page.rendre_sigles(vues),
        "mentions": html_sur(site.mentions_legales or "", PROSE),
        "service": site.contact.service,
        "courriel": site.contact.courriel,
        "departement": site.departement,
        "date": formater_date(date_du_site(vues)),
        **reference_page.morceaux(),
        **donnees_page.morceaux(vues, donnees),
    }
    for adresse, html in cadres.items():
        if adresse not in cadre.A_PART:
            page = etiqueter(accrocher(html, communs | contenus.get(adresse, {})))
            yield adresse, page if adresse in contenus else _lier(page, adresse, vues)
    for vue in vues.toutes:
        yield vue.adresse, accrocher(cadres[cadre.FICHE], fiche_page.rendre_fiche(vue, vues))
        yield vue.adresse_regles, accrocher(cadres[cadre.REGLES], regles_page.rendre_regles(vue))
        if vue.prescriptible:
            morceaux = prescription_page.rendre_prescription(vue, vues)
            yield vue.adresse_prescription, accrocher(cadres[cadre.PRESCRIPTION], morceaux)
    yield from parcours_page.pages_seules(vues, cadres)
    yield from pluriannuel_page.pages_seules(vues, cadres)


def _lier(page: str, adresse: str, vues: VueCatalogue) -> str:
    """A page of prose whose abbreviations lead to their own page; neither that page nor the 404, whose place varies."""
    if adresse in ("sigles/index.html", "404.html"):
        return page
    debut, main, suite = page.partition("<main ")
    return debut + main + vues.lexique.lier(suite, "../" * adresse.count("/"))


def ressources(vues: VueCatalogue, dossier: Path) -> None:
    """Style sheets, scripts, fonts and pictures."""
    cadre.copier_ressources(
        dossier / "assets",
        npm_dir() / "@fontsource-variable" / "atkinson-hyperlegible-next" / "files",
        npm_dir() / "minisearch" / "dist" / "umd" / "index.js",
        npm_dir() / "ical.js" / "dist" / "ical.es5.min.cjs",
    )
    _ecrire(
        dossier / "assets" / "css" / "site.css",
        feuille_du_site(vues.catalogue.site.couleurs) + pied_de_page(chaine_css(_edition(vues))),
    )
    for vue in vues.toutes:
        _ecrire(dossier / "assets" / "impression" / f"{vue.fiche.id}.css", fiche_page.pied_imprime(vue))
    if logo := vues.catalogue.site.chemin_logo:
        _ecrire(dossier / "assets" / "images" / "logo.svg", logo.read_text(encoding="utf-8"))


def _edition(vues: VueCatalogue) -> str:
    """What the foot of a printed page says where no sheet is its source."""
    return f"{vues.catalogue.site.nom}, édition du {formater_date(date_du_site(vues))}."


def _ecrire(chemin: Path, texte: str) -> None:
    chemin.parent.mkdir(parents=True, exist_ok=True)
    chemin.write_text(texte, encoding="utf-8", newline="\n")
