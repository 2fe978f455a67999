"""« Pour une personne », as a referent uses it: answers, groups, keyboard, paper, and nothing left behind."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from calculators.navigateur import repondre
from catalogue import lire_catalogue
from site_src.appels import appel_regles
from site_src.installation import RACINE, npm_dir
from site_src.personne_page import regles_orientation
from site_src.serveur import TYPES
from site_src.vues import voir

ADRESSE = "/personne/"
FICHES = "[data-resultats] [data-fiche]"
PRET = 120_000  # a loaded machine may take long to start the engine


def repondre_a(page: Page, **reponses: str) -> None:
    for nom, valeur in reponses.items():
        champ = page.locator(f"#personne [name='{nom}']")
        if champ.first.get_attribute("type") == "text":
            champ.fill(valeur)
        else:
            page.locator(f"#personne [name='{nom}'][value='{valeur}']").check()


def bilan(page: Page) -> Locator:
    return page.locator(".calculateur-personne > .bilan-barre [role=status]")


def attendre(page: Page, phrase: str) -> None:
    expect(bilan(page)).to_have_text(phrase, timeout=PRET)


def groupes(page: Page) -> dict[str, str]:
    paires = page.locator(FICHES).evaluate_all("es => es.map(e => [e.dataset.fiche, e.dataset.groupe])")
    return dict(paires)


COUPLE = {"allocataire_rsa": "oui", "orientation": "PSSI", "situation": "couple", "enfants": "2"}


def test_on_a_phone_the_counts_take_one_line(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(viewport={"width": 360, "height": 740})
    page.goto(ADRESSE)
    repondre_a(page, **COUPLE)
    attendre(page, "1 convient, 2 à vérifier, 1 ne convient pas")
    barre = page.locator(".bilan-barre")
    assert barre.evaluate("e => e.getBoundingClientRect().height") < 50
    barre.get_by_role("link", name="Voir les fiches").click()
    expect(page.locator("#reponses")).to_be_in_viewport()


def test_answers_sort_the_sheets_say_why_and_go_nowhere(page: Page) -> None:
    demandes: list[str] = []
    page.context.on("request", lambda r: demandes.append(f"{r.method} {r.url} {r.post_data or ''}"))
    page.goto(ADRESSE)
    assert bilan(page).text_content() == "4 à vérifier"
    pli = page.locator(f"{FICHES}[data-fiche=isere-2-3] details")
    pli.locator("summary").click()
    repondre_a(page, **COUPLE)
    attendre(page, "1 convient, 2 à vérifier, 1 ne convient pas")
    assert groupes(page) == {
        "isere-2-5": "eligible",
        "alsace-4-passerelle": "a_verifier",
        "isere-2-3": "a_verifier",
        "isere-2-4": "non_eligible",
    }
    exclue = page.locator(f"{FICHES}[data-fiche=isere-2-4]")
    expect(exclue.locator(".conditions").first).to_contain_text("Sans enfants")
    expect(exclue.locator(".conditions q").first).to_have_text("sans enfants")
    expect(exclue.locator(".changement").first).to_contain_text("Combien d’enfants")
    lien = exclue.get_by_role("link", name=re.compile("Vérifier dans la fiche"))
    with page.context.expect_page() as ouverte:
        lien.click()
    expect(ouverte.value.locator("#calculateur-eligibilite")).to_be_visible()
    assert ouverte.value.url.endswith("/fiches/isere-2-4/index.html#calculateur-eligibilite")
    verdict = ouverte.value.locator("[data-resultat][data-calculateur=eligibilite]")
    expect(verdict).to_have_attribute("data-statut", "non_eligible", timeout=PRET)
    assert ouverte.value.locator("[name=enfants]").input_value() == "2"
    assert ouverte.value.evaluate("[location.search, history.state, document.title]")[0] == ""
    assert groupes(page)["isere-2-4"] == "non_eligible", "the answers stay where they were"
    expect(pli).to_have_attribute("open", "")

    page.locator("[name=enfants]").press("Enter")
    assert page.url.endswith(ADRESSE)
    assert [d for d in demandes if not d.startswith("GET") or "?" in d or "PSSI" in d] == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert page.evaluate("indexedDB.databases().then(b => b.length)") == 0


def test_the_next_question_is_one_click_away_and_paper_holds_the_answers(page: Page) -> None:
    page.goto(ADRESSE)
    repondre_a(page, allocataire_rsa="oui", orientation="PSSI", situation="celibataire", enfants="0")
    repondre_a(page, decouragement="oui", difficultes="isolement", droits_et_devoirs="non")
    attendre(page, "2 conviennent, 1 à vérifier, 1 ne convient pas")
    a_faire = page.locator(f"{FICHES}[data-fiche=isere-2-3]")
    expect(a_faire).to_contain_text("Convient à la personne. Il reste à faire\u00a0:")
    expect(page.locator("[data-groupe=a_verifier] .groupe-note")).to_have_text("Il n’y manque que des démarches.")
    page.locator(".prochaine a").click()
    expect(page.locator("#personne-prescription")).to_be_focused()
    assert page.url.endswith(ADRESSE)
    repondre_a(page, prescription="oui", cer="oui")
    attendre(page, "3 conviennent, 1 ne convient pas")

    page.get_by_role("button", name="Tout effacer").click()
    repondre_a(page, allocataire_rsa="oui", enfants="2")
    attendre(page, "1 convient, 2 à vérifier, 1 ne convient pas")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    posees = page.locator("#personne [data-champ]:visible").evaluate_all("es => es.map(e => e.dataset.champ)")
    assert posees == ["allocataire_rsa", "enfants"]
    expect(page.get_by_text("Établi le")).to_be_visible()
    assert page.locator(f"{FICHES}:visible").count() == 4
    expect(page.get_by_role("button", name="Imprimer")).to_be_hidden()


def test_paper_without_an_answer_has_no_question(page: Page) -> None:
    page.goto("/personne/index.html")
    page.pdf()  # what is printed depends on what was answered
    page.emulate_media(media="print")
    expect(page.locator(".cadre-personne .chapo")).to_be_hidden()
    expect(page.get_by_role("heading", name="La personne", exact=True)).to_be_hidden()
    expect(page.locator("[data-fiche]").first).to_be_visible()


def test_territory_none_of_them_and_an_unreadable_number(page: Page) -> None:
    page.goto(ADRESSE)
    page.get_by_label("Quel est son Département").select_option(label="Isère")
    attendre(page, "3 à vérifier, 1 ne convient pas")
    ailleurs = page.locator(f"{FICHES}[data-fiche=alsace-4-passerelle]")
    expect(ailleurs.locator(".orientee-raison")).to_contain_text("Fiche de la Collectivité européenne")
    assert ailleurs.locator(":scope > .conditions").count() == 0
    page.get_by_label("Quel est son Département").select_option(label="Je ne sais pas")

    repondre_a(page, difficultes="sante")
    repondre_a(page, difficultes="aucune")
    expect(page.locator("[name=difficultes][value=sante]")).not_to_be_checked()
    attendre(page, "3 à vérifier, 1 ne convient pas")
    repondre_a(page, difficultes="mobilite")
    expect(page.locator("[name=difficultes][value=aucune]")).not_to_be_checked()
    attendre(page, "4 à vérifier")

    repondre_a(page, enfants="deux", allocataire_rsa="oui")
    champ = page.locator("[name=enfants]")
    expect(champ).to_have_attribute("aria-invalid", "true", timeout=PRET)
    expect(champ).to_have_value("deux")
    expect(page.locator("[data-fautes-annonce]")).to_contain_text("«\u00a0deux\u00a0» n’est pas un nombre")
    attendre(page, "1 convient, 3 à vérifier")


@pytest.mark.parametrize("largeur", [1280, 360])
def test_the_button_leads_to_the_sheets_and_a_suitable_one_says_whom_to_call(
    ouvrir: Callable[..., Page], largeur: int
) -> None:
    page = ouvrir(viewport={"width": largeur, "height": 700})
    page.goto(ADRESSE)
    repondre_a(page, allocataire_rsa="oui", orientation="PSSI")
    attendre(page, "1 convient, 3 à vérifier")
    expect(page.locator("#titre-reponses")).not_to_be_focused()
    page.get_by_role("button", name="Voir les fiches").click()
    expect(page.locator("#titre-reponses")).to_be_focused()
    expect(page.locator("[data-groupe=eligible] h3").first).to_be_in_viewport()
    convient = page.locator(f"{FICHES}[data-fiche=isere-2-5]")
    expect(convient.locator("a[href='tel:+33476003838']")).to_have_text("04 76 00 38 38")
    expect(page.locator(f"{FICHES}[data-groupe=a_verifier] .orientee-contact")).to_have_count(0)


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.goto(ADRESSE)
    page.locator("#personne [name='fiche:departement']").focus()
    page.keyboard.press("Tab")  # « La personne est-elle allocataire du RSA ? », on « Je ne sais pas »
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[name=allocataire_rsa][value=non]")).to_be_checked()
    attendre(page, "4 ne conviennent pas")
    page.keyboard.press("ArrowLeft")
    attendre(page, "1 convient, 3 à vérifier")
    vus: set[str] = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        vus.add(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
        if "Tout effacer" in vus:
            break
    assert {"orientation", "enfants", "besoin", "Ce qui reste à faire pour l’action", "Tout effacer"} <= vus
    page.keyboard.press("Enter")
    attendre(page, "4 à vérifier")
    page.locator(f"{FICHES} summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"{FICHES} details").first).to_have_attribute("open", "")


def test_one_click_erases_and_so_does_leaving(page: Page) -> None:
    page.goto(ADRESSE)
    depart = page.locator(".zone-resultat").inner_html()
    for partir in (False, True):
        repondre_a(page, **COUPLE)
        attendre(page, "1 convient, 2 à vérifier, 1 ne convient pas")
        if partir:
            page.get_by_role("link", name="Catalogue", exact=True).click()
            page.wait_for_url("**/catalogue/**")
            page.go_back()
        else:
            page.get_by_role("button", name="Tout effacer").click()
        expect(page.locator("[name=orientation][value=inconnu]")).to_be_checked()
        expect(page.locator("[name=enfants]")).to_have_value("")
        attendre(page, "4 à vérifier")
        assert page.locator(".zone-resultat").inner_html() == depart


# ---- what was said of a person goes to no other window ---------------------------------------------------------------
VERIFIER = "/fiches/isere-2-4/index.html#calculateur-eligibilite"
CURIEUSE = """
const recu = [];
addEventListener("message", ({ data }) => {
  recu.push(JSON.stringify(data));
  if (data === "écho") document.documentElement.dataset.recu = recu.join(" ");
});
for (const mot of ["reponses", "écho"]) opener.postMessage(mot, "*");
"""
"""What a page that the finder did not open for its answers does to have them; « écho » comes after any answer."""
RENVOYER = """() => addEventListener("message", ({ source, data }) => {
  if (data === "écho") source.postMessage("écho", "*");
})"""


def test_a_page_of_another_site_in_the_tab_that_was_opened_gets_no_answer(
    surveillance_de: Any, servir: Any, serveur: Any, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text('<!doctype html><html><script src="a.js"></script></html>', "utf-8")
    (tmp_path / "a.js").write_text(CURIEUSE, "utf-8")
    page, surveillance = surveillance_de(serveur.adresse)
    page.goto(ADRESSE)
    repondre_a(page, **COUPLE)
    attendre(page, "1 convient, 2 à vérifier, 1 ne convient pas")
    page.evaluate(RENVOYER)
    with servir(tmp_path) as ailleurs:
        surveillance.attendues = [f"un autre hôte : {ailleurs.adresse}", "404 (File not found)"]

        def envoyer_ailleurs(reponse: Any) -> None:
            reponse.send_response(302)
            reponse.send_header("Location", f"{ailleurs.adresse}/index.html")
            reponse.end_headers()

        serveur.sabotages["/fiches/isere-2-4/index.html"] = envoyer_ailleurs
        with page.context.expect_page() as ouverte:
            page.locator(f"{FICHES}[data-fiche=isere-2-4]").get_by_role("link", name=re.compile("Vérifier")).click()
        expect(ouverte.value.locator("html")).to_have_attribute("data-recu", '"écho"')


def test_a_page_of_the_site_that_was_not_opened_to_check_a_sheet_gets_no_answer(page: Page) -> None:
    page.goto(ADRESSE)
    repondre_a(page, **COUPLE)
    attendre(page, "1 convient, 2 à vérifier, 1 ne convient pas")
    page.evaluate(RENVOYER)
    with page.context.expect_page() as ouverte:
        page.evaluate("() => { open('../sigles/index.html'); }")
    ouverte.value.wait_for_load_state()
    ouverte.value.evaluate(f"() => {{ {CURIEUSE} }}")
    expect(ouverte.value.locator("html")).to_have_attribute("data-recu", '"écho"')


REPONDRE = """(fenetre) => {
  fenetre.postMessage({ reponses: { enfants: "7" } }, "*");
  fenetre.postMessage("écho", "*");
}"""


def lues(fiche: Page) -> str:
    """The number of children that the sheet's form holds once it has heard all that was sent to it."""
    expect(fiche.locator("html")).to_have_attribute("data-echo", "oui")
    return fiche.locator("form[data-calculateur=eligibilite] [name=enfants]").input_value()


