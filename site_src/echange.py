"""One folder in the place of another, in one step where the system has one; and on the disk, not only in its cache.

Python's `os` has neither Linux's exchange of two names nor its flush of one file system: `ctypes` calls the C library
for them, since the one package that would is compiled for each system, for two lines of ours.
"""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_ICI, _ECHANGE = -100, 2
"""`AT_FDCWD` and `RENAME_EXCHANGE`."""
_INCONNU = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM)
"""What a kernel or a disk that doesn't know the exchange answers."""


def echanger(un: Path, autre: Path) -> bool:
    """Exchange the names of two folders at once; False where this system or this disk can't. Raises `OSError`."""
    renommer = _fonction("renameat2")
    if renommer is None:
        return False
    if renommer(_ICI, os.fsencode(un), _ICI, os.fsencode(autre), _ECHANGE) == 0:
        return True
    numero = ctypes.get_errno()
    if numero in _INCONNU:
        return False
    raise OSError(numero, os.strerror(numero), str(autre))


def graver(dossier: Path, fichiers: Iterable[str]) -> None:
    """Wait until the files of a folder are on the disk: a name must not outlive, in a power cut, what it names."""
    graver_tout = _fonction("syncfs")
    if graver_tout is not None:
        descripteur = os.open(dossier, os.O_RDONLY)
        try:
            fait = graver_tout(descripteur) == 0
        finally:
            os.close(descripteur)
        if fait:
            return
    for fichier in fichiers:
        with open(fichier, "rb+") as flux:  # noqa: PTH123
            os.fsync(flux.fileno())


def graver_noms(dossier: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can be asked to (Windows can't)."""
    with suppress(OSError):
        descripteur = os.open(dossier, os.O_RDONLY)
        try:
            os.fsync(descripteur)
        finally:
            os.close(descripteur)


def _fonction(nom: str) -> ctypes._NamedFuncPointer | None:
    """A function of the C library, where there is one of that name."""
    if os.name != "posix":
        return None
    return getattr(ctypes.CDLL(None, use_errno=True), nom, None)
