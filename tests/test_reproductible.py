"""The same sheets give the same bytes, wherever and by whomever the site is made."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from site_src import manifeste
from site_src.edition import date_imposee
from site_src.erreurs import EchecConstruction
from site_src.installation import RACINE

SOURCES = ("calculators", "catalogue", "site_src", "build.py", "mkdocs.yml", "package-lock.json", "requirements.lock")
TEXTES = (".cjs", ".conf", ".css", ".html", ".js", ".json", ".lock", ".md", ".mjs", ".py", ".svg", ".yaml", ".yml")


@pytest.fixture
def ailleurs(tmp_path: Path) -> Path:
    """The project as Windows' git could have laid it: another place, a name with spaces, CRLF, nothing made before."""
    copie = tmp_path / "un autre dossier, à côté"
    copie.mkdir()
    for nom in SOURCES:
        if (RACINE / nom).is_dir():
            shutil.copytree(RACINE / nom, copie / nom, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(RACINE / nom, copie)
    for fichier in copie.rglob("*"):
        if fichier.suffix in TEXTES or fichier.name in ("htaccess", "commun-apache"):
            fichier.write_bytes(fichier.read_bytes().replace(b"\n", b"\r\n"))
    for nom in (".venv", "node_modules"):
        (copie / nom).symlink_to(RACINE / nom)
    return copie


def differer() -> None:
    """In the process of the other machine: other rights, one processor."""
    os.umask(0o077)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


@pytest.mark.skipif(os.name != "posix", reason="it makes links and changes the rights")
def test_another_machine_makes_the_same_site_byte_for_byte(site: Path, ailleurs: Path) -> None:
    # The copy has no history: it is told the date of the edition, as the guide says.
    date = json.loads((site / manifeste.NOM).read_text(encoding="utf-8"))["date"]
    secondes = str(int(datetime.fromisoformat(f"{date}T12:00+00:00").timestamp()))
    reglages = {"SOURCE_DATE_EPOCH": secondes, "TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}
    fait = subprocess.run(
        [sys.executable, "build.py", "build", "--out", "publié"],
        cwd=ailleurs,
        env={**os.environ, **reglages, "PYTHONHASHSEED": "4242", "HOME": str(ailleurs.parent)},
        capture_output=True,
        encoding="utf-8",
        preexec_fn=differer,
        check=False,
    )
    assert fait.returncode == 0, fait.stderr
    assert contenu(ailleurs / "publié") == contenu(site)


def contenu(dossier: Path) -> dict[str, tuple[int, bytes]]:
    """Every file with its mode, and every folder."""
    return {
        p.relative_to(dossier).as_posix(): (p.stat().st_mode, p.read_bytes() if p.is_file() else b"")
        for p in sorted(dossier.rglob("*"))
    }


def git(dossier: Path, *mots: str, **env: str) -> str:
    identite = {"GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@exemple.fr"}
    identite |= {"GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@exemple.fr"}
    fait = subprocess.run(["git", *mots], cwd=dossier, env=os.environ | identite | env, check=True, capture_output=True)
    return fait.stdout.decode()


@pytest.fixture
def depot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sheets whose last commit is of 5 March 2025 in Greenwich; a later one touches something else."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    fiches = tmp_path / "depot" / "fiches"
    fiches.mkdir(parents=True)
    git(fiches.parent, "init", "-q")
    for fichier, jour in (("fiches/une.yaml", "2025-03-05T23:30:00 +0000"), ("LISEZMOI", "2026-01-01T00:00:00 +0000")):
        (fiches.parent / fichier).write_text("un", encoding="utf-8")
        git(fiches.parent, "add", ".")
        git(fiches.parent, "commit", "-q", "-m", fichier, GIT_COMMITTER_DATE=jour)
    return fiches


def test_the_edition_is_dated_by_the_last_commit_of_the_sheets(depot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert str(date_imposee(depot)) == "2025-03-05"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert str(date_imposee(depot)) == "1970-01-02"


def test_a_folder_that_git_does_not_trust_runs_nothing(depot: Path) -> None:
    # A history whose trees are elsewhere: git would run what its settings say to fetch them.
    temoin = depot.parent / "temoin"
    git(depot.parent, "config", "extensions.partialClone", "origin")
    git(depot.parent, "config", "remote.origin.promisor", "true")
    git(depot.parent, "config", "remote.origin.url", depot.parent.as_posix())
    git(depot.parent, "config", "remote.origin.uploadpack", f"touch {temoin}; git-upload-pack")
    arbre = git(depot.parent, "rev-parse", "HEAD^{tree}").strip()
    (depot.parent / ".git" / "objects" / arbre[:2] / arbre[2:]).unlink()
    date_imposee(depot)
    assert not temoin.exists()


def test_a_clone_cut_short_says_no_date_rather_than_another(depot: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", depot.parent.as_uri(), "court")
    assert date_imposee(tmp_path / "court" / "fiches") is None


def test_sheets_without_history_date_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert date_imposee(tmp_path) is None


@pytest.mark.parametrize("epoque", ["hier", "1e9", "9" * 30, "-1", "253402300799", "٣"])
def test_a_date_that_can_t_be_read_stops_the_build(
    epoque: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoque)
    with pytest.raises(EchecConstruction, match="un nombre de secondes depuis 1970"):
        date_imposee(tmp_path)
