"""The catalogue's page at work on sixty generated sheets: facets, sort, views, address, comparison, keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from calculators.typographie import plier
from catalogue import Catalogue, Fiche, lire_catalogue
from site_src.construction import construire
from site_src.installation import RACINE, npm_dir
from tests.grand_catalogue import ecrire

N = 60
FINANCEMENT = {True: "oui", False: "non"}


@pytest.fixture(scope="module")
def fiches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ecrire(tmp_path_factory.mktemp("catalogue"), N)


@pytest.fixture(scope="module")
def catalogue(fiches: Path) -> Catalogue:
    return lire_catalogue(fiches)


@pytest.fixture(scope="module")
def grand_site(fiches: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    sortie = tmp_path_factory.mktemp("publication") / "grand"
    construire(fiches, sortie, "", RACINE, usage="aperçu")
    return sortie


@pytest.fixture(scope="module")
def grand_serveur(grand_site: Path, servir: Callable[[Path], Any]) -> Iterator[Any]:
    with servir(grand_site) as serveur:
        yield serveur


@pytest.fixture
def ouvrir_grand(grand_serveur: Any, surveillance_de: Any) -> Callable[..., Page]:
    return lambda **options: surveillance_de(grand_serveur.adresse, **options)[0]


@pytest.fixture
def grand(ouvrir_grand: Callable[..., Page]) -> Page:
    """A watched page on the sixty sheets."""
    return ouvrir_grand()


def test_the_calculators_of_one_page_are_told_apart(grand_site: Path) -> None:
    """Several Departments have an « Action 1.1 »: no two headings, hence no two regions, have the same name."""
    for adresse in ("calculateurs/financement", "calculateurs/duree", "parcours"):
        html = (grand_site / adresse / "index.html").read_text(encoding="utf-8")
        titres = re.findall(r'<h2 class="calculateur-titre"[^>]*>([^<]*)<', html)
        assert len(set(titres)) == len(titres) > 5, adresse


def resultats(page: Page) -> list[str]:
    return page.locator("[data-resultats] [data-fiche]").evaluate_all("liste => liste.map(e => e.dataset.fiche)")


def comptes(page: Page) -> dict[tuple[str, str], int]:
    """Every choice of every facet with the number that its label shows, folded ones too."""
    lus = page.locator("#filtres input[type=checkbox]").evaluate_all(
        "liste => liste.map(c => [c.name, c.value, c.closest('label').textContent.match(/\\(([\\d\\s]+)\\)/)[1]])"
    )
    return {(nom, cle): int(re.sub(r"\D", "", n)) for nom, cle, n in lus}


def cles(fiche: Fiche, catalogue: Catalogue) -> dict[str, set[str]]:
    """Under which choices a sheet is to be found, worked out from its YAML alone."""
    publics = catalogue.vocabulaire.publics
    couverts = set(fiche.publics)
    for cle in fiche.publics:
        couverts |= {c for c, p in publics.items() if p.parmi == cle} | ({publics[cle].parmi} - {None})
    return {
        "public": couverts,
        "theme": set(fiche.themes),
        "format": set(fiche.formats),
        "departement": {fiche.departement},
        "axe": {f"{fiche.departement}-axe-{n}" for n in re.findall(r"AXE (\d+)", " ".join(fiche.axes))},
        "objectif": {f"{fiche.departement}-objectif-{n}" for n in re.findall(r"N°(\d+)", " ".join(fiche.objectifs))},
        "duree": {fiche.duree} - {None},
        "financement": {FINANCEMENT["financement" in fiche.calculateurs]},
        "porteur": set(fiche.porteurs),
    }


def gardees(catalogue: Catalogue, choix: dict[str, set[str]], sauf: str = "") -> list[Fiche]:
    return [
        f
        for f in catalogue.fiches
        if all(cles(f, catalogue)[nom] & voulues for nom, voulues in choix.items() if nom != sauf)
    ]


def dit(n: int) -> str:
    return "Aucune fiche" if n == 0 else f"{n} fiche{'s' if n > 1 else ''}"


def ouvrir_etat(page: Page, *etat: tuple[str, str]) -> None:
    page.goto(f"/catalogue/?{urlencode(etat)}")
    expect(page.locator("[data-presentation], [data-aucune]").filter(visible=True)).to_have_count(1)


# ---- facets ----


def test_every_count_is_true_whatever_is_ticked(grand: Page, catalogue: Catalogue) -> None:
    grand.goto("/catalogue/")
    offertes = list(comptes(grand))
    for graine in range(25):
        hasard = Random(graine)
        tirees = hasard.sample(offertes, hasard.randint(1, 6))
        choix: dict[str, set[str]] = {}
        for nom, cle in tirees:
            choix.setdefault(nom, set()).add(cle)
        ouvrir_etat(grand, *tirees)
        attendues = gardees(catalogue, choix)
        assert set(resultats(grand)) == {f.id for f in attendues}, tirees
        expect(grand.locator("[data-bilan]")).to_have_text(dit(len(attendues)))
        for (nom, cle), n in comptes(grand).items():
            vraies = [f for f in gardees(catalogue, choix, sauf=nom) if cle in cles(f, catalogue)[nom]]
            assert n == len(vraies), (tirees, nom, cle)


def test_counts_follow_the_words_too(grand: Page) -> None:
    ouvrir_etat(grand, ("q", "jardinage"))
    expect(grand.locator("[data-bilan]")).to_have_text(re.compile(r"^\d+ fiches?$"))
    trouvees, vus = set(resultats(grand)), comptes(grand)
    assert 0 < len(trouvees) < N
    for cle in ("individuel", "collectif"):
        ouvrir_etat(grand, ("q", "jardinage"), ("format", cle))
        expect(grand.locator("[data-bilan]")).to_have_text(dit(vus["format", cle]))
        assert set(resultats(grand)) <= trouvees


def test_choices_add_within_a_facet_and_narrow_between_facets(grand: Page) -> None:
    def nombre(*etat: tuple[str, str]) -> int:
        ouvrir_etat(grand, *etat)
        return len(resultats(grand))

    sante, mobilite = ("theme", "sante"), ("theme", "mobilite")
    assert nombre(sante, mobilite) > max(nombre(sante), nombre(mobilite))
    assert nombre(sante, ("format", "collectif")) < nombre(sante)


def test_a_phone_has_the_count_and_the_way_to_the_results_at_its_foot(ouvrir_grand: Callable[..., Page]) -> None:
    page = ouvrir_grand(viewport={"width": 360, "height": 640})
    page.goto("/catalogue/index.html")
    barre = page.locator("[data-barre]")
    expect(page.locator("[data-bilan]")).to_be_in_viewport()
    expect(barre).to_be_hidden()
    page.get_by_text("Filtrer les fiches").click()
    expect(barre).to_have_text("Voir les 60 fiches")
    assert barre.inner_text() == "Voir les 60\u00a0fiches", "a count and what it counts stay on one line"
    page.locator("input[name=public]").first.check()
    nombre = page.locator("[data-bilan]").inner_text()
    expect(barre).to_have_text(f"Voir les {nombre}")
    page.locator("input[name=public]").first.focus()
    while barre.is_visible():
        haut = barre.bounding_box()["y"]
        bas = page.evaluate("document.activeElement.getBoundingClientRect().bottom")
        assert bas <= haut, "what has the focus is never under the bar"
        page.keyboard.press("Tab")
        page.evaluate("() => new Promise((suite) => requestAnimationFrame(() => requestAnimationFrame(suite)))")
        if page.evaluate("document.activeElement.matches('[data-barre] *')"):
            break
    page.evaluate("scrollTo(0, 0)")
    barre.get_by_role("button").click()
    expect(page.locator("[data-bilan]")).to_be_focused()
    expect(page.locator("[data-bilan]")).to_be_in_viewport()
    expect(barre).to_be_hidden()


def test_a_wide_screen_and_paper_have_no_bar_at_their_foot(grand: Page) -> None:
    grand.set_viewport_size({"width": 1280, "height": 300})
    grand.goto("/catalogue/index.html")
    expect(grand.locator("[data-barre]")).to_have_text("Voir les 60 fiches")
    expect(grand.locator("[data-barre]")).to_be_hidden()
    grand.set_viewport_size({"width": 500, "height": 700})  # the facets, open on a wide screen, stay so
    expect(grand.locator("[data-barre]")).to_be_visible()
    grand.emulate_media(media="print")
    expect(grand.locator("[data-barre]")).to_be_hidden()


def test_a_narrower_public_stands_under_the_wider(grand: Page) -> None:
    grand.goto("/catalogue/")
    noms = grand.locator("[data-facette=public] li").evaluate_all(
        "liste => liste.map(li => [li.querySelector('input').value, li.classList.contains('option-sous')])"
    )
    sous = {"pssi", "tns", "sans-enfant", "droits-et-devoirs"}
    assert [cle for cle, est_sous in noms if est_sous] == [cle for cle, _ in noms if cle in sous]
    assert noms[0] == ["brsa", False]


def test_a_long_facet_is_folded_and_keeps_what_is_ticked_in_view(grand: Page) -> None:
    ouvrir_etat(grand, ("departement", "yonne"), ("departement", "ain"))
    facette = grand.locator("[data-facette=departement]")
    assert facette.locator("li:visible").count() == 9  # the first eight, and Yonne
    expect(facette.locator("summary")).to_contain_text("2 choisis")
    facette.get_by_role("button", name="Voir les 21 autres").click()
    expect(facette.locator("li:visible")).to_have_count(30)
    expect(facette.get_by_role("checkbox", name=re.compile("^Eure"))).to_be_visible()
    assert grand.evaluate("document.activeElement.name") == "departement"
    facette.get_by_role("button", name="Voir moins").click()
    expect(facette.locator("li:visible")).to_have_count(9)


def test_a_very_long_facet_has_its_own_box(grand: Page) -> None:
    grand.goto("/catalogue/")
    facette = grand.locator("[data-facette=departement]")
    facette.locator("summary").click()
    facette.get_by_role("searchbox", name="Trouver dans la liste").fill("finistere")
    expect(facette.locator("li:visible")).to_have_text([re.compile("Finistère")])
    expect(facette.locator("[data-fouille-bilan]")).to_have_text("1 choix")
    grand.keyboard.press("Enter")
    expect(grand).to_have_url(re.compile(r"/catalogue/$"))
    facette.locator("li:visible input").check()
    assert {identifiant.rsplit("-", 2)[0] for identifiant in resultats(grand)} == {"finistere"}


def test_the_box_of_a_facet_folds_letters_as_the_search_does(grand: Page) -> None:
    grand.goto("/catalogue/")
    facette = grand.locator("[data-facette=axe]")
    facette.locator("summary").click()
    facette.get_by_role("searchbox", name="Trouver dans la liste").fill("oeuvre les droits")
    expect(facette.locator("li:visible").first).to_contain_text("Mettre en œuvre les droits")


def test_what_is_ticked_stays_in_view_at_zero(grand: Page, catalogue: Catalogue) -> None:
    autre = next(f for f in catalogue.fiches if f.departement == "yonne")
    axe = next(iter(cles(autre, catalogue)["axe"]))
    ouvrir_etat(grand, ("departement", "ain"), ("axe", axe))
    option = grand.locator(f"input[name=axe][value={axe}]")
    expect(option).to_be_visible()
    expect(option.locator("xpath=ancestor::label")).to_contain_text("(0)")


def test_an_empty_result_says_what_to_drop_and_keeps_its_word(grand: Page, catalogue: Catalogue) -> None:
    axe = next(iter(cles(next(f for f in catalogue.fiches if f.departement == "yonne"), catalogue)["axe"]))
    ouvrir_etat(grand, ("departement", "ain"), ("axe", axe))
    expect(grand.locator("[data-bilan]")).to_have_text("Aucune fiche")
    expect(grand.get_by_label("Trier par")).to_be_hidden()
    pistes = grand.locator("[data-conseils] li")
    assert pistes.count() == 2
    for texte in pistes.all_text_contents():
        ouvrir_etat(grand, ("departement", "ain"), ("axe", axe))
        promis = (re.search(r"\d+\sfiches?$", texte) or [""])[0]
        grand.locator("[data-conseils] li", has_text=texte).get_by_role("button").click()
        expect(grand.locator("[data-bilan]")).to_have_text(promis)
        expect(grand.locator("[data-bilan]")).to_be_focused()


def test_words_that_a_filter_empties_can_be_dropped(grand: Page) -> None:
    ouvrir_etat(grand, ("q", "zzzzqqq"), ("format", "collectif"))
    piste = grand.locator("[data-conseils] li", has_text="Retirer les mots")
    promis = (re.search(r"\d+\sfiches?$", piste.text_content() or "") or [""])[0]
    piste.get_by_role("button").click()
    expect(grand.locator("[data-bilan]")).to_have_text(promis)
    expect(grand).to_have_url(re.compile(r"\?format=collectif$"))


def test_words_that_were_corrected_or_left_out_are_said(page: Page) -> None:
    page.goto("/catalogue/?q=mobilitée")
    expect(page.locator("[data-remarque]")).to_have_text(
        "Aucune fiche pour «\u00a0mobilitée\u00a0»\u00a0: voici celles pour «\u00a0mobilité\u00a0»."
    )
    page.goto("/catalogue/?q=mobilité+martien")
    expect(page.locator("[data-remarque]")).to_contain_text("voici celles qui en ont une partie")
    page.locator("main input[name=q]").fill("mobilité")
    expect(page.locator("[data-remarque]")).to_be_hidden()


def test_other_words_are_offered_where_none_is_found(page: Page) -> None:
    page.goto("/catalogue/?q=zzzqqq")
    expect(page.locator("[data-bilan]")).to_have_text("Aucune fiche")
    propose = page.locator("[data-conseils] button").first
    mots = propose.text_content()
    propose.click()
    expect(page.locator("main input[name=q]")).to_have_value(mots or "")
    expect(page.locator("[data-bilan]")).to_have_text(re.compile(r"^\d+ fiches?$"))


# ---- every sheet, sorted and shown ----


@pytest.mark.parametrize("tri", ["titre", "numero", "departement", "recent"])
def test_sorts(grand: Page, catalogue: Catalogue, tri: str) -> None:
    def numero(fiche: Fiche) -> list[int]:
        return [int(n) for n in fiche.code.split(".")]

    ouvrir_etat(grand, ("tri", tri))
    vues = [catalogue.fiche(identifiant) for identifiant in resultats(grand)]
    assert len(vues) == N
    if tri == "titre":
        mots = [re.findall(r"\w+", plier(f.titre)) for f in vues]
        assert mots == sorted(mots)
    elif tri == "numero":
        assert [numero(f) for f in vues] == sorted(numero(f) for f in vues)
    elif tri == "recent":
        jours = [str(f.revue_le or f.transcrite_le) for f in vues]
        assert jours == sorted(jours, reverse=True)
    else:
        assert [f.departement for f in vues] == sorted(f.departement for f in vues)


def test_relevance_is_offered_where_there_are_words(grand: Page) -> None:
    grand.goto("/catalogue/")
    tri = grand.get_by_label("Trier par")
    expect(tri).to_have_value("departement")
    grand.locator("main input[name=q]").fill("jardinage")
    expect(tri).to_have_value("pertinence")
    tri.select_option("titre")
    expect(grand).to_have_url(re.compile("tri=titre"))
    grand.locator("main input[name=q]").fill("")
    expect(tri).to_have_value("titre")


def test_a_card_far_down_gets_its_words_when_it_is_seen(grand: Page, catalogue: Catalogue) -> None:
    grand.goto("/catalogue/")
    derniere = catalogue.fiche(resultats(grand)[-1])
    place = grand.locator(f"[data-fiche={derniere.id}]")
    place.scroll_into_view_if_needed()
    expect(place.get_by_role("link", name=derniere.titre)).to_be_visible()
    expect(place.locator("[data-resume]")).to_have_text(derniere.resume)
    expect(place.locator("[data-pour-qui]")).to_have_text(derniere.essentiel.pour_qui.texte)


def test_words_found_are_shown_in_cards_made_on_the_way(grand: Page) -> None:
    ouvrir_etat(grand, ("q", "immersion"))
    expect(grand.locator("[data-bilan]")).to_have_text(re.compile(r"^\d+ fiches$"))
    rang = len(resultats(grand)) - 1
    place = grand.locator("[data-resultats] > li").nth(rang)
    place.scroll_into_view_if_needed()
    expect(place.locator("mark").first).to_have_text(re.compile("immersion", re.IGNORECASE))


def test_without_javascript_every_sheet_is_reached(
    ouvrir_grand: Callable[..., Page], catalogue: Catalogue, grand_site: Path
) -> None:
    page = ouvrir_grand(java_script_enabled=False)
    page.goto("/catalogue/")
    expect(page.locator("main input[type=checkbox]:visible")).to_have_count(0)
    page.get_by_role("link", name="toutes les fiches sont listées").click()
    page.wait_for_url("**/catalogue/toutes/**")
    vers = page.locator(".liste-fiches a").evaluate_all("liens => liens.map(a => a.getAttribute('href'))")
    assert sorted(vers) == sorted(f"../../fiches/{f.id}/index.html" for f in catalogue.fiches)
    page.get_by_role("navigation", name="Départements").get_by_role("link", name="Yonne").click()
    titre = page.get_by_role("heading", name="Yonne")
    expect(titre).to_be_in_viewport()


def test_the_compact_view_is_kept_and_shows_one_line_a_sheet(grand: Page, catalogue: Catalogue) -> None:
    grand.goto("/catalogue/")
    haute = grand.locator("[data-resultats] > li").first.bounding_box()
    grand.get_by_role("radio", name="Compacte").check()
    expect(grand).to_have_url(re.compile(r"\?vue=compacte$"))
    premiere = grand.locator("[data-resultats] > li").first
    basse = premiere.bounding_box()
    assert haute and basse and basse["height"] < haute["height"] / 2
    fiche = catalogue.fiche(resultats(grand)[0])
    for texte in (
        fiche.titre,
        fiche.essentiel.duree.texte,
        fiche.essentiel.groupe.texte,
        fiche.essentiel.financement.texte,
    ):
        expect(premiere).to_contain_text(texte)
    grand.reload()
    expect(grand.get_by_role("radio", name="Compacte")).to_be_checked()
    grand.go_back()
    expect(grand.get_by_role("radio", name="Liste")).to_be_checked()


@pytest.mark.parametrize(
    "etat", ["", "?vue=compacte&comparer=ain-1-1&comparer=aude-1-2", "?format=collectif&q=zzzz", "toutes/"]
)
def test_no_horizontal_scroll_on_a_phone(ouvrir_grand: Callable[..., Page], etat: str) -> None:
    page = ouvrir_grand(viewport={"width": 360, "height": 740})
    page.goto(f"/catalogue/{etat}", wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(ouvrir_grand: Callable[..., Page], theme: str) -> None:
    page = ouvrir_grand(color_scheme=theme, viewport={"width": 1280, "height": 900})
    axe = (npm_dir() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    for etat in ("", "?vue=compacte&comparer=ain-1-1&comparer=aude-1-2", "?q=zzzz&format=collectif&autre=1", "toutes/"):
        page.goto(f"/catalogue/{etat}", wait_until="networkidle")
        page.locator("details").evaluate_all("plis => plis.forEach(pli => { pli.open = true; })")
        page.evaluate(axe)
        violations = page.evaluate("axe.run().then(r => r.violations)")
        assert [f"{v['id']} : {n['target']}" for v in violations for n in v["nodes"]] == [], etat


# ---- the address ----


def test_reload_back_and_a_shared_address_bring_everything_back(grand: Page, ouvrir_grand: Callable[..., Page]) -> None:
    grand.goto("/catalogue/")
    grand.get_by_role("checkbox", name=re.compile("^Collectif")).check()
    grand.get_by_label("Trier par").select_option("recent")
    grand.get_by_role("radio", name="Compacte").check()
    grand.locator("[data-resultats] > li").first.get_by_role("button", name="Comparer").click()
    choisie = resultats(grand)[0]
    adresse = grand.evaluate("location.search")
    assert adresse == f"?format=collectif&tri=recent&vue=compacte&comparer={choisie}"
    attendues = resultats(grand)

    def verifier(page: Page) -> None:
        expect(page.get_by_role("checkbox", name=re.compile("^Collectif"))).to_be_checked()
        expect(page.get_by_label("Trier par")).to_have_value("recent")
        expect(page.get_by_role("radio", name="Compacte")).to_be_checked()
        expect(page.get_by_role("region", name="Fiches à comparer").get_by_role("button")).to_have_count(1)
        assert resultats(page) == attendues

    grand.reload()
    verifier(grand)
    ailleurs = ouvrir_grand()
    ailleurs.goto(f"/catalogue/{adresse}")
    verifier(ailleurs)
    grand.locator("[data-resultats] a").first.click()
    expect(grand.locator("h1")).to_be_visible()
    grand.go_back()
    verifier(grand)
    grand.go_back()
    expect(grand.get_by_role("radio", name="Liste")).to_be_checked()
    expect(grand.get_by_label("Trier par")).to_have_value("recent")
    grand.go_back()
    expect(grand.get_by_label("Trier par")).to_have_value("departement")
    grand.go_back()
    expect(grand.get_by_role("checkbox", name=re.compile("^Collectif"))).not_to_be_checked()
    expect(grand.get_by_role("region", name="Fiches à comparer").get_by_role("button")).to_have_count(1)


def test_what_an_address_asks_in_vain_is_said(grand: Page) -> None:
    ouvrir_etat(grand, ("public", "martiens"), ("format", "collectif"), ("tri", "hasard"), ("comparer", "absente"))
    avis = grand.locator("[data-avis]")
    for texte in ("public=martiens", "tri=hasard", "comparer=absente"):
        expect(avis).to_contain_text(texte)
    avant = resultats(grand)
    assert 0 < len(avant) < N
    ouvrir_etat(grand, ("format", "collectif"))
    assert resultats(grand) == avant
    expect(avis).to_be_hidden()


def test_without_its_data_the_page_says_so(grand: Page, grand_serveur: Any, surveillance_de: Any) -> None:
    page, surveillance = surveillance_de(grand_serveur.adresse)
    surveillance.attendues.append("404")
    surveillance.attendues.append("Refused to execute")
    grand_serveur.sabotages["catalogue/fiches.js"] = lambda reponse: reponse.send_error(404)
    try:
        page.goto("/catalogue/")
        expect(page.locator("[data-avis]")).to_contain_text("rechargez la page")
        expect(page.get_by_role("link", name="Toutes les fiches en une seule liste")).to_be_visible()
    finally:
        grand_serveur.sabotages.clear()


def test_it_works_from_a_folder(navigateur: Browser, grand_site: Path) -> None:
    page = navigateur.new_page()
    try:
        page.goto((grand_site / "catalogue" / "index.html").as_uri())
        page.get_by_role("checkbox", name=re.compile("^Collectif")).check()
        place = page.locator("[data-resultats] > li").last
        place.scroll_into_view_if_needed()
        expect(place.locator("[data-resume]")).not_to_be_empty()
    finally:
        page.close()


# ---- comparison ----


def test_four_sheets_at_most_are_set_aside(grand: Page) -> None:
    grand.goto("/catalogue/")
    barre = grand.get_by_role("region", name="Fiches à comparer")
    boutons = grand.locator("[data-resultats]").get_by_role("button", name="Comparer")
    expect(barre).to_be_hidden()
    boutons.nth(0).click()
    expect(barre).to_contain_text("Choisissez une autre fiche")
    for rang in (1, 2, 3, 4):
        boutons.nth(rang).click()
    expect(barre.get_by_role("status")).to_contain_text("4 fiches au plus")
    expect(boutons.nth(4)).to_have_attribute("aria-pressed", "false")
    quatre = resultats(grand)[:4]
    lien = barre.get_by_role("link", name="Comparer 4 fiches")
    expect(lien).to_have_attribute("href", "../comparer/index.html?" + "&".join(f"fiches={f}" for f in quatre))
    barre.get_by_role("button").first.click()
    expect(barre.get_by_role("link", name="Comparer 3 fiches")).to_be_visible()
    expect(boutons.nth(0)).to_have_attribute("aria-pressed", "false")
    grand.get_by_role("checkbox", name=re.compile("^Collectif")).check()
    expect(barre.get_by_role("link", name="Comparer 3 fiches")).to_be_visible()


# ---- keyboard and voice ----


def focus(page: Page) -> str:
    return page.evaluate(
        "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent.trim()"
    )


def aller(page: Page, selecteur: str, touche: str = "Tab") -> None:
    """Press a key until the focus is on an element; a page that can't be walked fails here."""
    for _ in range(150):
        if page.evaluate("s => document.activeElement.matches(s)", selecteur):
            return
        page.keyboard.press(touche)
    pytest.fail(f"the keyboard never reaches {selecteur}")


