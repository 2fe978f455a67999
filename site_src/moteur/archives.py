"""Python packages as archives: in order, with a fixed date, so that the same sources give the same bytes."""

import io
import zipfile
from pathlib import Path

_DATE = (1980, 1, 1, 0, 0, 0)


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
