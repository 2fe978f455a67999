"""One person put to many sheets: each keeps its own verdict, and every claim about it can be replayed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators import charger
from calculators.champs import Champ
from calculators.erreurs import SaisieInvalide
from calculators.faits import DEMARCHES
from calculators.navigateur import repondre
from calculators.orientation import GROUPES, TERRITOIRE, VOIR, Avis, Bilan, FicheOrientee, Orientation, ouvrir
from calculators.orientation.phrases import dire_avis, dire_changement, dire_groupe
from calculators.saisie import AUCUNE, INCONNU
from calculators.typographie import typographie
from catalogue import lire_catalogue
from catalogue.parties import NON_PRECISE
from site_src.installation import RACINE
from site_src.personne_page import orientation, regles_orientation
from site_src.vues import voir

VUES = voir(lire_catalogue(RACINE / "catalogue" / "fiches"))
CINQ = orientation(VUES)


def fiche(ident: str, regles: Any, departement: str = "") -> FicheOrientee:
    mots = (ident, ident, ident, departement, departement, departement, f"fiches/{ident}/index.html")
    return FicheOrientee(*mots, (), (), ("", ""), regles)


EXEMPLES = lire_catalogue(RACINE / "tests" / "exemples" / "fiches").fiches
TOUTES = Orientation([fiche(f.id, f.regles, f.departement) for f in (*VUES.catalogue.publiees, *EXEMPLES)])


def public(ident: str, champs: dict[str, Any], *conditions: dict[str, Any]) -> FicheOrientee:
    """A sheet with one eligibility rule, each condition quoting itself."""
    completes = [{"libelle": c["champ"], "citation": c["champ"], **c} for c in conditions]
    regle = {"genre": "public", "conditions": completes}
    return fiche(ident, charger({"id": ident, "calculateurs": {"eligibilite": {"champs": champs, "regles": [regle]}}}))


def un(bilan: Bilan, ident: str) -> Avis:
    return next(avis for avis in bilan.avis if avis.fiche.id == ident)


def _reponses(champ: Champ) -> st.SearchStrategy[Any]:
    if champ.type == "oui_non":
        return st.sampled_from(["oui", "non", INCONNU])
    if champ.type == "choix":
        return st.sampled_from([*champ.options, INCONNU])
    if champ.type == "choix_multiples":
        mots = st.lists(st.sampled_from(list(champ.options)), min_size=1, max_size=3, unique=True)
        return mots | st.just(AUCUNE) | st.just(INCONNU)
    return st.integers(0, 30).map(str)


def reponses_a(questions: Orientation) -> st.SearchStrategy[dict[str, Any]]:
    posees = {question.nom: _reponses(question.champ) for question in questions.questionnaire.questions}
    territoires = st.sampled_from(["", *questions.departements])
    return st.fixed_dictionaries({}, optional={**posees, TERRITOIRE: territoires})


# ---- properties ------------------------------------------------------------------------------------------------------
@given(reponses_a(CINQ))
def test_chaque_fiche_garde_le_verdict_de_son_calculateur(reponses: dict[str, Any]) -> None:
    bilan = CINQ.orienter(reponses)
    assert {avis.fiche.id for avis in (*bilan.avis, *bilan.a_part)} == {vue.fiche.id for vue in VUES.fiches}
    for avis in (*bilan.avis, *bilan.a_part):
        regles = avis.fiche.regles
        entrees = {cle: reponses[cle] for cle in regles.calculateurs["eligibilite"].champs if cle in reponses}
        # What nobody asked of the person is unknown; paperwork that nobody asked about is left empty.
        absents = set(regles.calculateurs["eligibilite"].champs) - set(entrees) - set(DEMARCHES)
        attendu = regles.calculer("eligibilite", entrees | dict.fromkeys(absents, INCONNU))
        assert avis.statut == attendu.statut
        if not avis.ailleurs and avis.groupe in GROUPES:
            assert avis.groupe == attendu.statut


@settings(max_examples=40)
@given(reponses_a(TOUTES))
def test_ce_qui_changerait_la_reponse_la_change(reponses: dict[str, Any]) -> None:
    bilan = TOUTES.orienter(reponses)
    json.dumps(bilan.en_json(), allow_nan=False)
    for avis in bilan.avis:
        for changement in avis.changements:
            for valeur in changement.valeurs:
                rejoue = un(TOUTES.orienter({**reponses, changement.question.nom: valeur}), avis.fiche.id)
                assert rejoue.groupe == changement.groupe != avis.groupe, (avis.fiche.id, changement)
        if avis.des_que:
            assert set(avis.des_que) <= set(DEMARCHES)
            assert un(TOUTES.orienter({**reponses, **avis.des_que}), avis.fiche.id).groupe == "eligible"


@settings(max_examples=40)
@given(reponses_a(CINQ))
def test_aucune_reponse_decisive_n_est_oubliee(reponses: dict[str, Any]) -> None:
    avant = CINQ.orienter(reponses)
    for question in CINQ.questionnaire.questions:
        for valeur in ("oui", "non") if question.champ.type == "oui_non" else question.champ.options:
            if question.champ.type == "choix_multiples":
                continue
            apres = CINQ.orienter({**reponses, question.nom: valeur})
            for avis in avant.avis:
                dits = {v for c in avis.changements if c.question.nom == question.nom for v in c.valeurs}
                assert (valeur in dits) == (un(apres, avis.fiche.id).groupe != avis.groupe)


@pytest.mark.parametrize("offre", [CINQ, TOUTES], ids=["cinq", "exemples"])
def test_ne_rien_savoir_n_exclut_rien(offre: Orientation) -> None:
    for reponses in ({}, {q.nom: INCONNU for q in offre.questionnaire.questions}):
        bilan = offre.orienter(reponses)
        assert {avis.groupe for avis in bilan.avis if avis.statut != "erreur_saisie"} == {"a_verifier"}


@given(reponses_a(TOUTES))
def test_le_rang_suit_les_groupes_et_la_question_suivante_est_ouverte(reponses: dict[str, Any]) -> None:
    bilan = TOUTES.orienter(reponses)
    rangs = [list(GROUPES).index(avis.groupe) for avis in bilan.avis]
    assert rangs == sorted(rangs)
    assert sum(bilan.comptes.values()) == len(bilan.avis)
    if bilan.prochaine:
        illisibles = {erreur.champ for erreur in bilan.erreurs}
        assert reponses.get(bilan.prochaine.nom) in (None, INCONNU) or bilan.prochaine.nom in illisibles
        assert 1 <= bilan.compte_pour <= bilan.comptes["a_verifier"]


# ---- worked by hand on the texts of the five sheets ------------------------------------------------------------------
PSSI_SEUL = {
    "allocataire_rsa": "oui",
    "orientation": "PSSI",
    "situation": "celibataire",
    "enfants": "0",
    "decouragement": "oui",
    "difficultes": "isolement",
}
COUPLE = PSSI_SEUL | {"situation": "couple", "enfants": "2"}


def groupes(reponses: dict[str, Any]) -> dict[str, str]:
    return {avis.fiche.id: avis.groupe for avis in CINQ.orienter(reponses).avis}


def test_une_personne_isolee_en_pssi_sans_enfant() -> None:
    bilan = CINQ.orienter(PSSI_SEUL)
    assert groupes(PSSI_SEUL) == {
        "isere-2-5": "eligible",
        "isere-2-4": "eligible",
        "isere-2-3": "a_verifier",
        "alsace-4-passerelle": "a_verifier",
    }
    assert [avis.fiche.id for avis in bilan.avis][:3] == ["isere-2-5", "isere-2-4", "isere-2-3"]
    assert un(bilan, "isere-2-5").priorites
    assert un(bilan, "isere-2-3").des_que == {"prescription": "oui", "cer": "oui"}
    assert groupes(PSSI_SEUL | {"prescription": "oui", "cer": "oui"})["isere-2-3"] == "eligible"
    assert bilan.phrase == "2 conviennent, 2 à vérifier"


def test_un_couple_avec_enfants_n_entre_pas_dans_la_2_4() -> None:
    avis = un(CINQ.orienter(COUPLE), "isere-2-4")
    assert avis.groupe == "non_eligible"
    assert [(ligne.libelle, ligne.citation) for ligne in avis.manquantes] == [("Sans enfants", "sans enfants")]
    assert [(c.question.nom, c.valeurs, c.groupe) for c in avis.changements] == [("enfants", ("0",), "eligible")]


def test_un_travailleur_non_salarie_n_a_que_la_2_3_et_les_groupes() -> None:
    tns = PSSI_SEUL | {"orientation": "TNS", "prescription": "oui", "cer": "oui"}
    obtenus = groupes(tns)
    assert (obtenus["isere-2-3"], obtenus["isere-2-5"], obtenus["isere-2-4"]) == (
        "eligible",
        "eligible",
        "non_eligible",
    )


def test_qui_n_est_pas_au_rsa_n_entre_nulle_part() -> None:
    assert set(groupes({"allocataire_rsa": "non"}).values()) == {"non_eligible"}


def test_une_demarche_refusee_dit_ce_qui_suffirait() -> None:
    avis = un(CINQ.orienter(PSSI_SEUL | {"prescription": "non"}), "isere-2-5")
    assert avis.statut == "non_eligible"
    assert avis.des_que == {"prescription": "oui", "contrat": "CER"}
    assert dire_avis(avis)[0] == "Ne convient pas tant que ceci n'est pas fait :"


def test_un_nombre_qui_changerait_la_reponse_n_est_qu_un_exemple() -> None:
    (changement,) = un(CINQ.orienter(COUPLE), "isere-2-4").changements
    assert dire_changement(changement) == "Conviendrait avec, par exemple, « aucun » à la question : "


def test_les_reponses_se_disent_dans_la_phrase_sans_leur_majuscule() -> None:
    bilan = CINQ.orienter(PSSI_SEUL | {"orientation": "EMPLOI", "droits_et_devoirs": "oui", "besoin": AUCUNE})
    dits = {dire_changement(c) for avis in bilan.avis for c in avis.changements if c.question.nom == "orientation"}
    pssi, tns = "« parcours santé social insertion (PSSI) »", "« travailleur non salarié (TNS) »"
    assert f"Conviendrait avec {pssi} à la question : " in dits
    assert f"Serait à vérifier avec l'une de ces réponses, {pssi} ou {tns}, à la question : " in dits
    attendus = [ligne.explication for avis in bilan.avis for ligne in avis.conditions if ligne.cle == "besoin"]
    assert attendus and all(typographie("attendu : « une préparation à l'emploi », « une ") in a for a in attendus)
    enfants = next(ligne for ligne in un(bilan, "isere-2-4").conditions if ligne.cle == "enfants")
    assert (enfants.texte, enfants.explication) == ("aucun", "attendu\u00a0: aucun")


def test_un_refus_compte_ses_conditions_et_ne_dit_pas_de_priorite() -> None:
    refus = un(CINQ.orienter(PSSI_SEUL | {"allocataire_rsa": "non"}), "isere-2-5")
    assert refus.groupe == "non_eligible" and not refus.priorites
    assert dire_avis(refus)[0] == refus.resultat.phrase == "Une condition de la fiche n’est pas remplie."
    deux = un(CINQ.orienter(PSSI_SEUL | {"orientation": "EMPLOI", "cer": "non"}), "isere-2-3")
    assert dire_avis(deux)[0] == "2\u00a0conditions de la fiche ne sont pas remplies."
    ailleurs = un(CINQ.orienter(PSSI_SEUL | {TERRITOIRE: "alsace"}), "isere-2-5")
    assert ailleurs.statut == "eligible" and not ailleurs.priorites


def test_une_question_que_le_texte_laisse_ouverte_le_reste() -> None:
    avis = un(CINQ.orienter(PSSI_SEUL | {"porteur": "CIAS"}), "isere-2-4")
    assert avis.groupe == "a_verifier"
    assert [h.code for h in avis.resultat.hypotheses if h.ouverte] == ["H-CIAS"]


def test_l_autre_departement_ne_convient_pas_et_le_catalogue_le_dit() -> None:
    avis = un(CINQ.orienter(PSSI_SEUL | {TERRITOIRE: "alsace"}), "isere-2-5")
    assert (avis.groupe, avis.statut) == ("non_eligible", "eligible")
    assert avis.changements == [], "nobody is told to live elsewhere"
    assert dire_avis(avis)[0] == "Fiche du Département de l’Isère."
    alsace = un(CINQ.orienter(PSSI_SEUL | {TERRITOIRE: "isere"}), "alsace-4-passerelle")
    assert dire_avis(alsace)[0] == "Fiche de la Collectivité européenne d’Alsace."
    assert CINQ.orienter({TERRITOIRE: "alsace"}).avis[0].fiche.id == "alsace-4-passerelle"


def test_une_carte_ne_dit_que_ce_que_la_fiche_precise() -> None:
    cadre = next(fiche for fiche in CINQ.fiches if fiche.id == "garantie-activite-6")
    assert VUES.catalogue.fiche("garantie-activite-6").essentiel.groupe.muette
    assert len(cadre.faits) == 1 and not any(NON_PRECISE in fait for fiche in CINQ.fiches for fait in fiche.faits)


def test_la_meme_demarche_se_dit_dans_les_memes_mots_que_la_fiche_l_attende_ou_non() -> None:
    reponses = {"allocataire_rsa": "oui", "orientation": "PSSI", "decouragement": "oui", "difficultes": ["isolement"]}
    bilan = CINQ.orienter(reponses)
    convient, attend = un(bilan, "isere-2-5"), un(bilan, "isere-2-3")
    assert (convient.groupe, attend.groupe) == ("eligible", "a_verifier")
    assert "Il reste à faire :" in dire_avis(convient)[1]
    assert "Il reste à faire :" in dire_avis(attend)[0]
    attendent = [avis for avis in bilan.avis if avis.groupe == "a_verifier"]
    assert dire_groupe(attendent, len(attendent)) == "Pour 1 d'entre elles, il ne manque que des démarches."
    assert dire_groupe(attendent[:1], len(attendent)) == "", "what is not shown was not counted"


def test_la_fiche_cadre_reste_a_part() -> None:
    bilan = CINQ.orienter({})
    assert [avis.fiche.id for avis in bilan.a_part] == ["garantie-activite-6"]


# ---- sheets that do not ask alike ------------------------------------------------------------------------------------
def test_une_reponse_qu_une_fiche_ignore_lui_est_inconnue() -> None:
    options = {"EMPLOI": "Emploi", "LOGEMENT": "Logement"}
    deux = Orientation(
        [
            public("a", {"orientation": {}}, {"champ": "orientation", "attendu": "PSSI"}),
            public("b", {"orientation": {"options": options}}, {"champ": "orientation", "attendu": "LOGEMENT"}),
        ]
    )
    [question] = deux.questionnaire.questions
    assert {"PSSI", "TNS", "LOGEMENT"} <= set(question.champ.options)
    bilan = deux.orienter({"orientation": "PSSI"})
    assert not bilan.erreurs
    assert (un(bilan, "a").groupe, un(bilan, "b").groupe) == ("eligible", "a_verifier")
    assert un(deux.orienter({"orientation": "LOGEMENT"}), "b").groupe == "eligible"


def test_une_cle_que_deux_fiches_entendent_autrement_fait_deux_questions() -> None:
    def projet(libelle: str, genre: str) -> dict[str, Any]:
        return {"projet": {"type": genre, "libelle": libelle}}

    trois = Orientation(
        [
            public("a", projet("A-t-elle un projet ?", "oui_non"), {"champ": "projet", "attendu": "oui"}),
            public("b", projet("Combien de projets ?", "entier"), {"champ": "projet", "au_moins": "2"}),
            public("c", projet("A-t-elle un projet ?", "oui_non"), {"champ": "projet", "attendu": "non"}),
        ]
    )
    assert [question.nom for question in trois.questionnaire.questions] == ["projet", "projet:2"]
    bilan = trois.orienter({"projet": "oui", "projet:2": "3"})
    assert [(avis.fiche.id, avis.groupe) for avis in bilan.avis] == [
        ("a", "eligible"),
        ("b", "eligible"),
        ("c", "non_eligible"),
    ]


def test_des_freins_que_la_fiche_ne_connait_pas_ne_comptent_pas() -> None:
    garde = {"difficultes": {"options": {"garde": "Garde d'enfants"}}}
    deux = Orientation(
        [
            public("a", {"difficultes": {}}, {"champ": "difficultes", "attendu": ["sante"]}),
            public("b", garde, {"champ": "difficultes", "attendu": ["garde"]}),
        ]
    )
    bilan = deux.orienter({"difficultes": ["sante", "garde"]})
    assert {avis.groupe for avis in bilan.avis} == {"eligible"}
    assert un(deux.orienter({"difficultes": ["sante"]}), "b").groupe == "a_verifier"
    assert un(deux.orienter({"difficultes": AUCUNE}), "b").groupe == "non_eligible"


def test_un_nombre_illisible_est_une_erreur_a_son_champ_et_n_ecarte_rien() -> None:
    bilan = CINQ.orienter({"enfants": "deux"})
    assert [erreur.champ for erreur in bilan.erreurs] == ["enfants"]
    assert un(bilan, "isere-2-4").groupe == "a_verifier"
    # One sheet's own limit is not the question's.
    deux = Orientation(
        [
            public("a", {"enfants": {"maximum": "3"}}, {"champ": "enfants", "au_moins": "1"}),
            public("b", {"enfants": {"maximum": "9"}}, {"champ": "enfants", "au_moins": "1"}),
        ]
    )
    bilan = deux.orienter({"enfants": "5"})
    assert not bilan.erreurs
    assert (un(bilan, "a").groupe, un(bilan, "b").groupe) == ("a_verifier", "eligible")


@given(
    st.dictionaries(
        st.sampled_from([*CINQ.questionnaire._noms.values(), TERRITOIRE, VOIR, "?"]), st.text() | st.lists(st.text())
    )
)
def test_aucune_saisie_ne_fait_echouer_la_liste(reponses: dict[str, Any]) -> None:
    json.dumps(CINQ.orienter(reponses).en_json(), allow_nan=False)


# ---- which answer would change it: found, not only true ------------------------------------------------------------
def changes(seule: FicheOrientee, reponses: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Each group where one other answer would put this sheet, with the answers that would: in words → as sent."""
    avis = un(Orientation([seule]).orienter(reponses), seule.id)
    return [(c.groupe, dict(zip(c.mots, c.valeurs, strict=True))) for c in avis.changements]


