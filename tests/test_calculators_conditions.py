"""What conditions taken together say: which answer is about what, and what is expected, in plain French."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import pytest

from calculators import ReglesInvalides, Resultat, charger, rendre_resultat, typographie
from calculators.attentes import combien

CHAMPS: dict[str, Any] = {
    "rsa": {"type": "oui_non", "libelle": "Touche-t-elle le RSA ?"},
    "isole": {"type": "oui_non", "libelle": "Est-elle parent isolé ?"},
    "formation": {"type": "oui_non", "libelle": "Est-elle en formation ?", "facultatif": "oui"},
    "age": {"type": "entier", "libelle": "Quel âge a-t-elle ?", "unite": "ans"},
    "ressources": {"type": "montant", "libelle": "Ressources du mois"},
    "freins": {
        "type": "choix_multiples",
        "libelle": "Freins",
        "options": {"sante": "Santé", "mobilite": "Mobilité", "logement": "Logement"},
    },
    "ou": {
        "type": "choix",
        "libelle": "Territoire",
        "options": {"zr": "Zone rurale", "qpv": "Quartier", "x": "Ailleurs"},
    },
}


def fait(champ: str, libelle: str, **attendu: Any) -> dict[str, Any]:
    return {"champ": champ, "libelle": libelle, "citation": "c", **attendu}


def groupe(**contenu: Any) -> dict[str, Any]:
    return {"libelle": "Ensemble", "citation": "c", **contenu}


RSA = fait("rsa", "Touche le RSA", attendu="oui")
ISOLE = fait("isole", "Parent isolé", attendu="oui")
FORMATION = fait("formation", "En formation", attendu="oui")
SANS_FORMATION = fait("formation", "Pas en formation", attendu="non")
JEUNE = fait("age", "De 18 à 25 ans", au_moins="18", au_plus="25")
MINEUR, SENIOR = fait("age", "Mineur", moins_de="18"), fait("age", "Senior", au_moins="60")
FREINS = [fait("freins", nom, attendu=cle) for cle, nom in CHAMPS["freins"]["options"].items()]


def juger(condition: dict[str, Any], **dites: Any) -> Resultat:
    champs = {cle: champ for cle, champ in CHAMPS.items() if f"'{cle}'" in str(condition)}
    regles = [{"genre": "public", "conditions": [condition]}]
    lues = charger({"id": "essai", "calculateurs": {"eligibilite": {"champs": champs, "regles": regles}}})
    return lues.calculer("eligibilite", dites)


@pytest.mark.parametrize(
    ("condition", "dites", "reponse", "attendu"),
    [
        (
            groupe(un=[ISOLE, FORMATION]),
            {"isole": "non", "formation": "non"},
            "Parent isolé : non ; en formation : non",
            "parent isolé (oui) ou en formation (oui)",
        ),
        (  # « Pas en formation : oui » would say the contrary
            groupe(tous=[ISOLE, SANS_FORMATION]),
            {"isole": "oui", "formation": "oui"},
            "Parent isolé : oui ; est-elle en formation ? oui",
            "parent isolé (oui) et pas en formation",
        ),
        (
            groupe(aucun=[ISOLE, FORMATION]),
            {"isole": "oui", "formation": "non"},
            "Parent isolé : oui ; en formation : non",
            "ni parent isolé ni en formation",
        ),
        (
            groupe(au_moins="2", parmi=[ISOLE, FORMATION, JEUNE]),
            {"isole": "non", "formation": "non", "age": "24"},
            "Parent isolé : non ; en formation : non ; de 18 à 25 ans : 24 ans",
            "deux au moins parmi : parent isolé (oui), en formation (oui), de 18 à 25 ans",
        ),
        (  # one answer, several conditions on it
            groupe(au_moins="2", parmi=FREINS),
            {"freins": ["sante"]},
            "santé",
            "deux au moins parmi : santé, mobilité, logement",
        ),
        (groupe(aucun=[MINEUR, SENIOR]), {"age": "65"}, "65 ans", "ni moins de 18 ans ni 60 ans au moins"),
        (groupe(un=[MINEUR, SENIOR]), {"age": "30"}, "30 ans", "moins de 18 ans ou 60 ans au moins"),
        (
            groupe(aucun=[fait("ou", "Ailleurs qu’en quartier", attendu=["zr", "x"])]),
            {"ou": "zr"},
            "zone rurale",
            "ni zone rurale ni ailleurs",
        ),
        (
            groupe(aucun=[fait("ou", "Ailleurs", attendu="x")]),
            {"ou": "x"},
            "ailleurs",
            "autre réponse que « ailleurs »",
        ),
        (groupe(aucun=[ISOLE]), {"isole": "oui"}, "oui", "non"),
        (groupe(tous=[ISOLE]), {"isole": "non"}, "non", "oui"),
        (  # a group within a group, and two conditions on the age
            groupe(un=[JEUNE, groupe(tous=[ISOLE, fait("age", "Jeune parent", au_plus="30")])]),
            {"age": "40", "isole": "oui"},
            "Quel âge a-t-elle ? 40 ans ; parent isolé : oui",
            "de 18 à 25 ans ou (parent isolé (oui) et jeune parent (30 ans au plus))",
        ),
        (
            groupe(un=[RSA, groupe(au_moins="2", parmi=FREINS)]),
            {"rsa": "non", "freins": ["sante"]},
            "Touche le RSA : non ; freins : santé",
            "touche le RSA (oui) ou (deux au moins parmi : santé, mobilité, logement)",
        ),
        (
            groupe(aucun=[groupe(tous=[RSA, ISOLE])]),
            {"rsa": "oui", "isole": "oui"},
            "Touche le RSA : oui ; parent isolé : oui",
            "pas (touche le RSA (oui) et parent isolé (oui))",
        ),
        (  # the unit of the field, and one way to write an amount
            fait("ressources", "Ressources", au_moins="100 €", moins_de="700"),
            {"ressources": "700"},
            "700,00 €",
            "100,00 € au moins et moins de 700,00 €",
        ),
    ],
)
def test_un_groupe_dit_de_quoi_il_parle(condition, dites, reponse, attendu):
    resultat = juger(condition, **dites)
    (ligne,), (alerte,) = resultat.lignes, resultat.alertes
    assert resultat.statut == "non_eligible"
    assert ligne.texte == typographie(reponse)
    assert ligne.explication == typographie(f"attendu : {attendu}")
    sont = "les réponses sont" if " ; " in reponse else "la réponse est"
    dite = alerte.en_json()
    assert dite["message"] == typographie(f"{condition['libelle']} : {sont} « {reponse} ».")
    assert dite["correction"] == typographie(f"La condition serait remplie avec : {attendu}.")


TROIS = {nom: {"type": "oui_non", "libelle": nom.upper()} for nom in "abc"}
A, B, C = ({"champ": nom, "attendu": "oui", "libelle": nom.upper(), "citation": "c"} for nom in TROIS)
SANS_C = {"champ": "c", "attendu": "non", "libelle": "Sans C", "citation": "c"}
COMPTES: list[tuple[dict[str, Any], Callable[[bool, bool, bool], bool]]] = [
    (groupe(tous=[A, B, C]), lambda a, b, c: a and b and c),
    (groupe(un=[A, B, C]), lambda a, b, c: a or b or c),
    (groupe(aucun=[A, B, C]), lambda a, b, c: not (a or b or c)),
    (groupe(aucun=[A, B, SANS_C]), lambda a, b, c: not (a or b) and c),
    *((groupe(au_moins=str(k), parmi=[A, B, C]), lambda a, b, c, k=k: a + b + c >= k) for k in (1, 2, 3)),
    (groupe(un=[A, groupe(tous=[B, C])]), lambda a, b, c: a or (b and c)),
    (groupe(tous=[A, groupe(aucun=[B, C])]), lambda a, b, c: a and not (b or c)),
    (groupe(aucun=[A, groupe(tous=[B, C])]), lambda a, b, c: not (a or (b and c))),
    (groupe(au_moins="2", parmi=[A, B, groupe(un=[C])]), lambda a, b, c: a + b + c >= 2),
]
"""A group of conditions, and what it comes to once every answer is known."""


def possibles(tenue: Callable[..., bool], reponses: Sequence[str]) -> set[bool]:
    """What it may come to, whatever the answers that are not known turn out to be."""
    return {
        tenue(*faits) for faits in product(*({"oui": [True], "non": [False]}.get(r, [True, False]) for r in reponses))
    }


def statut(condition: dict[str, Any], facultatif: str = "non", **dites: str) -> str:
    champs = {nom: {**champ, "facultatif": facultatif} for nom, champ in TROIS.items()} | {"rsa": CHAMPS["rsa"]}
    regles = [{"genre": "public", "conditions": [RSA, condition]}]
    lues = charger({"id": "essai", "calculateurs": {"eligibilite": {"champs": champs, "regles": regles}}})
    return lues.calculer("eligibilite", {"rsa": "oui", **dites}).statut


VERDICTS = {frozenset([True]): "eligible", frozenset([False]): "non_eligible"}


@pytest.mark.parametrize(("condition", "tenue"), COMPTES, ids=range(len(COMPTES)))
def test_un_groupe_ne_tranche_que_si_aucune_reponse_inconnue_n_y_peut_rien(condition, tenue):
    for reponses in product(("oui", "non", "inconnu"), repeat=3):
        attendu = VERDICTS.get(frozenset(possibles(tenue, reponses)), "a_verifier")
        assert statut(condition, **dict(zip(TROIS, reponses, strict=True))) == attendu, reponses


@pytest.mark.parametrize(("condition", "tenue"), COMPTES[:7], ids=range(7))
def test_un_fait_facultatif_laisse_vide_ne_s_exige_pas_mais_pourrait_suffire(condition, tenue):
    for reponses in product(("oui", "non", "inconnu", ""), repeat=3):
        # Where all are required, what is not asked holds; elsewhere it is not known; nothing asked decides nothing.
        attendues = ["oui" if r == "" and len(condition.get("tous", ())) == 3 else r for r in reponses]
        if condition.get("au_moins") == "3":
            attendues = ["oui" if r == "" else r for r in reponses]
        attendu = VERDICTS.get(frozenset(possibles(tenue, attendues)), "a_verifier")
        dites = {nom: reponse for nom, reponse in zip(TROIS, reponses, strict=True) if reponse}
        assert statut(condition, "oui", **dites) == (attendu if dites else "eligible"), reponses


def test_une_fiche_dont_aucune_condition_n_est_posee_ne_dit_pas_oui() -> None:
    champs = {"formation": CHAMPS["formation"], "age": CHAMPS["age"]}
    regles = [{"genre": "public", "conditions": [FORMATION]}]
    lues = charger({"id": "essai", "calculateurs": {"eligibilite": {"champs": champs, "regles": regles}}})
    assert lues.calculer("eligibilite", {"age": "24"}).statut == "a_verifier"
    assert lues.calculer("eligibilite", {"age": "24", "formation": "oui"}).statut == "eligible"


@pytest.mark.parametrize(
    ("bornes", "tenus"),
    [
        ({"au_moins": "18"}, [18, 19, 30]),
        ({"plus_de": "18"}, [19, 30]),
        ({"au_plus": "18"}, [0, 17, 18]),
        ({"moins_de": "18"}, [0, 17]),
        ({"au_moins": "17", "au_plus": "18"}, [17, 18]),
        ({"plus_de": "17", "moins_de": "19"}, [18]),
    ],
)
def test_une_limite_est_tenue_jusqu_a_elle_meme_ou_jusqu_a_la_precedente(bornes, tenus):
    essais = (0, 17, 18, 19, 30)
    assert [n for n in essais if juger(fait("age", "Âge", **bornes), age=str(n)).statut == "eligible"] == tenus
    assert {juger(fait("age", "Âge", **bornes), age=str(n)).statut for n in essais} == {"eligible", "non_eligible"}
    assert juger(fait("age", "Âge", **bornes), age="inconnu").statut == "a_verifier"


@pytest.mark.parametrize(
    ("bornes", "tenus"),
    [
        ({"avant": "2025-03-01"}, ["2025-02-28"]),
        ({"jusqu_au": "2025-03-01"}, ["2025-02-28", "2025-03-01"]),
        ({"a_partir_du": "2025-03-01"}, ["2025-03-01", "2025-03-02"]),
        ({"apres": "2025-03-01"}, ["2025-03-02"]),
        ({"a_partir_du": "2025-03-01", "jusqu_au": "2025-03-01"}, ["2025-03-01"]),
    ],
)
def test_un_jour_est_admis_jusqu_a_lui_meme_ou_jusqu_a_la_veille(bornes, tenus):
    champs = {"jour": {"type": "date", "libelle": "Jour"}}
    regles = [{"genre": "public", "conditions": [fait("jour", "Jour", **bornes)]}]
    lues = charger({"id": "essai", "calculateurs": {"eligibilite": {"champs": champs, "regles": regles}}})
    essais = ("2025-02-28", "2025-03-01", "2025-03-02")
    assert [j for j in essais if lues.calculer("eligibilite", {"jour": j}).statut == "eligible"] == tenus


@pytest.mark.parametrize(
    ("freins", "attendu"),
    [
        (["sante"], "eligible"),
        (["sante", "inconnu"], "eligible"),
        (["logement"], "non_eligible"),
        (["logement", "inconnu"], "a_verifier"),
        ("inconnu", "a_verifier"),
        ("aucune", "non_eligible"),
    ],
)
def test_un_frein_qu_on_ignore_encore_ne_refuse_pas(freins, attendu):
    assert juger(fait("freins", "Freins", attendu=["sante", "mobilite"]), freins=freins).statut == attendu


def test_des_reponses_qui_ont_leur_nom_font_leur_propre_phrase():
    html = rendre_resultat(juger(groupe(un=[ISOLE, FORMATION]), isole="oui", formation="non"))
    dite = "Parent isolé : oui ; en formation : non. Attendu : parent isolé (oui) ou en formation (oui)"
    assert re.findall(r'ligne-calcul">(.*?)<', html) == [typographie(dite)]
    html = rendre_resultat(juger(groupe(un=[MINEUR, SENIOR]), age="65"))
    assert re.findall(r'ligne-calcul">(.*?)<', html) == [
        typographie("Réponse : 65 ans ; attendu : moins de 18 ans ou 60 ans au moins")
    ]


def test_un_fait_facultatif_compte_la_ou_il_pourrait_suffire():
    (ligne,) = juger(groupe(un=[ISOLE, FORMATION]), isole="non").lignes
    assert (ligne.verdict, ligne.texte) == ("inconnue", typographie("Parent isolé : non"))
    attendu = "attendu : parent isolé (oui) ou en formation (oui)"
    assert ligne.explication == typographie(f"{attendu}. Reste à savoir : « Est-elle en formation ? ».")
    (ligne,) = juger(groupe(tous=[ISOLE, FORMATION]), isole="oui").lignes
    assert (ligne.verdict, ligne.explication) == ("satisfaite", typographie("attendu : oui"))


@pytest.mark.parametrize(
    ("condition", "reponses", "reste"),
    [
        (groupe(un=[ISOLE, FORMATION]), {"isole": "inconnu"}, ""),  # all of it: the sentence says that
        (
            groupe(au_moins="2", parmi=[ISOLE, FORMATION, RSA]),
            {"isole": "oui", "rsa": "non"},
            "Est-elle en formation ?",
        ),
        (groupe(tous=[ISOLE, FORMATION, RSA]), {"isole": "oui", "rsa": "inconnu"}, "Touche-t-elle le RSA ?"),
        (groupe(tous=[RSA, groupe(un=[ISOLE, MINEUR])]), {"isole": "oui"}, "Touche-t-elle le RSA ?"),
        (groupe(tous=[RSA, groupe(un=[ISOLE, MINEUR])]), {"rsa": "oui", "isole": "non"}, "Quel âge a-t-elle ?"),
        (fait("isole", "Parent isolé", attendu="oui"), {"isole": "inconnu"}, ""),
    ],
)
def test_un_groupe_a_verifier_nomme_les_reponses_qui_le_trancheraient(condition, reponses, reste):
    (alerte,) = juger(condition, **reponses).alertes
    _, _, dit = typographie(alerte.correction).partition("Reste à savoir")
    assert dit == (typographie(f" : « {reste} ».") if reste else "")


def test_une_valeur_calculee_nomme_le_champ_qu_elle_attend():
    champs = {nom: {"type": "date", "libelle": nom, "facultatif": "oui"} for nom in ("inscription", "demande")}
    age = {"genre": "intervalle", "cle": "age", "depuis": "inscription", "jusqu_a": "demande", "en": "mois"}
    public = {"genre": "public", "conditions": [fait("age", "Ancienneté", au_moins="12 mois")]}
    regles = charger({"calculateurs": {"eligibilite": {"champs": champs, "regles": [age, public]}}})
    (alerte,) = regles.calculer("eligibilite", {"inscription": "2024-01-01"}).alertes
    assert typographie(alerte.correction).endswith(typographie("Reste à savoir : « demande »."))


@pytest.mark.parametrize(
    ("libelle", "bornes", "dit"),
    [
        ("De 18 à 25 ans", {"au_moins": "18", "au_plus": "25"}, "de 18 à 25 ans"),
        ("De 18 à 26 ans", {"au_moins": "18", "moins_de": "26"}, "de 18 à 26 ans (18 ans au moins et moins de 26 ans)"),
        ("Moins de 26 ans", {"au_plus": "25"}, "moins de 26 ans (25 ans au plus)"),
        ("Moins de 26 ans", {"moins_de": "26"}, "moins de 26 ans"),
        ("50 ans et plus", {"au_moins": "50"}, "50 ans et plus"),
        ("Plus de 50 ans", {"au_moins": "50"}, "plus de 50 ans (50 ans au moins)"),
        ("Jusqu’à 25 ans", {"au_plus": "25"}, "jusqu’à 25 ans"),
        ("Âge", {"plus_de": "18"}, "âge (plus de 18 ans)"),
        ("Plus de 118 ans", {"plus_de": "18"}, "plus de 118 ans (plus de 18 ans)"),
    ],
)
def test_un_nom_qui_dit_la_limite_ne_la_repete_pas(libelle, bornes, dit):
    (ligne,) = juger(groupe(un=[ISOLE, fait("age", libelle, **bornes)]), isole="oui", age="20").lignes
    assert ligne.explication == typographie(f"attendu : parent isolé (oui) ou {dit}")


def test_un_bonus_dit_chaque_reponse_par_son_nom():
    si = groupe(tous=[ISOLE, fait("age", "Âge", au_moins="50")])
    regle = {
        "genre": "majoration",
        "cle": "b",
        "libelle": "B",
        "montant": "ressources",
        "bonus": "10 %",
        "citation": "c",
    }
    champs = {cle: CHAMPS[cle] for cle in ("isole", "age", "ressources")}
    donnees = {"id": "essai", "calculateurs": {"financement": {"champs": champs, "regles": [{**regle, "si": si}]}}}
    (ligne,) = charger(donnees).calculer("financement", {"isole": "oui", "age": "45", "ressources": "100"}).lignes
    dite = "0 (parent isolé : oui ; âge : 45 ans ; attendu : parent isolé (oui) et âge (50 ans au moins))"
    assert ligne.explication == typographie(dite)


def test_un_compte_de_conditions_s_ecrit_en_lettres_jusqu_a_dix():
    assert [combien(1, 3), combien(2, 3), combien(3, 3), combien(0, 3)] == [
        "une au moins",
        "deux au moins",
        "toutes",
        "aucune",
    ]
    assert (combien(10, 12), combien(11, 12)) == ("dix au moins", "11 au moins")


@pytest.mark.parametrize(
    ("jour", "statut"), [("2025-01-15", "non_eligible"), ("2025-01-16", "eligible"), (None, "a_verifier")]
)
def test_un_jour_se_compare_a_un_jour_calcule(jour, statut):
    regles = charger(
        {
            "id": "essai",
            "calculateurs": {
                "eligibilite": {
                    "champs": {
                        "entree": {"type": "date", "libelle": "Entrée au RSA"},
                        "demande": {"type": "date", "libelle": "Demande"},
                    },
                    "regles": [
                        {
                            "genre": "echeances",
                            "debut": "entree",
                            "convention": "meme_quantieme",
                            "etapes": [{"cle": "un_an", "libelle": "Un an de RSA", "apres": "12 mois"}],
                            "citation": "c",
                        },
                        {
                            "genre": "public",
                            "conditions": [
                                {"champ": "demande", "apres": "un_an", "libelle": "Plus de 12 mois", "citation": "c"}
                            ],
                        },
                    ],
                }
            },
        }
    )
    entrees = {"entree": "2024-01-15", "demande": jour} if jour else {"demande": "2025-01-16"}
    resultat = regles.calculer("eligibilite", entrees)
    assert resultat.statut == statut
    (ligne,) = [ligne for ligne in resultat.lignes if ligne.verdict]
    attendu = "après le 15 janvier 2025" if jour else "après le jour que donnent les autres réponses"
    assert attendu in ligne.explication.replace("\u00a0", " ")


@pytest.mark.parametrize("condition", [{"selon": "H-ZZ"}, {"selon": "H-ZZ", "x": RSA}])
def test_une_hypothese_inconnue_se_dit_dans_un_groupe_comme_ailleurs(condition: dict[str, Any]) -> None:
    for place in (condition, groupe(un=[condition])):
        with pytest.raises(ReglesInvalides, match="hypothèse inconnue"):
            juger(place)


@pytest.mark.parametrize(
    ("champ", "condition", "dite"),
    [
        (
            {"type": "choix", "options": {"un": "1 enfant", "deux": "2 enfants", "trois": "3 enfants"}},
            {"attendu": ["un", "deux"], "libelle": "1 ou 2 enfants"},
            "1 ou 2 enfants (1 enfant ou 2 enfants)",
        ),
        ({"type": "entier", "unite": "enfants"}, {"au_plus": "0", "libelle": "0 enfant à charge"}, "(0 enfant)"),
    ],
)
def test_un_nom_qui_compte_se_dit_dans_un_groupe(champ, condition, dite):
    champs = {"e": {"libelle": "Enfants", **champ}, "s": {"type": "oui_non", "libelle": "Seule ?"}}
    autre = {"champ": "s", "attendu": "oui", "libelle": "Seule", "citation": "c"}
    groupe = {"un": [{"champ": "e", "citation": "c", **condition}, autre], "libelle": "L'un des deux", "citation": "c"}
    regles_ = [{"genre": "public", "conditions": [groupe]}]
    regles = charger({"calculateurs": {"eligibilite": {"champs": champs, "regles": regles_}}})
    resultat = regles.calculer("eligibilite", {"e": "3" if champ["type"] == "entier" else "trois", "s": "non"})
    assert typographie(dite) in resultat.lignes[0].explication
