"""What the dates of a sheet mean on the reader's day, what becomes of a withdrawn sheet, how an error is reported."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from calculators import lire_date
from catalogue import lire_catalogue, verifier
from site_src.construction import construire
from site_src.fiche_page import reference_imprimee
from site_src.installation import RACINE
from site_src.noms import nom_simple
from site_src.signalement import LONGUEUR_MAX, MOTIFS, preparer
from tests.etats import fautes

RELUE = "transcrite_le: 2026-11-24\nrevue_le: 2026-03-10\nvalide_du: 2026-01-01\nvalide_au: 2026-12-31"
RETIREE = "transcrite_le: 2026-11-24\nretiree_le: 2026-11-20\nremplacee_par: isere-2-5\nvalide_au: 2027-12-31"


def modifier(fiche: Path, **remplacements: str) -> None:
    texte = fiche.read_text("utf-8")
    for cle, ligne in remplacements.items():
        texte, nombre = re.subn(rf"(?m)^{cle}:.*$", lambda _: ligne, texte, count=1)  # noqa: B023
        assert nombre, cle
    fiche.write_text(texte, "utf-8")


@pytest.fixture(scope="module")
def fiches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's sheets: 2.5 reviewed and dated, 2.4 withdrawn."""
    dossier = tmp_path_factory.mktemp("retrait") / "fiches"
    shutil.copytree(RACINE / "catalogue" / "fiches", dossier)
    modifier(dossier / "isere-2-5.yaml", transcrite_le=RELUE)
    motif = "historique:\n  - {date: 2026-11-20, quoi: L'appel à projets est clos}"
    modifier(dossier / "isere-2-4.yaml", etat="etat: retiree", transcrite_le=RETIREE, historique=motif)
    return dossier


@pytest.fixture(scope="module")
def publie(fiches: Path) -> Path:
    sortie = fiches.parent / "site"
    construire(fiches, sortie, "", RACINE, usage="aperçu")
    return sortie


@pytest.fixture(scope="module")
def adresse(publie: Path, servir: Any) -> Iterator[str]:
    with servir(publie) as serveur:
        yield serveur.adresse


def lire(adresse: str, surveillance_de: Any, jour: str, fiche: str = "isere-2-5", **options: Any) -> Page:
    page: Page = surveillance_de(adresse, **options)[0]
    page.clock.set_fixed_time(f"{jour}T10:00:00")
    page.goto(f"/fiches/{fiche}/")
    return page


@pytest.mark.parametrize(
    ("jour", "mots"),
    [
        ("2026-03-10", "Revue le 10 mars 2026, aujourd’hui · À jour"),
        ("2026-09-09", "Revue le 10 mars 2026, il y a 5 mois · À jour"),
        ("2026-09-10", "Revue le 10 mars 2026, il y a 6 mois · À relire"),
        ("2028-03-09", "Revue le 10 mars 2026, il y a 23 mois · À relire"),
        ("2028-03-10", "Revue le 10 mars 2026, il y a 2 ans · Ancienne"),
    ],
)
def test_the_age_of_a_review_is_told_on_the_reader_s_day(
    adresse: str, surveillance_de: Any, jour: str, mots: str
) -> None:
    page = lire(adresse, surveillance_de, jour)
    assert (page.locator(".fiche-tete .relecture").text_content() or "").replace("\u00a0", " ") == mots


def test_a_copy_never_passes_for_a_review(adresse: str, surveillance_de: Any) -> None:
    page = lire(adresse, surveillance_de, "2029-01-01", "isere-2-3")
    tete = (page.locator(".fiche-tete .relecture").text_content() or "").replace("\u00a0", " ")
    assert tete == "Transcrite par nos soins le 24 novembre 2026, il y a 2 ans · Copie ancienne"
    assert "cette date est la nôtre, la fiche n’en porte pas" in (page.locator(".provenance").text_content() or "")


