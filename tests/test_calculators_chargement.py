"""Rules written wrong: every fault at once, with its path and how to mend it. And the examples of the documentation."""

import re
from inspect import getdoc
from pathlib import Path

import pytest
import yaml

from calculators import MECANISMES, STATUTS, ReglesInvalides, charger, planifier, typographie
from calculators.chargement.champs import RESERVEES
from calculators.chargement.chargeur import Chargeur
from calculators.pluriannuel import cofinancer
from catalogue import lire_catalogue

RACINE = Path(__file__).parent.parent
REELLES = lire_catalogue(RACINE / "catalogue" / "fiches").fiches
FICHES = (*REELLES, *lire_catalogue(RACINE / "tests" / "exemples" / "fiches").fiches)


def regles(texte, hypotheses=""):
    ville = "{type: choix, libelle: Ville, options: {Grenoble: Grenoble, Vienne: Vienne}}"
    champs = f"{{jours: {{type: jours, libelle: Jours}}, cout: {{type: montant, libelle: Coût}}, ville: {ville}, "
    champs += "naissance: {type: date, libelle: Naissance}, places: {type: entier, libelle: Places, unite: places}}"
    source = (
        f"hypotheses: {hypotheses or '{}'}\ncalculateurs:\n  financement:\n    champs: {champs}\n    regles:\n{texte}"
    )
    return yaml.load(source, Loader=yaml.CBaseLoader)


