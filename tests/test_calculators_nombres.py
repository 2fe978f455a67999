"""Numbers, dates and spaces as the French write them."""

import re
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import Champ, SaisieInvalide, formater_date, formater_montant, lire_date, lire_nombre, typographie
from calculators.dates import abreger_date, ajouter_mois, fin_de_duree, reperer_dates
from calculators.nombres import arrondir, centimes, ecrire_decimal, formater_a_cote, formater_ecart, formater_nombre
from calculators.typographie import _REGLES, en_suite


@pytest.mark.parametrize(
    ("saisie", "unite", "attendu"),
    [
        ("1200,5", "", "1200.5"),
        ("1 200,50 €", "€", "1200.50"),
        ("1\u202f200,50\u00a0€", "€", "1200.50"),
        ("1\u00a0234\u00a0567", "", "1234567"),
        ("1.234,56", "€", "1234.56"),
        ("1.234.567", "", "1234567"),
        ("0.500", "", "0.5"),
        ("\u22123", "", "-3"),
        ("60 %", "%", "60"),
        ("6 mois", "mois", "6"),
        ("400 euros", "€", "400"),
        (12.5, "", "12.5"),
        (0.1, "", "0.1"),
    ],
)
def test_un_nombre_se_lit_comme_il_s_ecrit(saisie, unite, attendu):
    assert lire_nombre(saisie, unite) == Fraction(attendu)


@pytest.mark.parametrize(
    ("saisie", "message"),
    [
        ("1.200", "« 1.200 » est ambigu ; voulez-vous dire 1 200 (milliers) ou 1,200 (virgule) ?"),
        ("quatre cents", "« quatre cents » n’est pas un nombre ; écrivez-le en chiffres, par exemple 1 200,50"),
        ("12 mois", "Au lieu de « 12 mois », saisissez un nombre en €, sans « mois »"),
        ("1 2345", "n’est pas un nombre"),
        ("1e5", "n’est pas un nombre"),
        ("٣", "n’est pas un nombre"),
        (float("nan"), "nombre fini"),
        (float("inf"), "nombre fini"),
        (10**13, "au plus 1 000 milliards"),
        (True, "Saisissez un nombre"),
        ([1], "Saisissez un nombre"),
        ("9" * 200, "trop long"),
    ],
)
def test_une_saisie_douteuse_est_refusee_et_dit_pourquoi(saisie, message):
    with pytest.raises(SaisieInvalide) as erreur:
        lire_nombre(saisie, "€")
    assert typographie(message) in str(erreur.value)


@given(st.integers(-(10**13), 10**13))
def test_un_montant_ecrit_se_relit_au_centime(cents):
    montant = Fraction(cents, 100)
    assert lire_nombre(formater_montant(montant), "€") == montant
    assert lire_nombre(ecrire_decimal(montant, 2)) == montant


@given(st.fractions(-(10**9), 10**9, max_denominator=10**6))
def test_l_arrondi_est_au_demi_superieur(nombre):
    ecart = centimes(nombre) - nombre
    assert abs(ecart) <= Fraction(1, 200)
    assert abs(ecart) < Fraction(1, 200) or abs(centimes(nombre)) > abs(nombre)


@pytest.mark.parametrize(
    ("nombre", "autre", "dit", "ecart"),
    [
        ("24.995", "25", "24,995", "0,005"),
        ("24.997", "25", "24,997", "0,003"),
        ("24.99", "25", "24,99", "0,01"),
        ("49", "50", "49", "1"),
        ("0.3349", "0.3351", "0,33", "0,0002"),
    ],
)
def test_un_ecart_a_les_decimales_qui_separent_les_deux_nombres(nombre, autre, dit, ecart):
    assert formater_a_cote(Fraction(nombre), Fraction(autre)) == dit
    assert formater_ecart(Fraction(nombre), Fraction(autre)) == ecart


def test_les_demi_centimes_montent():
    assert formater_montant(Fraction("2.675")) == "2,68\u00a0€"
    assert formater_montant(Fraction("-2.675")) == "\u22122,68\u00a0€"
    assert arrondir(Fraction(5, 2)) == 3