def ecouter(fiche: Page) -> None:
    fiche.wait_for_load_state()
    fiche.evaluate("""() => addEventListener("message", ({ data }) => {
      if (data === "écho") document.documentElement.dataset.echo = "oui";
    })""")


def test_a_sheet_takes_answers_from_the_page_of_the_site_that_opened_it_and_from_no_other_window(page: Page) -> None:
    page.goto("/sigles/index.html")
    with page.context.expect_page() as ouverte:
        page.evaluate("adresse => { window.fiche = open(adresse); }", VERIFIER)
    fiche = ouverte.value
    ecouter(fiche)
    fiche.evaluate(f"() => ({REPONDRE})(window)")
    assert lues(fiche) == "0", "not from itself"
    fiche.evaluate("() => delete document.documentElement.dataset.echo")
    page.evaluate(f"() => ({REPONDRE})(window.fiche)")
    assert lues(fiche) == "7"


def test_a_sheet_opened_by_another_site_takes_no_answer_from_it(
    surveillance_de: Any, servir: Any, serveur: Any, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>Ailleurs</title>", "utf-8")
    with servir(tmp_path) as ailleurs:
        page, surveillance = surveillance_de(ailleurs.adresse)
        surveillance.attendues = [
            f"un autre hôte : {serveur.adresse}",
            "404 (File not found)",
            "The target origin provided",
        ]
        page.goto("/index.html")
        with page.context.expect_page() as ouverte:
            page.evaluate("adresse => { window.fiche = open(adresse); }", f"{serveur.adresse}{VERIFIER}")
        fiche = ouverte.value
        ecouter(fiche)
        page.evaluate(f"() => ({REPONDRE})(window.fiche)")
        assert lues(fiche) == "0"
        expect(fiche.locator("[data-resultat][data-calculateur=eligibilite]")).to_have_attribute(
            "data-statut", "eligible"
        )
        page.context.close()


def test_the_form_asks_for_nobody_s_name(page: Page) -> None:
    page.goto(ADRESSE)
    assert page.locator("#personne").get_attribute("autocomplete") == "off"
    libelles = " ".join(page.locator("#personne legend, #personne label").all_text_contents()).lower()
    assert not re.search(r"\bnom\b|prénom|naissance|sécurité sociale|téléphone|adresse", libelles)


def test_without_javascript_the_list_stands_and_says_what_is_missing(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(java_script_enabled=False)
    page.goto(ADRESSE)
    assert page.locator(FICHES).count() == 4
    assert "ne tient pas compte des réponses" in (page.locator("#personne noscript").text_content() or "")
    page.locator("[name=enfants]").fill("2")
    page.locator("[name=enfants]").press("Enter")
    assert page.url.endswith(ADRESSE)


def test_the_page_is_built_by_what_the_browser_runs(page: Page) -> None:
    page.goto(ADRESSE)
    fiches = regles_orientation(voir(lire_catalogue(RACINE / "catalogue" / "fiches")))
    requete = {"calculateur": "orientation", "entrees": {}, "formulaire": "personne", "page_fiche": "../"}
    attendu = json.loads(repondre(json.dumps(requete), fiches))["html"]
    page.evaluate(
        "html => { const m = document.createElement('template'); m.innerHTML = html; window.attendu = m; }", attendu
    )
    assert page.locator(".zone-resultat").inner_html() == page.evaluate("window.attendu.innerHTML")


def test_a_long_list_shows_its_first_fifty_then_the_next(page: Page, serveur: Any) -> None:
    fiches = json.loads(regles_orientation(voir(lire_catalogue(RACINE / "catalogue" / "fiches"))))["fiches"]
    copies = [dict(fiche, id=f"{fiche['id']}-{n}") for n in range(20) for fiche in fiches]
    octets = appel_regles(json.dumps({"fiches": copies})).encode()
    serveur.sabotages["orientation.js"] = lambda reponse: reponse.envoyer(octets, TYPES[".js"])
    page.goto(ADRESSE)
    repondre_a(page, allocataire_rsa="oui")
    attendre(page, "20 conviennent, 60 à vérifier")
    assert page.locator(FICHES).count() == 50
    page.get_by_role("button", name=re.compile("Voir les suivantes")).click()
    expect(page.locator(FICHES)).to_have_count(80)
    expect(page.locator(f"{FICHES} h4 a").nth(50)).to_be_focused()


def test_axe_finds_nothing_and_nothing_scrolls_sideways(page: Page) -> None:
    page.goto(ADRESSE)
    page.locator(".demarches > summary").click()
    repondre_a(page, **COUPLE, porteur="CIAS")
    attendre(page, "1 convient, 2 à vérifier, 1 ne convient pas")
    for pli in page.locator(f"{FICHES} summary").all():
        pli.click()
    page.evaluate((npm_dir() / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    for theme, largeur in (("light", 1280), ("dark", 360)):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": largeur, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= largeur
        violations = page.evaluate("axe.run().then(r => r.violations)")
        assert [f"{v['id']} : {n['target']}" for v in violations for n in v["nodes"]] == []