@pytest.mark.parametrize(
    ("texte", "chemin", "message"),
    [
        ("    - {cle: x}", "regles.0", "« genre » manque à cette règle ; donnez le nom d’un mécanisme"),
        (
            "    - {genre: produits}",
            "regles.0.genre",
            "mécanisme inconnu « produits » ; vouliez-vous dire « produit » ?",
        ),
        ("    - {genre: produit, cle: total}", "regles.0", "« facteurs » manque ; donnez les quantités à multiplier"),
        (
            "    - {genre: produit, cle: total, libelle: Total, facteurs: [jours, cout]}",
            "regles.0",
            "« citation » manque à cette règle ; donnez la clause de la fiche, mot pour mot",
        ),
        (
            "    - {genre: produit, cle: total, facteur: [jours], facteurs: [jours, cout]}",
            "regles.0.facteur",
            "clé inconnue « facteur » ; vouliez-vous dire « facteurs » ?",
        ),
        (
            "    - {genre: produit, cle: total, facteurs: [jour, cout]}",
            "regles.0.facteurs.0",
            "valeur inconnue « jour » ; vouliez-vous dire « jours » ?",
        ),
        ("    - {genre: produit, cle: total, facteurs: [1.200 €]}", "regles.0.facteurs.0", "« 1.200 » est ambigu"),
        ("    - {genre: produit, cle: Total, facteurs: [jours]}", "regles.0.cle", "« Total » n’est pas une clé"),
        (
            "    - {genre: produit, cle: t, facteurs: [{selon: H-X, a: jours}]}",
            "regles.0.facteurs.0.selon",
            "hypothèse inconnue « H-X »",
        ),
        (
            "    - {genre: bornes, valeur: cout, minimum: 500 €, maximum: 400 €, citation: x}",
            "regles.0",
            "le minimum dépasse le maximum (500,00 € > 400,00 €) ; échangez-les",
        ),
        (
            "    - {genre: bornes, valeur: cout, citation: x}",
            "regles.0",
            "aucune borne ; donnez « minimum », « maximum » ou les deux",
        ),
        (
            "    - {genre: repartition, montant: cout, citation: x, parts: [{cle: a, libelle: A, taux: 40 %}]}",
            "regles.0.parts",
            "les parts totalisent 40 % ; elles doivent totaliser 100 %",
        ),
        (
            "    - {genre: tranches, cle: t, nombre: jours, tranches: [{de: 0, a: 9, valeur: 1}, {de: 11, valeur: 2}]}",
            "regles.0.tranches.1",
            "un trou entre 9 et 11 ; faites commencer la tranche à 9",
        ),
        (
            "    - {genre: tranches, cle: t, nombre: jours, tranches: [{de: 0, a: 10, valeur: 1}, {de: 9, valeur: 2}]}",
            "regles.0.tranches.1",
            "un chevauchement entre 9 et 10 ; faites commencer la tranche à 10",
        ),
        (
            "    - {genre: produit, cle: t, facteurs: [jours]}\n    - {genre: produit, cle: t, facteurs: [cout]}",
            "regles.1",
            "« t » est déjà donné par une autre règle ; datez-les",
        ),
        (
            "    - {genre: produit, cle: t, facteurs: [jours], au: 2024-12-31}\n"
            "    - {genre: produit, cle: t, facteurs: [cout], du: 2025-02-01}",
            "regles.1",
            "aucune règle ne donne « t » du 1er janvier 2025 au 31 janvier 2025 ; rapprochez les périodes",
        ),
        (
            "    - {genre: produit, cle: t, facteurs: [jours], au: 2024-12-31}",
            "",
            "des règles sont datées ; donnez « date », le champ de date qui choisit les règles",
        ),
        (
            "    - {genre: plafond, cle: t, valeur: cout, plafond: 80 %}",
            "regles.0.plafond",
            "un taux ne plafonne pas un montant",
        ),
        ("    - {genre: produit, facteurs: [cout]}", "regles.0", "« cle » manque à cette règle"),
        (
            "    - {genre: taux, cle: t, numerateur: jours, denominateur: jours, citation: x}",
            "regles.0",
            "« libelle » manque",
        ),
        (
            "    - {genre: carence, cle: t, libelle: T, fin: jours, delai: 3, citation: x}",
            "regles.0.delai",
            "une durée est attendue ici ; écrivez-la en mois, en ans, en semaines ou en jours",
        ),
        (
            "    - {genre: carence, cle: t, libelle: T, fin: naissance, delai: places, citation: x}",
            "regles.0.delai",
            "« places » n’est pas une durée en mois, en ans, en semaines ou en jours ; "
            "changez son type (mois, semaines, jours) ou son unité",
        ),
        (
            "    - {genre: carence, cle: t, libelle: T, fin: naissance, delai: cout, citation: x}",
            "regles.0.delai",
            "« cout » est en €, une durée est attendue ici ; donnez-la en mois, en ans, en semaines ou en jours",
        ),
        (
            "    - {genre: fraction_de_duree, cle: t, duree: jours, pleine: {genre: produit, facteurs: [jours]}}",
            "regles.0.pleine",
            "cette valeur est en jours, une durée est attendue ici ; donnez-la en mois ou en ans",
        ),
        (
            "    - {genre: produit, cle: h, facteurs: [jours, places]}\n"
            "    - {genre: carence, cle: t, libelle: T, fin: naissance, delai: h, citation: x}",
            "regles.1.delai",
            "« h » n’est pas une durée en mois, en ans, en semaines ou en jours ; donnez « unite » à sa règle",
        ),
        (
            "    - {genre: carence, cle: t, libelle: T, delai: 3 mois, citation: x}",
            "regles.0",
            "d’où court le délai n’est pas dit ; donnez « fin » (il court du lendemain) ou « depuis »",
        ),
        (
            "    - {genre: carence, cle: t, libelle: T, fin: naissance, citation: x, "
            "delai: {genre: quotient, numerateur: jours, denominateur: 2 jours}}",
            "regles.0.delai",
            "cette valeur n’est pas une durée en mois, en ans, en semaines ou en jours ; donnez « unite » à sa règle",
        ),
        (
            "    - {genre: carence, cle: t, libelle: T, depuis: naissance, delai: '1,5 mois', citation: x}",
            "regles.0.delai",
            "« 1,5 mois » n’est pas un nombre entier",
        ),
        (
            "    - {genre: date_limite, libelle: L, date: naissance, citation: x}",
            "regles.0",
            "une limite est attendue ; donnez « limite » ou « pas_avant », un jour ou une clé",
        ),
        (
            "    - {genre: date_limite, libelle: L, date: naissance, pas_avant: 2026-02-01, avant: 1 an, citation: x}",
            "regles.0.avant",
            "« avant » se compte depuis « limite » ; donnez-la",
        ),
        (
            "    - {genre: date_limite, libelle: L, date: naissance, pas_avant: 2026-02-02, limite: 2026-02-01, "
            "citation: x}",
            "regles.0",
            "le premier jour admis vient après le dernier ; échangez-les",
        ),
        (
            "    - {genre: public, conditions: [{champ: jours, attendu: '18', libelle: L, citation: x}]}",
            "regles.0.conditions.0.attendu",
            "« jours » n’est pas un champ à réponses",
        ),
        (
            "    - {genre: public, conditions: [{champ: ville, attendu: Grenobl, libelle: L, citation: x}]}",
            "regles.0.conditions.0.attendu",
            "« Grenobl » n’est pas une réponse de « ville » ; vouliez-vous dire « Grenoble » ?",
        ),
        (
            "    - {genre: bareme, cle: t, par: ville, valeurs: {Voiron: 3 €}}",
            "regles.0.valeurs",
            "« Voiron » n’est pas une réponse de « ville »",
        ),
        (
            "    - {genre: bornes, valeur: cout, maximum: 3 ans, citation: x}",
            "regles.0",
            "des unités différentes : €, ans ; écrivez-les dans la même, 12 mois pour 1 an",
        ),
        ("    - {genre: produit, cle: t, facteurs: [ville]}", "regles.0.facteurs.0", "« ville » n’est pas un nombre"),
        (
            "    - {genre: produit, cle: cout, facteurs: [jours]}",
            "regles.0",
            "« cout » est déjà un champ",
        ),
        (
            "    - {genre: repartition, montant: cout, citation: x, parts: [{cle: a, libelle: A, taux: 100}]}",
            "regles.0.parts.0.taux",
            "un taux est attendu ici ; écrivez-le en %, 40 %",
        ),
        (
            "    - {genre: indice, cle: t, indice: smic_mensuel, date: jours, part: 47}",
            "regles.0.part",
            "un taux est attendu ici ; écrivez-le en %, 47 %",
        ),
        ("    - {genre: produit, cle: t, facteurs: [-3 €]}", "regles.0.facteurs.0", "« -3 € » est négatif"),
        ("    - {genre: somme, cle: t, termes: jours}", "regles.0.termes", "une liste est attendue ici"),
        (
            "    - {genre: bornes, valeur: jours, portee: voeu, citation: x}",
            "regles.0.portee",
            "« voeu » n’est pas admis ici ; au choix : obligation, souhait, verification, conseil",
        ),
        (
            "    - {genre: duree_renouvelable, duree: jours, maximum: 6 mois, citation: x}",
            "regles.0.duree",
            "la durée est en jours, une limite en mois ; comptez tout dans la même unité",
        ),
        ("    - {genre: produit, cle: t, facteurs: [cout, 75 €]}", "regles.0", "ne se multiplient pas"),
        (
            "    - {genre: echeances, debut: naissance, citation: x, etapes: ["
            "{cle: a, libelle: A, apres: 1 mois}, {cle: a, libelle: B, apres: 2 mois}]}",
            "regles.0.etapes.1.cle",
            "« a » est donné deux fois par cette règle",
        ),
        (
            "    - {genre: echeances, debut: naissance, citation: x, etapes: ["
            "{cle: a, libelle: A, apres: '1,5 mois'}]}",
            "regles.0.etapes.0.apres",
            "« 1,5 mois » n’est pas un nombre entier",
        ),
        (
            "    - {genre: produit, cle: t, facteurs: [jours, 75 €]}\n"
            "    - {genre: plafond, cle: u, valeur: t, plafond: 60 mois}",
            "regles.1",
            "des unités différentes : €, mois",
        ),
        ("    - {genre: somme, cle: t, termes: [cout, 3 mois]}", "regles.0", "des unités différentes : €, mois"),
        ("    - {genre: somme, cle: t, termes: [cout, places]}", "regles.0", "« places » ne se compte pas en €"),
        (
            "    - {genre: bornes, valeur: places, maximum: 8 €, citation: x}",
            "regles.0",
            "« places » ne se compte pas en €",
        ),
        (
            "    - {genre: intervalle, cle: t, depuis: naissance, jusqu_a: naissance, en: mois}\n"
            "    - {genre: public, conditions: [{champ: t, au_moins: 1 an, libelle: L, citation: x}]}",
            "regles.1.conditions.0.au_moins",
            "des unités différentes : mois, ans ; écrivez-les dans la même, 12 mois pour 1 an",
        ),
        (
            "    - {genre: public, conditions: [{champ: naissance, au_moins: 18 ans, libelle: L, citation: x}]}",
            "regles.0.conditions.0.au_moins",
            "« naissance » n'est pas un nombre ; comparez avec avant",
        ),
        (
            "    - {genre: public, conditions: [{champ: places, avant: 2026-01-01, libelle: L, citation: x}]}",
            "regles.0.conditions.0.avant",
            "« places » n'est pas une date",
        ),
        (
            "    - {genre: public, conditions: [{au_moins: 4, libelle: G, citation: x, parmi: ["
            "{champ: ville, attendu: Vienne, libelle: L, citation: x}]}]}",
            "regles.0.conditions.0.au_moins",
            "donnez un nombre entier de 1 à 1",
        ),
        (
            "    - {genre: public, conditions: [{libelle: G, citation: x, parmi: ["
            "{champ: ville, attendu: Vienne, libelle: L, citation: x}]}]}",
            "regles.0.conditions.0",
            "« au_moins » manque à « parmi »",
        ),
        (
            "    - {genre: cible, cle: t, libelle: T, taux: jours, seuil: '0,4', citation: x}",
            "regles.0.seuil",
            "écrivez-le en pour cent",
        ),
        (
            "    - {genre: produit, cle: t, facteurs: [{genre: silence, message: x}]}",
            "regles.0.facteurs.0",
            "« silence » ne donne pas un nombre",
        ),
    ],
)
def test_une_regle_fautive_est_refusee_a_sa_place(texte, chemin, message):
    with pytest.raises(ReglesInvalides) as erreur:
        charger(regles(texte))
    trouves = {".".join(map(str, p.chemin)): p.message for p in erreur.value.problemes}
    assert typographie(message) in trouves[f"calculateurs.financement.{chemin}".rstrip(".")]


