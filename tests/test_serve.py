"""`serve` as its user lives it: an open page follows the sheet being written."""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from site_src.commandes.serve import _empreinte, _lieux
from site_src.installation import RACINE
from site_src.rechargement import ServeurVivant
from site_src.serveur import Serveur


@pytest.fixture
def departement(tmp_path: Path) -> Path:
    """A Department's own folder, with our five sheets and no worked case."""
    shutil.copytree(RACINE / "catalogue" / "fiches", tmp_path / "fiches")
    for nom in ("vocabulaire.yaml", "site.yaml", "logo.svg"):
        shutil.copy(RACINE / "catalogue" / nom, tmp_path / nom)
    (tmp_path / "cas").mkdir()
    return tmp_path / "fiches"


@contextmanager
def servir(departement: Path, dossier: Path) -> Iterator[str]:
    with (dossier / "stderr.txt").open("w") as erreurs:
        processus = subprocess.Popen(
            [sys.executable, str(RACINE / "build.py"), "serve", "--fiches", str(departement)],
            stdout=subprocess.PIPE,
            stderr=erreurs,
            encoding="utf-8",
        )
        assert processus.stdout is not None
        annonce = processus.stdout.readline()
        trouvee = re.search(r"http://127\.0\.0\.1:\d+", annonce)
        assert trouvee, annonce + (dossier / "stderr.txt").read_text("utf-8")
        yield trouvee[0]
        processus.terminate()
        processus.wait()
        processus.stdout.close()


@pytest.fixture
def adresse(departement: Path, tmp_path: Path) -> Iterator[str]:
    with servir(departement, tmp_path) as trouvee:
        yield trouvee


def test_a_page_follows_its_sheet_and_shows_its_problems(surveillance_de: Any, adresse: str, departement: Path) -> None:
    page, _ = surveillance_de(adresse)
    page.goto("/fiches/isere-2-5/")
    chemin = departement / "isere-2-5.yaml"
    juste = chemin.read_text(encoding="utf-8")

    chemin.write_text(juste.replace("titre: Mobiliser", "titre: Vraiment mobiliser"), encoding="utf-8")
    expect(page.locator("h1")).to_contain_text("Vraiment mobiliser", timeout=60_000)

    chemin.write_text(juste + "inconnue: 1\n", encoding="utf-8")
    expect(page.get_by_role("alert")).to_contain_text("isere-2-5.yaml", timeout=60_000)
    expect(page.locator("h1")).to_contain_text("Vraiment mobiliser")

    chemin.write_text(juste, encoding="utf-8")
    expect(page.locator("h1")).not_to_contain_text("Vraiment", timeout=60_000)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.close()  # it listens to a server that stops now


