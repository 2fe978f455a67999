"""The commands as a user types them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from site_src.commandes import TABLE
from site_src.installation import RACINE

DEMANDE = ("calc", "isere-2-5", "financement", "cout_jour=400", "jours=10", "prevus=8", "presents_moyens=6")

POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows has neither these streams nor these names")


def plat(texte: str) -> str:
    """French spaces as plain ones."""
    return texte.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A Department's folder with one of our sheets, and no worked case."""
    (tmp_path / "fiches").mkdir()
    (tmp_path / "cas").mkdir()
    shutil.copy(RACINE / "catalogue" / "fiches" / "isere-2-3.yaml", tmp_path / "fiches")
    chemin = tmp_path / "fiches" / "isere-2-3.yaml"
    chemin.write_text(re.sub(r"^liees:.*\n", "", chemin.read_text("utf-8"), flags=re.MULTILINE), encoding="utf-8")
    return tmp_path / "fiches"


def test_help_lists_every_command(commande: Any) -> None:
    fait = commande("--help")
    assert fait.returncode == 0
    assert all(nom in fait.stdout for nom in TABLE)


@pytest.mark.parametrize("nom", TABLE)
def test_help_of_each_command_shows_examples(commande: Any, nom: str) -> None:
    fait = commande(nom, "--help")
    assert fait.returncode == 0
    assert "exemples :" in fait.stdout
    assert f"python3 build.py {nom}" in fait.stdout
    assert f"usage : python3 build.py {nom}" in fait.stdout


@pytest.mark.parametrize("nom", TABLE)
def test_an_example_names_files_that_exist(nom: str) -> None:
    mots = [mot for exemple in import_module(f"site_src.commandes.{nom}").EXEMPLES for mot in exemple.split()]
    assert not [mot for mot in mots if mot.startswith(("tests/", "catalogue/")) and not (RACINE / mot).exists()]


def test_an_unknown_command_names_the_nearest(commande: Any) -> None:
    fait = commande("chek")
    assert fait.returncode == 2
    assert "« check »" in plat(fait.stderr)


def test_calc_as_text(commande: Any) -> None:
    fait = commande(*DEMANDE)
    assert (fait.returncode, fait.stderr) == (0, "")
    assert "3\u202f500,00\u00a0€" in fait.stdout
    assert "1 500,00 €   (2 000,00 € de part variable × 6 présents ÷ 8 prévus)" in plat(fait.stdout)
    assert "<" not in fait.stdout
    assert "Le coût maximal est de 400 € par jour" in fait.stdout


def test_calc_as_json(commande: Any) -> None:
    fait = commande(*DEMANDE, "--json")
    resultat = json.loads(fait.stdout)
    assert resultat["statut"] == "conforme"
    assert resultat["valeurs"]["total"] == "3500.00"


def test_calc_reads_lists_periods_and_hypotheses(commande: Any) -> None:
    jours = json.loads(
        commande(
            *("calc", "isere-2-5", "financement", "cout_jour=400", "prevus=8", "presences=8", "presences=4", "--json"),
            "hypothese=H-DENOM:minimum_6",
        ).stdout
    )
    assert jours["erreurs"] == []
    assert {h["code"]: h["lecture"] for h in jours["hypotheses"]}["H-DENOM"] == "minimum_6"
    cer = commande(
        "calc", "isere-2-4", "financement", "cer=2024-01-01/2024-06-30", "cer=2024-07-01/2024-12-31", "--json"
    )
    assert json.loads(cer.stdout)["erreurs"] == []


@pytest.mark.parametrize(
    ("mots", "attendu"),
    [
        (("isere25", "financement"), "« isere-2-5 »"),
        (("isere-2-5", "finanement"), "financement"),
        (("isere-2-5",), "financement"),
        (("isere-2-5", "financement", "cout_jour"), "clé=valeur"),
        (("isere-2-5", "financement", "cout_jours=400"), "cout_jour"),
        (("isere-2-5", "financement", "cout_jour=1.200", "jours=1"), "cout_jour"),
        (("isere-2-5", "financement", "hypothese=H-DENOM"), "H-DENOM:"),
    ],
)
def test_calc_says_what_is_wrong_and_exits_2(commande: Any, mots: tuple[str, ...], attendu: str) -> None:
    fait = commande("calc", *mots)
    assert fait.returncode == 2
    assert attendu in plat(fait.stderr) and "rien n’est perdu" not in fait.stderr
    en_json = commande("calc", *mots, "--json")
    assert en_json.returncode == 2
    assert json.loads(en_json.stdout)["statut"] == "erreur_saisie"


