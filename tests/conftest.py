"""What the tests share: the site, built once; a server that sends the strict policy; a real browser, watched."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import hypothesis
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from site_src import navigateurs
from site_src.installation import RACINE
from site_src.noms import nom_simple
from site_src.serveur import Reponse, Serveur

# No deadline: a slow machine is not a wrong rule. CI looks further than a developer's run.
hypothesis.settings.register_profile("projet", deadline=None, max_examples=300 if os.environ.get("CI") else 100)
hypothesis.settings.load_profile("projet")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--complet", action="store_true", help="run what needs more of the machine")
    parser.addoption(
        "--captures", action="store_true", help="make the guides' screenshots and the names of tests/aria again"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--complet"):
        return
    laisses = [item for item in items if item.get_closest_marker("complet")]
    items[:] = [item for item in items if item not in laisses]
    config.hook.pytest_deselected(items=laisses)


Commande = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def commande() -> Commande:
    """Run `build.py` as a user does, from the repository's root."""

    def lancer(*mots: str | Path, entree: str = "", cwd: Path = RACINE, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(RACINE / "build.py"), *map(str, mots)],
            input=entree,
            capture_output=True,
            encoding="utf-8",
            cwd=cwd,
            env={**os.environ, **env},
            check=False,
        )

    return lancer


@pytest.fixture(scope="session")
def epoque() -> str:
    """The date of the built site, 24 November 2026: that of the last commit would change what it says each day."""
    return "1795521600"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, epoque: str) -> Path:
    """The site of the project's own sheets, built once."""
    from site_src.construction import construire

    sortie = tmp_path_factory.mktemp("publication") / "site"
    with pytest.MonkeyPatch.context() as environnement:
        environnement.setenv("SOURCE_DATE_EPOCH", epoque)
        construire(fiches=None, sortie=sortie, base_url="", racine=RACINE)
    return sortie


class ReponseSuivie(Reponse):
    """A server's answer that leaves a trace, and can be made to fail."""

    server: ServeurSuivi

    def send_head(self) -> Any:
        chemin = urlsplit(self.path).path
        self.server.demandes.append(chemin)
        for fin, geste in self.server.sabotages.items():
            if nom_simple(chemin).endswith(fin):
                return geste(self)
        return super().send_head()


class ServeurSuivi(Serveur):
    """A server that remembers what was asked; `sabotages` maps the end of a path to what is done instead.

    A path ends with the plain name of its file: `comparer/isere-2-5.js`, whatever hash it is published under.
    """

    def __init__(self, dossier: Path) -> None:
        super().__init__(dossier, 0, ReponseSuivie)
        self.demandes: list[str] = []
        self.sabotages: dict[str, Callable[[ReponseSuivie], Any]] = {}

    @contextmanager
    def en_marche(self) -> Iterator[ServeurSuivi]:
        fil = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        fil.start()
        try:
            yield self
        finally:
            self.shutdown()
            self.server_close()
            fil.join()


@pytest.fixture(scope="session")
def servir() -> Callable[[Path], Any]:
    """Serve any folder: `with servir(dossier) as serveur: serveur.adresse`."""
    return lambda dossier: ServeurSuivi(dossier).en_marche()


@pytest.fixture(scope="session")
def _serveur_du_site(site: Path) -> Iterator[ServeurSuivi]:
    with ServeurSuivi(site).en_marche() as serveur:
        yield serveur


@pytest.fixture
def serveur(_serveur_du_site: ServeurSuivi) -> Iterator[ServeurSuivi]:
    """The built site on 127.0.0.1, its memory empty and nothing sabotaged."""
    _serveur_du_site.demandes.clear()
    yield _serveur_du_site
    _serveur_du_site.sabotages.clear()


@pytest.fixture(scope="session")
def pilote() -> Iterator[Playwright]:
    """What drives the browsers: there is one of it in a run."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def navigateur(pilote: Playwright) -> Iterator[Browser]:
    """A real Chromium, Chrome or Edge: the machine's own. A module that overrides it runs in another browser."""
    instance = pilote.chromium.launch(
        executable_path=navigateurs.assurer(),
        args=[
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    )
    yield instance
    instance.close()


class Surveillance:
    """What a page must never do: an error in its console, a breach of the policy, a request to another host."""

    def __init__(self, contexte: BrowserContext, hote: str) -> None:
        self.hote = hote
        self.fautes: list[str] = []
        self.attendues: list[str] = []
        """Parts of messages that the test itself provokes."""
        contexte.on("request", self._demande)
        contexte.on("console", lambda message: self._console(message.type, message.text))
        contexte.on("weberror", lambda erreur: self.fautes.append(f"exception : {erreur.error}"))

    def _demande(self, requete: Any) -> None:
        lieu = urlsplit(requete.url)
        if lieu.scheme in ("http", "https", "ws", "wss") and lieu.netloc != self.hote:
            self.fautes.append(f"requête vers un autre hôte : {requete.url}")

    def _console(self, genre: str, texte: str) -> None:
        if genre in ("error", "warning"):
            self.fautes.append(f"console ({genre}) : {texte}")

    def verifier(self) -> None:
        """Fail on whatever the test did not announce."""
        restantes = [faute for faute in self.fautes if not any(partie in faute for partie in self.attendues)]
        assert not restantes, "\n".join(restantes)


@pytest.fixture
def surveillance_de(navigateur: Browser) -> Iterator[Callable[..., tuple[Page, Surveillance]]]:
    """Open a watched page with any context options; all of them are checked at the end of the test.

    Without an address, no host may be asked for anything.
    """
    ouverts: list[tuple[BrowserContext, Surveillance]] = []

    def ouvrir(adresse: str, **options: Any) -> tuple[Page, Surveillance]:
        contexte = navigateur.new_context(base_url=adresse or None, locale="fr-FR", **options)
        surveillance = Surveillance(contexte, urlsplit(adresse).netloc)
        ouverts.append((contexte, surveillance))
        return contexte.new_page(), surveillance

    yield ouvrir
    for contexte, _ in ouverts:
        contexte.close()
    for _, surveillance in ouverts:
        surveillance.verifier()


@pytest.fixture
def page(surveillance_de: Any, serveur: ServeurSuivi) -> Page:
    """A watched page on the built site: `page.goto("/catalogue/")`."""
    return surveillance_de(serveur.adresse)[0]


@pytest.fixture
def ouvrir(surveillance_de: Any, serveur: ServeurSuivi) -> Callable[..., Page]:
    """A watched page on the built site with options: `ouvrir(java_script_enabled=False, viewport=…)`."""
    return lambda **options: surveillance_de(serveur.adresse, **options)[0]


@pytest.fixture
def ouvrir_dossier(surveillance_de: Any, site: Path) -> Callable[..., Page]:
    """A watched page of a site opened from its folder, as a double-click does: `ouvrir_dossier("index.html")`."""

    def ouvrir(chemin: str, dossier: Path = site) -> Page:
        page, _ = surveillance_de("")
        page.goto((dossier / chemin).as_uri())
        return page

    return ouvrir
