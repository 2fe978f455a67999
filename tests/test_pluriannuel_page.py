"""The page of several years and funders in a real browser: type, paste, take back, read an error in its cell."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from site_src.construction import construire
from site_src.installation import RACINE, npm_dir
from site_src.par_fiche import SUR_PLACE

PRET = 120_000
ADRESSE = "/calculateurs/cofinancement/"


def formulaire(page: Page) -> Locator:
    return page.locator("form[data-calculateur=pluriannuel]")


def cellule(page: Page, ligne: str, annee: int) -> Locator:
    return formulaire(page).get_by_role("textbox", name=f"{ligne} {annee}", exact=True)


def valeur(page: Page, cle: str) -> Locator:
    return page.locator(f"[data-resultat] td data[data-cle={cle}]")


def coller(case: Locator, texte: str) -> None:
    """What the browser does when a block is pasted: the event, with its text."""
    case.focus()
    case.evaluate(
        """(element, texte) => {
            const donnees = new DataTransfer();
            donnees.setData("text/plain", texte);
            const options = { clipboardData: donnees, bubbles: true, cancelable: true };
            element.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        texte,
    )


def test_typing_fills_a_year_and_the_remainder_follows(page: Page) -> None:
    page.goto("/fiches/garantie-activite-6/")
    page.get_by_role("link", name="Répartir sur plusieurs années, entre plusieurs financeurs").click()
    page.wait_for_url("**/calculateurs/cofinancement/**")
    etat = cellule(page, "État, part dédiée", 2019)
    expect(etat).to_have_value("111\u202f663,80")
    expect(etat).to_have_accessible_description("Dit par la fiche : « Part État dédiée en 2019 : 111 663,80 € »")
    expect(page.locator("[data-resultat]")).to_have_attribute("data-statut", "a_verifier")
    expect(valeur(page, "plafond_2019")).to_have_attribute("value", "208336.20")
    for ligne in ("Région", "EPCI", "Pôle emploi", "ARS", "Caf et Msa", "CCAS", "Autres financeurs"):
        cellule(page, ligne, 2019).fill("1000,10" if ligne == "Région" else "0")
    expect(valeur(page, "reste_2019")).to_have_attribute("value", "207336.10", timeout=PRET)
    expect(page.locator("[data-resultat] .principal")).to_contain_text("2019 seulement")
    expect(page.locator("[data-resultat] td", has=page.locator("data[data-cle=total_reste]"))).to_contain_text(
        "1 année sur 4"
    )
    cellule(page, "Dépenses", 2019).fill("300000")
    expect(page.locator("[data-resultat]")).to_have_attribute("data-statut", "non_conforme")


def test_a_column_of_a_spreadsheet_fills_the_cells_a_wrong_one_is_told_and_one_gesture_takes_it_back(
    page: Page,
) -> None:
    page.goto(ADRESSE)
    depart = cellule(page, "État, part dédiée", 2020)
    coller(depart, "90 000,00 €\t80000\r\ndouze\t7 000\r\n500\t\r\n")
    expect(cellule(page, "État, part dédiée", 2021)).to_have_value("80000")
    expect(cellule(page, "EPCI", 2020)).to_have_value("500")
    expect(page.locator("[data-collage]")).to_have_text("6 cases remplies.")
    fausse = cellule(page, "Région", 2020)
    expect(fausse).to_have_attribute("aria-invalid", "true", timeout=PRET)
    dit = "«\u00a0douze\u00a0» n’est pas un nombre"
    expect(page.locator(".erreurs a")).to_contain_text(f"Région, 2020\u00a0: {dit}")
    expect(fausse).to_have_accessible_description(re.compile(f"^{dit}"))
    assert page.locator("form [aria-invalid]").count() == 1
    expect(valeur(page, "total_etat")).to_have_attribute("value", "281663.80")  # 111 663,80 + 90 000 + 80 000
    depart.press("ControlOrMeta+z")
    expect(depart).to_have_value("")
    expect(fausse).to_have_value("")
    expect(page.locator("form [aria-invalid]")).to_have_count(0)
    expect(valeur(page, "total_etat")).to_have_attribute("value", "111663.80")


