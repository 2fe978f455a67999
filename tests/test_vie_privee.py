"""What « Vie privée » promises, tried with all that a reader can do: nothing typed leaves, nothing is kept unasked."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from site_src.serveur import Reponse, Serveur

SECRET = "731964285"
"""What is typed everywhere, and must be found in no request."""

RESTES = """async () => ({
    local: Object.keys(localStorage).sort(), session: Object.keys(sessionStorage), cookie: document.cookie,
    bases: (await indexedDB.databases()).map(b => b.name), caches: await caches.keys(),
    services: (await navigator.serviceWorker.getRegistrations()).length,
})"""
RIEN: dict[str, Any] = {"local": [], "session": [], "cookie": "", "bases": [], "caches": [], "services": 0}

SAISIES = "main :is(input:not([type]), input[type=text], input[type=search], input[type=number], textarea)"


class Registre(Serveur):
    """The site, by a server that writes down every request whole: line, headers, body; and who asks it for others."""

    def __init__(self, dossier: Path) -> None:
        super().__init__(dossier, 0, _Greffier)
        self.lettres: list[str] = []


class _Greffier(Reponse):
    server: Registre

    def parse_request(self) -> bool:
        lue = super().parse_request()
        if lue:
            corps = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.server.lettres.append(f"{self.requestline}\n{self.headers}{corps.decode('utf-8', 'replace')}")
        return lue


class Porte(ThreadingHTTPServer):
    """Stands for the rest of the world: the browser is told to reach any other host through it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Portier)
        self.demandes: list[str] = []

    @property
    def etrangeres(self) -> list[str]:
        """What was asked of other hosts, but for what the browser asks its maker of the forms that it meets."""
        return [demande for demande in self.demandes if "content-autofill.googleapis.com" not in demande]


