"""The pages, as files and in a real browser: what they hold, what they must never hold, how they stand a phone."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import pytest
from playwright.sync_api import Page, expect

from catalogue import lire_catalogue
from site_src.installation import RACINE, npm_dir

FICHES = ("alsace-4-passerelle", "garantie-activite-6", "isere-2-3", "isere-2-4", "isere-2-5")
MARQUES = re.compile(r"<[^>]+>|[⇒➤▪↳#*]+|\s-\s|[\^{}]|\t", re.MULTILINE)
"""What the conversion from PDF left; a sheet drops it."""
SOURCES = Path(__file__).parent / "sources"
PAGES = ("/", "/catalogue/", "/fiches/isere-2-5/", "/calculateurs/financement/", "/methode/")
AUTRES = (
    "/calculateurs/",
    "/sigles/",
    "/accessibilite/",
    "/mentions-legales/",
    "/guides/",
    "/guides/referents/",
    "/personne/",
)
APOSTROPHES = {"\u2019": "'", "\u2018": "'"}


def texte_de(page: Path) -> str:
    """The words of a page, white space folded, apostrophes alike."""
    arbre = html5lib.parse(page.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    return plier(" ".join(arbre.itertext()))


def plier(texte: str) -> str:
    for avant, apres in APOSTROPHES.items():
        texte = texte.replace(avant, apres)
    return re.sub(r"\s+", "", texte)


def test_every_page_of_the_contract_exists(site: Path) -> None:
    noms = {c for f in FICHES for c in lire_catalogue(RACINE / "catalogue" / "fiches").fiche(f).regles.calculateurs}
    attendues = [
        "index.html",
        "404.html",
        *(f"{p.strip('/')}/index.html" for p in (*PAGES, *AUTRES) if p != "/"),
        *(f"fiches/{fiche}/index.html" for fiche in FICHES),
        *(f"calculateurs/{nom}/index.html" for nom in noms),
        *(f"donnees/regles/{fiche}.json" for fiche in FICHES),
    ]
    assert [adresse for adresse in attendues if not (site / adresse).is_file()] == []


def test_home_has_three_doors_a_box_and_the_accessibility_statement(page: Page) -> None:
    page.goto("/")
    assert page.locator("main .portes a").count() == 3
    assert page.locator("main input[name=q]").count() == 1
    assert page.get_by_role("link", name="Accessibilité\u00a0: non conforme").count() == 1
    porte = page.locator(".portes a").last.bounding_box()
    assert porte and porte["y"] + porte["height"] < 720, "the three doors stand above the fold"


def test_the_header_is_short_on_a_phone_and_ranged_on_a_tablet(ouvrir: Callable[..., Page]) -> None:
    telephone = ouvrir(viewport={"width": 360, "height": 740})
    telephone.goto("/guides/")
    assert telephone.locator(".entete").evaluate("e => e.offsetHeight") < 140
    assert all(lien.bounding_box()["height"] >= 40 for lien in telephone.locator(".menu a").all())  # type: ignore[index]
    tablette = ouvrir(viewport={"width": 768, "height": 900})
    tablette.goto("/guides/")
    boites = [tablette.locator(nom).bounding_box() for nom in (".enseigne", ".recherche-entete", ".menu")]
    enseigne, recherche, menu = (boite for boite in boites if boite)
    assert recherche["y"] < enseigne["y"] + enseigne["height"] <= menu["y"] + 1
    bascule = tablette.locator(".bascule-theme").bounding_box()
    assert bascule and recherche["x"] + recherche["width"] < bascule["x"] and bascule["x"] + bascule["width"] > 700
    tablette.goto("/")
    assert len({porte.bounding_box()["y"] for porte in tablette.locator(".portes a").all()}) == 1  # type: ignore[index]


@pytest.mark.parametrize("fiche", FICHES)
def test_page_is_faithful_to_its_source(site: Path, fiche: str) -> None:
    source = SOURCES / lire_catalogue(RACINE / "catalogue" / "fiches").fiche(fiche).source.fichier
    page = texte_de(site / "fiches" / fiche / "index.html")
    texte = MARQUES.sub("\n", source.read_text(encoding="utf-8"))
    phrases = [p for p in re.split(r"(?<=[.;:!?])\s+|\n+", texte) if plier(p)]
    absentes = [phrase for phrase in phrases if plier(phrase) not in page]
    assert len(absentes) <= 0.02 * len(phrases), absentes


@pytest.mark.parametrize("fiche", FICHES)
def test_every_clause_of_a_result_leads_to_its_words(page: Page, fiche: str) -> None:
    page.goto(f"/fiches/{fiche}/")
    rompus = page.eval_on_selector_all(
        ".clause-lien, .renvoi",
        """liens => liens.filter(a => !document.getElementById(a.hash.slice(1))).map(a => a.hash)""",
    )
    assert rompus == []
    bloc_de = "(element) => element.closest('p, li, h1, h2, h3, h4, td').textContent"
    for bloc in page.locator("blockquote.clause").all()[:12]:
        citation = plier(bloc.locator("q").text_content() or "")
        ancre = (bloc.locator("a").get_attribute("href") or "")[1:]
        depart = plier(page.locator(f"[id='{ancre}']").evaluate(bloc_de))
        assert citation[:20] in depart


@pytest.mark.parametrize(
    ("largeur", "vue", "cachee"), [(1280, "note-cote", "note-pli"), (360, "note-pli", "note-cote")]
)
def test_a_note_stands_in_the_margin_or_under_its_words_never_both(
    ouvrir: Callable[..., Page], largeur: int, vue: str, cachee: str
) -> None:
    page = ouvrir(viewport={"width": largeur, "height": 800})
    page.goto("/fiches/isere-2-5/")
    visibles = "notes => notes.map(note => note.checkVisibility())"
    assert set(page.locator(f".texte .{vue}").evaluate_all(visibles)) == {True}
    assert set(page.locator(f".texte .{cachee}").evaluate_all(visibles)) == {False}


def test_a_calculator_stands_where_the_text_speaks_of_it(page: Page) -> None:
    page.goto("/fiches/isere-2-5/")
    titre = page.locator("#calculateur-financement").evaluate(
        "e => e.closest('.rubrique').querySelector('h2').textContent"
    )
    assert titre == "MODALITES DE FINANCEMENT"


def test_without_javascript_the_example_is_computed(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(java_script_enabled=False)
    page.goto("/fiches/isere-2-5/")
    total = page.locator("[data-resultat][data-calculateur=financement] data[data-cle=total]").first
    assert total.text_content() == "3\u202f500,00\u00a0€"
    page.goto("/catalogue/")
    assert page.locator("[data-resultats] [data-fiche]").count() == len(FICHES)
    page.goto("/calculateurs/financement/")
    assert page.locator("[data-resultat]:visible").count() == len(FICHES)


@pytest.mark.parametrize(
    ("adresse", "champ"),
    [
        ("/fiches/isere-2-4/", "enfants"),
        ("/calculateurs/budget/", "c_641"),
        ("/parcours/", "debut"),
        ("/calculateurs/cofinancement/", "etat_2020"),
        ("/personne/", "enfants"),
    ],
)
def test_a_form_submitted_before_its_script_puts_nothing_in_the_address(
    ouvrir: Callable[..., Page], adresse: str, champ: str
) -> None:
    page = ouvrir(java_script_enabled=False)
    page.goto(adresse)
    avant = page.url
    page.locator(f"form[data-calculateur] [name={champ}]").first.fill("2")
    page.keyboard.press("Enter")
    expect(page.locator(f"form[data-calculateur] [name={champ}]").first).to_have_value("2")
    assert page.url == avant


def test_a_sheet_that_is_not_on_the_page_is_told(page: Page) -> None:
    page.goto("/calculateurs/financement/?fiche=zzz")
    expect(page.get_by_text("«\u00a0zzz\u00a0» ne désigne aucune fiche")).to_be_visible()


def test_a_calculator_page_shows_one_sheet_at_a_time(page: Page) -> None:
    page.goto("/calculateurs/financement/?fiche=isere-2-5")
    assert page.locator("form[data-calculateur]:visible").count() == 1
    assert page.locator("form[data-fiche=isere-2-5]").is_visible()
    page.get_by_role("navigation", name="Choisir la fiche").get_by_role("link", name="Action 2.4").click()
    expect(page.locator("form[data-fiche=isere-2-4]")).to_be_visible()
    assert not page.locator("form[data-fiche=isere-2-5]").is_visible()


def test_a_short_result_ends_with_its_content_and_stays_beside_its_form(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 740})
    page.goto("/calculateurs/eligibilite/index.html?fiche=isere-2-4")
    formulaire = page.locator("form[data-fiche=isere-2-4]")
    carte = page.locator(".resultat[data-fiche=isere-2-4]")
    vide = carte.evaluate("e => e.getBoundingClientRect().bottom - e.lastElementChild.getBoundingClientRect().bottom")
    assert vide < 60
    assert carte.bounding_box()["height"] < formulaire.bounding_box()["height"]
    formulaire.evaluate("e => scrollBy(0, e.getBoundingClientRect().top + 200)")
    expect(formulaire.locator("legend").first).not_to_be_in_viewport()
    expect(carte.locator(".statut")).to_be_in_viewport(ratio=1)


def test_the_first_words_stand_off_the_title_alike_on_every_page(page: Page) -> None:
    ecarts = set()
    for adresse in ("/parcours/", "/calculateurs/eligibilite/", "/fiches/isere-2-5/", "/personne/", "/calculateurs/"):
        page.goto(f"{adresse}index.html")
        ecarts.add(page.locator("main h1").evaluate("e => getComputedStyle(e).marginBottom"))
    page.goto("/fiches/isere-2-5/regles.html")
    ecarts.add(page.locator("main h1").evaluate("e => getComputedStyle(e).marginBottom"))
    assert len(ecarts) == 1 and ecarts != {"0px"}


def test_a_silent_sheet_says_so(page: Page) -> None:
    page.goto("/calculateurs/financement/?fiche=alsace-4-passerelle")
    resultat = page.locator("[data-resultat][data-fiche=alsace-4-passerelle]")
    assert resultat.get_attribute("data-statut") == "sans_objet"
    assert resultat.is_visible()
    page.goto("/calculateurs/duree/?fiche=isere-2-4")
    muette = page.locator(".bloc-calculateur", has=page.locator("[data-fiche=isere-2-4]"))
    expect(muette.get_by_role("heading")).to_contain_text("La durée")
    assert muette.inner_text().count("elle paie chaque année pleine") == 1
    page.goto("/calculateurs/")
    silences = page.locator(".muette").all_inner_texts()
    assert "la fiche ne fixe pas de durée d’accompagnement\u202f; elle paie chaque année pleine" in silences


@pytest.mark.parametrize("largeur", (360, 1000, 1280))
def test_the_menu_does_not_move_from_page_to_page(ouvrir: Callable[..., Page], largeur: int) -> None:
    page = ouvrir(viewport={"width": largeur, "height": 740})
    places = set()
    for adresse in ("/", "/catalogue/", "/personne/", "/guides/", "/fiches/isere-2-5/", "/parcours/"):
        page.goto(adresse)
        boites = page.locator(".menu a").evaluate_all("es => es.map((e) => Math.round(e.getBoundingClientRect().x))")
        places.add(tuple(boites))
    assert len(places) == 1


@pytest.mark.parametrize("adresse", (*PAGES, *AUTRES, "/fiches/garantie-activite-6/", "/calculateurs/eligibilite/"))
def test_no_horizontal_scroll_on_a_phone(ouvrir: Callable[..., Page], adresse: str) -> None:
    page = ouvrir(viewport={"width": 360, "height": 740})
    page.goto(adresse)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("theme", ("light", "dark"))
@pytest.mark.parametrize("adresse", (*PAGES, "/calculateurs/", "/404.html"))
def test_axe_finds_nothing(ouvrir: Callable[..., Page], adresse: str, theme: str) -> None:
    page = ouvrir(color_scheme=theme, viewport={"width": 1280, "height": 900})
    page.goto(adresse)
    page.evaluate((npm_dir() / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    violations = page.evaluate("axe.run().then(r => r.violations)")
    fautes = [f"{v['id']} : {n['target']}" for v in violations for n in v["nodes"]]
    assert fautes == []


def test_the_reader_s_theme_is_kept_only_when_chosen(page: Page) -> None:
    page.goto("/")
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="Thème sombre").click()
    page.goto("/catalogue/")
    assert page.evaluate("document.documentElement.dataset.theme") == "sombre"
    assert page.get_by_role("button", name="Thème clair").count() == 1


def test_skip_link_comes_first(page: Page) -> None:
    page.goto("/fiches/isere-2-5/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#contenu"


def test_light_before_the_reader_computes(ouvrir: Callable[..., Page], serveur: object, site: Path) -> None:
    page = ouvrir()
    page.goto("/fiches/isere-2-5/", wait_until="networkidle")
    octets = 0
    for demande in serveur.demandes:  # type: ignore[attr-defined]
        fichier = site / demande.lstrip("/")
        brut = (fichier / "index.html" if fichier.is_dir() else fichier).read_bytes()
        octets += len(brut) if fichier.suffix == ".woff2" else len(gzip.compress(brut))
    assert 30_000 < octets <= 300_000, octets


def test_print_opens_everything(page: Page) -> None:
    page.goto("/catalogue/")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details:not([open])").count() > 0


@pytest.mark.parametrize("adresse", ["/personne/", "/fiches/isere-2-3/"])
def test_the_head_keeps_its_single_line_until_the_font_is_there(
    surveillance_de: Any, serveur: Any, adresse: str
) -> None:
    hauteurs = []
    for police in (True, False):
        page, surveillance = surveillance_de(serveur.adresse, viewport={"width": 1280, "height": 900})
        if not police:
            surveillance.attendues.append("ERR_FAILED")
            page.route("**/*.woff2", lambda route: route.abort())
        page.goto(adresse)
        page.evaluate("document.fonts.ready.then(() => true)")
        hauteurs.append(page.locator(".entete").bounding_box()["height"])
    assert abs(hauteurs[0] - hauteurs[1]) < 12, hauteurs
