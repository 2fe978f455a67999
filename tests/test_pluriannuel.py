"""Several years and funders: exact sums, nothing assumed, what the sheet states checked, faults told where they are."""

from __future__ import annotations

import json
from copy import deepcopy
from fractions import Fraction
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import ReglesInvalides, charger
from calculators.navigateur import repondre
from calculators.pluriannuel import Cofinancement, cofinancer, dire, rendre_cofinancement
from catalogue import lire_catalogue
from site_src.exports.schema import schema_redaction
from site_src.installation import RACINE

CATALOGUES = [lire_catalogue(RACINE / dossier) for dossier in ("catalogue/fiches", "tests/exemples/fiches")]
FICHES = {fiche.id: fiche for catalogue in CATALOGUES for fiche in catalogue.fiches if fiche.regles.pluriannuel}
CADRE, EXEMPLE = "garantie-activite-6", "exemple-pluriannuel"
FINANCEURS = ("etat", "region", "epci", "pole_emploi", "ars", "caf_msa", "ccas", "autres")


def rempli(fiche: str, entrees: dict[str, Any], hypotheses: dict[str, str] | None = None) -> Cofinancement:
    return cofinancer(FICHES[fiche].regles, entrees, hypotheses)


def valeurs(fiche: str, entrees: dict[str, Any], hypotheses: dict[str, str] | None = None) -> dict[str, Any]:
    resultat: dict[str, Any] = rempli(fiche, entrees, hypotheses).en_json()["valeurs"]
    return resultat


def annee_complete(annee: int, depenses: str, etat: str, **autres: str) -> dict[str, str]:
    parts = {**dict.fromkeys(FINANCEURS, "0"), "etat": etat, **autres}
    return {f"depenses_{annee}": depenses, **{f"{cle}_{annee}": montant for cle, montant in parts.items()}}


def test_the_framework_sheet_s_own_example_leaves_what_it_does_not_state_to_be_filled_in() -> None:
    grille = FICHES[CADRE].regles.pluriannuel.grille
    assert grille.annees == ("2019", "2020", "2021", "2022")
    assert grille.exemple["etat_2019"] == "111 663,80"
    table = rempli(CADRE, dict(grille.exemple))
    json_ = table.en_json()
    assert json_["statut"] == "a_verifier"
    assert json_["valeurs"]["plafond_2019"] == "208336.20", "320 000 − 111 663,80"
    assert "reste_2019" not in json_["valeurs"] and "total_reste" not in json_["valeurs"]
    assert not any(cle.endswith(("_2020", "_2021", "_2022")) for cle in json_["valeurs"])
    assert (
        "État, part dédiée" in json_["a_completer"]["2020"] and "État, part dédiée" not in json_["a_completer"]["2019"]
    )
    assert "208\u202f336,20\u00a0€ au plus" in dire(table, "2019")


def test_four_complete_years_add_up_to_the_cent() -> None:
    entrees: dict[str, str] = {}
    for annee, depenses, etat in ((2019, "320000", "111663,80"), (2020, "310000,01", "100000"), (2021, "305000", "0")):
        entrees |= annee_complete(annee, depenses, etat, region="10000,10")
    trois = rempli(CADRE, entrees).en_json()
    assert trois["statut"] == "a_verifier" and list(trois["a_completer"]) == ["2022"]
    assert trois["valeurs"]["reste_2019"] == "198336.10", "320 000 − 111 663,80 − 10 000,10"
    assert trois["valeurs"]["total_reste"] == "693335.91", "198 336,10 + 199 999,91 + 294 999,90"
    quatre = rempli(CADRE, entrees | annee_complete(2022, "1", "0")).en_json()
    assert quatre["statut"] == "conforme" and quatre["a_completer"] == {}
    assert quatre["valeurs"]["total_etat"] == "211663.80"


