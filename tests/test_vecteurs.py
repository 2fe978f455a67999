"""Nothing that a sheet says ever runs: a catalogue made of script vectors, opened page by page without any policy."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
from playwright.sync_api import Page, expect

from site_src.construction import construire
from site_src.entetes import CSP
from site_src.installation import RACINE
from site_src.page_lue import Lecture
from tests.vecteurs import VECTEURS, catalogue_piege, fiche_piegee

PRET = 120_000  # a loaded machine may take long to start the engine
Choix = Callable[[Path], list[str]]
FICHES = ("isere-2-5", "isere-2-3", "garantie-activite-6")
INOFFENSIF = """() => {
    const ecrit = /^(on|style$|srcdoc|formaction|http-equiv)/i, lien = /^(xlink:)?(href|src|action|data)$/i;
    const sus = ['http:', 'https:', 'mailto:', 'tel:', 'blob:', 'data:'];
    const balise = /^(iframe|object|embed|base|frame|math|applet)$/i;
    const mene = (adresse) => sus.includes(new URL(adresse, document.baseURI).protocol);
    return [...document.querySelectorAll('*')].flatMap((e) => [
        ...[...e.attributes].filter(({ name, value }) => ecrit.test(name) || (lien.test(name) && !mene(value)))
            .map(({ name, value }) => `${e.tagName} ${name}=${value}`),
        ...(balise.test(e.tagName) ? [e.outerHTML] : []),
        ...(e.tagName === 'SCRIPT' && !e.src && e.type !== 'application/json' ? [e.outerHTML] : []),
    ]);
}"""
"""What a page of ours never holds, whoever wrote it there: our templates, our scripts, or a sheet."""


def adresses(site: Path) -> list[str]:
    return sorted(f"/{page.relative_to(site).as_posix()}" for page in site.rglob("*.html"))


def une_de_chaque(site: Path) -> list[str]:
    """A page of each kind: the sheets, the guides and the plain calculators resemble one another."""
    semblable = re.compile(r"(?<=^/fiches/)[^/]+|(?<=^/guides/)[^/]+|(?<=^/calculateurs/)(?!budget|cofin)[^/]+(?=/)")
    return list({semblable.sub("*", adresse): adresse for adresse in adresses(site)}.values())


@pytest.fixture(scope="module")
def site_piege(tmp_path_factory: pytest.TempPathFactory) -> Path:
    dossier = tmp_path_factory.mktemp("piege")
    construire(catalogue_piege(dossier, FICHES), dossier / "site", "", RACINE, usage="aperçu")
    return dossier / "site"


@pytest.fixture(scope="module")
def serveur_piege(site_piege: Path, servir: Callable[[Path], Any]) -> Iterator[Any]:
    with servir(site_piege) as serveur:
        yield serveur


@pytest.fixture
def piegee(surveillance_de: Any, serveur_piege: Any) -> Iterator[Page]:
    """A page on the trapped site, its policy ignored; at the end nothing has run and the last page is harmless."""
    page, _ = surveillance_de(serveur_piege.adresse, bypass_csp=True, accept_downloads=True)
    joues: list[str] = []
    page.expose_function("__joue", lambda *_: joues.append(page.url))
    page.on("dialog", lambda dialogue: (joues.append(dialogue.message), dialogue.dismiss()))
    yield page
    assert page.evaluate(INOFFENSIF) == []
    assert joues == []


def test_the_traps_are_many_and_would_run(piegee: Page, serveur_piege: Any, surveillance_de: Any) -> None:
    assert len(VECTEURS) >= 40
    assert min(fiche_piegee(nom)[1] for nom in FICHES) >= 40
    page, surveillance = surveillance_de(serveur_piege.adresse, bypass_csp=True)
    surveillance.attendues += ["404", "x:1", "Failed to load resource", "console"]
    page.goto("/mentions-legales/index.html")
    page.evaluate("window.__joue = () => { window.__joues = true; }")
    page.locator("main").evaluate("(e, html) => { e.innerHTML = html; }", VECTEURS[2])
    page.wait_for_function("window.__joues")


@pytest.mark.parametrize("choisir", [une_de_chaque, pytest.param(adresses, marks=pytest.mark.complet)])
def test_the_pages_of_a_trapped_catalogue_are_harmless(piegee: Page, site_piege: Path, choisir: Choix) -> None:
    for adresse in choisir(site_piege):
        piegee.goto(adresse)
        assert piegee.evaluate(INOFFENSIF) == [], adresse
    piegee.goto("/fiches/isere-2-5/index.html")
    expect(piegee.locator("main h1")).to_contain_text("__joue()")


def test_the_catalogue_and_its_search_show_the_words(piegee: Page) -> None:
    piegee.goto("/catalogue/index.html")
    piegee.locator("main input[name=q]").press_sequentially("joue img")
    expect(piegee.locator("[data-resultats] [data-fiche]").first).to_be_visible()
    expect(piegee.locator("main [role=status]").first).to_contain_text("fiche")
    expect(piegee.locator("[data-resultats]")).to_contain_text("__joue()")
    assert piegee.evaluate(INOFFENSIF) == []
    piegee.goto('/catalogue/index.html?q="><img src=x onerror=__joue()>&public=<script>__joue()</script>')
    expect(piegee.locator("main input[name=q]")).to_have_value('"><img src=x onerror=__joue()>')


def test_sheets_compared_show_the_words(piegee: Page) -> None:
    piegee.goto("/comparer/index.html?fiches=isere-2-3&fiches=isere-2-5&fiches=<img src=x onerror=__joue()>")
    expect(piegee.locator("main table").first).to_contain_text("__joue()")


def test_the_engine_answers_in_words(piegee: Page) -> None:
    piegee.goto("/fiches/isere-2-5/index.html")
    formulaire = piegee.locator("form[data-calculateur=financement]")
    formulaire.locator("[name=cout_jour]").fill("<img src=x onerror=__joue()>")
    formulaire.locator("[name=jours]").fill("12")
    expect(formulaire.locator("[name=cout_jour]")).to_have_attribute("aria-invalid", "true", timeout=PRET)
    assert piegee.evaluate(INOFFENSIF) == []
    formulaire.locator("[name=cout_jour]").fill("400")
    total = piegee.locator("[data-resultat][data-calculateur=financement] data[data-cle=total]").first
    expect(total).to_have_attribute("value", "4200.00", timeout=PRET)
    assert piegee.evaluate(INOFFENSIF) == []
    piegee.goto("/personne/index.html")
    piegee.locator("#personne [name=allocataire_rsa][value=oui]").check()
    expect(piegee.locator("html")).to_have_attribute("data-moteur", "pret", timeout=PRET)
    expect(piegee.locator("[data-resultats]").first).to_contain_text("__joue()")


def test_the_desk_and_what_is_taken_away_from_it(piegee: Page) -> None:
    piegee.goto("/calculateurs/budget/index.html?fiche=isere-2-5")
    piegee.locator("form.bureau-form :not(:disabled)[name=c_641]").fill("3800")
    expect(piegee.locator(".bureau-budget data[data-cle=charges]")).to_have_attribute("value", "3800", timeout=PRET)
    assert piegee.evaluate(INOFFENSIF) == []
    with piegee.expect_download(timeout=PRET) as attente:
        piegee.get_by_role("button", name="Télécharger le classeur").click()
    with zipfile.ZipFile(attente.value.path()) as classeur:
        feuilles = [classeur.read(nom).decode() for nom in classeur.namelist() if nom.startswith("xl/worksheets/")]
        assert feuilles
        assert not any("javascript:" in classeur.read(nom).decode() for nom in classeur.namelist() if "_rels" in nom)
        formules = [f.partition("</f>")[0] for feuille in feuilles for f in feuille.split("<f>")[1:]]
        assert formules
        assert not [f for f in formules if re.match(r"[^\"]*(HYPERLINK|DDE|cmd[|]|javascript:)", f)]


def test_no_cell_of_the_open_data_is_a_formula(site_piege: Path) -> None:
    fichiers = sorted(site_piege.rglob("*.csv"))
    assert fichiers
    for fichier in fichiers:
        lignes = list(csv.reader(io.StringIO(fichier.read_text("utf-8-sig")), delimiter=";"))
        assert len(lignes) > 1
        assert not [c for ligne in lignes for c in ligne if c.lstrip()[:1] in tuple("=+-@\t\r") and c.strip("-–— ")]
    for fichier in site_piege.rglob("*.json"):
        json.loads(fichier.read_text("utf-8"))


def test_the_feed_holds_words(site_piege: Path) -> None:
    from xml.etree import ElementTree as ET

    flux = ET.parse(site_piege / "nouveautes" / "flux.xml")
    assert {e.tag.rpartition("}")[0] for e in flux.iter()} == {"{http://www.w3.org/2005/Atom"}
    assert "__joue()" in "".join(flux.getroot().itertext())


# --- our own pages ----------------------------------------------------------------------------------------------------


def test_the_policy_forbids_what_is_written_in_a_page() -> None:
    assert "unsafe-inline" not in CSP
    assert "'unsafe-eval'" not in CSP
    assert "default-src 'none'" in CSP


@pytest.mark.parametrize("choisir", [une_de_chaque, pytest.param(adresses, marks=pytest.mark.complet)])
def test_no_page_breaks_the_policy(page: Page, site: Path, choisir: Choix) -> None:
    """The fixture fails on any breach that Chromium tells of, and on any request to another host."""
    for adresse in choisir(site):
        page.goto(adresse)
        assert page.evaluate(INOFFENSIF) == [], adresse


def test_every_page_is_written_without_a_fault(site: Path) -> None:
    """What the standard calls a parse error: an attribute twice, a tag closed late, too early, or out of turn."""
    for adresse in adresses(site):
        lecteur = html5lib.HTMLParser()
        lecteur.parse((site / adresse[1:]).read_text("utf-8"))
        assert lecteur.errors == [], adresse


@pytest.mark.parametrize(
    ("html", "faute"),
    [
        *((f'<a href="{lien}">x</a>', "un script y est écrit") for lien in (
            "javascript:x", " javascript:x", "JaVaScRiPt:x", "java&#x0A;script:x", "java\tscript:x", "\x01javascript:x",
            "&#106;avascript&colon;x",
        )),
        *((f'<a href="{lien}">x</a>', "y est écrite") for lien in ("data:text/html,x", "vbscript:x", "http://[::1")),
        *((f'<a href="{lien}">x</a>', "sans dire comment") for lien in ("//h", "/\\h", "///h", "\\\\h")),
        *((f"<{balise}></{balise}>", f"<{balise}>") for balise in ("iframe", "object", "math", "template", "video")),
        *((f"<p>{brut}</p>", "un script y est écrit") for brut in (
            "<img src=x onerror=a()>", "<span ONCLICK=a>x</span>", "<svg onload=a></svg>",
            "<svg><script>a</script></svg>", "<button formaction='javascript:a'></button>",
        )),
        ("<base href=/>", "<base>"),
        ("<p STYLE=a>x</p>", "un style y est écrit"),
        ('<meta http-equiv=refresh content="0;url=x">', "http-equiv"),
        ('<form action="https://h"></form>', "un autre serveur"),
        ('<link rel=stylesheet href="//h/x.css">', "un autre serveur"),
        ('<svg><a xlink:href="javascript:a"></a></svg>', "renvoie ailleurs"),
        ('<noscript><p title="</noscript><img src=x onerror=a>"></noscript>', "au milieu d’un attribut"),
        ("<p><div></div></p>", "<p> y est mal emboîté"),
        ("<div><p>x</div>", "<p> y est mal emboîté"),
        ("<p>x</i></p>", "<i> y est mal emboîté"),
        ("<ul><li>x</ul>", "<li> y est mal emboîté"),
        ("<p id=a></p><p id=a></p>", "y figure deux fois"),
    ],
)  # fmt: skip
def test_a_faulty_page_is_seen(html: str, faute: str) -> None:
    assert any(faute in une for une in Lecture(html).fautes)


def test_what_only_looks_like_a_fault_is_read_as_a_browser_does() -> None:
    page = '<p title="a onclick=b style=c javascript:d">&lt;script&gt; on=1</p><svg><path d="M0"/></svg><br>'
    assert Lecture(page).fautes == []
