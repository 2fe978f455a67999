"""The course of an action: every date follows the rules, every schedule that they admit is offered, and no other."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import Plan, charger, planifier, rendre_parcours
from calculators.durees import Durees
from calculators.parcours import Frise, dire
from catalogue import lire_catalogue
from site_src.installation import RACINE

FICHES = {
    fiche.id: fiche.regles
    for dossier in (RACINE / "catalogue" / "fiches", RACINE / "tests" / "exemples" / "fiches")
    for fiche in lire_catalogue(dossier).fiches
}
RENOUVELABLES = [
    (nom, durees)
    for nom, regles in FICHES.items()
    for durees in (regles.parcours.durees.values() if regles.parcours else ())
    if durees.renouvellements and durees.longueurs
]
"""Those whose lengths are offered; where a limit depends on what the reader gives, each period is typed."""
JOURS = st.dates(date(2000, 1, 1), date(2099, 12, 31)) | st.sampled_from(
    [date(2024, 8, 31), date(2024, 2, 29), date(2023, 8, 30), date(2025, 1, 31), date(2024, 12, 31)]
)


def planifie(fiche: str, hypotheses: dict[str, str] | None = None, **entrees: str) -> Plan:
    return planifier(FICHES[fiche], entrees, hypotheses)


def echeanciers(durees: Durees) -> Iterator[tuple[int, ...]]:
    """Every way of laying periods that the rule admits, the shortest first."""
    for nombre in range(1, durees.periodes + 1):
        yield from filter(durees.admet, product(durees.longueurs, *[durees.suivantes] * (nombre - 1)))


def dates(plan: Plan) -> dict[str, tuple[str, str]]:
    return {e.cle: (e.debut.isoformat(), e.jour.isoformat()) for e in plan.evenements}


def fin_attendue(debut: date, mois: int) -> date:
    """H-DATE as a person would do it: the eve of the same day, or the last day of a month that lacks it."""
    rang = debut.month - 1 + mois
    annee, mois_arrive = debut.year + rang // 12, rang % 12 + 1
    try:
        return date(annee, mois_arrive, debut.day) - timedelta(days=1)
    except ValueError:
        return date(annee, mois_arrive, calendar.monthrange(annee, mois_arrive)[1])


@given(JOURS, st.data())
def test_periods_follow_one_another_and_end_as_the_hypothesis_says(debut: date, donnees: st.DataObject) -> None:
    fiche, durees = donnees.draw(st.sampled_from(RENOUVELABLES))
    choix = donnees.draw(st.sampled_from(list(echeanciers(durees))))
    plan = planifie(fiche, debut=debut.isoformat(), duree_mois="+".join(map(str, choix)))
    assert plan.resultat.statut != "non_conforme"
    assert [int(e.duree.split()[0]) for e in plan.principales] == list(choix)
    assert plan.principales[0].debut == debut
    for avant, apres in pairwise(plan.principales):
        assert apres.debut == avant.jour + timedelta(days=1)
    for evenement, mois in zip(plan.principales, choix, strict=True):
        assert evenement.fin == fin_attendue(evenement.debut, mois)
    limite = next(e for e in plan.evenements if e.cle == "fin_au_plus_tard")
    assert limite.limite and limite.debut >= plan.principales[-1].jour - timedelta(days=3 * len(choix))


@given(JOURS, st.integers(3, 24))
def test_contracts_cover_the_accompaniment_without_a_gap(debut: date, mois: int) -> None:
    plan = planifie("alsace-4-passerelle", debut=debut.isoformat(), duree_mois=str(mois))
    (accompagnement,) = plan.principales
    contrats = [e for e in plan.evenements if e.piste == "CER"]
    assert accompagnement.fin == fin_attendue(debut, mois)
    assert contrats[0].debut == debut and contrats[-1].jour >= accompagnement.jour
    assert len(contrats) == -(-mois // 6)
    assert all(apres.debut == avant.jour + timedelta(days=1) for avant, apres in pairwise(contrats))
    assert all(contrat.fin == fin_attendue(contrat.debut, 6) for contrat in contrats)
    coupe = planifie("alsace-4-passerelle", {"H-CERFIN": "coupe"}, debut=debut.isoformat(), duree_mois=str(mois))
    assert max(e.jour for e in coupe.etendues) == accompagnement.jour or mois % 6 == 0


@pytest.mark.parametrize(("fiche", "durees"), RENOUVELABLES, ids=[nom for nom, _ in RENOUVELABLES])
def test_what_is_offered_is_what_the_sheet_s_own_calculator_accepts(fiche: str, durees: Durees) -> None:
    offerts = set(echeanciers(durees))
    assert len(offerts) > 10 and set(durees.ordinaires) <= offerts
    for mois, fois in product(range(1, 21), range(4)):
        resultat = FICHES[fiche].calculer("duree", {"duree_mois": str(mois), "renouvellements": str(fois)})
        periodes = (mois, *(durees.suivante or mois,) * fois)
        assert (resultat.statut == "conforme") is (periodes in offerts), periodes


@pytest.mark.parametrize(("fiche", "durees"), RENOUVELABLES, ids=[nom for nom, _ in RENOUVELABLES])
def test_no_other_schedule_is_accepted(fiche: str, durees: Durees) -> None:
    offerts = set(echeanciers(durees))
    essais = [choix for n in (1, 2) for choix in product(range(1, 11), repeat=n)] + [(6, 6, 6), (9, 8, 2), (5, 5, 5, 3)]
    for choix in essais:
        plan = planifie(fiche, debut="2024-03-01", duree_mois="+".join(map(str, choix)))
        assert (plan.resultat.statut != "non_conforme") is (choix in offerts), choix


def test_every_length_between_the_minimum_of_a_reading_and_the_maximum_is_offered() -> None:
    durees = FICHES["alsace-4-passerelle"].parcours.durees["duree_mois"]
    for mois in range(1, 31):
        statut = FICHES["alsace-4-passerelle"].calculer("duree", {"duree_mois": str(mois)}).statut
        assert (statut != "non_conforme") is (mois in durees.longueurs)
        assert (statut == "conforme") is (mois in durees.longueurs and durees.certaine(mois))


def test_equal_periods_are_those_of_the_duration_calculator() -> None:
    valeurs = (
        FICHES["isere-2-3"]
        .calculer("duree", {"debut": "2024-08-31", "duree_mois": "6", "renouvellements": "1"})
        .en_json()["valeurs"]
    )
    plan = planifie("isere-2-3", debut="2024-08-31", duree_mois="6+6")
    assert dates(plan)["periode_1"] == ("2024-08-31", valeurs["fin_1"]) == ("2024-08-31", "2025-02-28")
    assert dates(plan)["periode_2"] == (valeurs["debut_2"], valeurs["fin_2"])


@pytest.mark.parametrize(
    ("fois", "periodes"),
    [("0", "6"), ("1", "6+6"), ("1 renouvellement", "6+6"), ("1,0", "6+6"), ("2", "6+6"), ("", "6")],
)
def test_the_course_opens_on_the_periods_of_the_sheet_s_own_example(fois: str, periodes: str) -> None:
    (fiche,) = (f for f in lire_catalogue(RACINE / "catalogue" / "fiches").fiches if f.id == "isere-2-3")
    brutes = json.loads(json.dumps(fiche.donnees_regles()))
    assert brutes["calculateurs"]["duree"]["exemple"]["duree_mois"] == "6"
    brutes["calculateurs"]["duree"]["exemple"]["renouvellements"] = fois
    lues = charger(brutes).parcours
    assert lues and lues.exemple["duree_mois"] == periodes


def test_six_months_then_three() -> None:
    plan = planifie("isere-2-3", debut="02/09/2024", duree_mois="autre", duree_mois_1="6", duree_mois_2="3")
    assert dates(plan) == {
        "periode_1": ("2024-09-02", "2025-03-01"),
        "periode_2": ("2025-03-02", "2025-06-01"),
        "fin_au_plus_tard": ("2025-09-01", "2025-09-01"),
    }
    assert plan.resultat.statut == "conforme"
    assert "2\u00a0périodes (6\u00a0mois puis 3\u00a0mois)" in dire(plan)


def test_the_worked_dates_of_passerelle() -> None:
    plan = planifie("alsace-4-passerelle", debut="2024-03-01", duree_mois="12")
    assert dates(plan) == {
        "accompagnement": ("2024-03-01", "2025-02-28"),
        "cer_1": ("2024-03-01", "2024-08-31"),
        "cer_2": ("2024-09-01", "2025-02-28"),
        "bilan_3_mois": ("2024-05-31", "2024-05-31"),
        "bilan_6_mois": ("2024-08-31", "2024-08-31"),
        "limite_24_mois": ("2026-02-28", "2026-02-28"),
    }
    par_cle = {e.cle: e for e in plan.evenements}
    assert par_cle["limite_24_mois"].limite and par_cle["bilan_3_mois"].au_choix
    assert not par_cle["bilan_3_mois"].limite
    # 1 March 2024 to 28 February 2025: 365 days, 52 whole weeks.
    assert [(ligne.cle, ligne.valeur) for ligne in plan.rencontres] == [("rdv_min", 104)]
    assert plan.souhaits == {"rdv_min"}


def test_a_step_is_the_last_day_admitted_because_the_sheet_says_so_not_because_its_length_reads_alike() -> None:
    (fiche,) = (f for f in lire_catalogue(RACINE / "catalogue" / "fiches").fiches if f.id == "alsace-4-passerelle")
    brutes = json.loads(json.dumps(fiche.donnees_regles()))
    (regle,) = (r for r in brutes["calculateurs"]["duree"]["regles"] if r["genre"] == "echeances")
    *_, limite = regle["etapes"]
    limite["apres"] = "2 ans"
    en_ans = planifier(charger(brutes), {"debut": "2024-03-01", "duree_mois": "12"})
    assert [e.cle for e in en_ans.evenements if e.limite] == ["limite_24_mois"] and not en_ans.apres_la_fin
    del limite["limite"]
    ordinaire = planifier(charger(brutes), {"debut": "2024-03-01", "duree_mois": "12"})
    assert [e.cle for e in ordinaire.apres_la_fin] == ["limite_24_mois"]


def test_two_phases_that_the_form_counts_apart_are_not_given_the_whole_length() -> None:
    (fiche,) = (f for f in lire_catalogue(RACINE / "catalogue" / "fiches").fiches if f.id == "alsace-4-passerelle")
    brutes = json.loads(json.dumps(fiche.donnees_regles()))
    champs = brutes["calculateurs"]["intensite"]["champs"]
    champs["semaines_de_suivi"] = champs["semaines"] | {"libelle": "Semaines de suivi"}
    plan = planifier(charger(brutes), {"debut": "2024-03-01", "duree_mois": "12"})
    assert plan.principales and not plan.rencontres


def test_a_step_after_the_end_planned_is_said_and_left_out() -> None:
    plan = planifie("alsace-4-passerelle", debut="2024-03-01", duree_mois="4")
    assert "bilan_6_mois" not in dates(plan) and "bilan_3_mois" in dates(plan)
    assert [e.cle for e in plan.apres_la_fin] == ["bilan_6_mois"]
    assert "Il n’est pas au calendrier" in rendre_parcours(plan)
    # « 3 à 6 mois minimum »: four months suit one reading only, and both are shown.
    assert plan.resultat.statut == "a_verifier"
    (ouverte,) = [h for h in plan.resultat.hypotheses if h.ouverte]
    assert ouverte.code == "H-MIN3OU6" and [lecture.mot for lecture in ouverte.lectures] == ["3_mois", "6_mois"]


def test_the_full_year_of_contract() -> None:
    assert dates(planifie("isere-2-4", debut="2023-03-01")) == {"annee_pleine": ("2023-03-01", "2024-02-29")}
    civile = planifie("isere-2-4", {"H-ANNEE": "civile"}, debut="2023-03-01")
    assert dates(civile) == {"annee_pleine": ("2024-01-01", "2024-12-31")}
    civile = planifie("isere-2-4", {"H-ANNEE": "civile", "H-DATE": "meme_quantieme"}, debut="2024-01-01")
    assert dates(civile) == {"annee_pleine": ("2024-01-01", "2024-12-31")}


def test_a_course_that_opens_a_year_is_drawn_under_that_year_once() -> None:
    for debut, annees in (("2025-01-01", ["2025"]), ("2024-12-31", ["2024", "2025"])):
        plan = planifie("isere-2-3", debut=debut, duree_mois="6")
        dessin = Frise(plan.evenements, plan.pistes).dessiner("frise", "titre")
        assert [texte.text for texte in dessin.iter("text") if texte.get("class") == "frise-annee"] == annees


def test_a_framework_sheet_has_the_windows_of_its_own() -> None:
    plan = planifie("garantie-activite-6", date="2019-06-30")
    assert dates(plan)["periode_preparation"] == ("2019-07-01", "2019-12-31")
    assert dates(plan)["periode_action"] == ("2020-01-01", "2022-12-31")
    assert plan.resultat.statut == "non_conforme"
    assert planifie("garantie-activite-6").resultat.statut == "a_verifier"


def test_a_silent_sheet_says_why_in_its_own_words() -> None:
    plan = planifie("isere-2-5", debut="2024-03-01")
    assert plan.resultat.statut == "sans_objet" and plan.evenements == ()
    html = rendre_parcours(plan)
    assert "La fiche ne fixe ni durée ni nombre de sessions" in html
    assert "Modalités temporelles adaptées aux objectifs de l'action" in html


def test_a_new_sheet_has_its_course_from_its_rules_alone() -> None:
    plan = planifie("exemple-parcours", {"H-AN": "glissante"}, debut="2026-03-01", duree_mois="9+4+2")
    assert dates(plan) == {
        "periode_1": ("2026-03-01", "2026-11-30"),
        "periode_2": ("2026-12-01", "2027-03-31"),
        "periode_3": ("2027-04-01", "2027-05-31"),
        "fin_au_plus_tard": ("2027-08-31", "2027-08-31"),
        "point": ("2026-04-11", "2026-04-11"),
        "bilan_2_mois": ("2026-04-30", "2026-04-30"),
        "bilan_4_mois": ("2026-06-30", "2026-06-30"),
        "nouvelle_entree": ("2027-12-01", "2027-12-01"),
        "mensuels": ("2026-03-01", "2026-05-31"),
        "trimestriels": ("2026-06-01", "2026-11-30"),
        "contrat_1": ("2026-03-01", "2026-05-30"),
        "contrat_2": ("2026-05-31", "2026-08-29"),
        "limite_justification": ("2028-06-30", "2028-06-30"),
        "aide": ("2026-03-01", "2027-02-28"),
    }


def test_an_open_question_shows_the_calendar_of_each_reading() -> None:
    plan = planifie("exemple-parcours", debut="2026-03-01", duree_mois="9")
    lectures = {e.lecture: (e.debut.isoformat(), e.jour.isoformat()) for e in plan.evenements if e.cle == "aide"}
    assert lectures == {
        "si l'on retient : depuis le premier jour": ("2026-03-01", "2027-02-28"),
        "si l'on retient : l’année civile": ("2026-01-01", "2026-12-31"),
    }
    assert all(not e.lecture for e in plan.evenements if e.cle != "aide")


def poser(*regles: dict[str, Any], hypotheses: dict[str, Any] | None = None, **lectures: str) -> Plan:
    """The course of a sheet made of these rules, from 1 January 2025."""
    champs = {"debut": {"type": "date", "libelle": "Début"}}
    duree = {"champs": champs, "regles": [{"debut": "debut", "citation": "c", **regle} for regle in regles]}
    lues = charger({"id": "essai", "hypotheses": hypotheses or {}, "calculateurs": {"duree": duree}})
    return planifier(lues, {"debut": "2025-01-01"}, lectures)


def succession(cle: str, libelle: str, duree: Any, **reste: str) -> dict[str, Any]:
    return {"genre": "succession", "cle": cle, "libelle": libelle, "duree": duree, **reste}


def etapes(*siennes: dict[str, str]) -> dict[str, Any]:
    return {"genre": "echeances", "etapes": [{"cle": f"e{n}", **etape} for n, etape in enumerate(siennes)]}


def reperes(plan: Plan) -> list[tuple[str, str]]:
    """The days that the drawing names, in order, each with how its mark is drawn."""
    dessin = Frise(plan.evenements, plan.pistes).dessiner("frise", "titre")
    jours = [texte.text for texte in dessin.iter("text") if texte.get("class") == "frise-date"]
    traits = [classe for trait in dessin.iter("line") if (classe := str(trait.get("class"))).startswith("frise-jour")]
    marques = [classe.removeprefix("frise-jour").strip() for classe in traits]
    return [(str(jour).replace("\u00a0", " "), marque) for jour, marque in zip(jours, marques, strict=True)]


@pytest.mark.parametrize(
    ("ensemble", "marque"),
    [
        ([{"limite": "oui"}], "limite"),
        ([{"limite": "oui"}, {"limite": "oui"}], "limite"),
        ([{"limite": "oui"}, {}], ""),
        ([{}, {"limite": "oui"}], ""),
        ([{"au_choix": "oui"}, {"au_choix": "oui"}], "choix"),
        ([{"au_choix": "oui"}, {}], ""),
        ([{}], ""),
    ],
)
def test_a_day_is_drawn_as_the_last_one_or_as_a_choice_only_if_nothing_else_happens_on_it(
    ensemble: list[dict[str, str]], marque: str
) -> None:
    etape = {"libelle": "Étape", "apres": "3 mois"}
    plan = poser(etapes(*({**etape, **une} for une in ensemble), {"libelle": "Fin", "apres": "6 mois"}))
    assert reperes(plan) == [("31 mars 2025", marque), ("30 juin 2025", "")]


def test_what_begins_the_same_day_is_in_the_order_of_the_rules_the_longer_first_the_single_day_last() -> None:
    plan = poser(
        etapes({"libelle": "Point", "apres": "1 jour"}),
        succession("suivi", "Suivi", "3 mois", plusieurs="Suivis", pas="3 mois"),
        succession("court", "Contrat court", "2 mois", plusieurs="Contrats", pas="2 mois"),
        succession("long", "Contrat long", "6 mois", plusieurs="Contrats", pas="6 mois"),
        succession("tard", "Atelier", "1 mois", plusieurs="Suivis", pas="15 jours"),
    )
    assert [evenement.cle for evenement in plan.evenements] == [
        "suivi_1",
        "tard_1",
        "long_1",
        "court_1",
        "e0",
        "tard_2",
    ]
    rangees = re.findall(r'<tr data-cle="(\w+)"', rendre_parcours(plan))
    assert rangees == [evenement.cle for evenement in plan.evenements]


def test_no_end_is_the_largest_thing_on_the_card_while_the_readings_give_each_its_own() -> None:
    hypotheses = {"H-D": {"texte": "Durée ?", "lectures": {"six": "six mois", "neuf": "neuf mois"}}}
    regle = succession("fin", "Suivi", {"selon": "H-D", "six": "6 mois", "neuf": "9 mois"})
    ouverte = rendre_parcours(poser(regle, hypotheses=hypotheses))
    assert "fin_prevue" not in ouverte and "selon la lecture" in ouverte
    for lecture, fin in (("six", "2025-06-30"), ("neuf", "2025-09-30")):
        choisie = rendre_parcours(poser(regle, hypotheses=hypotheses, **{"H-D": lecture}))
        assert f'data-cle="fin_prevue" value="{fin}"' in choisie


def test_the_end_planned_is_that_of_the_last_period() -> None:
    html = rendre_parcours(planifie("isere-2-3", debut="2024-09-02", duree_mois="6+3"))
    assert re.findall(r'class="libelle">([^<]*)</span> <data data-cle="fin_prevue" value="([^"]*)"', html) == [
        ("Fin prévue", "2025-06-01")
    ]
    html = rendre_parcours(planifie("isere-2-4", debut="2023-03-01"))
    assert re.findall(r'class="libelle">([^<]*)</span> <data data-cle="fin_prevue" value="([^"]*)"', html) == [
        ("Fin (année pleine sans rupture de CER)", "2024-02-29")
    ]


@pytest.mark.parametrize(
    ("entrees", "champ"),
    [
        ({"duree_mois": "6"}, "debut"),
        ({"debut": "31/02/2024", "duree_mois": "6"}, "debut"),
        ({"debut": "01/03/2024", "duree_mois": "six"}, "duree_mois"),
        ({"debut": "01/03/2024", "duree_mois": "6+"}, "duree_mois"),
        ({"debut": "01/03/2024", "duree_mois": "autre"}, "duree_mois_1"),
        ({"debut": "01/03/2024", "duree_mois": "autre", "duree_mois_2": "3"}, "duree_mois_1"),
        ({"debut": "01/03/2024", "duree_mois": "1+" * 12 + "1"}, "duree_mois"),
        ({"debut": "01/03/2024", "renouvellements": "1"}, "renouvellements"),
    ],
)
def test_what_can_t_be_used_is_said_beside_its_field(entrees: dict[str, str], champ: str) -> None:
    plan = planifier(FICHES["isere-2-3"], entrees)
    assert plan.resultat.statut == "erreur_saisie" and plan.evenements == ()
    assert [erreur.champ for erreur in plan.resultat.erreurs] == [champ]


@given(
    st.dictionaries(
        st.sampled_from(["debut", "duree_mois", "duree_mois_1", "x"]), st.none() | st.text() | st.integers()
    )
)
def test_no_input_makes_it_raise(entrees: dict[str, object]) -> None:
    for regles in FICHES.values():
        plan = planifier(regles, entrees)
        assert plan.resultat.statut and rendre_parcours(plan)
    assert planifier(FICHES["isere-2-3"], ["pas un objet"]).resultat.statut == "erreur_saisie"
