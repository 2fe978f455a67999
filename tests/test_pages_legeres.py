"""What a first visit costs, what the next one asks for again, and names that follow what they name."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from site_src.construction import construire
from site_src.controle import verifier_site
from site_src.entetes import DURABLE, REVU
from site_src.erreurs import EchecConstruction
from site_src.installation import RACINE
from site_src.noms import A_LA_DEMANDE, Noms, nom_simple

LEGER = 300_000
GENRES = (
    "/",
    "/catalogue/",
    "/personne/",
    "/fiches/isere-2-5/",
    "/fiches/isere-2-5/regles.html",
    "/fiches/isere-2-5/prescription.html",
    "/calculateurs/",
    "/calculateurs/financement/",
    "/calculateurs/budget/",
    "/comparer/?fiches=isere-2-3&fiches=isere-2-5",
    "/parcours/",
    "/calculateurs/cofinancement/",
    "/nouveautes/",
    "/guides/",
    "/guides/ecrire-ses-regles/",
    "/methode/",
    "/donnees/",
    "/sigles/",
    "/absente",
)
"""An address of each kind of page."""


class Reseau:
    """What a page is sent, as the browser counts it: compressed bytes, headers included."""

    def __init__(self, page: Page) -> None:
        self.octets = 0
        self.reponses: dict[str, dict[str, Any]] = {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._fini)
        session.on("Network.responseReceived", self._recu)

    def _recu(self, evenement: dict[str, Any]) -> None:
        reponse = evenement["response"]
        if reponse["url"].startswith("http"):
            self.reponses[reponse["url"]] = reponse

    def _fini(self, evenement: dict[str, Any]) -> None:
        self.octets += int(evenement["encodedDataLength"])


@pytest.mark.parametrize("adresse", GENRES)
def test_every_kind_of_page_is_light_before_it_is_touched(
    surveillance_de: Callable[..., Any], serveur: Any, adresse: str
) -> None:
    """Over http browsers accept gzip alone; brotli, over https, is lighter still."""
    page, surveillance = surveillance_de(serveur.adresse, extra_http_headers={"Accept-Encoding": "gzip"})
    if adresse == "/absente":
        surveillance.attendues.append("404")
    reseau = Reseau(page)
    page.goto(adresse, wait_until="networkidle")
    print(f"{adresse} : {reseau.octets / 1000:.0f} ko, {len(reseau.reponses)} fichiers")
    assert 30_000 < reseau.octets <= LEGER
    textes = [r for r in reseau.reponses.values() if r["mimeType"] in ("text/css", "text/javascript")]
    gros = [r for r in textes if int(r["headers"]["Content-Length"]) >= 1400]
    assert gros and {r["headers"].get("Content-Encoding") for r in gros} == {"gzip"}


def test_the_next_page_asks_only_for_what_is_new(page: Page, serveur: Any) -> None:
    page.goto("/fiches/isere-2-5/", wait_until="networkidle")
    serveur.demandes.clear()
    page.goto("/fiches/isere-2-4/", wait_until="networkidle")
    noms = {nom_simple(chemin) for chemin in serveur.demandes}
    assert noms == {"/fiches/isere-2-4/"}


def test_what_bears_its_hash_is_kept_and_the_rest_is_asked_about(page: Page) -> None:
    reseau = Reseau(page)
    page.goto("/fiches/isere-2-5/", wait_until="networkidle")
    page.get_by_role("combobox").fill("mobilité")
    expect(page.get_by_role("option").first).to_be_visible()
    gardes = {adresse: reponse["headers"]["Cache-Control"] for adresse, reponse in reseau.reponses.items()}
    revus = {adresse.partition("/assets/")[2] for adresse, garde in gardes.items() if garde == REVU}
    assert revus == {"", "noms/recherche.js"}
    assert [a for a, garde in gardes.items() if garde == DURABLE and nom_simple(a) == a] == []


def test_search_and_comparison_find_their_data_from_a_folder(navigateur: Browser, site: Path) -> None:
    page = navigateur.new_page()
    page.goto((site / "fiches" / "isere-2-5" / "index.html").as_uri())
    page.get_by_role("combobox").fill("mobilité")
    expect(page.get_by_role("option").first).to_be_visible()
    page.goto(f"{(site / 'comparer' / 'index.html').as_uri()}?fiches=isere-2-3&fiches=isere-2-4")
    expect(page.locator("[data-tete] .tete-titre")).to_have_count(2)
    page.close()


def test_a_sheet_that_changes_changes_few_names(
    site: Path, tmp_path: Path, epoque: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoque)
    shutil.copytree(RACINE / "catalogue" / "fiches", tmp_path / "fiches")
    fiche = tmp_path / "fiches" / "isere-2-4.yaml"
    texte = fiche.read_text(encoding="utf-8")
    assert "\nresume: >-\n  " in texte
    fiche.write_text(texte.replace("\nresume: >-\n  ", "\nresume: >-\n  Une phrase encore. "), encoding="utf-8")
    construire(tmp_path / "fiches", tmp_path / "site", "", RACINE, usage="aperçu")
    avant, apres = Noms(site).publies, Noms(tmp_path / "site").publies
    changes = {nom for nom in avant if avant[nom] != apres[nom]}
    assert changes
    assert {nom for nom in changes if nom.split("/")[0] in ("css", "js", "polices", "images")} == set()
    assert {nom for nom in changes if "isere" in nom or "garantie" in nom or "alsace" in nom} <= {
        f"{dossier}/isere-2-4.js" for dossier in A_LA_DEMANDE
    }


def test_every_file_that_gains_by_it_has_its_compressed_twins(site: Path) -> None:
    # Some files of the engine are archives already, and those for a page opened from a folder are served to nobody.
    fins = (".html", ".css", ".js", ".json", ".csv", ".xml", ".wasm")
    servis = [f for f in site.rglob("*") if f.suffix in fins and not f.parent.name.startswith("dossier-")]
    sans = [f.name for f in servis if f.stat().st_size > 2000 and not Path(f"{f}.gz").is_file()]
    assert sans == ["manifeste.json"], "no page asks for it, and it names the others"
    for gz in site.rglob("*.gz"):
        octets = gz.read_bytes()
        assert gzip.decompress(octets) == gz.with_suffix("").read_bytes()
        assert (octets[4:8], octets[9]) == (bytes(4), 255), "neither a date nor a system"
        assert Path(f"{gz.with_suffix('')}.br").is_file()


# ---- names, as the build gives them ----


def ecrire(dossier: Path, fichiers: dict[str, str]) -> Path:
    for nom, texte in fichiers.items():
        (dossier / nom).parent.mkdir(parents=True, exist_ok=True)
        (dossier / nom).write_text(texte, encoding="utf-8")
    return dossier


def nommer(dossier: Path, fichiers: dict[str, str]) -> dict[str, str]:
    return Noms(ecrire(dossier, {f"assets/{nom}": texte for nom, texte in fichiers.items()})).nommer().publies


CHAINE = {
    "js/a.js": 'const B = new URL("b.js", script), M = new URL("../moteur/", script);',
    "js/b.js": 'importScripts(new URL("c.js", self.location));',
    "js/c.js": "1;",
    "css/d.css": '@font-face { src: url("../polices/e.woff2") } p { background: url("data:image/png;base64,AA") }',
    "polices/e.woff2": "e",
}


def test_who_names_a_file_follows_it(tmp_path: Path) -> None:
    avant = nommer(tmp_path / "avant", CHAINE)
    apres = nommer(tmp_path / "apres", {**CHAINE, "js/c.js": "2;"})
    assert {nom for nom in avant if avant[nom] != apres[nom]} == {"js/a.js", "js/b.js", "js/c.js"}
    texte = (tmp_path / "apres/assets" / apres["js/a.js"]).read_text(encoding="utf-8")
    assert f'new URL("{apres["js/b.js"].removeprefix("js/")}", script)' in texte
    assert 'new URL("../moteur/", script)' in texte
    feuille = (tmp_path / "apres/assets" / apres["css/d.css"]).read_text(encoding="utf-8")
    assert f'url("../{apres["polices/e.woff2"]}")' in feuille
    assert not (tmp_path / "apres/assets/js/c.js").exists()


@pytest.mark.parametrize(
    ("fichiers", "faute"),
    [
        ({"js/a.js": 'new URL("absent.js", script)'}, r"assets/js/a\.js demande « js/absent\.js »"),
        ({"css/a.css": "p { background: url(../images/absente.svg) }"}, "« images/absente.svg », qui n’existe pas"),
        ({"js/a.js": 'new URL("b.js", script)', "js/b.js": 'new URL("a.js", self.location)'}, "en rond"),
    ],
)
def test_a_file_that_names_nothing_stops_the_build(tmp_path: Path, fichiers: dict[str, str], faute: str) -> None:
    with pytest.raises(EchecConstruction, match=faute):
        nommer(tmp_path, fichiers)


@pytest.mark.parametrize(
    ("html", "faute"),
    [
        ('<script src="assets/js/a.00000000.js"></script>', "ne mène à rien"),
        ('<script src="assets/js/b.js"></script>', "par le nom qui dit son contenu"),
        ('<form data-regles="assets/personne/absent.0123abcd.json"></form>', "ne mène à rien"),
        ('<div data-ical="assets/js/absent.js"></div>', "ne mène à rien"),
    ],
)
def test_a_page_that_asks_by_another_name_is_refused(tmp_path: Path, html: str, faute: str) -> None:
    site = ecrire(tmp_path, {"index.html": html, "assets/js/b.js": ""})
    with pytest.raises(EchecConstruction, match=faute):
        verifier_site(site)


def test_only_attributes_of_a_page_are_renamed(tmp_path: Path) -> None:
    noms = Noms(ecrire(tmp_path, {"assets/js/a.js": "1;"})).nommer()
    publie = noms.publies["js/a.js"]
    page = '<p>assets/js/a.js</p><script src="{0}"></script><script src="../../{0}"></script><a href="/s/{0}"></a>'
    attendu = page.format(f"assets/{publie}")
    assert noms.lier(page.format("assets/js/a.js")) == attendu