@pytest.mark.parametrize(
    ("champ", "message"),
    [
        ("elements: {type: entier, libelle: E}", "« elements » est un mot de la page elle-même"),
        ("s: {type: choix, libelle: S, options: {ACI: Grand, aci: Petit}}", "« aci » et « ACI » se saisissent de même"),
        ("s: {type: choix, libelle: S, options: {a: Été, b: ete}}", "« b » et « a » se saisissent de même"),
    ],
)
def test_un_champ_que_le_lecteur_ne_pourrait_pas_remplir_est_refuse(champ, message):
    texte = f"calculateurs:\n  effectif:\n    champs:\n      {champ}\n    regles: []\n"
    with pytest.raises(ReglesInvalides) as erreur:
        charger(yaml.load(texte, Loader=yaml.CBaseLoader))
    assert any(p.message.startswith(typographie(message)) for p in erreur.value.problemes)


def test_aucun_champ_ne_cache_ce_que_les_scripts_demandent_a_leur_formulaire():
    scripts = (RACINE / "site_src" / "assets" / "js").glob("*.js")
    demandes = {
        nom for s in scripts for nom in re.findall(r"\bform(?:ulaire)?\.([a-z_]+)\b(?![-A-Z])", s.read_text("utf-8"))
    }
    assert "dataset" in demandes
    assert demandes <= RESERVEES


