"""The result as a page shows it."""

import json
import re
from pathlib import Path

import pytest

from calculators import ancre_clause, charger, rendre_resultat
from calculators.navigateur import repondre
from catalogue import lire_catalogue

FICHES = {f.id: f for f in lire_catalogue(Path(__file__).parent.parent / "catalogue" / "fiches").fiches}
DEFAUT = {"jours": "10", "cout_jour": "400", "prevus": "8", "presents_moyens": "6"}


def rendre(entrees, fiche="isere-2-5", calculateur="financement", hypotheses=None):
    resultat = FICHES[fiche].regles.calculer(calculateur, entrees, hypotheses)
    return rendre_resultat(resultat, "f", "../../fiches/isere-2-5/index.html")


def test_chaque_valeur_est_dans_un_element_data_et_une_seule_fois():
    html = rendre(DEFAUT)
    for cle, valeur in {"base": "4000.00", "part_variable": "1500.00", "total": "3500.00"}.items():
        assert html.count(f'<data data-cle="{cle}" value="{valeur}">') == 1
    assert 'data-statut="conforme"' in html
    assert "3\u202f500,00\u00a0€</data>" in html


def test_chaque_clause_renvoie_au_texte_de_la_fiche():
    html = rendre(DEFAUT)
    ancre = ancre_clause("Le coût maximal est de 400 € par jour")
    assert f'href="../../fiches/isere-2-5/index.html#{ancre}"' in html
    assert '<q>une part fixe de <span class="insecable">50%</span> de charges fixes et/ou d\'ingénierie</q>' in html
    assert '<q>Le coût maximal est de <span class="insecable">400 €</span> par jour</q>' in html


def test_les_lectures_d_une_hypothese_sont_des_boutons_du_formulaire():
    html = rendre(DEFAUT, hypotheses={"H-DENOM": "minimum_6"})
    assert (
        'name="hypothese:H-DENOM" value="minimum_6" form="f" autocomplete="off" id="f-H-DENOM-minimum_6" checked'
        in html
    )
    assert "−\u00a0500,00\u00a0€" in html


def test_une_hypothese_ouverte_n_a_aucun_bouton_choisi():
    html = rendre({"couples": "1", "cer_par_couple": "2"}, "isere-2-4")
    bloc = html.partition('data-hypothese="H-COUPLE"')[2].partition("</fieldset>")[0]
    assert bloc.count('type="radio"') == 2
    assert "checked" not in bloc


def test_ce_que_le_lecteur_tape_n_est_jamais_du_html():
    html = rendre({**DEFAUT, "jours": "<img src=x onerror=alert(1)>"})
    assert "<img" not in html
    assert "&lt;img" in html
    assert 'href="#f-jours"' in html


def test_le_navigateur_recoit_le_resultat_et_son_html():
    requete = {"calculateur": "financement", "entrees": DEFAUT, "hypotheses": {}, "formulaire": "f", "page_fiche": ""}
    reponse = json.loads(repondre(json.dumps(requete), json.dumps(FICHES["isere-2-5"].donnees_regles())))
    resultat = FICHES["isere-2-5"].regles.calculer("financement", DEFAUT)
    assert reponse["resultat"] == resultat.en_json()
    assert reponse["html"] == rendre_resultat(resultat, "f", "")


def test_l_arbre_du_calcul_montre_chaque_etape_et_sa_clause():
    resultat = FICHES["isere-2-5"].regles.calculer("financement", {**DEFAUT, "cout_jour": "450"})
    base = next(ligne for ligne in resultat.en_json()["lignes"] if ligne["cle"] == "base")
    jours, tarif = base["etapes"]
    assert (jours["libelle"], jours["valeur"]) == ("Nombre de jours", "10\u00a0jours")
    assert (tarif["valeur"], tarif["citation"]) == ("400,00\u00a0€", "Le coût maximal est de 400 € par jour")
    assert [etape["valeur"] for etape in tarif["etapes"]] == ["450,00\u00a0€", "400,00\u00a0€"]
    assert '<details class="etapes"><summary>Détail</summary>' in rendre(DEFAUT)


