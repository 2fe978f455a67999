"""What each sheet alone gives to the site: its pages, and the small files that other pages fetch of it.

A sheet's writings depend on its own file, on what all sheets share, on the frames, and on the sheets that it sends to:
nothing else. So they may be made in any order, in any process, and kept as long as those stay.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from markupsafe import Markup

from catalogue import Memoire
from site_src import (
    bureau_page,
    cadre,
    comparaison_page,
    donnees,
    fiche_page,
    parcours_page,
    pluriannuel_page,
    prescription_page,
    recherche,
    recherche_documents,
    regles_page,
)
from site_src.appels import appel_regles, ilot_regles, json_compact, script_regles
from site_src.cadre import accrocher
from site_src.equipe import chacun_garde
from site_src.noms import nom_publie
from site_src.par_fiche import adresse_seule, page_seule
from site_src.vues import VueCatalogue, VueFiche

PEU = 20
"""So many sheets are read for the index at once, by one process."""


@dataclass(frozen=True)
class Fonds:
    """What every sheet's writings draw on."""

    vues: VueCatalogue
    cadres: Mapping[str, str]
    lier: Callable[[str], str]
    """What makes a page ask for the published names; the frames are linked already."""

    @cached_property
    def a_part(self) -> Mapping[str, frozenset[str]]:
        """The sheets that the common pages have no room for, by the page: what they would show stands apart."""
        pages = (parcours_page, pluriannuel_page, bureau_page)
        return {page.NOM: page.seules(self.vues) for page in pages}

    @cached_property
    def empreinte(self) -> str:
        """The frames, hashed."""
        return hashlib.sha256("".join(self.cadres[adresse] for adresse in sorted(cadre.A_PART)).encode()).hexdigest()

    def cle(self, rang: int) -> Hashable:
        """All that the writings of a sheet depend on."""
        vue = self.vues.toutes[rang]
        catalogue = self.vues.catalogue
        voisines = [*catalogue.liees(vue.fiche), catalogue.remplacante(vue.fiche)]
        ailleurs = tuple(nom for nom, ids in self.a_part.items() if vue.fiche.id in ids)
        return "écrits", vue.empreinte, self.empreinte, tuple(v.empreinte for v in voisines if v), ailleurs


@dataclass(frozen=True)
class Ecrits:
    """What a sheet gives."""

    fichiers: Mapping[str, str]
    """Address → text."""
    document: str
    """What the search index takes of a published sheet, as JSON; empty for another."""


def ecrire(
    vues: VueCatalogue, cadres: Mapping[str, str], lier: Callable[[str], str], memoire: Memoire | None
) -> Iterator[Ecrits]:
    """What each sheet gives, in the order of `vues.toutes`."""
    fonds = Fonds(vues, cadres, lier)
    faits = chacun_garde(memoire, ecrits, fonds, range(len(vues.toutes)), fonds.cle)
    for vue, fait in zip(vues.toutes, faits, strict=True):
        if memoire:
            memoire.tenir(_cle_du_document(vue), partial(getattr, fait, "document"))
        yield fait


def documents_connus(vues: VueCatalogue, memoire: Memoire | None) -> list[str]:
    """What the index takes of every sheet, as JSON, where an earlier build made nearly all of it; nothing else.

    Node then works on it while the frames are drawn, and nobody waits for it.
    """
    if memoire is None or sum(not memoire.connait(_cle_du_document(vue)) for vue in vues.toutes) > PEU:
        return []
    return [memoire.tenir(_cle_du_document(vue), partial(_document, vue, vues)) for vue in vues.toutes]


def _cle_du_document(vue: VueFiche) -> Hashable:
    return "document", vue.empreinte


def _document(vue: VueFiche, vues: VueCatalogue) -> str:
    return json_compact(recherche_documents.document(vue, vues)) if vue.fiche.publiee else ""


def ecrits(fonds: Fonds, rang: int) -> Ecrits:
    """What the sheet of that rank gives."""
    vue = fonds.vues.toutes[rang]
    regles = donnees.regles(vue)
    script, demandee = appel_regles(regles), script_regles(vue.fiche)
    publiee = _publie(demandee, script)
    fichiers = {f"donnees/regles/{vue.fiche.id}.json": f"{regles}\n", publiee: script}
    for adresse, texte in _pages(vue, fonds, ilot_regles(regles, f"{fiche_page.RACINE}{publiee}")).items():
        fichiers[adresse] = texte.replace(demandee, publiee)
    for adresse, texte in _scripts(vue, fonds).items():
        texte = texte.replace(demandee, publiee)
        fichiers[_publie(adresse, texte)] = texte
    return Ecrits(fichiers, _document(vue, fonds.vues))


def _pages(vue: VueFiche, fonds: Fonds, regles: Markup) -> Mapping[str, str]:
    """Its page, its rules and its blank form; its course and its several years where they stand apart."""
    vues, cadres = fonds.vues, fonds.cadres
    morceaux = fiche_page.rendre_fiche(vue, vues) | {"regles": regles}
    pages = {
        vue.adresse: accrocher(cadres[cadre.FICHE.adresse], morceaux),
        vue.adresse_regles: accrocher(cadres[cadre.REGLES.adresse], regles_page.rendre_regles(vue)),
    }
    if vue.prescriptible:
        morceaux = prescription_page.rendre_prescription(vue, vues)
        pages[vue.adresse_prescription] = accrocher(cadres[cadre.PRESCRIPTION.adresse], morceaux)
    for page in (parcours_page, pluriannuel_page):
        if vue.fiche.id in fonds.a_part[page.NOM]:
            contenu = page.rendre_seule(vue, vues)
            html = page_seule(page.CADRE, cadres, page.SUJET, page.QUESTION, vue.fiche, contenu)
            pages[adresse_seule(page.NOM, vue.fiche)] = fonds.lier(html)
    return pages


def _scripts(vue: VueFiche, fonds: Fonds) -> Mapping[str, str]:
    """What search, comparison and desk fetch of a published sheet."""
    scripts, ident = {}, vue.fiche.id
    if vue.fiche.publiee:
        scripts[f"assets/recherche/{ident}.js"] = recherche.script_passages(vue)
        scripts[f"assets/comparer/{ident}.js"] = comparaison_page.script(vue, fonds.vues)
    if ident in fonds.a_part[bureau_page.NOM]:
        scripts[f"assets/bureau/{ident}.js"] = bureau_page.script(vue, fonds.vues)
    return scripts


def _publie(adresse: str, texte: str) -> str:
    """The address of what a page or a script asks for: it tells its content."""
    return nom_publie(adresse, texte.encode())