def test_toutes_les_fautes_sont_dites_a_la_fois():
    with pytest.raises(ReglesInvalides) as erreur:
        charger(regles("    - {genre: produits}\n    - {genre: produit, cle: t, facteurs: [jour, couts]}"))
    assert len(erreur.value.problemes) == 3


def test_une_hypothese_que_rien_n_ouvre_est_signalee():
    hypotheses = "{H-SEULE: {texte: Un doute, lectures: {a: un, b: deux}}}"
    with pytest.raises(ReglesInvalides, match="aucune règle n’ouvre l’hypothèse H-SEULE"):
        charger(regles("    - {genre: produit, cle: t, facteurs: [jours]}", hypotheses))


@pytest.mark.parametrize("genre", MECANISMES)
def test_l_exemple_de_chaque_mecanisme_se_charge(genre):
    documentation = getdoc(MECANISMES[genre])
    exemple = yaml.load(documentation.partition("Exemple :\n")[2], Loader=yaml.CBaseLoader)
    assert exemple["genre"] == genre
    hypotheses = {code: h for fiche in FICHES for code, h in fiche.regles.hypotheses.items()}
    cles = [cle for fiche in FICHES for c in fiche.regles.calculateurs.values() for cle in c.champs]
    sorties = re.findall(r"cle: (\w+)", "".join(str(fiche.donnees_regles()) for fiche in FICHES).replace("'", ""))
    problemes = []
    Chargeur(hypotheses, [*cles, *sorties], problemes).regle(exemple, ())
    assert problemes == []


