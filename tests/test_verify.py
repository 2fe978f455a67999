"""`verify`: a copy on a server is the site that was published, or each file that differs has its line."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from site_src.manifeste import _BRUIT, AJOUTS, NOM
from site_src.moteur import atelier


@pytest.fixture
def copie(site: Path, tmp_path: Path) -> Path:
    return shutil.copytree(site, tmp_path / "copie")


def test_a_whole_copy_is_told_in_a_sentence(site: Path, copie: Path, commande: Any) -> None:
    # What a copy leaves behind, what a server's owner adds, and what Windows and macOS sow.
    next(copie.glob(".site-*")).unlink()
    (copie / ".htaccess").write_text("Require valid-user", encoding="utf-8")
    (copie / "fiches" / ".DS_Store").write_bytes(b"x")
    fait = commande("verify", copie)
    assert fait.returncode == 0, fait.stdout
    assert fait.stdout.startswith("Copie entière : ")
    assert fait.stderr == "ajouté par l’hébergeur : .htaccess\n"
    assert commande("verify", site).stdout == fait.stdout


def test_each_file_that_differs_has_its_line(copie: Path, commande: Any) -> None:
    (copie / "fiches" / "isere-2-5" / "index.html").unlink()
    (copie / "index.html.gz").unlink()
    page = copie / "index.html"
    page.write_bytes(page.read_bytes().replace(b"e", b"a", 1))
    with (copie / "404.html").open("ab") as autre:
        autre.write(b" ")
    (copie / "donnees" / "ajout.html").write_text("<script>", encoding="utf-8")
    fait = commande("verify", copie)
    assert fait.returncode == 1
    assert fait.stdout.splitlines() == [
        "manquant : fiches/isere-2-5/index.html",
        "manquant : index.html.gz",
        "altéré : 404.html",
        "altéré : index.html",
        "en trop : donnees/ajout.html",
    ]
    assert "5 différences" in fait.stderr


def test_what_macos_leaves_is_told_and_what_only_looks_like_it_is_a_fault(copie: Path, commande: Any) -> None:
    for nom in ("._phish.html", "assets/js/._x.js", "fiches/._index.html", "._404.html"):
        (copie / nom).write_text("<script>alert(1)</script>", encoding="utf-8")
    fait = commande("verify", copie)
    assert fait.returncode == 1
    assert fait.stdout.splitlines() == [
        "en trop : ._phish.html",
        "en trop : assets/js/._x.js",
        "en trop : fiches/._index.html",
    ]
    assert fait.stderr.splitlines()[0] == "laissé par macOS : ._404.html"


def test_the_help_names_all_that_is_left_aside(commande: Any) -> None:
    aide = commande("verify", "--help").stdout
    motifs = _BRUIT.pattern.split("(?:")[-1].replace("\\", "").removesuffix(")$").replace("[0-9a-f]+", "").split("|")
    assert len(motifs) == 5
    assert all(nom in aide for nom in (*motifs, *AJOUTS, "._"))


@pytest.mark.skipif(os.name != "posix", reason="Windows has neither links nor pipes for everyone")
def test_a_link_or_a_pipe_is_not_the_file_that_was_published(site: Path, copie: Path, commande: Any) -> None:
    (copie / "index.html").unlink()
    (copie / "index.html").symlink_to(site / "index.html")
    (copie / "404.html").unlink()
    os.mkfifo(copie / "404.html")
    shutil.rmtree(copie / "sigles")
    (copie / "sigles").symlink_to(site / "sigles")
    lignes = commande("verify", copie).stdout.splitlines()
    assert {"altéré : index.html", "altéré : 404.html", "manquant : sigles/index.html", "en trop : sigles"} <= {*lignes}


def changer(nom: str, fiche: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda manifeste: manifeste["fichiers"].update({nom: fiche})


JUSTE = {"octets": 1, "sha256": "0" * 64}


@pytest.mark.parametrize(
    "geste",
    [
        *(changer(nom, JUSTE) for nom in ("../../etc/passwd", "/etc/passwd", "a//b", "a/./b", "", "C:/x", "a\\..\\b")),
        *(changer(nom, JUSTE) for nom in ("a\x1b[2Jb", "a\u202eb", "a\nen trop : b", "a\x00b")),
        changer("a", {"octets": -1, "sha256": "0" * 64}),
        changer("a", {"octets": True, "sha256": "0" * 64}),
        changer("a", {"octets": 1, "sha256": "x"}),
        changer("a", {"octets": 1, "sha256": None}),
        changer("a", []),
        lambda manifeste: manifeste.pop("fichiers"),
        lambda manifeste: manifeste.update(format=2),
        lambda manifeste: manifeste.update(fichiers=["a"]),
    ],
)
def test_a_hostile_manifest_is_refused_in_a_sentence(geste: Callable[..., Any], tmp_path: Path) -> None:
    from site_src.manifeste import ManifesteIllisible, verifier

    manifeste = {"format": 1, "date": "2026-01-01", "versions": {}, "fichiers": {"index.html": JUSTE}}
    geste(manifeste)
    (tmp_path / NOM).write_text(json.dumps(manifeste), encoding="utf-8")
    with pytest.raises(ManifesteIllisible, match="n’est pas un manifeste de cet outil, ou il est abîmé"):
        verifier(tmp_path)


@pytest.mark.parametrize("octets", [b"", b"\xff\xfe", b"[" * 100_000, b"null", b'{"format":1,"fichiers":{"a"'])
def test_a_broken_manifest_is_refused_in_a_sentence(octets: bytes, tmp_path: Path, commande: Any) -> None:
    (tmp_path / NOM).write_bytes(octets)
    fait = commande("verify", tmp_path)
    assert (fait.returncode, fait.stdout) == (1, "")
    assert "ou il est abîmé" in fait.stderr
    assert "Traceback" not in fait.stderr


def test_a_manifest_without_end_is_not_read(tmp_path: Path, commande: Any) -> None:
    with (tmp_path / NOM).open("wb") as immense:
        immense.truncate(1 << 40)
    assert "ou il est abîmé" in commande("verify", tmp_path).stderr


def test_what_is_no_site_of_ours_is_told_in_a_sentence(tmp_path: Path, commande: Any) -> None:
    (tmp_path / "index.html").write_text("un autre site", encoding="utf-8")
    for lieu, attendu in (
        (tmp_path, "n’est pas un site publié par cet outil"),
        (tmp_path / "x", "n’est pas un dossier"),
    ):
        fait = commande("verify", lieu)
        assert (fait.returncode, fait.stdout) == (1, "")
        assert attendu in fait.stderr


def test_the_manifest_says_what_made_the_site_and_nothing_of_the_machine(site: Path) -> None:
    manifeste = json.loads((site / NOM).read_text(encoding="utf-8"))
    assert manifeste["versions"]["pyodide"] == atelier.version()
    assert set(manifeste["versions"]) == {"mkdocs-material", "node", "projet", "pyodide"}
    presents = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}
    assert presents - manifeste["fichiers"].keys() == {NOM, ".site-fiches-action"}
    assert {"index.html.br", "index.html.gz"} <= manifeste["fichiers"].keys()


@pytest.mark.skipif(os.name != "posix", reason="Windows admits no such name")
def test_a_name_that_would_write_on_the_terminal_is_shown_harmless(copie: Path, commande: Any) -> None:
    for nom in (b"a\nb", b"\xff", b"x\x1b[31m", "\u202e".encode()):
        Path(os.fsdecode(os.fsencode(copie) + b"/" + nom)).write_bytes(b"")
    fait = commande("verify", copie)
    assert fait.returncode == 1
    assert sorted(fait.stdout.splitlines()) == sorted(f"en trop : {nom}" for nom in ("a�b", "x�[31m", "�", "�"))