@pytest.mark.parametrize(
    ("cellule", "montant", "statut"),
    [
        ("etat_2019", "111663,81", "non_conforme"),
        ("depenses_2019", "300000", "non_conforme"),
        ("depenses_2019", "300000,01", "a_verifier"),
        ("ai_2020", "200000", "non_conforme"),
        ("activeo_2022", "100000,01", "a_verifier"),
        ("activeo_2022", "99999", "non_conforme"),
    ],
)
def test_what_the_sheet_states_is_checked_by_year(cellule: str, montant: str, statut: str) -> None:
    table = rempli(CADRE, {cellule: montant})
    assert table.resultat.statut == statut
    if statut == "non_conforme":
        (rompue,) = [a for a in table.resultat.alertes if a.niveau == "bloquant"]
        assert rompue.citation in FICHES[CADRE].texte_integral()


def test_the_readings_of_the_floors_weigh() -> None:
    assert rempli(CADRE, {"depenses_2019": "300000"}, {"H-STRICTSUP": "large"}).resultat.statut == "a_verifier"
    assert rempli(CADRE, {"ai_2020": "1"}, {"H-PARAN": "annee_2019"}).resultat.statut == "a_verifier"
    vues = {h.code: h.effet for h in rempli(CADRE, {"ai_2020": "1"}).resultat.hypotheses}
    assert "à vérifier" in vues["H-PARAN"]


def test_more_funds_than_expenses_is_said_and_the_remainder_is_not_hidden() -> None:
    table = rempli(CADRE, annee_complete(2020, "100", "150"))
    assert table.en_json()["valeurs"]["reste_2020"] == "-50.00"
    assert any("Financements connus, 2020" in a.message for a in table.resultat.alertes)
    assert "50,00\u00a0€ de trop" in dire(table, "2020")


def test_a_wrong_cell_is_told_and_the_others_stay_computed() -> None:
    table = rempli(CADRE, annee_complete(2020, "1000", "200") | {"etat_2021": "douze"})
    assert table.resultat.statut == "erreur_saisie"
    assert [e.champ for e in table.resultat.erreurs] == ["etat_2021"]
    assert "État, part dédiée, 2021" in table.resultat.erreurs[0].message
    assert table.en_json()["valeurs"]["reste_2020"] == "800.00"


@pytest.mark.parametrize("entrees", [{}, None, [], {"inconnu": "1"}, {"etat_2019": [1, 2]}, {"etat_2019": True}])
def test_no_input_makes_it_fail(entrees: Any) -> None:
    table = cofinancer(FICHES[CADRE].regles, entrees)
    assert table.resultat.statut in ("a_verifier", "erreur_saisie")
    assert rendre_cofinancement(table).startswith("<section")


def test_a_sheet_without_it_says_so() -> None:
    regles = next(f for f in CATALOGUES[0].fiches if f.id == "isere-2-5").regles
    assert cofinancer(regles, {}).resultat.statut == "sans_objet"


@pytest.mark.parametrize("fiche", FICHES)
def test_the_browser_s_door_answers_what_the_build_shows(fiche: str) -> None:
    la = FICHES[fiche]
    exemple = dict(la.regles.pluriannuel.grille.exemple)
    requete = {"calculateur": "pluriannuel", "fiche": fiche, "entrees": exemple, "formulaire": "f", "page_fiche": "p"}
    reponse = json.loads(repondre(json.dumps(requete), json.dumps(la.donnees_regles())))
    assert reponse["html"] == rendre_cofinancement(rempli(fiche, exemple), "f", "p")


def test_another_sheet_has_its_own_years_funders_and_open_question() -> None:
    grille = FICHES[EXEMPLE].regles.pluriannuel.grille
    assert (grille.annees, grille.reste.libelle) == (("2024", "2025", "2026"), "Métropole")
    donnees = valeurs(EXEMPLE, dict(grille.exemple))
    assert (donnees["reste_2024"], donnees["reste_2025"], donnees["total_reste"]) == (
        "50000.00",
        "59999.75",
        "109999.75",
    )
    seuil = rempli(EXEMPLE, {"depenses_2024": "100000"}).resultat
    assert seuil.statut == "a_verifier" and [h.code for h in seuil.hypotheses if h.ouverte] == ["H-PLUSDE"]
    assert rempli(EXEMPLE, {"postes_2026": "60000,01"}).resultat.statut == "non_conforme"