def test_les_espaces_sont_celles_de_l_imprimerie():
    assert formater_montant(Fraction(1234567)) == "1\u202f234\u202f567,00\u00a0€"
    assert formater_nombre(Fraction("1200.5")) == "1\u202f200,5"
    assert typographie("« l'un » : 1 200 € ; oui ?") == "«\u00a0l’un\u00a0»\u00a0: 1\u202f200\u00a0€\u202f; oui\u202f?"
    assert typographie("24 mois au plus, 1 200 fiches") == "24\u00a0mois au plus, 1\u202f200\u00a0fiches"
    assert typographie("en 2024 moisson, 3 h, 12 rendez-vous") == "en 2024 moisson, 3\u00a0h, 12\u00a0rendez-vous"
    assert typographie("permettant d'« aller vers »") == "permettant d’«\u00a0aller vers\u00a0»"


MORCEAUX = st.lists(
    st.sampled_from([*"a '\u00a0\u202f;!?:€%«»n°01€", " mois", " an", "ans", "1 fiche", "\n"]), max_size=12
)


@given(MORCEAUX.map("".join))
def test_la_typographie_une_fois_suffit(texte: str):
    assert typographie(typographie(texte)) == typographie(texte)


@given(MORCEAUX.map("".join))
def test_un_nombre_et_ce_qu_il_compte_restent_ensemble(texte: str):
    assert not re.search(r"\d (?:mois|ans?|fiche)\b", typographie(texte))


@given(MORCEAUX.map("".join))
def test_ce_que_la_typographie_laisse_n_avait_besoin_de_rien(texte: str):
    par_les_regles = texte
    for _, motif, remplacement in _REGLES:
        par_les_regles = motif.sub(remplacement, par_les_regles)
    assert typographie(texte) == par_les_regles


@pytest.mark.parametrize(
    ("libelle", "dans_la_phrase"),
    [
        ("Célibataire", "célibataire"),
        ("À vérifier", "à vérifier"),
        ("D'un CER renforcé", "d'un CER renforcé"),
        ("A-t-elle un CER ?", "a-t-elle un CER ?"),
        ("CER renforcé", "CER renforcé"),
        ("RQTH reconnue", "RQTH reconnue"),
        ("bRSA", "bRSA"),
        ("PDI-E", "PDI-E"),
        ("H-DENOM", "H-DENOM"),
        ("R.S.A. socle", "R.S.A. socle"),
        ("ActivéO", "ActivéO"),
        ("« Célibataire »", "« Célibataire »"),
        ("", ""),
    ],
)
def test_la_suite_d_une_phrase_perd_sa_majuscule_mais_pas_un_sigle(libelle: str, dans_la_phrase: str):
    assert en_suite(libelle) == dans_la_phrase


@given(st.text(max_size=40))
def test_la_suite_ne_touche_qu_a_la_premiere_lettre_et_jamais_a_un_sigle(texte: str):
    suite = en_suite(texte)
    assert suite[1:] == texte[1:] or len(suite) != len(texte)  # « İ » in small letters is two signs
    assert en_suite(suite) == suite
    assert en_suite(f"PSSI {texte}") == f"PSSI {texte}"


@given(st.text(max_size=200))
def test_la_typographie_ne_change_que_des_espaces_et_des_apostrophes(texte):
    def nu(mot):
        return "".join(mot.replace("'", "’").split())

    assert nu(typographie(texte)) == nu(texte)
    assert typographie(typographie(texte)) == typographie(texte)


ECRITES = ["2024-08-31", "31/08/2024", "31.08.2024", "31-08-2024", " 31/8/2024 "]
ECRITES += ["31 août 2024", "31 aout 2024", "31 AOÛT 2024", "31 aoû. 2024"]


@pytest.mark.parametrize("saisie", ECRITES)
def test_une_date_se_lit_de_plusieurs_facons(saisie):
    assert lire_date(saisie) == date(2024, 8, 31)


@pytest.mark.parametrize(
    "saisie",
    ["30/02/2024", "2024-13-01", "31/12/24", "demain", "", None, 20240831, "01/01/1066", "3 jui 2024", "٣/12/2024"],
)
def test_une_date_impossible_est_refusee(saisie):
    with pytest.raises(SaisieInvalide):
        lire_date(saisie)


