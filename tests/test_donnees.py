"""The open data: whole, described, opened by a spreadsheet without harm, and the page that hands them out."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from playwright.sync_api import Page

from catalogue import lire_catalogue
from catalogue.lecture import lire_document
from site_src import donnees_page, exports
from site_src.donnees_page import poids
from site_src.exports.ecriture import cellule, en_json
from site_src.exports.schema import schema_redaction
from site_src.installation import RACINE, npm_dir
from site_src.vues import voir

FICHES = RACINE / "catalogue" / "fiches"
TESTS = RACINE / "tests"
REFUSEES = (
    *("calculateur-inconnu", "champ-manquant", "cle-de-regle-inconnue", "cle-inconnue", "cle-inconnue-imbriquee"),
    *("data-inclusion", "date-illisible", "departement-inconnu", "etat-inattendu", "liste-attendue", "liste-vide"),
    *("mecanisme-inconnu", "objet-attendu", "rubrique-inconnue", "theme-inconnu", "valeur-vide"),
)


def lire_json(site: Path, nom: str) -> Any:
    return json.loads((site / "donnees" / nom).read_text("utf-8"))


def lire_csv(site: Path, nom: str) -> list[dict[str, str]]:
    texte = (site / "donnees" / nom).read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(texte, newline=""), delimiter=";"))


def validateur(schema: dict[str, Any]) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


@pytest.fixture(scope="module")
def publication(site: Path) -> Draft202012Validator:
    """The published schema of `fiches.json`."""
    return validateur(lire_json(site, "fiches.schema.json"))


@pytest.fixture(scope="module")
def redaction(site: Path) -> Draft202012Validator:
    """The schema that an author's editor reads."""
    return validateur(lire_json(site, "schema/fiche.schema.json"))


def test_every_published_sheet_is_there_whole(site: Path) -> None:
    fiches = lire_json(site, "fiches.json")["fiches"]
    assert [fiche["id"] for fiche in fiches] == sorted(f.stem for f in FICHES.glob("*.yaml"))
    for fiche in fiches:
        ecrite = lire_document(FICHES / f"{fiche['id']}.yaml").donnees
        assert set(ecrite) <= set(fiche)
        for cle in ("calculateurs", "hypotheses", "intitule", "code"):
            assert fiche[cle] == ecrite.get(cle, {})
        assert [s["titre"] for s in fiche["texte"]] == [s["titre"] for s in ecrite["texte"]]
        assert (site / fiche["page"]).is_file()


def test_the_data_follow_their_published_schema(site: Path, publication: Draft202012Validator) -> None:
    donnees = lire_json(site, "fiches.json")
    assert donnees["$schema"] == "fiches.schema.json"
    assert [erreur.message for erreur in publication.iter_errors(donnees)] == []


@pytest.mark.parametrize(
    "gater",
    [
        lambda fiche: fiche.pop("titre"),
        lambda fiche: fiche.update(themes=["mobilites"]),
        lambda fiche: fiche.update(etat="publie"),
        lambda fiche: fiche.update(transcrite_le="24/11/2026"),
        lambda fiche: fiche.update(titres="x"),
        lambda fiche: fiche["essentiel"]["duree"].update(texte=6),
        lambda fiche: fiche["texte"][0].update(rubrique="autre"),
        lambda fiche: fiche["calculateurs"]["financement"]["regles"][0].update(genre="autre"),
        lambda fiche: fiche["data_inclusion"].update(type="autre"),
    ],
)
def test_the_schema_refuses_what_the_data_can_t_say(
    site: Path, publication: Draft202012Validator, gater: Callable[[dict[str, Any]], Any]
) -> None:
    donnees = lire_json(site, "fiches.json")
    donnees["fiches"] = donnees["fiches"][-1:]
    gater(donnees["fiches"][0])
    assert not publication.is_valid(donnees)


@pytest.mark.parametrize("fiche", sorted(FICHES.glob("*.yaml")), ids=lambda f: f.stem)
def test_a_sheet_follows_the_schema_of_its_editor(redaction: Draft202012Validator, fiche: Path) -> None:
    assert [erreur.message for erreur in redaction.iter_errors(lire_document(fiche).donnees)] == []


@pytest.mark.parametrize("dossier", ["exemples", "exemples/guides"])
def test_every_example_follows_the_schema_of_its_own_vocabulary(dossier: str) -> None:
    catalogue = lire_catalogue(TESTS / dossier / "fiches")
    schema = validateur(schema_redaction(catalogue.vocabulaire))
    for fiche in (TESTS / dossier / "fiches").glob("*.yaml"):
        erreurs = [(list(e.path), e.message) for e in schema.iter_errors(lire_document(fiche).donnees)]
        assert erreurs == [], fiche.stem


