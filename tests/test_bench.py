"""The benchmark: every budget has its line, what is measured is right, a budget passed is seen; no time is judged."""

from __future__ import annotations

import argparse
import importlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from site_src import navigateurs
from site_src.commandes import bench
from site_src.installation import RACINE
from site_src.mesures import PARTIES
from site_src.mesures.bilan import constater, en_json, en_texte
from site_src.mesures.lignes import LIGNES
from site_src.mesures.mkdocs_nu import ecrire
from site_src.mesures.pages import compter_faux

BUDGETS = {
    "faux": (0, ""),
    "poids": (300, ""),
    "froid": (1 / 4, "pyodide_froid"),
    "chaud": (1 / 4, "pyodide_chaud"),
    "suivante": (1 / 20, "pyodide_chaud"),
    "touche": (50, ""),
    "evaluation": (150, ""),
    "courbe": (200, ""),
    "but": (5, ""),
    "construction": (1 / 2, "mkdocs"),
    "par_fiche": (1.1, "par_fiche_500"),
    "edition": (1000, ""),
    "index": (1200, ""),
    "index_avant": (0, ""),
    "lettre": (50, ""),
    "facette": (50, ""),
    "premiere_vue": (300, ""),
}
"""What the design promises, in milliseconds (microseconds for an evaluation), kilobytes or ratios."""


def test_every_promise_has_its_line_and_its_measure() -> None:
    assert {ligne.cle: (ligne.budget, ligne.temoin) for ligne in LIGNES if ligne.budget is not None} == BUDGETS
    assert {ligne.partie for ligne in LIGNES} == set(PARTIES)
    for partie in PARTIES:
        assert callable(importlib.import_module(f"site_src.mesures.{partie}").mesurer)


def test_what_a_reader_feels_each_time_is_held_by_the_95th_percentile() -> None:
    assert {ligne.cle for ligne in LIGNES if ligne.tenue == "p95"} == {"touche", "lettre", "facette"}


def test_a_ratio_is_taken_value_by_value_and_a_budget_passed_is_seen() -> None:
    series = {"froid": [100, 300, 260], "pyodide_froid": [1000, 1000, 1000], "touche": [10.0] * 90 + [60.0] * 10}
    froid, plain, touche = constater(series)
    assert froid.rapport is not None
    assert (froid.rapport.mediane, froid.rapport.min, froid.rapport.max) == (0.26, 0.1, 0.3)
    assert (froid.tenu, plain.tenu, touche.tenu) == (False, None, False)
    assert touche.resume.mediane == 10
    assert constater({**series, "froid": [100, 300, 250]})[0].tenu is True
    lu = json.loads(en_json([froid, plain, touche], {"froid": {"moteur:pret": 90.0}}))
    assert lu["froid"]["tenu"] is False
    assert lu["froid"]["details"] == {"moteur:pret": 90.0}
    table = en_texte([froid, plain, touche], {"froid": {"moteur:pret": 90.0}}).splitlines()
    assert table[1].split("  ")[0] == "Ouverture → résultat, à froid"
    assert "0,26 ×" in table[1]
    assert table[1].endswith("DÉPASSÉ")
    assert table[2].split() == ["moteur:pret", "90", "ms"]


def mesurer(commande: Any, partie: str) -> Any:
    fait = commande("bench", "--seulement", partie, "--repetitions", "1", "--json")
    assert fait.returncode in (0, 1), fait.stderr
    lu = json.loads(fait.stdout)
    assert set(lu) == {ligne.cle for ligne in LIGNES if ligne.partie == partie}
    return lu


def test_the_computations_are_measured_on_the_right_amounts(commande: Any) -> None:
    # It fails by itself where Pyodide or publicodes finds another amount.
    lu = mesurer(commande, "calculs")
    assert all(lu[cle]["mediane"] > 0 for cle in ("evaluation", "publicodes", "courbe", "but"))


@pytest.mark.complet  # it builds the site for a server, and opens it
def test_the_first_results_are_right_and_the_pages_light(commande: Any) -> None:
    lu = mesurer(commande, "pages")
    assert lu["faux"]["max"] == 0
    assert lu["poids"]["tenu"]
    assert lu["poids"]["details"]["accueil"] > 10


def test_a_wrong_first_result_is_counted(site: Path, servir: Any, navigateur: Any, tmp_path: Path) -> None:
    copie = tmp_path / "site"
    shutil.copytree(site / "fiches", copie / "fiches", ignore=shutil.ignore_patterns("*.gz", "*.br"))
    page = copie / "fiches" / "isere-2-5" / "index.html"
    html = page.read_text(encoding="utf-8")
    assert html.count('value="3500.00"') == 1
    page.write_text(html.replace('value="3500.00"', 'value="3500.01"'), encoding="utf-8")
    with servir(copie) as serveur:
        assert compter_faux(navigateur, serveur.adresse) == 1


def test_bare_mkdocs_is_given_as_many_pages_and_the_sheets_own_text(tmp_path: Path) -> None:
    fiches = RACINE / "catalogue" / "fiches"
    configuration = ecrire(fiches, tmp_path / "nu", 18)
    pages = {chemin.name: chemin.read_text(encoding="utf-8") for chemin in (tmp_path / "nu" / "docs").glob("*.md")}
    assert len(pages) == 18
    assert "minimum 6 allocataires du RSA" in pages["isere-2-5.md"]
    assert configuration.is_file()


@pytest.mark.parametrize(("option", "mot"), [("--seulement", "vent"), ("--repetitions", "0")])
def test_what_can_t_be_measured_is_refused_by_its_name(commande: Any, option: str, mot: str) -> None:
    fait = commande("bench", option, mot)
    assert fait.returncode == 2
    assert f"« {mot} »" in fait.stderr.replace("\u00a0", " ").replace("\u202f", " ")


def test_all_parts_are_measured_unless_some_are_chosen() -> None:
    analyseur = argparse.ArgumentParser()
    bench.arguments(analyseur)
    assert analyseur.parse_args([]).seulement == PARTIES
    assert analyseur.parse_args(["--seulement", "calculs,pages"]).seulement == ("pages", "calculs")


@pytest.mark.usefixtures("navigateur")
def test_a_browser_off_the_path_is_looked_for_while_another_is_driven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv(navigateurs.CHROMIUM.variable, raising=False)
    trouve = navigateurs.trouver()
    assert trouve is None or trouve.is_file()