@pytest.mark.parametrize(
    ("bornes", "age", "attendus"),
    [
        ({"au_moins": "18", "au_plus": "25"}, "40", [("eligible", ["25", "24", "19", "18"])]),
        ({"au_moins": "18", "au_plus": "25"}, "9", [("eligible", ["18", "19", "24", "25"])]),
        ({"au_moins": "18", "au_plus": "25"}, "20", [("non_eligible", ["17", "26"])]),
        (
            {"au_moins": "18", "au_plus": "25"},
            INCONNU,
            [("eligible", ["18", "19", "24", "25"]), ("non_eligible", ["17", "26"])],
        ),
        ({"plus_de": "18"}, "12", [("eligible", ["19"])]),
        ({"plus_de": "18"}, "50", [("non_eligible", ["18", "17"])]),
        ({"moins_de": "18"}, "50", [("eligible", ["17"])]),
        ({"moins_de": "18"}, "3", [("non_eligible", ["18", "19"])]),
        ({"au_plus": "0"}, "5", [("eligible", ["0"])]),
        ({"au_plus": "0"}, "0", [("non_eligible", ["1"])]),  # nobody is minus one year old
        ({"au_moins": "130"}, "9", [("eligible", ["130"])]),  # and the question takes no 131
    ],
)
def test_une_unite_de_part_et_d_autre_de_chaque_limite_est_essayee(
    bornes: dict[str, str], age: str, attendus: list[tuple[str, list[str]]]
) -> None:
    seule = public("a", {"age": {}}, {"champ": "age", **bornes})
    trouves = changes(seule, {"age": age})
    assert [(groupe, list(dites.values())) for groupe, dites in trouves] == attendus
    for _, dites in trouves:
        assert [mots.partition("\u00a0")[0] for mots in dites] == list(dites.values())


