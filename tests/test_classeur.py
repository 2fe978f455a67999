"""The workbook computes what the engine computes: written with some inputs, changed to others, recalculated."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators import SaisieInvalide
from calculators.bureau import Scenario, charger_plan, etudier
from calculators.bureau.classeur import ecrire_classeur
from calculators.bureau.comparaison import SOLDE
from calculators.bureau.export import Export, Notice
from calculators.bureau.tableur_csv import ecrire_csv
from calculators.calculateur import Calculateur
from calculators.champs import Champ
from calculators.formules.cellule import STATUT, nom_lecture
from calculators.formules.formule import nom_defini
from calculators.regles import Regles
from catalogue import lire_catalogue
from tests.tableur import XLSX, Tableur

ICI = Path(__file__).parent
DOSSIERS = (ICI.parent / "catalogue" / "fiches", ICI / "exemples" / "fiches", ICI / "exemples" / "guides" / "fiches")
CATALOGUES = [lire_catalogue(dossier) for dossier in DOSSIERS]
FICHES = {fiche.id: fiche for catalogue in CATALOGUES for fiche in catalogue.fiches}
PLAN = charger_plan(CATALOGUES[0].budget.donnees(date(2026, 11, 24)))
FINANCEES = [id_ for id_, f in FICHES.items() if (c := f.regles.calculateurs.get("financement")) and c.champs]
NOTICE = Notice("2.5 — Des ateliers", {"Identifiant": "isere-2-5"}, date(2026, 11, 25))
EXEMPLE = FICHES["isere-2-5"].regles.calculateurs["financement"].exemple


def exporter(fiche: str, nom: str, entrees: Mapping[str, Any], lectures: Mapping[str, str] | None = None) -> Export:
    return Export(FICHES[fiche].regles, nom, entrees, lectures or {}, NOTICE)


def est_recalcule(fiche: str, nom: str) -> bool:
    """Whether a workbook holds a formula that what is typed could change."""
    calculateur = FICHES[fiche].regles.calculateurs[nom]
    return bool(calculateur.champs) and any(
        c.formule for c in exporter(fiche, nom, calculateur.exemple).feuille.cellules
    )


RECALCULES = [(id_, nom) for id_, f in FICHES.items() for nom in f.regles.calculateurs if est_recalcule(id_, nom)]


def remplir(tableur: Tableur, champs: Mapping[str, Champ], entrees: Mapping[str, Any]) -> None:
    """Type these inputs, and nothing else, into the cells."""
    for cle, champ in champs.items():
        nom, valeur = nom_defini(cle), champ.lire(entrees.get(cle))
        if nom not in tableur.lieux:
            continue
        tableur.vider(nom)
        if isinstance(valeur, tuple):
            for rang, nombre in enumerate(valeur):
                tableur.saisir(nom, float(nombre), rang)
        elif isinstance(valeur, date):
            tableur.saisir(nom, float((valeur - date(1899, 12, 30)).days))
        elif isinstance(valeur, Fraction):
            tableur.saisir(nom, float(valeur))
        elif valeur is not None:
            tableur.saisir(nom, champ.options.get(valeur, valeur))


def attendu(regles: Regles, calculateur: Calculateur, entrees: Mapping[str, Any], lectures: Mapping[str, str]):
    """The engine's evaluation of the same inputs under the same readings; nothing where they contradict each other."""
    saisies = {cle: lue for cle, c in calculateur.champs.items() if (lue := c.lire(entrees.get(cle))) is not None}
    if any(autre in saisies for cle in saisies for autre in calculateur.champs[cle].exclut):
        return None
    try:
        return calculateur.evaluer(saisies, regles.hypotheses, lectures)
    except SaisieInvalide:
        return None


def verifier(tableur: Tableur, export: Export, entrees: Mapping[str, Any], lectures: Mapping[str, str]) -> None:
    evaluation = attendu(FICHES_REGLES[id(export.calculateur)], export.calculateur, entrees, lectures)
    if evaluation is None:
        assert tableur.lire(STATUT) == "Saisie à corriger"
        return
    cles = dict.fromkeys(c.cle for c in export.feuille.cellules if c.genre == "ligne" and c.formule)
    for cle in cles:
        # A rule may have several versions in time: at most one of them speaks.
        noms = [c.nom for c in export.feuille.cellules if c.genre == "ligne" and c.cle == cle]
        obtenus = [lu for nom in noms if (lu := tableur.lire(nom)) not in ("", None)]
        ligne = evaluation.lignes.get(cle)
        if ligne is None:
            assert obtenus == [], noms
        elif isinstance(ligne.valeur, Fraction):
            assert obtenus == [pytest.approx(float(ligne.valeur), rel=1e-12, abs=1e-9)], noms
        else:
            assert obtenus == [ligne.texte], noms


