"""A sheet's page: « L'essentiel », the whole text with its clauses marked, its calculators where it calls them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from markupsafe import Markup

from calculators import ancre_clause, formater_date, typographie
from catalogue import Fiche
from catalogue import Section as SectionEcrite
from catalogue.texte import forme_citee
from site_src.clauses import Clause, ancrer
from site_src.formulaire import macros, valeur_affichee
from site_src.gabarits import insecables, rendre, telephones
from site_src.signalement import preparer
from site_src.sujets import ESSENTIEL, SUJETS
from site_src.texte import html_sur, identifiant_libre
from site_src.vues import VueCalculateur, VueCatalogue, VueFiche

RACINE = "../../"
RUBRIQUES = {
    "financement": ("financement", "budget"),
    "eligibilite": ("publics",),
    "duree": ("duree",),
    "intensite": ("intensite",),
    "capacite": ("capacite",),
    "resultats": ("resultats", "indicateurs"),
}
"""The sections that a calculator belongs to, best first; else it follows the section of its first clause."""


@dataclass
class Section:
    """A section of the text, with what the page adds to it."""

    titre: str
    rubrique: str
    html: Markup
    id: str
    niveau: int
    sections: list[Section] = field(default_factory=list)
    calculateurs: list[str] = field(default_factory=list)

    @cached_property
    def texte(self) -> str:
        """Its words, as citations are compared."""
        return forme_citee(f"{self.titre} {Markup(self.html).striptags()}")


def rendre_fiche(vue: VueFiche, catalogue: VueCatalogue) -> dict[str, str]:
    """What to hang in the frame: `titre`, `description`, `robots`, `pied`, `contenu`."""
    fiche = vue.fiche
    sections = _sections(fiche.texte, 2, set())
    reste = _placer(vue.calculateurs, sections, vue.clauses)
    titres = {c.nom: c.titre for c in vue.calculateurs}
    brut = _texte(fiche, sections, reste)
    essentiel = [(nom, getattr(fiche.essentiel, cle)) for cle, nom in ESSENTIEL.items()]
    par_ancre = dict(vue.clauses)
    for _, cellule in essentiel:
        if cellule.citation:
            par_ancre.setdefault(ancre_clause(cellule.citation), Clause(cellule.citation))
    texte, _ = ancrer(str(brut), par_ancre, {nom: SUJETS[nom] for nom in titres})
    contenu = rendre(
        "fiche.html",
        fiche=fiche,
        prescriptible=vue.prescriptible,
        racine=RACINE,
        courriel=catalogue.catalogue.site.contact.courriel,
        repere=fiche.repere,
        departement=catalogue.departement(fiche),
        essentiel=essentiel,
        ancre=ancre_clause,
        sommaire=_sommaire(sections, reste, catalogue),
        titres=titres,
        texte=telephones(Markup(insecables(texte))),
        liees=[
            {"id": autre.id, "titre": autre.titre, "repere": autre.repere, "retiree": autre.retiree}
            for autre in catalogue.catalogue.liees(fiche)
        ],
        remplacante=catalogue.catalogue.remplacante(fiche),
        mailto=preparer(fiche, catalogue.catalogue.site.contact.courriel),
    )
    return {
        "titre": Markup.escape(f"Fiche retirée, {fiche.titre}" if fiche.retiree else fiche.titre),
        "description": Markup.escape(fiche.resume),
        "robots": Markup('<meta name="robots" content="noindex">') if fiche.retiree else "",
        "pied": reference_imprimee(fiche),
        "contenu": Markup(_inserer(catalogue.lexique.lier(str(contenu), RACINE), vue)),
    }


def texte_integral(fiche: Fiche) -> Markup:
    """The whole text of a sheet as its source gives it, without its calculators."""
    return _texte(fiche, _sections(fiche.texte, 2, set()), [])


def _texte(fiche: Fiche, sections: list[Section], reste: list[str]) -> Markup:
    entete = html_sur(fiche.entete) if fiche.entete else ""
    return rendre("texte_fiche.html", fiche=fiche, sections=sections, reste=reste, entete=entete)


_TRAIT_DE_SIGLE = re.compile(r"(?<=[A-Z])-(?=[A-Z])")
"""« PDI-E » is one word: a narrow foot would break it after its hyphen."""


def reference_imprimee(fiche: Fiche) -> str:
    """A sheet, its source and its date: what the foot of each of its printed pages says."""
    date = formater_date(fiche.revue_le or fiche.transcrite_le)
    verbe = "revue" if fiche.revue_le else "transcrite"
    etat = "Fiche retirée. " if fiche.retiree else ""
    dite = typographie(f"{etat}{fiche.repere}, {fiche.titre}. Source : {fiche.source.document}, {verbe} le {date}.")
    return _TRAIT_DE_SIGLE.sub("-\u2060", dite)


def rendre_calculateur(
    vue: VueCalculateur, page_fiche: str = "", id_bloc: str = "", niveau: int = 3, titre: str = ""
) -> Markup:
    """One calculator, wherever it is offered: both kinds of pages stand at the same depth."""
    return Markup(macros().calculateur(vue, RACINE, page_fiche, valeur_affichee, id_bloc, niveau, titre))


def _sections(textes: Iterable[SectionEcrite], niveau: int, ids: set[str]) -> list[Section]:
    sections = []
    for brut in textes:
        ident = identifiant_libre(brut.titre or brut.rubrique, ids, "section")
        ids.add(ident)
        html = html_sur(brut.texte) if brut.texte else Markup("")
        section = Section(brut.titre, brut.rubrique, html, ident, niveau)
        section.sections = _sections(brut.sections, niveau + 1, ids)
        sections.append(section)
    return sections


def _placer(calculateurs: list[VueCalculateur], sections: list[Section], clauses: dict[str, Clause]) -> list[str]:
    """Give each calculator its section; return those that no section speaks of."""
    a_plat = list(_a_plat(sections))
    reste: list[str] = []
    for vue in calculateurs:
        siennes = [clause.pliee for clause in clauses.values() if vue.nom in clause.calculateurs]
        place = next((s for r in RUBRIQUES.get(vue.nom, ()) for s in a_plat if s.rubrique == r), None)
        place = place or next((s for citation in siennes for s in a_plat if citation in s.texte), None)
        (place.calculateurs if place else reste).append(vue.nom)
    return reste


def _a_plat(sections: list[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _a_plat(section.sections)


def _sommaire(sections: list[Section], reste: list[str], catalogue: VueCatalogue) -> list[dict[str, Any]]:
    """The titles as the sheet writes them; the vocabulary's words for those in capitals without accents."""
    entrees = [
        {
            "id": section.id,
            "titre": catalogue.nom("rubriques", section.rubrique)
            if section.titre.isupper()
            else section.titre.rstrip(" :"),
            "calculateurs": [nom for s in _a_plat([section]) for nom in s.calculateurs],
        }
        for section in sections
        if section.titre
    ]
    return entrees + ([{"id": "calculateurs", "titre": "Calculateurs", "calculateurs": reste}] if reste else [])


def _inserer(texte: str, vue: VueFiche) -> str:
    """Put each calculator where its comment stands."""
    blocs = {c.nom: rendre_calculateur(c, id_bloc=f"calculateur-{c.nom}") for c in vue.calculateurs}
    if vue.fiche.regles.parcours and "duree" in blocs:
        blocs["duree"] += rendre("vers_parcours.html", adresse=f"{RACINE}parcours/index.html?fiche={vue.fiche.id}")
    if vue.finance and vue.fiche.publiee:
        blocs["financement"] += rendre(
            "vers_bureau.html", adresse=f"{RACINE}calculateurs/budget/index.html?fiche={vue.fiche.id}"
        )
    if vue.fiche.regles.pluriannuel and "financement" in blocs:
        adresse = f"{RACINE}calculateurs/cofinancement/index.html?fiche={vue.fiche.id}"
        blocs["financement"] += rendre("vers_cofinancement.html", adresse=adresse)
    return re.sub(r"<!--calcul:([a-z]+)-->", lambda trouve: blocs[trouve[1]], texte)