@pytest.mark.parametrize("nom", REFUSEES)
def test_the_schema_of_an_editor_refuses_a_wrong_sheet(redaction: Draft202012Validator, nom: str) -> None:
    fautive = lire_document(TESTS / "fiches_fautives" / f"{nom}.yaml").donnees
    assert fautive and not redaction.is_valid(fautive)


@pytest.mark.parametrize("nom", ["fiches.schema.json", "schema/fiche.schema.json"])
def test_every_key_of_a_schema_is_said_in_french(site: Path, nom: str) -> None:
    def proprietes(noeud: Any) -> Iterator[tuple[str, Any]]:
        if isinstance(noeud, dict):
            if isinstance(noeud.get("properties"), dict):
                yield from noeud["properties"].items()
            for valeur in noeud.values():
                yield from proprietes(valeur)
        elif isinstance(noeud, list):
            for valeur in noeud:
                yield from proprietes(valeur)

    dites = [(cle, p.get("description", "")) for cle, p in proprietes(lire_json(site, nom)) if "const" not in p]
    assert len(dites) > 150
    assert [cle for cle, mots in dites if not mots or re.search(r"\b(the|of|is|that)\b|\]\(", mots)] == []
    assert "x-famille" not in (site / "donnees" / nom).read_text("utf-8")


def test_the_tables_open_in_a_french_spreadsheet(site: Path) -> None:
    for nom in ("fiches.csv", "regles.csv"):
        octets = (site / "donnees" / nom).read_bytes()
        assert octets.startswith(b"\xef\xbb\xbf")
        lignes = octets.decode("utf-8-sig").split("\r\n")
        assert lignes.pop() == "" and not any("\n" in ligne for ligne in lignes)
        assert len({len(ligne) for ligne in csv.reader(lignes, delimiter=";")}) == 1
    fiches = {ligne["id"]: ligne for ligne in lire_csv(site, "fiches.csv")}
    assert len(fiches) == 5
    assert fiches["isere-2-5"]["repere"] == "Action 2.5", "« 2.5 » alone would open as the 2nd of May"
    assert fiches["isere-2-5"]["publics"] == "Allocataires du RSA | En parcours santé social insertion"


def test_every_rule_is_a_line_with_its_clause_and_its_hypotheses(site: Path) -> None:
    catalogue, lignes = lire_catalogue(FICHES), lire_csv(site, "regles.csv")
    for fiche in catalogue.publiees:
        siennes = [ligne for ligne in lignes if ligne["fiche"] == fiche.id]
        texte = " ".join(fiche.texte_integral().split())
        assert all(ligne["citation"].removeprefix("'") in texte for ligne in siennes)
        ajouts = {"parcours": fiche.parcours, "pluriannuel": fiche.pluriannuel}
        for nom, calculateur in {**fiche.calculateurs, **ajouts}.items():
            du_calculateur = [ligne for ligne in siennes if ligne["calculateur"] == nom]
            for rang, regle in enumerate(calculateur.get("regles", ())):
                (ligne,) = [un for un in du_calculateur if un["chemin"] == f"regles.{rang}"]
                assert ligne["genre"] == regle["genre"] and ligne["cle"] == regle.get("cle", "")
        nommees = {code for ligne in siennes for code in ligne["hypotheses"].split(" | ") if code}
        assert nommees == set(fiche.hypotheses)
    assert int(next(f for f in lire_csv(site, "fiches.csv") if f["id"] == "isere-2-5")["regles"]) == len(
        [ligne for ligne in lignes if ligne["fiche"] == "isere-2-5"]
    )


@given(st.text())
def test_a_cell_is_one_harmless_line(texte: str) -> None:
    ecrite = cellule(texte)
    assert not re.match(r"[=+\-@＝＋－＠\t\r]", ecrite)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", ecrite)
    if not re.search(r"[\x00-\x1f\x7f-\x9f]", texte) and not re.match(r"\s*[=+\-@＝＋－＠]", texte):
        assert ecrite.split() == texte.split()


@given(st.dictionaries(st.text(), st.text() | st.none() | st.integers()))
def test_json_gives_back_what_it_was_given_and_closes_no_script(valeur: dict[str, Any]) -> None:
    assert json.loads(en_json(valeur)) == valeur
    assert "<" not in en_json(valeur)


def test_hostile_words_are_inert_and_kept(tmp_path: Path) -> None:
    fiches = tmp_path / "fiches"
    fiches.mkdir()
    texte = (FICHES / "isere-2-4.yaml").read_text("utf-8").replace("liees: [isere-2-3, isere-2-5]\n", "")
    titre = "=HYPERLINK(\"http://exemple.org\")</script><b>; 'x'"
    texte = re.sub(r"^titre: .*$", f"titre: {json.dumps(titre)}", texte, flags=re.MULTILINE)
    texte = re.sub(r"^programme: .*$", 'programme: "@SUM(A1)\\t+1"', texte, flags=re.MULTILINE)
    (fiches / "isere-2-4.yaml").write_text(texte, "utf-8")
    vues = voir(lire_catalogue(fiches, avec_cas=False))
    exports.ecrire(vues, tmp_path, "")
    (ligne,) = lire_csv(tmp_path, "fiches.csv")
    assert ligne["titre"].startswith("'=HYPERLINK") and ligne["programme"] == "'@SUM(A1) +1"
    for fichier in (tmp_path / "donnees").rglob("*.json"):
        if fichier.parent.name != "regles":
            assert "<" not in fichier.read_text("utf-8")
    (fiche,) = lire_json(tmp_path, "fiches.json")["fiches"]
    assert "</script>" in fiche["titre"]


