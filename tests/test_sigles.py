"""The abbreviations: linked at their first use on a page, never elsewhere, and gathered on a page of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from catalogue import Sigle, lire_catalogue
from site_src.installation import RACINE, npm_dir
from site_src.sigles import Lexique

LEXIQUE = Lexique(
    Sigle(sigle=sigle, developpement=developpement, capitales=capitales)
    for sigle, developpement, capitales in (
        ("RSA", "revenu de solidarité active", "non"),
        ("PDI-E", "programme départemental d'insertion vers l'emploi", "non"),
        ("PDI", "programme départemental d'insertion", "non"),
        ("AI", "association intermédiaire", "oui"),
        ("ActivéO", "prestation <b> & co", "non"),
    )
)


def textes(html: str) -> str:
    return "".join(html5lib.parseFragment(html, namespaceHTMLElements=False).itertext())


def lies(html: str) -> list[str]:
    return re.findall(r'<a class="sigle"[^>]*>([^<]*)</a>', LEXIQUE.lier(html, "../"))


def test_the_first_use_leads_to_its_line_and_says_what_it_means() -> None:
    lien = 'class="sigle" href="../../sigles/index.html#rsa" title="RSA\u00a0: revenu de solidarité active"'
    html = LEXIQUE.lier("<p>Le RSA, puis le RSA.</p>", "../../")
    assert html == f"<p>Le <a {lien}>RSA</a>, puis le RSA.</p>"


@pytest.mark.parametrize(
    ("html", "attendus"),
    [
        ("<p>BRSA, RSAI, ex-RSA, rsa, rSa, RSA-bis</p>", []),
        ("<p>l'AI et d’RSA (RSA)</p>", ["AI", "RSA"]),
        ("<p>PDI-E puis PDI</p>", ["PDI-E", "PDI"]),
        ("<p>j'ai, ai, Ai</p>", []),
        ("<p>CE QUE L'AI FAIT POUR LE RSA</p>", ["RSA"]),
        ("<p>une <strong>AI</strong></p>", ["AI"]),
        ("<p>ActivéO</p>", ["ActivéO"]),
        ('<p title="RSA"><img alt="RSA"></p>', []),
        *((f"<{b}>RSA</{b}>", []) for b in ("a", "h2", "code", "label", "legend", "button", "blockquote", "q", "form")),
        ("<h2>Le RSA</h2><p>le RSA</p>", ["RSA"]),
        ('<script type="application/json">{"RSA": 1}</script><svg><title>RSA</title><text>RSA</text></svg>', []),
        ("<form><label>RSA</label><p>RSA</p></form><p>RSA</p>", ["RSA"]),
        ("", []),
    ],
)
def test_only_whole_words_as_written_outside_titles_links_and_fields(html: str, attendus: list[str]) -> None:
    assert lies(html) == attendus


def test_the_capitals_that_a_sheet_gives_an_abbreviation_stay_and_are_linked() -> None:
    lexique = Lexique([Sigle(sigle="RSA", developpement="revenu de solidarité active", synonymes=("rSa", "RMI"))])
    html = lexique.lier("<p>bénéficiaires du rSa, ex-RMI, du RSA</p>", "../")
    assert re.findall(r'href="([^"]*)"[^>]*>([^<]*)</a>', html) == [("../sigles/index.html#rsa", "rSa")]
    assert list(lexique.dans("du rSa")) == ["RSA"]


def test_what_the_vocabulary_says_is_escaped() -> None:
    html = LEXIQUE.lier("<p>ActivéO</p>", "")
    assert "&lt;b&gt; &amp; co" in html
    assert "<b>" not in html


@given(st.lists(st.sampled_from(["RSA", "AI", "PDI-E", " ", "&amp;", "<p>", "</p>", "<a>", "</a>", "é", "-", "<h2>"])))
def test_no_word_of_a_page_changes(morceaux: list[str]) -> None:
    html = "".join(morceaux)
    assert textes(LEXIQUE.lier(html, "../")) == textes(html)


def test_a_vocabulary_without_abbreviations_links_nothing() -> None:
    assert Lexique(()).lier("<p>le RSA (?!)</p>", "") == "<p>le RSA (?!)</p>"


@pytest.fixture(scope="module")
def pages_liees(site: Path) -> Iterator[dict[str, list[str]]]:
    """The abbreviations linked on each page."""
    yield {
        page.relative_to(site).as_posix(): re.findall(r'<a class="sigle" href="[^"]*#([^"]*)"', page.read_text("utf-8"))
        for page in site.rglob("*.html")
    }


def test_sheets_and_guides_link_each_abbreviation_once(pages_liees: dict[str, list[str]]) -> None:
    for fiche in ("isere-2-3", "isere-2-4", "isere-2-5"):
        assert "rsa" in pages_liees[f"fiches/{fiche}/index.html"]
    assert {"pssi", "cer", "ppae", "maac"} <= set(pages_liees["fiches/isere-2-5/index.html"])
    assert "tns" in pages_liees["guides/referents/index.html"]
    assert pages_liees["sigles/index.html"] == []
    for adresse, trouves in pages_liees.items():
        assert len(trouves) == len(set(trouves)), adresse


def test_every_abbreviation_has_its_line_and_the_sheets_that_use_it(page: Page) -> None:
    page.goto("/sigles/")
    for entree in lire_catalogue(RACINE / "catalogue" / "fiches").vocabulaire.sigles:
        terme = page.locator("dl.sigles dt", has_text=re.compile(rf"^{re.escape(entree.sigle)}$"))
        assert terme.count() == 1, entree.sigle
        assert terme.get_attribute("id")
    ligne = page.locator("dl.sigles > div", has=page.locator("dt#maac"))
    assert ligne.locator(".emplois a").evaluate_all("liens => liens.map(a => a.getAttribute('href'))") == [
        "../fiches/isere-2-5/index.html"
    ]
    assert page.locator("dl.sigles > div", has=page.locator("dt#qpv")).locator(".emplois").count() == 0
    ft = page.locator("dl.sigles > div", has=page.locator("dt#ft"))
    assert ft.locator(".autres-noms").text_content() == "On dit aussi\u00a0: Pôle emploi."
    assert (ligne.locator(".emplois").text_content() or "").startswith("Dans l’action 2.5, ")
    ccas = page.locator("dl.sigles > div", has=page.locator("dt#ccas"))
    assert ccas.locator(".autres-noms").count() == 0, "« mairie » is searched, not said"


def test_a_letter_and_a_first_use_lead_to_their_line(page: Page) -> None:
    page.goto("/sigles/")
    page.get_by_role("navigation", name="De A à Z").get_by_role("link", name="Sigles en P").click()
    assert page.locator("h2:target").text_content() == "P"
    page.goto("/fiches/isere-2-5/")
    lien = page.get_by_role("link", name="MAAC")
    assert lien.get_attribute("title") == "MAAC\u00a0: micro-actions altruistes créatives"
    lien.click()
    assert page.locator("dt:target").text_content() == "MAAC"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_a_phone_is_wide_enough(ouvrir: Callable[..., Page], theme: str) -> None:
    page = ouvrir(color_scheme=theme, viewport={"width": 360, "height": 740})
    for adresse in ("/sigles/", "/sigles/#pssi"):
        page.goto(adresse)
        page.evaluate((npm_dir() / "axe-core" / "axe.min.js").read_text("utf-8"))
        violations = page.evaluate("axe.run().then(r => r.violations)")
        assert [(v["id"], n["target"]) for v in violations for n in v["nodes"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
