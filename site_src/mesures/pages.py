"""The pages before anything is touched: first results, without JavaScript, and the bytes of each kind of page."""

from __future__ import annotations

from typing import Any

from site_src.mesures.cas import PREMIER, catalogue
from site_src.mesures.chantier import Chantier, Mesures, navigateur

PAGES = {
    "accueil": "index.html",
    "catalogue": "catalogue/index.html",
    "fiche et ses calculateurs": PREMIER.page,
    "règles d’une fiche": f"fiches/{PREMIER.fiche}/regles.html",
    "fiche de prescription": f"fiches/{PREMIER.fiche}/prescription.html",
    "calculateurs": "calculateurs/index.html",
    "calculateur": f"calculateurs/{PREMIER.calculateur}/index.html",
    "pour une personne": "personne/index.html",
    "comparaison": "comparer/index.html",
    "parcours": "parcours/index.html",
    "guides": "guides/index.html",
    "sigles": "sigles/index.html",
    "données ouvertes": "donnees/index.html",
}
"""One page of each kind."""


def mesurer(chantier: Chantier) -> Mesures:
    """`faux`, how many values of the first results are missing or wrong; `poids`, in kB, of each page."""
    with chantier.servir(chantier.site) as serveur, navigateur() as chromium:
        faux = compter_faux(chromium, serveur.adresse)
        poids = {}
        for nom, adresse in PAGES.items():
            serveur.demandes.clear()
            contexte = chromium.new_context(viewport={"width": 1280, "height": 900})
            contexte.new_page().goto(f"{serveur.adresse}/{adresse}", wait_until="networkidle")
            contexte.close()
            poids[nom] = serveur.octets(serveur.demandes) / 1000
    return Mesures({"faux": [float(faux)], "poids": list(poids.values())}, {"poids": poids})


def compter_faux(chromium: Any, adresse: str) -> int:
    """Every value of every default case, as the HTML shows it, against what CPython gives."""
    page = chromium.new_context(java_script_enabled=False).new_page()
    vus = faux = 0
    for fiche in catalogue().publiees:
        page.goto(f"{adresse}/fiches/{fiche.id}/index.html")
        for nom, calculateur in fiche.regles.calculateurs.items():
            lieu = page.locator(f"[data-resultat][data-calculateur={nom}][data-fiche={fiche.id}]").first
            for cle, valeur in fiche.regles.calculer(nom, calculateur.exemple).en_json()["valeurs"].items():
                montre = lieu.locator(f"data[data-cle={cle}]")
                vus += 1
                faux += montre.count() != 1 or montre.get_attribute("value") != _ecrite(valeur)
    return faux if vus else 1


def _ecrite(valeur: Any) -> str:
    return "" if valeur is None else str(valeur)
