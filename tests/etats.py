"""The states of the pages that a reader may meet, each reached as a reader does; and axe, with every rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from playwright.sync_api import Page, expect

from site_src.installation import npm_dir

JOUR = "2026-12-01T10:00:00"
"""The reader's day where the age of a sheet shows: a week after the built site's."""
PRET = 120_000
"""A loaded machine may take long to start the engine."""


class Etat(NamedTuple):
    """An address, and what is done there; without JavaScript, only what needs none is tried."""

    adresse: str
    geste: Callable[[Page], None] | None = None
    sans_script: bool = True


def calculateur(page: Page) -> Any:
    return page.locator("form[data-calculateur]:visible").first


def deplier(page: Page) -> None:
    page.locator("details").evaluate_all("plis => plis.forEach(pli => { pli.open = true; })")


def fausser(page: Page) -> None:
    calculateur(page).locator("[name=prevus]").fill("huit")
    calculateur(page).locator("button[type=submit]").click()
    expect(calculateur(page).locator("[name=prevus]")).to_have_attribute("aria-invalid", "true", timeout=PRET)


def calculer(page: Page) -> None:
    calculateur(page).locator("[name=presents_moyens]").fill("4")
    total = page.locator(".zone-resultat:visible data[data-cle=total]").first
    expect(total).to_have_attribute("value", "3000.00", timeout=PRET)
    deplier(page)


def calculer_en_panne(page: Page) -> None:
    page.evaluate(
        """() => {
            window.SharedWorker = window.Worker = class { constructor() { throw Error("refusé"); } };
            console.warn = () => {}; // the line for the IT service, expected here
        }"""
    )
    calculateur(page).locator("[name=presents_moyens]").fill("4")
    expect(page.locator("html")).to_have_attribute("data-moteur", "panne")
    page.locator("p.statut-attente").wait_for()
    deplier(page)


def comparer_deux(page: Page) -> None:
    for rang in (0, 1):
        page.locator("[data-resultats] > li").nth(rang).get_by_role("button", name="Comparer").click()


def repondre(page: Page) -> None:
    page.locator(".demarches > summary").click()
    for nom, valeur in {"allocataire_rsa": "oui", "orientation": "PSSI", "situation": "couple"}.items():
        page.locator(f"#personne [name='{nom}'][value='{valeur}']").check()
    page.locator("#personne [name=enfants]").fill("2")
    expect(page.locator("[data-groupe=eligible]").first).to_be_attached(timeout=PRET)
    deplier(page)


def mal_repondre(page: Page) -> None:
    page.locator("#personne [name=enfants]").fill("beaucoup")
    page.locator("#personne button[type=submit]").click()
    expect(page.locator("#personne [name=enfants]")).to_have_attribute("aria-invalid", "true", timeout=PRET)


def deux_scenarios(page: Page) -> None:
    calculateur(page).locator("[name=c_641]").fill("3800")
    page.get_by_role("button", name="Copier en un nouveau scénario").click()
    calculateur(page).locator(":not(:disabled)[name=presents_moyens]").fill("4")
    expect(page.locator(".bureau-comparaison")).to_contain_text("3\u202f000", timeout=PRET)
    deplier(page)


def fausser_le_budget(page: Page) -> None:
    calculateur(page).locator("[name=c_641]").fill("mille")
    calculateur(page).locator("button[type=submit]").click()
    expect(page.locator("[name=c_641]")).to_have_attribute("aria-invalid", "true", timeout=PRET)


def ouvrir_la_boite(page: Page) -> None:
    page.locator("#recherche-entete").fill("mobilité")
    page.locator(".boite-option").first.wait_for()
    page.keyboard.press("ArrowDown")


def chercher_en_vain(page: Page) -> None:
    page.locator("#recherche-entete").fill("zzzzqqq")
    expect(page.locator(".boite-remarque")).to_contain_text("Aucun résultat")


FINANCEMENT = "/calculateurs/financement/?fiche=isere-2-5"
BUDGET = "/calculateurs/budget/?fiche=isere-2-5"

ETATS = {
    "accueil": Etat("/"),
    "boîte de recherche ouverte": Etat("/methode/", ouvrir_la_boite, sans_script=False),
    "boîte sans résultat": Etat("/methode/", chercher_en_vain, sans_script=False),
    "catalogue": Etat("/catalogue/"),
    "catalogue filtré": Etat("/catalogue/?q=mobilite&format=collectif"),
    "catalogue sans résultat": Etat("/catalogue/?q=zzzz&format=collectif"),
    "catalogue, deux fiches à comparer": Etat("/catalogue/?vue=compacte", comparer_deux, sans_script=False),
    "toutes les fiches": Etat("/catalogue/toutes/"),
    "fiche": Etat("/fiches/isere-2-5/", deplier),
    "fiche du RSA": Etat("/fiches/isere-2-4/", deplier),
    "fiche avec une cible": Etat("/fiches/alsace-4-passerelle/#source"),
    "fiche cadre": Etat("/fiches/garantie-activite-6/", deplier),
    "règles d'une fiche": Etat("/fiches/isere-2-3/regles.html", deplier),
    "prescription": Etat("/fiches/isere-2-5/prescription.html"),
    "calculateurs": Etat("/calculateurs/"),
    "calculateur": Etat(FINANCEMENT),
    "calculateur en erreur": Etat(FINANCEMENT, fausser, sans_script=False),
    "calculateur, résultat": Etat(FINANCEMENT, calculer, sans_script=False),
    "calculateur en panne": Etat(FINANCEMENT, calculer_en_panne, sans_script=False),
    "toutes les durées": Etat("/calculateurs/duree/", deplier),
    "toutes les éligibilités": Etat("/calculateurs/eligibilite/", deplier),
    "personne": Etat("/personne/"),
    "personne, réponses": Etat("/personne/", repondre, sans_script=False),
    "personne, erreur": Etat("/personne/", mal_repondre, sans_script=False),
    "budget": Etat("/calculateurs/budget/", deplier),
    "budget, deux scénarios": Etat(BUDGET, deux_scenarios, sans_script=False),
    "budget en erreur": Etat(BUDGET, fausser_le_budget, sans_script=False),
    "parcours": Etat("/parcours/", deplier),
    "cofinancement": Etat("/calculateurs/cofinancement/", deplier),
    "comparaison vide": Etat("/comparer/"),
    "comparaison": Etat("/comparer/?fiches=isere-2-3&fiches=isere-2-5&fiches=isere-2-4"),
    **{
        adresse.strip("/"): Etat(adresse)
        for adresse in (
            *("/guides/", "/guides/referents/", "/guides/operateurs/", "/guides/auteurs/", "/guides/regles/"),
            *("/guides/ecrire-ses-regles/", "/guides/informatique/", "/guides/commandes/", "/guides/contributing/"),
            *("/methode/", "/sigles/", "/donnees/", "/nouveautes/", "/mentions-legales/", "/vie-privee/"),
            *("/accessibilite/", "/404.html"),
        )
    },
}

# Every rule but those of level AAA that RGAA does not ask for, and those that axe itself gives up: the experimental
# ones and those that axe leaves off unless asked (target-size) are on.
_AXE = """() => axe.run(document, {resultTypes: ["violations"],
    rules: Object.fromEntries(axe.getRules().map(({ruleId, tags}) => [ruleId, {
    enabled: tags.includes("RGAAv4") || !tags.some(mot => ["wcag2aaa", "wcag21aaa", "deprecated"].includes(mot))
}]))}).then(({violations}) => violations.flatMap(v => v.nodes.map(n => `${v.id} : ${n.target}`)))"""


def fautes(page: Page) -> list[str]:
    """What axe finds in the page as it is."""
    if not page.evaluate("'axe' in window"):
        page.evaluate((npm_dir() / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    trouvees: list[str] = page.evaluate(_AXE)
    return trouvees
