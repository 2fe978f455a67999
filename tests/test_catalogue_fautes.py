"""Bad sheets: every fault at once, each with its exact line.

`fiches_fautives/*.yaml` say at their head what is expected of them; the faults that no comment can announce (bytes,
links, pipes) are made here.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue import CatalogueInvalide, lire_catalogue, verifier
from catalogue.analyse import ICI, analyser
from catalogue.fichiers import TAILLE_MAX
from catalogue.lecture import lire_document
from catalogue.memoire import Memoire
from catalogue.modele import Fiche
from catalogue.parties import NON_PRECISE
from catalogue.problemes import FAUTES_MAX, Probleme, borner

CLES = [
    *(nom for nom in Fiche.model_fields if nom != "id"),
    *(
        "financement",
        "regles",
        "champs",
        "exemple",
        "genre",
        "citation",
        "H-X",
        "lectures",
        "sections",
        "exclut",
        "cles",
    ),
    *("cles", "options", "resultat", "retenue", "personnes", "type", "libelle", "selon", "facteurs", "maximum"),
]
FAUTIVES = sorted((Path(__file__).parent / "fiches_fautives").glob("*.yaml"))
BONNE = (ICI / "fiches" / "isere-2-4.yaml").read_text("utf-8").replace("liees: [isere-2-3, isere-2-5]\n", "")


@pytest.fixture
def dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of sheets, which is also the current folder: messages show bare file names."""
    chemin = tmp_path / "fiches"
    chemin.mkdir()
    monkeypatch.chdir(chemin)
    return chemin


def erreurs(dossier: Path) -> list[str]:
    return [str(probleme) for probleme in verifier(dossier) if probleme.niveau == "erreur"]


@pytest.mark.parametrize("fautive", FAUTIVES, ids=lambda chemin: chemin.stem)
def test_fiche_fautive(fautive: Path, dossier: Path) -> None:
    shutil.copy(fautive, dossier)
    lignes = fautive.read_text("utf-8").splitlines()
    attendues = [ligne.removeprefix("# attendu: ") for ligne in lignes if ligne.startswith("# attendu: ")]
    assert erreurs(dossier) == [f"{fautive.name}:{attendue}" for attendue in attendues]
    with pytest.raises(CatalogueInvalide) as leve:
        lire_catalogue(dossier)
    assert len(leve.value.problemes) == len(attendues)


def test_toutes_les_fautes_de_toutes_les_fiches_en_une_fois(dossier: Path) -> None:
    for fautive in FAUTIVES:
        shutil.copy(fautive, dossier)
    lignes = erreurs(dossier)
    assert {ligne.split(":")[0] for ligne in lignes} == {fautive.name for fautive in FAUTIVES}
    assert all(" ; " in ligne.replace("\u202f", " ") for ligne in lignes)


@pytest.mark.parametrize(
    ("avant", "apres", "attendu"),
    [
        ("\ntexte:", "\ntextes:", "22:1: clé inconnue « textes » ; vouliez-vous dire « texte » ?"),
        ("    rubrique: publics", "    rubriques: publics", "24:5: clé inconnue « rubriques »"),
        ("\ncalculateurs:", "\nCalculateurs:", "36:1: clé inconnue « Calculateurs »"),
        ("\ncalculateurs:", "\ncalculateurs\u00a0:", "36:1: espace insécable dans une clé"),
        ("    resultat: total\n    champs:", "    resultat: total\n    champ:", "68:5: clé inconnue « champ »"),
        ("  financement:\n", "  finances:\n", "65:3: clé inconnue « finances »"),
        ("genre: plafond", "genre: plafon", "72:16: mécanisme inconnu « plafon »"),
        ("genre: plafond", "gendre: plafond", "72:17: clé inconnue « gendre »"),
        ("genre: plafond", "genre: toto", "72:16: mécanisme inconnu « toto »"),
        ("cle: aide_session", "CLE: aide_session", "73:14: clé inconnue « CLE » ; vouliez-vous dire « cle » ?"),
        ("conditions:", "condition:", "44:9: clé inconnue « condition »"),
        ("- champ: age", "- champs: age", "49:21: clé inconnue « champs »"),
    ],
)  # fmt: skip
def test_une_faute_de_frappe_n_en_entraine_pas_d_autres(avant: str, apres: str, attendu: str, dossier: Path) -> None:
    guides = Path(__file__).parent / "exemples" / "guides"
    for nom in ("vocabulaire.yaml", "site.yaml"):
        shutil.copy(guides / nom, dossier.parent)
    shutil.copytree(guides / "cas", dossier.parent / "cas")
    fiche = (guides / "fiches" / "atelier-mobilite.yaml").read_text("utf-8")
    assert fiche.count(avant) == 1
    (dossier / "atelier-mobilite.yaml").write_text(fiche.replace(avant, apres), "utf-8")
    dites = [ligne.replace("\u202f", " ").replace("\u00a0", " ") for ligne in map(str, verifier(dossier))]
    assert len(dites) == 1 and dites[0].startswith(f"atelier-mobilite.yaml:{attendu}"), dites