@pytest.mark.parametrize(
    ("bornes", "jour", "attendus"),
    [
        ({"avant": "2025-03-01"}, "2025-07-01", [("eligible", ["2025-02-28"])]),
        ({"jusqu_au": "2025-03-01"}, "2025-07-01", [("eligible", ["2025-02-28", "2025-03-01"])]),
        ({"a_partir_du": "2025-03-01"}, "2025-07-01", [("non_eligible", ["2025-02-28"])]),
        ({"apres": "2025-03-01"}, "2025-01-01", [("eligible", ["2025-03-02"])]),
    ],
)
def test_la_veille_et_le_lendemain_d_un_jour_sont_essayes(
    bornes: dict[str, str], jour: str, attendus: list[tuple[str, list[str]]]
) -> None:
    champs = {"inscrite": {"type": "date", "libelle": "Depuis quand est-elle inscrite ?"}}
    trouves = changes(public("a", champs, {"champ": "inscrite", **bornes}), {"inscrite": jour})
    assert [(groupe, list(dites.values())) for groupe, dites in trouves] == attendus
    assert (
        un(Orientation([public("a", champs, {"champ": "inscrite", **bornes})]).orienter({}), "a").groupe == "a_verifier"
    )


def test_la_limite_d_un_fait_n_en_fait_pas_varier_un_autre() -> None:
    deux = [{"champ": "age", "au_moins": "18"}, {"champ": "enfants", "au_plus": "40"}]
    trouves = changes(public("a", {"age": {}, "enfants": {}}, *deux), {"age": "9", "enfants": "1"})
    assert trouves == [("eligible", {"18\u00a0ans": "18", "19\u00a0ans": "19"})]


