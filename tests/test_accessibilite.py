"""Everyone can use it: axe in every state, keyboard walks, what is announced, zoom, spacing, forced colours, names."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from catalogue import Accessibilite, lire_catalogue
from site_src.construction import construire
from site_src.installation import RACINE
from tests.etats import BUDGET, ETATS, FINANCEMENT, JOUR, PRET, Etat, calculateur, deplier, fautes

CHOISIS = ("fiche", "calculateur en erreur", "personne, réponses", "budget, deux scénarios")
ARIA = Path(__file__).parent / "aria"
EXEMPLES = RACINE / "tests" / "exemples" / "guides"


def atteindre(page: Page, etat: Etat) -> None:
    page.goto(etat.adresse, wait_until="networkidle")
    if etat.geste:
        etat.geste(page)


# ---- axe ----


@pytest.mark.parametrize("nom", CHOISIS)
def test_axe_finds_nothing(ouvrir: Callable[..., Page], nom: str) -> None:
    page = ouvrir(viewport={"width": 1280, "height": 900})
    atteindre(page, ETATS[nom])
    assert fautes(page) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 320, "height": 640})
    assert fautes(page) == []


@pytest.mark.complet
@pytest.mark.parametrize("script", (True, False), ids=("script", "sans-script"))
@pytest.mark.parametrize("nom", ETATS)
def test_axe_finds_nothing_in_any_state(ouvrir: Callable[..., Page], nom: str, script: bool) -> None:
    etat = ETATS[nom]
    if not script and not etat.sans_script:
        pytest.skip("nothing to reach without JavaScript")
    # Without the page's scripts axe can't run in it either: the page as a browser drew it is given to one that runs it.
    page = ouvrir(java_script_enabled=True)
    if script:
        atteindre(page, etat)
    else:
        page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        page.goto(etat.adresse, wait_until="networkidle")
        page.evaluate(
            """() => document.querySelectorAll("noscript").forEach(n => {
                n.outerHTML = n.textContent; })"""
        )
    for theme in ("light", "dark"):
        for largeur in (1280, 375, 320):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            page.set_viewport_size({"width": largeur, "height": 800})
            assert fautes(page) == [], (theme, largeur)


def test_every_heading_of_a_table_says_what_it_heads(site: Path) -> None:
    for fichier in site.rglob("*.html"):
        for tete in re.findall(r"<th\b[^>]*>", fichier.read_text(encoding="utf-8")):
            assert 'scope="col"' in tete or 'scope="row"' in tete, (fichier, tete)


# ---- zoom and spacing ----

ESPACE = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }
"""

# What is wider than the screen, what is cut off, what scrolls without a name or out of the keyboard's reach.
COUPE = """() => {
    const vus = [], nomme = e => `${e.localName}.${e.className}`;
    const visible = e => e.checkVisibility({checkVisibilityCSS: true}) && !e.closest(".hors-ecran, svg, .evitement");
    if (document.documentElement.scrollWidth > innerWidth)
        for (const e of document.body.querySelectorAll("*"))
            if (visible(e) && e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".defile, pre"))
                vus.push("déborde : " + nomme(e));
    for (const e of document.body.querySelectorAll("*")) {
        const s = getComputedStyle(e);
        if (!visible(e) || e.clientWidth < 3) continue;
        const large = e.scrollWidth > e.clientWidth + 1, haut = e.scrollHeight > e.clientHeight + 1;
        if (["hidden", "clip"].includes(s.overflowX) && large || ["hidden", "clip"].includes(s.overflowY) && haut)
            vus.push("coupé : " + nomme(e));
        if (["auto", "scroll"].includes(s.overflowX) && large && !(e.tabIndex === 0 && e.role === "region"
            && (e.ariaLabel || e.getAttribute("aria-labelledby")))) vus.push("défile sans nom : " + nomme(e));
    }
    return [...new Set(vus)];
}"""


