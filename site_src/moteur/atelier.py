"""What Node makes of Pyodide and the rules, kept from one build to the next: bytecode, and a photograph of the memory.

Everything is named by what it was made from, in `.cache/moteur`, which can be deleted at any time; `garde` keeps it
small.
"""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import mkdtemp

from calculators.navigateur import repondre
from site_src import garde
from site_src.erreurs import EchecConstruction
from site_src.installation import RACINE, node, npm_dir
from site_src.moteur.archives import archiver
from site_src.moteur.somme import sommer

ICI = Path(__file__).resolve().parent
_PUBLIE = npm_dir() / "pyodide"
"""Pyodide as npm gives it."""


def pyodide() -> Path:
    """Return the folder of Pyodide, its engine pruned of what only packages compiled apart would call."""
    script = ICI / "node" / "elaguer.mjs"
    sources = [script.read_bytes(), (npm_dir() / "terser" / "package.json").read_bytes()]
    return _garder("pyodide", sources, lambda cible: _node(script, _PUBLIE, cible))


def bibliotheque() -> Path:
    """Return the standard library as bytecode."""
    return _compiler((_PUBLIE / "python_stdlib.zip").read_bytes())


def paquet(source: Path) -> Path:
    """Return a package as bytecode."""
    return _compiler(archiver(source))


def memoire() -> Path:
    """Return the photograph of a memory in which the rules are imported, tried before it is given."""
    essai = json.loads((ICI / "essai.json").read_text(encoding="utf-8"))
    regles = json.dumps(essai["regles"])
    essai["attendus"] = [repondre(json.dumps(requete), regles) for requete in essai["requetes"]]
    stdlib, calculators = bibliotheque(), paquet(RACINE / "calculators")
    scripts = [ICI / "node" / "photographier.mjs", ICI / "ouvrier" / "memoire.mjs"]
    moteur = [pyodide() / nom for nom in ("pyodide.asm.mjs", "pyodide.asm.wasm")]
    lus = (*scripts, stdlib, calculators, *moteur)
    sources = [*(chemin.read_bytes() for chemin in lus), json.dumps(essai).encode()]

    def photographier(cible: Path) -> None:
        fichier = cible.with_name("essai.json")
        fichier.write_text(json.dumps(essai), encoding="utf-8")
        _node(scripts[0], pyodide(), stdlib, calculators, fichier, cible)

    return _garder("memoire.bin", sources, photographier)


def scripts(fichiers: Mapping[str, Path]) -> Path:
    """Return a folder that holds each file as a script, by its key."""
    script = ICI / "node" / "plier.mjs"
    sources = [f"{cle} {chemin.name}".encode() + chemin.read_bytes() for cle, chemin in fichiers.items()]
    couples = [mot for couple in fichiers.items() for mot in couple]
    return _garder("scripts", [script.read_bytes(), *sources], lambda cible: _node(script, cible, *couples))


def _compiler(archive: bytes) -> Path:
    script = ICI / "node" / "compiler.mjs"

    def compiler(cible: Path) -> None:
        source = cible.with_name("sources.zip")
        source.write_bytes(archive)
        _node(script, _PUBLIE, source, cible)

    return _garder("bytecode.zip", [script.read_bytes(), archive], compiler)


def _garder(nom: str, sources: list[bytes], faire: Callable[[Path], object]) -> Path:
    """What was made from the same sources by the same Pyodide, made now if it wasn't yet."""
    cle = hashlib.sha256(version().encode())
    for source in sources:
        cle.update(hashlib.sha256(source).digest())
    place = garde.MOTEUR / cle.hexdigest()[:24]
    if not garde.servie(place):
        garde.MOTEUR.mkdir(parents=True, exist_ok=True)
        provisoire = Path(mkdtemp(dir=garde.MOTEUR))
        try:
            faire(provisoire / nom)
            os.replace(provisoire, place)
        except OSError:
            if not place.is_dir():  # else another build made it meanwhile
                raise
        finally:
            shutil.rmtree(provisoire, ignore_errors=True)
    return place / nom


def somme(octets: bytes) -> int:
    """Return the sum of a file, which takes a second for the larger ones."""
    sources = [(ICI / "somme.py").read_bytes(), octets]
    gardee = _garder("somme", sources, lambda cible: cible.write_text(str(sommer(octets)), encoding="ascii"))
    return int(gardee.read_text(encoding="ascii"))


def version() -> str:
    """Return the version of Pyodide."""
    return str(json.loads((_PUBLIE / "package.json").read_text(encoding="utf-8"))["version"])


def _node(*arguments: Path | str) -> None:
    # The photograph would hold the machine's time zone and its language.
    env = os.environ | {"TZ": "UTC", "LC_ALL": "C", "LANG": "C"}
    fait = subprocess.run(
        [node(), *arguments], capture_output=True, encoding="utf-8", errors="replace", env=env, check=False
    )
    if fait.returncode:
        raise EchecConstruction(f"Le moteur de calcul n’a pas pu être préparé : {fait.stderr.strip()[-1500:]}")