def test_what_finds_no_cell_is_said_and_typing_ends_the_undo(page: Page) -> None:
    page.goto(ADRESSE)
    coller(cellule(page, "Autres financeurs", 2022), "1\t2\n3")
    expect(page.locator("[data-collage]")).to_have_text("1 case remplie. 2 valeurs n’ont pas trouvé de case.")
    annuler = page.get_by_role("button", name="Annuler le collage")
    expect(annuler).to_be_visible()
    cellule(page, "CCAS", 2022).press_sequentially("4")
    expect(annuler).to_be_hidden()
    coller(cellule(page, "CCAS", 2022), "5\n6")
    annuler.click()
    expect(cellule(page, "CCAS", 2022)).to_have_value("4")
    expect(cellule(page, "CCAS", 2022)).to_be_focused()
    page.get_by_role("button", name="Revenir à l’exemple").click()
    expect(cellule(page, "Autres financeurs", 2022)).to_have_value("")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_accessible_and_stacks_by_year_on_a_phone(ouvrir: Callable[..., Page], theme: str) -> None:
    page = ouvrir(color_scheme=theme, viewport={"width": 360, "height": 780})
    page.goto(ADRESSE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate((npm_dir() / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    violations = page.evaluate("axe.run().then(r => r.violations)")
    assert [f"{v['id']} : {n['target']}" for v in violations for n in v["nodes"]] == []
    cases = (("Dépenses", 2019), ("CCAS", 2019), ("Dépenses", 2020))
    hauts = [(cellule(page, *nom).bounding_box() or {})["y"] for nom in cases]
    assert hauts == sorted(hauts)
    cellule(page, "Autres financeurs", 2019).focus()
    page.keyboard.press("Tab")  # the clause of that line, then the year after
    page.keyboard.press("Tab")
    expect(cellule(page, "Dépenses", 2020)).to_be_focused()
    expect(formulaire(page).get_by_role("heading", level=3)).to_have_text(["2019", "2020", "2021", "2022"])
    cellule(page, "Dépenses", 2020).press_sequentially("douze")
    expect(cellule(page, "Dépenses", 2020)).to_have_attribute("aria-invalid", "true", timeout=PRET)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 780})
    expect(cellule(page, "Dépenses", 2020)).to_have_value("douze")
    expect(cellule(page, "Dépenses", 2020)).to_be_focused()
    annees = ["Ligne", "2019", "2020", "2021", "2022"]
    expect(formulaire(page).get_by_role("table").get_by_role("columnheader")).to_have_text(annees)


def test_years_stand_side_by_side_on_a_wide_screen_and_axe_agrees(page: Page) -> None:
    page.goto(ADRESSE)
    hauts = {(cellule(page, "CCAS", annee).bounding_box() or {})["y"] for annee in (2019, 2022)}
    assert len(hauts) == 1
    page.evaluate((npm_dir() / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    violations = page.evaluate("axe.run().then(r => r.violations)")
    assert [f"{v['id']} : {n['target']}" for v in violations for n in v["nodes"]] == []


def test_without_javascript_the_default_case_is_there(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(java_script_enabled=False)
    page.goto("/calculateurs/")
    page.get_by_role("link", name="Le cofinancement").click()
    expect(valeur(page, "finances_2019")).to_have_attribute("value", "111663.80")
    expect(page.locator(".sans-script")).to_be_visible()


def test_each_clause_leads_to_its_words_in_the_sheet(page: Page) -> None:
    page.goto(ADRESSE)
    liens = [lien.get_attribute("href") or "" for lien in formulaire(page).locator("a").all()]
    page.goto("/fiches/garantie-activite-6/")
    assert len(liens) == 12
    assert [lien for lien in liens if page.locator(f"[id='{lien.partition('#')[2]}']").count() != 1] == []


def test_on_a_phone_each_clause_folds_under_its_line(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(viewport={"width": 360, "height": 740})
    page.goto(ADRESSE)
    clauses = formulaire(page).locator(".grille-clause:visible")
    assert clauses.count() == 11
    champ = page.locator("[data-champ=region_2019]")
    expect(champ.locator(".grille-clause")).to_contain_text("Région (formation et mobilité)")
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(champ.locator(".grille-clause")).to_have_count(0)
    expect(clauses).to_have_count(11)


def test_empty_cells_let_the_figures_be_seen(page: Page) -> None:
    page.goto(ADRESSE)
    rangee = page.locator("[data-resultat] tr", has_text="Région")
    assert rangee.locator("td").all_inner_texts()[0].startswith("–")
    expect(rangee.locator("td").first).to_contain_text("à compléter")  # for who hears the table
    expect(page.locator("[data-resultat] tr", has_text="Reste").locator(".cofinancement-vide").first).to_be_visible()


def test_on_paper_the_answer_stands_alone(page: Page) -> None:
    page.goto(ADRESSE)
    page.emulate_media(media="print")
    expect(formulaire(page)).to_be_hidden()
    expect(page.locator("[data-resultat] table")).to_be_visible()


def test_a_large_catalogue_has_a_page_a_table(tmp_path: Path, servir: Callable[..., Any], navigateur: Browser) -> None:
    modele = (RACINE / "catalogue" / "fiches" / "garantie-activite-6.yaml").read_text(encoding="utf-8")
    fiches = tmp_path / "fiches"
    fiches.mkdir()
    for rang in range(SUR_PLACE + 1):
        texte = modele.replace("id: garantie-activite-6", f"id: copie-{rang:02}")
        (fiches / f"copie-{rang:02}.yaml").write_text(texte, encoding="utf-8")
    construire(fiches, tmp_path / "site", "", RACINE, usage="aperçu")
    assert not (tmp_path / "site" / "cofinancement" / "cadre").exists()
    with servir(tmp_path / "site") as serveur:
        contexte = navigateur.new_context(base_url=serveur.adresse)
        page = contexte.new_page()
        page.goto(ADRESSE)
        expect(formulaire(page)).to_have_count(SUR_PLACE)
        page.goto("/fiches/copie-12/")
        page.get_by_role("link", name="Répartir sur plusieurs années, entre plusieurs financeurs").click()
        page.wait_for_url("**/cofinancement/copie-12/index.html")
        cellule(page, "État, part dédiée", 2020).fill("1")
        expect(valeur(page, "total_etat")).to_have_attribute("value", "111664.80", timeout=PRET)
        contexte.close()