def test_the_whole_page_by_keyboard_alone(grand: Page) -> None:
    grand.goto("/catalogue/")
    aller(grand, "input[name=q]")
    grand.keyboard.type("atelier")
    expect(grand.locator("[data-bilan]")).to_have_text(re.compile(r"^\d+ fiches$"))
    aller(grand, "input[name=format][value=collectif]")
    grand.keyboard.press("Space")
    aller(grand, "[data-facette=theme] [data-voir-plus]", "Shift+Tab")
    grand.keyboard.press("Enter")
    assert grand.evaluate("document.activeElement.name") == "theme"
    grand.keyboard.press("Space")
    expect(grand.locator("[data-puces] button")).to_have_count(4)
    aller(grand, "[data-puces] button")
    grand.keyboard.press("Enter")
    assert focus(grand).startswith("Retirer le filtre"), "to the chip that took its place"
    grand.keyboard.press("Enter")
    grand.keyboard.press("Enter")
    expect(grand.locator("[data-bilan]")).to_be_focused()
    expect(grand).to_have_url(re.compile(r"/catalogue/$"))
    aller(grand, "select[name=tri]")
    grand.keyboard.press("ArrowDown")
    expect(grand).to_have_url(re.compile("tri=numero"))
    aller(grand, "input[name=vue]")
    grand.keyboard.press("ArrowRight")
    expect(grand).to_have_url(re.compile("vue=compacte"))
    for _ in range(2):
        grand.keyboard.press("Tab")
        aller(grand, ".comparer")
        grand.keyboard.press("Enter")
    grand.keyboard.press("Tab")
    assert focus(grand) == "Comparer 2\u00a0fiches", "the way to the comparison is next to the button"
    aller(grand, "[data-panier] button", "Shift+Tab")
    grand.keyboard.press("Enter")
    assert focus(grand).startswith("Ne plus comparer")
    grand.keyboard.press("Enter")
    expect(grand.locator("[data-panier]")).to_be_hidden()
    expect(grand.locator("[data-bilan]")).to_be_focused()


