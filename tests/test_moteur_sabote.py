"""Whatever the server, the network or the browser does to the engine, the reader gets a result or a sentence.

Each fault is made for real, on the server's side. `--complet` crosses every file of the engine with every fault.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from site_src.construction import construire
from site_src.installation import RACINE
from site_src.moteur.somme import sommer
from site_src.serveur import CSP, TYPES, Reponse

FICHE = "/fiches/isere-2-5/"
FORMULAIRE = "form[data-calculateur=financement][data-fiche=isere-2-5]"
RESULTAT = "[data-resultat][data-calculateur=financement][data-fiche=isere-2-5]"
SAISIE = {"jours": "12", "cout_jour": "350", "prevus": "10", "presents_moyens": "9"}
TOTAL = "3990.00"
PRET = 120_000  # a loaded machine may take long to start the engine
BRUIT = ["Failed to load", "moteur", "MIME type", "wasm", "WebAssembly", "Content Security", "token", "SyntaxError"]
BRUIT += ["nosniff", "page’s settings blocked"]  # the same, as Firefox says it


def saisir(page: Page, **champs: str) -> None:
    for nom, texte in (SAISIE | champs).items():
        page.locator(f"{FORMULAIRE} [name={nom}]").fill(texte)


def total(page: Page) -> Any:
    return page.locator(f"{RESULTAT} data[data-cle=total]")


def verdict(page: Page) -> Any:
    return page.locator(f"{RESULTAT} .statut:visible")


def annonce(page: Page) -> Any:
    return page.locator(f"{FORMULAIRE} .moteur-etat")


def attendre(page: Page, etat: str) -> None:
    expect(page.locator("html")).to_have_attribute("data-moteur", re.compile("pret|panne"), timeout=PRET)
    dit = page.locator(".moteur-etat").filter(has_text="moteur").all_inner_texts()
    assert page.locator("html").get_attribute("data-moteur") == etat, dit


# ---- the server's faults --------------------------------------------------------------------------------------------


def absent(reponse: Any) -> None:
    reponse.send_error(404)


def page_a_la_place(reponse: Any) -> None:
    reponse.envoyer(b"<!doctype html><title>Connexion</title>", TYPES[".html"])


def _corps(reponse: Any) -> tuple[bytes, str]:
    chemin = Path(reponse.translate_path(reponse.path))
    return chemin.read_bytes(), TYPES.get(chemin.suffix, TYPES[""])


def autre_type(reponse: Any) -> None:
    reponse.envoyer(_corps(reponse)[0], "text/plain; charset=utf-8")


def tronque(reponse: Any) -> None:
    octets, type_ = _corps(reponse)
    reponse.envoyer(octets[: len(octets) // 2], type_)


def altere(reponse: Any) -> None:
    octets, type_ = _corps(reponse)
    milieu = len(octets) // 2
    reponse.envoyer(octets[:milieu] + bytes([octets[milieu] ^ 0x20]) + octets[milieu + 1 :], type_)


FAUTES = {f.__name__: f for f in (absent, page_a_la_place, autre_type, tronque, altere)}
CALCULATEUR = "/calculateurs/financement/?fiche=isere-2-5"
"""The same form, where the rules of the sheet are a file: its own page holds them."""
FICHIERS = ("ouvrier.js", "pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "memoire.bin", "isere-2-5.js")
ICI = {
    ("ouvrier.js", "absent"),
    ("ouvrier.js", "autre_type"),
    ("pyodide.js", "page_a_la_place"),
    ("pyodide.asm.js", "tronque"),
    ("pyodide.asm.wasm", "absent"),
    ("pyodide.asm.wasm", "altere"),
    ("pyodide.asm.wasm", "autre_type"),
    ("memoire.bin", "altere"),
    ("isere-2-5.js", "absent"),
}
"""What each run tries; the rest waits for `--complet`."""
MALGRE_TOUT = {("pyodide.asm.wasm", "autre_type")} | {("memoire.bin", nom) for nom in FAUTES}
"""Where the reader gets the result all the same: the type is mended, the memory can be done without."""


def _croiser() -> Iterator[Any]:
    for fichier in FICHIERS:
        for faute in FAUTES:
            marques = () if (fichier, faute) in ICI else (pytest.mark.complet,)
            yield pytest.param(fichier, faute, marks=marques, id=f"{fichier}-{faute}")


@pytest.mark.parametrize(("fichier", "faute"), _croiser())
def test_a_fault_ends_in_a_result_or_in_a_sentence(
    surveillance_de: Any, serveur: Any, fichier: str, faute: str
) -> None:
    page, surveillance = surveillance_de(serveur.adresse)
    surveillance.attendues = BRUIT
    page.goto(CALCULATEUR if fichier == "isere-2-5.js" else FICHE)
    figures = page.locator(f"{RESULTAT} data[data-cle]")
    exemple = figures.all_inner_texts()
    serveur.sabotages[fichier] = FAUTES[faute]
    saisir(page)
    issue = total(page).and_(page.locator(f"[value='{TOTAL}']")).or_(annonce(page).filter(has_text="informatique"))
    expect(issue).to_be_visible(timeout=PRET)
    if (fichier, faute) in MALGRE_TOUT:
        expect(total(page)).to_have_attribute("value", TOTAL)
        return
    if (faute, fichier[-3:]) == ("altere", ".js") and fichier != "isere-2-5.js":
        return  # a letter of a program may change nothing, or stop it anywhere
    expect(annonce(page)).to_contain_text(re.compile(re.escape(fichier).replace(r"\.js", r"(\.[0-9a-f]{8})?\.js")))
    assert figures.all_inner_texts() == exemple
    expect(verdict(page)).to_contain_text("Calcul impossible")
    expect(page.locator(f"{FORMULAIRE} [name=jours]")).to_have_value(SAISIE["jours"])

    serveur.sabotages.clear()
    expect(page.get_by_role("button", name="Réessayer")).to_have_count(1)
    verdict(page).get_by_role("button", name="Réessayer").click()
    expect(page.locator(f"{FORMULAIRE} [type=submit]")).to_be_focused()
    expect(total(page)).to_have_attribute("value", TOTAL, timeout=PRET)
    expect(verdict(page)).to_contain_text("Conforme")


def test_where_the_memory_and_the_library_both_fail_the_sentence_names_the_library(
    surveillance_de: Any, serveur: Any
) -> None:
    page, surveillance = surveillance_de(serveur.adresse)
    surveillance.attendues = BRUIT
    page.goto(FICHE)
    serveur.sabotages |= {"memoire.bin": absent, "python_stdlib.zip": absent}
    saisir(page)
    attendre(page, "panne")
    expect(annonce(page)).to_contain_text("python_stdlib.zip")


def test_no_amount_passes_for_that_of_what_was_typed(surveillance_de: Any, serveur: Any) -> None:
    page, surveillance = surveillance_de(serveur.adresse, viewport={"width": 360, "height": 740})
    surveillance.attendues = BRUIT
    page.goto(FICHE)
    pied = page.locator(f"{FORMULAIRE} ~ .rappel")
    expect(pied).to_contain_text("Exemple")
    serveur.sabotages |= {"pyodide.asm.wasm": absent}
    saisir(page)
    attendre(page, "panne")
    expect(pied).to_contain_text("Calcul impossible")
    expect(verdict(page)).to_contain_text("Le moteur de calcul n’a pas démarré.")
    verdict(page).get_by_role("link", name="Que faire").click()
    expect(annonce(page)).to_be_focused()
    serveur.sabotages.clear()
    verdict(page).get_by_role("button", name="Réessayer").click()
    expect(total(page)).to_have_attribute("value", TOTAL, timeout=PRET)
    page.locator(f"{FORMULAIRE} [data-exemple]").click()
    expect(pied).to_contain_text("Exemple")
    expect(verdict(page)).to_contain_text("Conforme")


@pytest.mark.parametrize("fichier", ["pyodide.asm.wasm", "memoire.bin"])
@pytest.mark.complet  # half a minute each
def test_a_download_that_stops_on_the_way_is_given_up(surveillance_de: Any, serveur: Any, fichier: str) -> None:
    fini = threading.Event()

    def s_arreter(reponse: Any) -> None:
        octets, type_ = _corps(reponse)
        reponse.send_response(200)
        reponse.send_header("Content-Type", type_)
        reponse.send_header("Content-Length", str(len(octets)))
        reponse.end_headers()
        reponse.wfile.write(octets[:100_000])
        reponse.wfile.flush()
        fini.wait(PRET / 1000)
        reponse.close_connection = True

    page, surveillance = surveillance_de(serveur.adresse)
    surveillance.attendues = BRUIT
    page.goto(FICHE)
    serveur.sabotages[fichier] = s_arreter
    try:
        saisir(page)
        if fichier == "memoire.bin":
            expect(total(page)).to_have_attribute("value", TOTAL, timeout=PRET)
        else:
            attendre(page, "panne")
            expect(annonce(page)).to_contain_text(f"{fichier} n’arrive pas")
    finally:
        fini.set()


@pytest.mark.parametrize(
    ("politique", "mot"),
    [
        ("default-src 'self'", "wasm-unsafe-eval"),
        (CSP.replace("worker-src 'self'", "worker-src 'none'"), "worker-src"),
    ],
    ids=["wasm", "worker"],
)
def test_a_policy_that_forbids_the_engine_ends_in_a_sentence(
    surveillance_de: Any, serveur: Any, monkeypatch: pytest.MonkeyPatch, politique: str, mot: str
) -> None:
    monkeypatch.setattr("site_src.serveur.CSP", politique)
    page, surveillance = surveillance_de(serveur.adresse)
    surveillance.attendues = [*BRUIT, "Content Security Policy"]
    page.goto(FICHE)
    saisir(page)
    attendre(page, "panne")
    expect(annonce(page)).to_contain_text(mot)


# ---- once it runs ---------------------------------------------------------------------------------------------------


def test_the_next_page_and_the_next_tab_find_the_engine_ready(page: Page, serveur: Any) -> None:
    page.goto(FICHE)
    saisir(page)
    expect(total(page)).to_have_attribute("value", TOTAL, timeout=PRET)
    expect(annonce(page)).to_contain_text("prêt")
    page.goto("/calculateurs/financement/")
    saisir(page, presents_moyens="10")
    expect(total(page)).to_have_attribute("value", "4200.00", timeout=PRET)

    autre = page.context.new_page()
    autre.goto(f"{serveur.adresse}{FICHE}")
    saisir(autre, presents_moyens="8")
    expect(total(autre)).to_have_attribute("value", "3780.00", timeout=PRET)
    saisir(page, presents_moyens="9")
    expect(total(page)).to_have_attribute("value", TOTAL, timeout=PRET)
    assert len([chemin for chemin in serveur.demandes if chemin.endswith(".wasm")]) == 1


@pytest.mark.parametrize("faute", [None, autre_type], ids=["sain", "autre_type"])
def test_an_engine_gone_when_the_next_page_opens_starts_at_its_first_touch_or_says_why_not(
    page: Page, serveur: Any, faute: Callable[[Any], None] | None
) -> None:
    page.goto(CALCULATEUR)
    saisir(page)
    expect(total(page)).to_have_attribute("value", TOTAL, timeout=PRET)
    note = page.evaluate("navigation.currentEntry.getState().moteur")
    # Another browser, where no engine runs: the note alone remains.
    autre = page.context.browser.new_page()
    autre.goto(f"{serveur.adresse}/sigles/")
    autre.evaluate("(moteur) => navigation.updateCurrentEntry({ state: { moteur } })", note)
    serveur.demandes.clear()
    if faute:
        serveur.sabotages["ouvrier.js"] = faute
    autre.goto(f"{serveur.adresse}{FICHE}", wait_until="commit")
    autre.locator(FORMULAIRE).wait_for()
    assert [d for d in serveur.demandes if "/moteur/" in d and not d.endswith("/ouvrier.js")] == []
    assert autre.locator("html").get_attribute("data-moteur") == "repos"
    saisir(autre)
    if faute:  # and the policy lets nobody mend it
        expect(annonce(autre)).to_contain_text("ouvrier.js", timeout=PRET)
        serveur.sabotages.clear()
        autre.get_by_role("button", name="Réessayer").click()
    expect(total(autre)).to_have_attribute("value", TOTAL, timeout=PRET)
    autre.close()


def test_what_was_asked_of_an_engine_that_is_gone_is_computed_by_the_next_one(page: Page, serveur: Any) -> None:
    page.goto(CALCULATEUR)
    saisir(page)
    expect(total(page)).to_have_attribute("value", TOTAL, timeout=PRET)
    note = page.evaluate("navigation.currentEntry.getState().moteur")
    autre = page.context.browser.new_page()  # another browser, where no engine runs: the note alone remains
    autre.goto(f"{serveur.adresse}/sigles/")
    autre.evaluate("(moteur) => navigation.updateCurrentEntry({ state: { moteur } })", note)
    demandee, permise = threading.Event(), threading.Event()

    def faire_attendre(reponse: Any) -> Any:
        demandee.set()
        permise.wait(PRET / 1000)
        return Reponse.send_head(reponse)

    serveur.sabotages["ouvrier.js"] = faire_attendre
    autre.goto(f"{serveur.adresse}{FICHE}", wait_until="commit")
    assert demandee.wait(PRET / 1000), "the page joins the engine that its note names"
    # One value, typed before anyone knows that nobody is there: it is asked for once.
    autre.locator(f"{FORMULAIRE} [name=presents_moyens]").fill("4")
    expect(autre.locator("html")).to_have_attribute("data-moteur", "chargement")
    permise.set()
    expect(total(autre)).to_have_attribute("value", "3000.00", timeout=PRET)
    expect(verdict(autre)).to_contain_text("Conforme")
    autre.close()


def test_once_loaded_it_computes_without_the_network(page: Page) -> None:
    page.goto(FICHE)
    saisir(page)
    expect(total(page)).to_have_attribute("value", TOTAL, timeout=PRET)
    page.context.set_offline(True)
    saisir(page, presents_moyens="10")
    expect(total(page)).to_have_attribute("value", "4200.00", timeout=PRET)


def test_a_computation_without_end_is_stopped_and_the_engine_goes_on(page: Page) -> None:
    page.goto(FICHE)
    saisir(page)
    expect(total(page)).to_have_attribute("value", TOTAL, timeout=PRET)
    regle = {"genre": "difference", "libelle": "x", "de": "6", "moins": "groupe", "citation": "x"}
    calculateur = {
        "exemple": {"groupe": "8"},
        "champs": {"groupe": {"type": "entier", "libelle": "Groupe", "unite": "personnes"}},
        "regles": [regle | {"cle": f"v{n}"} for n in range(150_000)],
    }
    regles = json.dumps(
        {"id": "x", "nature": "action", "titre": "x", "hypotheses": {}, "calculateurs": {"effectif": calculateur}}
    )
    recues = {"nom": "x", "texte": regles, "somme": sommer(regles.encode())}
    requete = {"calculateur": "effectif", "entrees": {"groupe": "4"}, "formulaire": "x"}
    demander = "([requete, regles]) => Moteur.demander('x', requete, regles)"
    assert page.evaluate(demander, [requete, recues]) is None
    expect(annonce(page)).to_contain_text("Ce calcul demande trop de temps")
    saisir(page, presents_moyens="10")
    expect(total(page)).to_have_attribute("value", "4200.00", timeout=PRET)
    expect(annonce(page)).to_contain_text("prêt")


@pytest.mark.complet  # a quarter of a minute
def test_an_engine_that_dies_is_started_again(surveillance_de: Any, serveur: Any, navigateur: Browser) -> None:
    page, surveillance = surveillance_de(serveur.adresse)
    surveillance.attendues = BRUIT
    page.goto(FICHE)
    saisir(page)
    expect(total(page)).to_have_attribute("value", TOTAL, timeout=PRET)
    cdp = navigateur.new_browser_cdp_session()
    morts = [c for c in cdp.send("Target.getTargets")["targetInfos"] if c["type"] == "shared_worker"]
    assert morts
    for cible in morts:
        cdp.send("Target.closeTarget", {"targetId": cible["targetId"]})
    saisir(page, presents_moyens="10")
    expect(page.locator("html")).to_have_attribute("data-moteur", "panne", timeout=PRET)
    page.get_by_role("button", name="Réessayer").click()
    expect(total(page)).to_have_attribute("value", "4200.00", timeout=PRET)


# ---- opened from a folder -------------------------------------------------------------------------------------------


def test_a_calculator_and_a_workbook_work_from_a_folder(ouvrir_dossier: Callable[[str], Page]) -> None:
    page = ouvrir_dossier("fiches/isere-2-5/index.html")
    saisir(page)
    expect(total(page)).to_have_attribute("value", TOTAL, timeout=PRET)
    page.goto(page.url.replace("fiches/isere-2-5", "calculateurs/budget"))
    with page.expect_download(timeout=PRET) as fichier:
        page.locator("[data-exporter=xlsx]").click()
    assert Path(fichier.value.path()).read_bytes()[:2] == b"PK"


def test_a_site_for_a_network_share_is_lighter_by_half_and_computes(
    ouvrir_dossier: Callable[..., Page], site: Path, tmp_path: Path
) -> None:
    partage = tmp_path / "partage"
    construire(None, partage, "", RACINE, usage="partage")
    assert _octets(partage) < _octets(site) / 2
    page = ouvrir_dossier("fiches/isere-2-5/index.html", partage)
    saisir(page)
    expect(total(page)).to_have_attribute("value", TOTAL, timeout=PRET)


def _octets(dossier: Path) -> int:
    return sum(fichier.stat().st_size for fichier in dossier.rglob("*") if fichier.is_file())


def test_the_catalogue_its_search_and_the_person_finder_work_from_a_folder(
    ouvrir_dossier: Callable[[str], Page],
) -> None:
    page = ouvrir_dossier("catalogue/index.html")
    page.locator("main input[name=q]").fill("CCAS")
    expect(page.locator("main [data-resultats] [data-fiche]").first).to_have_attribute("data-fiche", "isere-2-4")
    page.goto(page.url.split("/catalogue/")[0] + "/personne/index.html")
    page.locator("[name=allocataire_rsa][value=oui]").check()
    expect(page.locator("html")).to_have_attribute("data-moteur", "pret", timeout=PRET)
