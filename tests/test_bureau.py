"""The desk's own arithmetic: a budget in whole euros, the law of presences, what balances a budget."""

from __future__ import annotations

import re
from base64 import b64decode
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import formualizer
import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.bureau import (
    EtSi,
    Plan,
    Scenario,
    charger_plan,
    dresser,
    etudier,
    exporter_bureau,
    loi_binomiale,
    repondre_bureau,
)
from calculators.bureau.bilan import dresser_bilan
from calculators.bureau.comparaison import comparer
from calculators.bureau.risque import Distribution
from catalogue import Catalogue, lire_catalogue
from site_src.installation import RACINE
from site_src.reponse import points

JOUR = date(2026, 11, 24)
CAS_2_5 = {"jours": "10", "cout_jour": "400", "prevus": "8", "presents_moyens": "6"}


@cache
def lu() -> Catalogue:
    """The catalogue, read once: a property asks for it at each example."""
    return lire_catalogue(RACINE / "catalogue" / "fiches", avec_cas=False)


@cache
def formulaire() -> Plan:
    return charger_plan(lu().budget.donnees(JOUR))


@pytest.fixture
def catalogue() -> Catalogue:
    return lu()


@pytest.fixture
def plan() -> Plan:
    return formulaire()


def etude(catalogue: Catalogue, plan: Plan, fiche: str = "isere-2-5", **entrees: str):  # type: ignore[no-untyped-def]
    cas = CAS_2_5 if fiche == "isere-2-5" else {}
    return etudier(catalogue.fiche(fiche).regles, plan, Scenario("A", {**cas, **entrees}, {}))


# ---- the budget ----


@given(
    st.dictionaries(
        st.sampled_from(["c_604", "c_641", "i_fixes", "p_70", "r_propres"]), st.decimals(0, 10**6, places=2)
    )
)
def test_shown_lines_add_up_to_shown_totals(montants: dict[str, object]) -> None:
    plan = formulaire()
    budget = dresser(plan, {cle: Fraction(str(montant)) for cle, montant in montants.items()}, Fraction("3500.50"))
    lignes = [p for p in plan.postes if p.cle]
    cotes = {"charges": ("charges", "indirectes"), "produits": ("produits", "propres")}
    for nom, parties in cotes.items():
        assert getattr(budget, nom) == sum(budget.compte(p) for p in lignes if p.section in parties)
    titres = [p for p in plan.de("charges") if not p.cle]
    assert all(budget.compte(t) == sum(budget.compte(p) for p in lignes if p.dans == t.compte) for t in titres)
    assert budget.departement == 3501
    assert budget.solde == budget.produits - budget.charges


def test_the_departement_s_payment_goes_into_account_74(catalogue: Catalogue, plan: Plan) -> None:
    lue = etude(catalogue, plan, c_641="3 800", p_74_communes="100")
    (ligne,) = [p for p in plan.postes if p.departement]
    assert ligne.compte == "74"
    assert lue.budget.compte(ligne) == 3500
    assert (lue.budget.charges, lue.budget.produits, lue.budget.solde) == (3800, 3600, -200)


def test_hours_at_their_rate_add_to_the_line(catalogue: Catalogue, plan: Plan) -> None:
    lue = etude(catalogue, plan, c_641="100", c_641_heures="12,5", c_641_taux="28,40")
    assert lue.budget.montants["c_641"] == 455  # 100 + 12,5 × 28,40
    assert lue.budget.charges == 455


def test_hours_without_their_rate_are_asked_for_it(catalogue: Catalogue, plan: Plan) -> None:
    lue = etude(catalogue, plan, c_641_heures="12")
    assert [e.champ for e in lue.erreurs] == ["c_641_taux"]
    assert "c_641" not in lue.budget.montants


def test_a_line_that_ended_is_not_in_a_later_budget(catalogue: Catalogue) -> None:
    avant, apres = (charger_plan(catalogue.budget.donnees(date(annee, 1, 1))) for annee in (2024, 2025))
    assert {p.cle for p in avant.postes} - {p.cle for p in apres.postes} == {"p_79"}


@pytest.mark.parametrize(
    ("champ", "valeur"), [("c_641", "beaucoup"), ("c_641", "-3"), ("c_inconnu", "1"), ("cout_jour", "x")]
)
def test_bad_input_is_told_beside_its_field_and_keeps_the_rest(
    catalogue: Catalogue, plan: Plan, champ: str, valeur: str
) -> None:
    lue = etude(catalogue, plan, **{"c_604": "1 000", champ: valeur})
    assert champ in [e.champ for e in (*lue.erreurs, *lue.resultat.erreurs)]
    assert lue.budget.montants["c_604"] == 1000


