"""Goal-seek, curves, sensitivity, and two versions of a sheet side by side."""

from copy import deepcopy
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import Exploration, SaisieInvalide, charger, comparer, influences
from catalogue import lire_catalogue

FICHES = {f.id: f for f in lire_catalogue(Path(__file__).parent.parent / "catalogue" / "fiches").fiches}
DEFAUT = {"jours": "10", "cout_jour": "400", "prevus": "8", "presents_moyens": "6"}


def explorer(fiche="isere-2-5", nom="financement", lectures=None, **entrees):
    return Exploration(FICHES[fiche].regles, nom, entrees, lectures)


def test_combien_de_presents_pour_equilibrer():
    but = explorer(**DEFAUT).chercher("presents_moyens", "total", Fraction(3600))
    assert (but.entree, but.obtenu) == (7, 3750)
    assert but.phrase == "Présents en moyenne\u00a0: 7\u00a0présents au moins, pour 3\u202f750,00\u00a0€."


def test_un_but_hors_d_atteinte_nomme_la_clause():
    but = explorer(**DEFAUT).chercher("presents_moyens", "total", Fraction(4001))
    assert (but.entree, but.obtenu) == (None, 4000)
    assert but.citation == "50% de part variable en fonction du nombre d'allocataires présents"
    but = explorer("isere-2-3", mesures="10", cout_unitaire="1000").chercher("cout_unitaire", "budget", Fraction(12001))
    assert (but.obtenu, but.citation) == (12000, "entre 800 € à 1 200 €")


def test_un_but_hors_d_atteinte_nomme_ce_qui_a_varie():
    but = explorer(**DEFAUT).chercher("presents_moyens", "total", Fraction(4500), Fraction(8))
    dit = "Présents en moyenne\u00a0: c’est hors d’atteinte, 4\u202f000,00\u00a0€ au plus, même avec 8\u00a0présents."
    assert but.phrase == dit
    libre = explorer("isere-2-4", personnes="40").chercher("mois", "total", Fraction(10**9))
    assert "1\u202f000\u202f000" not in libre.phrase


def test_un_but_que_toute_valeur_atteint_le_dit():
    but = explorer(**DEFAUT).chercher("presents_moyens", "total", Fraction(1200))
    assert but.entree == 0
    assert but.phrase == "Présents en moyenne\u00a0: toute valeur suffit, pour 2\u202f000,00\u00a0€ au moins."


def test_une_moyenne_qui_suffit_deja_n_est_pas_contredite():
    but = explorer(**DEFAUT | {"presents_moyens": "6,5"}).chercher("presents_moyens", "total", Fraction(3600))
    assert but.entree == 7
    assert "6,5\u00a0présents, c’est déjà assez\u202f; en nombre entier, 7\u00a0présents au moins" in but.phrase


def test_seule_la_clause_qui_arrete_la_recherche_est_citee():
    cas = explorer("isere-2-3", mesures="10", cout_unitaire="1000")
    par_le_haut = cas.chercher("cout_unitaire", "budget", Fraction(12000))
    assert (par_le_haut.entree, par_le_haut.citation) == (1200, "")
    par_le_bas = cas.chercher("cout_unitaire", "budget", Fraction(100))
    assert (par_le_bas.entree, par_le_bas.citation) == (800, "entre 800 € à 1 200 €")


def test_une_sortie_qui_decroit_donne_la_plus_grande_entree():
    but = explorer("isere-2-4", personnes="40").chercher("ruptures", "total", Fraction(5000))
    assert (but.entree, but.obtenu) == (6, 5100)


@given(cible=st.integers(0, 4000), prevus=st.integers(6, 30))
def test_le_but_trouve_est_le_plus_proche(cible, prevus):
    cas = explorer(**{**DEFAUT, "prevus": str(prevus)})
    but = cas.chercher("presents_moyens", "total", Fraction(cible))
    assert but.entree is not None and but.obtenu >= cible
    assert but.entree == 0 or cas.sortie("presents_moyens", but.entree - 1, "total") < cible


def test_une_courbe_est_exacte_et_dit_ce_qu_elle_ne_peut_pas_calculer():
    courbe = explorer(**DEFAUT).courbe("presents_moyens", "total", [Fraction(n) for n in (0, 4, 8, 12, -1)])
    assert courbe == [(0, 2000), (4, 3000), (8, 4000), (12, 4000), (-1, None)]


def test_la_sensibilite_range_les_entrees_par_leur_poids():
    trouvees = influences(explorer(**DEFAUT), "total")
    assert [i.champ for i in trouvees][:2] in (["jours", "cout_jour"], ["jours", "prevus"], ["cout_jour", "jours"])
    jours = next(i for i in trouvees if i.champ == "jours")
    assert (jours.bas, jours.haut) == (3150, 3850)


