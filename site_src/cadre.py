"""The frame: MkDocs draws each page once, with a token where generated content goes; we hang the content in it.

Only this module knows MkDocs. It is given plain Markdown in a temporary folder and gives back HTML by page, so that
another generator of the same Markdown could take its place.
"""

from __future__ import annotations

import logging
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from markupsafe import escape

from calculators import typographie
from catalogue import Memoire
from site_src.erreurs import EchecConstruction
from site_src.prose import respacer

PAGES = Path(__file__).resolve().parent / "pages"
FEUILLES = ("couleurs", "site", "base", "composants", "boite")
"""The style sheets of every page; a page names its own besides."""

CALCUL = (
    *("fraicheur", "pannes", "relais", "fichiers", "moteur"),
    *("champs", "regles", "emprunts", "annonces", "redessin", "calculateur"),
)
"""The scripts of a page that has a form to compute; `EN_TETE` of them run before the page is painted."""

EN_TETE = ("pannes", "relais", "fichiers", "moteur")

_OUVRE, _FERME = "\u27e6", "\u27e7"
_JETON = re.compile(rf"<p>{_OUVRE}([a-z-]+){_FERME}</p>|{_OUVRE}([a-z-]+){_FERME}")


def jeton(nom: str) -> str:
    """The mark that a piece of content will replace."""
    return f"{_OUVRE}{nom}{_FERME}"


@dataclass(frozen=True)
class Page:
    """A page that we generate: what its frame needs to know, and what hangs in it."""

    adresse: str
    """From the root of the site: `catalogue/index.html`."""
    titre: str
    description: str
    genre: str
    """The class of its `<body>`: `page-<genre>`."""
    contenu: str = ""
    feuilles: tuple[str, ...] = ()
    """Its own style sheets, names of files of `assets/css`."""
    scripts: tuple[str, ...] = ()
    """Its own scripts, names of files of `assets/js`, in the order in which they run."""

    @property
    def markdown(self) -> str:
        """The page for the generator: its settings, then the token of its content."""
        mots = {"title": typographie(self.titre), "description": typographie(self.description)}
        entete = mots | {"genre": self.genre}
        listes = {"feuilles": list(self.feuilles), "scripts": list(self.scripts)}
        return f"---\n{yaml.safe_dump(entete | listes, allow_unicode=True, sort_keys=False)}---\n\n{jeton('contenu')}\n"


def _cadre(adresse: str, genre: str, feuilles: tuple[str, ...], scripts: tuple[str, ...] = ()) -> Page:
    """An empty page, whose title and description are each sheet's own."""
    return Page(adresse, jeton("titre"), jeton("description"), genre, feuilles=feuilles, scripts=scripts)


FICHE = _cadre("fiches/cadre/index.html", "fiche", ("fiche", "calculateur", "resultat"), (*CALCUL, "remise"))
"""The one empty sheet page: its links are right for every sheet, which stands at the same depth."""

PRESCRIPTION = _cadre("fiches/cadre/prescription.html", "prescription", ("prescription",))
"""The same for the blank form that stands beside a sheet."""

REGLES = _cadre("fiches/cadre/regles.html", "regles", ("regles",))
"""The same for the rules of a sheet."""

PARCOURS = _cadre(
    "parcours/cadre/index.html", "parcours", ("calculateur", "resultat", "parcours"), (*CALCUL, "parcours")
)
"""The same for one sheet's course, where a large catalogue leaves it out of the common page."""

COFINANCEMENT = _cadre(
    "cofinancement/cadre/index.html",
    "calculateur",
    ("calculateur", "resultat", "pluriannuel"),
    (*CALCUL, "pluriannuel"),
)
"""The same for one sheet's several years and funders."""

CADRES = (FICHE, PRESCRIPTION, REGLES, PARCOURS, COFINANCEMENT)
"""The frames that every sheet hangs in, once each."""

