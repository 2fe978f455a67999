"""The recueil: one PDF of every sheet, whose table tells the truth and whose bytes can be made again."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from catalogue import lire_catalogue
from site_src.installation import RACINE
from site_src.recueil import ADRESSE, _table, relier
from site_src.vues import voir


@pytest.fixture(scope="module")
def recueils(site: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The recueil, printed twice."""
    vues = voir(lire_catalogue(RACINE / "catalogue" / "fiches", avec_cas=False))
    dossiers = [tmp_path_factory.mktemp("recueil") for _ in range(2)]
    for dossier in dossiers:
        (dossier / "assets").symlink_to(site / "assets")
        relier(vues, dossier, vues.jour)
    return [dossier / ADRESSE for dossier in dossiers]


@pytest.fixture(scope="module")
def pages(recueils: list[Path]) -> list[str]:
    """The words of each page, white space folded."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(recueils[0]).pages]


def test_the_sheets_stand_in_the_catalogue_s_order_accents_folded(tmp_path: Path) -> None:
    shutil.copytree(RACINE / "catalogue" / "fiches", tmp_path / "fiches")
    mots = (RACINE / "catalogue" / "vocabulaire.yaml").read_text("utf-8")
    (tmp_path / "vocabulaire.yaml").write_text(
        mots.replace("nom: Isère", "nom: Ain").replace("Collectivité", "Écart"), "utf-8"
    )
    table = _table(voir(lire_catalogue(tmp_path / "fiches", avec_cas=False)))
    assert [nom for nom, _ in table] == ["Ain", "Département non nommé", "Écart européenne d’Alsace"]
    assert [fiche["fiche"].code for fiche in table[0][1]] == ["2.3", "2.4", "2.5"]


def test_the_table_gives_the_page_where_each_sheet_starts(pages: list[str]) -> None:
    entrees = re.findall(r"((?:Action|Fiche) [\d.]+) (?:(?!Action \d|Fiche \d).)*? (\d+) ", pages[1])
    assert [nom for nom, _ in entrees] == ["Fiche 4", "Fiche 6", "Action 2.3", "Action 2.4", "Action 2.5"]
    for nom, numero in entrees:
        assert f"{nom} · " in pages[int(numero) - 1], (nom, numero)


def test_bookmarks_lead_to_the_sheets(recueils: list[Path], pages: list[str]) -> None:
    lecteur = PdfReader(recueils[0])
    groupes = [item for item in lecteur.outline if isinstance(item, list)]
    signets = [signet for groupe in groupes for signet in groupe]
    assert len(signets) == 5
    for signet in signets:
        page = lecteur.get_destination_page_number(signet)
        assert page is not None
        assert signet.title.partition(". ")[0] + " · " in pages[page]


def test_every_page_of_a_sheet_names_its_source(pages: list[str]) -> None:
    assert len(pages) > 15
    for page in pages[2:-1]:
        assert "Source\u00a0: " in page or "Source : " in page, page[:80]


def test_a_sheet_is_there_to_its_last_words(pages: list[str]) -> None:
    tout = " ".join(pages)
    assert "l'impact de son action" in tout  # the end of 2.5
    assert "H-DENOM" in tout
    assert "parcours santé social insertion" in pages[-1]


def test_the_same_sheets_give_the_same_bytes(recueils: list[Path]) -> None:
    premier, second = (recueil.read_bytes() for recueil in recueils)
    assert premier == second


def test_it_is_in_french_and_tagged_for_screen_readers(recueils: list[Path]) -> None:
    racine = PdfReader(recueils[0]).root_object
    assert racine["/Lang"] == "fr"
    assert racine["/MarkInfo"]["/Marked"]