def test_un_choix_parmi_plusieurs_s_ajoute_ou_se_retire() -> None:
    sans_sante = {"aucun": [{"champ": "difficultes", "attendu": "sante", "libelle": "Santé", "citation": "c"}]}
    seule = fiche(
        "a",
        charger(
            {
                "id": "a",
                "calculateurs": {
                    "eligibilite": {
                        "champs": {"difficultes": {}},
                        "regles": [
                            {
                                "genre": "public",
                                "conditions": [
                                    {"libelle": "Pas de santé", "citation": "c", **sans_sante},
                                    {
                                        "champ": "difficultes",
                                        "attendu": "mobilite",
                                        "libelle": "Mobilité",
                                        "citation": "c",
                                    },
                                ],
                            }
                        ],
                    }
                },
            }
        ),
    )
    assert changes(seule, {"difficultes": ["sante", "mobilite"]}) == [("eligible", {"santé en moins": ["mobilite"]})]
    assert changes(seule, {"difficultes": ["logement"]}) == [
        ("eligible", {"mobilité en plus": ["logement", "mobilite"]})
    ]
    assert changes(seule, {"difficultes": AUCUNE}) == [("eligible", {"mobilité": ["mobilite"]})]
    # One choice alone is not taken away: « none of them » says it.
    perdue = dict(changes(seule, {"difficultes": ["mobilite"]}))["non_eligible"]
    assert perdue == {"santé en plus": ["mobilite", "sante"], AUCUNE: [AUCUNE]}
    perdue = dict(changes(seule, {"difficultes": ["mobilite", "logement"]}))["non_eligible"]
    assert perdue["mobilité en moins"] == ["logement"]


