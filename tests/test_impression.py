"""Paper: what is printed holds everything, with its source at the foot; the form of a prescription is one page."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from catalogue import lire_catalogue
from site_src.installation import RACINE
from site_src.prescription_page import rendre_prescription
from site_src.vues import VueCatalogue, VueFiche

ACTIONS = ("alsace-4-passerelle", "isere-2-3", "isere-2-4", "isere-2-5")
DATE = "transcrite le 24 novembre 2026"


def imprimer(page: Page) -> list[str]:
    """The text of each printed page, white space folded."""
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [" ".join(feuille.extract_text().split()) for feuille in pdf.pages]


def colle(texte: str) -> str:
    """Without any white space: a PDF cuts lines where it pleases."""
    return re.sub(r"\s+", "", texte)


def test_a_printed_sheet_has_its_source_on_each_page_and_its_folds_open(page: Page) -> None:
    page.goto("/fiches/isere-2-5/index.html")
    feuilles = imprimer(page)
    assert len(feuilles) > 2
    assert [n for n, feuille in enumerate(feuilles) if colle(DATE) not in colle(feuille)] == []
    tout = colle("".join(feuilles))
    assert colle("Au-delà de l’effectif prévu, la part variable s’arrête-t-elle à 100 %") in tout, "a folded hypothesis"
    assert colle("Copier le lien") not in tout
    assert colle("Lecture retenue : à l’effectif prévu") in tout
    assert colle("Autre lecture : au minimum de 6 + 500,00 €") in tout, "each reading that weighs, with its effect"


def test_a_printed_budget_has_the_departement_s_amount_and_its_scenarios_on_one_page(page: Page) -> None:
    page.goto("/calculateurs/budget/?fiche=isere-2-5")
    page.get_by_text("Produits directs", exact=True).first.click()
    for nom, montant in {"c_604": "450", "c_641": "2600", "p_74_communes": "500"}.items():
        page.locator(f"[name={nom}]").fill(montant)
    page.get_by_role("button", name="Copier en un nouveau scénario").click()
    page.locator(".bureau-comparaison").wait_for(timeout=60_000)
    feuilles = [colle(feuille) for feuille in imprimer(page)]
    assert colle("74 Conseil départemental 3 500 € 74 Communes 500 €") in feuilles[0]
    (scenarios,) = [feuille for feuille in feuilles if colle("Les scénarios côte à côte") in feuille]
    assert colle("Solde du budget (produits moins charges)") in scenarios
    assert sum(colle("Ce qui pèse le plus") in feuille for feuille in feuilles) == 1


@pytest.mark.parametrize("fiche", (*ACTIONS, "garantie-activite-6"))
def test_a_course_prints_one_page_as_the_guide_says(page: Page, fiche: str) -> None:
    page.goto(f"/parcours/index.html?fiche={fiche}")
    expect(page.locator(".choix-bloc:visible")).to_have_count(1)
    assert len(imprimer(page)) == 1


def test_paper_leaves_out_what_only_a_screen_can_do(page: Page) -> None:
    page.goto("/fiches/isere-2-3/index.html")
    tout = colle("".join(imprimer(page)))
    assert colle("Signaler une erreur") not in tout
    assert colle("les mêmes en JSON") not in tout
    assert colle("Action 2.4 Accompagner des allocataires") in tout, "a linked sheet goes by its number first"
    page.goto("/fiches/isere-2-3/prescription.html")
    (feuille,) = imprimer(page)
    assert "Organisme qui reçoit la demande" in feuille
    assert "rien n’est envoyé" not in feuille


def test_an_empty_comparison_prints_one_page(page: Page) -> None:
    page.goto("/comparer/index.html")
    expect(page.get_by_role("button", name="Copier le lien")).to_be_hidden()
    assert len(imprimer(page)) == 1


@pytest.mark.parametrize("fiche", (*ACTIONS, "garantie-activite-6"))
def test_the_badge_of_an_example_is_on_the_page_of_its_card(page: Page, fiche: str) -> None:
    page.goto(f"/fiches/{fiche}/index.html")
    exemples = page.locator(".zone-exemple").count()
    assert exemples
    tout = " | ".join(imprimer(page))
    assert len(re.findall(r"Exemple (?:Conforme|Éligible|Non conforme|Non éligible|À vérifier)", tout)) == exemples


def test_paper_reads_what_was_typed_as_words_and_leaves_out_what_is_empty(page: Page) -> None:
    page.goto("/fiches/isere-2-5/index.html")
    page.emulate_media(media="print")
    champs = page.locator("form[data-calculateur=financement]")
    expect(champs.locator("[data-champ=presences]")).to_be_hidden()  # optional, and nothing in it
    jours = champs.locator("[name=jours]")
    expect(jours).to_be_visible()
    assert jours.evaluate("champ => getComputedStyle(champ).borderTopWidth") == "0px"
    reponses = page.locator("form[data-calculateur=eligibilite] .option:visible")
    assert reponses.count() and reponses.locator("input:visible").count() == 0


def test_the_folds_print_open_without_javascript(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(java_script_enabled=False)
    page.goto("/fiches/isere-2-5/index.html")
    tout = colle("".join(imprimer(page)))
    assert colle("Au-delà de l’effectif prévu, la part variable s’arrête-t-elle à 100 %") in tout


@pytest.mark.parametrize("fiches", (("isere-2-3", "isere-2-5"), ("isere-2-3", "isere-2-5", "isere-2-4")))
def test_a_printed_comparison_has_its_sources_on_each_page_and_its_folds_open(page: Page, fiches: tuple[str]) -> None:
    page.goto("/comparer/index.html?" + "&".join(f"fiches={fiche}" for fiche in fiches))
    expect(page.locator("[data-tete] th")).to_have_count(len(fiches))
    feuilles = imprimer(page)
    assert len(feuilles) > 1
    assert {feuille.lower().count(DATE) for feuille in feuilles} == {len(fiches)}
    assert all("Soutien intensif" in feuille for feuille in feuilles), "the titles of the columns"
    tout = colle("".join(feuilles))
    assert colle("Financement à la mesure compris d'accompagnement de 6 mois") in tout, "folded words"
    assert colle("Ajouter une fiche") not in tout


def test_three_columns_take_the_page_in_its_width(page: Page) -> None:
    page.goto("/comparer/index.html?fiches=isere-2-3&fiches=isere-2-5&fiches=isere-2-4")
    expect(page.locator("[data-tete] th")).to_have_count(3)
    feuilles = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert all(feuille.mediabox.width > feuille.mediabox.height for feuille in feuilles)


@pytest.mark.parametrize("fiche", ACTIONS)
def test_a_prescription_is_one_page_to_fill_by_hand(page: Page, fiche: str) -> None:
    page.goto(f"/fiches/{fiche}/index.html")
    page.locator(".outils").get_by_role("link", name="Fiche de prescription").click()
    page.wait_for_url("**/prescription.html")
    assert page.locator("main :is(input, textarea, select)").count() == 0
    feuilles = imprimer(page)
    assert len(feuilles) == 1
    dites = ("Signatures", "La personne", "Le référent", DATE, "Ce document se remplit à la main", "Comment prescrire")
    assert [dit for dit in dites if colle(dit) not in colle(feuilles[0])] == []


def test_its_boxes_are_the_conditions_of_the_rules(site: Path) -> None:
    page = (site / "fiches" / "isere-2-3" / "prescription.html").read_text("utf-8")
    regle = lire_catalogue(RACINE / "catalogue" / "fiches").fiche("isere-2-3").regles
    conditions = regle.calculateurs["eligibilite"].mecanismes[0].conditions
    assert len(conditions) == 6
    assert [c.citation for c in conditions if c.citation not in page.replace("&#39;", "'")] == []
    assert page.count("papier-libelle") == 6
    assert "Endettement" in page, "each difficulty has its own box"
    assert "contrat d'engagement réciproque" in page.replace("&#39;", "'").replace("’", "'")


def test_what_the_sheet_leaves_open_is_said_on_paper(site: Path) -> None:
    alsace = (site / "fiches" / "alsace-4-passerelle" / "prescription.html").read_text("utf-8")
    assert "Lecture retenue\u00a0: un seul suffit." in alsace
    assert "PPAE" not in alsace, "the sheet names no PPAE"
    assert "PPAE" in (site / "fiches" / "isere-2-5" / "prescription.html").read_text("utf-8")


def test_a_framework_sheet_has_no_prescription(site: Path) -> None:
    assert not (site / "fiches" / "garantie-activite-6" / "prescription.html").exists()
    assert "prescription.html" not in (site / "fiches" / "garantie-activite-6" / "index.html").read_text("utf-8")


def formulaire(dossier: Path, ident: str) -> str:
    """The form of one sheet of a folder, published or not."""
    catalogue = lire_catalogue(dossier, avec_cas=False)
    vue = VueFiche(catalogue.fiche(ident))
    return unescape(rendre_prescription(vue, VueCatalogue(catalogue, [vue]))["contenu"])


def test_a_group_of_conditions_has_a_box_and_its_members_theirs() -> None:
    contenu = formulaire(RACINE / "tests" / "exemples" / "fiches", "exemple-public")
    attendues = (
        "De 18 à 25\u00a0ans",
        "(toutes)",
        "Pas exploitant agricole",
        "Chantier",
        "Public prioritaire",
        "depuis 3\u00a0ans",
    )
    assert [mots for mots in attendues if mots not in contenu] == []


def test_without_a_retained_reading_each_has_its_box(tmp_path: Path) -> None:
    texte = (RACINE / "catalogue" / "fiches" / "alsace-4-passerelle.yaml").read_text("utf-8")
    (tmp_path / "fiches").mkdir()
    ouverte = texte.replace("    retenue: un_suffit\n", "")
    assert ouverte != texte
    (tmp_path / "fiches" / "alsace-4-passerelle.yaml").write_text(ouverte, "utf-8")
    contenu = formulaire(tmp_path / "fiches", "alsace-4-passerelle")
    assert "Selon la lecture\u00a0: un seul suffit." in contenu
    assert "Selon la lecture\u00a0: les deux sont nécessaires." in contenu


def test_a_sheet_without_conditions_quotes_its_public() -> None:
    contenu = formulaire(RACINE / "tests" / "exemples" / "fiches", "exemple-indice")
    assert "ne pose pas de condition" in contenu
    assert "Le public de l’action" in contenu


def test_other_pages_print_the_site_s_name_and_date(page: Page) -> None:
    page.goto("/calculateurs/financement/index.html")
    feuilles = imprimer(page)
    assert [n for n, feuille in enumerate(feuilles) if colle("édition du 24 novembre 2026") not in colle(feuille)] == []


@pytest.mark.parametrize(
    ("adresse", "bloc", "forme"),
    (("/sigles/index.html", ".sigles > div", "grid"), ("/fiches/isere-2-5/regles.html", ".regle", "list-item")),
)
def test_a_sigle_or_a_rule_keeps_its_form_and_is_not_cut(page: Page, adresse: str, bloc: str, forme: str) -> None:
    page.goto(adresse)
    page.emulate_media(media="print")
    style = page.locator(bloc).first.evaluate("e => [getComputedStyle(e).breakInside, getComputedStyle(e).display]")
    assert style == ["avoid", forme]
    retrait = page.locator(bloc).first.evaluate("e => getComputedStyle(e.parentElement).paddingLeft")
    assert retrait == "0px", "neither a bare list nor a bare definition"