@pytest.mark.parametrize(
    ("saisie", "ecrite"), [("1/2/26", "01/02/2026"), ("1er fév. 26", "01/02/2026"), ("3-4-99", "03/04/1999")]
)
def test_une_annee_de_deux_chiffres_en_demande_quatre(saisie, ecrite):
    with pytest.raises(SaisieInvalide, match=f"a deux chiffres\u202f; écrivez-en quatre, par exemple {ecrite}"):
        lire_date(saisie)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_une_date_ecrite_se_relit(jour):
    assert lire_date(formater_date(jour)) == lire_date(abreger_date(jour)) == jour
    ecrites = [formater_date(jour), abreger_date(jour), f"{jour:%d-%m-%Y}", jour.isoformat()]
    assert [lire_date(trouvee) for trouvee in reperer_dates(" au ".join(ecrites))] == [jour] * 4
    assert lire_date(jour.isoformat()) == jour


@pytest.mark.parametrize(
    ("debut", "mois", "fin"),
    [
        ("2024-08-31", 6, "2025-02-28"),
        ("2024-03-01", 24, "2026-02-28"),
        ("2023-03-01", 12, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-01-01", 1, "2024-01-31"),
    ],
)
def test_une_duree_s_acheve_la_veille_du_meme_quantieme(debut, mois, fin):
    assert fin_de_duree(date.fromisoformat(debut), mois) == date.fromisoformat(fin)


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(1, 120), st.integers(1, 120))
def test_une_duree_plus_longue_finit_plus_tard(debut, court, plus):
    assert fin_de_duree(debut, court) < fin_de_duree(debut, court + plus)
    assert ajouter_mois(debut, court)[0].month == (debut.month + court - 1) % 12 + 1


@pytest.mark.parametrize(
    ("saisie", "lue"),
    [
        ("8 ; 6 ; 7", [8, 6, 7]),
        ("8;6;", [8, 6]),
        ("1 200 ; 8", [1200, 8]),
        ("1\u202f200 ; 8", [1200, 8]),
        ("8 présents ; 6 présents", [8, 6]),
        ("8 stagiaires ; 1 stagiaire", [8, 1]),
        ("8 6 7", [8, 6, 7]),
        ("8,6,7", [8, 6, 7]),
        ("8, 6 7", [8, 6, 7]),
        ("8", [8]),
    ],
)
def test_une_liste_se_separe_par_des_points_virgules_sinon_par_des_virgules_ou_des_espaces(saisie, lue):
    champ = Champ("presences", "liste_entiers", "Présents chaque jour", nom_unite="stagiaires")
    assert champ.lire(saisie) == tuple(map(Fraction, lue))


@pytest.mark.parametrize("saisie", ["8,5", "7 ; 6,5", "8 6 ; 7", "8 ; ; 6", "8 ; six", "8 mois ; 6"])
def test_une_liste_dont_un_element_n_est_pas_un_nombre_est_refusee(saisie):
    with pytest.raises(SaisieInvalide):
        Champ("presences", "liste_entiers", "Présents chaque jour").lire(saisie)


@pytest.mark.parametrize(
    ("type_", "admises", "refusee", "plafond"),
    [
        ("semaines", ["1", "53", "104", "5200"], "5201", "5 200"),
        ("mois", ["13", "1200"], "1201", "1 200"),
        ("jours", ["366", "36600"], "36600,5", "36 600"),
        ("heures", ["1607", "8784"], "8784,5", "8 784"),
        ("pourcentage", ["99,99", "100"], "100,01", "100"),
    ],
)
def test_une_duree_d_un_siecle_se_saisit_et_rien_au_dela(type_, admises, refusee, plafond):
    champ = Champ("n", type_, "N")
    for admise in admises:
        assert champ.lire(admise) == Fraction(admise.replace(",", "."))
    with pytest.raises(SaisieInvalide) as refus:
        champ.lire(refusee)
    assert refus.value.message == typographie(f"Saisissez {plafond} au plus.")
