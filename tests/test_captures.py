"""The screenshots of the guides: made from the built site with `--captures`, and watched so that they still show it.

One is stale where the words that it shows have changed, or where the picture itself has, beyond what another machine's
drawing of letters may change.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from site_src.captures import CAPTURES, IMAGES, RELEVE
from site_src.installation import RACINE
from tests.etats import JOUR

REFAIRE = "python3 build.py test tests/test_captures.py --captures"
ECRAN = {"width": 980, "height": 1400}
FINESSE = 1.5
"""Pixels of the picture for one of the page: sharp enough on a good screen, light enough for a guide."""
MARGE = 14
ECART = 2.5
"""Mean difference, of 255, between the two pictures seen from afar."""

GUIDES = RACINE / "site_src" / "pages" / "guides"

# Text that shows in a rectangle of the page, values of the fields included.
MOTS = """({x, y, width, height}) => {
    const vus = [], cadre = document.createRange();
    const dedans = r => r.width > 1 && r.height > 1 && r.left + scrollX >= x && r.right + scrollX <= x + width
        && r.top + scrollY >= y && r.bottom + scrollY <= y + height;
    const marche = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let n = marche.nextNode(); n; n = marche.nextNode()) {
        if (n.nodeType === 3) {
            cadre.selectNodeContents(n);
            if (n.data.trim() && dedans(cadre.getBoundingClientRect())) vus.push(n.data);
        } else if (n.matches("input:not([type=radio], [type=checkbox])") && dedans(n.getBoundingClientRect()))
            vus.push(n.value);
    }
    return vus.join(" ").replace(/\\s+/g, " ").replace(/-[0-9a-f]{12}(?=\\/)/g, "");
}"""

EN_WEBP = """async (png) => {
    const image = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
    const toile = new OffscreenCanvas(image.width, image.height);
    toile.getContext("2d").drawImage(image, 0, 0);
    const octets = new Uint8Array(await (await toile.convertToBlob({type: "image/webp", quality: 0.75})).arrayBuffer());
    return btoa(octets.reduce((texte, octet) => texte + String.fromCharCode(octet), ""));
}"""

DIFFERENCE = """async (images) => {
    const vues = [];
    for (const image of images) {
        const lue = await createImageBitmap(await (await fetch("data:image/*;base64," + image)).blob());
        const toile = new OffscreenCanvas(160, 120), trait = toile.getContext("2d");
        trait.imageSmoothingQuality = "high";
        trait.drawImage(lue, 0, 0, 160, 120);
        vues.push({rapport: lue.width / lue.height, points: trait.getImageData(0, 0, 160, 120).data});
    }
    const [a, b] = vues;
    if (Math.abs(a.rapport / b.rapport - 1) > 0.02) return 255;
    const somme = a.points.reduce((total, point, rang) => total + Math.abs(point - b.points[rang]), 0);
    return somme / a.points.length * 4 / 3; // a quarter of the points is the opacity, the same everywhere
}"""


def catalogue(page: Page) -> dict[str, float]:
    page.goto("/catalogue/?q=mobilité&public=tns")
    expect(page.locator("[data-resultats] mark").first).to_be_visible()
    return cadrer(page, ".cadre-catalogue", 560, depuis=".boite-recherche")


def personne(page: Page) -> dict[str, float]:
    page.goto("/personne/")
    page.locator("[name=allocataire_rsa][value=oui]").check()
    page.locator("[name=orientation][value=PSSI]").check()
    expect(page.locator(".zone-resultat .prochaine")).not_to_contain_text("allocataire du RSA", timeout=60_000)
    return cadrer(page, ".calculateur", 580)


def essentiel(page: Page) -> dict[str, float]:
    page.goto("/fiches/isere-2-5/")
    return cadrer(page, ".essentiel", 600)


def calculateur(page: Page) -> dict[str, float]:
    page.goto("/fiches/garantie-activite-6/")
    bloc = "#calculateur-financement"
    return cadrer(page, f"{bloc} .calculateur", 700, depuis=f"{bloc} .zone-exemple")


def budget(page: Page) -> dict[str, float]:
    page.goto("/calculateurs/budget/?fiche=isere-2-5")
    for ligne, euros in {"c_604": "450", "c_641": "2600", "c_645": "750"}.items():
        page.locator(f"[name={ligne}]").fill(euros)
    expect(page.locator(".bureau-budget")).to_contain_text("3 800", timeout=60_000)
    return cadrer(page, ".bureau-calculateur", 760, depuis=".bureau-budget")


def panne(page: Page) -> dict[str, float]:
    page.goto("/fiches/isere-2-5/")
    bloc = "#calculateur-financement"
    page.locator(f"{bloc} [name=presents_moyens]").fill("7")
    expect(page.locator(f"{bloc} .moteur-etat")).to_contain_text("404", timeout=60_000)
    page.evaluate("document.activeElement.blur()")
    return cadrer(page, f"{bloc} .moteur-etat", 900, depuis=f"{bloc} .boutons")


SCENES: dict[str, Callable[[Page], dict[str, float]]] = {
    scene.__name__: scene for scene in (catalogue, personne, essentiel, calculateur, budget, panne)
}


def cadrer(page: Page, sujet: str, hauteur: float, depuis: str = "") -> dict[str, float]:
    """The rectangle of a subject, from the top of another, no higher than what a guide can show."""
    boite, haut = page.locator(sujet).first.bounding_box(), page.locator(depuis or sujet).first.bounding_box()
    assert boite and haut
    decalage = page.evaluate("scrollY")
    y = haut["y"] + decalage - MARGE
    return {
        "x": max(0, round(boite["x"] - MARGE)),
        "y": round(y),
        "width": round(boite["width"] + 2 * MARGE),
        "height": round(min(hauteur, boite["y"] + decalage + boite["height"] + MARGE - y)),
    }


@pytest.fixture
def prise(ouvrir: Callable[..., Page], surveillance_de: Any, serveur: Any) -> Callable[[str], tuple[bytes, str]]:
    """The picture of a scene, as PNG, and the words that it shows."""

    def prendre(nom: str) -> tuple[bytes, str]:
        reglages = {"viewport": ECRAN, "device_scale_factor": FINESSE, "reduced_motion": "reduce"}
        if nom == "panne":
            serveur.sabotages[".wasm"] = lambda reponse: reponse.send_error(404)
        page, surveillance = surveillance_de(serveur.adresse, **reglages)
        surveillance.attendues += ["404", "moteur"] if nom == "panne" else []
        page.clock.set_fixed_time(JOUR)
        rectangle = SCENES[nom](page)
        page.mouse.move(0, 0)
        page.evaluate("document.fonts.ready")
        return page.screenshot(clip=rectangle, full_page=True, animations="disabled"), page.evaluate(MOTS, rectangle)

    return prendre


def chemin(nom: str) -> Path:
    return IMAGES / f"capture-{nom}.webp"


@pytest.mark.parametrize("nom", CAPTURES)
def test_a_screenshot_still_shows_the_site(
    nom: str, prise: Callable[[str], tuple[bytes, str]], ouvrir: Callable[..., Page], request: pytest.FixtureRequest
) -> None:
    png, mots = prise(nom)
    essai = base64.b64encode(png).decode()
    atelier = ouvrir(bypass_csp=True)
    atelier.goto("/404.html")
    releve = json.loads(RELEVE.read_text("utf-8")) if RELEVE.is_file() else {}
    if request.config.getoption("--captures"):
        chemin(nom).write_bytes(base64.b64decode(atelier.evaluate(EN_WEBP, essai)))
        largeur, hauteur = (round(int.from_bytes(png[debut : debut + 4]) / FINESSE) for debut in (16, 20))
        releve[nom] = {"largeur": largeur, "hauteur": hauteur, "mots": mots}
        texte = json.dumps(dict(sorted(releve.items())), ensure_ascii=False, indent=1) + "\n"
        RELEVE.write_text(texte, encoding="utf-8", newline="\n")
        return
    assert chemin(nom).is_file(), f"« {nom} » manque : {REFAIRE}"
    assert mots == releve[nom]["mots"], f"« {nom} » ne dit plus ce que dit le site : {REFAIRE}"
    ecart = atelier.evaluate(DIFFERENCE, [essai, base64.b64encode(chemin(nom).read_bytes()).decode()])
    assert ecart < ECART, f"« {nom} » ne ressemble plus au site ({ecart:.1f}) : {REFAIRE}"


def test_each_screenshot_is_in_a_guide_and_each_guide_s_is_there(site: Path) -> None:
    demandees = re.findall("⟦capture-([a-z]+)⟧", "".join(f.read_text("utf-8") for f in GUIDES.rglob("*.md")))
    assert sorted(demandees) == sorted(CAPTURES) == sorted(SCENES)
    assert {f.name for f in IMAGES.glob("capture-*")} == {f"capture-{nom}.webp" for nom in CAPTURES}
    html = "".join((f).read_text("utf-8") for f in (site / "guides").rglob("*.html"))
    images = re.findall(r'<img src="[^"]*/capture-[^"]*" width="\d+" height="\d+" alt="([^"]*)"', html)
    assert len(images) == len(CAPTURES) and all(len(alternative) > 60 for alternative in images)


def test_the_screenshots_stay_light() -> None:
    poids = {f.name: f.stat().st_size for f in IMAGES.glob("capture-*.webp")}
    assert all(octets <= 90_000 for octets in poids.values()), poids
