"""A build, as a story: from the sheets to a published site.

read and validate → default results → draw the frame → name what pages ask for → hang the sheets while Node makes the
index → write the data → hang the pages that no sheet owns → read again what came out → compress and weigh it → write
its manifest → swap it in.
Whatever fails on the way, the last published site stays.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from calculators import typographie
from catalogue import lire_catalogue
from site_src import (
    bureau_page,
    cadre,
    calculateurs_page,
    catalogue_donnees,
    catalogue_page,
    comparaison_page,
    exports,
    flux,
    garde,
    manifeste,
    nouveautes_page,
    parcours_page,
    personne_page,
    pluriannuel_page,
    recherche,
    recherche_pages,
    recueil,
    serveurs,
)
from site_src.appels import json_compact
from site_src.chantier import Chantier, indexer
from site_src.communes import composer
from site_src.compression import comprimer
from site_src.controle import verifier_site
from site_src.depot import Depot
from site_src.donnees import edition
from site_src.ecrits import documents_connus, ecrire
from site_src.edition import date_imposee
from site_src.etapes import dire, etape
from site_src.hotes import verifier_hotes
from site_src.installation import node
from site_src.jugements import JUGES
from site_src.lots import Lots
from site_src.moteur import embarquer
from site_src.noms import Noms
from site_src.pesee import LEGER, trop_lourdes
from site_src.publication import publier
from site_src.ressources import ressources
from site_src.versions import versions
from site_src.vues import VueCatalogue, voir

Usage = Literal["serveur", "partage", "aperçu"]
"""What a site is for: a web server, with configurations and compressed files; a folder opened from a network share,
which neither these nor the engine's files for a server would serve; a look while the sheets are written, which needs no
manifest either."""

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
    fiches: Path | None,
    sortie: Path,
    base_url: str,
    racine: Path,
    avec_recueil: bool = False,
    usage: Usage = "serveur",
    chantier: Chantier | None = None,
) -> None:
    """Build the site of a folder of sheets and publish it in `sortie`.

    `usage` says what for, and what it can do without.
    What `chantier` holds of an earlier build is not made again: the bytes are those of a fresh one. Raises
    `catalogue.CatalogueInvalide` with every problem of the sheets, `EchecConstruction` for anything else.
    """
    if chantier:
        chantier.ouvrir()
    with publier(sortie, durable=usage != "aperçu", prepare=chantier.prepare if chantier else False) as dossier:
        depot = chantier.depot(dossier) if chantier else Depot(dossier)
        nombre = _construire(fiches, depot, base_url, racine, avec_recueil, usage, chantier)
        signe = f", empreinte {manifeste.empreinte(dossier)}" if usage != "aperçu" else ""
    if chantier:
        chantier.clore(depot)
    else:
        garde.ranger()
    dire(f"Site publié dans {sortie} : {nombre} pages{signe}.")


def _construire(
    fiches: Path | None,
    depot: Depot,
    base_url: str,
    racine: Path,
    avec_recueil: bool,
    usage: Usage,
    chantier: Chantier | None,
) -> int:
    """Build in a new folder; give how many pages there are."""
    dossier = depot.dossier
    memoire = chantier.memoire if chantier else None
    with etape("Lecture des fiches"):
        fiches = fiches or racine / "catalogue" / "fiches"
        catalogue = lire_catalogue(fiches, *JUGES, memoire=memoire)
    with etape("Calcul des résultats par défaut"):
        vues = voir(catalogue, memoire)
        vues.recueil = recueil.ADRESSE if avec_recueil else ""
        vues.edition = date_imposee(fiches)
    communs = reglages(vues, base_url)
    publique = communs["adresse"]
    # Node works on the index, a sheet at a time, while the rest is made.
    with indexer(chantier, vues) as index:
        connus = documents_connus(vues, memoire)
        for document in filter(None, connus):
            index.dire(document)
        with etape("Cadre des pages (MkDocs)"):
            pages = [page for module in MODULES for page in module.pages(vues)]
            cadres = cadre.dessiner(racine, [*pages, *cadre.CADRES], communs, memoire)
        with etape("Ressources des pages et moteur de calcul"):
            ressources(vues, depot)
            embarquer(depot, usage != "partage")
            noms = Noms(dossier, sauf=depot.attend).nommer()
            lots = Lots(noms.assets)
            cadres = {adresse: lots.grouper(noms.lier(html)) for adresse, html in cadres.items()}
        with etape(f"Pages de {len(vues.toutes)} fiche{'s' * (len(vues.toutes) > 1)}"):
            for ecrits in ecrire(vues, cadres, noms.lier, memoire):
                depot.poser(ecrits.fichiers)
                if ecrits.document and not connus:
                    index.dire(ecrits.document)
        with etape("Données ouvertes"):
            donnees = exports.ecrire(vues, dossier, publique)
        for laissee in donnees.avertissements:
            dire(typographie(f"avertissement : data·inclusion, {laissee}"))
        with etape("Pages communes"):
            donnees_des_pages(vues, dossier)
            noms.nommer()
            communes = {adresse: noms.lier(html) for adresse, html in composer(vues, pages, cadres, donnees)}
            depot.poser(communes)
            (dossier / flux.ADRESSE).write_bytes(flux.flux(vues, publique))
            index.dire(json_compact(recherche_pages.documents(communes, pages, vues)))
        with etape("Index de recherche"):
            depot.poser({"assets/recherche/index.js": recherche.script_index(index.index())})
            noms.nommer()
        if avec_recueil:
            with etape("Recueil en PDF"):
                recueil.relier(vues, dossier, vues.jour)
        depot.finir()
        with etape("Relecture du site"):
            demandes = verifier_site(dossier, unquote(urlsplit(publique).path) or "/", memoire)
            verifier_hotes(dossier / "assets")
        if usage == "serveur":
            serveurs.ecrire(dossier, publique)
            with etape("Fichiers comprimés"):
                comprimer(dossier, node())
            for page, octets in trop_lourdes(dossier, demandes):
                dire(
                    typographie(f"avertissement : {page} pèse {octets // 1000} ko comprimés, plus que {LEGER // 1000}")
                )
        if usage != "aperçu":
            with etape("Manifeste"):
                manifeste.ecrire(dossier, versions(), vues.jour.isoformat())
    return len(demandes)


def reglages(vues: VueCatalogue, base_url: str) -> dict[str, Any]:
    """What a Department's `site.yaml` says to every page, its foot in print, and the state of its accessibility."""
    site = vues.catalogue.site
    return {
        "nom": site.nom,
        "departement": site.departement,
        "logo": "assets/images/logo.svg" if site.logo else "",
        "adresse": base_url or site.base_url or "",
        "accessibilite": vues.catalogue.accessibilite.etat(vues.jour),
        "edition": edition(vues),
    }


def donnees_des_pages(vues: VueCatalogue, dossier: Path) -> None:
    """What the pages of the whole catalogue fetch."""
    catalogue_donnees.ecrire(vues, dossier / "assets" / "catalogue")
    personne_page.ecrire_orientation(vues, dossier)