def test_une_valeur_que_la_fiche_refuse_ne_cache_pas_le_champ():
    cas = explorer("isere-2-3", mesures="10", cout_unitaire="1200", part_fixe_pct="50", objectif="8", realise="6")
    poids = {i.champ: i.poids for i in influences(cas, "total")}
    assert poids["cout_unitaire"] == poids["mesures"] == max(poids.values())
    cout = next(i for i in influences(cas, "total") if i.champ == "cout_unitaire")
    assert (cout.bas, cout.haut) == (9450, None)


def test_une_question_que_le_cas_ne_pose_pas_ne_se_tranche_pas_en_silence():
    mois = next(i for i in influences(explorer("isere-2-4", personnes="40", mois="12"), "total") if i.champ == "mois")
    assert (mois.bas, mois.haut) == (None, 6000)
    tranche = explorer("isere-2-4", lectures={"H-PRORATA-AN": "prorata"}, personnes="40", mois="12")
    assert next(i for i in influences(tranche, "total") if i.champ == "mois").bas == 5500


def test_le_but_tient_les_clauses_que_le_cas_tient():
    cas = explorer(lectures={"H-MIN6": "presents_chaque_jour"}, **{**DEFAUT, "presents_moyens": "8"})
    but = cas.chercher("presents_moyens", "total", Fraction(3000))
    assert (but.entree, but.obtenu) == (6, 3500)
    assert but.citation == "Composition des groupes : minimum 6 allocataires du RSA"
    assert explorer(**DEFAUT).chercher("presents_moyens", "total", Fraction(3000)).entree == 4


def test_une_saisie_fausse_est_refusee():
    with pytest.raises(SaisieInvalide):
        explorer(**{**DEFAUT, "jours": "dix"})


def test_deux_versions_d_une_fiche_se_comparent():
    avant = FICHES["isere-2-4"].donnees_regles()
    apres = deepcopy(avant)
    regles = apres["calculateurs"]["financement"]["regles"]
    total = next(regle for regle in regles if regle.get("cle") == "total")
    total["facteurs"][1] = "160 €"
    del apres["calculateurs"]["resultats"]
    apres["hypotheses"]["H-STRICT"]["retenue"] = "prorata"
    assert comparer(avant, avant) == []
    dites = [str(difference).replace("\u00a0", " ") for difference in comparer(avant, apres)]
    assert dites[0] == "hypotheses › H-STRICT › retenue : « tout_ou_rien » devient « prorata »"
    assert "calculateurs › financement › regles › total › facteurs › n° 2 : « 150 € » devient « 160 € »" in dites
    assert any(dit.startswith("calculateurs › resultats : retiré") for dit in dites)


def test_ce_qui_n_a_pas_de_nom_se_designe_par_ce_qu_il_est():
    def version(seuil, valeur):
        tranches = [{"a": "5", "valeur": "100 €"}, {"de": "5", "valeur": valeur}]
        groupe = {"libelle": "G", "un": [{"champ": "age", "au_moins": seuil}]}
        regles = [{"cle": "aide", "tranches": tranches}, {"genre": "public", "conditions": [{"champ": "rsa"}, groupe]}]
        return {"calculateurs": {"financement": {"regles": regles}}}

    dites = [str(une).replace("\u00a0", " ") for une in comparer(version("18", "80 €"), version("16", "90 €"))]
    assert dites == [
        "calculateurs › financement › regles › aide › tranches › tranche n° 2 › valeur : « 80 € » devient « 90 € »",
        "calculateurs › financement › regles › public › conditions › groupe n° 1 › un › age › au_moins : "
        "« 18 » devient « 16 »",
    ]


@pytest.mark.parametrize(
    ("bornes", "entree"),
    [
        ({"maximum": "10"}, 10),
        ({"maximum": "10", "bornes": "exclues"}, None),
        ({"maximum": "10", "portee": "conseil"}, 10),
        ({"maximum": "9", "portee": "conseil"}, 10),
        ({"maximum": "9"}, None),
        ({"minimum": "2,5", "maximum": "2,7"}, None),
    ],
)
def test_un_but_ne_sort_pas_des_limites_que_la_fiche_impose(bornes, entree):
    champs = {"n": {"type": "entier", "libelle": "Places"}}
    regles = [
        {"genre": "bornes", "valeur": "n", "citation": "c", **bornes},
        {"genre": "produit", "cle": "aide", "libelle": "Aide", "facteurs": ["n", "100 €"], "citation": "c"},
    ]
    donnees = {"id": "essai", "calculateurs": {"financement": {"champs": champs, "regles": regles}}}
    but = Exploration(charger(donnees), "financement", {"n": "1"}).chercher("n", "aide", Fraction(1000))
    assert but.entree == entree
