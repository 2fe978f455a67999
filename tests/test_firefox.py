"""What readers do most, in the Firefox of this machine: the engine, its faults, the search, the catalogue, a folder.

Most are tests of the other modules, which run here in this module's `navigateur`.
"""

from __future__ import annotations

import os
import shlex
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from site_src import navigateurs
from site_src.installation import RACINE, node
from site_src.serveur import TYPES
from tests import test_moteur, test_moteur_sabote, test_personne, test_recherche
from tests.test_moteur import FICHE, FORMULAIRE, PRET, RESULTAT, attendre_moteur, remplir, valeur

pytestmark = pytest.mark.complet


@pytest.fixture(scope="module")
def navigateur(pilote: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The Firefox that readers have, not the one that Playwright makes: driven by WebDriver BiDi."""
    programme = navigateurs.assurer(navigateurs.FIREFOX)
    if os.name != "nt":  # there a script is no program: without the relay, it takes a Firefox 159 or later
        mots = shlex.join(map(str, (node(), RACINE / "tests" / "firefox_relais.mjs", programme)))
        programme = tmp_path_factory.mktemp("firefox") / "firefox"
        programme.write_text(f'#!/bin/sh\nexec {mots} "$@"\n', encoding="utf-8")
        programme.chmod(0o755)
    instance = pilote.firefox.launch(channel="moz-firefox", executable_path=programme)
    yield instance
    instance.close()


AILLEURS = (
    test_moteur.test_the_amount_of_the_brief,
    test_moteur.test_values_typed_while_the_engine_loads_are_computed_once_it_is_ready,
    test_moteur.test_nothing_of_the_engine_is_asked_before_a_touch,
    test_moteur.test_an_error_stands_beside_its_field_and_keeps_what_was_typed,
    test_moteur.test_enter_computes_and_goes_to_the_list_of_errors,
    test_moteur.test_a_hypothesis_is_switched_in_place_and_keeps_the_focus,
    test_moteur_sabote.test_where_the_memory_and_the_library_both_fail_the_sentence_names_the_library,
    test_moteur_sabote.test_a_policy_that_forbids_the_engine_ends_in_a_sentence,
    test_moteur_sabote.test_the_next_page_and_the_next_tab_find_the_engine_ready,
    test_moteur_sabote.test_once_loaded_it_computes_without_the_network,
    test_moteur_sabote.test_a_computation_without_end_is_stopped_and_the_engine_goes_on,
    test_moteur_sabote.test_the_catalogue_its_search_and_the_person_finder_work_from_a_folder,
    test_recherche.test_results_come_from_the_first_letter_with_the_words_marked,
    test_recherche.test_each_count_is_what_its_choice_leaves,
    test_recherche.test_state_is_in_the_address_and_back_works,
    test_recherche.test_the_box_answers_in_place_by_keyboard_alone,
    test_recherche.test_the_box_leads_to_every_result_in_the_catalogue,
    test_personne.test_answers_sort_the_sheets_say_why_and_go_nowhere,
    test_personne.test_the_keyboard_alone_is_enough,
)
"""Tests of other modules, taken up as they are."""
globals().update({test.__name__: test for test in AILLEURS})


@pytest.mark.parametrize(("fichier", "faute"), sorted(test_moteur_sabote.ICI))
def test_a_fault_of_the_server_ends_in_a_result_or_in_a_sentence(
    surveillance_de: Any, serveur: Any, fichier: str, faute: str
) -> None:
    test_moteur_sabote.test_a_fault_ends_in_a_result_or_in_a_sentence(surveillance_de, serveur, fichier, faute)


def test_the_next_page_computes_and_asks_for_nothing_of_the_engine(page: Page, serveur: Any) -> None:
    page.goto(FICHE)
    assert "Firefox/" in page.evaluate("navigator.userAgent")
    remplir(page, presents_moyens="6")
    attendre_moteur(page)
    expect(valeur(page, "total")).to_have_attribute("value", "3500.00")
    assert [chemin for chemin in serveur.demandes if chemin.endswith(".wasm")]

    serveur.demandes.clear()
    page.goto("/fiches/isere-2-4/")
    page.locator("form[data-calculateur=financement] [name=personnes]").fill("30")
    total = page.locator("[data-resultat][data-calculateur=financement] data[data-cle=total]")
    expect(total).to_have_attribute("value", "4050.00", timeout=PRET)
    assert not [chemin for chemin in serveur.demandes if "/moteur/" in chemin]


def test_a_calculator_and_the_search_box_work_from_a_folder(ouvrir_dossier: Callable[[str], Page]) -> None:
    page = ouvrir_dossier("fiches/isere-2-5/index.html")
    remplir(page, jours="12", cout_jour="350", prevus="10", presents_moyens="9")
    expect(valeur(page, "total")).to_have_attribute("value", "3990.00", timeout=PRET)
    page.get_by_role("combobox").press_sequentially("mobilite")
    page.get_by_role("option").first.click()
    expect(page.locator("h1")).to_contain_text("Soutien intensif préalable")


# ---- Back: Firefox brings the page out of its memory as it was, and Playwright loses sight of it ---------------------


def revient(page: Page, serveur: Any, condition: str) -> bool:
    """Whether a page left for another, then brought up again by Back, meets a condition: it tells the server itself."""
    dit = threading.Event()

    def noter(reponse: Any) -> None:
        dit.set()
        reponse.envoyer(b"", TYPES[".txt"])

    serveur.sabotages["/revenue"] = noter
    page.evaluate(
        f"""() => addEventListener("pageshow", () => {{
            const guet = setInterval(() => {{
                if (!({condition})) return;
                clearInterval(guet);
                fetch("/revenue");
            }}, 50);
        }})"""
    )
    page.goto("/guides/")
    page.evaluate("history.back()")
    return dit.wait(PRET / 1000)


def test_what_was_typed_is_there_when_the_reader_comes_back(page: Page, serveur: Any) -> None:
    page.goto(FICHE)
    remplir(page, presents_moyens="4")
    expect(valeur(page, "total")).to_have_attribute("value", "3000.00", timeout=PRET)
    saisi = f"document.querySelector('{FORMULAIRE} [name=presents_moyens]').value === '4'"
    total = f"document.querySelector('{RESULTAT} data[data-cle=total]').value === '3000.00'"
    assert revient(page, serveur, f"{saisi} && {total}")


def test_what_was_said_of_a_person_is_gone_when_someone_comes_back(page: Page, serveur: Any) -> None:
    page.goto(test_personne.ADRESSE)
    test_personne.repondre_a(page, **test_personne.COUPLE)
    test_personne.attendre(page, "1 convient, 2 à vérifier, 1 ne convient pas")
    vide = "document.querySelector('#personne [name=enfants]').value === ''"
    inconnu = "document.querySelector('#personne [name=orientation][value=inconnu]').checked"
    bilan = "document.querySelector('.bilan-barre [role=status]').textContent === '4 à vérifier'"
    assert revient(page, serveur, f"{vide} && {inconnu} && {bilan}")