@pytest.mark.parametrize("genre", MECANISMES)
def test_chaque_mecanisme_documente_ses_parametres(genre):
    classe = MECANISMES[genre]
    assert all(parametre.aide for parametre in classe.parametres.values())
    assert classe.__module__.rpartition(".")[2] == genre


def noeuds(donnees, chemin=()):
    """Every place of nested data."""
    yield chemin
    for cle, valeur in donnees.items() if isinstance(donnees, dict) else enumerate(donnees):
        yield from noeuds(valeur, (*chemin, cle)) if isinstance(valeur, dict | list) else [(*chemin, cle)]


def parties():
    """Each calculator of each sheet alone, its course with its length, its several years: what loads them, and only
    the hypotheses that they open."""
    for fiche in FICHES:
        donnees, lues = fiche.donnees_regles(), fiche.regles
        calculateurs = donnees["calculateurs"]
        seules = [(c.nom, c.codes, {"calculateurs": {c.nom: calculateurs[c.nom]}}) for c in lues.calculateurs.values()]
        if "parcours" in donnees:
            duree = {nom: brut for nom, brut in calculateurs.items() if nom == "duree"}
            partie = {"parcours": donnees["parcours"], "calculateurs": duree}
            seules.append(("parcours", lues.parcours.calculateur.codes, partie))
        if lues.pluriannuel:
            partie = {"pluriannuel": donnees["pluriannuel"]}
            seules.append(("pluriannuel", lues.pluriannuel.calculateur.codes, partie))
        for nom, codes, partie in seules:
            hypotheses = {code: donnees["hypotheses"][code] for code in codes}
            yield pytest.param({"id": fiche.id, "hypotheses": hypotheses, **partie}, id=f"{fiche.id}-{nom}")


def abimer(donnees, chemin, *intrus):
    """The same rules with something else at one place, or nothing there; what is not on the way is shared."""
    cle, *suite = chemin
    copie = donnees.copy()
    if suite:
        copie[cle] = abimer(copie[cle], suite, *intrus)
    elif intrus:
        (copie[cle],) = intrus
    else:
        del copie[cle]
    return copie


def reponse_a(donnees):
    """What rules that may be damaged lead to: told faults, or a result; empty where that is what a reader gets."""
    try:
        regles = charger(donnees)
    except ReglesInvalides as erreur:
        return "" if erreur.problemes and all(p.message for p in erreur.problemes) else "un refus muet"
    except Exception as erreur:
        return f"au chargement, {erreur!r}"
    try:
        rendus = [regles.calculer(nom, calculateur.exemple) for nom, calculateur in regles.calculateurs.items()]
        rendus += [planifier(regles, regles.parcours.exemple).resultat] if regles.parcours else []
        rendus += [cofinancer(regles, regles.pluriannuel.grille.exemple).resultat] if regles.pluriannuel else []
    except Exception as erreur:
        return f"au calcul, {erreur!r}"
    return "" if {rendu.statut for rendu in rendus} <= set(STATUTS) else "un statut inconnu"


def verifier_les_abimes(donnees, intrus):
    assert reponse_a(donnees) == "" and charger(donnees)
    places = [chemin for chemin in noeuds(donnees) if len(chemin) > 1]
    assert places
    abimees = ((chemin, un) for chemin in places for un in intrus)
    fautes = [(chemin, *un, dite) for chemin, un in abimees if (dite := reponse_a(abimer(donnees, chemin, *un)))]
    assert not fautes, "\n".join(map(str, fautes))


PARLANTS = [(), ("",), ("10",), ([[]],), ({},), ({"a": "b"},), ({"selon": "H-ABSENTE"},)]
"""What to put at a place, in turn: nothing, no word, a number, a list, two tables, an unknown hypothesis."""
AUTRES = ["-1", "1.200", "400 €", "H-DENOM", None, 3, [], ["x"], [{"a": "b"}], {"selon": "H-DENOM"}, {"selon": []}]
AUTRES += [{"genre": "produit"}, {"genre": []}, {"a_demander": {}}]


@pytest.mark.parametrize("donnees", parties())
def test_une_regle_abimee_est_refusee_ou_calcule_encore(donnees):
    verifier_les_abimes(donnees, PARLANTS)


@pytest.mark.complet
@pytest.mark.parametrize("donnees", parties())
def test_une_regle_abimee_de_toute_autre_facon_est_refusee_ou_calcule_encore(donnees):
    verifier_les_abimes(donnees, [(autre,) for autre in AUTRES])


