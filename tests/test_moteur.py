"""The engine in a real browser: right amounts, faults beside their field, a failure that ends in a sentence."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from site_src import garde
from site_src.installation import RACINE, node
from site_src.moteur import archiver, atelier

FICHE = "/fiches/isere-2-5/"
FORMULAIRE = "form[data-calculateur=financement][data-fiche=isere-2-5]"
RESULTAT = "[data-resultat][data-calculateur=financement][data-fiche=isere-2-5]"
PRET = 120_000  # a loaded machine may take long to start the engine


def valeur(page: Page, cle: str) -> Any:
    return page.locator(f"{RESULTAT} data[data-cle={cle}]")


def remplir(page: Page, **champs: str) -> None:
    for nom, texte in champs.items():
        page.locator(f"{FORMULAIRE} [name={nom}]").fill(texte)


def attendre_moteur(page: Page, etat: str = "pret") -> None:
    # Not `wait_for_function`: it evaluates a string, which the policy forbids.
    expect(page.locator("html")).to_have_attribute("data-moteur", re.compile("pret|panne"), timeout=PRET)
    dit = page.locator(".moteur-etat").filter(has_text="moteur").all_inner_texts()
    assert page.locator("html").get_attribute("data-moteur") == etat, dit


def test_the_amount_of_the_brief(page: Page) -> None:
    page.goto(FICHE)
    remplir(page, jours="10", cout_jour="400", prevus="8", presents_moyens="6")
    attendre_moteur(page)
    expect(valeur(page, "total")).to_have_attribute("value", "3500.00")
    remplir(page, presents_moyens="8")
    expect(valeur(page, "total")).to_have_attribute("value", "4000.00")


def test_values_typed_while_the_engine_loads_are_computed_once_it_is_ready(page: Page) -> None:
    page.goto(FICHE)
    remplir(page, jours="12", cout_jour="350", prevus="10", presents_moyens="9")
    expect(page.locator("html")).not_to_have_attribute("data-moteur", "panne")
    expect(valeur(page, "total")).to_have_attribute("value", "3990.00", timeout=PRET)
    peinte = "new Promise((suite) => requestAnimationFrame(() => suite(performance.getEntriesByType('mark'))))"
    marques = [marque["name"] for marque in page.evaluate(f"{peinte}.then((m) => m.map((marque) => marque.toJSON()))")]
    assert {"moteur:demande", "moteur:pret", "calcul:demande", "calcul:affiche"} <= set(marques)


def test_nothing_of_the_engine_is_asked_before_a_touch(page: Page, serveur: Any) -> None:
    page.goto(FICHE)
    page.hover(FORMULAIRE)
    page.wait_for_load_state("networkidle")
    assert page.locator("html").get_attribute("data-moteur") == "repos"
    assert not [chemin for chemin in serveur.demandes if "/moteur/" in chemin or "moteur-worker" in chemin]


def test_an_error_stands_beside_its_field_and_keeps_what_was_typed(page: Page) -> None:
    page.goto(FICHE)
    champ = page.locator(f"{FORMULAIRE} [name=cout_jour]")
    champ.fill("1.200")
    attendre_moteur(page)
    expect(champ).to_have_attribute("aria-invalid", "true")
    expect(champ).to_have_value("1.200")
    identifiants = (champ.get_attribute("aria-describedby") or "").split()
    message = page.locator(f"#{identifiants[-1]}")
    expect(message).to_be_visible()
    page.locator(f"{RESULTAT} .erreurs a").first.click()
    expect(champ).to_be_focused()

    champ.fill("400")
    expect(champ).not_to_have_attribute("aria-invalid", "true")
    expect(message).to_have_count(0)


def test_enter_computes_and_goes_to_the_list_of_errors(page: Page) -> None:
    page.goto(FICHE)
    remplir(page, jours="dix")
    page.locator(f"{FORMULAIRE} [name=cout_jour]").press("Enter")
    attendre_moteur(page)
    expect(page.locator(f"{RESULTAT} .resume-erreurs")).to_be_focused()
    assert page.url.endswith(FICHE)


def test_a_hypothesis_is_switched_in_place_and_keeps_the_focus(page: Page) -> None:
    page.goto(FICHE)
    remplir(page, jours="10", cout_jour="400", prevus="8", presents_moyens="6")
    attendre_moteur(page)
    lecture = page.locator(f"{RESULTAT} input[name='hypothese:H-DENOM'][value=minimum_6]")
    lecture.check()
    expect(valeur(page, "total")).to_have_attribute("value", "4000.00")
    expect(lecture).to_be_checked()
    expect(lecture).to_be_focused()


def test_a_hypothesis_that_was_folded_away_keeps_its_place_and_the_focus(page: Page) -> None:
    page.goto(FICHE)
    page.locator(f"{RESULTAT} .hypotheses-sans-effet > summary").click()
    lecture = page.locator(f"{RESULTAT} input[name='hypothese:H-FORFAIT'][value=forfait]")
    lecture.focus()
    page.keyboard.press("Space")
    remplir(page, cout_jour="300")
    expect(valeur(page, "base")).to_have_attribute("value", "4000.00", timeout=PRET)
    expect(lecture).to_be_checked()
    expect(lecture).to_be_visible()


def test_what_was_typed_is_there_when_the_reader_comes_back(page: Page) -> None:
    page.goto(FICHE)
    remplir(page, presents_moyens="4")
    expect(valeur(page, "total")).to_have_attribute("value", "3000.00", timeout=PRET)
    page.goto("/guides/")
    page.go_back()
    expect(page.locator(f"{FORMULAIRE} [name=presents_moyens]")).to_have_value("4")
    expect(valeur(page, "total")).to_have_attribute("value", "3000.00", timeout=PRET)


def test_a_reading_chosen_is_there_when_the_reader_comes_back(page: Page) -> None:
    page.goto(FICHE)
    remplir(page, presents_moyens="4")
    page.locator(f"{RESULTAT} input[name='hypothese:H-LIN'][value=tout_ou_rien]").check(timeout=PRET)
    expect(valeur(page, "total")).to_have_attribute("value", "2000.00", timeout=PRET)
    page.goto("/guides/")
    page.go_back()
    expect(page.locator(f"{FORMULAIRE} [name=presents_moyens]")).to_have_value("4")
    expect(valeur(page, "total")).to_have_attribute("value", "2000.00", timeout=PRET)
    page.locator(f"{FORMULAIRE} [data-exemple]").click()
    page.reload()
    expect(valeur(page, "total")).to_have_attribute("value", "3500.00")
    expect(page.locator(f"{RESULTAT} input[name='hypothese:H-LIN'][value=lineaire]")).to_be_checked()


def test_what_is_said_of_a_person_does_not_outlive_the_page(page: Page) -> None:
    page.goto("/fiches/isere-2-4/")
    formulaire = page.locator("form[data-calculateur=eligibilite]")
    exemple = formulaire.locator("[name=enfants]").input_value()
    formulaire.locator("[name=enfants]").fill("3")
    verdict = page.locator("[data-resultat][data-calculateur=eligibilite]")
    expect(verdict).to_have_attribute("data-statut", "non_eligible", timeout=PRET)
    expect(formulaire.locator("[data-annonce]")).to_contain_text("Non éligible")
    page.goto("/guides/")
    page.go_back()
    expect(formulaire.locator("[data-annonce]")).to_be_empty()
    expect(formulaire.locator("[name=enfants]")).to_have_value(exemple)
    expect(verdict).to_have_attribute("data-statut", "eligible")


def test_a_verdict_drawn_from_the_reader_s_answers_and_the_example_s_says_so(page: Page) -> None:
    page.goto("/fiches/isere-2-3/")
    formulaire = page.locator("form[data-calculateur=eligibilite]")
    verdict = page.locator("[data-resultat][data-calculateur=eligibilite]")
    marque = formulaire.locator("xpath=..").locator(".zone-exemple")
    ligne = formulaire.locator("[data-emprunts]")
    expect(ligne).to_contain_text("Les réponses sont celles de l’exemple.")

    formulaire.locator("[name=orientation][value=TNS]").check()
    expect(marque).to_have_text("Encore 5 réponses de l’exemple")
    expect(ligne).to_contain_text("5 réponses sont encore celles de l’exemple.")
    expect(formulaire.locator("[data-annonce]")).to_contain_text("Exemple en partie · Éligible", timeout=PRET)
    formulaire.locator("[name=cer][value=oui]").click()  # as the example says, but said by the reader
    expect(marque).to_have_text("Encore 4 réponses de l’exemple")

    ligne.get_by_role("button", name="Tout remettre à « je ne sais pas »").click()
    expect(verdict).to_have_attribute("data-statut", "a_verifier")
    expect(ligne).to_be_hidden()
    expect(marque).to_have_count(0)
    assert formulaire.evaluate("f => [...new FormData(f).values()].filter(v => v !== 'inconnu')") == []
    expect(formulaire.locator("[name=allocataire_rsa]").first).to_be_focused()

    formulaire.locator("[data-exemple]").click()
    expect(marque).to_have_text("Exemple")
    expect(ligne).to_be_visible()


def test_the_button_brings_the_result_into_view(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(viewport={"width": 360, "height": 400})
    page.goto("/fiches/isere-2-3/")
    formulaire = page.locator("form[data-calculateur=eligibilite]")
    verdict = formulaire.locator("xpath=..").locator(".statut")
    formulaire.locator("[name=orientation][value=TNS]").check()
    expect(formulaire.locator("[data-annonce]")).to_contain_text("Éligible", timeout=PRET)
    expect(verdict).not_to_be_in_viewport()
    formulaire.locator("[type=submit]").click()
    expect(verdict).to_be_in_viewport()
    expect(verdict).to_be_focused()


def test_an_example_says_that_it_is_one(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(viewport={"width": 360, "height": 740})
    page.goto(FICHE)
    marque = page.locator(f"{FORMULAIRE} ~ .zone-resultat .zone-exemple")
    pied = page.locator(f"{FORMULAIRE} ~ .rappel")
    expect(marque).to_have_text("Exemple")
    expect(pied).to_contain_text("Exemple")
    remplir(page, presents_moyens="4")
    expect(valeur(page, "total")).to_have_attribute("value", "3000.00", timeout=PRET)
    expect(marque).to_have_count(0)
    expect(pied).to_contain_text("Conforme")
    page.locator(f"{FORMULAIRE} [data-exemple]").click()
    expect(marque).to_be_visible()


def test_every_calculator_of_a_page_can_be_used_without_a_choice(page: Page) -> None:
    page.goto("/calculateurs/financement/")
    remplir(page, presents_moyens="8")
    expect(valeur(page, "total")).to_have_attribute("value", "4000.00", timeout=PRET)


def test_the_example_comes_back(page: Page) -> None:
    page.goto(FICHE)
    exemple = page.locator(RESULTAT).inner_html()
    retour = page.locator(f"{FORMULAIRE} [data-exemple]")
    expect(retour).to_be_hidden()
    remplir(page, jours="3")
    attendre_moteur(page)
    retour.click()
    expect(page.locator(f"{FORMULAIRE} [name=jours]")).not_to_have_value("3")
    assert page.locator(RESULTAT).inner_html() == exemple
    expect(retour).to_be_hidden()


def test_the_archive_of_the_rules_is_the_same_wherever_it_is_made(tmp_path: Path) -> None:
    for nom, fin in (("unix", "\n"), ("windows", "\r\n")):
        paquet = tmp_path / nom / "calculators"
        (paquet / "__pycache__").mkdir(parents=True)
        (paquet / "__init__.py").write_bytes(f"A = 1{fin}B = 2{fin}".encode())
        (paquet / "__pycache__" / "x.pyc").write_bytes(b"?")
    unix, windows = (archiver(tmp_path / nom / "calculators") for nom in ("unix", "windows"))
    assert unix == windows
    (tmp_path / "a.zip").write_bytes(unix)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == ["calculators/__init__.py"]


def test_the_engine_holds_nothing_that_a_server_may_refuse(site: Path) -> None:
    moteur = site / "assets" / "moteur"
    assert not [chemin for chemin in moteur.rglob("*") if chemin.suffix in (".mjs", ".whl", ".map", ".py")]
    assert len(list(moteur.glob("*/memoire.bin"))) == 1


def test_the_photographed_memory_is_made_twice_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    faite = atelier.memoire().read_bytes()
    bibliotheque, calculators = atelier.bibliotheque(), atelier.paquet(RACINE / "calculators")
    monkeypatch.setattr(garde, "MOTEUR", tmp_path)
    monkeypatch.setattr(atelier, "bibliotheque", lambda: bibliotheque)
    monkeypatch.setattr(atelier, "paquet", lambda _: calculators)
    assert atelier.memoire().read_bytes() == faite
    assert any(tmp_path.iterdir())


def test_the_worker_of_a_whole_day_speaks_to_the_pages_that_it_heard_last() -> None:
    script = RACINE / "site_src" / "moteur" / "ouvrier" / "ouvrier.mjs"
    commande = [node(), RACINE / "tests" / "ouvrier_pages.mjs", script.as_uri(), "120"]
    fait = subprocess.run(commande, capture_output=True, encoding="utf-8", check=True)
    assert json.loads(fait.stdout) == [0, *range(71, 120)]
