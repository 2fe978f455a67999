"""The search for a Python: what does not answer as one is passed over, whatever it does instead."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from site_src import pythons


def essayer(dossier: Path, corps: str) -> tuple[str, str] | None:
    faux = dossier / "python3.14"
    faux.write_text(f"#!/bin/sh\n{corps}\n", encoding="utf-8")
    faux.chmod(faux.stat().st_mode | stat.S_IXUSR)
    return pythons._essayer((str(faux),))  # type: ignore[attr-defined, no-any-return]


def test_this_python_answers() -> None:
    version = ".".join(map(str, sys.version_info[:3]))
    assert pythons._essayer((sys.executable,)) == (sys.executable, version)  # type: ignore[attr-defined]


@pytest.mark.skipif(os.name != "posix", reason="Windows runs no shell script")
@pytest.mark.parametrize(
    "corps",
    [
        "echo bonjour; echo monde",
        "echo bonjour",
        "exit 0",
        "exit 1",
        "echo /usr/bin/python; echo 3.9.2",
        "printf '\\377'",
    ],
)
def test_what_is_no_python_or_too_old_is_passed_over(tmp_path: Path, corps: str) -> None:
    assert essayer(tmp_path, corps) is None


@pytest.mark.skipif(os.name != "posix", reason="Windows runs no shell script")
def test_what_never_ends_is_passed_over_with_what_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pythons, "PATIENCE", 0.5)
    os.mkfifo(tmp_path / "tube")
    lecture = os.open(tmp_path / "tube", os.O_RDONLY | os.O_NONBLOCK)
    assert essayer(tmp_path, f"exec 3> {tmp_path}/tube; sleep 60 & sleep 60") is None
    os.set_blocking(lecture, True)
    assert os.read(lecture, 1) == b""  # nobody holds the other end any more
    os.close(lecture)


@pytest.mark.skipif(os.name != "posix", reason="Windows runs no shell script")
def test_what_asks_something_gets_no_answer(tmp_path: Path) -> None:
    assert essayer(tmp_path, "read reponse; exit 1") is None