def selon_la_lecture(retenue: str = "") -> FicheOrientee:
    """A sheet whose age depends on how a clause is read, within a group."""
    ages = {"large": "18", "etroite": "25"}
    cas = {lu: {"champ": "age", "au_moins": n, "libelle": "Âge", "citation": "c"} for lu, n in ages.items()}
    hypothese = {"texte": "Quel âge ?", "lectures": dict(zip(ages, ("dix-huit", "vingt-cinq"), strict=True))}
    hypothese |= {"retenue": retenue} if retenue else {}
    tous = {"libelle": "Âge", "citation": "c", "tous": [{"selon": "H-AGE", **cas}]}
    regles = [{"genre": "public", "conditions": [tous]}]
    calculateurs = {"eligibilite": {"champs": {"age": {}}, "regles": regles}}
    return fiche("a", charger({"id": "a", "hypotheses": {"H-AGE": hypothese}, "calculateurs": calculateurs}))


def test_une_limite_qui_depend_d_une_lecture_est_essayee_sous_chacune() -> None:
    trouves = [(groupe, list(dites.values())) for groupe, dites in changes(selon_la_lecture(), {"age": "20"})]
    assert trouves == [("eligible", ["25", "26"]), ("non_eligible", ["17"])]
    trouves = [(groupe, list(dites.values())) for groupe, dites in changes(selon_la_lecture(), {"age": "40"})]
    assert trouves == [("a_verifier", ["24", "19", "18"]), ("non_eligible", ["17"])]
    trouves = [(groupe, list(dites.values())) for groupe, dites in changes(selon_la_lecture("etroite"), {"age": "20"})]
    assert trouves == [("eligible", ["25", "26"])]