def test_a_rule_of_the_sheet_is_replayed_on_the_cells_of_each_of_its_years_and_says_which() -> None:
    donnees = deepcopy(dict(FICHES[EXEMPLE].donnees_regles()))
    donnees["pluriannuel"]["regles"] += [
        {"genre": "produit", "cle": "aide", "libelle": "Aide", "facteurs": ["depenses", "50 %"], "citation": "c"},
        {"genre": "bornes", "valeur": "aide", "maximum": "55 000 €", "annees": ["2025", "2026"], "citation": "c"},
    ]
    entrees = {"depenses_2024": "120000", "depenses_2025": "100000", "depenses_2026": "110000,02", "postes_2025": "1"}
    rendu = cofinancer(charger(donnees), entrees | {"postes_2026": "110000,03"}).resultat
    vues = {cle: valeur for cle, valeur in rendu.en_json()["valeurs"].items() if cle.startswith("aide")}
    assert vues == {"aide_2024": "60000.00", "aide_2025": "50000.00", "aide_2026": "55000.01"}
    controles = [(ligne.cle, ligne.libelle, ligne.verdict) for ligne in rendu.lignes if ligne.cle.startswith("aide")]
    assert controles == [
        ("aide_2024", "Aide, 2024", ""),
        ("aide_2025", "Aide, 2025", ""),
        ("aide_2026", "Aide, 2026", ""),
        ("aide_2025", "Aide, 2025", "satisfaite"),
        ("aide_2026", "Aide, 2026", "non_satisfaite"),
    ]
    (detail,) = [a.message for a in rendu.alertes if "détail" in a.message]
    assert detail.startswith("Somme du détail des dépenses, 2026")


def test_the_words_of_a_replayed_rule_are_no_keys_and_its_names_say_the_year() -> None:
    donnees = deepcopy(dict(FICHES[EXEMPLE].donnees_regles()))
    si = {"champ": "postes", "plus_de": "0 €", "libelle": "Des postes", "citation": "postes"}
    places = {"genre": "produit", "cle": "places", "libelle": "etat", "facteurs": ["2", "3"], "unite": "postes"}
    limite = {"genre": "bornes", "valeur": "depenses", "maximum": "1 €", "ecart": "trop", "ecart_libelle": "region"}
    bonus = {"genre": "majoration", "cle": "prime", "libelle": "Prime", "montant": "etat", "bonus": "10 €", "si": si}
    donnees["pluriannuel"]["regles"] += [regle | {"citation": "etat"} for regle in (places, limite, bonus)]
    resultat = cofinancer(charger(donnees), {"depenses_2024": "120000", "etat_2024": "1", "postes_2024": "1"}).resultat
    lignes = {ligne.cle: ligne for ligne in resultat.lignes}
    assert (lignes["places_2024"].libelle, lignes["places_2024"].unite) == ("etat, 2024", "postes")
    assert lignes["places_2024"].citation == "etat"
    assert lignes["trop_2024"].libelle == "region, 2024"
    assert lignes["prime_2024"].libelle == "Prime, 2024" and lignes["prime_2024"].valeur == 10


@pytest.mark.parametrize("fiche", FICHES)
def test_each_line_of_a_year_says_its_year(fiche: str) -> None:
    grille = FICHES[fiche].regles.pluriannuel.grille
    pleines = {f"{r.cle}_{a}": "1" for r in grille.rangees for a in grille.annees}
    lignes = [
        ligne
        for entrees in (pleines, {f"depenses_{a}": "1" for a in grille.annees})
        for ligne in rempli(fiche, entrees).resultat.lignes
        if ligne.cle.endswith(grille.annees)
    ]
    assert {ligne.cle.rpartition("_")[0] for ligne in lignes} >= {"finances", "reste", "plafond", "depenses"}
    for ligne in lignes:
        assert ligne.libelle.endswith(f", {ligne.cle.rpartition('_')[2]}")


CELLULES = st.none() | st.integers(0, 10**9).map(lambda centimes: f"{centimes // 100},{centimes % 100:02d}")