@pytest.mark.parametrize("autres", [0, 3])
def test_d_un_fichier_les_cent_premieres_fautes_sont_dites(autres: int) -> None:
    dites = borner(Probleme("a.yaml", ligne, 1, "clé inconnue") for ligne in range(FAUTES_MAX + autres, 0, -1))
    assert [faute.ligne for faute in dites[:FAUTES_MAX]] == list(range(1, FAUTES_MAX + 1))
    reste = "3 autres problèmes dans ce fichier ; corrigez d’abord ceux qui précèdent"
    dit = [f"a.yaml:{FAUTES_MAX + 1}:1: {reste}"] if autres else []
    assert [str(faute).replace("\u202f", " ") for faute in dites[FAUTES_MAX:]] == dit


def test_un_fichier_retenu_ne_retient_pas_les_fautes_que_d_autres_y_trouvent(dossier: Path) -> None:
    (dossier / "a.yaml").write_text("id: a\nid: b\n", "utf-8")
    memoire = Memoire()
    avant = lire_document(dossier / "a.yaml", memoire)
    premieres = list(avant.problemes)
    avant.signaler((1, 1), "une faute que la fiche voisine explique ; corrigez-la")
    assert len(premieres) == 1
    assert lire_document(dossier / "a.yaml", memoire).problemes == premieres


def test_ce_qui_est_retenu_d_une_fiche_ne_survit_pas_au_retrait_de_sa_voisine(dossier: Path) -> None:
    """Under `serve`, a sheet is judged again where what stands around it changes, though not a letter of it does."""
    vocabulaire = (ICI / "vocabulaire.yaml").read_text("utf-8")
    (dossier.parent / "vocabulaire.yaml").write_text(vocabulaire, "utf-8")
    for nom in ("isere-2-3", "isere-2-4", "isere-2-5"):
        shutil.copy(ICI / "fiches" / f"{nom}.yaml", dossier)
    memoire = Memoire()

    def dites() -> list[str]:
        memoire.tourner()
        trouves = analyser(dossier, avec_cas=False, memoire=memoire).problemes()
        return [str(probleme).replace("\u00a0", " ").replace("\u202f", " ") for probleme in trouves]

    assert dites() == []
    (dossier / "isere-2-5.yaml").unlink()
    assert [re.sub(r":\d+:\d+:| ; .*", "", faute) for faute in dites()] == [
        "isere-2-3.yaml fiche inconnue « isere-2-5 »",
        "isere-2-4.yaml fiche inconnue « isere-2-5 »",
    ]
    shutil.copy(ICI / "fiches" / "isere-2-5.yaml", dossier)
    assert dites() == []
    # What all sheets share is no part of any of them either.
    (dossier.parent / "vocabulaire.yaml").write_text(vocabulaire.replace("  isere:", "  vosges:"), "utf-8")
    assert any("isere-2-3.yaml" in faute for faute in dites())
    (dossier.parent / "vocabulaire.yaml").write_text(vocabulaire, "utf-8")
    assert dites() == []