def test_calc_answers_every_line(commande: Any) -> None:
    entrees = {"cout_jour": 400, "jours": "10", "prevus": 8, "presents_moyens": 6}
    lignes = [
        json.dumps({"fiche": "isere-2-5", "calculateur": "financement", "entrees": entrees}),
        "{pas du JSON",
        json.dumps({"fiche": "isere-2-6", "calculateur": "financement", "entrees": {}}),
        json.dumps(["une", "liste"]),
        json.dumps({"fiche": "alsace-4-passerelle", "calculateur": "financement", "entrees": {}}),
        json.dumps({"fiche": "../fiches/isere-2-5", "calculateur": "financement", "entrees": {}}),
        json.dumps(
            {"fiche": "isere-2-5", "calculateur": "financement", "entrees": entrees, "hypotheses": {"H-DENOM": "x"}}
        ),
        "[" * 100_000,
        "\ud83d".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    ]
    fait = commande("calc", "--jsonl", entree="\n".join(lignes) + "\n")
    assert (fait.returncode, fait.stderr) == (0, "")
    resultats = [json.loads(ligne) for ligne in fait.stdout.splitlines()]
    assert [r["statut"] for r in resultats] == [
        *("conforme", "erreur_saisie", "erreur_saisie", "erreur_saisie", "sans_objet"),
        *["erreur_saisie"] * 4,
    ]
    assert resultats[0]["valeurs"]["total"] == "3500.00"
    assert "isere-2-" in resultats[2]["erreurs"][0]["message"]


def test_new_writes_a_draft_that_passes_check(commande: Any, dossier: Path) -> None:
    fait = commande("new", "essai-de-fiche", "--fiches", dossier)
    assert fait.returncode == 0, fait.stderr
    assert Path(fait.stdout.strip()) == dossier / "essai-de-fiche.yaml"
    verifie = commande("check", "--fiches", dossier)
    assert verifie.returncode == 0, verifie.stdout
    assert "essai-de-fiche" not in verifie.stdout

    avant = (dossier / "essai-de-fiche.yaml").read_bytes()
    encore = commande("new", "essai-de-fiche", "--fiches", dossier)
    assert encore.returncode == 2
    assert "existe déjà" in encore.stderr
    assert (dossier / "essai-de-fiche.yaml").read_bytes() == avant


@pytest.mark.parametrize(
    ("identifiant", "propose"),
    [("Été 2.6", "ete-2-6"), ("con", "Windows"), ("../evasion", "evasion"), ("-x", "x"), ("a" * 65, "64 au plus")],
)
def test_new_refuses_a_bad_id(commande: Any, dossier: Path, identifiant: str, propose: str) -> None:
    fait = commande("new", "--fiches", dossier, "--", identifiant)
    assert fait.returncode == 2
    assert propose in fait.stderr
    assert [chemin.name for chemin in dossier.iterdir()] == ["isere-2-3.yaml"]


def test_check_lists_each_problem_on_its_line(commande: Any, dossier: Path) -> None:
    chemin = dossier / "isere-2-3.yaml"
    chemin.write_text(chemin.read_text("utf-8").replace("etat: publiee", "etat: publie"), encoding="utf-8")
    fait = commande("check", "--fiches", dossier)
    assert fait.returncode == 1
    assert re.search(r"isere-2-3\.yaml:\d+:\d+: .* ; ", plat(fait.stdout))