@pytest.mark.parametrize(
    ("jour", "mot"),
    [
        ("2025-12-31", "Pas encore en vigueur"),
        ("2026-01-01", "En vigueur"),
        ("2026-12-31", "En vigueur"),
        ("2027-01-01", "Plus en vigueur depuis le 1er janvier 2027"),
    ],
)
def test_validity_is_told_on_the_reader_s_day(adresse: str, surveillance_de: Any, jour: str, mot: str) -> None:
    page = lire(adresse, surveillance_de, jour)
    marque = page.locator(".fiche-tete .validite .fraicheur")
    assert (marque.text_content() or "").replace("\u00a0", " ") == mot


def test_the_person_finder_marks_what_no_longer_holds(adresse: str, surveillance_de: Any) -> None:
    page = surveillance_de(adresse)[0]
    page.clock.set_fixed_time("2027-02-01T10:00:00")
    page.goto("/personne/")
    marques = page.locator("#reponses .validite .fraicheur")
    expect(marques).to_have_text(["Plus en vigueur depuis le 1er\u00a0janvier\u00a02027"])
    page.locator("[name=allocataire_rsa][value=oui]").check()
    expect(page.locator("#reponses [data-groupe=eligible]").first).to_be_attached(timeout=60_000)
    expect(marques).to_have_count(1)


@pytest.mark.parametrize(
    ("page_", "zone"),
    [
        ("calculateurs/financement/", "#choix-financement-isere-2-5"),
        ("calculateurs/budget/", "[data-champs-de='isere-2-5']"),
        ("comparer/?fiches=isere-2-3&fiches=isere-2-5", "[data-source]"),
    ],
)
def test_a_form_or_a_column_away_from_its_sheet_says_that_it_no_longer_holds(
    adresse: str, surveillance_de: Any, page_: str, zone: str
) -> None:
    page = surveillance_de(adresse)[0]
    page.clock.set_fixed_time("2027-02-01T10:00:00")
    page.goto(f"/{page_}")
    marque = page.locator(f"{zone} .validite .fraicheur")
    expect(marque).to_have_text("Plus en vigueur depuis le 1er\u00a0janvier\u00a02027")
    expect(page.locator(".validite .fraicheur", has_text="en vigueur")).to_have_count(1)


@pytest.mark.parametrize(
    ("jour", "mots"), [("2022-12-31", []), ("2023-01-01", ["Terminées depuis le 1er\u00a0janvier\u00a02023"])]
)
def test_the_periods_that_a_sheet_s_rules_state_are_told_over_on_the_reader_s_day(
    adresse: str, surveillance_de: Any, jour: str, mots: list[str]
) -> None:
    page = lire(adresse, surveillance_de, jour, "garantie-activite-6")
    for page_, zone in (
        ("fiches/garantie-activite-6/", ".fiche-tete"),
        ("fiches/garantie-activite-6/", ".provenance"),
        ("catalogue/", "[data-fiche=garantie-activite-6]"),
        ("calculateurs/duree/", "#choix-duree-garantie-activite-6"),
        ("calculateurs/cofinancement/", "main"),
        ("parcours/", "main"),
    ):
        page.goto(f"/{page_}")
        dit = page.locator(
            f"{zone} .validite", has_text="Périodes de la fiche\u00a0: jusqu’au 31\u00a0décembre\u00a02022"
        )
        expect(dit, page_).to_have_count(1)
        expect(dit.locator(".fraicheur"), page_).to_have_text(mots)


def test_plain_dates_without_javascript_and_on_paper(adresse: str, surveillance_de: Any) -> None:
    attendu = "Revue le 10 mars 2026 Valable du 1er janvier 2026 au 31 décembre 2026"
    page = lire(adresse, surveillance_de, "2030-01-01", java_script_enabled=False)
    assert page.locator(".fiche-dates").inner_text().replace("\u00a0", " ").split() == attendu.split()
    page = lire(adresse, surveillance_de, "2030-01-01")
    page.emulate_media(media="print")
    assert page.locator(".fiche-dates").inner_text().replace("\u00a0", " ").split() == attendu.split()


