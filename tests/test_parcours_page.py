"""The page of courses in a real browser: type a date, choose periods, read the table, take the file away."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from site_src.construction import construire
from site_src.installation import RACINE, npm_dir
from site_src.par_fiche import SUR_PLACE

PRET = 120_000
ADRESSE = "/parcours/?fiche="


def formulaire(page: Page, fiche: str) -> Locator:
    return page.locator(f"form[data-calculateur=parcours][data-fiche={fiche}]")


def resultat(page: Page, fiche: str) -> Locator:
    return page.locator(f"[data-resultat][data-calculateur=parcours][data-fiche={fiche}]")


def tableau(zone: Locator) -> dict[str, list[str]]:
    """Key of each row → its dates."""
    return {
        rangee.get_attribute("data-cle") or "": [
            t.get_attribute("datetime") or "" for t in rangee.locator("time").all()
        ]
        for rangee in zone.locator(".parcours-table tbody tr").all()
    }


def telecharger(page: Page) -> tuple[str, bytes]:
    with page.expect_download() as attente:
        page.locator("[data-ics]:visible").click()
    return attente.value.suggested_filename, Path(attente.value.path()).read_bytes()


def test_a_date_then_six_months_and_three_with_the_keyboard_alone(page: Page) -> None:
    page.goto(f"{ADRESSE}isere-2-3")
    form, zone = formulaire(page, "isere-2-3"), resultat(page, "isere-2-3")
    debut, premiere, seconde = (
        form.get_by_label(nom) for nom in ("Premier jour", "Période n°\u00a01", "Période n°\u00a02")
    )
    expect(premiere).to_be_hidden()
    debut.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("31/08/2024")
    page.keyboard.press("Tab")
    expect(form.get_by_label("6 mois + 6 mois")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(form.get_by_label("Autre, période par période")).to_be_checked()
    assert premiere.locator("option").all_inner_texts() == [f"{n}\u00a0mois" for n in range(1, 7)]
    assert seconde.locator("option").all_inner_texts() == ["aucune", *(f"{n}\u00a0mois" for n in range(1, 7))]
    page.keyboard.press("Tab")
    expect(premiere).to_be_focused()
    page.keyboard.press("6")
    page.keyboard.press("Tab")
    page.keyboard.press("3")
    expect(zone.locator("data[data-cle=fin_prevue]")).to_have_attribute("value", "2025-05-31", timeout=PRET)
    page.keyboard.press("Tab")
    expect(form.get_by_role("button", name="Planifier le parcours")).to_be_focused()
    assert tableau(zone) == {
        "periode_1": ["2024-08-31", "2025-02-28"],
        "periode_2": ["2025-03-01", "2025-05-31"],
        "fin_au_plus_tard": ["2025-08-31"],
    }
    dessin = zone.locator("svg.frise")
    nommes = [nom.replace("\u00a0", " ") for nom in dessin.locator(".frise-date").all_text_contents()]
    assert nommes == ["31 août 2024", "28 févr. 2025", "31 mai 2025", "31 août 2025"]
    longue, courte = (barre.bounding_box() for barre in dessin.locator("rect").all())
    assert longue["height"] > 1.8 * courte["height"] > 0, "six months are drawn twice as long as three"
    expect(page.get_by_role("img", name=re.compile("2 périodes \\(6.mois puis 3.mois\\)"))).to_be_visible()

    debut.fill("31/02/2024")
    debut.press("Enter")
    expect(debut).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[data-ics]:visible")).to_be_disabled()
    form.locator("[data-exemple]").click()
    expect(page.locator("[data-ics]:visible")).to_be_enabled()
    assert telecharger(page)[0] == "parcours-isere-2-3-2024-09-02.ics"


def test_the_file_for_the_calendar_says_what_the_table_says(page: Page) -> None:
    page.goto(f"{ADRESSE}alsace-4-passerelle")
    form, zone = formulaire(page, "alsace-4-passerelle"), resultat(page, "alsace-4-passerelle")
    form.get_by_label("Premier jour de l’accompagnement").fill("15/01/2026")
    form.get_by_label("Durée prévue").select_option("20")
    expect(zone.locator("data[data-cle=fin_prevue]")).to_have_attribute("value", "2027-09-14", timeout=PRET)
    nom, octets = telecharger(page)
    assert nom == "parcours-alsace-4-passerelle-2026-01-15.ics"
    lignes = octets.split(b"\r\n")
    assert lignes[-1] == b"" and b"\n" not in b"".join(lignes)
    assert max(map(len, lignes)) <= 75 and any(ligne.startswith(b" ") for ligne in lignes)
    agenda = icalendar.Calendar.from_ical(octets)
    evenements = agenda.walk("VEVENT")
    lus = {re.sub(r"-\d{4}.*", "", str(e["UID"]).removeprefix("alsace-4-passerelle-")): e for e in evenements}
    attendus = tableau(zone)
    assert set(lus) == set(attendus) and len(attendus) == 8
    for cle, jours in attendus.items():
        debut, fin = date.fromisoformat(jours[0]), date.fromisoformat(jours[-1])
        assert lus[cle]["DTSTART"].params["VALUE"] == "DATE"
        assert (lus[cle].decoded("DTSTART"), lus[cle].decoded("DTEND")) == (debut, fin + timedelta(days=1))
        assert "VALARM" not in [composant.name for composant in lus[cle].subcomponents]
        assert not {"ATTENDEE", "ORGANIZER", "LOCATION"} & set(lus[cle])
    notes = str(lus["cer_1"]["DESCRIPTION"])
    clause = zone.locator("tr[data-cle=cer_1] q").text_content() or ""
    assert f"«\u00a0{clause}\u00a0»" in notes and "Fiche 4, Actions de redynamisation" in notes and "http" not in notes
    assert "renouvelable\u00a0»\nHypothèse" in notes, "a new line is escaped, and comes back"
    assert b"\\n" in octets and b"\\," in octets
    assert str(lus["bilan_3_mois"]["SUMMARY"]) == "Bilan à 3\u00a0mois (Fiche 4)"
    assert telecharger(page)[1] == octets, "the same dates give the same file"
    assert "Lecture retenue\u00a0: la veille du même quantième." in notes
    zone.get_by_label("le même quantième").check()
    expect(zone.locator("tr[data-cle=cer_1] time").last).to_have_attribute("datetime", "2026-07-15")
    assert "Lecture retenue\u00a0: le même quantième." in telecharger(page)[1].replace(b"\r\n ", b"").decode()
    zone.get_by_label("la veille du même quantième").check()
    expect(zone.locator("tr[data-cle=cer_1] time").last).to_have_attribute("datetime", "2026-07-14")
    zone.get_by_label("il s’arrête avec l’accompagnement").check()
    expect(zone.locator("tr[data-cle=cer_4] time").last).to_have_attribute("datetime", "2027-09-14")
    form.get_by_label("Durée prévue").select_option("24")
    expect(zone.locator("data[data-cle=fin_prevue]")).to_have_attribute("value", "2028-01-14")
    memes = {str(e["UID"]) for e in icalendar.Calendar.from_ical(telecharger(page)[1]).walk("VEVENT")}
    assert {str(e["UID"]) for e in evenements} - memes == {str(lus["accompagnement"]["UID"])}, "the others are the same"


def test_the_example_gives_its_file_before_any_python(page: Page, serveur: Any) -> None:
    page.goto(f"{ADRESSE}isere-2-4")
    assert not [chemin for chemin in serveur.demandes if "ical" in chemin]
    nom, octets = telecharger(page)
    assert nom == "parcours-isere-2-4-2024-03-01.ics"
    (evenement,) = icalendar.Calendar.from_ical(octets).walk("VEVENT")
    assert evenement.decoded("DTEND") == date(2025, 3, 1)
    assert page.locator("html").get_attribute("data-moteur") == "repos"
    expect(page.locator("[data-parcours]:visible [role=status]")).to_contain_text(nom)


def test_no_file_holds_dates_that_are_not_those_typed(surveillance_de: Any, serveur: Any) -> None:
    page, surveillance = surveillance_de(serveur.adresse)
    surveillance.attendues += ["404", "moteur", "Failed to load"]
    serveur.sabotages["pyodide.asm.wasm"] = lambda reponse: reponse.send_error(404)
    page.goto("/parcours/?fiche=isere-2-3")
    page.locator("form:visible [name=debut]").fill("05/06/2030")
    expect(page.locator("html")).to_have_attribute("data-moteur", "panne", timeout=60_000)
    page.locator("[data-ics]:visible").click()
    expect(page.locator(".outils-etat:visible")).to_contain_text("pas encore celles de votre saisie")
    page.locator("[data-exemple]:visible").click()
    assert telecharger(page)[0] == "parcours-isere-2-3-2024-09-02.ics"


def test_the_file_is_made_from_a_folder_too(navigateur: Browser, site: Path) -> None:
    contexte = navigateur.new_context()
    page = contexte.new_page()
    page.goto(f"{(site / 'parcours' / 'index.html').as_uri()}?fiche=isere-2-3")
    nom, octets = telecharger(page)
    assert nom == "parcours-isere-2-3-2024-09-02.ics"
    assert len(icalendar.Calendar.from_ical(octets).walk("VEVENT")) == 3
    contexte.close()


def test_a_sheet_leads_to_its_course_and_a_silent_one_says_why(page: Page) -> None:
    page.goto("/fiches/isere-2-3/")
    page.get_by_role("link", name="Planifier le parcours", exact=True).click()
    expect(formulaire(page, "isere-2-3")).to_be_visible()
    expect(page.locator("form[data-calculateur]:visible")).to_have_count(1)
    page.get_by_role("navigation", name="Choisir la fiche").get_by_role("link", name="Action 2.5").click()
    expect(resultat(page, "isere-2-5")).to_contain_text("La fiche ne fixe ni durée ni nombre de sessions")
    page.goto("/calculateurs/")
    page.get_by_role("link", name="Le parcours", exact=True).click()
    expect(page.locator("form[data-calculateur=parcours]:visible")).to_have_count(4)


def test_without_javascript_the_example_s_calendar_is_there(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(java_script_enabled=False)
    page.goto(f"{ADRESSE}isere-2-3")
    assert tableau(resultat(page, "isere-2-3"))["periode_2"] == ["2025-03-02", "2025-09-01"]
    assert page.locator("[data-ics]:visible").count() == 0
    assert "l’exemple de la fiche" in page.locator(".bloc-calculateur").first.inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("largeur", [360, 1280])
def test_accessible_and_as_wide_as_the_screen(ouvrir: Callable[..., Page], theme: str, largeur: int) -> None:
    page = ouvrir(color_scheme=theme, viewport={"width": largeur, "height": 800})
    page.goto("/parcours/")
    page.locator("input[value=autre]").evaluate("choix => { choix.checked = true; }")  # without waking the engine
    expect(page.get_by_label("Période n°\u00a02")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate((npm_dir() / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    violations = page.evaluate("axe.run().then(r => r.violations)")
    assert [f"{v['id']} : {n['target']}" for v in violations for n in v["nodes"]] == []


def test_on_paper_the_calendar_its_source_and_a_line_to_fill_in(page: Page) -> None:
    page.goto(f"{ADRESSE}isere-2-3")
    page.emulate_media(media="print")
    bloc = page.locator("#choix-parcours-isere-2-3")
    expect(bloc.locator("svg.frise")).to_be_visible()
    expect(bloc.locator(".pour")).to_be_visible()
    expect(bloc.locator(".parcours-source")).to_contain_text("transcrite le 24\u00a0novembre\u00a02026")
    assert bloc.locator("form").is_hidden() and bloc.locator("[data-ics]").is_hidden()
    assert page.locator(".choix-bloc:visible").count() == 1


def test_the_words_of_the_drawing_stay_legible_on_a_phone(ouvrir: Callable[..., Page]) -> None:
    page = ouvrir(viewport={"width": 360, "height": 640})
    page.goto("/parcours/index.html")
    tailles = page.locator(".frise text").evaluate_all(
        "t => t.map(e => parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a).filter(Boolean)"
    )
    assert tailles and min(tailles) >= 12.5


def test_a_large_catalogue_has_a_page_a_course(tmp_path: Path, servir: Callable[..., Any], navigateur: Browser) -> None:
    modele = (RACINE / "catalogue" / "fiches" / "isere-2-4.yaml").read_text(encoding="utf-8")
    fiches = tmp_path / "fiches"
    fiches.mkdir()
    for rang in range(SUR_PLACE + 2):
        texte = modele.replace("id: isere-2-4", f"id: copie-{rang:02}")
        texte = texte.replace("liees: [isere-2-3, isere-2-5]", "liees: []")
        (fiches / f"copie-{rang:02}.yaml").write_text(texte, encoding="utf-8")
    construire(fiches, tmp_path / "site", "", RACINE, usage="aperçu")
    assert not (tmp_path / "site" / "parcours" / "cadre").exists()
    with servir(tmp_path / "site") as serveur:
        contexte = navigateur.new_context(base_url=serveur.adresse)
        page = contexte.new_page()
        page.goto("/parcours/")
        expect(page.locator("form[data-calculateur=parcours]")).to_have_count(SUR_PLACE)
        page.goto(f"{ADRESSE}copie-13")
        page.wait_for_url("**/parcours/copie-13/index.html")
        assert tableau(resultat(page, "copie-13")) == {"annee_pleine": ["2024-03-01", "2025-02-28"]}
        assert telecharger(page)[0] == "parcours-copie-13-2024-03-01.ics"
        contexte.close()
