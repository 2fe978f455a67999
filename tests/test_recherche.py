"""The search and the facets, in a real browser."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from calculators.typographie import plier
from site_src.construction import construire
from site_src.installation import RACINE, node, npm_dir
from site_src.noms import Noms, nom_simple

REQUETES = Path(__file__).parent / "recherche" / "requetes.tsv"
REJOUER = REQUETES.with_name("rejouer.cjs")


def resultats(page: Page) -> list[str]:
    """The sheets in view, by rank."""
    return page.locator("[data-resultats] [data-fiche]").evaluate_all("liste => liste.map(e => e.dataset.fiche)")


def chercher(page: Page, requete: str) -> list[str]:
    page.goto("/catalogue/")
    page.locator("main input[name=q]").fill(requete)
    expect(page.locator("[data-bilan]")).to_have_text(re.compile(r"fiche"))
    return resultats(page)


@pytest.fixture(scope="session")
def rejouer(site: Path) -> Callable[[list[str]], list[dict[str, Any]]]:
    """Ask queries of the built index through Node, with the scripts of the browser."""

    def demander(requetes: list[str]) -> list[dict[str, Any]]:
        js = RACINE / "site_src" / "assets" / "js"
        index = site / "assets" / Noms(site).publies["recherche/index.js"]
        minisearch = npm_dir() / "minisearch" / "dist" / "cjs" / "index.cjs"
        fait = subprocess.run(
            [str(node()), str(REJOUER), str(minisearch), str(js), str(index)],
            input=json.dumps(requetes),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert fait.returncode == 0, fait.stderr
        return list(json.loads(fait.stdout))

    return demander


def une(rejouer: Any, requete: str) -> dict[str, Any]:
    return dict(rejouer([requete])[0])


def test_the_expected_sheet_comes_first(rejouer: Any) -> None:
    lignes = [ligne.split("\t") for ligne in REQUETES.read_text(encoding="utf-8").splitlines() if ligne[:1] != "#"]
    assert len(lignes) > 250
    fausses = [
        f"{requete} ({sujet}) : {reponse['fiches'] or 'aucune'}, on attendait {attendues}"
        for (requete, attendues, sujet), reponse in zip(lignes, rejouer([ligne[0] for ligne in lignes]), strict=True)
        if (reponse["fiches"] or ["-"])[0] not in attendues.split(",")
    ]
    assert fausses == [], "\n".join(fausses)


def test_every_way_to_write_an_abbreviation_finds_the_same_sheets(rejouer: Any) -> None:
    suites = (
        ["TNS", "travailleur non salarié", "auto-entrepreneur", "autoentrepreneur", "auto entrepreneur"],
        ["indépendant", "agriculteur", "agricultrice", "exploitant agricole"],
        ["CCAS", "ccas", "centre communal d'action sociale", "centre communal d’action sociale", "mairie"],
        ["France Travail", "Pôle emploi", "pole emploi", "poleemploi"],
        ["R.S.A.", "rsa", "revenu de solidarité active", "RMI"],
        ["co-financeur", "cofinanceur", "co financeurs"],
        ["22 500 €", "22500", "22\u202f500 euros"],
        ["111 663,80 €", "111663.80", "111\u00a0663,80"],
        ["04 76 00 38 38", "0476003838", "04.76.00.38.38", "+33 4 76 00 38 38"],
        ["action 2.3", "action n°2.3", "2.3", "2,3", "fiche action 2.3"],
    )
    for suite in suites:
        trouvees = {frozenset(reponse["fiches"]) for reponse in rejouer(suite)}
        assert len(trouvees) == 1, (suite, trouvees)


def test_what_was_mistyped_is_said_and_what_was_not_is_not(rejouer: Any) -> None:
    faute = une(rejouer, "mobilitée")
    assert faute["corriges"] == [{"tape": "mobilitée", "retenu": "mobilité"}]
    assert une(rejouer, "redynamisaton")["corriges"] == [{"tape": "redynamisaton", "retenu": "redynamisation"}]
    for loin in ("violence", "addiction", "curatelle", "combien ça paie"):
        assert une(rejouer, loin)["corriges"] == [], "a long word that nothing resembles is not another one"
    for juste in (
        "mobilité",
        "mobilite",
        "MOBILITÉ",
        "indépendante",
        "mère seule",
        "artisane",
        "accompagner",
        "combien de temps",
        "rqth",
    ):
        assert une(rejouer, juste)["corriges"] == [], juste


def test_whoever_bears_a_difficulty_finds_who_works_on_it(rejouer: Any) -> None:
    assert {"isere-2-3", "isere-2-5"} <= set(une(rejouer, "frein mobilité")["fiches"])
    assert une(rejouer, "sans emploi")["fiches"][:2] == une(rejouer, "sans travail")["fiches"][:2]


def test_some_of_the_words_are_better_than_none_and_said_to_be_some(rejouer: Any) -> None:
    assert not une(rejouer, "célibataire sans enfant")["partiel"]
    en_partie = une(rejouer, "couple sans enfant qui aime la voile")
    assert en_partie["partiel"]
    assert en_partie["fiches"][0] == "isere-2-4"


def test_an_empty_result_proposes_what_finds_something(rejouer: Any) -> None:
    for requete in ("zzzzqqq", "15 personnes", "poids lourd", "rqth"):
        reponse = une(rejouer, requete)
        assert reponse["fiches"] == []
        assert 1 <= len(reponse["propose"]) <= 3
        assert all(autre["fiches"] for autre in rejouer(reponse["propose"])), reponse


def test_the_guides_are_found_by_section_and_never_stand_among_the_sheets(rejouer: Any) -> None:
    for requete, page in (
        ("comment écrire une règle", "guides/"),
        ("publier une fiche en quinze minutes", "guides/auteurs/index.html#une-fiche-en-quinze-minutes"),
        ("peser les hypothèses", "guides/operateurs/index.html#peser-les-hypotheses"),
        ("déclaration d'accessibilité", "accessibilite/index.html"),
        ("PSSI", "sigles/index.html#pssi"),
        ("calculateur effectif", "calculateurs/effectif/index.html"),
    ):
        assert une(rejouer, requete)["guides"][0].startswith(page), requete


def test_sheets_come_first_unless_the_question_is_about_the_site(rejouer: Any) -> None:
    for requete in ("mobilité sans enfant", "célibataire sans enfant", "accompagnement global femme", "cofinancement"):
        reponse = une(rejouer, requete)
        assert reponse["fiches"], requete
        assert not reponse["guides_d_abord"], requete
        assert not any("#perdu" in adresse for adresse in reponse["guides"]), "what an export loses quotes the sheets"
    for requete in ("écrire une fiche", "signaler une erreur", "données ouvertes", "vie privée"):
        assert une(rejouer, requete)["guides_d_abord"], requete


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
    with page.expect_request(re.compile("/recherche/index")):
        page.locator("main input[name=q]").focus()


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
    assert chercher(page, "x" * 500) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "one endless word is cut"


def boite(page: Page, adresse: str, requete: str) -> Locator:
    """Type in the box of a page; the panel that opens."""
    page.goto(adresse)
    page.get_by_role("combobox", name=re.compile("Chercher")).press_sequentially(requete)
    return page.get_by_role("listbox", name="Résultats de la recherche")


def test_the_box_answers_in_place_by_keyboard_alone(page: Page) -> None:
    liste = boite(page, "/fiches/isere-2-4/", "mobilite")
    champ = page.get_by_role("combobox")
    expect(champ).to_have_attribute("aria-expanded", "true")
    expect(page.locator("form[data-boite] [role=status]")).to_contain_text("4 fiches")
    expect(liste.locator("mark").first).to_have_text("mobilité")
    champ.press("ArrowDown")
    active = page.locator(f"[id='{champ.get_attribute('aria-activedescendant')}']")
    expect(active).to_have_attribute("aria-selected", "true")
    expect(active).to_contain_text("Soutien intensif préalable")
    champ.press("Escape")
    expect(liste).to_be_hidden()
    expect(champ).to_be_focused()
    champ.press("ArrowDown")
    champ.press("ArrowDown")
    champ.press("Enter")
    expect(page).to_have_url(re.compile(r"/fiches/isere-2-3/index\.html$"))


def test_the_box_leads_to_the_section_of_a_guide(page: Page) -> None:
    liste = boite(page, "/", "peser les hypothèses")
    groupe = liste.get_by_role("group", name="Guides et sigles")
    groupe.get_by_role("option", name="Peser les hypothèses").click()
    expect(page).to_have_url(re.compile(r"/guides/operateurs/index\.html#peser-les-hypotheses$"))
    expect(page.locator("#peser-les-hypotheses")).to_be_in_viewport()


def test_the_box_leads_to_every_result_in_the_catalogue(page: Page) -> None:
    liste = boite(page, "/methode/", "SIPE")
    page.get_by_role("combobox").press("ArrowUp")
    page.get_by_role("combobox").press("Enter")
    expect(page).to_have_url(re.compile(r"/catalogue/index\.html\?q=SIPE$"))
    expect(page.locator("[data-resultats] [data-fiche]")).to_have_count(1)
    boite(page, "/methode/", "SIPE")
    page.get_by_role("combobox").press("Enter")
    expect(page).to_have_url(re.compile(r"/catalogue/index\.html\?q=SIPE$"))
    expect(liste).to_have_count(0)


def test_the_box_says_what_was_corrected_and_proposes_when_it_finds_nothing(page: Page) -> None:
    boite(page, "/calculateurs/", "mobilitée")
    dit = "Aucun résultat pour «\u00a0mobilitée\u00a0»\u00a0: voici ceux de «\u00a0mobilité\u00a0»."
    expect(page.locator(".boite-remarque")).to_have_text(dit)
    liste = boite(page, "/calculateurs/", "zzzzqqq")
    expect(page.locator(".boite-remarque")).to_have_text("Aucun résultat pour «\u00a0zzzzqqq\u00a0».")
    expect(liste.locator(".boite-groupe-nom")).to_have_text("Essayez")
    liste.get_by_role("option").first.click()
    expect(page).to_have_url(re.compile(r"/catalogue/index\.html\?q="))
    expect(page.locator("[data-resultats] [data-fiche]").first).to_be_visible()


def test_a_question_is_answered_in_the_box(page: Page) -> None:
    liste = boite(page, "/methode/", "qui contacter ?")
    expect(liste.get_by_role("option").first).to_contain_text("04 76 00 38 38")


def test_nothing_of_the_search_is_fetched_before_the_box_is_touched(page: Page) -> None:
    demandes: list[str] = []
    page.on("request", lambda requete: demandes.append(nom_simple(requete.url)))
    page.goto("/fiches/isere-2-5/", wait_until="networkidle")
    assert len(demandes) > 5
    assert not [d for d in demandes if d.endswith(("mots.js", "recherche.js", "minisearch.js", "recherche/index.js"))]
    with page.expect_request(re.compile("/recherche/index")):
        page.get_by_role("combobox").focus()


def test_without_javascript_the_box_still_leads_to_the_catalogue(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(java_script_enabled=False)
    page.goto("/fiches/isere-2-5/")
    page.get_by_role("searchbox", name="Chercher une fiche").fill("SIPE")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/catalogue/index\.html\?q=SIPE$"))


@pytest.mark.parametrize(("largeur", "theme"), [(1280, "light"), (1280, "dark"), (360, "light")])
def test_axe_finds_nothing_in_an_open_box_that_fits_the_screen(
    ouvrir: Callable[..., Page], largeur: int, theme: str
) -> None:
    page = ouvrir(viewport={"width": largeur, "height": 740}, color_scheme=theme)
    liste = boite(page, "/methode/", "mobilitée")
    page.get_by_role("combobox").press("ArrowDown")
    expect(liste.locator(".boite-extrait mark").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur
    page.evaluate((npm_dir() / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    assert page.evaluate("axe.run().then(r => r.violations.map(v => v.id))") == []


def test_the_box_works_on_a_lost_page_under_a_path_and_from_a_folder(
    tmp_path: Path, servir: Any, surveillance_de: Any
) -> None:
    construire(None, tmp_path / "www" / "insertion", "https://exemple.fr/insertion/", RACINE, usage="aperçu")
    with servir(tmp_path / "www") as serveur:
        page, _ = surveillance_de(serveur.adresse)
        boite(page, "/insertion/404.html", "passerelle").get_by_role("option").first.click()
        expect(page).to_have_url(re.compile(r"/insertion/fiches/alsace-4-passerelle/index\.html$"))
        page.goto((tmp_path / "www" / "insertion" / "guides" / "auteurs" / "index.html").as_uri())
        page.get_by_role("combobox").press_sequentially("passerelle")
        page.get_by_role("option").first.click()
        expect(page).to_have_url(re.compile(r"^file:.*/fiches/alsace-4-passerelle/index\.html$"))


def test_words_are_folded_alike_in_python() -> None:
    assert plier("Œuvre À L’ÉCOLE") == "oeuvre a l’ecole"