@pytest.mark.parametrize(
    ("octets", "attendu"),
    [
        (b"", "1:1: le fichier est vide\u202f; écrivez-y des lignes « clé: valeur »"),
        (b"# rien\n", "1:1: le fichier est vide\u202f; écrivez-y des lignes « clé: valeur »"),
        (b"id: essai\ntitre: \xe9t\xe9\n", "2:8: ce fichier n’est pas en UTF-8\u202f; enregistrez-le en UTF-8"),
        (b"id: essai\r\ntitre: \x00\r\n", "2:8: caractère invisible U+0000\u202f; effacez-le"),
        ("id: e\n\u2067".encode(), "2:1: caractère invisible U+2067\u202f; effacez-le"),
        (b"x" * (TAILLE_MAX + 1), "1:1: le fichier dépasse 256 ko\u202f; raccourcissez-le ou coupez-le en deux"),
    ],
)
def test_octets_refuses(octets: bytes, attendu: str, dossier: Path) -> None:
    (dossier / "essai.yaml").write_bytes(octets)
    assert [ligne.replace("\u00a0", " ") for ligne in erreurs(dossier)] == [f"essai.yaml:{attendu}"]


def test_ce_qui_n_est_pas_un_fichier(dossier: Path) -> None:
    (dossier / "a.yaml").mkdir()
    os.mkfifo(dossier / "b.yaml")
    (dossier / "c.yaml").symlink_to("/etc/hostname")
    (dossier / "d.yaml").symlink_to("d.yaml")
    (dossier / "e.yaml").symlink_to("nulle-part")
    (dossier / "f.yml").write_text("id: f\n")
    assert erreurs(dossier) == [
        "a.yaml:1:1: ceci est un dossier, pas un fichier de texte\u202f; renommez-le ou déplacez-le",
        "b.yaml:1:1: ceci est un tube, pas un fichier de texte\u202f; renommez-le ou déplacez-le",
        "c.yaml:1:1: ce lien mène hors du dossier\u202f; copiez le fichier lui-même ici",
        "d.yaml:1:1: fichier illisible\u202f; vérifiez ses droits ou remplacez-le",
        "e.yaml:1:1: fichier introuvable\u202f; vérifiez son nom ou le lien qui y mène",
        "f.yml:1:1: extension ignorée\u202f; renommez ce fichier en «\u00a0f.yaml\u00a0»",
    ]


@pytest.mark.parametrize("nom", ["con", "com1", "Majuscule", "-tiret", "a_b", "é", "a" * 65])
def test_nom_de_fichier_refuse(nom: str, dossier: Path) -> None:
    (dossier / f"{nom}.yaml").write_text(BONNE.replace("id: isere-2-4", f"id: {nom}"), "utf-8")
    (ligne,) = erreurs(dossier)
    assert ligne.startswith(f"{nom}.yaml:1:1: ")


def test_dossier_absent_ou_vide(dossier: Path) -> None:
    assert ["aucune fiche" in ligne for ligne in erreurs(dossier)] == [True]
    assert ["introuvable" in ligne for ligne in erreurs(dossier / "absent")] == [True]


@pytest.mark.parametrize(
    "octets",
    [b"\xef\xbb\xbf" + BONNE.encode(), BONNE.replace("\n", "\r\n").encode(), b"---\n" + BONNE.encode() + b"...\n"],
    ids=["BOM", "CRLF", "bornes"],
)
def test_formes_admises(octets: bytes, dossier: Path) -> None:
    (dossier / "isere-2-4.yaml").write_bytes(octets)
    assert erreurs(dossier) == []


ECRITS = ["01004", "12:30", "NO", "1200.10", "0x1F", "2024-01-01", "null", "~", "1e3", "=", "<<"]


@pytest.mark.parametrize("ecrit", ECRITS)
def test_ce_qui_est_ecrit_reste_ecrit(ecrit: str, dossier: Path) -> None:
    (dossier / "isere-2-4.yaml").write_text(BONNE.replace("programme: PDI-E", f"programme: {ecrit}"), "utf-8")
    assert lire_catalogue(dossier).fiche("isere-2-4").programme == ecrit


# --- worked cases -----------------------------------------------------------------------------------------------------

CAS = """\
fiche: isere-2-4
cas:
- id: C-1
  titre: quarante personnes
  calculateur: financement
  entrees: {personnes: 40, ruptures: 0}
  attendu:
    statut: conforme
    valeurs: {total: '6000.00'}
  arithmetique: 40 × 150
"""