def test_un_bareme_ne_lit_pas_plusieurs_reponses():
    champ = {"type": "choix_multiples", "libelle": "Aides", "options": {"a": "A", "b": "B"}}
    regle = {"genre": "bareme", "cle": "t", "par": "aides", "valeurs": {"a": "1 €", "b": "2 €"}}
    donnees = {"id": "x", "calculateurs": {"financement": {"champs": {"aides": champ}, "regles": [regle]}}}
    with pytest.raises(ReglesInvalides, match="admet plusieurs réponses"):
        charger(donnees)


@pytest.mark.parametrize(
    ("periodes", "faute"),
    [
        ([("2020-01-01", "2020-12-31"), ("2020-06-01", "2021-01-01")], "le 1er juin 2020 est dans les deux"),
        ([("2022-12-31", "2020-01-01")], "la période finit avant de commencer (31 décembre 2022 > 1er janvier 2020)"),
    ],
)
def test_des_periodes_impossibles_sont_refusees(periodes, faute):
    listees = [{"mot": f"p{rang}", "libelle": f"P{rang}", "du": du, "au": au} for rang, (du, au) in enumerate(periodes)]
    regle = {"genre": "periodes", "cle": "p", "libelle": "P", "date": "d", "citation": "c", "periodes": listees}
    champs = {"d": {"type": "date", "libelle": "Date"}}
    with pytest.raises(ReglesInvalides) as refus:
        charger({"id": "x", "calculateurs": {"duree": {"champs": champs, "regles": [regle]}}})
    assert faute in typographie(str(refus.value)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("champ", "faute"),
    [
        ({"type": "choix"}, "propose des réponses"),
        ({"type": "entier", "options": {"a": "A"}}, "« options » ne va pas avec le type « entier »"),
        ({"type": "date", "maximum": "3"}, "« maximum » ne va pas avec le type « date »"),
        ({"type": "entier", "maximum": "-3"}, "« maximum » est négatif"),
        ({"type": "entier", "sauf": "x"}, "nomment d’autres champs"),
    ],
)
def test_un_champ_impossible_est_refuse(champ, faute):
    calculateur = {"champs": {"x": {"libelle": "X", **champ}}, "regles": []}
    with pytest.raises(ReglesInvalides) as refus:
        charger({"id": "x", "calculateurs": {"financement": calculateur}})
    assert faute in str(refus.value).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("regle", "faute"),
    [
        ({"genre": "contrats", "contrats": "n", "pleine": "12 mois"}, "n’est pas un champ de type « periodes »"),
        ({"genre": "au_plus", "champ": "d", "limite": "n"}, "« d » n’est pas un nombre"),
        ({"genre": "decompte", "total": "d", "parties": ["n"]}, "« d » n’est pas un nombre"),
    ],
)
def test_une_regle_ne_lit_pas_un_champ_d_une_autre_nature(regle, faute):
    champs = {"n": {"type": "entier", "libelle": "N"}, "d": {"type": "date", "libelle": "D"}}
    with pytest.raises(ReglesInvalides) as refus:
        charger({"id": "x", "calculateurs": {"duree": {"champs": champs, "regles": [{**regle, "citation": "c"}]}}})
    assert faute in str(refus.value).replace("\u00a0", " ")


@pytest.mark.parametrize(
    "regle",
    [
        {"genre": "taux", "cle": "t", "libelle": "T", "numerateur": "s", "denominateur": "m"},
        {"genre": "part_variable", "cle": "t", "montant": "e", "realise": "s", "prevu": "m"},
        {"genre": "au_plus", "champ": "m", "limite": "e"},
        {"genre": "cible", "cle": "t", "libelle": "T", "taux": "e", "seuil": "30 %"},
        {
            "genre": "tranches",
            "cle": "t",
            "nombre": "s",
            "tranches": [{"de": "0 mois", "a": "6 mois", "valeur": "1 €"}],
        },
        {"genre": "fraction_de_duree", "cle": "t", "duree": "s", "pleine": "6 mois"},
    ],
    ids=lambda regle: regle["genre"],
)
def test_ce_qui_se_compare_se_compte_dans_la_meme_unite(regle):
    champs = {"s": {"type": "semaines"}, "m": {"type": "mois"}, "e": {"type": "montant"}}
    champs = {cle: {**champ, "libelle": cle.upper()} for cle, champ in champs.items()}
    with pytest.raises(ReglesInvalides, match="des unités différentes"):
        charger({"id": "x", "calculateurs": {"resultats": {"champs": champs, "regles": [{**regle, "citation": "c"}]}}})


