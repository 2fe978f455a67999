"""The rules of the five sheets: properties that hold whatever is typed."""

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import MECANISMES, NOMS, STATUTS, Champ, ReglesInvalides, SaisieInvalide, charger, typographie
from calculators.nombres import accorder
from calculators.parcours import planifier
from catalogue import lire_catalogue, verifier

RACINE = Path(__file__).parent.parent
DOSSIERS = (RACINE / "catalogue" / "fiches", RACINE / "tests" / "exemples" / "fiches")
FICHES, EXEMPLES = ({fiche.id: fiche for fiche in lire_catalogue(dossier).fiches} for dossier in DOSSIERS)
CALCULATEURS = [(fiche.id, nom) for fiche in FICHES.values() for nom in fiche.regles.calculateurs]
MONTANT = re.compile(r"-?\d+\.\d\d")


def calculer(fiche, calculateur, hypotheses=None, **entrees):
    return FICHES[fiche].regles.calculer(calculateur, entrees, hypotheses).en_json()


@pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda dossier: dossier.parent.name)
def test_tous_les_cas_calcules_a_la_main_tiennent(dossier):
    assert verifier(dossier) == []


def test_chaque_mecanisme_sert_a_une_fiche_et_a_un_cas():
    textes = "".join(fiche.read_text("utf-8") for dossier in DOSSIERS for fiche in dossier.iterdir())
    assert set(re.findall(r"genre: (\w+)", textes)) == set(MECANISMES)


@pytest.mark.parametrize(("fiche", "nom"), CALCULATEURS)
def test_l_exemple_de_chaque_calculateur_donne_un_resultat(fiche, nom):
    calculateur = FICHES[fiche].regles.calculateurs[nom]
    resultat = FICHES[fiche].regles.calculer(nom, calculateur.exemple)
    assert resultat.statut in ("conforme", "eligible", "sans_objet")
    assert not resultat.erreurs and not resultat.manques


@pytest.mark.parametrize("nom", NOMS)
def test_un_calculateur_absent_est_sans_objet(nom):
    for fiche in FICHES.values():
        if nom not in fiche.regles.calculateurs:
            assert fiche.regles.calculer(nom, {}).statut == "sans_objet"