# ---- what to ask next ------------------------------------------------------------------------------------------------
def qui_attend(ident: str, *faits: str) -> FicheOrientee:
    """A sheet that needs these facts, whatever they are answered: « oui », an adult, no child…"""
    admises: dict[str, dict[str, Any]] = {
        "age": {"au_moins": "18"},
        "enfants": {"au_plus": "9"},
        "situation": {"attendu": "couple"},
    }
    return public(ident, {f: {} for f in faits}, *({"champ": f, **admises.get(f, {"attendu": "oui"})} for f in faits))


@pytest.mark.parametrize(
    ("fiches", "reponses", "prochaine", "compte"),
    [
        ([["age"], ["enfants"], ["enfants"]], {}, "enfants", 2),
        ([["age", "enfants"], ["age"], ["enfants"]], {}, "age", 2),  # as many wait for each: the facts' own order
        ([["enfants"], ["age"]], {}, "age", 1),
        ([["prescription"], ["prescription"], ["age"]], {}, "age", 1),  # the person before the paperwork
        ([["prescription"], ["prescription"], ["age"]], {"age": "30"}, "prescription", 2),
        ([["prescription"], ["cer"], ["cer"]], {}, "cer", 2),
        ([["age"], ["enfants"], ["enfants"]], {"enfants": "2"}, "age", 1),
        ([["age"], ["enfants"], ["enfants"]], {"enfants": INCONNU}, "enfants", 2),
        # A sheet that does not suit waits for nothing more.
        ([["age", "enfants"], ["age", "enfants"], ["situation"]], {"age": "9"}, "situation", 1),
        ([["age"], ["enfants"]], {"age": "30", "enfants": "1"}, None, 0),
        ([["age"]], {"age": "9"}, None, 0),
    ],
)
def test_la_question_suivante_est_celle_que_le_plus_de_fiches_attendent(
    fiches: list[list[str]], reponses: dict[str, Any], prochaine: str | None, compte: int
) -> None:
    bilan = Orientation([qui_attend(f"f{n}", *faits) for n, faits in enumerate(fiches)]).orienter(reponses)
    assert (bilan.prochaine.nom if bilan.prochaine else None, bilan.compte_pour) == (prochaine, compte)