def test_check_tells_what_a_build_would_refuse_in_its_pages(commande: Any, dossier: Path) -> None:
    chemin = dossier / "isere-2-3.yaml"
    texte = chemin.read_text("utf-8")
    bloc = re.search(r"^( *)texte: \|\n", texte, flags=re.MULTILINE)
    assert bloc
    liens = f"{bloc[1]}  [ailleurs](../absente/index.html), [ici](#sigles), [nous](index.html)\n\n"
    chemin.write_text(texte[: bloc.end()] + liens + texte[bloc.end() :], encoding="utf-8")
    site = (RACINE / "catalogue" / "site.yaml").read_text("utf-8")
    site = re.sub(r"^(?:couleurs:.*\n(?: .*\n)*|logo:.*\n)", "", site, flags=re.MULTILINE)
    couleurs = "couleurs: {principale: '#ffff00', accent: '#a04010'}\n"
    (dossier.parent / "site.yaml").write_text(site + couleurs, encoding="utf-8")
    fait = commande("check", "--fiches", dossier)
    assert fait.returncode == 1
    erreurs = [ligne for ligne in plat(fait.stdout).splitlines() if ": avertissement : " not in ligne]
    ligne = texte[: bloc.start()].count("\n") + 1
    assert len(erreurs) == 2
    assert f"isere-2-3.yaml:{ligne}:" in erreurs[0] and "« ../absente/index.html » ne mène à rien ; " in erreurs[0]
    assert re.search(r"site\.yaml:\d+:\d+: la couleur principale « #ffff00 » se lit mal .* ; prenez-la", erreurs[1])


@pytest.mark.parametrize(
    ("avant", "apres", "attendu"),
    (
        (
            'mesures: "20", cout_unitaire: "1000"',
            'mesures: "20", cout_unitaire: "1300"',
            "avertissement : l’exemple de « financement » est refusé par la fiche",
        ),
        ('exemple: {mesures: "20", cout', "exemple: {cout", "l’exemple de « financement » ne se calcule pas"),
        (
            re.compile('    exemple: {mesures: "20".*\n'),
            "",
            "avertissement : « financement » est sans exemple",
        ),
        (
            'part_fixe_pct: "60", objectif',
            "objectif",
            "avertissement : l’exemple de « financement » reste à vérifier",
        ),
    ),
)
def test_check_looks_at_the_example(
    commande: Any, dossier: Path, avant: str | re.Pattern[str], apres: str, attendu: str
) -> None:
    chemin = dossier / "isere-2-3.yaml"
    texte, fois = re.subn(avant, apres, chemin.read_text("utf-8"))
    assert fois == 1
    chemin.write_text(texte, encoding="utf-8")
    fait = commande("check", "--fiches", dossier)
    assert fait.returncode == (0 if attendu.startswith("avertissement") else 1)
    assert f": {attendu}" in plat(fait.stdout)


def test_the_projects_own_sheets_pass_check(commande: Any) -> None:
    fait = commande("check")
    assert (fait.returncode, fait.stdout) == (0, "")


def test_a_broken_sheet_leaves_the_published_site_as_it_was(commande: Any, dossier: Path, tmp_path: Path) -> None:
    sortie = tmp_path / "site"
    fait = commande("build", "--fiches", dossier, "--out", sortie)
    assert fait.returncode == 0, fait.stderr
    avant = {f.relative_to(sortie): f.stat().st_mtime_ns for f in sortie.rglob("*") if f.is_file()}
    chemin = dossier / "isere-2-3.yaml"
    chemin.write_text(chemin.read_text("utf-8") + "inconnue: 1\n", encoding="utf-8")
    rate = commande("build", "--fiches", dossier, "--out", sortie)
    assert rate.returncode == 1
    assert "« inconnue »" in plat(rate.stderr)
    assert {f.relative_to(sortie): f.stat().st_mtime_ns for f in sortie.rglob("*") if f.is_file()} == avant


def test_build_refuses_a_folder_that_holds_something_else(commande: Any, tmp_path: Path) -> None:
    (tmp_path / "precieux.txt").write_text("à garder", encoding="utf-8")
    fait = commande("build", "--out", tmp_path)
    assert fait.returncode == 1
    assert [chemin.name for chemin in tmp_path.iterdir()] == ["precieux.txt"]


def test_the_readme_speaks_of_every_command_and_its_example_is_right(commande: Any) -> None:
    readme = (RACINE / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"python3 build\.py (\w+)", readme)) == set(TABLE)
    exemple = re.search(r"python3 build\.py (calc [^`]+)`", readme)
    assert exemple
    fait = commande(*exemple[1].split())
    assert (fait.returncode, fait.stderr) == (0, "")
    assert "3 500,00 €" in plat(fait.stdout)