def test_the_count_is_not_read_out_at_every_letter(grand: Page) -> None:
    grand.goto("/catalogue/")
    grand.locator("main input[name=q]").fill("a")
    expect(grand.locator("[data-bilan]")).to_have_text(re.compile(r"^\d+ fiches$"))
    grand.evaluate(
        """() => {
          const bilan = document.querySelector('[data-bilan]');
          window.lus = 0;
          new MutationObserver(() => { if (!bilan.ariaBusy) window.lus++; })
            .observe(bilan, { childList: true, attributes: true, attributeFilter: ['aria-busy'] });
        }"""
    )
    expect(grand.locator("[data-bilan]")).not_to_have_attribute("aria-busy", "true")
    grand.evaluate("window.lus = 0")
    grand.locator("main input[name=q]").press_sequentially("telier")
    expect(grand.locator("[data-bilan]")).not_to_have_attribute("aria-busy", "true")
    assert grand.evaluate("window.lus") == 1


# ---- two thousand ----


@pytest.mark.complet
def test_two_thousand_sheets_are_light_at_first(
    tmp_path: Path, servir: Callable[[Path], Any], surveillance_de: Any
) -> None:
    import gzip

    construire(ecrire(tmp_path / "catalogue", 2000), tmp_path / "site", "", RACINE)
    with servir(tmp_path / "site") as serveur:
        page, _ = surveillance_de(serveur.adresse, viewport={"width": 1280, "height": 900})
        page.goto("/catalogue/", wait_until="networkidle")
        octets = 0
        for demande in serveur.demandes:
            fichier = tmp_path / "site" / demande.lstrip("/")
            brut = (fichier / "index.html" if fichier.is_dir() else fichier).read_bytes()
            octets += len(brut) if fichier.suffix == ".woff2" else len(gzip.compress(brut))
        assert 30_000 < octets <= 300_000
        assert len(resultats(page)) == 2000
        assert len(set(resultats(page))) == 2000