def test_a_withdrawn_sheet_stays_at_its_address_marked(adresse: str, surveillance_de: Any) -> None:
    page = lire(adresse, surveillance_de, "2026-12-01", "isere-2-4")
    bandeau = page.locator(".retrait")
    texte = (bandeau.text_content() or "").replace("\u00a0", " ")
    assert "Fiche retirée le 20 novembre 2026" in texte
    assert "L’appel à projets est clos." in texte
    assert bandeau.get_by_role("link").get_attribute("href") == "../isere-2-5/index.html"
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    assert page.title().startswith("Fiche retirée, ")
    assert page.locator(".fraicheur").count() == 0
    assert page.locator("#calculateur-financement .marque-retrait").count() == 1
    page.emulate_media(media="print")
    assert bandeau.is_visible()
    page.goto("/fiches/isere-2-5/")
    assert page.locator("meta[name=robots]").count() == 0
    assert (
        page.locator(".liees li", has=page.locator("a[href='../isere-2-4/index.html']"))
        .locator(".marque-retrait")
        .is_visible()
    )


@pytest.mark.complet
def test_a_withdrawn_sheet_still_computes(adresse: str, surveillance_de: Any) -> None:
    page = surveillance_de(adresse)[0]
    page.goto("/fiches/isere-2-4/")
    page.locator("#financement-isere-2-4-personnes").fill("7")
    page.locator("#calculateur-financement data[data-cle=total][value='600.00']").first.wait_for()


def test_no_list_offers_a_withdrawn_sheet(publie: Path) -> None:
    nommant = {
        nom_simple(fichier.relative_to(publie).as_posix())
        for fichier in publie.rglob("*")
        if fichier.suffix in (".html", ".js", ".json", ".xml", ".csv") and "isere-2-4" in fichier.read_text("utf-8")
    }
    # The sheets that send to it still do, marked; in the data too, among their `liees`.
    assert nommant == {
        "donnees/fiches.csv",
        "donnees/fiches.json",
        "assets/regles/isere-2-4.js",
        "donnees/regles/isere-2-4.json",
        "fiches/isere-2-3/index.html",
        "fiches/isere-2-4/index.html",
        "fiches/isere-2-5/index.html",
        "guides/commandes/index.html",  # a command's example
        "nouveautes/index.html",
        "nouveautes/flux.xml",
    }
    assert json.loads((publie / "donnees/regles/isere-2-4.json").read_text("utf-8"))["id"] == "isere-2-4"
    publiees = json.loads((publie / "donnees/fiches.json").read_text("utf-8"))["fiches"]
    assert "isere-2-4" not in [fiche["id"] for fiche in publiees]


def test_check_asks_for_what_a_withdrawal_lacks(fiches: Path, tmp_path: Path) -> None:
    assert [probleme.message for probleme in verifier(fiches)] == []
    copie = tmp_path / "fiches"
    shutil.copytree(fiches, copie)
    modifier(copie / "isere-2-5.yaml", etat="etat: brouillon")
    modifier(copie / "isere-2-4.yaml", retiree_le="retiree_le: 2026-11-21")
    dits = [f"{p.fichier.rsplit('/')[-1]} {p.niveau} {p.message}".replace("\u00a0", " ") for p in verifier(copie)]
    assert any("isere-2-4.yaml avertissement le retrait est sans motif" in dit for dit in dits)
    assert any("isere-2-4.yaml avertissement la fiche « isere-2-5 » qui remplace" in dit for dit in dits)
    assert any("isere-2-3.yaml avertissement la fiche liée « isere-2-5 » n’est pas publiée" in dit for dit in dits)
    assert not any("« isere-2-4 » n’est pas publiée" in dit for dit in dits)
    modifier(copie / "isere-2-4.yaml", retiree_le="# sans date")
    assert any("la fiche est retirée, sans date" in probleme.message for probleme in verifier(copie))


def test_axe_finds_nothing_on_a_withdrawn_sheet(adresse: str, surveillance_de: Any) -> None:
    for theme in ("light", "dark"):
        page = lire(adresse, surveillance_de, "2027-12-01", "isere-2-4", color_scheme=theme)
        for chemin in ("/fiches/isere-2-4/", "/nouveautes/"):
            page.goto(chemin)
            assert fautes(page) == []