def test_compare_says_what_changed_between_two_versions(commande: Any, tmp_path: Path) -> None:
    avant, apres = RACINE / "catalogue" / "fiches" / "isere-2-4.yaml", tmp_path / "apres.yaml"
    apres.write_text(avant.read_text("utf-8").replace("          - 150 €", "          - 160 €"), encoding="utf-8")
    assert plat(commande("compare", avant, apres).stdout) == (
        "calculateurs › financement › regles › total › facteurs › n° 2 : « 150 € » devient « 160 € »\n"
    )
    assert "Les règles sont les mêmes." in commande("compare", avant, avant).stdout
    absent = commande("compare", avant, tmp_path / "absent.yaml")
    assert absent.returncode == 2
    assert "fichier introuvable" in absent.stderr


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("a: b", "1:1: ce fichier n’est pas une fiche, « id » y manque ; "),
        ("id: x\ncalculateurs: [a]\nhypotheses: {H-X: y}", "2:1: des paires « clé : valeur » sont attendues ici"),
    ],
)
def test_compare_says_of_what_is_no_sheet_that_it_is_none(
    commande: Any, tmp_path: Path, texte: str, attendu: str
) -> None:
    (tmp_path / "autre.yaml").write_text(texte, encoding="utf-8")
    fait = commande("compare", tmp_path / "autre.yaml", RACINE / "catalogue" / "fiches" / "isere-2-4.yaml")
    assert (fait.returncode, fait.stdout) == (2, "")
    assert f"autre.yaml:{attendu}" in plat(fait.stderr)


def test_calc_jsonl_survit_a_ce_qui_ne_s_ecrit_pas(commande: Any) -> None:
    demandes = (
        r'{"fiche":"\ud800","calculateur":"financement","entrees":{}}',
        r'{"fiche":"isere-2-5","calculateur":"effectif","entrees":{"\ud800":1}}',
        '{"fiche":"isere-2-5","calculateur":"effectif","entrees":{"groupe":8},"numero":12}',
    )
    fini = commande("calc", "--jsonl", entree="\n".join(demandes))
    assert [json.loads(ligne)["statut"] for ligne in fini.stdout.splitlines()] == ["erreur_saisie"] * 2 + ["conforme"]
    assert fini.returncode == 0


def test_calc_jsonl_nomme_ce_qu_il_ne_peut_pas_lire(commande: Any) -> None:
    debut = '{"fiche": "isere-2-5", "calculateur": "effectif", "entrees": '
    demandes = [debut + '{"groupe": ' + "9" * 5000 + "}}", debut + '{"groupe": 8, "groupe": 5}}', debut + "null}"]
    lignes = commande("calc", "--jsonl", entree="\n".join(demandes)).stdout.splitlines()
    erreurs = [json.loads(ligne)["erreurs"][0] for ligne in lignes]
    assert [erreur["champ"] for erreur in erreurs] == ["groupe", "demande", "groupe"]
    assert "1\u202f000 milliards" in erreurs[0]["message"] and "en double" in erreurs[1]["message"]


@pytest.mark.parametrize(
    ("demande", "champ", "message"),
    [
        ({"calculateur": "effectif"}, "fiche", "Il manque « fiche » à la demande ; donnez son nom."),
        ({"fiche": None, "calculateur": "effectif"}, "fiche", "Il manque « fiche » à la demande ; donnez son nom."),
        (
            {"fiche": 3, "calculateur": "effectif"},
            "fiche",
            "« fiche » n’est pas du texte ; donnez son nom entre guillemets.",
        ),
        (
            {"fiche": "isere-2-5", "calculateur": ["effectif"]},
            "calculateur",
            "« calculateur » n’est pas du texte ; donnez son nom entre guillemets.",
        ),
    ],
)
def test_calc_jsonl_distingue_ce_qui_manque_de_ce_qui_n_est_pas_un_nom(
    commande: Any, demande: dict[str, Any], champ: str, message: str
) -> None:
    (erreur,) = json.loads(commande("calc", "--jsonl", entree=json.dumps(demande)).stdout)["erreurs"]
    assert (erreur["champ"], plat(erreur["message"])) == (champ, message)


