"""What is new: the page and its archives, and a feed that any reader takes."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date, datetime
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from catalogue import lire_catalogue
from catalogue.parties import Evenement
from site_src.flux import flux
from site_src.installation import RACINE
from site_src.nouveautes import nouveautes
from site_src.nouveautes_page import PAR_PAGE, pages
from site_src.recherche_pages import documents
from site_src.vues import VueCatalogue, voir

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "]]></summary><script>&amp;\"'é"


@pytest.fixture(scope="module")
def vues() -> VueCatalogue:
    return voir(lire_catalogue(RACINE / "catalogue" / "fiches"))


@pytest.fixture(scope="module")
def chargees(tmp_path_factory: pytest.TempPathFactory) -> VueCatalogue:
    """A sheet with a long history, hostile words in it, and one whose withdrawal no entry tells."""
    dossier = tmp_path_factory.mktemp("nouveautes") / "fiches"
    shutil.copytree(RACINE / "catalogue" / "fiches", dossier)
    evenements = [f"  - {{date: 20{n // 12:02}-{n % 12 + 1:02}-10, quoi: Relecture {n}}}" for n in range(12, 312)]
    hostile = "  - {date: 2026-01-10, quoi: '" + HOSTILE.replace("'", "''") + "'}"
    une = dossier / "isere-2-5.yaml"
    texte = une.read_text("utf-8").replace("historique:\n", "historique:\n" + "\n".join([*evenements, hostile]) + "\n")
    une.write_text(texte, "utf-8")
    autre = dossier / "isere-2-4.yaml"
    texte = autre.read_text("utf-8").replace("etat: publiee", "etat: retiree\nretiree_le: 2026-11-20")
    autre.write_text(texte, "utf-8")
    return voir(lire_catalogue(dossier))


def exiger_atom(brut: bytes, adresse: str) -> ET.Element:
    """What RFC 4287 requires of a feed and of its entries, its links read from where it is served."""
    racine = ET.fromstring(brut)
    assert racine.tag == f"{ATOM}feed"
    identifiants = []
    for element in [racine, *racine.findall(f"{ATOM}entry")]:
        for nom in ("id", "title", "updated"):
            assert len(element.findall(ATOM + nom)) == 1, nom
        identifiants.append(element.findtext(f"{ATOM}id"))
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "").tzinfo is not None
        assert element.findtext(f"{ATOM}title")
        for lien in element.findall(f"{ATOM}link"):
            assert urlsplit(urljoin(adresse, lien.attrib["href"])).scheme == "https"
        alternatifs = [lien for lien in element.findall(f"{ATOM}link") if lien.get("rel") == "alternate"]
        assert len(alternatifs) == 1
    assert len(set(identifiants)) == len(identifiants)
    assert all(re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}(-\d\d-\d\d)?:[a-z0-9/-]+", ident or "") for ident in identifiants)
    assert racine.findtext(f"{ATOM}author/{ATOM}name")
    soi = [lien.attrib["href"] for lien in racine.findall(f"{ATOM}link") if lien.get("rel") == "self"]
    assert [urljoin(adresse, lien) for lien in soi] == [adresse]
    return racine


@pytest.mark.parametrize("base", ["", "https://exemple.fr/insertion/", "https://exemple.fr"])
def test_the_feed_is_valid_with_and_without_the_site_s_address(vues: VueCatalogue, base: str) -> None:
    adresse = urljoin(f"{(base or 'https://ailleurs.fr/x').rstrip('/')}/", "nouveautes/flux.xml")
    racine = exiger_atom(flux(vues, base), adresse)
    entrees = racine.findall(f"{ATOM}entry")
    assert len(entrees) == sum(len(vue.fiche.historique) for vue in vues.fiches)
    lien = next(e.find(f"{ATOM}link") for e in entrees if "isere-2-5" in (e.findtext(f"{ATOM}id") or ""))
    assert lien is not None
    assert urljoin(adresse, lien.attrib["href"]) == urljoin(adresse, "../fiches/isere-2-5/index.html")
    assert lien.attrib["href"].startswith("https://") is bool(base)


def test_names_and_dates_come_from_the_sheets(vues: VueCatalogue) -> None:
    ici = ET.fromstring(flux(vues, ""))
    ailleurs = ET.fromstring(flux(replace(vues, edition=date(1970, 1, 1)), "https://exemple.fr/"))
    for nom in ("id", "updated"):
        assert [e.text for e in ici.iter(ATOM + nom)] == [e.text for e in ailleurs.iter(ATOM + nom)]
    assert ici.findtext(f"{ATOM}updated") == "2026-11-24T00:00:00Z"


def test_hostile_words_stay_words_and_the_feed_stays_short(chargees: VueCatalogue) -> None:
    racine = exiger_atom(flux(chargees, ""), "https://exemple.fr/nouveautes/flux.xml")
    entrees = racine.findall(f"{ATOM}entry")
    assert len(entrees) == PAR_PAGE
    dates = [entree.findtext(f"{ATOM}updated") for entree in entrees]
    assert dates == sorted(dates, reverse=True)
    assert any("]]></summary><script>&amp;" in (e.findtext(f"{ATOM}summary") or "") for e in entrees)


def test_every_entry_is_on_one_page_newest_first(chargees: VueCatalogue) -> None:
    toutes = nouveautes(chargees)
    assert [une.date for une in toutes] == sorted((une.date for une in toutes), reverse=True)
    lues = pages(chargees)
    assert [page.adresse for page in lues] == [
        "nouveautes/index.html",
        "nouveautes/1/index.html",
    ]
    comptes = [len(re.findall(r'class="nouveaute-quoi"', page.contenu)) for page in lues]
    assert comptes == [PAR_PAGE, len(toutes) - PAR_PAGE]
    assert "<script>" not in lues[0].contenu
    assert 'href="1/index.html"' in lues[0].contenu


def test_an_archive_is_found_under_the_page_s_own_title(chargees: VueCatalogue) -> None:
    trouves = {document["adresse"]: document["page"] for document in documents({}, pages(chargees), chargees)}
    assert trouves["nouveautes/1/index.html"] == "Nouveautés"
    assert not trouves["nouveautes/index.html"]


def test_a_withdrawal_that_no_entry_tells_is_new_all_the_same(chargees: VueCatalogue) -> None:
    (une,) = [une for une in nouveautes(chargees) if une.date == date(2026, 11, 20)]
    assert (une.vue.fiche.id, une.quoi) == ("isere-2-4", "Fiche retirée")
    assert 'id="retirees"' in pages(chargees)[0].contenu


def test_a_withdrawal_that_an_entry_tells_is_told_once(vues: VueCatalogue) -> None:
    retrait = {"etat": "retiree", "retiree_le": date(2026, 11, 20)}
    motif = Evenement(date=date(2026, 11, 20), quoi="Remplacée par une autre action")
    vue = next(vue for vue in vues.toutes if vue.fiche.id == "isere-2-4")
    fiche = vue.fiche.model_copy(update={**retrait, "historique": (*vue.fiche.historique, motif)})
    retirees = replace(vues, fiches=[], retirees=[replace(vue, fiche=fiche)])
    assert [une.quoi for une in nouveautes(retirees) if une.date == motif.date] == ["Remplacée par une autre action"]


def test_readers_find_the_page_and_its_feed(page: Page) -> None:
    page.goto("/fiches/isere-2-5/")
    href = page.locator("link[rel=alternate][type='application/atom+xml']").get_attribute("href") or ""
    flux_lu = page.request.get(urljoin(page.url, href))
    assert flux_lu.ok
    assert ET.fromstring(flux_lu.body()).tag == f"{ATOM}feed"
    page.get_by_role("contentinfo").get_by_role("link", name="Nouveautés").click()
    expect(page.locator("h1")).to_have_text("Nouveautés")
    lien = page.locator(".nouveautes a[href='../fiches/isere-2-5/index.html']").first
    assert lien.is_visible()
    assert page.get_by_role("link", name="S’abonner au flux Atom").get_attribute("href") == "flux.xml"