# ---- the risk ----


def tableur(formule: str) -> float:
    """What a spreadsheet engine gives: the reference for the law."""
    classeur = formualizer.Workbook()
    classeur.add_sheet("Feuille")
    classeur.set_formula("Feuille", 1, 1, formule)
    return float(classeur.evaluate_cell("Feuille", 1, 1))


@given(st.integers(1, 120))
def test_a_sure_thing_and_an_impossible_one_leave_nothing_to_chance(essais: int) -> None:
    assert loi_binomiale(essais, Fraction(1)) == ([0] * essais + [1], 1)
    assert loi_binomiale(essais, Fraction(0)) == ([1] + [0] * essais, 1)


@given(st.integers(1, 120), st.integers(1, 99))
def test_the_law_is_the_binomial_of_the_reference_library(essais: int, pour_cent: int) -> None:
    loi, total = loi_binomiale(essais, Fraction(pour_cent, 100))
    assert sum(loi) == total
    for k in {0, 1, essais // 2, essais}:
        attendue = tableur(f"=BINOM.DIST({k},{essais},{pour_cent / 100},FALSE)")
        assert loi[k] / total == pytest.approx(attendue, rel=1e-9, abs=1e-12)


def test_risk_of_a_group_of_eight_over_ten_days(catalogue: Catalogue, plan: Plan) -> None:
    lue = etude(catalogue, plan, c_641="3500")
    loi = EtSi(catalogue.fiche("isere-2-5").regles, lue).risque(Fraction(3, 4))
    assert isinstance(loi, Distribution)
    assert loi.moyenne == 3500  # 2 000 € fixed and 2 000 € × 3/4: the payment is linear below the target
    # Paid at least 3 500 € when 60 of the 80 places are taken.
    assert float(loi.chance(Fraction(3500))) == pytest.approx(1 - tableur("=BINOM.DIST(59,80,0.75,TRUE)"), rel=1e-9)
    assert loi.assure() == 2000 + 25 * Fraction(tableur("=BINOM.INV(80,0.75,0.1)"))


def test_no_law_where_the_sheet_leaves_nothing_to_chance(catalogue: Catalogue, plan: Plan) -> None:
    lue = etude(catalogue, plan, "garantie-activite-6", depenses="320000")
    assert "hasard" in str(EtSi(catalogue.fiche("garantie-activite-6").regles, lue).risque(Fraction(1, 2)))


# ---- what if ----


@given(st.integers(2000, 4200))
def test_the_number_of_presents_that_balances_is_the_least_one(charges: int) -> None:
    catalogue, plan = lu(), formulaire()
    regles = catalogue.fiche("isere-2-5").regles
    but = EtSi(regles, etude(catalogue, plan, c_641=str(charges))).equilibrer()
    assert but is not None
    if but.entree is None:
        assert charges > 4000  # eight present out of eight are paid 4 000 €
        assert but.citation
    else:
        au_moins = etude(catalogue, plan, c_641=str(charges), presents_moyens=str(but.entree)).budget
        assert au_moins.solde >= 0
        if but.entree > 0:
            assert etude(catalogue, plan, c_641=str(charges), presents_moyens=str(but.entree - 1)).budget.solde < 0


def test_a_payment_that_shrinks_says_at_most(catalogue: Catalogue, plan: Plan) -> None:
    lue = etude(catalogue, plan, "isere-2-4", personnes="40", ruptures="3", c_641="3 700")
    but = EtSi(catalogue.fiche("isere-2-4").regles, lue).equilibrer()
    assert but is not None
    assert but.entree == 15
    assert "au plus" in but.phrase


# ---- the payment ----


@pytest.mark.parametrize(
    ("fiche", "entrees", "phrase"),
    (
        ("isere-2-3", {"mesures": "20"}, "complétez les champs"),
        ("isere-2-3", {"mesures": "20", "cout_unitaire": "1000", "part_fixe_pct": "60"}, "complétez les champs"),
        ("isere-2-3", {"mesures": "20", "cout_unitaire": "1300"}, "ne respecte pas la fiche"),
        ("isere-2-4", {"couples": "1", "cer_par_couple": "2"}, "choisissez une lecture"),
        ("garantie-activite-6", {"depenses": "320000", "ai": "205000", "activeo": "110000"}, "La fiche ne dit pas"),
    ),
)
def test_no_other_amount_stands_for_the_payment(
    catalogue: Catalogue, plan: Plan, fiche: str, entrees: dict[str, str], phrase: str
) -> None:
    etudiee = etude(catalogue, plan, fiche, **entrees)
    assert etudiee.versement is None
    assert etudiee.budget.departement == 0
    assert phrase in " ".join(dresser_bilan(etudiee).phrases)


@pytest.mark.parametrize(
    ("fiche", "chance", "compte"),
    (
        ("isere-2-3", "40", "8 personnes mobilisées sur 20 mesures"),
        ("isere-2-4", "7,5", "3 ruptures sur 40"),
        ("isere-2-5", "75", "6 présents sur 8 prévus"),
    ),
)
def test_chance_is_that_of_the_case_until_the_reader_gives_another(
    site: Path, catalogue: Catalogue, fiche: str, chance: str, compte: str
) -> None:
    page = html5lib.parse((site / "calculateurs/budget/index.html").read_text("utf-8"), namespaceHTMLElements=False)
    champ = page.find(f".//fieldset[@data-champs-de='{fiche}']//input[@name='chance']")
    assert champ is not None and champ.get("value") == ""
    donnees = catalogue.budget.donnees(JOUR)
    requete = {"entrees": catalogue.fiche(fiche).regles.calculateurs["financement"].exemple, "plan": donnees}
    html = repondre_bureau(requete, catalogue.fiche(fiche).regles, charger_plan(donnees))["html"]
    dit = html.replace("\u00a0:", ":").replace("\u00a0", " ")
    assert f": {chance} %, comme dans ce cas, {compte})" in dit
    assert dit.index("Probabilités exactes, selon la loi binomiale") > dit.index("Les chiffres du graphique")


@pytest.mark.parametrize(("fiche", "valeurs"), (("isere-2-3", ["6", "800", "1 200"]), ("garantie-activite-6", [])))
def test_a_bound_that_is_itself_refused_is_no_value_to_offer(site: Path, fiche: str, valeurs: list[str]) -> None:
    page = html5lib.parse((site / "calculateurs/budget/index.html").read_text("utf-8"), namespaceHTMLElements=False)
    boutons = page.findall(f".//fieldset[@data-champs-de='{fiche}']//button[@data-repere]")
    assert sorted(b.get("data-valeur").replace("\u202f", " ") for b in boutons) == sorted(valeurs)


def test_nothing_is_balanced_before_a_cost_is_typed(catalogue: Catalogue, plan: Plan) -> None:
    regles = catalogue.fiche("isere-2-4").regles
    requete = {"entrees": {"personnes": "40", "ruptures": "3", "chance": "7,5"}, "formulaire": "budget"}
    html = repondre_bureau(requete, regles, plan)["html"]
    assert "rien à équilibrer" in html and "À couvrir" not in html
    assert "dont le CER est rompu\u00a0: 7,5\u00a0%" in html
    assert "5\u202f550,00\u00a0€" in html.partition("En moyenne")[2][:60]
    assert (
        "À couvrir\u00a0: 4"
        in repondre_bureau(requete | {"entrees": requete["entrees"] | {"c_641": "4000"}}, regles, plan)["html"]
    )


def test_a_budget_without_charges_asks_for_them_and_never_for_less_of_the_payment(
    catalogue: Catalogue, plan: Plan
) -> None:
    vide = dresser_bilan(etude(catalogue, plan))
    assert (vide.solde, vide.phrases) == ("", ["Saisissez les charges de l’action."])
    seul = dresser_bilan(etude(catalogue, plan, c_641="3000"))
    assert seul.solde == "500\u00a0€ d’excédent"
    assert seul.phrases[0].endswith("toutes les charges sont saisies\u202f; sinon, la demande dépasse le coût.")
    autres = dresser_bilan(etude(catalogue, plan, c_641="3000", p_70="100"))
    assert autres.phrases[0].endswith("la demande et les autres produits dépassent le coût.")


@pytest.mark.parametrize(
    ("entrees", "solde"),
    (
        ({"c_641": "3800"}, "Il manque 300\u00a0€"),
        ({"c_641": "3500"}, "Équilibré à 3\u202f500\u00a0€"),
        ({"c_641": "mille"}, "Budget incomplet"),
        ({"c_641": "3800", "jours": ""}, "Solde à établir"),
    ),
)
def test_the_balance_stands_in_a_few_words(
    catalogue: Catalogue, plan: Plan, entrees: dict[str, str], solde: str
) -> None:
    assert dresser_bilan(etude(catalogue, plan, **entrees)).solde == solde


def test_what_weighs_most_names_those_that_weigh_the_same_and_says_what_was_tried(
    catalogue: Catalogue, plan: Plan
) -> None:
    regles = catalogue.fiche("isere-2-3").regles
    requete = {"entrees": regles.calculateurs["financement"].exemple, "formulaire": "budget"}
    html = repondre_bureau(requete, regles, plan)["html"]
    assert "Nombre de mesures\u00a0» et «\u00a0Coût d’une mesure\u00a0» pèsent le plus" in html
    assert ">de 18 à 22\u00a0mesures<" in html and ">de 900 à 1\u202f100\u00a0€<" in html
    assert "versement actuel\u00a0: 18\u202f400,00\u00a0€" in html


def test_the_highest_columns_bear_their_words_and_the_table_says_the_same(catalogue: Catalogue, plan: Plan) -> None:
    html = repondre_bureau({"entrees": CAS_2_5}, catalogue.fiche("isere-2-5").regles, plan)["html"]
    risque = html.partition("bureau-risque")[2].partition("</section>")[0]
    dits = re.findall(r'graphique-sur-barre"[^>]*>([^<]+)<', risque)
    table = re.findall(r"<td>([^<]+%)</td>", risque)
    assert dits and set(dits) <= set(table)
    assert max(table, key=lambda mots: int(re.sub(r"\D", "", mots))) in dits


def test_a_sentence_that_announces_a_list_is_no_point_to_tick(catalogue: Catalogue) -> None:
    listes = [points(fiche) for fiche in catalogue.fiches]
    dits = [str(element) for liste in listes for _, elements in liste for element in elements]
    assert len(dits) > 20
    assert [dit for dit in dits if dit.endswith(":")] == []


# ---- the door ----


def test_scenarios_side_by_side_mark_what_differs(catalogue: Catalogue) -> None:
    requete = {
        "entrees": {**CAS_2_5, "c_641": "3800", "chance": "75"},
        "nom": "Prévu",
        "autres": [{"nom": "Prudent", "entrees": {**CAS_2_5, "presents_moyens": "4"}, "hypotheses": {}}],
        "formulaire": "budget",
    }
    plan = charger_plan(catalogue.budget.donnees(JOUR))
    html = repondre_bureau(requete, catalogue.fiche("isere-2-5").regles, plan)["html"]
    assert html.index("Prévu") < html.index("Prudent")
    ligne = html.partition("Part variable<span")[2].partition("</tr>")[0]
    assert "≠" in ligne
    assert "1\u202f500,00\u00a0€" in ligne
    assert "1\u202f000,00\u00a0€" in ligne
    assert "<span" not in html.partition('scope="row">Part fixe')[2].partition("</tr>")[0]


def test_a_total_that_is_not_known_is_not_compared_as_one(catalogue: Catalogue) -> None:
    regles, plan = catalogue.fiche("isere-2-5").regles, charger_plan(catalogue.budget.donnees(JOUR))
    cas = ({**CAS_2_5, "c_641": "3800"}, {"c_641": "3800"}, {**CAS_2_5, "c_641": "mille"})
    etudes = [etudier(regles, plan, Scenario(str(rang), entrees, {})) for rang, entrees in enumerate(cas)]
    lus = {rangee.libelle: [case.texte for case in rangee.cases] for rangee in comparer(etudes)}
    assert lus["Total des charges"] == ["3\u202f800\u00a0€", "3\u202f800\u00a0€", "—"]
    assert lus["Solde du budget (produits moins charges)"] == ["−300\u00a0€", "—", "—"]


@pytest.mark.parametrize("chance", ["-1", "101", "souvent"])
def test_a_chance_that_is_none_is_refused(catalogue: Catalogue, chance: str) -> None:
    requete = {"entrees": {**CAS_2_5, "chance": chance}}
    reponse = repondre_bureau(
        requete, catalogue.fiche("isere-2-5").regles, charger_plan(catalogue.budget.donnees(JOUR))
    )
    assert [e["champ"] for e in reponse["resultat"]["erreurs"]] == ["chance"]


def test_the_errors_of_the_sheet_the_budget_and_the_chance_stand_in_one_list(catalogue: Catalogue) -> None:
    requete = {"formulaire": "b", "entrees": {**CAS_2_5, "jours": "dix", "c_641": "mille", "chance": "souvent"}}
    reponse = repondre_bureau(
        requete, catalogue.fiche("isere-2-5").regles, charger_plan(catalogue.budget.donnees(JOUR))
    )
    resume = reponse["html"].partition("</ul>")[0]
    assert "3\u00a0réponses sont à corriger" in resume and reponse["html"].count("resume-erreurs-titre") == 1
    assert all(f'href="#b-{champ}"' in resume for champ in ("jours", "c_641", "chance"))


def test_a_case_that_cannot_be_read_still_shows_the_budget(catalogue: Catalogue) -> None:
    requete = {"entrees": {"jours": "dix", "c_641": "3800"}}
    reponse = repondre_bureau(
        requete, catalogue.fiche("isere-2-5").regles, charger_plan(catalogue.budget.donnees(JOUR))
    )
    assert reponse["resultat"]["statut"] == "erreur_saisie"
    assert "3\u202f800\u00a0€" in reponse["html"]


# ---- whatever is typed ----

SAISIES = st.sampled_from(
    ["", "0", "1", "6", "10,5", "400", "1 200,50 €", "-3", "1.200", "abc", "9" * 70, "50 %", "=1+1"]
)


@given(st.sampled_from(["isere-2-3", "isere-2-4", "isere-2-5", "garantie-activite-6"]), st.data())
def test_no_input_makes_the_desk_or_its_file_fail(fiche: str, donnees: st.DataObject) -> None:
    regles, plan = lu().fiche(fiche).regles, formulaire()
    champs = [*regles.calculateurs["financement"].champs, "c_641", "c_641_heures", "c_641_taux", "e_860", "chance"]
    entrees = donnees.draw(st.dictionaries(st.sampled_from(champs), SAISIES))
    requete = {"entrees": entrees, "nom": "A", "formulaire": "budget", "jour": "2026-11-25", "format": "csv"}
    reponse = repondre_bureau(requete, regles, plan)
    assert reponse["html"].startswith("<div")
    assert "resultat" in reponse
    fichier = exporter_bureau(requete | {"notice": {"titre": "T", "rubriques": {"=1": "@x"}}}, regles, plan)
    refuses = [faute["champ"] for faute in fichier["resultat"]["erreurs"]]
    assert set(refuses) <= set(entrees)
    assert fichier["nom"] == ("" if refuses else f"budget-{fiche}-2026-11-25.csv")
    assert b";=1" not in b64decode(fichier["octets"])


def test_a_balanced_budget_is_reached_in_whole_euros_as_the_form_counts(catalogue: Catalogue, plan: Plan) -> None:
    regles = catalogue.fiche("isere-2-5").regles
    etudiee = etude(catalogue, plan, **CAS_2_5 | {"prevus": "7", "presents_moyens": "5"}, c_604="3429")
    assert dresser_bilan(etudiee).solde == "Équilibré à 3\u202f429\u00a0€"
    et_si = EtSi(regles, etudiee)
    but, courbe = et_si.equilibrer(), et_si.courbe()
    assert but is not None and courbe is not None
    assert but.entree == courbe.seuil == 5


def test_no_more_people_are_looked_for_than_there_are(catalogue: Catalogue, plan: Plan) -> None:
    entrees = {"mesures": "5", "cout_unitaire": "1000", "part_fixe_pct": "60", "objectif": "10", "realise": "4"}
    etudiee = etude(catalogue, plan, "isere-2-3", **entrees, c_604="4900")
    but = EtSi(catalogue.fiche("isere-2-3").regles, etudiee).equilibrer()
    assert but is not None and but.entree is None and "hors d’atteinte" in but.phrase


def test_people_in_couples_take_their_chance_too(catalogue: Catalogue, plan: Plan) -> None:
    regles = catalogue.fiche("isere-2-4").regles
    entrees = {"personnes": "10", "ruptures": "2", "couples": "4", "cer_par_couple": "2"}
    lectures = {"H-COUPLE": "deux_personnes"}
    loi = EtSi(regles, etudier(regles, plan, Scenario("A", entrees, lectures))).risque(Fraction(1, 5))
    assert isinstance(loi, Distribution) and loi.moyenne == 2160  # 18 × 80 % × 150 €


def test_a_list_of_days_is_varied_by_what_it_fills(catalogue: Catalogue, plan: Plan) -> None:
    entrees = {"cout_jour": "400", "prevus": "8", "presences": "8 ; 6 ; 7 ; 5"}
    regles = catalogue.fiche("isere-2-5").regles
    et_si = EtSi(regles, etudier(regles, plan, Scenario("A", entrees | {"c_604": "1500"}, {})))
    but = et_si.equilibrer()
    assert but is not None and but.entree == 7  # 800 + 800 × 7 / 8
    assert et_si.chance == Fraction(26, 32)
    assert {influence.champ for influence in et_si.influences()} >= {"jours", "presents_moyens"}


def test_what_weighs_most_is_compared_on_equal_terms(catalogue: Catalogue, plan: Plan) -> None:
    entrees = {"mesures": "5", "cout_unitaire": "1000", "part_fixe_pct": "60", "objectif": "5", "realise": "4"}
    et_si = EtSi(catalogue.fiche("isere-2-3").regles, etude(catalogue, plan, "isere-2-3", **entrees))
    poids = {influence.champ: influence.poids for influence in et_si.influences()}
    assert poids["mesures"] == poids["cout_unitaire"]
    (mesures,) = (i for i in et_si.influences() if i.champ == "mesures")
    assert [mot.replace("\u00a0", " ") for mot in et_si.dire_essais(mesures)] == [
        "4 mesures : 3\u202f680,00 €",
        "6 mesures : 5\u202f520,00 €",
    ]


def test_no_balance_is_told_of_a_line_that_can_t_be_read(catalogue: Catalogue, plan: Plan) -> None:
    bilan = dresser_bilan(etude(catalogue, plan, c_604="3500", c_641="(300)"))
    assert bilan.solde == "Budget incomplet"
    assert bilan.phrases == ["Corrigez d’abord «\u00a0641 Rémunération des personnels\u00a0»."]


def test_a_balance_on_a_refused_case_is_told_with_its_reserve(catalogue: Catalogue, plan: Plan) -> None:
    refuse = CAS_2_5 | {"prevus": "5", "presents_moyens": "5"}
    assert dresser_bilan(etude(catalogue, plan, **refuse, c_604="4000")).phrases[0].startswith("Sous réserve")


def test_scenarios_show_what_tells_them_apart(catalogue: Catalogue) -> None:
    donnees = catalogue.budget.donnees(JOUR)
    autre = {"nom": "B", "entrees": CAS_2_5 | {"presents_moyens": "8"}, "hypotheses": {"H-DENOM": "minimum_6"}}
    requete = {"nom": "A", "entrees": CAS_2_5, "plan": donnees, "autres": [autre]}
    html = repondre_bureau(requete, catalogue.fiche("isere-2-5").regles, charger_plan(donnees))["html"]
    tableau = html[html.index("bureau-comparaison") :].replace("\u00a0", " ")
    assert "<td>6 présents</td><td>8 présents</td>" in tableau
    assert "<td>—</td><td>au minimum de 6</td>" in tableau
    assert "Coût d’un jour" not in tableau


def test_before_the_action_the_result_to_come_is_named_searched_and_drawn(catalogue: Catalogue, plan: Plan) -> None:
    prevu = {"mesures": "20", "cout_unitaire": "1000", "part_fixe_pct": "60", "objectif": "10", "c_641": "17000"}
    etudiee = etude(catalogue, plan, "isere-2-3", **prevu)
    assert (etudiee.resultat.statut, etudiee.versement) == ("conforme", None)
    assert "saisissez «\u00a0Personnes mobilisées\u00a0»" in dresser_bilan(etudiee).phrases[0]
    requete = {"nom": "A", "entrees": prevu | {"chance": "45"}}
    html = repondre_bureau(requete, catalogue.fiche("isere-2-3").regles, plan)["html"]
    assert "7\u00a0personnes mobilisées au moins, pour 17\u202f600\u00a0€" in html
    assert "En moyenne, il verserait 18\u202f825,77\u00a0€" in html
    assert "pèse" not in html


def test_what_the_rules_ask_for_is_named(catalogue: Catalogue, plan: Plan) -> None:
    cas = {"jours": "10", "prevus": "8", "presents_moyens": "6"}
    etudiee = etudier(catalogue.fiche("isere-2-5").regles, plan, Scenario("A", cas, {}))
    assert "saisissez «\u00a0Coût d’un jour d’action\u00a0»" in dresser_bilan(etudiee).phrases[0]