# ---- « Signaler une erreur » ----


def lettre(adresse: str) -> tuple[str, str, str]:
    """To, subject and body, as a mail program reads them."""
    morceaux = urlsplit(adresse)
    assert morceaux.scheme == "mailto"
    champs = parse_qs(morceaux.query, strict_parsing=True)
    return unquote(morceaux.path), champs["subject"][0], champs["body"][0]


def fiche(titre: str) -> SimpleNamespace:
    return SimpleNamespace(id="isere-2-5", titre=titre, transcrite_le=lire_date("2026-11-24"), revue_le=None)


def test_an_error_is_reported_by_a_message_that_is_ready(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(java_script_enabled=False)
    page.goto("/fiches/isere-2-5/")
    liens = page.get_by_role("link", name="Signaler une erreur")
    assert liens.first.is_visible()
    a, objet, corps = lettre(liens.first.get_attribute("href") or "")
    assert a == "insertion@departement.example"
    assert objet.startswith("Fiche isere-2-5 : ")
    assert all(f"[ ] {motif}\r\n" in corps for motif in MOTIFS)
    assert len(MOTIFS) == 7
    assert "Référence : isere-2-5, transcrite le 24 novembre 2026" in corps
    assert "\n" not in corps.replace("\r\n", "")
    page.goto("/calculateurs/financement/")
    page.locator("[id='calculateur-financement-isere-2-5']").get_by_role(
        "link", name="Signaler une erreur de calcul"
    ).click()
    assert page.url.endswith("/fiches/isere-2-5/index.html#signaler")
    assert page.get_by_role("link", name="Signaler une erreur dans cette fiche").is_visible()


@given(st.text(min_size=1).filter(str.strip), st.sampled_from(["a@b.fr", "l'é&d?@b.fr"]))
def test_any_title_makes_a_message_that_mail_programs_take(titre: str, courriel: str) -> None:
    adresse = preparer(fiche(titre), courriel)
    assert re.fullmatch(r"mailto:[A-Za-z0-9@%._~-]+\?subject=[A-Za-z0-9%._~-]+&body=[A-Za-z0-9%._~-]+", adresse)
    assert len(adresse) <= LONGUEUR_MAX
    a, objet, corps = lettre(adresse)
    assert a == courriel
    assert len(objet.splitlines()) == 1
    assert corps.count("[ ] ") >= len(MOTIFS)


def test_a_title_too_long_is_cut_not_the_reasons() -> None:
    _, objet, corps = lettre(preparer(fiche("é" * 5000), "a@b.fr"))
    assert objet.endswith("…)")
    assert MOTIFS[-1] in corps
    # Whom to write to may leave it no room at all: it is all that goes.
    _, objet, corps = lettre(preparer(fiche("Mobiliser"), f"{'a' * 2000}@b.fr"))
    assert objet == "Fiche isere-2-5 : signaler une erreur (…)"
    assert MOTIFS[-1] in corps


def test_a_reviewed_sheet_bears_that_date_wherever_it_is_named() -> None:
    revue = lire_catalogue(RACINE / "catalogue" / "fiches", avec_cas=False).fiche("isere-2-5")
    assert reference_imprimee(revue).endswith(", transcrite le 24\u00a0novembre\u00a02026.")
    revue = revue.model_copy(update={"revue_le": lire_date("2027-03-02")})
    assert "transcrite le 24 novembre 2026, revue le 2 mars 2027" in lettre(preparer(revue, "a@b.fr"))[2]
    assert reference_imprimee(revue).endswith(", revue le 2\u00a0mars\u00a02027.")


def test_a_hostile_title_stays_text() -> None:
    adresse = preparer(fiche('"><script>&body=x\r\nBcc: a@b.fr'), "a@b.fr")
    assert not set('"<> \r\n') & set(adresse)
    assert lettre(adresse)[1].count("\n") == 0
