"""Sheets side by side: what each says, what differs, the choice kept in the address, and what can't be shown said."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from catalogue import lire_catalogue
from site_src.comparaison_page import LIGNES, colonne
from site_src.installation import RACINE, npm_dir
from site_src.serveur import Reponse
from site_src.vues import VueCatalogue, voir

DEUX = "/comparer/index.html?fiches=isere-2-3&fiches=isere-2-5"
QUATRE = f"{DEUX}&fiches=alsace-4-passerelle&fiches=isere-2-4"


@pytest.fixture(scope="module")
def vues() -> VueCatalogue:
    return voir(lire_catalogue(RACINE / "catalogue" / "fiches"))


def ligne(page: Page, cle: str) -> str:
    """The words of a row, as a reader sees them."""
    return page.locator(f"[data-ligne={cle}]").inner_text().replace("\u00a0", " ")


def en_tetes(page: Page) -> list[str]:
    return page.locator("[data-tete] .code").all_inner_texts()


def test_two_sheets_stand_side_by_side_and_their_differences_are_named(page: Page) -> None:
    page.goto(DEUX)
    expect(page.locator("[data-tete] th[scope=col]")).to_have_count(2)
    assert en_tetes(page) == ["Action 2.3", "Action 2.5"]
    assert "6 mois au plus, renouvelable une fois" in ligne(page, "duree")
    assert "différent" in ligne(page, "duree")
    assert "identique" in ligne(page, "contact")
    assert "Numérique seulement ici" in " ".join(ligne(page, "themes").split())
    assert "La fiche n’en dit rien." in ligne(page, "porteurs")
    assert page.locator("table th[scope=row]").count() == len(LIGNES) + 1


def test_a_narrow_public_is_said_to_be_within_the_wide_one(page: Page) -> None:
    page.goto(DEUX)
    expect(page.get_by_role("columnheader")).to_have_count(2)
    assert "compris dans « Allocataires du RSA » (Action 2.5)" in ligne(page, "publics")


def test_the_words_of_the_sheet_unfold_under_ours(page: Page) -> None:
    page.goto(DEUX)
    cellule = page.locator("[data-ligne=financement] td").first
    phrase = cellule.get_by_text("compris d'accompagnement de 6 mois")
    expect(phrase).to_be_hidden()
    cellule.locator("summary").click()
    expect(phrase).to_be_visible()


def test_only_the_differences_and_the_address_says_so(page: Page) -> None:
    page.goto(DEUX)
    page.get_by_label("Ne montrer que les différences").check()
    expect(page.locator("[data-ligne=contact]")).to_be_hidden()
    expect(page.locator("[data-ligne=duree]")).to_be_visible()
    expect(page.locator("[data-annonce]")).to_contain_text("les lignes identiques sont masquées")
    assert page.url.endswith("&differences=oui")
    page.reload()
    expect(page.locator("[data-ligne=duree]")).to_be_visible()
    expect(page.locator("[data-ligne=contact]")).to_be_hidden()


def test_no_filter_is_offered_where_every_line_differs_and_what_lacks_is_told_in_a_sentence(page: Page) -> None:
    page.goto("/comparer/index.html?fiches=isere-2-3&fiches=isere-2-4&fiches=isere-2-5&fiches=alsace-4-passerelle")
    expect(page.locator("[data-tete] th")).to_have_count(4)
    expect(page.get_by_label("Ne montrer que les différences")).to_be_hidden()
    expect(page.locator("[data-ligne=formats] .ecart").first).to_have_text("absent de l’action\u00a02.5")
    expect(page.locator("[data-ligne=publics]")).to_contain_text("absent de l’action\u00a02.3 et de la fiche\u00a04")


def test_a_telephone_can_be_pressed(page: Page) -> None:
    page.goto(DEUX)
    numero = page.locator("[data-ligne=contact] a[href='tel:+33476003838']")
    expect(numero.first).to_have_text("04 76 00 38 38")


def test_add_move_remove_then_back(page: Page) -> None:
    page.goto("/fiches/isere-2-3/index.html")
    page.get_by_role("link", name="Comparer", exact=True).click()
    expect(page.get_by_text("Choisissez au moins une autre fiche")).to_be_visible()
    page.get_by_label("Ajouter une fiche").select_option("isere-2-4")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.locator("[data-annonce]")).to_contain_text("fiche ajoutée. 2 fiches")
    assert en_tetes(page) == ["Action 2.3", "Action 2.4"]
    page.get_by_role("button", name="Déplacer avant").click()
    expect(page.locator("[data-tete] .code").first).to_have_text("Action 2.4")
    assert page.url.endswith("?fiches=isere-2-4&fiches=isere-2-3")
    assert page.evaluate("document.activeElement.textContent") == "Déplacer après"
    page.get_by_role("button", name="Retirer").first.click()
    expect(page.locator("table")).to_be_hidden()
    expect(page.locator("[data-annonce]")).to_contain_text("retirée")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Retirer")
    page.go_back()
    expect(page.locator("[data-tete] .code").first).to_have_text("Action 2.4")
    page.go_back()
    expect(page.locator("[data-tete] .code").first).to_have_text("Action 2.3")


def test_unknown_doubled_or_too_many_are_said_and_the_rest_is_shown(page: Page) -> None:
    page.goto(f"{QUATRE}&fiches=garantie-activite-6&fiches=isere-2-3&fiches=%3Cb%3Ex")
    notes = page.locator("[data-remarques] li")
    expect(notes).to_have_count(3)
    dites = " ".join(notes.all_inner_texts())
    assert "deux fois" in dites and "« <b>x »" in dites.replace("\u00a0", " ")
    assert "Ne sont pas montrées" in dites and "Garantie d’activité" in dites
    expect(page.locator("[data-tete] th")).to_have_count(4)
    expect(page.get_by_role("button", name="Ajouter")).to_be_hidden()


def test_nothing_chosen_invites_to_choose(page: Page) -> None:
    page.goto("/comparer/index.html")
    expect(page.get_by_text("Choisissez deux fiches")).to_be_visible()
    expect(page.get_by_role("button", name="Imprimer la comparaison")).to_be_hidden()


def test_a_sheet_that_does_not_come_is_said(serveur: Any, surveillance_de: Callable[..., Any]) -> None:
    serveur.sabotages["comparer/isere-2-5.js"] = lambda reponse: reponse.send_error(404)
    page, surveillance = surveillance_de(serveur.adresse)
    surveillance.attendues = ["404", "comparer/isere-2-5."]
    page.goto(f"{DEUX}&fiches=isere-2-4")
    expect(page.locator("[data-remarques]")).to_contain_text("n’a pas pu être chargée")
    assert en_tetes(page) == ["Action 2.3", "Action 2.4"]


def test_a_sheet_added_that_does_not_come_is_not_announced_as_added(
    serveur: Any, surveillance_de: Callable[..., Any]
) -> None:
    serveur.sabotages["comparer/isere-2-4.js"] = lambda reponse: reponse.send_error(404)
    page, surveillance = surveillance_de(serveur.adresse)
    surveillance.attendues = ["404", "comparer/isere-2-4."]
    page.goto(DEUX)
    page.get_by_label("Ajouter une fiche").select_option("isere-2-4")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.locator("[data-annonce]")).to_contain_text("n’a pas pu être chargée")
    expect(page.locator("[data-annonce]")).not_to_contain_text("ajoutée")


def test_a_sheet_that_did_not_come_is_asked_for_again_past_the_answer_that_a_cache_kept(
    serveur: Any, surveillance_de: Callable[..., Any]
) -> None:
    def en_cache(reponse: Any) -> Any:
        return Reponse.send_head(reponse) if "?" in reponse.path else reponse.send_error(404)

    serveur.sabotages["comparer/isere-2-4.js"] = en_cache
    page, surveillance = surveillance_de(serveur.adresse)
    surveillance.attendues = ["404", "comparer/isere-2-4."]
    page.goto(f"{DEUX}&fiches=isere-2-4")
    expect(page.locator("[data-remarques]")).to_contain_text("n’a pas pu être chargée")
    page.locator("[data-choisies] li", has_text="Action 2.5").get_by_role("button", name="Retirer").click()
    expect(page.locator("[data-tete] .code")).to_have_text(["Action 2.3", "Action 2.4"])


def test_on_a_phone_each_value_bears_its_sheet_and_nothing_scrolls_sideways(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(viewport={"width": 360, "height": 740})
    page.goto(QUATRE)
    etiquettes = page.locator("[data-ligne=duree] .cellule-fiche")
    expect(etiquettes).to_have_count(4)
    assert etiquettes.all_inner_texts() == ["Action 2.3", "Action 2.5", "Fiche 4", "Action 2.4"]
    expect(etiquettes.first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(page.get_by_role("rowheader", name="Combien de temps")).to_be_visible()


def test_the_titles_stay_in_view(page: Page) -> None:
    page.goto(QUATRE)
    page.locator("[data-ligne=themes]").evaluate("e => e.scrollIntoView()")
    expect(page.locator("[data-tete] th").first).to_be_in_viewport()


def test_without_javascript_the_page_leads_to_the_catalogue(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(java_script_enabled=False)
    page.goto(DEUX)
    lien = page.locator("noscript a, .sans-script a")
    expect(lien).to_have_attribute("href", "../catalogue/index.html")
    expect(page.locator("[data-choix]")).to_be_hidden()


def test_a_sheet_that_arrives_after_the_reader_chose_another_does_not_take_its_place(page: Page, serveur: Any) -> None:
    arrivee = threading.Event()
    serveur.sabotages["comparer/isere-2-5.js"] = lambda reponse: arrivee.wait(60) and Reponse.send_head(reponse)
    page.goto(DEUX, wait_until="commit")
    page.locator("[data-choisies] li", has_text="Action 2.5").get_by_role("button", name="Retirer").click()
    ajout = page.locator("[data-ajout]")
    ajout.locator("select").select_option("isere-2-4")
    ajout.get_by_role("button").click()
    expect(page.locator("[data-tete] .code")).to_have_text(["Action 2.3", "Action 2.4"])
    bilan, dite = (page.locator(f"[data-{nom}]").inner_text() for nom in ("bilan", "annonce"))
    arrivee.set()
    page.evaluate("() => Comparaison.lire('isere-2-5')")  # what waited for it goes first
    assert en_tetes(page) == ["Action 2.3", "Action 2.4"]
    assert [page.locator(f"[data-{nom}]").inner_text() for nom in ("bilan", "annonce")] == [bilan, dite]


def test_it_works_from_a_folder(ouvrir: Callable[..., Page], site: Path) -> None:
    page = ouvrir()
    page.goto((site / "comparer" / "index.html").as_uri() + "?fiches=isere-2-3&fiches=isere-2-5")
    expect(page.locator("[data-tete] th")).to_have_count(2)


@pytest.mark.parametrize("theme", ("light", "dark"))
@pytest.mark.parametrize("adresse", (QUATRE, "/fiches/isere-2-3/prescription.html"))
def test_axe_finds_nothing(ouvrir: Callable[..., Page], adresse: str, theme: str) -> None:
    page = ouvrir(color_scheme=theme, viewport={"width": 1280, "height": 900})
    page.goto(adresse, wait_until="networkidle")
    page.evaluate((npm_dir() / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    violations = page.evaluate("axe.run().then(r => r.violations)")
    assert [f"{v['id']} : {n['target']}" for v in violations for n in v["nodes"]] == []


def test_a_column_says_only_what_its_sheet_says(vues: VueCatalogue) -> None:
    par_id = {vue.fiche.id: colonne(vue, vues)["cellules"] for vue in vues.fiches}
    assert "aucune section" in par_id["isere-2-3"]["intensite"]
    assert "2 rendez-vous par semaine" in par_id["alsace-4-passerelle"]["intensite"]
    assert "30%" in par_id["alsace-4-passerelle"]["resultats"]
    assert "La fiche ne le précise pas" in par_id["alsace-4-passerelle"]["financement"]
    assert [e["cle"] for e in par_id["alsace-4-passerelle"]["calculateurs"]].count("financement") == 0
    assert "prescription.html" not in par_id["garantie-activite-6"]["prescription"]