def test_calc_jsonl_ne_laisse_pas_de_cote_une_cle_mal_ecrite(commande: Any) -> None:
    demande = '{"fiche":"isere-2-5","calculateur":"effectif","entrees":{"groupe":8},"hypothese":{"H-MIN6":"inscrits"}}'
    resultat = json.loads(commande("calc", "--jsonl", entree=demande).stdout)
    assert resultat["erreurs"][0]["message"] == (
        "Clé inconnue «\u00a0hypothese\u00a0»\u202f; écrivez «\u00a0hypotheses\u00a0»."
    )


@pytest.mark.parametrize(
    "adresse", ["javascript:x", 'https://a.fr/"onclick=', "/insertion/", "https://a.fr/../", "a.fr"]
)
def test_a_public_address_that_is_none_is_refused_at_once(commande: Any, tmp_path: Path, adresse: str) -> None:
    fait = commande("build", "--base-url", adresse, "--out", tmp_path / "site")
    assert fait.returncode == 2
    assert "écrivez une adresse comme https://insertion.departement.example/" in fait.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("adresse", "attendu"),
    [
        ("https://a.fr:99999/", "« a.fr:99999 » : un port va de 1 à 65535"),
        ("https://a.fr/site/index.html", "« https://a.fr/site/index.html » est une page ; donnez l’adresse du dossier"),
        ("https://[:::1]/", "ne nomme aucune machine"),
        ("https://a.fr/%2e%2e/", "ne va pas à tous les serveurs"),
        ("https://a.fr/a%22%0ab/", "ne va pas à tous les serveurs"),
        ("https://a.fr/%ff/", "ne va pas à tous les serveurs"),
        ("", "argument --base-url : attend une valeur"),
    ],
)
def test_a_public_address_that_no_server_has_is_refused_with_its_reason(
    commande: Any, tmp_path: Path, adresse: str, attendu: str
) -> None:
    fait = commande("build", "--base-url", adresse, "--out", tmp_path / "site")
    assert fait.returncode == 2
    assert attendu in plat(fait.stderr)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("adresse", ["http://serveur_intranet/", "https://[::1]:8443/", "https://a.fr/%C3%A9t%C3%A9"])
def test_a_public_address_of_an_intranet_goes_all_the_way(commande: Any, dossier: Path, adresse: str) -> None:
    sortie = dossier.parent / "site"
    fait = commande("build", "--fiches", dossier, "--base-url", adresse, "--out", sortie)
    assert fait.returncode == 0, fait.stderr
    entiere = f"{adresse.removesuffix('/')}/"
    assert f'href="{entiere}nouveautes/flux.xml"' in (sortie / "nouveautes" / "flux.xml").read_text("utf-8")
    chemin = "/" + entiere.split("/", 3)[3]
    assert f'href="{chemin}assets/css/' in (sortie / "404.html").read_text("utf-8")
    nginx = (sortie / "serveurs" / "nginx.conf").read_text("utf-8")
    assert f"location {'/été/' if '%' in adresse else '/'} {{" in nginx
    assert re.search(r"server_name (?:serveur_intranet|\[::1\]|a\.fr);", nginx)
    assert commande("verify", sortie).returncode == 0


# ---- streams, names and folders that are not as expected ----


def fermer(mots: Sequence[str | Path], redirections: str) -> subprocess.CompletedProcess[str]:
    """A command whose streams the shell has opened or closed in its own way."""
    commande = ["sh", "-c", f'exec "$@" {redirections}', "sh", sys.executable, RACINE / "build.py", *mots]
    return subprocess.run(commande, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False)