@pytest.mark.parametrize(
    ("avant", "apres", "attendu"),
    [
        ("'6000.00'", "'6000.01'", "9:22: cas C-1 : total attendu 6000.01, obtenu 6000.00"),
        ("'6000.00'", "6000", "9:22: cas C-1 : total attendu 6000, obtenu 6000.00"),
        ("{total:", "{totale:", "9:23: cas C-1 : totale attendu 6000.00, obtenu rien"),
        ("{total:", "{total: '1', payees: '1', x:", "9:22: cas C-1 : total attendu 1, obtenu 6000.00 (2 autres"),
        ("conforme\n    valeurs: {", "eligible\n    valeurs: {x: '1', ", "8:13: cas C-1 : statut attendu eligible"),
        ("conforme", "non_conforme", "8:13: cas C-1 : statut attendu non_conforme, obtenu conforme"),
        ("conforme", "conform", "8:13: mot inattendu « conform » ; vouliez-vous dire « conforme » ?"),
        ("calculateur: financement", "calculateur: financment", "5:16: mot inattendu « financment »"),
        ("  arithmetique: 40 × 150\n", "", "3:3: « arithmetique » manque ; ajoutez la ligne « arithmetique: … »"),
        ("  titre:", "  titres: x\n  titre:", "4:3: clé inconnue « titres » ; vouliez-vous dire « titre » ?"),
        ("    statut: conforme\n", "    champ: jours\n", "8:12: cas C-1 : champ attendu jours, obtenu aucune erreur"),
        ("  attendu:", "  lectures: {H-STRICT: proratta}\n  attendu:", "7:24: lecture inconnue de H-STRICT"),
        ("  attendu:", "  lectures: {H-LUNE: oui}\n  attendu:", "7:14: hypothèse inconnue « H-LUNE » ; "),
        ("  arith", "  hypotheses: [H-LUNE]\n  arith", "10:16: cas C-1 : hypothèse attendue H-LUNE"),
    ],
)  # fmt: skip
def test_cas_fautif(avant: str, apres: str, attendu: str, dossier: Path) -> None:
    (dossier / "isere-2-4.yaml").write_text(BONNE, "utf-8")
    cas = dossier.parent / "cas"
    cas.mkdir()
    (cas / "isere-2-4.yaml").write_text(CAS.replace(avant, apres), "utf-8")
    (ligne,) = erreurs(dossier)
    ligne = ligne.replace("\u202f", " ").replace("\u00a0", " ")
    assert ligne.startswith(f"{cas / 'isere-2-4.yaml'}:{attendu}")


def test_les_cas_d_une_fiche_absente_ne_comptent_pas(dossier: Path) -> None:
    (dossier / "isere-2-4.yaml").write_text(BONNE, "utf-8")
    cas = dossier.parent / "cas"
    cas.mkdir()
    (cas / "a.yaml").write_text(CAS, "utf-8")
    (cas / "b.yaml").write_text(CAS.replace("fiche: isere-2-4", "fiche: fiche-absente").replace("40", "x"), "utf-8")
    conseils = verifier(dossier)
    assert {probleme.niveau for probleme in conseils} == {"avertissement"}
    nommes = [re.findall(r"«\s(\w+)\s»", probleme.message) for probleme in conseils]
    de_financement = [["contrats", "financement"], ["au_plus", "financement"]]
    assert nommes == [["eligibilite"], *de_financement, ["duree"], ["resultats"]]
    assert ": avertissement" in str(conseils[0])
    lire_catalogue(dossier)


def test_un_format_que_la_fiche_ne_dit_pas(dossier: Path) -> None:
    muette = re.sub(r"  groupe:\n    texte: .*\n    citation: .*\n", f"  groupe:\n    texte: {NON_PRECISE}\n", BONNE)
    assert muette != BONNE
    (dossier / "isere-2-4.yaml").write_text(muette, "utf-8")
    conseils = [str(probleme) for probleme in verifier(dossier) if "format" in probleme.message]
    assert "un format est nommé" in conseils[0] and len(conseils) == 1
    (dossier / "isere-2-4.yaml").write_text(re.sub(r"formats: .*\n", "", muette), "utf-8")
    assert [probleme for probleme in verifier(dossier) if "format" in probleme.message] == []


