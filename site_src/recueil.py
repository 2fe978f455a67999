"""The « recueil »: every published sheet in one PDF, with a table of contents that gives the pages.

Printed by the machine's own Chromium, Chrome or Edge, as a reader would print a page: the same fonts, the same styles.
A browser can't number a table of contents, so the recueil is printed twice: once to learn on which page each sheet
falls, once with those numbers written in.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pypdf import PdfReader, PdfWriter

from calculators import formater_date
from site_src.catalogue_donnees import cartes
from site_src.donnees import edition
from site_src.erreurs import EchecConstruction
from site_src.fiche_page import reference_imprimee, texte_integral
from site_src.gabarits import insecables, rendre
from site_src.navigateurs import NavigateurAbsent, assurer
from site_src.noms import Noms
from site_src.regles_page import hypotheses
from site_src.sujets import ESSENTIEL
from site_src.vues import VueCatalogue, VueFiche

ADRESSE = "donnees/recueil.pdf"
"""Where the site keeps it."""

FEUILLES = ("couleurs", "site", "base", "composants", "fiche", "recueil")


def relier(catalogue: VueCatalogue, site: Path, jour: date) -> int:
    """Write the recueil into a site that holds its style sheets and fonts; give its number of pages.

    Raises `EchecConstruction` where no browser can print it.
    """
    with tempfile.TemporaryDirectory(prefix="recueil-") as dossier:
        shutil.copytree(site / "assets" / "css", Path(dossier) / "assets" / "css")
        shutil.copytree(site / "assets" / "polices", Path(dossier) / "assets" / "polices")
        page, pdf = Path(dossier) / "recueil.html", Path(dossier) / "recueil.pdf"
        noms = Noms(site)
        navigateur, table = _navigateur(), _table(catalogue)
        _imprimer(navigateur, noms.lier(_composer(catalogue, jour, table, {})), page, pdf)
        pages = _pages_des_fiches(pdf)
        _imprimer(navigateur, noms.lier(_composer(catalogue, jour, table, pages)), page, pdf)
        if _pages_des_fiches(pdf) != pages:
            raise EchecConstruction("la table du recueil déplace ses propres pages ; signalez-le avec ces fiches")
        (site / ADRESSE).parent.mkdir(parents=True, exist_ok=True)
        return _lier(pdf, site / ADRESSE, catalogue.catalogue.site.nom, jour, table, pages)


def _navigateur() -> Path:
    try:
        return assurer()
    except NavigateurAbsent as absence:
        raise EchecConstruction(f"le recueil s’imprime par un navigateur : {absence}") from absence


Table = list[tuple[str, list[dict[str, Any]]]]
"""Each Département with its sheets, in the catalogue's own order."""


def _table(catalogue: VueCatalogue) -> Table:
    fiches = [_fiche(carte.vue, carte.departement) for carte in cartes(catalogue).cartes]
    return [(nom, list(groupe)) for nom, groupe in groupby(fiches, key=lambda f: str(f["departement"]))]


def _composer(catalogue: VueCatalogue, jour: date, table: Table, pages: dict[str, int]) -> str:
    """The recueil as one page of HTML; `pages` numbers its table."""
    return str(
        rendre(
            "recueil.html",
            site=catalogue.catalogue.site,
            date=formater_date(jour),
            edition=edition(catalogue),
            feuilles=FEUILLES,
            table=table,
            fiches=[fiche for _, fiches in table for fiche in fiches],
            pages=pages,
            sigles=sorted(catalogue.catalogue.vocabulaire.sigles, key=lambda entree: entree.sigle.casefold()),
        )
    )


def _fiche(vue: VueFiche, departement: str) -> dict[str, Any]:
    fiche = vue.fiche
    # The anchors of a sheet's own page would meet those of the others here.
    texte = re.sub(r'\sid="[^"]*"|<!--.*?-->', "", insecables(str(texte_integral(fiche))))
    return {
        "fiche": fiche,
        "departement": departement,
        "repere": fiche.repere,
        "essentiel": [(nom, getattr(fiche.essentiel, cle)) for cle, nom in ESSENTIEL.items()],
        "texte": Markup(texte),
        "pied": Markup(_chaine_css(reference_imprimee(fiche))),
        "hypotheses": hypotheses(vue),
    }


def _chaine_css(texte: str) -> str:
    """Words as a string of CSS, whatever they hold."""
    return '"' + "".join(f"\\{ord(c):x} " if c in '"\\<\n\r\f' else c for c in texte) + '"'


def _imprimer(navigateur: Path, html: str, page: Path, pdf: Path) -> None:
    page.write_text(html, encoding="utf-8")
    pdf.unlink(missing_ok=True)
    # No sandbox: in a container or as root Chromium refuses to start otherwise, and it only opens our own page.
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    options += [f"--user-data-dir={page.parent / 'profil'}", "--no-pdf-header-footer", f"--print-to-pdf={pdf}"]
    fait = subprocess.run([navigateur, *options, page.as_uri()], capture_output=True, timeout=1800, check=False)
    if fait.returncode or not pdf.is_file():
        message = fait.stderr.decode(errors="replace").strip()[-400:]
        raise EchecConstruction(f"le navigateur n’a pas imprimé le recueil : {message}")


def _pages_des_fiches(pdf: Path) -> dict[str, int]:
    """Sheet → the page where it starts, from the targets of the table's links."""
    lecteur = PdfReader(pdf)
    return {
        nom.removeprefix("/").removeprefix("fiche-"): lecteur.get_destination_page_number(cible) + 1  # type: ignore[operator]
        for nom, cible in lecteur.named_destinations.items()
        if "fiche-" in nom
    }


def _lier(source: Path, cible: Path, titre: str, jour: date, table: Table, pages: dict[str, int]) -> int:
    """Bind the pages: bookmarks, language, and the site's date, since the clock would make each recueil differ."""
    recueil = PdfWriter(clone_from=source)
    recueil.pdf_header = "%PDF-1.7"
    for departement, fiches in table:
        groupe = recueil.add_outline_item(title=departement, page_number=pages[fiches[0]["fiche"].id] - 1)
        for f in fiches:
            titre_signet = f"{f['repere']}. {f['fiche'].titre}"
            recueil.add_outline_item(title=titre_signet, page_number=pages[f["fiche"].id] - 1, parent=groupe)
    moment = f"D:{jour:%Y%m%d}000000Z"
    dates = {"/CreationDate": moment, "/ModDate": moment}
    recueil.metadata = {"/Title": titre, "/Producer": "build.py", "/Creator": "build.py"} | dates
    with cible.open("wb") as sortie:
        recueil.write(sortie)
    return len(recueil.pages)