def test_l_arbre_du_montant_d_une_lecture_deplie_ce_qu_aucune_ligne_ne_montre():
    demi_jour = {**DEFAUT, "jours": "10,5"}
    lignes = FICHES["isere-2-5"].regles.calculer("financement", demi_jour).en_json()["lignes"]
    prorata, entier = (ligne for ligne in lignes if ligne["cle"].startswith("si_"))
    assert [etape["libelle"] for etape in prorata["etapes"]] == ["Part fixe", "Part variable"]
    fixe, variable = prorata["etapes"]
    assert fixe["citation"].startswith("une part fixe de 50%") and variable["calcul"].endswith("÷ 8\u00a0prévus")
    base, _ = fixe["etapes"]
    assert (base["libelle"], base["valeur"]) == ("Base financée", "4\u202f200,00\u00a0€")
    assert base["etapes"] and not variable["etapes"][0]["etapes"][0]["etapes"]  # unfolded once
    assert entier["etapes"][0]["etapes"][0]["valeur"] == "4\u202f400,00\u00a0€"
    assert prorata["hypotheses"][0] == "H-DEMIJ" and {"H-DENOM", "H-LIN"} < set(prorata["hypotheses"])
    html = rendre(demi_jour)
    assert html.count('<details class="etapes">') == 2 and "Base financée" in html


def test_un_montant_que_deux_lectures_donnent_autrement_dit_les_deux_calculs():
    hypotheses = {code: {"texte": code, "lectures": {"x": "Un", "y": "Deux"}} for code in ("H-A", "H-B")}
    produit = {"genre": "produit", "citation": "c"}
    regles = [
        {**produit, "cle": "a", "libelle": "A", "facteurs": ["n", {"selon": "H-A", "x": "1", "y": "2"}]},
        {**produit, "cle": "b", "libelle": "B", "facteurs": ["n", {"selon": "H-B", "x": "5", "y": "9"}]},
        {"genre": "minimum", "cle": "t", "libelle": "Total", "valeurs": ["a", "b"], "citation": "c"},
    ]
    champs = {"n": {"type": "montant", "libelle": "N"}}
    calculateurs = {"financement": {"champs": champs, "regles": regles, "resultat": "t"}}
    lues = charger({"id": "e", "hypotheses": hypotheses, "calculateurs": calculateurs})
    lignes = [ligne for ligne in lues.calculer("financement", {"n": "10"}).en_json()["lignes"] if "si" in ligne["cle"]]
    assert [(ligne["valeur"], ligne["etapes"]) for ligne in lignes[:2]] == [("10.00", []), ("20.00", [])]
    assert "50,00" in lignes[0]["calcul"] and "90,00" in lignes[0]["calcul"]


def test_le_bandeau_compte_les_regles_qui_ne_sont_pas_tenues():
    duree = FICHES["alsace-4-passerelle"].regles.calculer("duree", {"duree_mois": "30", "duree_cer_mois": "12"})
    assert duree.bandeau == "2\u00a0règles de la fiche ne sont pas tenues\u00a0: durée prévue\u202f; durée d’un CER."
    assert rendre_resultat(duree).count(">Non remplie<") == 2
    une = FICHES["alsace-4-passerelle"].regles.calculer("duree", {"duree_mois": "30"})
    assert une.bandeau == "Une règle de la fiche n’est pas tenue\u00a0: durée prévue."


def test_un_point_d_attention_se_dit_dans_le_bandeau():
    manquee = FICHES["alsace-4-passerelle"].regles.calculer("resultats", {"accompagnes": "40", "reprises": "3"})
    assert (manquee.statut, manquee.bandeau) == (
        "conforme",
        "Toutes les règles qui pouvaient être vérifiées sont tenues\u202f; un point d’attention.",
    )
    assert '<li class="ligne" data-mot="non_atteinte">' in rendre_resultat(manquee)


def test_une_alerte_qu_une_ligne_tenue_ne_dit_pas_est_montree():
    jours = {"cout_jour": "400", "prevus": "8", "presences": ["8", "6", "7", "5"]}
    inscrits = FICHES["isere-2-5"].regles.calculer("financement", jours)
    assert inscrits.statut == "conforme" and "moins de 6" in rendre_resultat(inscrits)
    chaque_jour = FICHES["isere-2-5"].regles.calculer("financement", jours, {"H-MIN6": "presents_chaque_jour"})
    assert chaque_jour.statut == "non_conforme" and "alerte-bloquant" in rendre_resultat(chaque_jour)


