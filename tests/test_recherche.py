"""The search and the facets, in a real browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from site_src.fiche_page import repere
from site_src.recherche_documents import normaliser


def resultats(page: Page) -> list[str]:
    """The sheets in view, by rank."""
    return page.locator("[data-resultats] [data-fiche]").evaluate_all("liste => liste.map(e => e.dataset.fiche)")


def chercher(page: Page, requete: str) -> list[str]:
    page.goto("/catalogue/")
    page.locator("main input[name=q]").fill(requete)
    expect(page.locator("[data-bilan]")).to_have_text(re.compile(r"fiche"))
    return resultats(page)


@pytest.mark.parametrize(
    ("requete", "premiere"),
    [
        ("mobilite", "isere-2-3"),
        ("RSA collectif", "isere-2-5"),
        ("2.3", "isere-2-3"),
        ("action 2.4", "isere-2-4"),
        ("n°6", "garantie-activite-6"),
        ("SIPE", "isere-2-3"),
        ("sipe", "isere-2-3"),
        ("indépendant", "isere-2-3"),
        ("TNS", "isere-2-3"),
        ("auto-entrepreneur", "isere-2-3"),
        ("CCAS", "isere-2-4"),
        ("mairie", "isere-2-4"),
        ("passerelle", "alsace-4-passerelle"),
        ("redynamisaton", "alsace-4-passerelle"),
        ("logements", "isere-2-3"),
        ("garantie d'activité", "garantie-activite-6"),
        ("garantie d’activite", "garantie-activite-6"),
        ("CLEA", "alsace-4-passerelle"),
        ("bénévolat", "isere-2-5"),
        ("l'emploi intensif", "isere-2-3"),
    ],
)
def test_the_expected_sheet_comes_first(page: Page, requete: str, premiere: str) -> None:
    assert chercher(page, requete)[:1] == [premiere]


def test_france_travail_finds_what_the_sheets_call_pole_emploi(page: Page) -> None:
    for requete in ("France Travail", "pole emploi"):
        assert set(chercher(page, requete)[:2]) == {"garantie-activite-6", "alsace-4-passerelle"}


def test_short_abbreviations_match_in_capitals_only(page: Page) -> None:
    assert chercher(page, "AI") == ["garantie-activite-6"]
    assert chercher(page, "PER") == ["isere-2-3"]


def test_results_come_from_the_first_letter_with_the_words_marked(page: Page) -> None:
    assert "garantie-activite-6" in chercher(page, "g")
    chercher(page, "immersion")
    marques = page.locator("[data-fiche=isere-2-3] mark")
    expect(marques.first).to_have_text(re.compile("immersion", re.IGNORECASE))


def test_the_index_is_fetched_only_for_a_text_search(page: Page, serveur: Any) -> None:
    page.goto("/catalogue/", wait_until="networkidle")
    page.get_by_role("checkbox", name=re.compile("PSSI")).check()
    assert not [d for d in serveur.demandes if "/recherche/" in d]
    page.locator("main input[name=q]").focus()
    page.locator("script[src$='recherche/index.js']").wait_for(state="attached")


def test_each_count_is_what_its_choice_leaves(page: Page) -> None:
    page.goto("/catalogue/")
    for case in page.locator("main input[type=checkbox]").all():
        etiquette = case.locator("xpath=ancestor::label")
        compte = int((re.findall(r"\((\d+)\)", etiquette.text_content() or "") or ["-1"])[-1])
        case.evaluate("e => e.click()")
        assert len(resultats(page)) == compte
        expect(page.get_by_role("status").first).to_have_text(
            "Aucune fiche" if compte == 0 else f"{compte} fiche{'s' if compte > 1 else ''}"
        )
        case.evaluate("e => e.click()")


def test_a_sheet_open_to_a_wide_public_stays_under_each_narrower_one(page: Page) -> None:
    for public in ("pssi", "tns", "sans-enfant", "droits-et-devoirs"):
        page.goto(f"/catalogue/?public={public}")
        assert "garantie-activite-6" in resultats(page)


def test_state_is_in_the_address_and_back_works(page: Page) -> None:
    page.goto("/catalogue/")
    page.locator("input[name=public][value=tns]").check()
    page.locator("main input[name=q]").press_sequentially("mobilité")
    expect(page).to_have_url(re.compile(r"\?q=mobilit%C3%A9&public=tns$"))
    avant = resultats(page)
    page.reload()
    expect(page.locator("main input[name=q]")).to_have_value("mobilité")
    expect(page.locator("[data-puces] button")).to_have_count(3)
    assert resultats(page) == avant
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?public=tns$"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"/catalogue/$"))
    expect(page.locator("[data-resultats] [data-fiche]")).to_have_count(5)


def test_a_chip_removes_its_filter(page: Page) -> None:
    page.goto("/catalogue/?public=tns&format=individuel")
    page.get_by_role("button", name=re.compile("Retirer le filtre Travailleurs")).click()
    expect(page).to_have_url(re.compile(r"\?format=individuel$"))


def test_no_result_says_what_to_try(page: Page) -> None:
    assert chercher(page, "zzzzqqq") == []
    expect(page.get_by_role("status").first).to_have_text("Aucune fiche")
    page.get_by_role("button", name="Voir toutes les fiches").click()
    expect(page.locator("[data-resultats] [data-fiche]")).to_have_count(5)


def test_the_header_s_box_leads_to_the_catalogue(page: Page) -> None:
    page.goto("/methode/")
    page.get_by_role("searchbox", name="Chercher une fiche").fill("SIPE")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/catalogue/index\.html\?q=SIPE$"))
    expect(page.locator("[data-resultats] [data-fiche]")).to_have_count(1)


def test_words_are_folded_alike_in_python() -> None:
    assert normaliser("Œuvre À L’ÉCOLE") == "oeuvre a l’ecole"


def test_how_a_sheet_is_called() -> None:
    assert repere(type("Fiche", (), {"code": "2.3"})) == "Action 2.3"
    assert repere(type("Fiche", (), {"code": "6"})) == "Fiche 6"