def test_les_cas_d_une_fiche_mal_nommee_sont_dits(dossier: Path) -> None:
    (dossier / "isere-2-4.yaml").write_text(BONNE, "utf-8")
    cas = dossier.parent / "cas"
    cas.mkdir()
    (cas / "isere-2-4.yaml").write_text(CAS.replace("fiche: isere-2-4", "fiche: iser-2-4"), "utf-8")
    (conseil,) = map(str, verifier(dossier))
    attendu = "aucune fiche « iser-2-4 » ici, ces cas ne sont pas vérifiés ; vouliez-vous dire « isere-2-4 » ?"
    assert conseil.replace("\u202f", " ").replace("\u00a0", " ").endswith(f":1:8: avertissement : {attendu}")


def test_un_cas_en_double(dossier: Path) -> None:
    (dossier / "isere-2-4.yaml").write_text(BONNE, "utf-8")
    cas = dossier.parent / "cas"
    cas.mkdir()
    (cas / "a.yaml").write_text(CAS, "utf-8")
    (cas / "b.yaml").write_text(CAS, "utf-8")
    (ligne,) = erreurs(dossier)
    assert ligne.startswith(f"{cas / 'b.yaml'}:3:7: cas «\u00a0C-1\u00a0» en double")


# --- vocabulary and site beside the sheets ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nom", "avant", "apres", "attendu"),
    [
        ("vocabulaire.yaml", "parmi: brsa}", "parmi: brs}", "pssi est rangé parmi un public inconnu"),
        ("vocabulaire.yaml", "  sante:", "  Santé:", "« Santé » n’est pas admis ici"),
        ("vocabulaire.yaml", "themes:", "thèmes:", "clé inconnue « thèmes »"),
        ("vocabulaire.yaml", "capitales: oui}", "capitales: true}", "oui ou non est attendu ici"),
        ("vocabulaire.yaml", "sigle: BRSA\n", "sigle: RSA\n", "sigle « RSA » en double"),
        ("site.yaml", "insertion@departement.example", "insertion", "« insertion » n’est pas admis ici"),
        ("site.yaml", "insertion@departement", f"{'i' * 65}@departement", "65 signes avant « @ », pour 64 au plus"),
        ("site.yaml", "logo: logo.svg", "logo: ../logo.svg", "logo « ../logo.svg » introuvable"),
        ("site.yaml", '"#12525c"', "bleu", "« bleu » n’est pas admis ici"),
        ("site.yaml", "accroche:", "accroches:", "clé inconnue « accroches »"),
    ],
)
def test_voisins_fautifs(nom: str, avant: str, apres: str, attendu: str, dossier: Path) -> None:
    (dossier / "isere-2-4.yaml").write_text(BONNE, "utf-8")
    (dossier.parent / "cas").mkdir()
    shutil.copy(ICI / "logo.svg", dossier.parent)
    voisin = dossier.parent / nom
    voisin.write_text((ICI / nom).read_text("utf-8").replace(avant, apres, 1), "utf-8")
    lignes = [ligne.replace("\u00a0", " ") for ligne in erreurs(dossier) if ligne.startswith(str(voisin))]
    assert any(attendu in ligne for ligne in lignes), lignes


@pytest.mark.parametrize(
    ("avant", "apres", "attendu"),
    [
        ("taux: 82,5", "taux: beaucoup", "écrivez la part des critères respectés"),
        ("taux: 82,5", "taux: 120", ":5:9: un taux de conformité va de 0 à 100"),
        ("taux: 82,5", "taux: 100", "le taux est de 100 % et des non-conformités sont listées"),
        ("non_conformites:", "exemptes_:", "clé inconnue « exemptes_ »"),
        ("auditeur:", "auditeurs:", "clé inconnue « auditeurs »"),
        ("version: 4.1.2", "version: quatre", "écrivez la version du RGAA, comme 4.1.2"),
        ("date: 2026-05-12", "date: 2026-02-30", "n’existe pas au calendrier"),
        ("adresse: https://val", "adresse: javascript:val", "écrivez une adresse comme https://"),
    ],
)
def test_un_audit_fautif(avant: str, apres: str, attendu: str, dossier: Path) -> None:
    (dossier / "isere-2-4.yaml").write_text(BONNE, "utf-8")
    (dossier.parent / "cas").mkdir(exist_ok=True)
    audit = dossier.parent / "accessibilite.yaml"
    bon = (Path(__file__).parent / "exemples" / "guides" / "accessibilite.yaml").read_text("utf-8")
    assert avant in bon
    audit.write_text(bon.replace(avant, apres, 1), "utf-8")
    lignes = [ligne.replace("\u00a0", " ") for ligne in erreurs(dossier) if ligne.startswith(str(audit))]
    assert any(attendu in ligne for ligne in lignes), lignes