@given(st.data())
def test_lines_add_up_and_an_empty_cell_is_never_nought(donnees: st.DataObject) -> None:
    fiche = donnees.draw(st.sampled_from(sorted(FICHES)))
    grille = FICHES[fiche].regles.pluriannuel.grille
    cases = {f"{r.cle}_{a}": donnees.draw(CELLULES) for r in grille.rangees for a in grille.annees}
    exactes = {cle: Fraction(v.replace(",", ".")) for cle, v in cases.items() if v is not None}
    table = rempli(fiche, {cle: v for cle, v in cases.items() if v is not None})
    vus = {cle: Fraction(v) for cle, v in table.en_json()["valeurs"].items()}
    restes = []
    for a in grille.annees:
        parts = [f"{r.cle}_{a}" for r in grille.financeurs]
        connues = [exactes[cle] for cle in parts if cle in exactes]
        assert vus.get(f"finances_{a}") == (sum(connues) if connues else None)
        depense = exactes.get(f"depenses_{a}")
        complet = depense is not None and len(connues) == len(parts)
        assert (f"reste_{a}" in vus) is complet
        if complet:
            assert vus[f"reste_{a}"] + vus[f"finances_{a}"] == depense
            restes.append(max(vus[f"reste_{a}"], 0))  # a year in surplus pays for no other
    assert vus.get("total_reste") == (sum(restes) if restes else None)
    for r in grille.rangees:
        siennes = [exactes[f"{r.cle}_{a}"] for a in grille.annees if f"{r.cle}_{a}" in exactes]
        assert vus.get(f"total_{r.cle}") == (sum(siennes) if siennes else None)
    manque = any(r.cle != "postes" and f"{r.cle}_{a}" not in exactes for r in grille.demandees for a in grille.annees)
    assert table.resultat.statut != "conforme" or not manque


P = "pluriannuel"
MONTANT = ("financeurs", 0, "montants", "2024", "montant")
FAUTES: list[tuple[tuple[Any, ...], Any, tuple[Any, ...], str]] = [
    (("annees",), {"de": "2022", "a": "2019", "citation": "x"}, (P, "annees"), "8\u00a0années"),
    (("annees", "citation"), "", (P, "annees"), "citation"),
    (("financeurs", 1, "cle"), "etat", (P,), "deux lignes"),
    (MONTANT, "40 mois", (P, *MONTANT), "euros"),
    (("regles", 0, "annees"), ["2030"], (P, "regles", 0, "annees"), "année inconnue"),
    (("regles", 1, "maximum"), "beaucoup", (P, "regles", 1, "maximum"), "valeur inconnue"),
    (("exemple", "region", "2024"), "rien", (P,), "n’est pas un nombre"),
    (("financeur",), [], (P, "financeur"), "clé inconnue"),
]


@pytest.mark.parametrize(("ou", "valeur", "chemin", "mots"), FAUTES, ids=[f[3] + str(n) for n, f in enumerate(FAUTES)])
def test_a_fault_is_told_once_where_it_is_written(ou: tuple[Any, ...], valeur: Any, chemin: Any, mots: str) -> None:
    donnees = deepcopy(dict(FICHES[EXEMPLE].donnees_regles()))
    noeud: Any = donnees["pluriannuel"]
    for pas in ou[:-1]:
        noeud = noeud[pas]
    noeud[ou[-1]] = valeur
    with pytest.raises(ReglesInvalides) as echec:
        charger(donnees)
    touches = [p for p in echec.value.problemes if mots in p.message]
    assert [p.chemin for p in touches] == [chemin], echec.value.problemes


def test_the_schema_for_editors_knows_it() -> None:
    schema = schema_redaction(CATALOGUES[0].vocabulaire)
    reduit = {"$ref": "#/$defs/Pluriannuel", "$defs": schema["$defs"]}
    for fiche in FICHES.values():
        jsonschema.validate(fiche.pluriannuel, reduit)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(dict(fiche.pluriannuel) | {"anees": {}}, reduit)


def test_the_banner_names_the_years_that_lack_amounts() -> None:
    table = rempli("garantie-activite-6", {"depenses_2019": "320000"})
    dit = "Il manque\u00a0: des montants de 2019, 2020, 2021 et 2022."
    assert table.resultat.bandeau == dit
