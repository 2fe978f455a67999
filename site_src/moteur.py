"""Bundle the engine: Pyodide and the `calculators` package, as files that any plain web server can hand out.

    assets/moteur/moteur.json              the only name that the client knows: where the rest is, and how large
    assets/moteur/pyodide-<version>/…      what Pyodide needs to start, nothing of its packages
    assets/moteur/calculators-<hash>.zip   the rules' code, the very files that computed the pages
    assets/moteur/xlsxwriter-<hash>.zip    what writes a workbook, fetched at the first export alone

The same sources give the same bytes: the archive is stored, in order, with a fixed date, and its name tells its
content, so that a browser may keep it for ever.
"""

import hashlib
import io
import json
import zipfile
from pathlib import Path

from site_src.installation import RACINE, npm_dir

# `.mjs` and `.asm.mjs` leave as `.js`: many servers give `.mjs` a type that browsers refuse to run.
_FICHIERS = {
    "pyodide.mjs": "pyodide.js",
    "pyodide.asm.mjs": "pyodide.asm.js",
    "pyodide.asm.wasm": "pyodide.asm.wasm",
    "python_stdlib.zip": "python_stdlib.zip",
}
_DATE = (1980, 1, 1, 0, 0, 0)


def embarquer(destination: Path) -> None:
    """Write the engine into a folder: the site's `assets/moteur`."""
    source = npm_dir() / "pyodide"
    version = json.loads((source / "package.json").read_text(encoding="utf-8"))["version"]
    pyodide = destination / f"pyodide-{version}"
    pyodide.mkdir(parents=True, exist_ok=True)
    for nom, publie in _FICHIERS.items():
        (pyodide / publie).write_bytes(_sans_carte((source / nom).read_bytes(), nom))
    paquets = {paquet.name: _deposer(paquet, destination) for paquet in (RACINE / "calculators", _xlsxwriter())}
    fichiers = [*(f"pyodide-{version}/{publie}" for publie in _FICHIERS.values()), *paquets.values()]
    manifeste = {
        "pyodide": f"pyodide-{version}/",
        "paquets": paquets,
        # No package is ever fetched: the lock that Pyodide asks for lists none.
        "verrou": {"info": json.loads((source / "pyodide-lock.json").read_bytes())["info"], "packages": {}},
        "octets": {nom: (destination / nom).stat().st_size for nom in fichiers},
    }
    (destination / "moteur.json").write_text(
        json.dumps(manifeste, indent=1, sort_keys=True), encoding="utf-8", newline="\n"
    )


def _xlsxwriter() -> Path:
    import xlsxwriter

    return Path(xlsxwriter.__file__).parent


def _deposer(paquet: Path, destination: Path) -> str:
    """Write a package's archive; give its name, which tells its content."""
    archive = archiver(paquet)
    nom = f"{paquet.name}-{hashlib.sha256(archive).hexdigest()[:12]}.zip"
    (destination / nom).write_bytes(archive)
    return nom


def archiver(paquet: Path) -> bytes:
    """Return a package's sources as an importable zip, byte for byte the same wherever it is made."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_STORED) as archive:
        for module in sorted(paquet.rglob("*.py"), key=lambda chemin: chemin.relative_to(paquet).as_posix()):
            entree = zipfile.ZipInfo(f"{paquet.name}/{module.relative_to(paquet).as_posix()}", _DATE)
            entree.create_system = 3
            entree.external_attr = 0o644 << 16
            # A Windows checkout may hold CRLF line ends.
            archive.writestr(entree, module.read_bytes().replace(b"\r\n", b"\n"))
    return tampon.getvalue()


def _sans_carte(octets: bytes, nom: str) -> bytes:
    """Drop the comment that names a source map, which we don't ship."""
    if not nom.endswith("mjs"):
        return octets
    debut, marque, _ = octets.rpartition(b"//# sourceMappingURL=")
    return debut if marque else octets
