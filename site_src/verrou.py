"""One build at a time for a place: a lock that the system gives back when its process ends, however it ends."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from site_src.erreurs import EchecConstruction
from site_src.etapes import dire

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PRIS = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
_SANS_VERROU = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP)


@contextmanager
def tenir(fichier: Path, quoi: str) -> Iterator[None]:
    """Hold the lock of a file, made and removed for it. Raises `EchecConstruction` where another process holds it.

    It does not wait: a build that a schedule starts every night must not queue behind one that hangs.
    """
    descripteur = _prendre(fichier, quoi)
    try:
        yield
    finally:
        # Removed while it is still held: who opened it meanwhile sees that it is no longer there.
        with suppress(OSError):  # Windows removes no open file
            jusqu_au_bout(lambda: fichier.unlink(missing_ok=True))
        os.close(descripteur)
        if sys.platform == "win32":
            with suppress(OSError):
                fichier.unlink()


def jusqu_au_bout(effacer: Callable[[], None]) -> None:
    """Asked to stop while it clears, a build ends clearing first."""
    try:
        effacer()
    except KeyboardInterrupt:
        effacer()
        raise


def _prendre(fichier: Path, quoi: str) -> int:
    while True:
        descripteur = os.open(fichier, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _verrouiller(descripteur)
            if _est_la(descripteur, fichier):
                return descripteur
        except OSError as erreur:
            if erreur.errno in _SANS_VERROU:
                dire(f"avertissement : ce disque ne tient pas de verrou ; ne construisez {quoi} qu’une fois à la fois")
                return descripteur
            os.close(descripteur)
            if erreur.errno not in _PRIS:
                raise
            raise EchecConstruction(
                f"une autre construction publie en ce moment dans {quoi} ; attendez qu’elle finisse, puis recommencez"
            ) from erreur
        os.close(descripteur)


def _verrouiller(descripteur: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(descripteur, msvcrt.LK_NBLCK, 1)
    else:
        # A lock of the process: the children that it forks don't hold it after it.
        fcntl.lockf(descripteur, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _est_la(descripteur: int, fichier: Path) -> bool:
    """Whether the file that was locked still bears its name: who held the lock before removed it."""
    try:
        return os.path.samestat(os.fstat(descripteur), fichier.stat())
    except FileNotFoundError:
        return False