def test_a_file_that_appears_beside_the_sheets_is_followed(
    surveillance_de: Any, departement: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = departement.parent / "site.yaml"
    juste = site.read_text("utf-8")
    for voisin in ("vocabulaire.yaml", "site.yaml"):
        (departement.parent / voisin).unlink()
    (departement.parent / "cas").rmdir()
    with servir(departement, tmp_path_factory.mktemp("serve")) as adresse:
        page, _ = surveillance_de(adresse)
        page.goto("/")
        site.write_text(juste.replace("nom:", "noms:", 1), "utf-8")
        expect(page.get_by_role("alert")).to_contain_text("site.yaml", timeout=60_000)
        site.write_text(re.sub("^nom:.*", "nom: Les actions du voisin", juste, flags=re.MULTILINE), "utf-8")
        expect(page.get_by_role("alert")).to_have_count(0, timeout=60_000)
        expect(page).to_have_title(re.compile("Les actions du voisin"), timeout=60_000)
        page.close()  # it listens to a server that stops now


def test_started_again_at_once_it_finds_the_port_that_its_pages_know(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>Une page</p>", encoding="utf-8")
    premier = Serveur(tmp_path)
    suivi = threading.Thread(target=premier.serve_forever)
    suivi.start()
    with urlopen(f"{premier.adresse}/index.html") as reponse:
        assert b"Une page" in reponse.read()
    with pytest.raises(OSError):
        Serveur(tmp_path, premier.server_port)
    premier.shutdown()
    suivi.join()
    premier.server_close()
    Serveur(tmp_path, premier.server_port).server_close()


@pytest.mark.parametrize("port", ["70000", "0", "-1", "huit"])
def test_a_port_that_can_t_be_is_refused_in_one_sentence(port: str) -> None:
    commande = [sys.executable, str(RACINE / "build.py"), "serve", f"--port={port}"]
    fait = subprocess.run(commande, capture_output=True, encoding="utf-8", check=False)
    assert fait.returncode == 2 and "n’est pas un port" in fait.stderr and "Traceback" not in fait.stderr


@pytest.mark.parametrize("voisin", ["site.yaml", "budget.yaml", "cas/isere-2-5.yaml", "accessibilite.yaml"])
def test_what_stands_beside_the_sheets_is_followed_even_without_a_vocabulary_of_their_own(
    tmp_path: Path, voisin: str
) -> None:
    (tmp_path / "fiches").mkdir()
    assert tmp_path not in _lieux(tmp_path / "fiches")  # a folder of sheets among others: not all of them
    (tmp_path / voisin).parent.mkdir(exist_ok=True)
    (tmp_path / voisin).touch()
    assert (tmp_path / voisin) in _empreinte(_lieux(tmp_path / "fiches"))


@pytest.fixture
def vivant(tmp_path: Path) -> Iterator[ServeurVivant]:
    (tmp_path / "index.html").write_text("<p>Une page</p>", encoding="utf-8")
    serveur = ServeurVivant(tmp_path)
    suivi = threading.Thread(target=serveur.serve_forever, kwargs={"poll_interval": 0.02})
    suivi.start()
    yield serveur
    serveur.shutdown()
    suivi.join()
    serveur.server_close()


def demander(serveur: Serveur, chemin: str, hote: str = "localhost") -> tuple[int, str]:
    ligne = http.client.HTTPConnection("127.0.0.1", serveur.server_port, timeout=30)
    ligne.putrequest("GET", chemin, skip_host=True)
    ligne.putheader("Host", hote)
    ligne.endheaders()
    reponse = ligne.getresponse()
    corps = reponse.read().decode()
    ligne.close()
    return reponse.status, corps


@pytest.mark.parametrize(
    ("chemin", "statut"),
    [
        ("/__rechargement?depuis=abc", 400),
        ("/__rechargement?depuis=-1", 400),
        ("/__rechargement?autre=1", 400),
        (f"/__rechargement?depuis={'9' * 5000}", 400),
        (f"/{'a' * 5000}", 404),
        ("/" + "a/" * 3000, 404),
        ("/%00", 404),
        ("/index.html%00.png", 404),
        ("/index.html/rien", 404),
        ("http://[x/", 404),
        ("/?[", 200),
    ],
)
def test_an_odd_request_is_answered_in_silence(
    vivant: ServeurVivant, chemin: str, statut: int, capfd: pytest.CaptureFixture[str]
) -> None:
    assert demander(vivant, chemin)[0] == statut
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("hote", ["127.0.0.1:8000", "localhost", "LOCALHOST:9", "[::1]:8000"])
def test_it_answers_to_the_names_of_this_machine(vivant: ServeurVivant, hote: str) -> None:
    assert demander(vivant, "/", hote)[0] == 200


@pytest.mark.parametrize(
    "hote", ["malice.example", "malice.example:8000", "127.0.0.1.malice.example", "localhost@x", ""]
)
def test_it_answers_to_no_other_name(vivant: ServeurVivant, hote: str) -> None:
    for chemin in ("/", "/__rechargement", "/__rechargement.js"):
        statut, corps = demander(vivant, chemin, hote)
        assert statut == 421
        assert corps == "Ce serveur ne répond qu’à l’adresse de cette machine."