FICHES_REGLES = {id(c): f.regles for f in FICHES.values() for c in f.regles.calculateurs.values()}
_NOMBRES = {
    "montant": st.integers(0, 200_000_00).map(lambda n: Fraction(n, 100)) | st.integers(0, 1500),
    "pourcentage": st.integers(0, 100) | st.integers(0, 1000).map(lambda n: Fraction(n, 10)),
    "nombre": st.integers(0, 60).map(lambda n: Fraction(n, 4)),
    "jours": st.integers(0, 80).map(lambda n: Fraction(n, 2)),
    "mois": st.integers(0, 40),
    "semaines": st.integers(0, 60),
    "heures": st.integers(0, 100).map(lambda n: Fraction(n, 4)),
    "entier": st.integers(0, 30) | st.integers(0, 2000),
    "date": st.dates(date(2023, 6, 1), date(2027, 1, 1)).map(date.isoformat),
    "liste_entiers": st.lists(st.integers(0, 15), min_size=1, max_size=12),
}  # fmt: skip


def _accepte(champ: Champ) -> Callable[[Any], bool]:
    def essai(valeur: Any) -> bool:
        try:
            champ.lire(valeur)
        except SaisieInvalide:
            return False
        return True

    return essai


@st.composite
def saisies(tirer: Callable[[Any], Any], calculateur: Calculateur) -> dict[str, Any]:
    """Inputs that the form accepts one by one, some of them left empty."""
    tirees = {}
    for cle, champ in calculateur.champs.items():
        if champ.type in ("choix", "oui_non"):
            valeurs = st.sampled_from(list(champ.options) or ["oui", "non"])
        elif champ.type in _NOMBRES:
            valeurs = _NOMBRES[champ.type].filter(_accepte(champ))
        else:
            continue
        if tirer(st.integers(0, 4)):
            tirees[cle] = tirer(valeurs)
    return tirees


@pytest.mark.parametrize(("fiche", "nom"), RECALCULES)
def test_le_classeur_recalcule_ce_que_calcule_le_moteur(fiche: str, nom: str) -> None:
    calculateur = FICHES[fiche].regles.calculateurs[nom]
    export = exporter(fiche, nom, calculateur.exemple)
    tableur = Tableur(ecrire_classeur(export))
    lectures = st.fixed_dictionaries({code: st.sampled_from(list(h.lectures)) for code, h in export.hypotheses.items()})

    @settings(max_examples=40)
    @given(entrees=saisies(calculateur), lues=lectures)
    def comparer(entrees: dict[str, Any], lues: dict[str, str]) -> None:
        remplir(tableur, calculateur.champs, entrees)
        for code, lecture in lues.items():
            onglet, ligne, colonne, _ = tableur.lieux[nom_lecture(code)]
            tableur.classeur.set_value(onglet, ligne, colonne - 1, lecture)
        verifier(tableur, export, entrees, lues)

    comparer()


@pytest.mark.parametrize("fiche", FINANCEES)
def test_le_classeur_s_ouvre_sur_les_montants_du_site(fiche: str) -> None:
    calculateur = FICHES[fiche].regles.calculateurs["financement"]
    export = exporter(fiche, "financement", calculateur.exemple)
    octets = ecrire_classeur(export)
    tableur, connus = Tableur(octets), valeurs_ecrites(octets)
    for ligne in export.resultat.lignes:
        if not ligne.verdict and ligne.cle in tableur.lieux:
            assert tableur.lire(ligne.cle) == pytest.approx(float(ligne.valeur)), ligne.cle
            # What a reader that computes nothing shows.
            assert float(connus[tableur.lieux[ligne.cle]]) == pytest.approx(float(ligne.valeur)), ligne.cle
    assert tableur.lire(STATUT) == export.resultat.mot


def valeurs_ecrites(octets: bytes) -> dict[tuple[str, int, int, int], str]:
    """What is written beside the formulas of « Calcul »."""
    with ZipFile(BytesIO(octets)) as archive:
        feuille = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    valeurs = {}
    for case in feuille.iterfind(".//x:c[x:f]", XLSX):
        ligne = int(case.attrib["r"][1:])
        valeurs["Calcul", ligne, ord(case.attrib["r"][0]) - 64, ligne] = case.findtext("x:v", "", XLSX)
    return valeurs


def test_une_question_ouverte_montre_chaque_lecture() -> None:
    export = exporter("isere-2-5", "financement", {**EXEMPLE, "jours": "10,5"})
    tableur = Tableur(ecrire_classeur(export))
    assert (tableur.lire("si_prorata"), tableur.lire("si_jour_entier")) == (3675, 3850)
    assert tableur.lire(STATUT) == "À vérifier"
    tableur.saisir("jours", 12.0)
    assert (tableur.lire("si_prorata"), tableur.lire("si_jour_entier"), tableur.lire("total")) == (4200, 4200, 4200)
    assert tableur.lire(STATUT) == "Conforme"