def test_le_silence_d_une_fiche_se_dit_une_fois_avec_sa_clause():
    html = rendre({}, "isere-2-4", "duree")
    assert html.count("ne fixe pas de durée") == 1
    assert "<q>sur une année pleine</q>" in html
    assert "À savoir" not in html


def test_le_detail_ne_montre_pas_un_nombre_sans_nom():
    for fiche in FICHES.values():
        for nom, calculateur in fiche.regles.calculateurs.items():
            html = rendre_resultat(fiche.regles.calculer(nom, calculateur.exemple))
            assert not re.search(r'<li><span class="montant">[^<]*</span></li>', html), (fiche.id, nom)
    html = rendre({**DEFAUT, "cout_jour": "450"})
    detail = html.partition('<details class="etapes">')[2].partition("</details>")[0]
    assert "450,00" in detail and detail.count("<li>") == 3


def test_une_erreur_nomme_son_champ_une_fois_et_marque_ce_nom():
    resultat = FICHES["isere-2-5"].regles.calculer(
        "financement", {"cout_jour": "400", "prevus": "8", "presences": "8 x"}
    )
    [erreur] = resultat.erreurs
    dit = "nombre n°\u00a02\u00a0: «\u00a0x\u00a0» n’est pas un nombre\u202f; écrivez-le en chiffres, par exemple 12."
    assert erreur.message == f"Présents jour par jour, {dit}"
    assert resultat.en_json()["erreurs"] == [{"champ": "presences", "message": erreur.message}]
    assert f'<span class="erreur-champ">Présents jour par jour, </span>{dit}</a>' in rendre_resultat(resultat, "f")


def test_une_partie_plus_grande_que_son_tout_renvoie_au_champ_du_tout():
    [erreur] = FICHES["isere-2-4"].regles.calculer("resultats", {"accompagnes": "10", "avec_cer": "12"}).erreurs
    attendu = "saisissez 10 au plus\u202f; c’est ce que dit «\u00a0Allocataires accompagnés\u00a0»."
    assert erreur.message.endswith(attendu)


def test_les_deux_dates_d_une_periode_s_ecrivent_comme_une_date():
    regles = FICHES["isere-2-4"].regles
    lues = [
        regles.calculer("financement", {"cer": cer}).en_json()["valeurs"]
        for cer in ("2024-01-01/2024-06-30", "01-01-2024 au 30-06-2024", "du 1er janv. 2024 au 30 juin 2024")
    ]
    assert lues[0] == lues[1] == lues[2] and lues[0]
    [erreur] = regles.calculer("financement", {"cer": "1/2/26 au 30/6/26"}).erreurs
    assert (
        "période n°\u00a01\u00a0: l’année de «\u00a01/2/26\u00a0» a deux chiffres\u202f; écrivez-en quatre"
        in erreur.message
    )


@pytest.mark.parametrize(("bonus", "dit"), [("500 €", "500,00"), ("10 %", "1\u202f000,00\u00a0€ × 10\u00a0%")])
def test_le_signe_d_une_reponse_n_est_pas_celui_d_une_operation(bonus, dit):
    si = {"champ": "structure", "attendu": "mixte", "libelle": "Structure mixte", "citation": "x"}
    regle = {"genre": "majoration", "cle": "bonus", "libelle": "Bonus", "montant": "montant", "bonus": bonus}
    champs = {
        "structure": {"type": "choix", "libelle": "Structure", "options": {"mixte": "ACI + EI", "seule": "EI"}},
        "montant": {"type": "montant", "libelle": "Montant"},
    }
    financement = {"champs": champs, "resultat": [], "regles": [{**regle, "si": si, "citation": "x"}]}
    regles = charger({"id": "bonus", "calculateurs": {"financement": financement}})
    html = rendre_resultat(regles.calculer("financement", {"structure": "mixte", "montant": "1000"}))
    calcul = re.search(r'<p class="ligne-calcul">(.*?)</p>', html)
    assert calcul and calcul[1].startswith(dit)
    assert "(structure mixte\u00a0: ACI + EI\u202f; attendu\u00a0: ACI + EI)" in calcul[1]
    assert (" = " in re.sub("<[^>]*>", "", calcul[1])) == bonus.endswith("%")