def test_une_reponse_donnee_n_est_pas_redemandee_meme_si_une_fiche_ne_sait_pas_la_lire() -> None:
    trois = [{"champ": "enfants", "au_moins": "1"}]
    deux = Orientation(
        [public("a", {"enfants": {"maximum": "3"}}, *trois), public("b", {"enfants": {"maximum": "9"}}, *trois)]
    )
    bilan = deux.orienter({"enfants": "5"})
    assert un(bilan, "a").groupe == "a_verifier" and bilan.prochaine is None


def test_les_demarches_se_demandent_en_dernier() -> None:
    projet = {"projet": {"type": "oui_non", "libelle": "A-t-elle un projet ?"}}
    seule = public("a", {"prescription": {}, **projet, "age": {}}, {"champ": "age", "au_moins": "18"})
    assert [q.nom for q in Orientation([seule]).questionnaire.questions] == ["age", "projet", "prescription"]


def posee(*champs: dict[str, Any], cle: str = "enfants") -> Champ:
    """The one question that stands for this field of several sheets."""
    (question,) = Orientation(
        [public(f"f{n}", {cle: champ}, {"champ": cle, "au_moins": "1"}) for n, champ in enumerate(champs)]
    ).questionnaire.questions
    return question.champ


def refuse(champ: Champ, brut: str) -> bool:
    try:
        champ.lire(brut)
    except SaisieInvalide:
        return True
    return False