def test_les_controles_vivent() -> None:
    tableur = Tableur(ecrire_classeur(exporter("isere-2-3", "financement", {"mesures": "10", "cout_unitaire": "1000"})))
    assert (tableur.lire("total_max"), tableur.lire(STATUT)) == (10000, "Conforme")
    tableur.saisir("cout_unitaire", 1300.0)
    assert (tableur.lire("total_max"), tableur.lire("ecart_par_mesure")) == ("", 100)
    assert tableur.lire(STATUT) == "Non conforme"
    tableur.saisir("mesures", 2.5)
    assert tableur.lire(STATUT) == "Saisie à corriger"
    assert tableur.lire("budget") == ""


def test_ce_qu_aucune_formule_ne_dit_reste_fige_et_le_montre() -> None:
    export = exporter("isere-2-4", "financement", {"cer": [["2023-03-01", "2024-02-29"]]})
    octets = ecrire_classeur(export)
    assert Tableur(octets).lire("total") == 150
    assert "Valeur figée, calculée le 25/11/2026" in textes(octets)


def test_un_texte_n_est_jamais_une_formule() -> None:
    notice = Notice("=HYPERLINK(A1)", {"@source": "+33 4", "-nom": "-1+2"}, date(2026, 11, 25))
    export = Export(FICHES["isere-2-5"].regles, "financement", EXEMPLE, {}, notice)
    octets = ecrire_classeur(export)
    with ZipFile(BytesIO(octets)) as archive:
        formules = re.findall(
            "<f>(.*?)</f>", " ".join(archive.read(n).decode() for n in archive.namelist() if "sheets/" in n)
        )
    for texte in ("=HYPERLINK(A1)", "@source", "+33 4", "-nom", "-1+2"):
        assert f">{texte}<" in textes(octets)
        assert not any(texte.removeprefix("=") == formule for formule in formules)
    csv = ecrire_csv(export).decode("utf-8-sig")
    assert "Fiche;'@source;'+33 4;" in csv
    assert "Fiche;'-nom;'-1+2;" in csv


def textes(octets: bytes) -> str:
    with ZipFile(BytesIO(octets)) as archive:
        return archive.read("xl/sharedStrings.xml").decode("utf-8")


def test_le_csv_s_ouvre_dans_un_tableur_francais() -> None:
    octets = ecrire_csv(exporter("isere-2-5", "financement", {**EXEMPLE, "cout_jour": "390,50"}))
    assert octets.startswith(b"\xef\xbb\xbf")
    csv = octets.decode("utf-8-sig")
    assert "Saisies;Coût d’un jour d’action;390,50;€;" in csv
    assert "Résultat;Financement total;3416,88;€;" in csv


def test_les_memes_octets_pour_le_meme_cas() -> None:
    une, autre = (ecrire_classeur(exporter("isere-2-5", "financement", EXEMPLE), budget()) for _ in range(2))
    assert une == autre


def budget(fiche: str = "isere-2-5", **entrees: str):
    cas = {**EXEMPLE, "c_641": "4 000,50"} if fiche == "isere-2-5" else entrees
    return etudier(FICHES[fiche].regles, PLAN, Scenario("", cas, {})).budget


def test_le_budget_suit_le_calcul() -> None:
    tableur = Tableur(ecrire_classeur(exporter("isere-2-5", "financement", EXEMPLE), budget()))
    assert (tableur.lire("versement_departement"), tableur.lire("total_charges")) == (3500, 4001)
    tableur.saisir("cout_jour", 333.33)
    assert tableur.lire("total") == 2916.64
    assert (tableur.lire("versement_departement"), tableur.lire("total_produits")) == (2917, 2917)


def test_aucun_autre_montant_ne_tient_lieu_de_versement() -> None:
    cas = {"mesures": "20"}
    tableur = Tableur(ecrire_classeur(exporter("isere-2-3", "financement", cas), budget("isere-2-3", **cas)))
    assert (tableur.lire("budget_max"), tableur.lire("versement_departement")) == (24000, "")
    exemple = FICHES["garantie-activite-6"].regles.calculateurs["financement"].exemple
    cadre = exporter("garantie-activite-6", "financement", exemple)
    tableur = Tableur(ecrire_classeur(cadre, budget("garantie-activite-6", **exemple)))
    assert (tableur.lire("somme"), tableur.lire("versement_departement")) == (315000, "")