@pytest.mark.parametrize(
    ("suivante", "faute"),
    [
        ("2024-12-31", "« t » est donné par deux règles le 31 décembre 2024 ; séparez leurs périodes"),
        ("2024-12-30", "« t » est donné par deux règles à partir du 30 décembre 2024 ; séparez leurs périodes"),
        ("2025-01-01", ""),
        ("2025-01-02", "aucune règle ne donne « t » le 1er janvier 2025 ; rapprochez les périodes"),
    ],
)
def test_deux_versions_d_une_regle_se_suivent_sans_un_jour_de_trop_ni_de_moins(suivante, faute):
    champs = {"n": {"type": "entier", "libelle": "N"}, "jour": {"type": "date", "libelle": "Jour"}}
    regle = {"genre": "produit", "cle": "t", "libelle": "T", "facteurs": ["n"], "citation": "c"}
    versions = [{**regle, "au": "2024-12-31"}, {**regle, "du": suivante, "facteurs": ["n", "2"]}]
    for regles in (versions, versions[::-1]):
        donnees = {"id": "x", "calculateurs": {"financement": {"champs": champs, "date": "jour", "regles": regles}}}
        if faute:
            with pytest.raises(ReglesInvalides) as refus:
                charger(donnees)
            (probleme,) = refus.value.problemes
            assert re.fullmatch(faute, probleme.message.replace("\u00a0", " ").replace("\u202f", " "))
        else:
            lues = charger(donnees)
            rendus = [lues.calculer("financement", {"n": "3", "jour": jour}) for jour in ("2024-12-31", suivante)]
            assert [rendu.en_json()["valeurs"] for rendu in rendus] == [{"t": 3}, {"t": 6}]


def test_une_tranche_vide_est_refusee():
    regle = {"genre": "tranches", "cle": "t", "nombre": "n", "tranches": [{"de": "10", "a": "5", "valeur": "1"}]}
    champs = {"n": {"type": "entier", "libelle": "N"}}
    with pytest.raises(ReglesInvalides, match="la tranche est vide"):
        charger({"id": "x", "calculateurs": {"financement": {"champs": champs, "regles": [regle]}}})


@pytest.mark.parametrize(
    "regle",
    [
        "{genre: echeances, debut: d, citation: c, etapes: [{cle: CLE, libelle: E, apres: 3 mois}]}",
        "{genre: repartition, montant: n, citation: c, parts: [{cle: CLE, libelle: P, taux: 100 %}]}",
        "{genre: rythme, citation: c, phases: [{cle: CLE, libelle: P, duree: 6 mois, nombre: '1', par: mois}]}",
    ],
)
def test_les_cles_des_etapes_et_des_parts_sont_connues_et_propres(regle):
    def calculateur(*regles_):
        champs = {"d": {"type": "date", "libelle": "D"}, "n": {"type": "montant", "libelle": "N"}}
        brutes = [yaml.load(r, Loader=yaml.CBaseLoader) for r in regles_]
        return {"calculateurs": {"duree": {"champs": champs, "regles": brutes, "resultat": "v"}}}

    assert charger(calculateur(regle.replace("CLE", "v"))).calculateurs["duree"].resultat == ("v",)
    with pytest.raises(ReglesInvalides, match=typographie("« n » est déjà un champ du formulaire")):
        charger(calculateur(regle.replace("CLE", "n")))
    with pytest.raises(ReglesInvalides, match=typographie("« v » est déjà donné par une autre règle")):
        charger(calculateur(regle.replace("CLE", "v"), regle.replace("CLE", "v")))


def test_un_champ_ne_prend_pas_la_cle_d_une_periode():
    dates = {cle: {"type": "date", "libelle": cle} for cle in ("debut", "fin_1")}
    champs = {"m": {"type": "mois", "libelle": "M"}, **dates}
    regle = {"genre": "duree_renouvelable", "duree": "m", "debut": "debut", "maximum": "6 mois", "citation": "c"}
    with pytest.raises(ReglesInvalides, match=typographie("« fin_1 » est déjà un champ du formulaire")):
        charger({"calculateurs": {"duree": {"champs": champs, "regles": [regle]}}})