@POSIX
@pytest.mark.parametrize("fermes", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_command_bears_a_stream_that_is_closed(fermes: str) -> None:
    fait = fermer(DEMANDE, fermes)
    assert (fait.returncode, fait.stderr) == (0, "")
    assert ("Conforme" in fait.stdout) is (">&-" not in fermes.split())
    assert fermer(("calc", "absente", "financement"), fermes).returncode == 2


def sans_lecteur(*mots: str | Path) -> int:
    """The exit status of a command that nobody reads."""
    lecture, ecriture = os.pipe()
    os.close(lecture)
    env = os.environ | {"SOURCE_DATE_EPOCH": ""}  # which says nothing
    commande = [sys.executable, RACINE / "build.py", *mots]
    fait = subprocess.run(commande, stdout=ecriture, stderr=ecriture, env=env, check=False)
    os.close(ecriture)
    return fait.returncode


@POSIX
def test_a_reader_who_leaves_changes_neither_what_is_done_nor_the_exit_status(dossier: Path) -> None:
    site = dossier.parent / "site"
    assert sans_lecteur("build", "--fiches", dossier, "--out", site) == 0
    assert (site / "manifeste.json").is_file()
    assert sans_lecteur("check", "--fiches", dossier) == 0
    (dossier / "fausse.yaml").write_text("a: b\n", encoding="utf-8")
    assert sans_lecteur("build", "--fiches", dossier, "--out", site) == 1
    assert sans_lecteur("check", "--fiches", dossier) == 1


@POSIX
def test_calc_stops_when_nobody_reads_what_it_answers() -> None:
    lecture, ecriture = os.pipe()
    with subprocess.Popen(
        [sys.executable, RACINE / "build.py", "calc", "--jsonl"], stdin=lecture, stdout=subprocess.PIPE
    ) as calcul:
        os.close(lecture)
        assert calcul.stdout
        os.write(ecriture, b"{}\n")
        assert b"erreur_saisie" in calcul.stdout.readline()
        calcul.stdout.close()
        with pytest.raises(BrokenPipeError):  # it goes, though requests keep coming
            while True:
                os.write(ecriture, b"{}\n")
        os.close(ecriture)
    assert calcul.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("mots", [DEMANDE, ("check", "--help"), ("calc", "--jsonl")])
def test_a_result_that_can_t_be_written_is_told_in_a_sentence(mots: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as plein:
        fait = subprocess.run(
            [sys.executable, RACINE / "build.py", *mots],
            input=b"{}\n",
            stdout=plein,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert fait.returncode == 1
    assert fait.stderr.decode() == "Le résultat ne peut pas être écrit : le disque est plein.\n"


@POSIX
def test_no_name_writes_on_the_terminal(commande: Any, dossier: Path) -> None:
    (dossier / "a\x1b[31mb.yaml").write_text("a: b\n", encoding="utf-8")
    etrange = dossier.parent / "x\x1b[31m\x9b\u202e"
    (etrange / "fiches").mkdir(parents=True)
    (etrange / "autre").write_text("à garder", encoding="utf-8")
    for mots in (
        ("calc", "--fiches", dossier),
        ("calc", "--fiches", dossier, "a\x1b[31m", "financement"),
        ("calc", "x\x1b[31m", "y"),
        ("x\x1b[31m",),
        ("calc", "--fiches", etrange / "absent", "a", "b"),
        ("new", "essai", "--fiches", etrange / "fiches"),
        ("new", "essai", "--fiches", etrange / "absent"),
        ("new", "x\x1b[31m", "--fiches", etrange / "fiches"),
        ("check", "--\x1b[31m"),
        ("build", "--fiches", dossier.parent / "fiches", "--out", etrange),
        ("verify", etrange),
    ):
        fait = commande(*mots)
        assert "\ufffd" in fait.stdout + fait.stderr, mots
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", fait.stdout + fait.stderr), mots


def test_what_a_request_holds_is_answered_harmless_and_short(commande: Any) -> None:
    longue = "a" * 1_000_000
    demandes = [
        {"fiche": "\x9b\x00\u202e", "calculateur": "financement"},
        {"fiche": longue, "calculateur": "financement"},
        {"fiche": "isere-2-5", "calculateur": longue},
        {"fiche": "isere-2-5", "calculateur": "effectif", "entrees": {longue: 1}},
        {"fiche": "isere-2-5", "calculateur": "effectif", "entrees": {"groupe": longue}},
        {"fiche": "isere-2-5", "calculateur": "effectif", "entrees": {}, "hypotheses": {longue: longue}},
    ]
    entree = "\n".join(json.dumps(demande) for demande in demandes)
    lignes = commande("calc", "--jsonl", entree=entree).stdout.splitlines()
    assert len(lignes) == len(demandes)
    assert not any(re.search(r"[\x00-\x1f\x7f-\x9f\u202e]", ligne) for ligne in lignes)
    assert max(map(len, lignes)) < 3000
    resultats = [json.loads(ligne) for ligne in lignes]
    assert resultats[0]["fiche"] == demandes[0]["fiche"]
    assert "« ��� »" in plat(resultats[0]["erreurs"][0]["message"])


def test_a_request_of_many_keys_is_answered_at_once(commande: Any) -> None:
    cles = ",".join(f'"k{rang}":1' for rang in range(60_000))
    fait = commande("calc", "--jsonl", entree=f'{{{cles},"k59999":1}}')
    assert "« k59999 » en double" in plat(json.loads(fait.stdout)["erreurs"][0]["message"])


@pytest.mark.parametrize("option", ["--fiches", "--out", "--base-url"])
def test_nothing_is_no_value(commande: Any, tmp_path: Path, option: str) -> None:
    for mots in ((option, ""), (f"{option}=",)):
        fait = commande("build", *mots, cwd=tmp_path)
        assert fait.returncode == 2
        assert f"argument {option} : attend une valeur" in plat(fait.stderr)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mots", [("calc", "a", "b"), ("calc", "a", "b", "--json"), ("calc", "--jsonl")])
def test_calc_says_that_there_is_no_folder_of_sheets(commande: Any, tmp_path: Path, mots: tuple[str, ...]) -> None:
    (tmp_path / "fichier").touch()
    for lieu in (tmp_path / "absent", tmp_path / "fichier"):
        fait = commande(*mots, "--fiches", lieu, entree="{}\n")
        assert (fait.returncode, fait.stdout) == (2, "")
        quoi = "ceci est un fichier" if lieu.is_file() else "dossier de fiches introuvable"
        assert f"{lieu}:1:1: {quoi} ; " in plat(fait.stderr)


@POSIX
@pytest.mark.parametrize("mots", [("check",), ("calc", "a", "b"), ("new", "essai"), ("serve",)])
def test_a_folder_whose_name_is_too_long_is_told_in_a_sentence(commande: Any, mots: tuple[str, ...]) -> None:
    fait = commande(*mots, "--fiches", "a/" * 3000)
    assert fait.returncode in (1, 2)
    assert "Traceback" not in fait.stderr
    assert re.search("introuvable|ce nom est trop long", fait.stdout + fait.stderr)


@POSIX
def test_a_folder_whose_name_is_not_utf_8_is_refused(commande: Any, dossier: Path) -> None:
    fait = commande("build", "--fiches", dossier, "--out", os.fsdecode(os.fsencode(dossier.parent) + b"/\xff\xfe"))
    assert fait.returncode == 1
    assert "n’est pas écrit en UTF-8" in fait.stderr
    assert sorted(chemin.name for chemin in dossier.parent.iterdir()) == ["cas", "fiches"]


@pytest.mark.parametrize("commence", ["check", "build"])
def test_a_link_of_the_legal_notice_that_leads_nowhere_is_told_at_its_place(
    commande: Any, dossier: Path, commence: str
) -> None:
    site = (RACINE / "catalogue" / "site.yaml").read_text(encoding="utf-8").replace("logo: logo.svg\n", "")
    avant, cle, suite = site.partition("mentions_legales: |\n")
    liens = "  [une](../fiches/isere-2-3/index.html), [autre](../../../../../etc), [tierce](../fiches/absente/)\n\n"
    (dossier.parent / "site.yaml").write_text(avant + cle + liens + suite, encoding="utf-8")
    mots = ("--out", dossier.parent / "site") if commence == "build" else ()
    fait = commande(commence, "--fiches", dossier, *mots)
    assert fait.returncode == 1
    lieu = f"site.yaml:{avant.count(chr(10)) + 1}:19: "
    trouves = re.findall(rf"{re.escape(lieu)}le lien « ([^ ]*) » ne mène à rien", plat(fait.stdout + fait.stderr))
    assert trouves == ["../../../../../etc", "../fiches/absente/"]