@pytest.mark.parametrize(
    ("champs", "acceptees", "refusees"),
    [
        ([{"maximum": "3"}, {"maximum": "9"}], ["0", "3", "9"], ["10"]),
        ([{"maximum": "9"}, {"maximum": "3"}], ["0", "3", "9"], ["10"]),
        ([{"maximum": "3"}, {}], ["10", "99"], []),
        ([{"positif": "oui"}, {"positif": "oui"}], ["1"], ["0"]),
        ([{"positif": "oui"}, {}], ["0", "1"], []),
        ([{}, {"positif": "oui"}], ["0", "1"], []),
    ],
)
def test_la_question_commune_accepte_ce_qu_une_des_fiches_accepte(
    champs: list[dict[str, Any]], acceptees: list[str], refusees: list[str]
) -> None:
    commune = posee(*champs)
    assert [brut for brut in (*acceptees, *refusees) if refuse(commune, brut)] == refusees


def test_la_question_commune_n_a_ni_valeur_d_une_fiche_ni_mots_d_une_fiche() -> None:
    seule = posee({"defaut": "2", "facultatif": "oui", "libelle": "Enfants du foyer"}, {})
    assert (seule.defaut, seule.facultatif) == ("", False)
    assert seule.libelle == typographie("Combien d'enfants a-t-elle à charge ?")


def test_les_reponses_communes_sont_celles_des_fiches_dans_l_ordre_de_la_maison() -> None:
    un_fait = {"champ": "orientation", "attendu": "EMPLOI"}
    deux = Orientation(
        [
            public("a", {"orientation": {"options": {"LOGEMENT": "Logement", "EMPLOI": "Emploi"}}}, un_fait),
            public("b", {"orientation": {"options": {"EMPLOI": "L’emploi", "PSSI": "Le PSSI"}}}, un_fait),
        ]
    )
    (question,) = deux.questionnaire.questions
    assert dict(question.champ.options) == {
        "PSSI": "Parcours santé social insertion (PSSI)",
        "EMPLOI": "Parcours emploi",
        "LOGEMENT": "Logement",
    }
    assert list(question.champ.options) == ["PSSI", "EMPLOI", "LOGEMENT"]


def test_deux_reponses_qu_une_fiche_exclut_ensemble_lui_sont_inconnues_et_le_reste_decide() -> None:
    foyer = {"enfants": {"exclut": ["situation"]}, "situation": {}, "allocataire_rsa": {}}
    attendus = [
        {"champ": "enfants", "au_moins": "1"},
        {"champ": "situation", "attendu": "couple"},
        {"champ": "allocataire_rsa", "attendu": "oui"},
    ]
    seule = Orientation([public("a", foyer, *attendus)])
    ensemble = {"enfants": "2", "situation": "couple"}
    avis = un(seule.orienter({**ensemble, "allocataire_rsa": "oui"}), "a")
    assert (avis.statut, avis.groupe) == ("a_verifier", "a_verifier")
    assert [ligne.cle for ligne in avis.manquantes] == ["enfants"]
    assert un(seule.orienter({**ensemble, "allocataire_rsa": "non"}), "a").groupe == "non_eligible"


# ---- the file of the browser, and what is shown ----------------------------------------------------------------------
@pytest.fixture(scope="module")
def fichier() -> str:
    return regles_orientation(VUES)


def demander(fichier: str, **entrees: Any) -> dict[str, Any]:
    requete = {"calculateur": "orientation", "entrees": entrees, "formulaire": "personne", "page_fiche": "../"}
    reponse: dict[str, Any] = json.loads(repondre(json.dumps(requete), fichier))
    return reponse


def test_le_fichier_du_navigateur_repond_comme_le_catalogue(fichier: str) -> None:
    assert demander(fichier, **PSSI_SEUL)["resultat"] == CINQ.orienter(PSSI_SEUL).en_json()
    assert '"financement":{' not in fichier
    assert '"exemple"' not in fichier


def test_seules_les_premieres_sont_montrees_mais_toutes_comptees(fichier: str) -> None:
    brutes = json.loads(fichier)["fiches"]
    copies = [dict(brute, id=f"{brute['id']}-{n}") for n in range(30) for brute in brutes]
    grand = json.dumps({"fiches": copies})
    reponse = demander(grand)
    assert reponse["html"].count("data-fiche=") == 50
    assert reponse["resultat"]["bilan"] == "120 à vérifier"
    assert 'data-voir="100"' in reponse["html"]
    suite = demander(grand, **{VOIR: "150"})
    assert suite["html"].count("data-fiche=") == 120
    assert "data-voir" not in suite["html"]
    assert len(ouvrir(json.loads(grand)).orienter({}).a_part) == 30