def test_un_taux_partiel_nomme_ses_non_conformites(dossier: Path) -> None:
    (dossier / "isere-2-4.yaml").write_text(BONNE, "utf-8")
    (dossier.parent / "cas").mkdir(exist_ok=True)
    bon = (Path(__file__).parent / "exemples" / "guides" / "accessibilite.yaml").read_text("utf-8")
    debut, _, suite = bon.partition("non_conformites:\n")
    (dossier.parent / "accessibilite.yaml").write_text(debut + suite.partition("\n")[2], "utf-8")
    assert any("listez les non-conformités de l" in ligne for ligne in erreurs(dossier))


# --- whatever is in a file --------------------------------------------------------------------------------------------

SIGNES = "abé1 :-|>&*!%@`'\"{}[],#\n\t\\"
FORMES = st.recursive(
    st.text(SIGNES, max_size=8) | st.sampled_from([*CLES, "10", "produit", "entier", "2026-11-24"]),
    lambda enfants: st.lists(enfants, max_size=3) | st.dictionaries(st.sampled_from(CLES), enfants, max_size=4),
    max_leaves=20,
)


def avec(octets: bytes, racine: Path) -> None:
    """Whatever the file holds: lines of faults, and one documented error."""
    dossier = racine / "fiches"
    dossier.mkdir()
    (racine / "cas").mkdir()
    (dossier / "x.yaml").write_bytes(octets)
    lignes = [str(probleme) for probleme in verifier(dossier)]
    assert lignes
    assert all(re.search(r"x\.yaml:\d+:\d+: .+\s; .", ligne) for ligne in lignes), lignes
    with pytest.raises(CatalogueInvalide):
        lire_catalogue(dossier)


@settings(max_examples=60)
@given(octets=st.binary(max_size=200))
def test_n_importe_quels_octets(octets: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    avec(octets, tmp_path_factory.mktemp("octets"))


@settings(max_examples=100)
@given(texte=st.text(max_size=200) | st.text(SIGNES, max_size=80))
def test_n_importe_quel_texte(texte: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    avec(texte.encode("utf-8", "surrogatepass"), tmp_path_factory.mktemp("texte"))


@settings(max_examples=200)
@given(donnees=st.dictionaries(st.sampled_from(CLES), FORMES, min_size=1, max_size=6))
def test_n_importe_quelle_forme(donnees: dict[str, object], tmp_path_factory: pytest.TempPathFactory) -> None:
    avec(json.dumps(donnees).encode(), tmp_path_factory.mktemp("forme"))


def test_une_cle_du_budget_est_un_seul_champ(dossier: Path) -> None:
    budget = (ICI / "budget.yaml").read_text("utf-8")
    assert budget.count("{cle: p_79,") == 1
    (dossier.parent / "budget.yaml").write_text(budget.replace("{cle: p_79,", "{cle: c_604,"), "utf-8")
    fiche = (ICI / "fiches" / "isere-2-4.yaml").read_text("utf-8").replace("liees: [", "# liees: [")
    (dossier / "isere-2-4.yaml").write_text(fiche, "utf-8")
    assert any("clé « c_604 » donnée à deux lignes" in e.replace("\u00a0", " ") for e in erreurs(dossier))
    (dossier.parent / "budget.yaml").write_text(budget.replace("{cle: p_79,", "{cle: couples,"), "utf-8")
    assert any("« couples » est déjà un champ du budget" in e.replace("\u00a0", " ") for e in erreurs(dossier))