def test_the_same_sheets_give_the_same_bytes_and_drafts_stay_out(tmp_path: Path) -> None:
    shutil.copytree(FICHES, tmp_path / "fiches")
    brouillon = tmp_path / "fiches" / "garantie-activite-6.yaml"
    brouillon.write_text(brouillon.read_text("utf-8").replace("etat: publiee", "etat: brouillon"), "utf-8")
    ecrits = []
    for nom in ("a", "b"):
        exports.ecrire(voir(lire_catalogue(tmp_path / "fiches", avec_cas=False)), tmp_path / nom, "")
        ecrits.append({f.name: f.read_bytes() for f in sorted((tmp_path / nom).rglob("*")) if f.is_file()})
    assert ecrits[0] == ecrits[1]
    assert b"garantie-activite-6" not in b"".join(ecrits[0].values())


def test_a_large_catalogue_sends_to_the_file(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(donnees_page, "MONTREES", 1)
    vues = voir(lire_catalogue(FICHES))
    html = donnees_page.morceaux(vues, exports.ecrire(vues, tmp_path, ""))["donnees-inclusion"]
    assert html.count("<details") == 1
    assert "Et 3 autres actions" in html and "data-inclusion/non-transposable.json" in html


def test_the_page_hands_out_every_file_with_its_size(page: Page, site: Path, serveur: Any) -> None:
    page.goto("/fiches/isere-2-5/")
    page.get_by_role("contentinfo").get_by_role("link", name="Données ouvertes").click()
    page.wait_for_url("**/donnees/**")
    page.wait_for_load_state("networkidle")
    assert not [chemin for chemin in serveur.demandes if re.search(r"/donnees/.*\.(json|csv)$", chemin)]
    entrees = page.locator(".fichiers > div").all()
    for entree in entrees:
        fichier = site / "donnees" / (entree.locator("a").get_attribute("href") or "")
        assert entree.locator(".poids").inner_text() == poids(fichier.stat().st_size)
    du_site = {
        f for f in (site / "donnees").rglob("*.*") if f.suffix in (".json", ".csv") and f.parent.name != "regles"
    }
    assert len(entrees) == len(du_site)


def test_the_page_says_what_is_lost_sheet_by_sheet(page: Page) -> None:
    page.goto("/donnees/")
    detail = page.locator("details", has_text="Action 2.5")
    detail.locator("summary").click()
    assert detail.get_by_text("Le coût maximal est de 400 € par jour").first.is_visible()
    assert detail.get_by_role("link", name="ses règles").get_attribute("href") == "regles/isere-2-5.json"
    laissee = page.locator("#laissees + .silences")
    assert "Garantie d’activité" in laissee.inner_text() and "fiche cadre" in laissee.inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_is_accessible_and_fits_a_phone(ouvrir: Callable[..., Page], theme: str) -> None:
    onglet = ouvrir(color_scheme=theme, viewport={"width": 360, "height": 780})
    onglet.goto("/donnees/")
    onglet.locator("details").first.locator("summary").click()
    assert onglet.evaluate("document.documentElement.scrollWidth <= innerWidth")
    onglet.evaluate((npm_dir() / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    violations = onglet.evaluate("axe.run().then(r => r.violations)")
    assert [f"{v['id']} : {n['target']}" for v in violations for n in v["nodes"]] == []


def test_the_terms_of_reuse_are_the_department_s_own(tmp_path: Path) -> None:
    dossier = tmp_path / "catalogue"
    shutil.copytree(FICHES, dossier / "fiches")
    shutil.copy(RACINE / "catalogue" / "logo.svg", dossier)
    site = (RACINE / "catalogue" / "site.yaml").read_text("utf-8")
    (dossier / "site.yaml").write_text(f"reutilisation: Licence ouverte 2.0 <etalab>\n{site}", "utf-8")
    vues = voir(lire_catalogue(dossier / "fiches", avec_cas=False))
    morceaux = donnees_page.morceaux(vues, exports.ecrire(vues, tmp_path, ""))
    assert "<p>Licence ouverte 2.0 &lt;etalab&gt;</p>" in morceaux["donnees-reutilisation"]
    assert lire_json(tmp_path, "fiches.json")["reutilisation"] == "Licence ouverte 2.0 <etalab>"
