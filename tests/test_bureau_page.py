"""The desk in a real browser: a budget, scenarios, what is kept and given back, what can't be read."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from site_src.construction import construire
from site_src.installation import RACINE, npm_dir
from site_src.par_fiche import SUR_PLACE
from tests.tableur import Tableur

ADRESSE = "/calculateurs/budget/?fiche=isere-2-5"


def saisir(page: Page, **valeurs: str) -> None:
    for nom, valeur in valeurs.items():
        page.locator(f"form.bureau-form :not(:disabled)[name={nom}]").fill(valeur)


def total(page: Page, montant: str) -> None:
    expect(page.locator("[data-resultat] data[data-cle=total]").first).to_have_attribute(
        "value", montant, timeout=60_000
    )


def geste(page: Page, nom: str) -> None:
    """Press a button of the desk's bar, in its fold where it stands there."""
    if not page.get_by_role("button", name=nom).is_visible():
        page.get_by_text("Enregistrer ce budget, en ouvrir un autre").click()
    page.get_by_role("button", name=nom).click()


@pytest.fixture
def bureau(page: Page) -> Page:
    page.goto(ADRESSE)
    return page


def test_the_sheet_s_example_is_there_before_any_engine(bureau: Page) -> None:
    total(bureau, "3500.00")
    assert bureau.locator("html").get_attribute("data-moteur") == "repos"