def tenir(page: Page, etat: Etat) -> None:
    """Zoomed four times, a window of 1280 by 1024 leaves 320 by 256 px."""
    page.set_viewport_size({"width": 1280, "height": 1024})
    atteindre(page, etat)
    page.set_viewport_size({"width": 320, "height": 256})
    assert page.evaluate(COUPE) == []
    page.evaluate(
        """regles => { const feuille = new CSSStyleSheet(); feuille.replaceSync(regles);
        document.adoptedStyleSheets = [feuille]; }""",
        ESPACE,
    )
    assert page.evaluate(COUPE) == []
    page.set_viewport_size({"width": 320, "height": 640})  # tall enough for what stays at the foot of a phone
    assert page.evaluate(COUPE) == []


@pytest.mark.parametrize("nom", ("catalogue filtré", "calculateur", "personne", "guides/auteurs"))
def test_nothing_is_cut_when_zoomed_four_times_nor_when_text_is_spaced(page: Page, nom: str) -> None:
    tenir(page, ETATS[nom])


@pytest.mark.complet
@pytest.mark.parametrize("nom", [nom for nom in ETATS if not nom.startswith("boîte ")])
def test_nothing_is_cut_in_any_state(page: Page, nom: str) -> None:
    tenir(page, ETATS[nom])


# ---- the keyboard ----

# The element that has the focus: whether it is drawn, ringed, in view and not covered; its place in the document.
FOYER = """() => {
    const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);
    const x = Math.min(Math.max(r.left + r.width / 2, 1), innerWidth - 2);
    const y = Math.min(Math.max(r.top + r.height / 2, 1), innerHeight - 2);
    const dessus = document.elementFromPoint(x, y);
    return {
        nom: `${e.localName}.${e.className} ${(e.ariaLabel || e.textContent || e.name || "").trim().slice(0, 40)}`,
        perdu: e === document.body, cerne: s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2,
        vu: r.bottom > 0 && r.top < innerHeight && r.width > 0,
        decouvert: !!dessus && (e.contains(dessus) || dessus.contains(e) || !!e.labels?.[0]?.contains(dessus)),
        rang: [...document.querySelectorAll("*")].indexOf(e),
    };
}"""


@pytest.mark.parametrize(
    ("adresse", "pas", "largeur"),
    [
        ("/", 18, 1280),
        ("/catalogue/?q=mobilite", 45, 1280),
        ("/comparer/?fiches=isere-2-3&fiches=isere-2-5", 26, 1280),
        (FINANCEMENT, 34, 320),
        ("/personne/", 30, 320),
    ],
)
def test_the_focus_is_always_seen_and_goes_down_the_page(
    ouvrir: Callable[..., Page], adresse: str, pas: int, largeur: int
) -> None:
    page = ouvrir(viewport={"width": largeur, "height": 640}, reduced_motion="reduce")
    page.goto(adresse, wait_until="networkidle")
    rangs = []
    for _ in range(pas):
        page.keyboard.press("Tab")
        foyer = page.evaluate(FOYER)
        if foyer["perdu"]:
            break  # after the last link the browser's own bar takes its turn
        assert foyer["cerne"] and foyer["vu"] and foyer["decouvert"], foyer
        rangs.append(foyer["rang"])
    assert len(rangs) > 8 and rangs == sorted(rangs)


@pytest.mark.parametrize("adresse", [FINANCEMENT, "/comparer/?fiches=isere-2-3&fiches=isere-2-5"])
def test_going_back_up_nothing_stands_over_what_has_the_focus(ouvrir: Callable[..., Page], adresse: str) -> None:
    """What stays at the top of the screen covers what is reached from below, if nothing keeps its room."""
    page = ouvrir(viewport={"width": 1280, "height": 640}, reduced_motion="reduce")
    page.goto(adresse, wait_until="networkidle")
    deplier(page)
    page.locator("footer a").first.focus()
    for _ in range(26):
        page.keyboard.press("Shift+Tab")
        foyer = page.evaluate(FOYER)
        assert foyer["vu"] and foyer["decouvert"], foyer