A_PART = frozenset(page.adresse for page in CADRES)
"""What is published of them is the sheets' own pages, never the frames."""


def dessiner(
    racine: Path, pages: Iterable[Page], reglages: Mapping[str, Any], memoire: Memoire | None = None
) -> dict[str, str]:
    """The HTML of each page by its address, tokens in place: the prose of `site_src/pages`, and `pages`.

    What hangs in a page does not change its frame: `memoire` answers as long as titles and settings stay.
    """
    feuilles = {page.adresse: page.markdown for page in pages}
    cle = ("cadres", tuple(feuilles.items()), tuple(reglages.items()))
    return (memoire or Memoire()).tenir(cle, lambda: _dessiner(racine, feuilles, reglages))


def _dessiner(racine: Path, feuilles: Mapping[str, str], reglages: Mapping[str, Any]) -> dict[str, str]:
    with tempfile.TemporaryDirectory(prefix="cadre-") as dossier:
        source, cible = Path(dossier) / "pages", Path(dossier) / "site"
        for fichier in sorted(PAGES.rglob("*.md")):
            _ecrire(source / fichier.relative_to(PAGES), respacer(fichier.read_text(encoding="utf-8")))
        for adresse, markdown in feuilles.items():
            _ecrire((source / adresse).with_suffix(".md"), markdown)
        _lancer_mkdocs(racine / "mkdocs.yml", source, cible, reglages)
        trouves = sorted(cible.rglob("*.html"))
        return {page.relative_to(cible).as_posix(): page.read_text(encoding="utf-8") for page in trouves}


def _ecrire(chemin: Path, texte: str) -> None:
    chemin.parent.mkdir(parents=True, exist_ok=True)
    chemin.write_text(texte, encoding="utf-8", newline="\n")


def _lancer_mkdocs(configuration: Path, source: Path, cible: Path, reglages: Mapping[str, Any]) -> None:
    """One build in this process: starting another Python would cost more than the build itself."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    if not os.environ.get("SOURCE_DATE_EPOCH", "").strip():  # empty, MkDocs would take it for a number
        os.environ.pop("SOURCE_DATE_EPOCH", None)
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    with _avertissements() as messages:
        config = load_config(
            str(configuration), docs_dir=str(source), site_dir=str(cible), site_url=reglages["adresse"] or None
        )
        config.site_name = reglages["nom"]
        config.extra.update({cle: valeur for cle, valeur in reglages.items() if cle not in ("adresse", "nom")})
        config.extra |= {"feuilles": list(FEUILLES), "en_tete": list(EN_TETE)}
        build(config)
    if messages:
        raise EchecConstruction("MkDocs signale des pages mal liées : " + " · ".join(messages))


@contextmanager
def _avertissements() -> Iterator[list[str]]:
    """What MkDocs warns of, gathered; its chatter is kept from the reader's terminal."""
    messages: list[str] = []

    class Recueil(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    journal, recueil = logging.getLogger("mkdocs"), Recueil(logging.WARNING)
    avant = journal.propagate
    journal.addHandler(recueil)
    journal.propagate = False
    try:
        yield messages
    finally:
        journal.removeHandler(recueil)
        journal.propagate = avant


def accrocher(cadre: str, morceaux: Mapping[str, str]) -> str:
    """The frame with each of its tokens replaced, in one pass: a token inside a piece stays plain text.

    A piece that is not marked as safe HTML (`Markup`) is words: it is escaped.
    Raises `EchecConstruction` when the frame has a token without a piece.
    """

    def remplacer(trouve: re.Match[str]) -> str:
        nom = trouve[1] or trouve[2]
        if nom not in morceaux:
            raise EchecConstruction(f"le cadre attend « {nom} », que personne ne donne")
        return str(escape(morceaux[nom])).replace(_OUVRE, "&#x27e6;")

    return _JETON.sub(remplacer, cadre)


def contient_un_jeton(html: str) -> bool:
    """Whether a token was left in a page."""
    return _OUVRE in html