def test_the_desk_says_why_a_sheet_did_not_come_and_shows_the_last_one_asked_for(
    surveillance_de: Any, grand_serveur: Any
) -> None:
    page, surveillance = surveillance_de(grand_serveur.adresse)
    surveillance.attendues += ["ERR_FAILED"]
    page.goto("/calculateurs/budget/")
    form, autres = page.locator("#budget"), page.locator("[data-bureau-autres]")
    ici = form.get_attribute("data-fiche")
    ailleurs = autres.locator("option").nth(1).get_attribute("value")
    retenues: list[Any] = []
    page.route("**/assets/bureau/**", lambda route: route.abort())
    autres.select_option(ailleurs)
    expect(page.locator("[data-bureau-arrivee]")).to_contain_text("vérifiez le réseau")
    expect(autres).to_have_value("")
    assert form.get_attribute("data-fiche") == ici
    page.unroute("**/assets/bureau/**")

    page.route("**/assets/bureau/**", lambda route: retenues.append(route))
    with page.expect_request("**/assets/bureau/**"):
        autres.select_option(ailleurs)
    seconde = page.locator("[data-bureau-fiche]").nth(1)
    seconde.check()
    retenues[0].continue_()
    page.wait_for_function("fiche => Bureau.champsDe(fiche) !== null", arg=ailleurs)
    expect(form).to_have_attribute("data-fiche", seconde.get_attribute("value") or "")
    page.unroute("**/assets/bureau/**")
    autres.select_option(ailleurs)
    expect(form).to_have_attribute("data-fiche", ailleurs or "")


@pytest.mark.parametrize(("largeur", "hauteur"), [(360, 640), (640, 400), (853, 480)])
def test_the_keyboard_reaches_nothing_under_the_bar_of_what_is_compared(
    ouvrir: Callable[..., Page], largeur: int, hauteur: int
) -> None:
    page = ouvrir(viewport={"width": largeur, "height": hauteur})
    page.goto("/catalogue/?comparer=isere-2-3&comparer=isere-2-4&comparer=isere-2-5&comparer=alsace-4-passerelle")
    expect(page.locator("[data-panier] a.bouton")).to_have_text("Comparer 4 fiches")
    page.locator(".pied a").last.focus()
    couvert = """() => {
        const barre = document.querySelector("[data-panier]"), e = document.activeElement;
        const place = e.getBoundingClientRect(), haut = barre.getBoundingClientRect();
        return !barre.contains(e) && place.top < haut.bottom - 1 && place.bottom > haut.top + 1;
    }"""
    for _ in range(200):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.evitement')"):
            break
        assert not page.evaluate(couvert), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    else:
        raise AssertionError("the first link of the page was not reached")