def test_the_skip_link_goes_past_the_menu(page: Page) -> None:
    page.goto("/catalogue/")
    page.keyboard.press("Tab")
    lien = page.get_by_role("link", name="Aller au contenu")
    expect(lien).to_be_focused()
    expect(lien).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_search_box_is_a_combobox_that_escape_closes(page: Page) -> None:
    page.goto("/methode/")
    champ = page.locator("#recherche-entete")
    champ.focus()
    page.keyboard.type("mobilite")
    expect(champ).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    choisie = champ.get_attribute("aria-activedescendant")
    assert choisie
    expect(page.locator(f"[id='{choisie}']")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(champ).to_have_attribute("aria-expanded", "false")
    expect(champ).to_be_focused()
    assert champ.input_value() == "mobilite"


def test_no_single_key_is_a_shortcut(page: Page) -> None:
    page.goto("/methode/")
    for touche in "abcdefghijklmnopqrstuvwxyz/?.,":
        page.keyboard.press(touche)
    assert page.evaluate("document.activeElement === document.body")
    assert page.url.endswith("/methode/")
    expect(page.locator("[role=dialog]")).to_have_count(0)


def test_facets_and_comparison_by_keyboard_keep_the_focus(page: Page) -> None:
    page.goto("/catalogue/")
    case = page.get_by_role("checkbox", name=re.compile("^Collectif"))
    case.focus()
    page.keyboard.press("Space")
    expect(case).to_be_checked()
    expect(case).to_be_focused()
    for rang in (0, 1):
        bouton = page.locator("[data-resultats] > li").nth(rang).get_by_role("button", name="Comparer")
        bouton.focus()
        page.keyboard.press("Enter")
        assert not page.evaluate("document.activeElement === document.body")
    page.locator("[data-panier] a, [data-panier] .bouton").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/comparer/**")
    expect(page.locator("[data-tete] th")).to_have_count(2)


def test_an_error_is_reached_told_and_mended_by_keyboard(page: Page) -> None:
    page.goto(FINANCEMENT)
    champ = calculateur(page).locator("[name=prevus]")
    champ.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("huit")
    page.keyboard.press("Enter")
    expect(champ).to_have_attribute("aria-invalid", "true", timeout=PRET)
    resume = page.get_by_role("group", name="Une réponse est à corriger")
    expect(resume).to_be_focused()
    expect(resume).to_be_in_viewport()
    expect(resume.get_by_role("alert")).to_be_visible()
    assert page.title().startswith("Erreur\u00a0: Le financement")
    message = page.locator(f"#{(champ.get_attribute('aria-describedby') or '').split()[-1]}")
    expect(message).to_be_visible()
    lien = page.locator(".erreurs a:visible").first
    # The list names the field; beside it, its label does.
    assert lien.text_content() == f"Personnes prévues dans le groupe\u00a0: {message.text_content()}"
    page.keyboard.press("Tab")
    expect(lien).to_be_focused()
    page.keyboard.press("Enter")
    expect(champ).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("8")
    expect(champ).not_to_have_attribute("aria-invalid", "true")
    expect(champ).to_be_focused()
    assert page.title().startswith("Le financement")


def test_a_scenario_is_made_named_and_compared_by_keyboard(page: Page) -> None:
    page.goto(BUDGET)
    calculateur(page).locator("[name=c_641]").fill("3800")
    bouton = page.get_by_role("button", name="Copier en un nouveau scénario")
    bouton.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-scenarios] input[type=radio]")).to_have_count(2)
    assert not page.evaluate("document.activeElement === document.body")
    tableau = page.get_by_role("region", name="Tableau des scénarios").locator("table")
    expect(tableau).to_be_visible(timeout=PRET)


# ---- what is announced ----

ECOUTER = """() => {
    window.dits = [];
    const noter = mutations => {
        for (const m of mutations) {
            if (m.target.nodeType === 1 && m.target.closest("[aria-hidden=true]")) continue;
            const element = m.target.nodeType === 1 ? m.target : m.target.parentElement;
            const region = element?.closest("[role=status], [aria-live]");
            const texte = region && [...region.childNodes].filter(n => n.ariaHidden !== "true")
                .map(n => n.textContent).join("").replace(/\\s+/g, " ").trim();
            if (texte && texte !== window.dits.at(-1)) window.dits.push(texte);
        }
    };
    new MutationObserver(noter).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""


def test_a_result_is_told_once_in_a_sentence_after_the_typing(page: Page) -> None:
    page.goto(FINANCEMENT)
    page.evaluate(ECOUTER)
    calculateur(page).locator("[name=presents_moyens]").fill("4")
    annonce = calculateur(page).locator("[data-annonce]")
    expect(annonce).to_contain_text("3\u202f000,00", timeout=PRET)
    calculateur(page).locator("[name=presents_moyens]").press("End")
    for touche in ("Backspace", "5", "Backspace", "3", "Backspace", "6"):
        page.keyboard.press(touche)
    expect(annonce).to_contain_text("3\u202f500,00")
    dits = page.evaluate("window.dits")
    assert [dit for dit in dits if "moteur" in dit] == [
        "Le moteur de calcul se charge.",
        "Le moteur de calcul est prêt : le résultat suit vos saisies.",
    ]
    resultats = [dit for dit in dits if "moteur" not in dit]
    assert len(resultats) == 2 and all(len(dit) < 250 for dit in resultats), resultats


def test_an_engine_that_fails_is_told(surveillance_de: Any, serveur: Any) -> None:
    page, surveillance = surveillance_de(serveur.adresse)
    surveillance.attendues += ["404", "moteur"]
    serveur.sabotages[".wasm"] = lambda reponse: reponse.send_error(404)
    page.goto(FINANCEMENT)
    calculateur(page).locator("[name=cout_jour]").fill("500")
    etat = calculateur(page).locator(".moteur-etat")
    expect(etat).to_contain_text("n’a pas démarré", timeout=PRET)
    expect(etat).to_have_attribute("role", "status")
    expect(page.get_by_role("button", name="Réessayer")).to_have_count(1)


# ---- motion, forced colours ----


def test_nothing_moves_for_who_asked_for_no_motion(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(reduced_motion="reduce")
    page.goto(FINANCEMENT)
    fixes = """() => document.getAnimations().length + [...document.querySelectorAll("*")]
        .map(e => getComputedStyle(e)).filter(s => parseFloat(s.animationDuration) || parseFloat(s.transitionDuration))
        .length"""
    assert page.evaluate(fixes) == 0
    ETATS["calculateur en erreur"].geste(page)  # type: ignore[misc]
    assert page.evaluate(fixes) == 0


def test_forced_colours_keep_every_state(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(forced_colors="active", color_scheme="dark")
    page.goto("/methode/")
    bord = "e => getComputedStyle(e).borderBottomColor"
    courant, autre = page.locator(".menu a[aria-current]"), page.locator(".menu a:not([aria-current])").first
    assert courant.evaluate(bord) != autre.evaluate(bord)
    ETATS["boîte de recherche ouverte"].geste(page)  # type: ignore[misc]
    trait = "e => getComputedStyle(e).outlineStyle"
    assert page.locator(".boite-option[aria-selected=true]").evaluate(trait) == "solid"
    page.goto(BUDGET)
    fond = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for dessin in page.locator(".graphique :is(rect, .graphique-point)").all():
        assert dessin.evaluate("e => getComputedStyle(e).fill") != fond
    icone = page.locator(".statut-icone:visible").first
    assert icone.evaluate("e => getComputedStyle(e).backgroundColor") != fond


# ---- names and roles, as reviewed files ----

INSTANTANES = {
    "accueil": ("accueil", "body"),
    "catalogue": ("catalogue filtré", ".facette:first-of-type, .resultats-tete, [data-resultats] > li:first-child"),
    "boite": ("boîte de recherche ouverte", ".recherche-entete input, .boite-groupe:first-child"),
    "fiche": ("fiche avec une cible", ".fiche-tete, .essentiel"),
    "calculateur-erreur": ("calculateur en erreur", ".choix-bloc:not([hidden]) .bloc-calculateur"),
    "personne": ("personne", "#personne"),
    "budget": ("budget, deux scénarios", ".bureau-scenarios, .bureau-cote-a-cote"),
    "comparaison": ("comparaison", ".choisies"),
    "declaration": ("accessibilite", "main"),
}


@pytest.mark.parametrize("nom", INSTANTANES)
def test_names_and_roles_are_those_reviewed(page: Page, pytestconfig: pytest.Config, nom: str) -> None:
    etat, selecteur = INSTANTANES[nom]
    page.clock.set_fixed_time(JOUR)
    atteindre(page, ETATS[etat])
    vu = "".join(f"{partie.aria_snapshot()}\n" for partie in page.locator(selecteur).all())
    vu = re.sub(r"(?m)^ *- /url: .*\n", "", vu)
    fichier = ARIA / f"{nom}.yaml"
    if pytestconfig.getoption("--captures"):
        fichier.write_text(vu, encoding="utf-8")
    assert vu and vu == fichier.read_text(encoding="utf-8"), "reviewed? write it again with --captures"


# ---- the declaration ----


def test_every_page_says_its_state_and_leads_to_the_declaration(site: Path) -> None:
    for fichier in site.rglob("*.html"):
        pied = fichier.read_text(encoding="utf-8").partition('<footer class="pied">')[2]
        assert re.search(r'href="[^"]*index\.html"[^>]*>Accessibilité\u00a0: non conforme</a>', pied), fichier


def test_an_audit_fills_the_declaration_and_changes_the_state(
    tmp_path: Path, servir: Any, surveillance_de: Any
) -> None:
    construire(EXEMPLES / "fiches", tmp_path / "site", "", RACINE, usage="aperçu")
    with servir(tmp_path / "site") as serveur:
        page = surveillance_de(serveur.adresse)[0]
        page.goto("/")
        page.get_by_role("link", name="Accessibilité\u00a0: partiellement conforme").click()
        page.wait_for_url("**/accessibilite/**")
        texte = page.locator("main").inner_text().replace("\u00a0", " ").replace("\u202f", " ")
        for mots in (
            "partiellement conforme avec le référentiel général d’amélioration de l’accessibilité (RGAA), version",
            "L’audit de conformité réalisé par Cabinet Exemple le 12 mai 2026 révèle que 82,5 % des critères",
            "critère 13.3",
            "Motif : Les ressaisir prendrait plus de deux ans",
            "établie le 1er juin 2026",
            "Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07",
        ):
            assert mots in texte, mots
        deplier(page)
        assert fautes(page) == []


@pytest.mark.parametrize(
    ("taux", "jour", "etat"),
    [
        ("100", "2026-06-01", "totalement conforme"),
        ("99,9", "2026-06-01", "partiellement conforme"),
        ("50", "2029-05-12", "partiellement conforme"),
        ("50", "2029-05-13", "non conforme"),
        ("49,9", "2026-06-01", "non conforme"),
    ],
)
def test_the_state_follows_the_rate_and_lasts_three_years(taux: str, jour: str, etat: str) -> None:
    audit = {"date": "2026-05-12", "auditeur": "X", "taux": taux}
    listes = {nom: ["une"] for nom in ("environnements", "outils", "pages")}
    declaration = Accessibilite.model_validate(
        {"audit": audit | listes, "non_conformites": [] if taux == "100" else ["une"]}
    )
    assert declaration.etat(date.fromisoformat(jour)) == etat


def test_no_audit_claims_nothing_and_another_site_s_is_not_ours(tmp_path: Path) -> None:
    assert Accessibilite().etat(date(2026, 1, 1)) == "non conforme"
    assert lire_catalogue(RACINE / "catalogue" / "fiches").accessibilite == Accessibilite()
