"""Hostile files: each is refused in one clear line, or does no harm; nothing makes the reading raise, hang or swell.

`hostiles/<famille>/` holds bad sheets, each the good one (`hostiles/bonne.yaml`) with one thing wrong, and
`attendu.txt`, every line that `check` must print of them. To add one: put the file there, run
`python3 build.py check --fiches tests/hostiles/<famille>`, read its line, and copy it.
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
from catalogue.analyse import ICI
from catalogue.evenements import NOEUDS_MAX
from catalogue.logo import refus_du_logo
from catalogue.problemes import FAUTES_MAX

HOSTILES = Path(__file__).parent / "hostiles"
FAMILLES = sorted(chemin for chemin in HOSTILES.iterdir() if chemin.is_dir())
BONNE = (HOSTILES / "bonne.yaml").read_text("utf-8")
LIGNE = re.compile(r"[^:]+\.(?:yaml|yml):\d+:\d+: .+\u202f; .+|[^:]+:1:1: .+\u202f; .+")


def lignes_de(dossier: Path) -> list[str]:
    """The errors of a folder of sheets; what `check` says and what stops a build are the same."""
    lignes = [str(probleme) for probleme in verifier(dossier) if probleme.niveau == "erreur"]
    assert all(LIGNE.fullmatch(ligne) for ligne in lignes), lignes
    if lignes:
        with pytest.raises(CatalogueInvalide) as leve:
            lire_catalogue(dossier)
        assert [str(probleme) for probleme in leve.value.problemes] == lignes
    return lignes


@pytest.fixture
def dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of sheets with the good one, no cases beside it; messages show names from its parent."""
    chemin = tmp_path / "fiches"
    chemin.mkdir()
    (tmp_path / "cas").mkdir()
    (chemin / "bonne.yaml").write_text(BONNE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return chemin


def test_le_recueil_tient_sa_promesse() -> None:
    assert len(FAMILLES) >= 15
    assert sum(len(list(famille.glob("*.yaml"))) for famille in FAMILLES) >= 150


def test_la_bonne_fiche_est_bonne(dossier: Path) -> None:
    assert lignes_de(dossier) == []
    assert lire_catalogue(dossier).fiche("bonne").titre


@pytest.mark.parametrize("famille", FAMILLES, ids=lambda chemin: chemin.name)
def test_famille(famille: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(famille)
    lignes = lignes_de(famille)
    assert lignes == (famille / "attendu.txt").read_text("utf-8").splitlines()
    assert {ligne.split(":")[0] for ligne in lignes} == {fiche.name for fiche in famille.glob("*.yaml")}


def test_les_commandes_les_refusent_sans_rien_toucher(commande: object, tmp_path: Path) -> None:
    sortie = tmp_path / "site"
    for mots in (["check"], ["build", "--out", sortie]):
        fini = commande(*mots, "--fiches", HOSTILES / "ancres")  # type: ignore[operator]
        assert fini.returncode == 1
        assert "Traceback" not in fini.stdout + fini.stderr
        assert "renvoi.yaml:5:8: renvoi «\u00a0*t\u00a0» refusé\u202f; recopiez le texte" in fini.stdout + fini.stderr
    assert not sortie.exists()


# --- what would be too large to keep, or can't be a file of the repository -------------------------------------------

DEMESURES = {
    "trop de valeurs": "\n".join(f"k{rang}: x" for rang in range(NOEUDS_MAX)),
    "trop de fautes": "a: 1\n" * (FAUTES_MAX * 5),
    "ancres": "\n".join(f"k{rang}: &a{rang} x" for rang in range(9000)),
    "tirets": "- " * 60_000,
    "accolades": "a: " + "{a: " * 50_000,
    "question": "? " * 50_000,
    "taille": "# " + "x" * 262_144,
    "clés inconnues": BONNE.replace(
        "calculateurs:\n", "calculateurs:\n" + "".join(f"  k{i}: x\n" for i in range(9000))
    ),
    "citation sans fin": BONNE.replace("citation: minimum 6", "citation: " + "a " * 50_000 + "minimum 6"),
    "mot sans fin": BONNE.replace("    texte: |\n", f"    texte: |\n      de {'a' * 90_000}\n").replace(
        "citation: une part fixe de 50 %", f"citation: de {'a' * 89_000}b"
    ),
    "mots répétés": BONNE.replace("    texte: |\n", f"    texte: |\n      {'de la ' * 30_000}\n").replace(
        "citation: une part fixe de 50 %", f"citation: {'de la ' * 90}zzz"
    ),
}


@pytest.mark.parametrize("nom", DEMESURES)
def test_demesure(nom: str, dossier: Path) -> None:
    (dossier / "bonne.yaml").write_text(DEMESURES[nom], "utf-8")
    assert 1 <= len(lignes_de(dossier)) <= 2 * FAUTES_MAX + 20


def test_un_nombre_qui_enfle_de_regle_en_regle_est_une_erreur_de_saisie(dossier: Path) -> None:
    carres = "".join(
        f"      - {{genre: produit, cle: c{rang}, facteurs: [c{rang - 1}, c{rang - 1}]}}\n" for rang in range(1, 80)
    )
    regles = f"    regles:\n      - {{genre: produit, cle: c0, facteurs: [jours, jours]}}\n{carres}"
    (dossier / "bonne.yaml").write_text(BONNE.replace("    regles:\n", regles), "utf-8")
    ((_, ligne),) = (re.split(r"(?<=bonne\.yaml:36:5: )", une) for une in lignes_de(dossier))
    assert (
        ligne.startswith("l’exemple de «\u00a0financement\u00a0» ne se calcule pas\u202f; ") and "trop grand" in ligne
    )
    sans_exemple = re.sub(r"    exemple:.*\n", "", (dossier / "bonne.yaml").read_text("utf-8"))
    (dossier / "bonne.yaml").write_text(sans_exemple, "utf-8")
    regles_lues = lire_catalogue(dossier).fiche("bonne").regles
    resultat = regles_lues.calculer("financement", {"jours": "10", "cout_jour": "400", "groupe": "8"}).en_json()
    assert resultat["statut"] == "erreur_saisie"
    assert "trop grand" in resultat["erreurs"][0]["message"]


@pytest.mark.parametrize("markdown", ["*a " * 30_000, "_" * 90_000, "[" * 90_000, "[a](" * 30_000, "> " * 40_000])
def test_un_markdown_sans_fin_se_lit(markdown: str) -> None:
    from site_src.texte import html_sur

    assert html_sur(f"mot {markdown}").startswith("<p>mot ")


def test_noms_et_natures(dossier: Path) -> None:
    for nom in ("con", "nul", "com1", "lpt9", "Aux", "con.fiche", "un espace", "été", "ligne\nbrisée"):
        (dossier / f"{nom}.yaml").write_text(BONNE.replace("id: bonne", "id: x"), "utf-8")
    (dossier / "dossier.yaml").mkdir()
    os.mkfifo(dossier / "tube.yaml")
    (dossier / "dehors.yaml").symlink_to(ICI / "site.yaml")
    (dossier / "remonte.yaml").symlink_to("../cas/x.yaml")
    (dossier / "peripherique.yaml").symlink_to("/dev/zero")
    (dossier / "boucle.yaml").symlink_to("boucle.yaml")
    (dossier / "Majuscule.YAML").write_text(BONNE, "utf-8")
    lignes = lignes_de(dossier)
    assert {Path(ligne.split(":")[0]).name for ligne in lignes} == {
        *(p.name.replace("\n", "\ufffd") for p in dossier.iterdir() if p.name != "bonne.yaml")
    }


# --- what stands beside the sheets -----------------------------------------------------------------------------------

CAS = """\
fiche: bonne
cas:
- id: B-1
  titre: dix jours
  calculateur: financement
  entrees: {jours: 10, cout_jour: 400, groupe: 8}
  attendu: {statut: conforme, valeurs: {total: '2000.00'}}
  arithmetique: 10 × 400 × 50 %
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
PARTAGES = ("vocabulaire", "site", "budget", "accessibilite")
VOISINS = [
    *(
        (nom, "", contenu, "1:1: ")
        for nom in ("vocabulaire", "site", "budget")
        for contenu in ("", "{}", "[]", "~", "\0")
    ),
    ("site", "nom: Le catalogue", "nom: \u27e6contenu\u27e7", "2:6: "),
    ("site", "nom: Le catalogue de l’insertion", 'nom: "deux\\nlignes"', "2:6: "),
    ("site", "# base_url: https://insertion.departement.example/", "base_url: javascript:alert(1)/", "13:11: "),
    ("site", "# base_url: https://insertion.departement.example/", "base_url: 'https://x/\";}/'", "13:11: "),
    ("site", "# base_url: https://insertion.departement.example/", "base_url: https://x.fr/../../", "13:11: "),
    ("site", "# base_url: https://insertion.departement.example/", 'base_url: "https://[::1/"', "13:11: "),
    ("site", "insertion@departement.example", "'\"><script>@x.fr'", "8:13: "),
    ("site", "insertion@departement.example", "a@x.fr?cc=b@y.fr", "8:13: "),
    ("site", '"#12525c"', '"#12525c;}"', "10:15: "),
    ("site", "logo: logo.svg", "logo: /etc/hostname", "5:7: "),
    ("site", "logo: logo.svg", f"logo: {'a' * 5000}.svg", "5:7: "),
    ("site", "logo: logo.svg", "logo: fiches", "5:7: "),
    ("vocabulaire", "  mobilite: {", "  __proto__: {nom: x}\n  mobilite: {", "16:3: "),
    ("vocabulaire", "\nsynonymes:\n", '\nsynonymes:\n  - ["seul"]\n', "cette liste est trop courte"),
    ("vocabulaire", "parmi: brsa}", "parmi: pssi}", "deux niveaux de publics au plus"),
    ("budget", "cle: c_601", "cle: c_604", "clé « c_604 » en double"),
    ("budget", 'dans: "60"}', 'dans: "99"}', "qui n’a pas de titre"),
    ("budget", "au: 2024-12-31", "du: 2025-01-01, au: 2024-12-31", "finit avant de commencer"),
    ("budget", "cle: c_604", "cle: __proto__", "« __proto__ » n’est pas admis ici"),
    *(("cas/bonne", "fiche: bonne", f"fiche: {fiche}", "1:") for fiche in ("[bonne]", "{a: b}", '""')),
    ("cas/bonne", "fiche: bonne\n", "", "« fiche » manque"),
    ("cas/bonne", "'2000.00'", "1e999999999", "total attendu 1e999999999"),
    ("cas/bonne", "'2000.00'", "9" * 9000, "obtenu 2000.00"),
    ("cas/bonne", "jours: 10", "jours: 1e999999999", "n’est pas un nombre"),
    ("cas/bonne", "jours: 10", "jours: [[[]]]", "donnez une seule valeur"),
    ("cas/bonne", "jours: 10", "__proto__: 10", "Champ inconnu « __proto__ »"),
    ("cas/bonne", "id: B-1", "id: [a]", "un texte est attendu ici"),
]


@pytest.mark.parametrize(("nom", "avant", "apres", "attendu"), VOISINS)
def test_voisin_hostile(nom: str, avant: str, apres: str, attendu: str, dossier: Path) -> None:
    shutil.copy(ICI / "logo.svg", dossier.parent)
    bon = CAS if nom == "cas/bonne" else (ICI / f"{nom}.yaml").read_text("utf-8")
    assert avant in bon
    (dossier.parent / f"{nom}.yaml").write_text(bon.replace(avant, apres, 1) if avant else apres, "utf-8")
    lignes = [ligne.replace("\u00a0", " ") for ligne in lignes_de(dossier)]
    assert any(ligne.startswith(f"{nom}.yaml:") and attendu in ligne for ligne in lignes), lignes


def test_natures_des_voisins(dossier: Path) -> None:
    racine = dossier.parent
    os.mkfifo(racine / "vocabulaire.yaml")
    (racine / "site.yaml").mkdir()
    (racine / "budget.yaml").symlink_to("nulle-part")
    (racine / "cas").rmdir()
    (racine / "cas").symlink_to("/etc")
    noms = [ligne.split(":")[0] for ligne in lignes_de(dossier)]
    assert noms == ["budget.yaml", "cas", "site.yaml", "vocabulaire.yaml"]
    (racine / "cas").unlink()
    (racine / "cas").write_text(CAS, "utf-8")
    assert "cas:1:1: un dossier est attendu ici" in "\n".join(lignes_de(dossier))


@pytest.mark.parametrize(
    "svg",
    [
        SVG.format("<script>alert(1)</script>"),
        SVG.format('<rect onclick="alert(1)"/>'),
        SVG.format('<a href="javascript:alert(1)"><rect/></a>'),
        SVG.format('<image href="https://exemple.org/x.png"/>'),
        SVG.format('<rect fill="url(https://exemple.org/#a)"/>'),
        SVG.format("<style>@import 'https://exemple.org'</style>"),
        SVG.format('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'),
        SVG.format('<p xmlns="http://www.w3.org/1999/xhtml">x</p>'),
        SVG.format('<set attributeName="onclick" to="alert(1)"/>'),
        '<!DOCTYPE s [<!ENTITY a "bb"><!ENTITY b "&a;&a;">]>' + SVG.format("<desc>&b;</desc>"),
        '<?xml-stylesheet href="https://exemple.org/x.css"?>' + SVG.format(""),
        "<html/>",
        "<svg",
        SVG.format("x" * 262_144),
        b"\xff\xfe",
    ],
)
def test_un_logo_n_est_qu_une_image(svg: str | bytes, tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_bytes(svg if isinstance(svg, bytes) else svg.encode())
    assert " ; " in refus_du_logo(logo, tmp_path)
    logo.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n' + SVG.format('<path d="M0 0h4" fill="#123456"/>'), "utf-8"
    )
    assert refus_du_logo(logo, tmp_path) == ""


# --- whatever is written in place of something -----------------------------------------------------------------------

EPAVES = [
    *("", " ", "\n", "\t", ":", "-", "|", ">", "{", "}", "[", "]", "&a", "*a", "!!x", "? ", "# ", "'", '"', "%", "@"),
    *("`", ",", "~", "null", "oui", "1e999", "-1", "٣", ".nan", "9" * 20, "2026-02-30", "{a: b}", "[a]", "[[a]]"),
    *("\u202e", "\0", "é", "\ufeff", "---\n", "...\n", "<<: ", "__proto__", "produit", "H-JOUR"),
    *("financement", "total", "50 %", "400 €", "\n  ", "\\", "<script>", "(((("),
    *("\n      - genre: somme\n        termes: [total, total]", "a" * 300),
]  # fmt: skip


@st.composite
def abimes(tirer: st.DrawFn, bon: str) -> bytes:
    """A good file in which some passages are replaced by what has no business there."""
    texte = bon
    for _ in range(tirer(st.integers(1, 4))):
        debut = tirer(st.integers(0, len(texte)))
        fin = min(len(texte), debut + tirer(st.sampled_from((0, 0, 1, 3, 12, 60))))
        texte = texte[:debut] + tirer(st.sampled_from(EPAVES) | st.text(max_size=6)) + texte[fin:]
    return texte.encode("utf-8", "surrogatepass")


def essayer(nom: str, octets: bytes, racine: Path) -> None:
    """Whatever it holds: lines of faults, or a catalogue whose calculators answer."""
    dossier = racine / "fiches"
    dossier.mkdir()
    (racine / "cas").mkdir()
    shutil.copy(ICI / "logo.svg", racine)
    (dossier / "bonne.yaml").write_text(BONNE, "utf-8")
    (racine / nom).write_bytes(octets)
    if lignes_de(dossier):
        return
    for fiche in lire_catalogue(dossier).fiches:
        for calculateur, un in fiche.regles.calculateurs.items():
            assert fiche.regles.calculer(calculateur, un.exemple).en_json()["statut"]


@settings(max_examples=150)
@given(octets=abimes(BONNE))
def test_une_fiche_abimee(octets: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    essayer("fiches/bonne.yaml", octets, tmp_path_factory.mktemp("fiche"))


@settings(max_examples=60)
@given(octets=abimes(CAS))
def test_des_cas_abimes(octets: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    essayer("cas/bonne.yaml", octets, tmp_path_factory.mktemp("cas"))


@settings(max_examples=30)
@given(data=st.data(), nom=st.sampled_from(("vocabulaire.yaml", "site.yaml", "budget.yaml")))
def test_un_voisin_abime(data: st.DataObject, nom: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    octets = data.draw(abimes((ICI / nom).read_text("utf-8")))
    essayer(nom, octets, tmp_path_factory.mktemp("voisin"))


@pytest.mark.skipif(os.name != "posix", reason="Windows admits no such name")
def test_un_nom_de_fichier_n_ecrit_pas_sur_le_terminal(dossier: Path, commande: object) -> None:
    for nom in (b"a\nb", b"y\xff", b"x\x1b[31m", "\u202e".encode()):
        Path(os.fsdecode(os.fsencode(dossier) + b"/" + nom + b".yaml")).write_text(BONNE, "utf-8")
    fini = commande("check", "--fiches", dossier)  # type: ignore[operator]
    assert fini.returncode == 1 and "Traceback" not in fini.stderr
    assert fini.stdout.count("nom de fichier refusé") == 4
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e\ud800-\udfff]", fini.stdout)


def test_deux_fiches_retirees_ne_se_renvoient_pas_l_une_a_l_autre(dossier: Path) -> None:
    for une, autre in (("bonne", "autre"), ("autre", "bonne")):
        retiree = f"etat: retiree\nretiree_le: 2026-11-20\nremplacee_par: {autre}"
        texte = BONNE.replace("id: bonne", f"id: {une}").replace("etat: publiee", retiree)
        (dossier / f"{une}.yaml").write_text(texte, "utf-8")
    assert len(lignes := lignes_de(dossier)) == 2
    assert all("se renvoient l’une à l’autre" in ligne for ligne in lignes)


def test_une_duree_sans_fin_ne_remplit_pas_la_page(dossier: Path) -> None:
    sans_fin = {"valeur": "mois", "maximum": "900000000000 mois", "citation": "400 € par jour", "genre": "bornes"}
    duree = {"champs": {"mois": {"type": "mois", "libelle": "Durée"}}, "regles": [sans_fin]}
    texte = BONNE.replace("calculateurs:\n", f"calculateurs:\n  duree: {json.dumps(duree, ensure_ascii=False)}\n")
    (dossier / "bonne.yaml").write_text(texte, "utf-8")
    (mecanisme,) = lire_catalogue(dossier).fiche("bonne").regles.calculateurs["duree"].mecanismes
    assert len(mecanisme.durees().longueurs) <= 1200
