"""The house holds: imports follow the arrows, the code is typed and tidy, the first files open under old Pythons."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import grimp
import pytest

from site_src.installation import RACINE

PAQUETS = sorted(m.parent.relative_to(RACINE).as_posix() for m in (RACINE / "calculators").rglob("__init__.py"))
OUTILS = {
    "import-linter": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"],
    "ruff": ["-m", "ruff", "check", "--no-cache", "."],
    "mypy": ["-m", "mypy"],
    # What must open under old Pythons has its types beside it: they say what the code does.
    "stubtest": ["-m", "mypy.stubtest", "site_src.installation", "site_src.pythons"],
}


@pytest.mark.parametrize("outil", OUTILS)
def test_tool_has_nothing_to_say(outil: str) -> None:
    fait = subprocess.run(
        [sys.executable, *OUTILS[outil]], cwd=RACINE, capture_output=True, encoding="utf-8", check=False
    )
    assert fait.returncode == 0, fait.stdout + fait.stderr


def test_the_rules_run_on_the_standard_library_alone() -> None:
    graphe = grimp.build_graph("calculators", include_external_packages=True, cache_dir=None)
    dehors = {module.partition(".")[0] for module in graphe.modules} - {"calculators"}
    assert dehors - {"xlsxwriter"} <= sys.stdlib_module_names
    # The workbook alone asks for it, and only once one is wanted.
    assert graphe.find_modules_that_directly_import("xlsxwriter") == {"calculators.bureau.classeur"}
    arbre = ast.parse((RACINE / "calculators/bureau/classeur.py").read_text(encoding="utf-8"))
    assert not any(alias.name == "xlsxwriter" for n in arbre.body if isinstance(n, ast.Import) for alias in n.names)


def test_the_first_files_open_under_the_pythons_of_long_ago() -> None:
    for nom in ("build.py", "site_src/__init__.py", "site_src/installation.py", "site_src/pythons.py"):
        arbre = ast.parse((RACINE / nom).read_text(encoding="utf-8"))
        for noeud in ast.walk(arbre):
            assert not isinstance(noeud, ast.JoinedStr | ast.NamedExpr | ast.AnnAssign | ast.AsyncFunctionDef), nom
            assert not getattr(noeud, "returns", None), nom
            assert not (isinstance(noeud, ast.arg) and noeud.annotation), nom
            assert not (isinstance(noeud, ast.arguments) and (noeud.kwonlyargs or noeud.posonlyargs)), nom


def test_the_locks_hold_hashes_and_no_address() -> None:
    requis = (RACINE / "requirements.lock").read_text(encoding="utf-8")
    paquets = re.findall(r"^[\w.-]+==.*?(?=^\S|\Z)", requis, re.MULTILINE | re.DOTALL)
    assert len(paquets) > 20
    assert all("--hash=sha256:" in paquet for paquet in paquets)
    npm = (RACINE / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in npm
    assert '"integrity"' in npm
    assert "index-url" not in requis
    assert "://" not in requis


@pytest.mark.parametrize("paquet", (*PAQUETS, "catalogue", "site_src/exports"))
def test_the_map_of_a_package_names_each_of_its_modules(paquet: str) -> None:
    carte = import_module(paquet.replace("/", ".")).__doc__ or ""
    dossier = RACINE / paquet
    modules = {m.stem for m in dossier.glob("*.py")} | {f"{m.parent.name}/" for m in dossier.glob("*/__init__.py")}
    assert modules - {"__init__"} <= set(re.findall(r"`([\w/]+)`", carte))


def test_modules_stay_short() -> None:
    modules = [m for nom in ("calculators", "catalogue", "site_src") for m in Path(RACINE, nom).rglob("*.py")]
    longs = {
        m.relative_to(RACINE).as_posix(): n for m in modules if (n := len(m.read_text("utf-8").splitlines())) > 200
    }
    assert longs == {}
