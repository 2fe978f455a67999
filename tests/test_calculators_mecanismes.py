"""What each mechanism says of a case, in the words and values that a reader sees."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from calculators import Regles, ReglesInvalides, Resultat, SaisieInvalide, charger, lire_nombre, planifier
from calculators.durees import Durees

ENTIER = {"type": "entier", "libelle": "Personnes", "facultatif": "oui"}
MONTANT = {"type": "montant", "libelle": "Coût", "facultatif": "oui"}
DATE = {"type": "date", "libelle": "Début", "facultatif": "oui"}
MOIS = {"type": "mois", "libelle": "Durée", "facultatif": "oui"}


def calculer(
    regle: dict[str, Any], champs: dict[str, Any], entrees: dict[str, Any], lectures: Any = None, **reste: Any
) -> Resultat:
    """What one rule, or several, answers; `hypotheses` and `date` as a sheet writes them."""
    regles = [{"citation": "c", **une} for une in reste.pop("regles", [regle])]
    hypotheses = reste.pop("hypotheses", {})
    calculateur = {"champs": champs, "regles": regles, **reste}
    donnees = {"id": "essai", "hypotheses": hypotheses, "calculateurs": {"financement": calculateur}}
    return charger(donnees).calculer("financement", entrees, lectures)


def plat(texte: str) -> str:
    return texte.replace("\u202f", " ").replace("\u00a0", " ")


def dites(resultat: Resultat) -> list[tuple[str, str, str]]:
    """Each line: its key, its value, how it comes."""
    return [(ligne.cle, plat(ligne.texte), plat(ligne.explication)) for ligne in resultat.lignes]


def alertes(resultat: Resultat) -> list[str]:
    return [plat(alerte["message"]) for alerte in resultat.en_json()["alertes"]]


def fautes(resultat: Resultat) -> list[tuple[str, str]]:
    return [(erreur.champ, plat(erreur.message)) for erreur in resultat.erreurs]


# ---- amounts ----


def test_une_somme_montre_les_termes_du_lecteur_meme_nuls_et_tait_les_zeros_de_la_fiche() -> None:
    regle = {"genre": "somme", "cle": "t", "libelle": "Total", "termes": ["a", "b", "0 €"]}
    resultat = calculer(regle, {"a": MONTANT, "b": MONTANT}, {"a": "0", "b": "100"})
    assert dites(resultat) == [("t", "100,00 €", "0,00 € + 100,00 €")]


def test_un_produit_tait_ses_facteurs_neutres_et_garde_son_unite() -> None:
    somme = {"genre": "somme", "termes": ["n", "2"]}
    champs, entrees = {"n": ENTIER, "a": MONTANT}, {"n": "3", "a": "10"}
    regle = {"genre": "produit", "cle": "t", "libelle": "T", "facteurs": ["1", somme, "a"]}
    assert dites(calculer(regle, champs, entrees)) == [("t", "50,00 €", "(3 + 2) × 10,00 €")]
    # Alone beside a factor of 1, a sum is the whole calculation; a value that was typed is none.
    assert dites(calculer({**regle, "facteurs": ["1", somme]}, champs, entrees)) == [("t", "5", "3 + 2")]
    assert dites(calculer({**regle, "facteurs": ["1", "n"]}, champs, entrees)) == [("t", "3", "")]
    # Worth 1 because it was reckoned so, a factor is shown.
    un = {"genre": "produit", "facteurs": ["n", "0,5"]}
    resultat = calculer({**regle, "facteurs": ["a", un]}, champs, {"n": "2", "a": "10"})
    assert dites(resultat) == [("t", "10,00 €", "10,00 € × 2 × 0,5")]
    # Nothing of an amount that is not given is no euro, and stays in euros.
    nul = {"genre": "produit", "facteurs": ["n", "a"]}
    regle = {"genre": "somme", "cle": "t", "libelle": "T", "termes": [nul]}
    assert dites(calculer(regle, champs, {"n": "0"})) == [("t", "0,00 €", "")]


def test_une_prevision_sans_realise_ne_manque_de_rien_mais_demande_ce_qu_elle_paie() -> None:
    regle = {"genre": "part_variable", "cle": "pv", "libelle": "PV", "montant": "a", "realise": "r", "prevu": "p"}
    champs = {"a": MONTANT, "r": {**ENTIER, "libelle": "Réalisé"}, "p": {**ENTIER, "libelle": "Prévu"}}
    resultat = calculer(regle, champs, {"a": "100", "p": "5"})
    assert (resultat.statut, dites(resultat), alertes(resultat)) == ("conforme", [], [])
    besoin = "saisissez cette valeur, le calcul en a besoin."
    assert fautes(calculer(regle, champs, {"p": "5"})) == [("a", f"Coût : {besoin}")]
    assert fautes(calculer(regle, champs, {"a": "100"})) == [("r", f"Réalisé : {besoin}")]
    assert fautes(calculer(regle, champs, {"r": "2", "a": "100"})) == [("p", f"Prévu : {besoin}")]
    assert alertes(calculer(regle, champs, {"a": "100", "p": "0", "r": "2"})) == [
        "Il manque : un objectif supérieur à 0."
    ]


def test_ce_qui_ne_donne_rien_a_lire_demande_ce_qu_il_attend() -> None:
    prevision = {"genre": "part_variable", "cle": "pv", "libelle": "PV", "montant": "a", "realise": "r", "prevu": "p"}
    autre = {"genre": "somme", "cle": "t", "libelle": "T", "termes": ["n"]}
    champs = {"a": MONTANT, "r": {**ENTIER, "libelle": "Réalisé"}, "p": {**ENTIER, "libelle": "Prévu"}, "n": ENTIER}
    resultat = calculer({}, champs, {"a": "100", "p": "5"}, regles=[prevision, autre])
    assert fautes(resultat) == [("n", "Personnes : saisissez cette valeur, le calcul en a besoin.")]


@pytest.mark.parametrize("groupe", ("tous", "un"))
def test_un_bonus_attend_chaque_reponse_dont_il_depend_meme_facultative(groupe: str) -> None:
    agree = {"type": "oui_non", "libelle": "Agréée", "facultatif": "oui"}
    champs = {"a": MONTANT, "taux": {"type": "pourcentage", "libelle": "Taux", "facultatif": "oui"}, "agree": agree}
    faits = [
        {"champ": "taux", "plus_de": "50 %", "libelle": "Taux", "citation": "c"},
        {"champ": "agree", "attendu": ["oui"], "libelle": "Agréée", "citation": "c"},
    ]
    si = {groupe: faits, "libelle": "Taux et agrément", "citation": "c"}
    regle = {"genre": "majoration", "cle": "m", "libelle": "Bonus", "montant": "a", "bonus": "10 %", "si": si}
    decisif, autre = {"tous": ("60", "non"), "un": ("40", "oui")}[groupe]
    attend = calculer(regle, champs, {"a": "100", "taux": decisif})
    assert (dites(attend), [champ for champ, _ in fautes(attend)]) == ([], ["agree"])
    repond = calculer(regle, champs, {"a": "100", "taux": decisif, "agree": autre})
    assert [valeur for _, valeur, _ in dites(repond)] == ["0,00 €" if groupe == "tous" else "10,00 €"]


def test_un_bonus_attend_sa_condition() -> None:
    si = {"champ": "r", "au_moins": "3", "libelle": "Objectif dépassé", "citation": "d"}
    regle = {"genre": "majoration", "cle": "m", "libelle": "Bonus", "montant": "a", "bonus": "10 %", "si": si}
    champs = {"a": MONTANT, "r": {**ENTIER, "libelle": "Réalisé"}}
    resultat = calculer(regle, champs, {"a": "100"})
    assert (dites(resultat), fautes(resultat)[0][0]) == ([], "r")
    assert dites(calculer(regle, champs, {"a": "100", "r": "4"}))[0][1] == "10,00 €"
    assert dites(calculer(regle, champs, {"a": "100", "r": "2"}))[0][1] == "0,00 €"


# ---- dates and lengths ----


def test_une_limite_dit_la_date_ce_qui_est_attendu_et_ce_qui_est_de_trop() -> None:
    regle = {"genre": "date_limite", "libelle": "Fin", "date": "d", "le": "2024-12-31"}
    attendu = "attendu : le 31 décembre 2024 au plus tard"
    resultat = calculer(regle, {"d": DATE}, {"d": "2024-12-31"})
    assert (resultat.statut, dites(resultat)) == ("conforme", [("d", "31 décembre 2024", attendu)])
    resultat = calculer(regle, {"d": DATE}, {"d": "2025-01-02"})
    assert (resultat.lignes[0].verdict, dites(resultat)) == ("non_satisfaite", [("d", "2 janvier 2025", attendu)])
    assert alertes(resultat) == [f"Fin : 2 janvier 2025 ; {attendu}."]


def test_un_an_de_contrats_se_pose_au_calendrier() -> None:
    regle = {"genre": "succession", "cle": "cer", "libelle": "CER", "debut": "d", "duree": "1 an", "pas": "6 mois"}
    resultat = calculer({**regle, "plusieurs": "Contrats"}, {"d": DATE}, {"d": "2024-09-02"})
    assert [(e.libelle, str(e.debut), str(e.fin), e.piste, plat(e.duree)) for e in resultat.evenements] == [
        ("CER n° 1", "2024-09-02", "2025-03-01", "Contrats", "6 mois"),
        ("CER n° 2", "2025-03-02", "2025-09-01", "Contrats", "6 mois"),
    ]
    resultat = calculer(regle, {"d": DATE}, {"d": "2024-09-02"})
    assert {e.piste for e in resultat.evenements} == {"CER"}
    seul = {cle: valeur for cle, valeur in regle.items() if cle != "pas"}
    assert dites(calculer(seul, {"d": DATE}, {"d": "2024-09-02"}))[0][1] == "1er septembre 2025"
    # Years that the reader counts are twelve months each.
    champs = {"d": DATE, "n": {**ENTIER, "libelle": "Années", "unite": "ans"}}
    (fin,) = dites(calculer({**seul, "duree": "n"}, champs, {"d": "2024-09-02", "n": "2"}))
    assert fin[1:] == ("1er septembre 2026", "2 septembre 2024 + 24 mois, la veille du même quantième")


@pytest.mark.parametrize(
    ("lecture", "en_12_mois", "en_13_mois"),
    [("veille", "2025-09-01", "2025-10-01"), ("meme_quantieme", "2025-09-03", "2025-10-04")],
)
def test_le_calendrier_a_un_dernier_jour_la_ou_une_limite_en_donne_un(
    lecture: str, en_12_mois: str, en_13_mois: str
) -> None:
    regle = {"genre": "duree_renouvelable", "duree": "m", "maximum": "6 mois", "debut": "d", "convention": "H-DATE"}
    lectures = {"veille": "La veille", "meme_quantieme": "Le même jour"}
    hypotheses = {"H-DATE": {"texte": "Fin ?", "lectures": lectures, "retenue": "veille"}}
    champs, entrees = {"d": DATE, "m": MOIS}, {"d": "2024-09-02", "m": "4"}
    limites = lambda **reste: [  # noqa: E731
        (plat(e.libelle), str(e.jour))
        for e in calculer({**regle, **reste}, champs, entrees, {"H-DATE": lecture}, hypotheses=hypotheses).evenements
        if e.limite
    ]
    assert limites(renouvellements_max="1") == [("Fin au plus tard (12 mois en tout)", en_12_mois)]
    # The one month that is left makes a period of its own.
    assert limites(total_max="13 mois") == [("Fin au plus tard (13 mois en tout)", en_13_mois)]
    assert limites() == []


@pytest.mark.parametrize(
    ("maximum", "attendues"), [(6, [(6,), (6, 6), (3, 3)]), (7, [(7,), (7, 7)]), (None, [])], ids=["pair", "impair", ""]
)
def test_les_durees_qui_viennent_a_l_esprit(maximum: int | None, attendues: list[tuple[int, ...]]) -> None:
    assert Durees("m", "c", 1, maximum, (1, maximum), periodes=2).ordinaires == attendues


# ---- lengths that several rules limit ----
LONGUEURS = {"genre": "duree_renouvelable", "duree": "m", "debut": "d", "maximum": "9 mois"}
BORNEES = {"genre": "bornes", "valeur": "m", "minimum": "4 mois", "maximum": "7 mois"}
TROIS_OU_SIX = {"H-3OU6": {"texte": "3 ou 6 ?", "lectures": {"trois": "3 mois", "six": "6 mois"}}}


def offertes(*regles: dict[str, Any]) -> tuple[Durees, Regles]:
    """The lengths that a page offers under these rules, and the rules that judge what is chosen."""
    duree = {
        "champs": {"d": {**DATE, "facultatif": "non"}, "m": MOIS},
        "regles": [{"citation": "c", **regle} for regle in regles],
    }
    ouvertes = TROIS_OU_SIX if "H-3OU6" in str(regles) else {}
    lues = charger({"id": "essai", "hypotheses": ouvertes, "calculateurs": {"duree": duree}})
    assert lues.parcours
    return lues.parcours.durees["m"], lues


@pytest.mark.parametrize(
    ("premiere", "seconde", "admises", "certaines"),
    [
        (LONGUEURS, BORNEES, (4, 7), (4, 7)),
        ({**LONGUEURS, "minimum": "5 mois"}, BORNEES, (5, 7), (5, 7)),
        ({**LONGUEURS, "maximum": "6 mois"}, BORNEES, (4, 6), (4, 6)),
        ({**LONGUEURS, "total_max": "8 mois"}, {**BORNEES, "maximum": "12 mois"}, (4, 8), (4, 8)),
        ({**LONGUEURS, "total_max": "8 mois"}, {**LONGUEURS, "total_max": "7 mois"}, (1, 7), (1, 7)),
        (LONGUEURS, {"genre": "bornes", "valeur": "m", "minimum": "2 mois"}, (2, 9), (2, 9)),
        (LONGUEURS, {**BORNEES, "minimum": {"selon": "H-3OU6", "trois": "3 mois", "six": "6 mois"}}, (3, 7), (6, 7)),
        (LONGUEURS, {**BORNEES, "maximum": {"selon": "H-3OU6", "trois": "5 mois", "six": "8 mois"}}, (4, 8), (4, 5)),
        (
            {**LONGUEURS, "minimum": {"selon": "H-3OU6", "trois": "3 mois", "six": "6 mois"}},
            {**BORNEES, "minimum": "4 mois"},
            (4, 7),
            (6, 7),
        ),
    ],
)
def test_une_duree_que_deux_regles_limitent_tient_dans_les_deux(
    premiere: dict[str, Any], seconde: dict[str, Any], admises: tuple[int, int], certaines: tuple[int, int]
) -> None:
    for regles in ((premiere, seconde), (seconde, premiere)):
        durees, lues = offertes(*regles)
        assert (durees.longueurs[0], durees.longueurs[-1]) == admises
        certains = [mois for mois in durees.longueurs if durees.certaine(mois)]
        assert (certains[0], certains[-1]) == certaines
        assert durees.admet((admises[0], admises[0])), "the rule that renews says how many periods"
        for mois in range(1, 14):
            resultat = lues.calculer("duree", {"d": "2024-09-02", "m": str(mois)})
            assert (resultat.statut != "non_conforme") is (mois in durees.longueurs), mois
            assert (resultat.statut == "conforme") is (mois in durees.longueurs and durees.certaine(mois)), mois


@pytest.mark.parametrize(
    ("limites", "admis", "refuses"),
    [
        ({"renouvellements_max": "1"}, [(9,), (9, 9), (1, 9)], [(10,), (9, 10), (3, 3, 3)]),
        ({"renouvellements_max": "0"}, [(9,)], [(1, 1)]),
        (
            {"renouvellements_max": "2", "duree_renouvellement": "3 mois"},
            [(9,), (9, 3), (2, 1, 3)],
            [(9, 4), (9, 3, 4), (3, 3, 3, 3)],
        ),
        ({"minimum": "4 mois", "duree_renouvellement": "3 mois"}, [(4, 1), (9, 3)], [(3,), (3, 3), (4, 4)]),
        ({"total_max": "12 mois"}, [(9, 3), (6, 6)], [(9, 4), (6, 6, 1)]),
    ],
)
def test_des_periodes_qui_se_suivent_tiennent_dans_toutes_les_limites(
    limites: dict[str, str], admis: list[tuple[int, ...]], refuses: list[tuple[int, ...]]
) -> None:
    durees, lues = offertes({**LONGUEURS, **limites})
    assert [choix for choix in (*admis, *refuses) if durees.admet(choix)] == admis
    for choix in (*admis, *refuses):
        plan = planifier(lues, {"d": "2024-09-02", "m": "+".join(map(str, choix))})
        assert (plan.resultat.statut != "non_conforme") is (choix in admis), choix
    assert set(durees.ordinaires).isdisjoint(refuses)


# ---- contracts of one person ----


def contrats(*periodes: list[str]) -> Resultat:
    depots = {nom: nom for nom in ("personnes", "ruptures", "mois", "mois_rupture")}
    regle = {"genre": "contrats", "contrats": "cer", "pleine": "12 mois", "rupture_jours": "jours", **depots}
    suite = {"genre": "somme", "cle": "perdues", "libelle": "Ruptures comptées", "termes": ["ruptures"]}
    champs = {"cer": {"type": "periodes", "libelle": "Contrats"}, **{nom: {**ENTIER, "libelle": nom} for nom in depots}}
    return calculer({}, champs, {"cer": list(periodes)}, regles=[regle, suite])


def test_des_contrats_au_dela_de_l_annee_sont_a_part() -> None:
    resultat = contrats(["2023-03-01", "2024-04-30"])
    assert alertes(resultat) == ["Le calcul porte sur l’année qui finit le 29 février 2024 ; le reste est à part."]
    assert alertes(contrats(["2023-03-01", "2024-02-29"])) == []


def test_un_contrat_qui_commence_le_dernier_jour_compte() -> None:
    resultat = contrats(["2023-03-01", "2023-12-31"], ["2024-02-29", "2024-06-30"])
    dit = "jours sans contrat entre le 1er mars 2023 et le 29 février 2024"
    assert dites(resultat) == [("jours", "59 jours", dit), ("perdues", "1", "")]


@pytest.mark.parametrize(
    ("dernier", "annee"),
    [
        ("2025-08-30", None),
        ("2025-08-31", "du 1er septembre 2024 au 31 août 2025"),
        ("2025-09-30", "du 1er septembre 2024 au 31 août 2025"),
    ],
)
def test_une_annee_pleine_plus_tard_se_dit_des_son_dernier_jour_pas_la_veille(dernier: str, annee: str | None) -> None:
    dit = f"L’année {annee} est pleine et sans rupture : pour elle, saisissez ses contrats seuls."
    vues = alertes(contrats(["2024-01-01", "2024-03-31"], ["2024-09-01", dernier]))
    assert [vue for vue in vues if "est pleine" in vue] == ([dit] if annee else [])


def test_une_annee_pleine_est_dite_ou_qu_elle_commence() -> None:
    jours = [["2023-01-01", "2023-02-28"], ["2023-06-01", "2023-08-31"], ["2024-02-01", "2025-01-31"]]
    dit = "L’année du 1er février 2024 au 31 janvier 2025 est pleine et sans rupture : "
    assert any(vue.startswith(dit) for vue in alertes(contrats(*jours)))
    # Two contracts that touch make one year; and there is no other year to propose after one that is whole.
    touches = [["2024-01-01", "2024-03-31"], ["2024-09-01", "2025-02-28"], ["2025-03-01", "2025-08-31"]]
    assert any(vue.startswith("L’année du 1er septembre 2024 au 31 août 2025") for vue in alertes(contrats(*touches)))
    entiere = contrats(["2023-01-01", "2023-12-31"], ["2024-06-01", "2025-05-31"])
    assert entiere.statut == "conforme" and not any("est pleine et" in vue for vue in alertes(entiere))


@pytest.mark.parametrize(
    ("second", "se_chevauchent", "rupture"),
    [
        ("2024-06-29", True, "0 jour"),
        ("2024-06-30", True, "0 jour"),  # one day in both
        ("2024-07-01", False, "0 jour"),
        ("2024-07-02", False, "1 jour"),
    ],
)
def test_deux_contrats_se_chevauchent_des_un_jour_commun(second: str, se_chevauchent: bool, rupture: str) -> None:
    resultat = contrats(["2024-01-01", "2024-06-30"], [second, "2024-12-31"])
    dit = "Des contrats se chevauchent : les jours communs ne comptent qu’une fois."
    assert (dit in alertes(resultat)) is se_chevauchent
    assert dites(resultat)[0][:2] == ("jours", rupture)
    assert resultat.statut == ("non_conforme" if rupture == "1 jour" else "conforme")


def test_moins_d_un_mois_n_a_rien_a_perdre() -> None:
    resultat = contrats(["2024-01-01", "2024-01-05"], ["2024-01-10", "2024-01-15"])
    assert [(cle, valeur) for cle, valeur, _ in dites(resultat)] == [("jours", "4 jours"), ("perdues", "0")]


# ---- readings, versions, numbers ----


def ouvertes(nombre: int) -> Resultat:
    """A sum of as many questions left open, each of which may add its own power of ten to 3."""
    lectures = {"x": "X", "y": "Y"}
    hypotheses = {
        f"H-{n}": {"texte": f"{n} ?", "lectures": lectures, "cles": {"x": f"si_x{n}", "y": f"si_y{n}"}}
        for n in range(nombre)
    }
    termes = ["n", *({"selon": f"H-{n}", "x": "0", "y": str(10**n)} for n in range(nombre))]
    regle = {"genre": "somme", "cle": "t", "libelle": "T", "termes": termes}
    return calculer(regle, {"n": ENTIER}, {"n": "3"}, hypotheses=hypotheses, resultat="t")


def test_une_lecture_qui_rompt_moins_de_regles_le_dit() -> None:
    hypotheses = {"H-A": {"texte": "A ?", "lectures": {"x": "non", "y": "oui"}, "retenue": "x"}}
    regles = [
        {"genre": "bornes", "valeur": "n", "maximum": "5", "citation": "d"},
        {"genre": "bornes", "valeur": "n", "maximum": {"selon": "H-A", "x": "6", "y": "20"}, "citation": "d"},
    ]
    resultat = calculer({}, {"n": ENTIER}, {"n": "10"}, regles=regles, hypotheses=hypotheses)
    assert resultat.statut == "non_conforme"
    assert [vue.effet for vue in resultat.hypotheses] == ["oui\u00a0: une règle non tenue de moins"]


def test_une_seule_valeur_admise_se_dit_entiere_dans_l_alerte() -> None:
    regles = [{"genre": "bornes", "valeur": "n", "minimum": "6", "maximum": "6", "citation": "d"}]
    assert alertes(calculer({}, {"n": ENTIER}, {"n": "7"}, regles=regles)) == ["Personnes : 7 ; attendu : 6."]


@pytest.mark.parametrize(
    ("saisi", "correction"),
    [
        ("800", "La limite elle-même n’est pas admise : il faut plus de 800,00 €."),
        ("1200", "La limite elle-même n’est pas admise : il faut moins de 1 200,00 €."),
        ("1300", "C’est 100,00 € de trop."),
    ],
)
def test_une_valeur_sur_une_borne_exclue_dit_ce_qu_il_faut(saisi: str, correction: str) -> None:
    regle = {"genre": "bornes", "valeur": "cout", "minimum": "800 €", "maximum": "1 200 €", "bornes": "exclues"}
    resultat = calculer(regle, {"cout": MONTANT}, {"cout": saisi})
    assert resultat.statut == "non_conforme"
    assert [plat(alerte["correction"]) for alerte in resultat.en_json()["alertes"]] == [correction]


def test_une_regle_rompue_nomme_les_lectures_qui_la_rompent() -> None:
    hypotheses = {
        "H-A": {"texte": "A ?", "lectures": {"x": "Mille", "y": "Douze cents"}, "cles": {"x": "si_x", "y": "si_y"}}
    }
    montant = {"selon": "H-A", "x": "100 €", "y": "120 €"}
    regles = [
        {"genre": "produit", "cle": "aide", "libelle": "Aide", "facteurs": ["n", montant]},
        {"genre": "bornes", "valeur": "aide", "maximum": "1 100 €", "citation": "d"},
    ]
    resultat = calculer({}, {"n": ENTIER}, {"n": "10"}, regles=regles, hypotheses=hypotheses, resultat="aide")
    dit = "Si l’on retient « Douze cents », aide : 1 200,00 € ; attendu : 1 100,00 € au plus."
    assert alertes(resultat) == [dit]


def test_un_plafond_nomme_ce_qu_il_limite_et_la_lecture_qui_le_depasse() -> None:
    hypotheses = {"H-A": {"texte": "A ?", "lectures": {"x": "Hors taxes", "y": "TTC"}}}
    regles = [
        {"genre": "produit", "cle": "brute", "facteurs": ["cout", {"selon": "H-A", "x": "1", "y": "1,2"}]},
        {"genre": "plafond", "cle": "aide", "libelle": "Aide", "valeur": "brute", "plafond": "100 €"},
        {"genre": "plafond", "cle": "cachee", "valeur": "brute", "plafond": "110 €"},
    ]
    resultat = calculer({}, {"cout": MONTANT}, {"cout": "100"}, regles=regles, hypotheses=hypotheses, resultat="aide")
    assert alertes(resultat) == [
        "Si l’on retient « TTC », aide : 120,00 €, au-dessus du plafond de 100,00 €.",
        "Si l’on retient « TTC », valeur calculée : 120,00 €, au-dessus du plafond de 110,00 €.",
    ]


def test_six_questions_ouvertes_se_croisent_une_septieme_les_fait_varier_une_a_une() -> None:
    effets = lambda nombre: [plat(lu.effet) for lu in ouvertes(nombre).hypotheses[0].lectures]  # noqa: E731
    assert effets(6) == ["de 3 à 111 113", "de 4 à 111 114"]
    assert effets(7) == ["3", "4"]


def test_des_regles_datees_disent_le_jour_dont_elles_sont() -> None:
    regle = {"genre": "somme", "cle": "t", "libelle": "T", "termes": ["n"], "du": "2024-01-01"}
    champs = {"d": DATE, "n": ENTIER}
    resultat = calculer(regle, champs, {"n": "2", "d": "2024-01-02"}, date="d")
    assert alertes(resultat) == ["Les règles sont celles en vigueur au 2 janvier 2024."]
    dit = "Les règles sont les plus récentes de la fiche ; saisissez une date pour celles d’un autre jour."
    assert alertes(calculer(regle, champs, {"n": "2"}, date="d")) == [dit]


def test_un_nombre_d_un_autre_programme_se_lit_dans_les_memes_limites() -> None:
    assert lire_nombre(Decimal("1200.5")) * 2 == 2401
    for hors in (Decimal("1e-16"), Decimal("1e999999999"), 1e300):
        with pytest.raises(SaisieInvalide, match="au plus 15 décimales"):
            lire_nombre(hors)


@pytest.mark.parametrize(
    ("depart", "apres", "jour"),
    [
        ("fin", "1 mois", "31 décembre 2027"),
        ("debut", "1 mois", "29 décembre 2027"),
        ("fin", "15 jours", "15 décembre 2027"),
        ("debut", "15 jours", "14 décembre 2027"),
    ],
)
def test_un_delai_apres_une_fin_court_du_lendemain(depart: str, apres: str, jour: str) -> None:
    etape = {"cle": "bilan", "libelle": "Bilan", "apres": apres}
    regle = {"genre": "echeances", depart: "jour", "etapes": [etape]}
    resultat = calculer(regle, {"jour": DATE}, {"jour": "30/11/2027"})
    assert [(cle, texte) for cle, texte, _ in dites(resultat)] == [("bilan", jour)]


@pytest.mark.parametrize(
    ("regle", "faute"),
    [
        ({"genre": "echeances", "etapes": [{"cle": "b", "libelle": "B", "apres": "1 mois"}]}, "d’où court le délai"),
        (
            {"genre": "bareme", "cle": "t", "libelle": "T", "par": "ok", "valeurs": {"oui": "80 %", "non": "60"}},
            "%, sans",
        ),
        (
            {"genre": "bareme", "cle": "t", "libelle": "T", "par": "ok", "valeurs": {"oui": "80 €", "non": "3 mois"}},
            "€, mois",
        ),
        (
            {
                "genre": "tranches",
                "cle": "t",
                "libelle": "T",
                "nombre": "n",
                "tranches": [{"de": "0", "a": "10", "valeur": "400 €"}, {"de": "10", "valeur": "400 mois"}],
            },
            "€, mois",
        ),
    ],
)
def test_un_bareme_se_compte_dans_une_seule_unite_et_un_delai_a_un_depart(regle: dict[str, Any], faute: str) -> None:
    with pytest.raises(ReglesInvalides, match=faute):
        calculer(regle, {"n": ENTIER, "ok": {"type": "oui_non", "libelle": "Oui ?"}}, {})


def test_rien_est_rien_dans_toute_unite_d_un_bareme() -> None:
    regle = {"genre": "bareme", "cle": "t", "libelle": "T", "par": "ok", "valeurs": {"oui": "80 €", "non": "0"}}
    resultat = calculer(regle, {"ok": {"type": "oui_non", "libelle": "Oui ?"}}, {"ok": "oui"})
    assert [texte for _, texte, _ in dites(resultat)] == ["80,00 €"]


def test_un_nombre_sans_unite_ne_s_ajoute_pas_a_des_euros() -> None:
    arrondi = {"genre": "arrondi", "cle": "trimestres", "libelle": "Trimestres", "valeur": "n", "sens": "superieur"}
    somme = {"genre": "somme", "cle": "t", "libelle": "T", "termes": ["a", "trimestres"]}
    with pytest.raises(ReglesInvalides, match=r"trimestres.*ne se compte pas en"):
        calculer({}, {"n": ENTIER, "a": MONTANT}, {}, regles=[arrondi, somme])


@pytest.mark.parametrize("ordre", [("plein", "prorata"), ("prorata", "plein")])
def test_ce_qu_une_lecture_attend_est_demande_dans_quelque_ordre_que_la_fiche_les_nomme(ordre: tuple[str, str]) -> None:
    lectures = {mot: mot for mot in ordre}
    hypotheses = {"H-X": {"texte": "?", "lectures": lectures, "cles": {mot: f"si_{mot}" for mot in ordre}}}
    prorata = {"genre": "quotient", "numerateur": "mois", "denominateur": "6 mois"}
    regle = {
        "genre": "produit",
        "cle": "t",
        "libelle": "T",
        "facteurs": ["n", "100 €", {"selon": "H-X", "plein": "1", "prorata": prorata}],
    }
    resultat = calculer(regle, {"n": ENTIER, "mois": MOIS}, {"n": "6"}, hypotheses=hypotheses, resultat="t")
    assert (resultat.statut, resultat.manques) == ("a_verifier", ("mois",))
    assert dites(resultat) == [("si_plein", "600,00 €", "6 × 100,00 €")]
    assert alertes(resultat) == ["Il manque : Durée."]


def test_une_phase_posee_au_calendrier_compte_des_mois_entiers() -> None:
    phase = {"cle": "p", "libelle": "Phase", "duree": "1,5 mois", "nombre": "2", "par": "mois"}
    regle = {"genre": "rythme", "debut": "jour", "phases": [phase]}
    assert alertes(calculer(regle, {"jour": DATE}, {"jour": "01/01/2024"})) == [
        "Il manque : un nombre entier, au lieu de 1,5 mois."
    ]
    with pytest.raises(ReglesInvalides, match=r"6,5.mois"):
        calculer(
            {
                "genre": "contrats",
                "contrats": "cer",
                "pleine": "6,5 mois",
                "personnes": "p",
                "ruptures": "r",
                "mois": "m",
            },
            {"cer": {"type": "periodes", "libelle": "CER"}},
            {},
        )


# ---- what waits for a date that a rule computes ----


def test_une_date_saisie_attend_le_champ_dont_une_regle_aurait_calcule_sa_limite() -> None:
    etape = {"cle": "terme", "libelle": "Terme", "apres": "6 mois"}
    regles = [
        {"genre": "produit", "cle": "t", "libelle": "Avance", "facteurs": ["n", "100 €"]},
        {"genre": "echeances", "debut": "debut", "etapes": [etape]},
        {"genre": "date_limite", "libelle": "Fin", "date": "fin", "limite": "terme"},
    ]
    champs = {"n": ENTIER, "debut": DATE, "fin": {**DATE, "libelle": "Fin"}}
    resultat = calculer({}, champs, {"n": "3", "fin": "01/01/2026"}, regles=regles)
    assert (resultat.statut, alertes(resultat)) == ("a_verifier", ["Il manque : Début."])
    assert calculer({}, champs, {"n": "3"}, regles=regles).statut == "conforme"


def test_une_reprise_attend_le_premier_jour_de_la_duree_qui_la_precede() -> None:
    regles = [
        {"genre": "duree_renouvelable", "duree": "d", "debut": "debut", "cumul": "cumul", "fin": "terme"},
        {
            "genre": "carence",
            "cle": "possible",
            "libelle": "Possible",
            "fin": "terme",
            "delai": "2 mois",
            "reprise": "r",
        },
    ]
    champs = {"d": MOIS, "debut": DATE, "r": {**DATE, "libelle": "Reprise"}}
    resultat = calculer({}, champs, {"d": "6", "r": "01/01/2026"}, regles=regles)
    assert (resultat.statut, alertes(resultat)) == ("a_verifier", ["Il manque : Début."])


def test_sans_la_longueur_d_un_renouvellement_le_plus_long_cumul_ne_se_sait_pas() -> None:
    regle = {
        "genre": "duree_renouvelable",
        "duree": "d",
        "maximum": "12 mois",
        "renouvellements_max": "1",
        "duree_renouvellement": "p",
        "cumul_max": "plus_long",
    }
    champs = {"d": MOIS, "p": {**MOIS, "libelle": "Renouvellement"}}
    assert "plus_long" not in calculer(regle, champs, {"d": "12"}).en_json()["valeurs"]
    assert calculer(regle, champs, {"d": "12", "p": "3"}).en_json()["valeurs"]["plus_long"] == 15


def test_deux_regles_ne_donnent_pas_la_meme_etape() -> None:
    regles = [
        {"genre": "echeances", "debut": "debut", "etapes": [{"cle": "bilan", "libelle": "Bilan", "apres": apres}]}
        for apres in ("3 mois", "6 mois")
    ]
    with pytest.raises(ReglesInvalides, match=r"«\sbilan\s» est déjà donné par une autre règle"):
        calculer({}, {"debut": DATE}, {}, regles=regles)


# ---- the hypotheses of a value ----


def test_une_question_en_amont_donne_la_valeur_principale_sous_chaque_lecture_meme_plafonnee() -> None:
    hypotheses = {
        "H-TTC": {
            "texte": "Taxes comprises ?",
            "lectures": {"ht": "hors taxes", "ttc": "taxes comprises"},
            "cles": {"ht": "si_ht", "ttc": "si_ttc"},
            "citation": "c",
        }
    }
    facteur = {"selon": "H-TTC", "ht": "1", "ttc": "1,2"}
    regles = [
        {"genre": "produit", "cle": "retenu", "libelle": "Retenu", "facteurs": ["a", facteur]},
        {"genre": "plafond", "cle": "aide", "libelle": "Aide", "valeur": "retenu", "plafond": "100 €"},
    ]
    resultat = calculer({}, {"a": MONTANT}, {"a": "500"}, regles=regles, hypotheses=hypotheses, resultat="aide")
    valeurs = resultat.en_json()["valeurs"]
    assert (valeurs["aide"], valeurs["si_ht"], valeurs["si_ttc"]) == ("100.00", "100.00", "100.00")
    assert "600,00 €" in plat(resultat.hypotheses[0].lectures[1].effet)


def test_une_ligne_cite_les_hypotheses_des_valeurs_cachees_dont_elle_vient_et_d_elles_seules() -> None:
    hypotheses = {
        code: {"texte": code, "lectures": {"un": "une", "deux": "deux"}, "retenue": "un", "citation": "c"}
        for code in ("H-CACHEE", "H-MONTREE")
    }
    fois = {code: {"selon": code, "un": "1", "deux": "2"} for code in hypotheses}
    regles = [
        {"genre": "produit", "cle": "cachee", "facteurs": ["a", fois["H-CACHEE"]]},
        {"genre": "produit", "cle": "m", "libelle": "Montrée", "facteurs": ["a", fois["H-MONTREE"]]},
        {"genre": "somme", "cle": "t", "libelle": "Total", "termes": ["cachee", "m"]},
    ]
    resultat = calculer({}, {"a": MONTANT}, {"a": "10"}, regles=regles, hypotheses=hypotheses)
    assert {li.cle: li.hypotheses for li in resultat.lignes} == {"m": ("H-MONTREE",), "t": ("H-CACHEE",)}