def test_une_question_ouverte_n_est_pas_tranchee_en_silence() -> None:
    cas = {"couples": "2", "cer_par_couple": "2"}
    octets = ecrire_classeur(exporter("isere-2-4", "financement", cas), budget("isere-2-4", **cas, c_604="300"))
    tableur = Tableur(octets)
    solde = ("Budget", tableur.lieux["total_contributions"][1] + 2, 4)
    assert (tableur.lire("si_2_personnes"), tableur.lire("si_1_foyer")) == (600, 300)
    assert (tableur.lire("versement_departement"), tableur.lire("total_produits")) == ("", 0)
    assert tableur.lire(STATUT) == "À vérifier"
    assert "pas encore connu" in tableur.classeur.evaluate_cell(*solde)
    onglet, ligne, colonne, _ = tableur.lieux[nom_lecture("H-COUPLE")]
    tableur.classeur.set_value(onglet, ligne, colonne - 1, "un foyer")
    assert (tableur.lire("versement_departement"), tableur.lire("total_produits")) == (300, 300)
    assert tableur.lire(STATUT) == "Conforme"
    assert tableur.classeur.evaluate_cell(*solde) == "Le budget est équilibré."


def test_une_valeur_est_demandee_une_fois_et_aucune_cle_n_est_montree() -> None:
    cellules = exporter("isere-2-5", "financement", EXEMPLE).feuille.cellules
    demandes = [c.libelle for c in cellules if c.libelle.startswith("À donner")]
    assert demandes == ["À donner : le coût des sorties et visites"]
    assert [c.libelle for c in cellules if "_" in c.libelle] == []


def test_les_scenarios_partent_ensemble() -> None:
    regles = FICHES["isere-2-5"].regles
    cas = {"Prudent": {**EXEMPLE, "presents_moyens": "4"}, "=1+1": {**EXEMPLE, "c_641": "5000"}}
    etudes = [etudier(regles, PLAN, Scenario(nom, entrees, {})) for nom, entrees in cas.items()]
    export = exporter("isere-2-5", "financement", cas["Prudent"])
    tableur = Tableur(ecrire_classeur(export, etudes[0].budget, etudes))
    lues = {tableur.classeur.evaluate_cell("Scénarios", r, 1): r for r in range(1, 30)}
    assert [tableur.classeur.evaluate_cell("Scénarios", 4, c) for c in (2, 3)] == ["Prudent", "=1+1"]
    assert [tableur.classeur.evaluate_cell("Scénarios", lues["Financement total ≠"], c) for c in (2, 3)] == [3000, 3500]
    assert [tableur.classeur.evaluate_cell("Scénarios", lues[f"{SOLDE} ≠"], c) for c in (2, 3)] == [3000, -1500]
    assert [tableur.classeur.evaluate_cell("Scénarios", lues["Présents en moyenne ≠"], c) for c in (2, 3)] == [4, 6]
    csv = ecrire_csv(export, etudes[0].budget, etudes).decode("utf-8-sig")
    assert "Scénario : Prudent;Présents en moyenne;4;présents;" in csv
    assert "Scénario : Prudent;Financement total;3000;€;" in csv
    assert f"Scénario : =1+1;{SOLDE};-1500;€;" in csv
    assert "Scénario" not in ecrire_csv(export, etudes[0].budget, etudes[:1]).decode("utf-8-sig")


def test_un_texte_colle_dans_une_ligne_du_budget_se_voit() -> None:
    tableur = Tableur(ecrire_classeur(exporter("isere-2-5", "financement", EXEMPLE), budget()))
    ligne = next(r for r in range(1, 40) if tableur.classeur.evaluate_cell("Budget", r, 2) == "Prestations de services")
    tableur.classeur.set_value("Budget", ligne, 3, "1 200")
    assert tableur.lire("total_charges") == 4001
    assert tableur.classeur.evaluate_cell("Budget", ligne, 4) == "Écrivez un nombre."


def test_chaque_regle_de_financement_a_sa_formule() -> None:
    for fiche in FINANCEES:
        calculateur = FICHES[fiche].regles.calculateurs["financement"]
        export = exporter(fiche, "financement", calculateur.exemple)
        assert [c.libelle for c in export.feuille.cellules if not c.formule] == [], fiche
        assert list(export.restes()) == [], fiche


def test_un_demi_centime_monte_meme_apres_une_soustraction() -> None:
    tableur = Tableur(ecrire_classeur(exporter("isere-2-5", "financement", EXEMPLE)))
    for nom, valeur in {"cout_jour": 234.39, "prevus": 31.0, "jours": 2.5, "presents_moyens": 28.1}.items():
        tableur.saisir(nom, valeur)
    assert tableur.lire("reste_a_charge") == 27.41