def test_without_javascript_the_first_example_stands(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(java_script_enabled=False)
    page.goto("/calculateurs/budget/")
    assert page.locator("[data-resultat]").get_attribute("data-statut") == "conforme"
    assert page.locator("form.bureau-form .sans-script").is_visible()


def test_a_budget_in_whole_euros_with_what_is_missing_and_why(bureau: Page) -> None:
    bureau.get_by_text("Produits directs", exact=True).first.click()
    saisir(bureau, c_641="3 800,40", p_74_communes="100")
    budget = bureau.locator(".bureau-budget")
    expect(budget).to_contain_text("Il manque 200\u00a0€", timeout=60_000)
    expect(budget.locator("data[data-cle=charges]")).to_have_attribute("value", "3800")
    expect(bureau.locator(".bureau-equilibre")).to_contain_text("7 présents au moins")
    expect(bureau.locator(".bureau-risque")).to_contain_text("Dans 9 cas sur 10")
    assert bureau.locator(".bureau svg").count() == bureau.locator(".bureau .bureau-chiffres table").count() == 3


@pytest.mark.parametrize(("largeur", "hauteur"), ((1280, 800), (360, 740)))
def test_the_balance_stays_in_view_while_the_lines_are_typed(
    ouvrir: Callable[..., Page], largeur: int, hauteur: int
) -> None:
    page = ouvrir(viewport={"width": largeur, "height": hauteur})
    page.goto(ADRESSE)
    pied = page.locator("form.bureau-form ~ .rappel")
    saisir(page, c_641="3 800")
    expect(pied).to_contain_text("Il manque 300\u00a0€", timeout=60_000)
    expect(pied).to_contain_text("3\u202f500,00\u00a0€")
    expect(pied).to_be_in_viewport(ratio=1)
    champ(page, "c_647").fill("50")
    expect(pied).to_contain_text("Il manque 350\u00a0€")
    boite, sous = champ(page, "c_647").bounding_box(), pied.bounding_box()
    assert boite and sous
    assert boite["y"] + boite["height"] <= sous["y"] or boite["x"] + boite["width"] <= sous["x"]
    page.get_by_text("Produits directs", exact=True).first.click()
    poser(page, p_74_communes="350")
    expect(pied).to_contain_text("Équilibré à 3\u202f850\u00a0€")
    expect(pied).to_be_in_viewport(ratio=1)


def test_on_a_wide_screen_the_bar_goes_where_the_balance_is_in_sight(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(viewport={"width": 1280, "height": 800})
    page.goto(ADRESSE)
    pied = page.locator("form.bureau-form ~ .rappel")
    saisir(page, c_641="3 800")
    expect(pied).to_be_visible()
    page.locator(".bureau-solde").scroll_into_view_if_needed(timeout=60_000)
    expect(pied).to_be_hidden()


def test_the_button_leads_to_the_budget_and_typing_does_not(bureau: Page) -> None:
    titre = bureau.get_by_role("heading", name="Le budget de l’action")
    saisir(bureau, c_641="3 800")
    expect(bureau.locator(".bureau-solde")).to_be_attached(timeout=60_000)
    expect(champ(bureau, "c_641")).to_be_focused()
    bureau.get_by_role("button", name="Calculer le budget").click()
    expect(titre).to_be_focused()
    expect(titre).to_be_in_viewport()


def test_what_chance_cannot_change_is_a_sentence_without_a_chart(bureau: Page) -> None:
    saisir(bureau, presents_moyens="8")
    risque = bureau.locator(".bureau-risque")
    expect(risque).to_contain_text("Le hasard n’y change rien", timeout=60_000)
    expect(risque).to_contain_text("4\u202f000,00\u00a0€")
    assert risque.locator("svg, table").count() == 0


def test_a_goal_out_of_reach_is_told_in_the_euros_of_the_budget_with_the_way_to_its_clause(bureau: Page) -> None:
    saisir(bureau, c_641="4750")
    but = bureau.locator(".bureau-equilibre")
    expect(but).to_contain_text(
        "Présents en moyenne\u00a0: c’est hors d’atteinte, 4\u202f000\u00a0€ au plus, même avec 8\u00a0présents",
        timeout=60_000,
    )
    assert ",00" not in but.locator("svg").text_content()  # type: ignore[operator]
    assert (
        but.get_by_role("link", name="Lire dans la fiche")
        .get_attribute("href")
        .startswith(  # type: ignore[union-attr]
            "../../fiches/isere-2-5/index.html#clause-"
        )
    )


def test_both_totals_of_the_budget_stand_on_one_line_and_no_row_stretches(bureau: Page) -> None:
    saisir(bureau, c_604="1", c_613="1", c_641="1")
    expect(bureau.locator(".bureau-budget data[data-cle=charges]")).to_have_attribute("value", "3", timeout=60_000)
    tables = bureau.locator(".bureau-cotes:not(.bureau-nature) .bureau-table")
    pieds = [tables.nth(rang).locator("tfoot").bounding_box() for rang in range(2)]
    assert pieds[0] and pieds[1] and abs(pieds[0]["y"] - pieds[1]["y"]) < 2
    hauteurs = tables.locator("tbody tr").evaluate_all(
        "rangees => rangees.map((r) => r.getBoundingClientRect().height)"
    )
    assert max(hauteurs) < 80


def test_the_name_of_a_line_is_not_cut_into_a_column_of_words(ouvrir: Callable[..., Page]) -> None:
    for adresse, largeur in ((ADRESSE, 1024), ("/fiches/isere-2-3/", 1280), ("/fiches/isere-2-3/", 360)):
        page = ouvrir(viewport={"width": largeur, "height": 800})
        page.goto(adresse)
        noms = page.locator("[data-resultat] .ligne:not(.condition) .ligne-libelle")
        lignes = noms.evaluate_all(
            "noms => noms.map((n) => [n.textContent, n.offsetHeight / parseFloat(getComputedStyle(n).lineHeight)])"
        )
        assert lignes
        courts = [nom for nom, hauteur in lignes if len(nom) < 28 and hauteur > 1.5]
        assert courts == [], (adresse, largeur)


def test_the_words_of_a_chart_keep_their_size(ouvrir: Callable[..., Page]) -> None:
    for largeur in (360, 768, 1280):
        page = ouvrir(viewport={"width": largeur, "height": 740})
        page.goto(ADRESSE)
        taille = page.locator(".graphique-tornade text").first.evaluate(
            "t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a"
        )
        assert 14 < taille < 16, largeur


def test_scenarios_are_compared_and_kept_apart(bureau: Page) -> None:
    saisir(bureau, c_641="3800")
    bureau.get_by_role("button", name="Copier en un nouveau scénario").click()
    saisir(bureau, presents_moyens="4")
    total(bureau, "3000.00")
    comparaison = bureau.locator(".bureau-comparaison")
    expect(comparaison.get_by_role("row", name="Financement total")).to_contain_text("≠")
    bureau.get_by_label("Scénario 1").check()
    total(bureau, "3500.00")
    assert bureau.locator("fieldset:not([disabled]) [name=presents_moyens]").input_value() == "6"


@pytest.mark.parametrize("geste", ["copier", "renommer"])
def test_a_scenario_copied_or_named_at_once_holds_what_the_form_shows(bureau: Page, geste: str) -> None:
    champs = {nom: bureau.locator(f"form.bureau-form :not(:disabled)[name={nom}]") for nom in ("cout_jour", "prevus")}
    montres = {nom: champ.input_value() for nom, champ in champs.items()}
    if geste == "copier":
        bureau.get_by_role("button", name="Copier en un nouveau scénario").click()
    else:
        bureau.get_by_label("Nom de ce scénario").fill("Sans salle")
        bureau.get_by_label("Nom de ce scénario").press("Tab")
    assert all(montres.values())
    assert {nom: champ.input_value() for nom, champ in champs.items()} == montres
    total(bureau, "3500.00")


def test_undo_gives_back_the_last_state(bureau: Page) -> None:
    saisir(bureau, c_641="3800")
    expect(bureau.locator(".bureau-budget")).to_contain_text("3\u202f800", timeout=60_000)
    saisir(bureau, presents_moyens="2")
    total(bureau, "2500.00")
    annuler = bureau.get_by_role("button", name="Annuler la dernière modification")
    annuler.click()
    total(bureau, "3500.00")
    assert bureau.locator("[name=c_641]").input_value() == "3\u202f800"
    annuler.click()
    expect(bureau.locator("[name=c_641]")).to_have_value("")
    expect(bureau.locator("form.bureau-form :not(:disabled)[name=presents_moyens]")).to_have_value("6")
    total(bureau, "3500.00")


def champ(page: Page, nom: str) -> Any:
    return page.locator(f"form.bureau-form :not(:disabled)[name={nom}]")


def poser(page: Page, **valeurs: str) -> None:
    """Fill in and leave each field: a gesture."""
    for nom, valeur in valeurs.items():
        champ(page, nom).fill(valeur)
        champ(page, nom).press("Tab")


def annuler(page: Page) -> None:
    page.get_by_role("button", name="Annuler la dernière modification").click()


def test_undo_takes_back_a_gesture_and_nothing_else(bureau: Page) -> None:
    champ(bureau, "jours").press_sequentially("12")  # before what the example holds: two keys, one gesture
    coches = bureau.locator("[data-liste-de=isere-2-5] [data-coche]")
    for rang in range(3):
        coches.nth(rang).check()
    poser(bureau, jours="14")
    total(bureau, "4900.00")
    annuler(bureau)
    expect(champ(bureau, "jours")).to_have_value("1210")
    assert [coches.nth(rang).is_checked() for rang in range(4)] == [True, True, True, False]
    annuler(bureau)
    expect(coches.nth(2)).not_to_be_checked()
    for _ in range(3):
        annuler(bureau)
    expect(champ(bureau, "jours")).to_have_value("10")
    expect(bureau.get_by_role("button", name="Annuler la dernière modification")).to_be_disabled()


def test_undo_gives_back_what_the_example_replaced(bureau: Page) -> None:
    poser(bureau, jours="15", prevus="9")
    bureau.locator("form.bureau-form [data-exemple]").click()
    expect(champ(bureau, "prevus")).to_have_value("8")
    annuler(bureau)
    expect(champ(bureau, "jours")).to_have_value("15")
    expect(champ(bureau, "prevus")).to_have_value("9")


def test_undo_never_shows_the_example_on_the_way(bureau: Page) -> None:
    poser(bureau, jours="12")
    total(bureau, "4200.00")
    poser(bureau, jours="13")
    total(bureau, "4550.00")
    bureau.evaluate(
        """() => {
          const zone = Bureau.form.parentElement.querySelector(".zone-resultat");
          window.vus = new Set();
          new MutationObserver(() => window.vus.add(zone.querySelector("data[data-cle=total]").value))
            .observe(zone, { childList: true, subtree: true });
        }"""
    )
    annuler(bureau)
    total(bureau, "4200.00")
    # On a loaded machine, « Pas encore calculé » may stand by the old amount meanwhile.
    assert set(bureau.evaluate("[...window.vus]")) <= {"4550.00", "4200.00"}


@pytest.mark.parametrize(
    ("tape", "montre"),
    (
        ("1 500 €", "1\u202f500"),
        ("2600", "2\u202f600"),
        ("1200,5", "1\u202f200,50"),
        ("12,00 euros", "12"),
        ("1 234 567.89", "1\u202f234\u202f567,89"),
        ("1.200", "1.200"),
        ("12o0", "12o0"),
        ("1 50", "1 50"),
        ("-3", "-3"),
        ("1,2345", "1,2345"),
    ),
)
def test_an_amount_that_is_left_reads_as_it_was_understood_and_nothing_else_is_touched(
    bureau: Page, tape: str, montre: str
) -> None:
    poser(bureau, c_641=tape)
    expect(champ(bureau, "c_641")).to_have_value(montre)


def test_the_form_of_an_amount_is_no_gesture_to_undo(bureau: Page) -> None:
    poser(bureau, c_641="100")
    champ(bureau, "c_641").fill("2600 €")
    bureau.wait_for_function("!document.querySelector('[data-annuler]').matches('[aria-disabled=true]')")
    bureau.wait_for_function("JSON.stringify(Bureau.lire()).includes('2\u202f600')")
    champ(bureau, "c_641").press("Tab")
    expect(champ(bureau, "c_641")).to_have_value("2\u202f600")
    annuler(bureau)
    expect(champ(bureau, "c_641")).to_have_value("100")


def test_a_name_is_given_without_losing_the_next_press(bureau: Page) -> None:
    nom = bureau.get_by_label("Nom de ce scénario")
    nom.fill("Prudent")
    bureau.get_by_role("button", name="Copier en un nouveau scénario").click()
    expect(bureau.get_by_label("Scénario 2")).to_be_checked()
    expect(bureau.get_by_label("Prudent")).to_be_visible()
    nom.fill("Large")
    nom.press("Tab")
    expect(bureau.get_by_role("button", name="Copier en un nouveau scénario")).to_be_focused()


def test_what_was_typed_wrong_is_told_instead_of_being_left_out_of_a_file(bureau: Page) -> None:
    saisir(bureau, c_641="12o0")
    geste(bureau, "Télécharger en CSV")
    expect(bureau.locator("[data-message]")).to_contain_text("n’a pas été fait", timeout=60_000)
    expect(bureau.locator("[data-message]")).to_contain_text("12o0")


def test_no_file_is_promised_by_an_engine_that_is_down(surveillance_de: Any, serveur: Any) -> None:
    page, surveillance = surveillance_de(serveur.adresse)
    surveillance.attendues += ["404", "moteur", "Failed to load"]
    serveur.sabotages["pyodide.asm.wasm"] = lambda reponse: reponse.send_error(404)
    page.goto(ADRESSE)
    geste(page, "Télécharger en CSV")
    expect(page.locator("[data-message]")).to_contain_text("Le fichier n’a pas été fait", timeout=60_000)


def test_what_is_still_the_example_says_so_whatever_was_pressed(bureau: Page) -> None:
    marque = bureau.locator(".zone-resultat .zone-exemple")
    bureau.get_by_role("button", name="Calculer le budget").click()
    expect(bureau.locator("html")).to_have_attribute("data-moteur", "pret", timeout=60_000)
    poser(bureau, jours="12")
    total(bureau, "4200.00")
    expect(marque).to_have_count(0)
    annuler(bureau)
    total(bureau, "3500.00")
    expect(marque).to_be_visible()
    poser(bureau, jours="12")
    total(bureau, "4200.00")
    bureau.locator("[data-bureau-fiche][value=isere-2-4]").check()
    total(bureau, "5550.00")
    expect(marque).to_be_visible()


def test_scenarios_never_bear_the_same_name(bureau: Page) -> None:
    copier = bureau.get_by_role("button", name="Copier en un nouveau scénario")
    copier.click()
    bureau.get_by_label("Scénario 1").check()
    bureau.get_by_role("button", name="Retirer ce scénario").click()
    copier.click()
    noms = bureau.locator(".bureau-scenarios-liste label").all_inner_texts()
    assert [texte.strip() for texte in noms] == ["Scénario 2", "Scénario 3"]


def test_a_scenario_goes_back_to_the_example_beside_the_others(bureau: Page) -> None:
    bureau.get_by_role("button", name="Copier en un nouveau scénario").click()
    saisir(bureau, presents_moyens="4")
    total(bureau, "3000.00")
    bureau.locator("form.bureau-form [data-exemple]").click()
    expect(bureau.get_by_label("Scénario 2")).to_be_checked()
    total(bureau, "3500.00")
    expect(bureau.locator(".bureau-comparaison")).to_be_visible()


def test_a_link_follows_what_is_changed_and_gives_it_back(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(permissions=["clipboard-read", "clipboard-write"])
    page.goto(ADRESSE)
    saisir(page, jours="12")
    total(page, "4200.00")
    page.get_by_role("button", name="Copier un lien").click()
    expect(page.locator("[data-message]")).to_contain_text("Lien copié")
    page.goto(lien := page.evaluate("navigator.clipboard.readText()"))
    expect(page.locator("[data-message]")).to_contain_text("Budget ouvert")
    poser(page, jours="20")
    total(page, "7000.00")
    expect(page).not_to_have_url(lien)
    page.reload()
    total(page, "7000.00")
    expect(champ(page, "jours")).to_have_value("20")


def test_a_pasted_column_fills_the_lines_and_tells_the_wrong_cell(bureau: Page) -> None:
    coller = """(champ, texte) => {
      const donnees = new DataTransfer();
      donnees.setData("text/plain", texte);
      champ.dispatchEvent(new ClipboardEvent("paste", { clipboardData: donnees, bubbles: true, cancelable: true }));
    }"""
    saisir(bureau, c_604="7")
    expect(bureau.locator(".bureau-budget data[data-cle=charges]")).to_have_attribute("value", "7", timeout=60_000)
    bureau.locator("[name=c_604]").evaluate(coller, "1 000\nbeaucoup\n500")
    expect(bureau.locator("[name=c_601]")).to_have_attribute("aria-invalid", "true")
    expect(bureau.locator(".bureau-budget data[data-cle=charges]")).to_have_attribute("value", "1500")
    bureau.get_by_role("button", name="Annuler la dernière modification").click()
    expect(bureau.locator("[name=c_604]")).to_have_value("7")
    expect(bureau.locator("[name=c_601]")).to_have_value("")


def test_a_link_reopened_elsewhere_gives_the_same_page_to_the_cent(ouvrir: Callable[..., Page], serveur: Any) -> None:
    page = ouvrir(permissions=["clipboard-read", "clipboard-write"])
    page.goto(ADRESSE)
    saisir(page, c_641="3 800", presents_moyens="5")
    page.locator("[data-hypothese=H-DENOM] input[value=minimum_6]").check(timeout=60_000)
    total(page, "3666.67")
    page.get_by_role("button", name="Copier un lien").click()
    expect(page.locator("[data-message]")).to_contain_text("Lien copié")
    lien = page.evaluate("navigator.clipboard.readText()")
    serveur.demandes.clear()
    autre = ouvrir()
    autre.goto(lien)
    total(autre, "3666.67")
    expect(autre.locator(".bureau-budget")).to_contain_text("Il manque 133\u00a0€")
    assert autre.locator("[name=c_641]").input_value() == "3\u202f800"
    assert not any("budget=" in demande for demande in serveur.demandes)


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("pas du JSON", "n’est pas un budget de ce site"),
        ('{"format": "autre"}', "n’est pas un budget de ce site"),
        ('{"format": "budget-insertion", "version": 99}', "version plus récente"),
        ('{"format": "budget-insertion", "version": 1, "fiche": "x"}', "incomplet"),
        (
            '{"format": "budget-insertion", "version": 1, "fiche": "vosges-1", "scenarios": [{"entrees": {}}]}',
            "n’est pas dans ce catalogue",
        ),
    ],
)
def test_a_file_that_is_not_ours_is_told_and_nothing_is_lost(
    bureau: Page, tmp_path: Path, texte: str, attendu: str
) -> None:
    fichier = tmp_path / "budget.json"
    fichier.write_text(texte, encoding="utf-8")
    saisir(bureau, c_641="1 234")
    bureau.locator("[data-choix-fichier]").set_input_files(fichier)
    expect(bureau.locator("[data-message]")).to_contain_text(attendu)
    assert bureau.locator("[name=c_641]").input_value() == "1 234"


def dossier_de(octets: int) -> str:
    """A budget of that many bytes: what a link or a file holds, its last scenario stuffed."""
    entrees = {"jours": "20", "cout_jour": "400", "prevus": "8", "presents_moyens": "6"}
    scenarios = [{"nom": "Gonflé", "entrees": entrees}, {"nom": "x", "entrees": {"reste": ""}}]
    dossier = {"format": "budget-insertion", "version": 1, "fiche": "isere-2-5", "scenarios": scenarios}
    nu = json.dumps(dossier)
    return nu.replace('"reste": ""', f'"reste": "{"0" * (octets - len(nu))}"')


def lien_vers(texte: str) -> str:
    """The link that would hold this text."""
    compresse = zlib.compress(texte.encode(), 9, -15)
    return f"{ADRESSE}#budget=1.{base64.urlsafe_b64encode(compresse).decode().rstrip('=')}"


def test_a_link_that_unfolds_into_more_than_a_budget_is_refused(page: Page) -> None:
    plein = lien_vers(dossier_de(200_000))
    page.goto(plein)
    total(page, "7000.00")
    for octets in (200_001, 64_000_000):
        bombe = lien_vers(dossier_de(octets))
        assert len(bombe) < 100_000
        page.goto("about:blank")
        page.goto(bombe)
        expect(page.locator("[data-message]")).to_contain_text("Ce lien est abîmé", timeout=60_000)
        expect(page.locator("[data-message]")).to_contain_text("demandez le fichier du budget")
        total(page, "3500.00")


def test_a_file_too_big_for_a_budget_is_refused(bureau: Page, tmp_path: Path) -> None:
    fichier = tmp_path / "budget.json"
    fichier.write_text(dossier_de(200_001), encoding="utf-8")
    bureau.locator("[data-choix-fichier]").set_input_files(fichier)
    expect(bureau.locator("[data-message]")).to_contain_text("Ce fichier est trop gros pour un budget de ce site.")
    total(bureau, "3500.00")
    fichier.write_text(dossier_de(200_000), encoding="utf-8")
    bureau.locator("[data-choix-fichier]").set_input_files(fichier)
    total(bureau, "7000.00")


def test_a_file_from_other_rules_or_units_says_so(bureau: Page, tmp_path: Path) -> None:
    entrees = {"jours": "10", "cout_jour": "300", "prevus": "8", "presents_moyens": "8"}
    dossier = {
        "format": "budget-insertion",
        "version": 1,
        "fiche": "isere-2-5",
        "regles": "autrefois",
        "date": "2025-01-31",
        "unites": {"cout_jour": "francs"},
        "scenarios": [{"nom": "Ancien", "entrees": entrees}],
    }
    fichier = tmp_path / "budget.json"
    fichier.write_text(json.dumps(dossier), encoding="utf-8")
    bureau.locator("[data-choix-fichier]").set_input_files(fichier)
    total(bureau, "3000.00")
    message = bureau.locator("[data-message]")
    expect(message).to_contain_text(
        "Les règles de la fiche ont changé depuis (budget fait sur la version du 31/01/2025"
    )
    expect(message).to_contain_text("francs")


def test_a_reading_that_the_sheet_no_longer_has_is_dropped_and_told(bureau: Page, tmp_path: Path) -> None:
    entrees = {"jours": "10", "cout_jour": "300", "prevus": "8", "presents_moyens": "4"}
    lectures = {"H-VIEILLE": "a", "H-LIN": "autrefois", "H-DENOM": "minimum_6"}
    dossier = {
        "format": "budget-insertion",
        "version": 1,
        "fiche": "isere-2-5",
        "scenarios": [{"nom": "Ancien", "entrees": entrees, "hypotheses": lectures}],
    }
    fichier = tmp_path / "budget.json"
    fichier.write_text(json.dumps(dossier), encoding="utf-8")
    bureau.locator("[data-choix-fichier]").set_input_files(fichier)
    total(bureau, "2500.00")
    expect(bureau.locator("[data-message]")).to_contain_text("la lecture choisie pour H-VIEILLE, H-LIN")


def test_what_the_reader_opened_or_stands_on_in_the_result_stays(bureau: Page) -> None:
    saisir(bureau, c_641="3800")
    expect(bureau.locator(".bureau-budget")).to_contain_text("3\u202f800", timeout=60_000)
    pli = bureau.locator(".bureau .bureau-chiffres").first
    pli.locator("summary").click()
    lien = bureau.locator(".zone-resultat .clause-lien").nth(1)
    lien.evaluate("lien => lien.focus()")
    bureau.locator("[name=c_641]").evaluate(
        "champ => { champ.value = '3900'; champ.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    expect(bureau.locator(".bureau-budget")).to_contain_text("3\u202f900")
    expect(lien).to_be_focused()
    expect(pli).to_have_attribute("open", "")


def test_arrow_keys_go_from_scenario_to_scenario(bureau: Page) -> None:
    bureau.get_by_role("button", name="Copier en un nouveau scénario").click()
    saisir(bureau, presents_moyens="4")
    total(bureau, "3000.00")
    bureau.get_by_label("Scénario 2").press("ArrowUp")
    total(bureau, "3500.00")
    expect(bureau.get_by_label("Scénario 1")).to_be_focused()


def test_kept_in_this_browser_only_on_demand(bureau: Page) -> None:
    saisir(bureau, c_641="3800")
    expect(bureau.locator(".bureau-budget")).to_contain_text("3\u202f800", timeout=60_000)
    assert bureau.evaluate("localStorage.length") == 0
    geste(bureau, "Garder dans ce navigateur")
    bureau.goto(ADRESSE)
    bureau.get_by_role("button", name="Reprendre le budget gardé").click()
    expect(bureau.locator("[name=c_641]")).to_have_value("3\u202f800")
    geste(bureau, "Effacer le budget gardé")
    assert bureau.evaluate("localStorage.length") == 0


def test_a_desk_kept_before_any_computation_comes_back_whole(bureau: Page) -> None:
    champ = bureau.locator("form.bureau-form :not(:disabled)[name=cout_jour]")
    montre = champ.input_value()
    geste(bureau, "Garder dans ce navigateur")
    bureau.goto(ADRESSE)
    bureau.get_by_role("button", name="Reprendre le budget gardé").click()
    expect(bureau.locator("[data-message]")).to_contain_text("Budget ouvert")
    total(bureau, "3500.00")
    assert montre and champ.input_value() == montre


def test_the_list_of_what_an_answer_must_show_is_the_sheet_s_words(bureau: Page) -> None:
    liste = bureau.locator("[data-liste-de=isere-2-5]")
    assert liste.get_by_label("Capacité du porteur à évaluer l'impact de son action").count() == 1
    assert bureau.locator("[data-liste-de=isere-2-3]").is_hidden()


def exporter(page: Page, bouton: str) -> Path:
    with page.expect_download(timeout=60_000) as attente:
        geste(page, bouton)
    assert re.fullmatch(r"budget-isere-2-5-\d{4}-\d\d-\d\d\.(xlsx|csv)", attente.value.suggested_filename)
    return Path(attente.value.path())


def test_the_workbook_made_in_the_browser_recomputes_the_site_s_total(bureau: Page, serveur: Any) -> None:
    saisir(bureau, c_641="3800", presents_moyens="5")
    total(bureau, "3250.00")
    assert not any("xlsxwriter" in demande for demande in serveur.demandes)
    classeur = Tableur(exporter(bureau, "Télécharger le classeur").read_bytes())
    assert classeur.lire("total") == 3250
    classeur.saisir("presents_moyens", 8.0)
    classeur.saisir("cout_jour", 500.0)  # above the ceiling of 400 €
    assert classeur.lire("total") == 4000
    saisir(bureau, presents_moyens="8", cout_jour="500")
    total(bureau, "4000.00")


def test_what_was_typed_in_the_sheet_goes_along_once(page: Page) -> None:
    page.goto("/fiches/isere-2-5/")
    fiche = page.locator("form[data-calculateur=financement]")
    fiche.locator("[name=presents_moyens]").fill("4")
    total(page, "3000.00")
    page.locator("[name='hypothese:H-DENOM'][value=minimum_6]").check()
    total(page, "3333.33")
    page.get_by_role("link", name="Préparer un budget").click()
    expect(page.locator("[data-message]")).to_contain_text("reprises ici")
    total(page, "3333.33")
    assert page.locator("form.bureau-form :not(:disabled)[name=presents_moyens]").input_value() == "4"
    assert page.url.endswith("?fiche=isere-2-5")
    page.reload()
    total(page, "3500.00")


def test_the_table_holds_every_scenario(bureau: Page) -> None:
    saisir(bureau, presents_moyens="5")
    bureau.get_by_role("button", name="Copier en un nouveau scénario").click()
    saisir(bureau, presents_moyens="8")
    lignes = exporter(bureau, "Télécharger en CSV").read_bytes().decode("utf-8-sig").splitlines()
    assert [
        ligne.split(";")[:3] for ligne in lignes if ligne.startswith("Scénario") and "Financement total" in ligne
    ] == [
        ["Scénario : Scénario 1", "Financement total", "3250"],
        ["Scénario : Scénario 2", "Financement total", "4000"],
    ]


def test_the_table_holds_the_checklist_and_opens_in_a_french_spreadsheet(bureau: Page) -> None:
    bureau.locator("[data-liste-de=isere-2-5] [data-coche]").first.check()
    octets = exporter(bureau, "Télécharger en CSV").read_bytes()
    assert octets.startswith(b"\xef\xbb\xbf")
    lignes = octets.decode("utf-8-sig").splitlines()
    assert lignes[0].startswith("Partie;Libellé;Valeur")
    assert any("Financement total;3500;€" in ligne for ligne in lignes)
    points = [ligne for ligne in lignes if ligne.startswith("Fiche;À montrer, point ")]
    assert len(points) > 5
    assert [re.search("point (\\d+)", ligne)[1] for ligne in points if "fait\u00a0:" in ligne] == ["1"]  # type: ignore[index]


def test_a_workbook_whose_maker_cannot_be_fetched_is_told(surveillance_de: Any, serveur: Any) -> None:
    page, surveillance = surveillance_de(serveur.adresse)
    surveillance.attendues.append("404")
    surveillance.attendues.append("moteur")
    serveur.sabotages["xlsxwriter.zip"] = lambda reponse: reponse.send_error(404)
    page.goto(ADRESSE)
    saisir(page, c_641="1 234")
    page.get_by_role("button", name="Télécharger le classeur").click()
    expect(page.locator("[data-message]")).to_contain_text("Le fichier n’a pas été fait", timeout=60_000)
    assert page.locator("[name=c_641]").input_value() == "1\u202f234"


@pytest.mark.parametrize("theme", ("light", "dark"))
def test_axe_finds_nothing_with_scenarios_and_an_error(ouvrir: Callable[..., Page], theme: str) -> None:
    page = ouvrir(color_scheme=theme, viewport={"width": 1280, "height": 900})
    page.goto(ADRESSE)
    saisir(page, c_641="3800")
    page.get_by_role("button", name="Copier en un nouveau scénario").click()
    saisir(page, presents_moyens="4")
    total(page, "3000.00")
    saisir(page, c_604="mille")
    page.get_by_role("button", name="Calculer le budget").click()
    expect(page.locator("[name=c_604]")).to_have_attribute("aria-invalid", "true")
    page.evaluate((npm_dir() / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    violations = page.evaluate("axe.run().then(r => r.violations)")
    assert [f"{v['id']} : {n['target']}" for v in violations for n in v["nodes"]] == []


def test_no_sideways_scroll_on_a_phone(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(viewport={"width": 360, "height": 740})
    page.goto(ADRESSE)
    saisir(page, c_641="3800")
    page.get_by_role("button", name="Copier en un nouveau scénario").click()
    page.locator(".bureau-comparaison").wait_for(timeout=60_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_sheet_beyond_those_of_the_page_is_brought_when_chosen(
    tmp_path: Path, servir: Any, surveillance_de: Any
) -> None:
    modele = (RACINE / "catalogue" / "fiches" / "isere-2-5.yaml").read_text(encoding="utf-8")
    fiches = tmp_path / "fiches"
    fiches.mkdir()
    for rang in range(SUR_PLACE + 2):
        copie = modele.replace("id: isere-2-5", f"id: copie-{rang:02}")
        texte = copie.replace("liees: [isere-2-3, isere-2-4]", "liees: []").replace(
            'jours: "10"', f'jours: "{rang + 1}"'
        )
        (fiches / f"copie-{rang:02}.yaml").write_text(texte, encoding="utf-8")
    construire(fiches, tmp_path / "site", "", RACINE, usage="aperçu")
    with servir(tmp_path / "site") as serveur:
        page = surveillance_de(serveur.adresse)[0]
        page.goto("/calculateurs/budget/")
        assert page.locator("[data-champs-de]").count() == SUR_PLACE
        page.get_by_label("Une autre fiche").select_option("copie-13")
        total(page, "4900.00")  # 14 days at 400 €, six present out of eight
        saisir(page, presents_moyens="8")
        total(page, "5600.00")
        page.goto("/calculateurs/budget/?fiche=copie-12")
        total(page, "4550.00")
        assert page.locator("html").get_attribute("data-moteur") == "repos"