SAUVAGES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from(
        ["inconnu", "oui", "PSSI", "1 200,50 €", "1.200", "-3", "0", "6", "2024-02-30", "31/08/2024", "400"]
    ),
    lambda enfants: st.lists(enfants, max_size=4) | st.dictionaries(st.text(max_size=5), enfants, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize(("fiche", "nom"), CALCULATEURS)
@given(donnees=st.data())
def test_aucune_saisie_ne_fait_echouer_un_calculateur(fiche, nom, donnees):
    regles = FICHES[fiche].regles
    champs = list(regles.calculateurs[nom].champs)
    cles = st.sampled_from(champs) | st.text(max_size=4) if champs else st.text(max_size=4)
    entrees = donnees.draw(st.dictionaries(cles, SAUVAGES, max_size=6))
    lectures = {code: st.sampled_from(list(h.lectures)) for code, h in regles.hypotheses.items()}
    choix = donnees.draw(st.fixed_dictionaries({}, optional=lectures))
    resultat = regles.calculer(nom, entrees, choix)
    assert resultat.statut in STATUTS
    assert (resultat.statut == "erreur_saisie") == bool(resultat.erreurs)
    json.loads(json.dumps(resultat.en_json(), allow_nan=False))


@given(
    jours=st.integers(0, 400).map(str),
    cout=st.integers(0, 100_000).map(lambda c: f"{c // 100}.{c % 100:02}"),
    prevus=st.integers(6, 60),
    presents=st.integers(0, 80),
)
def test_les_parts_de_la_fiche_2_5_s_additionnent_sous_le_plafond(jours, cout, prevus, presents):
    entrees = dict(jours=jours, cout_jour=cout, prevus=prevus)
    valeurs = calculer("isere-2-5", "financement", **entrees, presents_moyens=presents)["valeurs"]
    base, fixe, variable, total, reste = (
        Fraction(valeurs[cle]) for cle in ("base", "part_fixe", "part_variable", "total", "reste_a_charge")
    )
    assert fixe + variable == total <= base <= 400 * Fraction(jours)
    assert min(fixe, variable, reste) >= 0
    assert total + reste == Fraction(jours) * Fraction(cout)
    un_de_plus = calculer("isere-2-5", "financement", **entrees, presents_moyens=presents + 1)["valeurs"]
    assert Fraction(un_de_plus["total"]) >= total


@given(
    mesures=st.integers(0, 500),
    cout=st.integers(80_000, 120_000).map(lambda c: f"{c // 100},{c % 100:02}"),
    part=st.integers(0, 100),
    objectif=st.integers(1, 300),
    realise=st.integers(0, 400),
)
def test_les_parts_de_la_fiche_2_3_s_additionnent_sous_le_budget(mesures, cout, part, objectif, realise):
    valeurs = calculer(
        "isere-2-3",
        "financement",
        mesures=mesures,
        cout_unitaire=cout,
        part_fixe_pct=part,
        objectif=objectif,
        realise=realise,
    )["valeurs"]
    v = {cle: Fraction(valeur) for cle, valeur in valeurs.items()}
    assert v["part_fixe"] + v["part_variable"] == v["total"] <= v["total_max"] <= v["budget_max"]
    assert v["part_fixe"] + v["part_variable_max"] == v["total_max"]
    assert min(v["part_fixe"], v["part_variable"]) >= 0


@given(personnes=st.integers(0, 5000), ruptures=st.integers(0, 5000))
def test_chaque_rupture_coute_150_euros(personnes, ruptures):
    resultat = calculer("isere-2-4", "financement", personnes=personnes, ruptures=ruptures)
    if ruptures > personnes:
        assert resultat["erreurs"][0]["champ"] == "ruptures"
    else:
        v = resultat["valeurs"]
        assert Fraction(v["total"]) + Fraction(v["manque_a_gagner"]) == 150 * personnes


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_un_objectif_de_reprises_est_le_plus_petit_entier_qui_atteint_la_cible(accompagnes, reprises):
    resultat = calculer(
        "alsace-4-passerelle", "resultats", accompagnes=accompagnes, reprises=min(reprises, accompagnes)
    )
    objectif = resultat["valeurs"]["objectif_reprises"]
    assert objectif * 10 >= accompagnes * 3 > (objectif - 1) * 10
    if accompagnes:
        atteinte = resultat["valeurs"]["cible_reprise"] == "atteinte"
        assert atteinte == (min(reprises, accompagnes) >= objectif)


def test_chaque_valeur_a_sa_ligne_et_sa_clause():
    for fiche, nom in CALCULATEURS:
        resultat = FICHES[fiche].regles.calculer(nom, FICHES[fiche].regles.calculateurs[nom].exemple).en_json()
        cles = [ligne["cle"] for ligne in resultat["lignes"]]
        assert set(cles) >= set(resultat["valeurs"]) and len(set(cles)) == len(cles)
        assert all(ligne["citation"] for ligne in resultat["lignes"])


def test_un_flottant_compte_pour_le_nombre_qu_il_approche():
    lu = calculer("alsace-4-passerelle", "resultats", accompagnes=10, reprises=3, cible_reprise_pct=0.1 * 3 * 100)
    assert (lu["valeurs"]["cible_reprise"], lu["valeurs"]["objectif_reprises"]) == ("atteinte", 3)
    lu = calculer("isere-2-5", "financement", jours=10, cout_jour=400, prevus=8, presents_moyens=10 / 3)
    assert lu["valeurs"]["part_variable"] == "833.33"


@pytest.mark.parametrize("suite", ["00", "000", "x"])
def test_ce_qui_est_trop_long_n_est_jamais_coupe(suite):
    cas = {"prevus": "8", "jours": "10", "presents_moyens": "6"}
    resultat = calculer("isere-2-5", "financement", cout_jour="4" + " " * 80 + suite, **cas)
    assert (resultat["statut"], [e["champ"] for e in resultat["erreurs"]]) == ("erreur_saisie", ["cout_jour"])


def test_un_ecart_infime_se_lit():
    lu = calculer("garantie-activite-6", "financement", depenses="111663,79")
    assert any("100,00001" in alerte["message"] and "0,00001" in alerte["correction"] for alerte in lu["alertes"])


def test_une_hypothese_dit_son_effet_sous_chaque_lecture_ouverte():
    saisies = {"jours": "10,5", "cout_jour": 1200, "presents_moyens": 5, "prevus": 8}
    lu = calculer("isere-2-5", "financement", **saisies)
    denom = next(h for h in lu["hypotheses"] if h["code"] == "H-DENOM")
    effet = denom["effet"].replace("\u00a0", " ")
    assert effet == "au minimum de 6 : + 437,50 € ou + 458,33 €"
    lu = calculer("isere-2-5", "financement", {"H-PLAF": "non_plafonnee"}, **saisies | {"presents_moyens": 10})
    assert any("financement total" in a["message"].lower() and "400 €" in a["citation"] for a in lu["alertes"])


def test_une_hypothese_dit_son_effet_en_euros():
    resultat = calculer("isere-2-5", "financement", jours=10, cout_jour=400, prevus=8, presents_moyens=6)
    effets = {h["code"]: h["effets"] for h in resultat["hypotheses"]}
    assert effets["H-DENOM"]["minimum_6"] == "+\u00a0500,00\u00a0€"
    assert effets["H-LIN"]["tout_ou_rien"] == "−\u00a01\u202f500,00\u00a0€"
    assert effets["H-SORTIES"]["en_plus"] == "à chiffrer\u00a0: le coût des sorties et visites"


def test_l_effet_d_une_lecture_ne_compare_pas_des_personnes_a_des_euros():
    resultat = calculer("isere-2-4", "financement", {"H-STRICT": "prorata"}, personnes="40", ruptures="3")
    assert (resultat["statut"], resultat["valeurs"]) == ("a_verifier", {"payees": 40})
    (hypothese,) = [h for h in resultat["hypotheses"] if h["code"] == "H-STRICT"]
    assert (
        hypothese["effet"]
        == "les 150\u00a0€ entiers sont perdus\u00a0: Financement\u00a0: 5\u202f550,00\u00a0€, conforme"
    )


def test_une_lecture_qui_prive_du_total_ne_dit_pas_un_montant_qui_ne_change_pas():
    cas = {"mesures": "24", "cout_unitaire": "800", "part_fixe_pct": "60", "objectif": "20", "realise": "5"}
    resultat = calculer("isere-2-3", "financement", **cas)
    (bornes,) = [h for h in resultat["hypotheses"] if h["code"] == "H-BORNES"]
    assert "sans «\u00a0Financement total\u00a0», non conforme" in bornes["effet"]


def test_une_alerte_que_donnent_toutes_les_lectures_est_dite_une_fois():
    lu = calculer("isere-2-5", "financement", jours="10,5", cout_jour=500, prevus=5, presents_moyens="5,5")
    assert {"si_prorata", "si_jour_entier"} <= set(lu["valeurs"])
    assert [(alerte["niveau"], alerte["message"]) for alerte in lu["alertes"]] == [
        ("attention", typographie("En moyenne : moins de 6 présents (5,5).")),
        ("bloquant", typographie("Personnes prévues dans le groupe : 5\u00a0prévus ; attendu : 6 au moins.")),
        ("attention", typographie("Coût d’un jour d’action : 500,00 €, au-dessus du plafond de 400,00 €.")),
        ("attention", typographie("5,5\u00a0présents pour 5\u00a0prévus : la part variable est plafonnée à 100 %.")),
    ]


def deux_questions(maximum):
    """Under each reading of two open questions, its own amount and its own limit."""
    hypotheses = {
        "H-A": {"texte": "A ?", "lectures": {"x": "X", "y": "Y"}, "cles": {"x": "si_x", "y": "si_y"}},
        "H-B": {"texte": "B ?", "lectures": {"u": "U", "v": "V"}, "cles": {"u": "si_u", "v": "si_v"}},
    }
    facteurs = ["n", {"selon": "H-A", "x": "100 €", "y": "120 €"}, {"selon": "H-B", "u": "1", "v": "0,5"}]
    regles = [
        {"genre": "produit", "cle": "aide", "libelle": "Aide", "facteurs": facteurs, "citation": "c"},
        {"genre": "bornes", "valeur": "aide", "maximum": {"selon": "H-A", **maximum}, "citation": "d"},
    ]
    champs = {"n": {"type": "entier", "libelle": "Personnes"}}
    financement = {"resultat": "aide", "champs": champs, "regles": regles}
    return charger({"id": "essai", "hypotheses": hypotheses, "calculateurs": {"financement": financement}})


def test_chaque_lecture_a_sa_valeur_ses_bornes_et_son_verdict():
    resultat = deux_questions({"x": "1000 €", "y": "900 €"}).calculer("financement", {"n": "10"})
    (ligne,) = (ligne for ligne in resultat.lignes if ligne.verdict)
    assert (ligne.verdict, ligne.texte) == ("inconnue", "Selon la lecture")
    assert ligne.explication == typographie(
        "1 000,00 € : remplie (attendu : 1 000,00 € au plus) ; 500,00 € : remplie (attendu : 1 000,00 € au plus) ; "
        "1 200,00 € : non remplie (attendu : 900,00 € au plus. C'est 300,00 € de trop) ; "
        "600,00 € : remplie (attendu : 900,00 € au plus)"
    )


def test_un_verdict_commun_ne_montre_pas_la_valeur_d_une_seule_lecture():
    resultat = deux_questions({"x": "1000 €", "y": "900 €"}).calculer("financement", {"n": "7"})
    (ligne,) = (ligne for ligne in resultat.lignes if ligne.verdict)
    assert ligne.verdict == "satisfaite"
    assert ligne.texte == "700,00\u00a0€, 350,00\u00a0€, 840,00\u00a0€ ou 420,00\u00a0€, selon la lecture"
    assert ligne.explication == typographie("attendu : 1 000,00 € au plus ; ou attendu : 900,00 € au plus")


def test_des_bornes_selon_la_lecture_se_ponctuent():
    resultat = FICHES["alsace-4-passerelle"].regles.calculer("duree", {"duree_mois": "1"})
    (ligne,) = (ligne for ligne in resultat.lignes if ligne.cle == "duree_mois")
    assert ligne.explication == typographie(
        "attendu : de 3 mois à 24 mois. Il manque 2 mois ; ou attendu : de 6 mois à 24 mois. Il manque 5 mois."
    )


def test_deux_questions_ouvertes_donnent_une_etendue_et_aucun_montant_en_silence():
    resultat = calculer("isere-2-4", "financement", personnes=40, mois=8, couples=1, cer_par_couple=2)
    assert resultat["statut"] == "a_verifier"
    assert "total" not in resultat["valeurs"]
    effets = {h["code"]: h["effets"] for h in resultat["hypotheses"]}
    assert effets["H-COUPLE"]["un_foyer"] == "de 0,00\u00a0€ à 4\u202f100,00\u00a0€"


def test_les_noms_voisins_sont_proposes():
    erreur = calculer("isere-2-5", "finansement")["erreurs"][0]
    assert (erreur["champ"], "« financement »" in erreur["message"].replace("\u00a0", " ")) == ("calculateur", True)
    erreurs = calculer("isere-2-5", "financement", {"H-DENOM": "prevu"}, jour=3)["erreurs"]
    assert "« jours »" in erreurs[0]["message"].replace("\u00a0", " ")
    assert "« prevus »" in erreurs[1]["message"].replace("\u00a0", " ")


def test_ce_qui_est_retenu_dit_parmi_quoi():
    regles = essai(
        "financement",
        resultat="aide",
        champs={"cout": {"type": "montant", "libelle": "Coût"}},
        regles=[
            {"genre": "minimum", "cle": "petit", "libelle": "P", "valeurs": ["cout", "500 €"], "citation": "c"},
            {
                "genre": "tranches",
                "cle": "tarif",
                "libelle": "T",
                "nombre": "cout",
                "tranches": [{"de": "0 €", "a": "700 €", "valeur": "30 €"}, {"de": "700 €", "valeur": "15 €"}],
                "citation": "c",
            },
            {
                "genre": "plafond",
                "cle": "aide",
                "libelle": "A",
                "valeur": {"genre": "produit", "facteurs": ["cout", "80 %"]},
                "plafond": {"genre": "produit", "facteurs": ["petit", "50 %"]},
                "citation": "c",
            },
        ],
    )
    resultat = regles.calculer("financement", {"cout": "1000"}).en_json()
    dits = {ligne["cle"]: ligne["calcul"].replace("\u202f", " ").replace("\u00a0", " ") for ligne in resultat["lignes"]}
    assert dits == {
        "petit": "la plus petite des valeurs 1 000,00 € et 500,00 €",
        "tarif": "15,00 € pour 1 000,00 € (tranche : 700,00 € ou plus)",
        "aide": "250,00 € au plus, au lieu de 800,00 €",
    }
    assert all(ligne["etapes"] for ligne in resultat["lignes"])
    (alerte,) = resultat["alertes"]
    assert "800,00\u00a0€, au-dessus du plafond de 250,00\u00a0€" in alerte["message"]


def test_une_regle_que_rien_n_exerce_est_signalee(tmp_path):
    for dossier in ("fiches", "cas"):
        (tmp_path / dossier).mkdir()
    (tmp_path / "fiches/isere-2-4.yaml").write_text(
        (RACINE / "catalogue/fiches/isere-2-4.yaml").read_text("utf-8").replace("liees: [", "# liees: ["), "utf-8"
    )
    attendu = "attendu: {statut: conforme}, arithmetique: '-'"
    cas = f"{{id: A, titre: un, calculateur: financement, entrees: {{personnes: '1'}}, {attendu}}}"
    (tmp_path / "cas/isere-2-4.yaml").write_text(f"fiche: isere-2-4\ncas:\n  - {cas}\n", "utf-8")
    conseils = [p.message for p in verifier(tmp_path / "fiches")]
    assert typographie("aucun cas n’exerce la règle « contrats » de « financement »") in " ".join(conseils)
    assert typographie("aucun cas ne vérifie le calculateur « eligibilite »") in " ".join(conseils)
    assert "« produit »" not in " ".join(conseils).replace("\u00a0", " ")


def test_un_champ_qu_aucune_regle_ne_lit_est_signale(tmp_path):
    for nom in ("fiches", "cas"):
        (tmp_path / nom).mkdir()
    texte = (RACINE / "catalogue/fiches/isere-2-4.yaml").read_text("utf-8").replace("liees: [", "# liees: [")
    assert texte.count("\n      personnes: {") == 1
    fautive = texte.replace(
        "\n      personnes: {", "\n      stylos: {type: entier, libelle: Stylos}\n      personnes: {"
    )
    (tmp_path / "fiches/isere-2-4.yaml").write_text(fautive, "utf-8")
    conseils = " ".join(p.message for p in verifier(tmp_path / "fiches")).replace("\u00a0", " ")
    assert "aucune règle ne lit le champ « stylos »" in conseils
    assert conseils.count("aucune règle ne lit le champ") == 1


def plat(phrase):
    return phrase.replace("\u00a0", " ").replace("\u202f", " ")


def essai(calculateur, **contenu):
    """Rules written for one test."""
    return charger({"id": "essai", "calculateurs": {calculateur: contenu}})


def test_ne_pas_savoir_laisse_a_verifier_ce_qui_en_depend():
    regles = essai(
        "financement",
        resultat="aide",
        champs={
            "cout": {"type": "montant", "libelle": "Coût"},
            "promesse": {"type": "oui_non", "libelle": "A-t-elle une promesse d'embauche ?"},
        },
        regles=[
            {
                "genre": "produit",
                "cle": "prise",
                "libelle": "Prise en charge",
                "facteurs": ["cout", "80 %"],
                "citation": "c",
            },
            {
                "genre": "majoration",
                "cle": "bonus",
                "montant": "prise",
                "bonus": "200 €",
                "si": {"champ": "promesse", "attendu": "oui", "libelle": "Promesse", "citation": "c"},
            },
            {"genre": "somme", "cle": "aide", "libelle": "Aide", "termes": ["prise", "bonus"], "citation": "c"},
        ],
    )
    resultat = regles.calculer("financement", {"cout": "1600", "promesse": "inconnu"}).en_json()
    assert (resultat["statut"], resultat["valeurs"]) == ("a_verifier", {"prise": "1280.00"})
    assert [a["message"] for a in resultat["alertes"]] == [
        "Une réponse manque\u00a0: «\u00a0A-t-elle une promesse d’embauche\u202f?\u00a0»."
    ]


def test_deux_regles_de_public_tiennent_toutes_deux():
    def exiger(champ):
        return {
            "genre": "public",
            "conditions": [{"champ": champ, "attendu": "oui", "libelle": champ, "citation": "c"}],
        }

    champs = {nom: {"type": "oui_non", "libelle": nom} for nom in ("un", "deux")}
    for ordre in (("un", "deux"), ("deux", "un")):
        regles = essai("eligibilite", champs=champs, regles=[exiger(champ) for champ in ordre])
        juger = lambda **dits: regles.calculer("eligibilite", dits).statut  # noqa: E731, B023
        assert juger(un="oui", deux="non") == "non_eligible"
        assert juger(un="oui", deux="inconnu") == "a_verifier"
        assert juger(un="oui", deux="oui") == "eligible"


def test_une_limite_qui_n_est_pas_tenue_compte_dans_le_verdict():
    regles = essai(
        "eligibilite",
        champs={
            "rsa": {"type": "oui_non", "libelle": "RSA"},
            "revenu": {"type": "montant", "libelle": "Revenu", "facultatif": "oui"},
        },
        regles=[
            {
                "genre": "public",
                "conditions": [{"champ": "rsa", "attendu": "oui", "libelle": "RSA", "citation": "c"}],
            },
            {"genre": "bornes", "valeur": "revenu", "maximum": "900 €", "citation": "c"},
        ],
    )
    statut = lambda **dits: regles.calculer("eligibilite", dits).statut  # noqa: E731
    assert (statut(rsa="oui"), statut(rsa="oui", revenu="900")) == ("eligible", "eligible")
    assert statut(rsa="oui", revenu="1200") == "non_eligible"
    assert statut(rsa="inconnu", revenu="1200") == "non_eligible"
    requis = essai(
        "eligibilite",
        champs={"rsa": {"type": "oui_non", "libelle": "RSA"}, "age": {"type": "entier", "libelle": "Âge"}},
        regles=[
            {"genre": "public", "conditions": [{"champ": "rsa", "attendu": "oui", "libelle": "RSA", "citation": "c"}]},
            {"genre": "bornes", "valeur": "age", "minimum": "18", "citation": "c"},
        ],
    )
    assert requis.calculer("eligibilite", {"rsa": "oui"}).statut == "a_verifier"


def test_la_derniere_version_vaut_sans_date_meme_si_elle_a_une_fin():
    def exiger(attendu, **periode):
        condition = {"champ": "rsa", "attendu": attendu, "libelle": "RSA", "citation": "c"}
        return {"genre": "public", "conditions": [condition], **periode}

    regles = essai(
        "eligibilite",
        date="jour",
        champs={"rsa": {"type": "oui_non", "libelle": "RSA"}, "jour": {"type": "date", "libelle": "Jour"}},
        regles=[
            exiger("non", du="2024-01-01", au="2024-12-31"),
            exiger("oui", du="2025-01-01", au="2027-12-31"),
        ],
    )
    assert regles.calculer("eligibilite", {"rsa": "oui"}).statut == "eligible"
    assert regles.calculer("eligibilite", {"rsa": "oui", "jour": "2024-06-01"}).statut == "non_eligible"


@pytest.mark.parametrize(("genre", "attendu"), [("produit", "la règle de « Aide »"), ("public", "une règle")])
def test_un_jour_qu_aucune_regle_ne_couvre_dit_quand_elles_valent(genre, attendu):
    periode = {"du": "2025-01-01", "au": "2025-12-31", "citation": "c"}
    condition = {"champ": "rsa", "attendu": "oui", "libelle": "RSA", "citation": "c"}
    regle = {
        "produit": {"genre": "produit", "cle": "aide", "libelle": "Aide", "facteurs": ["n", "100 €"]},
        "public": {"genre": "public", "conditions": [condition]},
    }[genre]
    regles = essai(
        "financement",
        date="jour",
        champs={
            "jour": {"type": "date", "libelle": "Jour"},
            "n": {"type": "entier", "libelle": "Personnes", "facultatif": "oui"},
            "rsa": {"type": "oui_non", "libelle": "RSA", "facultatif": "oui"},
        },
        regles=[{**regle, **periode}],
    )
    entrees = {"n": "1", "rsa": "oui"}
    resultat = regles.calculer("financement", {**entrees, "jour": "2026-01-01"}).en_json()
    assert (resultat["statut"], resultat["valeurs"]) == ("a_verifier", {})
    (message,) = [a["message"] for a in resultat["alertes"] if a["niveau"] == "a_verifier"]
    dit = f"Il manque : {attendu} au 1er janvier 2026 ; celle de la fiche vaut du 1er janvier 2025 au 31 décembre 2025."
    assert message.replace("\u202f", " ").replace("\u00a0", " ") == dit
    assert regles.calculer("financement", {**entrees, "jour": "2025-12-31"}).statut in ("conforme", "eligible")


def test_une_valeur_par_defaut_que_le_champ_refuse_est_signalee():
    champ = {"type": "entier", "libelle": "Ruptures", "defaut": "zéro"}
    regle = {"genre": "produit", "cle": "t", "facteurs": ["ruptures"]}
    with pytest.raises(ReglesInvalides, match="n’est pas un nombre"):
        essai("financement", champs={"ruptures": champ}, regles=[regle])


def test_une_limite_qui_manque_dit_le_champ_dont_elle_depend():
    rsa = {"genre": "indice", "indice": "rsa_socle", "date": "date"}
    condition = {"champ": "ressources", "au_plus": "limite", "libelle": "Plafond", "citation": "c"}
    regles = essai(
        "eligibilite",
        date="date",
        champs={
            "date": {"type": "date", "libelle": "Date de la demande"},
            "ressources": {"type": "montant", "libelle": "Ressources"},
        },
        regles=[
            {"genre": "produit", "cle": "limite", "facteurs": [rsa, "1,5"], "citation": "c"},
            {"genre": "public", "conditions": [condition]},
        ],
    )
    resultat = regles.calculer("eligibilite", {"ressources": "900"}).en_json()
    assert resultat["statut"] == "a_verifier"
    assert "une limite qui dépend de «\u00a0Date de la demande\u00a0»" in resultat["alertes"][0]["correction"]


@pytest.mark.parametrize(
    ("taux", "saisies", "champ"),
    [
        ("etat", {"etat": "30"}, "etat"),
        ({"genre": "difference", "de": "80 %", "moins": "etat", "unite": "%"}, {"etat": "30"}, "etat"),
        ({"a_demander": "le taux de l’État", "champ": "etat"}, {"etat": "30"}, "etat"),
        ("taux_net", {"etat": "30"}, "budget"),
    ],
    ids=["champ", "regle-imbriquee", "a-demander", "valeur-calculee"],
)
def test_des_taux_qui_ne_totalisent_pas_100_designent_un_champ_du_formulaire(taux, saisies, champ):
    parts = [
        {"cle": "part_etat", "libelle": "État", "taux": taux},
        {"cle": "part_region", "libelle": "Région", "taux": "60 %"},
    ]
    regles = essai(
        "financement",
        champs={
            "budget": {"type": "montant", "libelle": "Budget"},
            "etat": {"type": "pourcentage", "libelle": "Part de l’État"},
        },
        regles=[
            {"genre": "difference", "cle": "taux_net", "de": "80 %", "moins": "etat", "unite": "%"},
            {"genre": "repartition", "montant": "budget", "citation": "c", "parts": parts},
        ],
    )
    resultat = regles.calculer("financement", {"budget": "1000"} | saisies)
    assert resultat.statut == "erreur_saisie"
    assert [erreur.champ for erreur in resultat.erreurs] == [champ]


def test_une_part_dit_quand_elle_est_versee():
    saisies = {"quotient": "700", "signature": "15/01/2026"}
    resultat = EXEMPLES["exemple-versements"].regles.calculer("financement", saisies)
    calculs = {ligne.cle: ligne.explication for ligne in resultat.lignes}
    assert calculs["a_la_signature"] == typographie("400,00 € × 60 %, le 15\u00a0janvier\u00a02026")
    assert calculs["sur_bilan"] == typographie("400,00 € × 40 % (le reste, au centime)")


def test_une_question_qui_ne_porte_pas_sur_la_valeur_principale_montre_ses_montants():
    resultat = EXEMPLES["exemple-versements"].regles.calculer("financement", {"quotient": "700", "heures": "20"})
    lignes = {ligne.cle: (ligne.libelle, ligne.texte) for ligne in resultat.lignes}
    assert lignes["aide"] == ("Aide", "400,00\u00a0€")
    assert lignes["si_basse"] == ("Prime, si l’on retient : celle d’en dessous", "100,00\u00a0€")
    assert lignes["si_haute"] == ("Prime, si l’on retient : celle d’au-dessus", "200,00\u00a0€")
    (question,) = resultat.en_json()["hypotheses"]
    assert question["effets"] == {"basse": "Prime\u00a0: 100,00\u00a0€", "haute": "Prime\u00a0: 200,00\u00a0€"}


def test_un_souhait_manque_se_dit_comme_tel():
    resultat = FICHES["alsace-4-passerelle"].regles.calculer("intensite", {"semaines": "10", "rdv": "15"})
    assert resultat.statut == "a_verifier"
    assert resultat.bandeau == typographie("Un souhait de la fiche n’est pas tenu : fréquence.")
    (ligne,) = (ligne for ligne in resultat.lignes if ligne.verdict)
    assert ligne.verdict == "souhaitee"
    assert ligne.constat.startswith("15\u00a0rendez-vous\u202f; attendu\u00a0: 20\u00a0rendez-vous au moins")


def test_un_plafond_deja_depasse_ne_paie_rien():
    regles = essai(
        "financement",
        champs={cle: {"type": "montant", "libelle": cle} for cle in ("aide", "deja")},
        regles=[
            {"genre": "plafond", "cle": "due", "libelle": "Aide", "valeur": "aide", "citation": "c"}
            | {"plafond": {"genre": "difference", "de": "200 €", "moins": "deja"}},
        ],
    )
    assert regles.calculer("financement", {"aide": "100", "deja": "250"}).en_json()["valeurs"] == {"due": "0.00"}
    assert regles.calculer("financement", {"aide": "100", "deja": "150"}).en_json()["valeurs"] == {"due": "50.00"}


def test_un_nom_propre_garde_sa_majuscule():
    champ = {"type": "choix", "libelle": "Commune", "options": {"grenoble": "Grenoble", "voiron": "Voiron"}}
    condition = {"champ": "commune", "attendu": "grenoble", "libelle": "Commune", "citation": "c"}
    regles = [{"genre": "public", "conditions": [condition]}]
    for noms_propres, dite in (("oui", "Voiron"), ("non", "voiron")):
        champs = {"commune": champ | {"noms_propres": noms_propres}}
        resultat = essai("eligibilite", champs=champs, regles=regles).calculer("eligibilite", {"commune": "voiron"})
        assert resultat.alertes[0].message == f"Commune : la réponse est « {dite} »."


def test_une_borne_sans_unite_est_dans_celle_de_la_valeur():
    regles = essai(
        "financement",
        champs={"cout": {"type": "montant", "libelle": "Coût"}, "n": {"type": "entier", "libelle": "Présents"}},
        regles=[
            {"genre": "bornes", "valeur": "cout", "maximum": "500", "citation": "c"},
            {"genre": "bornes", "valeur": "n", "minimum": "6", "citation": "d"},
        ],
    )
    lignes = regles.calculer("financement", {"cout": "600", "n": "5"}).lignes
    assert [ligne.explication for ligne in lignes] == [
        typographie("attendu : 500,00 € au plus. C'est 100,00 € de trop."),
        typographie("attendu : 6 au moins. Il manque 1."),
    ]


def test_une_valeur_tenue_de_peu_se_distingue_de_sa_borne():
    champs = {nom: {"type": "entier", "libelle": nom} for nom in ("ateliers", "tous")}
    regles = essai(
        "resultats",
        champs=champs,
        regles=[
            {"genre": "taux", "cle": "part", "libelle": "Part", "numerateur": "ateliers", "denominateur": "tous"}
            | {"citation": "c"},
            {"genre": "bornes", "valeur": "part", "minimum": "50 %", "bornes": "exclues", "citation": "d"},
        ],
    )

    def juger(ateliers, tous):
        (ligne,) = (
            li for li in regles.calculer("resultats", {"ateliers": ateliers, "tous": tous}).lignes if li.verdict
        )
        return ligne.verdict, ligne.texte.replace("\u00a0", " "), ligne.explication.replace("\u00a0", " ")

    assert juger("50001", "100001") == ("satisfaite", "50,0005 %", "attendu : plus de 50 %")
    assert juger("49995", "100000") == (
        "non_satisfaite",
        "49,995 %",
        "attendu : plus de 50 %. Il manque 0,005 point.",
    )
    assert juger("50", "100") == ("non_satisfaite", "50 %", "attendu : plus de 50 %")


def test_une_carence_parle_de_ses_champs():
    def repondre(fin):
        champs = {
            "fin": {"type": "date", "libelle": fin},
            "reprise": {"type": "date", "libelle": "Nouvelle demande"},
        }
        regle = {"genre": "carence", "cle": "possible", "libelle": "Possible", "fin": "fin", "delai": "15 jours"}
        regles = essai("duree", champs=champs, regles=[{**regle, "reprise": "reprise", "citation": "c"}])
        resultat = regles.calculer("duree", {"fin": "28/02/2024", "reprise": "01/03/2024"})
        return plat(resultat.lignes[0].explication), plat(resultat.alertes[0].message)

    dite, alerte = repondre("Demande précédente")
    assert dite == "15 jours à compter du 29 février 2024, lendemain de « Demande précédente »"
    assert alerte == "Nouvelle demande : le 1er mars 2024, pendant le délai de carence."
    assert repondre("Fin du suivi")[0].endswith("lendemain de la fin du suivi")
    assert repondre("Financement versé le")[0].endswith("lendemain de « Financement versé le »")


def test_une_carence_depuis_un_premier_jour_ne_parle_pas_du_lendemain():
    champs = {"d": {"type": "date", "libelle": "Premier jour"}}
    regle = {"genre": "carence", "cle": "possible", "libelle": "Possible", "depuis": "d", "delai": "18 mois"}
    regles = essai("duree", champs=champs, regles=[{**regle, "citation": "c"}])
    (ligne,) = regles.calculer("duree", {"d": "01/02/2026"}).lignes
    assert plat(ligne.explication) == "18 mois à compter du 1er février 2026, « Premier jour »"


@pytest.mark.parametrize(
    ("delai", "attendu"),
    [
        ("deux_ans", "1er janvier 2026 + 24 mois, la veille du même quantième"),
        ("duree", "1er janvier 2026 + 4 mois, la veille du même quantième"),
        ({"genre": "produit", "facteurs": ["15 jours", "n"]}, "1er janvier 2026 + 30 jours, premier jour compris"),
        ({"genre": "produit", "facteurs": ["duree", "gens"], "unite": "mois"}, "1er janvier 2026 + 8 mois"),
        ({"genre": "minimum", "valeurs": ["duree", "3"]}, "1er janvier 2026 + 3 mois"),
        ({"genre": "quotient", "numerateur": "duree", "denominateur": "2"}, "1er janvier 2026 + 2 mois"),
        ({"genre": "difference", "de": "n", "moins": "1"}, "au lieu de 1."),
    ],
)
def test_une_duree_calculee_garde_son_unite_ou_n_est_pas_devinee(delai, attendu):
    champs = {
        "debut": {"type": "date", "libelle": "Début"},
        "duree": {"type": "mois", "libelle": "Durée", "unite": "mois de suivi"},
        "deux_ans": {"type": "entier", "libelle": "Ans", "unite": "ans"},
        "n": {"type": "entier", "libelle": "Nombre"},
        "gens": {"type": "entier", "libelle": "Personnes", "unite": "personnes"},
    }
    regle = {"genre": "echeances", "debut": "debut", "citation": "c"}
    etapes = [{"cle": "point", "libelle": "Point", "apres": delai}]
    regles = essai("duree", champs=champs, regles=[{**regle, "etapes": etapes}])
    resultat = regles.calculer("duree", {"debut": "01/01/2026", "duree": 4, "deux_ans": 2, "n": 2, "gens": 2})
    dits = [ligne.explication for ligne in resultat.lignes] + [alerte.message for alerte in resultat.alertes]
    assert any(attendu in plat(dit) for dit in dits), dits


@pytest.mark.parametrize(
    ("limites", "jour", "constat", "correction"),
    [
        ({"limite": "2026-06-30"}, "2026-07-15", "le 30 juin 2026 au plus tard", "C’est 15 jours trop tard."),
        ({"pas_avant": "2026-02-01"}, "2026-01-31", "à partir du 1er février 2026", "C’est 1 jour trop tôt."),
        (
            {"limite": "projet", "avant": "2 mois"},
            "2026-03-02",
            "le 1er mars 2026 au plus tard, 2 mois avant le 1er mai 2026",
            "C’est 1 jour trop tard.",
        ),
        (
            {"limite": "projet", "avant": "2 mois", "pas_avant": "2026-03-10"},
            "2026-03-02",
            "à partir du 10 mars 2026 et le 1er mars 2026 au plus tard, 2 mois avant le 1er mai 2026",
            "C’est 8 jours trop tôt.",
        ),
    ],
)
def test_une_date_limite_dit_ce_qu_elle_attend_et_de_combien_on_en_sort(limites, jour, constat, correction):
    champs = {"d": {"type": "date", "libelle": "Dépôt"}, "projet": {"type": "date", "libelle": "Projet"}}
    regle = {"genre": "date_limite", "libelle": "Dépôt", "date": "d", "ecart": "ecart", "citation": "c", **limites}
    regles = essai("duree", champs=champs, regles=[regle])
    resultat = regles.calculer("duree", {"d": jour, "projet": "2026-05-01"})
    (alerte,) = resultat.en_json()["alertes"]
    assert plat(alerte["message"]).endswith(f" ; attendu : {constat}.")
    assert plat(alerte["correction"]) == correction
    dans_les_temps = regles.calculer("duree", {"d": "2026-02-28", "projet": "2026-05-01"}).en_json()
    if "pas_avant" not in limites:
        assert (dans_les_temps["valeurs"]["ecart"], dans_les_temps["alertes"]) == (0, [])


def test_une_periode_trop_courte_se_rallonge_et_un_renouvellement_trop_long_se_raccourcit():
    regles = EXEMPLES["exemple-renouvellements"].regles
    (courte,) = regles.calculer("duree", {"duree_mois": "3"}).alertes
    assert plat(f"{courte.message} {courte.correction}") == (
        "Une période de 3 mois est sous le minimum de 4 mois. Passez à 4 mois."
    )
    longue = planifier(regles, {"debut": "2026-01-01", "duree_mois": "5+4"}).resultat.alertes
    assert [plat(f"{alerte.message} {alerte.correction}") for alerte in longue] == [
        "Un renouvellement de 4 mois dépasse le maximum de 3 mois. Revenez à 3 mois."
    ]


def test_une_fin_ne_se_dit_pas_deux_fois():
    def nommer(libelle):
        regle = {"genre": "succession", "cle": "fin", "libelle": libelle, "debut": "debut", "duree": "6 mois"}
        champs = {"debut": {"type": "date", "libelle": "Début"}}
        regles = essai("duree", champs=champs, regles=[{**regle, "citation": "c"}])
        return regles.calculer("duree", {"debut": "01/01/2024"}).lignes[0].libelle

    assert [nommer("Fin du projet"), nommer("Projet")] == ["Fin du projet", "Fin (projet)"]


def test_une_question_ne_se_suit_pas_de_deux_points():
    champs = {"r": {"type": "montant", "libelle": "Quelles sont ses ressources ?"}}
    regles = essai(
        "effectif", champs=champs, regles=[{"genre": "bornes", "valeur": "r", "maximum": "1000 €"} | {"citation": "c"}]
    )
    (alerte,) = regles.calculer("effectif", {"r": "1200"}).en_json()["alertes"]
    assert alerte["message"] == typographie("Quelles sont ses ressources ? 1 200,00 € ; attendu : 1 000,00 € au plus.")


def test_deux_dates_dans_le_desordre_se_signalent():
    champs = {
        "naissance": {"type": "date", "libelle": "Date de naissance"},
        "jour": {"type": "date", "libelle": "Date de la demande"},
    }
    regle = {
        "genre": "intervalle",
        "cle": "age",
        "libelle": "Âge",
        "depuis": "naissance",
        "jusqu_a": "jour",
        "en": "ans",
    }
    regles = essai("eligibilite", champs=champs, regles=[{**regle, "citation": "c"}])
    resultat = regles.calculer("eligibilite", {"naissance": "15/01/2030", "jour": "27/02/2022"})
    (alerte,) = resultat.alertes
    assert (alerte.niveau, plat(alerte.message)) == (
        "attention",
        "Deux dates se contredisent : « Date de la demande » (27 février 2022) vient avant "
        "« Date de naissance » (15 janvier 2030).",
    )
    assert not regles.calculer("eligibilite", {"naissance": "15/01/2000", "jour": "15/01/2000"}).alertes


@pytest.mark.parametrize(
    ("saisie", "lue"),
    [
        ("sante ; mobilite", ("sante", "mobilite")),
        ("Santé, mobilité", ("sante", "mobilite")),
        ("mobilite", ("mobilite",)),
        ("sante ;", ("sante",)),
        ("Santé, ou handicap", ("handicap",)),
        ("aucune", ()),
        ("inconnu", "inconnu"),
    ],
)
def test_plusieurs_reponses_se_lisent_dans_un_texte(saisie, lue):
    options = {"sante": "Santé", "mobilite": "Mobilité", "handicap": "Santé, ou handicap"}
    champ = Champ("f", "choix_multiples", "F", options=options)
    assert champ.lire(saisie) == lue


@pytest.mark.parametrize("saisie", ["sante ; mobilte", "aucune ; sante", ";"])
def test_plusieurs_reponses_dans_un_texte_sont_toutes_a_lire(saisie):
    champ = Champ("f", "choix_multiples", "F", options={"sante": "Santé", "mobilite": "Mobilité"})
    with pytest.raises(SaisieInvalide):
        champ.lire(saisie)


def test_une_autre_lecture_dit_chaque_effet_sous_ce_qu_elle_ouvre():
    resultat = calculer("isere-2-4", "financement", cer=[["2023-03-01", "2024-02-29"]])
    assert resultat["statut"] == "conforme"
    effets = {h["code"]: h["effets"] for h in resultat["hypotheses"]}
    assert effets["H-ANNEE"]["civile"] == "−\u00a0150,00\u00a0€ ou −\u00a025,00\u00a0€, à vérifier"


def test_sans_argent_calcule_une_lecture_ne_donne_pas_de_montant():
    resultat = calculer("isere-2-4", "financement", {"H-STRICT": "prorata"}, personnes=10, ruptures=2, mois=6)
    assert (resultat["statut"], resultat["valeurs"]) == ("a_verifier", {})
    assert [a["message"] for a in resultat["alertes"]] == ["Il manque\u00a0: les mois accompagnés avant la rupture."]


def test_une_annee_civile_finit_le_31_decembre_quelle_que_soit_la_convention():
    lectures = {"H-ANNEE": "civile", "H-DATE": "meme_quantieme"}
    resultat = calculer("isere-2-4", "financement", lectures, cer=[["2024-01-01", "2024-12-31"]])
    assert (resultat["statut"], resultat["valeurs"]["total"]) == ("conforme", "150.00")


def test_un_tout_ou_rien_atteint_dit_le_calcul_qui_donne_son_montant():
    lectures = {"H-PLAF": "non_plafonnee", "H-LIN": "tout_ou_rien"}
    cas = {"mesures": "20", "cout_unitaire": "1000", "part_fixe_pct": "60", "objectif": "10", "realise": "12"}
    resultat = calculer("isere-2-3", "financement", lectures, **cas)
    (ligne,) = (li for li in resultat["lignes"] if li["cle"] == "part_variable")
    assert (ligne["valeur"], "× 100\u00a0%" in ligne["calcul"]) == ("8000.00", True)


def test_le_produit_affiche_donne_le_montant_affiche():
    cas = {"mesures": "1", "cout_unitaire": "1000", "part_fixe_pct": "33,333"}
    calculs = {li["cle"]: li["calcul"] for li in calculer("isere-2-3", "financement", **cas)["lignes"]}
    assert calculs["part_fixe"] == "1\u202f000,00\u00a0€ × 33,333\u00a0%"
    cas = {"personnes": "10", "ruptures": "2", "mois_rupture": "5"}
    calculs = {
        li["cle"]: li["calcul"] for li in calculer("isere-2-4", "financement", {"H-STRICT": "prorata"}, **cas)["lignes"]
    }
    assert calculs["total"] == "≈\u00a08,8333\u00a0personnes × 150,00\u00a0€"


@pytest.mark.parametrize(
    ("fiche", "calculateur", "entrees", "dit"),
    [
        ("isere-2-5", "financement", {"jours": 10, "cout_jour": 400, "prevus": 8}, "Il manque : présents en moyenne."),
        ("isere-2-4", "financement", {"couples": 1, "cer_par_couple": 2}, "La fiche laisse un point ouvert."),
        (
            "isere-2-4",
            "eligibilite",
            {"allocataire_rsa": "oui"},
            "Reste à vérifier : célibataire ou en couple ; sans enfants ; 1 autre.",
        ),
    ],
)
def test_ce_qui_reste_a_verifier_se_nomme(fiche, calculateur, entrees, dit):
    assert FICHES[fiche].regles.calculer(calculateur, entrees).bandeau == typographie(dit)


def test_sans_date_une_regle_datee_ne_cede_qu_a_celle_qui_la_remplace():
    def juger(premiere, seconde, **entrees):
        champs = {cle: {"type": "oui_non", "libelle": cle.upper()} for cle in "ab"}
        champs["jour"] = {"type": "date", "libelle": "Jour", "facultatif": "oui"}
        condition = {"attendu": "oui", "libelle": "L", "citation": "c"}
        regles = [
            {"genre": "public", "conditions": [{**condition, "champ": champ}], **periode}
            for champ, periode in (premiere, seconde)
        ]
        return essai("eligibilite", champs=champs, regles=regles, date="jour").calculer("eligibilite", entrees).statut

    chevauche = ("a", {"au": "2030-12-31"}), ("b", {"du": "2025-01-01"})
    assert juger(*chevauche, a="non", b="oui") == juger(*chevauche, a="non", b="oui", jour="2026-01-01")
    assert juger(*chevauche, a="non", b="oui") == "non_eligible"
    suivies = ("a", {"au": "2024-12-31"}), ("a", {"du": "2025-01-01"})
    assert juger(*suivies, a="oui") == "eligible"
    revues = ("a", {"au": "2024-12-31"}), ("b", {"du": "2025-01-01"})  # the public was reworded
    assert juger(*revues, a="non", b="oui") == "eligible"


@pytest.mark.parametrize(
    ("champ", "saisie", "admise"),
    [
        ("cout_jour", "400 € par jour", True),
        ("cout_jour", "400 €/jour", True),
        ("cout_jour", "400 € par semaine", False),
        ("presents_moyens", "6 présents", True),
        ("presents_moyens", "6 personnes", True),
        ("presents_moyens", "6 ans", False),
        ("prevus", "8 couples", False),
    ],
)
def test_un_nombre_n_admet_que_les_mots_de_son_champ(champ, saisie, admise):
    entrees = {"cout_jour": "400", "jours": "10", "prevus": "8", "presents_moyens": "6", champ: saisie}
    erreurs = calculer("isere-2-5", "financement", **entrees)["erreurs"]
    assert [erreur["champ"] for erreur in erreurs] == ([] if admise else [champ])


def test_les_mots_qui_finissent_en_s_restent_entiers():
    assert [accorder(mot, Fraction(1)) for mot in ("repas", "places en plus", "jours")] == [
        "repas",
        "place en plus",
        "jour",
    ]


def test_une_longue_liste_dit_combien_elle_en_tait():
    entrees = {"cout_jour": "400", "prevus": "8", "presences": " ; ".join(["3"] * 20)}
    (alerte,) = calculer("isere-2-5", "financement", **entrees)["alertes"]
    assert alerte["message"].endswith("3, 3, et 8 autres).")


@pytest.mark.parametrize("apres", ["9000 ans", "n", {"genre": "produit", "facteurs": ["k", "1000 semaines"]}])
def test_une_duree_qui_sort_du_calendrier_est_une_faute_de_saisie(apres):
    champs = {
        "debut": {"type": "date", "libelle": "Début"},
        "n": {"type": "entier", "libelle": "Nombre", "unite": "mois"},
        "k": {"type": "entier", "libelle": "Fois"},
    }
    etapes = [{"cle": "fin", "libelle": "Fin", "apres": apres}]
    regles = [{"genre": "echeances", "debut": "debut", "citation": "c", "etapes": etapes}]
    calcul = essai("duree", champs=champs, regles=regles).calculer(
        "duree", {"debut": "2024-01-01", "n": "200000", "k": "999"}
    )
    assert (calcul.statut, [erreur.champ for erreur in calcul.erreurs]) == ("erreur_saisie", ["debut"])
    assert "hors du calendrier" in calcul.erreurs[0].message


def test_un_quantieme_qui_manque_au_mois_se_dit():
    lignes = calculer("isere-2-3", "duree", debut="2024-08-31", duree_mois=6)["lignes"]
    (fin,) = (ligne for ligne in lignes if ligne["cle"] == "fin_1")
    assert fin["valeur"] == "2025-02-28"
    assert fin["calcul"].endswith("6\u00a0mois, le dernier jour du mois, qui n’a pas de 31")
    lignes = calculer("isere-2-3", "duree", debut="2024-01-30", duree_mois=5)["lignes"]
    (fin,) = (ligne for ligne in lignes if ligne["cle"] == "fin_1")
    assert fin["calcul"].endswith("la veille du même quantième")


@pytest.mark.parametrize(
    ("fiche", "hypotheses", "entrees", "valeurs", "effet"),
    [
        (
            "isere-2-4",
            {"H-PRORATA-AN": "strict"},
            {"personnes": 3, "couples": 3, "cer_par_couple": 2, "mois": 6},
            {"total": "0.00", "si_2_personnes": "0.00", "si_1_foyer": "0.00"},
            ("H-COUPLE", "deux_personnes", "Manque à gagner\u00a0: 1\u202f350,00\u00a0€"),
        ),
        (
            "isere-2-3",
            {"H-LIN": "tout_ou_rien"},
            {
                "mesures": 3,
                "cout_unitaire": 1000,
                "part_fixe_pct": 0,
                "objectif": 10,
                "realise": 1,
                "duree_mois": 3,
            },
            {"total": "0.00", "si_plein": "0.00", "si_prorata": "0.00"},
            ("H-PRORATA-6M", "plein", "Part variable, au plus\u00a0: 3\u202f000,00\u00a0€"),
        ),
    ],
)
def test_la_cle_d_une_lecture_porte_la_valeur_principale_meme_egale(fiche, hypotheses, entrees, valeurs, effet):
    resultat = calculer(fiche, "financement", hypotheses, **entrees)
    assert {cle: resultat["valeurs"].get(cle) for cle in valeurs} == valeurs
    code, lecture, dit = effet
    assert next(h["effets"][lecture] for h in resultat["hypotheses"] if h["code"] == code) == dit


def test_un_effet_ne_melange_pas_deux_quantites():
    resultat = calculer("isere-2-4", "financement", {"H-COUPLE": "un_foyer"}, couples=3, cer_par_couple=2, mois=6)
    effets = {h["code"]: h["effets"] for h in resultat["hypotheses"]}
    assert effets["H-COUPLE"]["deux_personnes"] == "sans effet ici ou +\u00a0225,00\u00a0€"


def test_une_lecture_qui_ne_calcule_plus_rien_dit_ce_qu_elle_attend():
    resultat = calculer("isere-2-5", "financement", {"H-FORFAIT": "forfait"}, prevus=8, jours=10, presents_moyens=8)
    effets = {h["code"]: h["effets"] for h in resultat["hypotheses"]}
    assert effets["H-FORFAIT"]["plafond"] == "à saisir\u00a0: Coût d’un jour d’action"


def test_un_tout_dont_une_part_manque_ne_refuse_pas_sa_partie():
    resultat = calculer("isere-2-4", "financement", personnes=1, couples=2, ruptures=3)
    assert (resultat["statut"], resultat["erreurs"]) == ("a_verifier", [])
    assert [a["message"] for a in resultat["alertes"]] == ["Il manque\u00a0: CER par couple."]
    refuse = calculer("isere-2-4", "financement", personnes=1, couples=2, cer_par_couple=2, ruptures=6)
    assert [e["champ"] for e in refuse["erreurs"]] == ["ruptures"]


def test_une_reponse_inconnue_parmi_d_autres_peut_encore_tout_changer():
    besoins = {"besoin": ["preparation_emploi", "inconnu"], "allocataire_rsa": "oui", "droits_et_devoirs": "oui"}
    assert calculer("alsace-4-passerelle", "eligibilite", **besoins)["statut"] == "eligible"
    assert calculer("alsace-4-passerelle", "eligibilite", {"H-BESOIN": "cumul"}, **besoins)["statut"] == "a_verifier"


def test_ce_qui_manque_sous_une_lecture_nomme_son_champ():
    entrees = {"cout_jour": 450, "jours": 10, "prevus": 8, "presents_moyens": 8}
    resultat = calculer("isere-2-5", "financement", {"H-SORTIES": "en_plus"}, **entrees)
    assert resultat["alertes"][-1]["correction"] == "Saisissez «\u00a0Coût des sorties et visites\u00a0»."


@pytest.mark.parametrize(
    ("fiche", "entrees", "dites"),
    [
        (
            "garantie-activite-6",
            {"depenses": "250000", "ai": "300000", "activeo": "150000"},
            ["Appel à projets pour les AI, par an", "Somme des deux appels à projets"],
        ),
        (
            "isere-2-5",
            {"cout_jour": "400", "prevus": "5", "presences": "7;4;3"},
            ["1\u00a0jour au-dessus de 5\u00a0prévus (7)", "2\u00a0jours sur 3"],
        ),
    ],
)
def test_une_alerte_ne_se_tait_que_devant_la_ligne_qui_la_dit(fiche, entrees, dites):
    resultat = FICHES[fiche].regles.calculer("financement", entrees)
    assert [typographie(a.message).split("\u00a0: ")[0] for a in resultat.alertes_seules] == dites
    assert len(resultat.alertes) == len(dites) + 1