class _Portier(BaseHTTPRequestHandler):
    server: Porte

    def parse_request(self) -> bool:
        super().parse_request()
        self.server.demandes.append(self.requestline)
        self.close_connection = True
        return False

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent."""


@pytest.fixture
def registre(site: Path) -> Iterator[Registre]:
    with Registre(site) as serveur:
        fil = threading.Thread(target=serveur.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        fil.start()
        yield serveur
        serveur.shutdown()
        fil.join()


@pytest.fixture
def porte() -> Iterator[Porte]:
    with Porte() as serveur:
        fil = threading.Thread(target=serveur.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        fil.start()
        yield serveur
        serveur.shutdown()
        fil.join()


@pytest.fixture
def lecteur(navigateur: Browser, registre: Registre, porte: Porte) -> Iterator[BrowserContext]:
    contexte = navigateur.new_context(
        base_url=registre.adresse,
        locale="fr-FR",
        proxy={"server": f"http://127.0.0.1:{porte.server_port}", "bypass": "127.0.0.1"},
        permissions=["clipboard-read", "clipboard-write"],
    )
    yield contexte
    contexte.close()


def une_page_de_chaque_genre(site: Path) -> list[str]:
    """The first page of each class of `<body>`: nothing that the site knows how to show is left out."""
    genres: dict[str, str] = {}
    for page in sorted(site.rglob("*.html")):
        if trouve := re.search(r'<body class="([^"]+)">', page.read_text("utf-8")):
            genres.setdefault(trouve[1], page.relative_to(site).as_posix())
    return list(genres.values())


def remplir(page: Page) -> None:
    """Type in every field that shows, make every choice; a calculator is left to answer."""
    for champ in page.locator(SAISIES).locator("visible=true").all():
        champ.fill(SECRET)
    page.evaluate("""() => [...document.querySelectorAll("main :is([type=radio], [type=checkbox])")]
        .filter(choix => choix.checkVisibility()).slice(0, 12).forEach(choix => choix.isConnected && choix.click())""")
    if page.locator("main form[data-calculateur]").locator("visible=true").count():
        expect(page.locator("html")).to_have_attribute("data-moteur", "pret", timeout=60_000)


def test_the_witnesses_see_what_they_must(lecteur: BrowserContext, registre: Registre, porte: Porte) -> None:
    page = lecteur.new_page()
    page.goto(f"/?mot={SECRET}")
    assert any(SECRET in lettre for lettre in registre.lettres)
    with pytest.raises(Exception, match="net::"):
        page.goto("http://ailleurs.example/traceur")
    assert any("ailleurs.example/traceur" in demande for demande in porte.demandes)


def test_nothing_typed_leaves_and_nothing_is_kept_unasked(
    lecteur: BrowserContext, site: Path, registre: Registre, porte: Porte
) -> None:
    page = lecteur.new_page()
    visites = une_page_de_chaque_genre(site)
    assert len(visites) > 10
    for adresse in visites:
        page.goto(f"/{adresse}")
        remplir(page)
        assert page.evaluate(RESTES) == RIEN, adresse
    assert not [lettre for lettre in registre.lettres if SECRET in lettre]
    assert not [lettre for lettre in registre.lettres if re.search(r"^(Cookie|Referer):", lettre, re.MULTILINE)]
    assert porte.etrangeres == [] and lecteur.cookies() == []


def test_a_search_sends_its_words_only_with_the_address_of_a_page_that_holds_them(
    lecteur: BrowserContext, registre: Registre
) -> None:
    page = lecteur.new_page()
    page.goto("/guides/")
    page.get_by_role("combobox").fill(f"mobilité {SECRET}")
    page.get_by_role("combobox").press("Enter")
    expect(page).to_have_url(re.compile(rf"/catalogue/index\.html\?q=mobilit%C3%A9%20{SECRET}"))
    expect(page.locator("main input[name=q]")).to_have_value(f"mobilité {SECRET}")
    expect(page.locator("[data-bilan]")).to_contain_text("fiche")
    page.locator("main input[name=q]").fill(f"santé {SECRET}")
    expect(page).to_have_url(re.compile("sant%C3%A9"))
    assert not [lettre for lettre in registre.lettres if SECRET in lettre]
    page.reload()  # the page says so: what an address holds goes with it
    assert [lettre for lettre in registre.lettres if SECRET in lettre]


def test_what_is_kept_was_asked_for_and_one_button_erases_it(lecteur: BrowserContext, registre: Registre) -> None:
    page = lecteur.new_page()
    page.goto("/vie-privee/")
    expect(page.get_by_text("ce site ne garde rien dans ce navigateur")).to_be_visible()
    page.get_by_role("button", name="Effacer ce que ce site").click()
    expect(page.locator("[data-vie-privee] [role=status]")).to_have_text("Il n’y avait rien à effacer.")

    page.goto("/calculateurs/budget/")
    page.locator(SAISIES).locator("visible=true").first.fill(SECRET)
    expect(page.locator("html")).to_have_attribute("data-moteur", "pret", timeout=60_000)
    page.get_by_text("Enregistrer ce budget, en ouvrir un autre").click()
    for nom in ("Télécharger le classeur", "Télécharger en CSV", "Enregistrer dans un fichier"):
        with page.expect_download():
            page.get_by_role("button", name=nom).click()
    page.get_by_role("button", name="Copier un lien").click()
    expect(page.locator("[data-message]")).to_contain_text("Lien copié")
    assert page.evaluate(RESTES) == RIEN
    lien = page.evaluate("navigator.clipboard.readText()")
    page.goto("about:blank")
    page.goto(lien)
    expect(page.locator("[data-message]")).to_contain_text("Budget ouvert, depuis le lien")
    assert not [lettre for lettre in registre.lettres if SECRET in lettre or "budget=" in lettre]

    page.get_by_text("Enregistrer ce budget, en ouvrir un autre").click()
    page.get_by_role("button", name="Garder dans ce navigateur").click()
    page.locator("[data-bascule-theme]").click()
    theme = page.locator("html").get_attribute("data-theme")
    assert theme and page.evaluate(RESTES) == RIEN | {"local": ["budget-garde", "theme"]}

    page.evaluate("localStorage.setItem('autre-application', 'à elle')")
    page.goto("/vie-privee/")
    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    expect(page.locator("[data-gardes] li")).to_have_count(2)
    page.get_by_role("button", name="Effacer ce que ce site").click()
    expect(page.locator("[data-vie-privee] [role=status]")).to_have_text(
        "Effacé\u00a0: le choix du thème, clair ou sombre, et le budget gardé depuis le bureau du budget."
    )
    expect(page.locator("[data-gardes] li")).to_have_count(0)
    assert page.locator("html").get_attribute("data-theme") is None
    assert page.evaluate(RESTES) == RIEN | {"local": ["autre-application"]}
    page.goto("/calculateurs/budget/")
    expect(page.get_by_role("button", name="Reprendre le budget gardé")).to_be_hidden()
