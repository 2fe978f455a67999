"""Publishing: a site is built aside, then swapped in whole, so that no reader ever meets half of one.

Beside the place, on the same disk, and gone once all is well (under `serve`, when it ends):

    .<site>.verrou          the lock: one build at a time
    .<site>.nouveau-<n>     the site being built; just after the exchange, the one that it replaces, from which `serve`
                            makes what the next one begins with
    .<site>.ancien          where the system can't exchange two folders, the last site while the new one takes its name

Killed at any moment, a build leaves there what the next one clears, or puts back, before anything else.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from site_src import destination, echange
from site_src.erreurs import REFUS, EchecConstruction
from site_src.etapes import dire
from site_src.manifeste import AJOUTS, MARQUE
from site_src.verrou import jusqu_au_bout, tenir


@contextmanager
def publier(sortie: Path, durable: bool = True, prepare: bool = False) -> Iterator[Path]:
    """Give a new folder beside `sortie` to build in; it takes its place if the block ends without an error.

    `durable`: readable by all, and on the disk, before it is shown; `serve` does without, and leaves the site that this
    one replaces for `ranger`, when nobody waits. `prepare`: the folder is what `ranger` made, and not a new one.
    Raises `EchecConstruction` where nothing can be published there.
    """
    with _en_francais(sortie):
        place = destination.lieu(sortie)
        place.parent.mkdir(parents=True, exist_ok=True)
        with tenir(_voisin(place, "verrou"), f"« {place} »"):
            neuf = _neuf(place)
            _reprendre(place, sauf=neuf if prepare else None)
            destination.refuser_si_occupe(place)
            publie = False
            try:
                neuf.mkdir(exist_ok=prepare)
                _marquer(neuf)
                yield neuf
                _appreter(neuf, place, durable)
                _mettre_en_place(neuf, place)
                publie = True
                if durable:
                    echange.graver_noms(place.parent)
            finally:
                if durable or not publie:
                    jusqu_au_bout(lambda: _effacer(neuf))


def ranger[T](sortie: Path, preparer: Callable[[Path, Path], T]) -> T:
    """Once a site is shown, make the folder that the next one is built in: `preparer(site, folder)`, what it gives.

    The folder is the site that this one replaced, or an empty one.
    """
    place = destination.lieu(sortie)
    with _en_francais(sortie), tenir(_voisin(place, "verrou"), f"« {place} »"):
        neuf = _neuf(place)
        neuf.mkdir(exist_ok=True)
        _marquer(neuf)
        return preparer(place, neuf)


@contextmanager
def _en_francais(sortie: Path) -> Iterator[None]:
    """What the system refuses while a site is built, as a sentence."""
    try:
        yield
    except OSError as erreur:
        # A missing file may be ours; beside the site, it is a place where nothing can be made (`/proc`).
        ici = erreur.errno == errno.ENOENT and Path(erreur.filename or "").parent == sortie.absolute().parent
        if erreur.errno not in REFUS and not ici:
            raise
        ou = erreur.filename2 or erreur.filename or sortie
        raison = REFUS.get(erreur.errno or 0, "rien ne peut y être créé")
        raise EchecConstruction(
            f"« {os.fsdecode(ou)} » ne peut pas être écrit : {raison} ; "
            f"le site se construit dans « {sortie.absolute().parent} » avant de prendre sa place"
        ) from erreur


def _voisin(place: Path, role: str) -> Path:
    """A hidden name beside the site, so on the same disk: a rename is then all it takes."""
    return place.parent / f".{place.name}.{role}"


def _neuf(place: Path) -> Path:
    """The folder where this process builds."""
    return _voisin(place, f"nouveau-{os.getpid()}")


def _marquer(neuf: Path) -> None:
    """First of all: by it the next build knows that what was left there is ours to clear."""
    (neuf / MARQUE).write_text("Site publié par build.py ; ce fichier le fait reconnaître.\n", "utf-8")


def _reprendre(place: Path, sauf: Path | None) -> None:
    """Clear what a killed build left; if it was killed between two renames, put the last good site back first."""
    ancien = _voisin(place, "ancien")
    if (ancien / MARQUE).is_file():
        if _habite(place):
            os.replace(ancien, _voisin(place, "nouveau-0"))
        else:
            with suppress(FileNotFoundError):
                place.rmdir()
            os.replace(ancien, place)
    for reste in place.parent.iterdir():
        if reste.name.startswith(_voisin(place, "nouveau-").name) and reste != sauf:
            _effacer(reste)


def _habite(dossier: Path) -> bool:
    return dossier.is_dir() and any(dossier.iterdir())


def _appreter(neuf: Path, place: Path, durable: bool) -> None:
    """Before it is shown: what the server's owner added to the last site, the same rights whatever the `umask`."""
    fichiers: list[str] = []
    for racine, _, noms in os.walk(neuf) if durable else ():
        os.chmod(racine, 0o755)  # noqa: PTH101
        siens = [f"{racine}/{nom}" for nom in noms]
        for fichier in siens:
            os.chmod(fichier, 0o644)  # noqa: PTH101
        fichiers += siens
    for ajout in AJOUTS:
        garde = place / ajout
        if garde.is_dir():
            shutil.copytree(garde, neuf / ajout, symlinks=True)
        elif garde.is_file() and not (neuf / ajout).exists():
            shutil.copy2(garde, neuf / ajout)
    if place.is_dir():
        shutil.copymode(place, neuf)  # who may enter the site is its owner's choice
    if durable:
        echange.graver(neuf, fichiers)


def _mettre_en_place(neuf: Path, place: Path) -> None:
    """One step where the system has it; else two, and the last site has another name in between."""
    ancien = _voisin(place, "ancien")
    dedans = place.exists() and Path.cwd().is_relative_to(place)
    try:
        if not place.exists():
            os.replace(neuf, place)
        elif not echange.echanger(neuf, place):
            os.replace(place, ancien)
            os.replace(neuf, place)
            os.replace(ancien, neuf)  # under that name it is whole, or on its way back: it is cleared under the other
    except OSError as erreur:
        if ancien.exists() and not place.exists():
            os.replace(ancien, place)
        if erreur.errno == errno.EBUSY and os.name == "posix":
            # A folder mounted from the same disk looks like any other until it is renamed.
            raise EchecConstruction(destination.point_de_montage(place)) from erreur
        raise EchecConstruction(
            f"le site n’a pas pu être mis en place dans « {place} » ({erreur.strerror}) ; "
            "fermez les programmes qui lisent ce dossier, puis recommencez"
        ) from erreur
    if dedans:
        dire("Votre terminal est resté dans le dossier remplacé : tapez « cd . » pour entrer dans le nouveau.")


def _effacer(dossier: Path) -> None:
    """Remove a folder of ours, its mark last: interrupted, what is left is still known as ours. Anything else stays."""
    if dossier.is_symlink() or not dossier.is_dir():
        return
    marque = dossier / MARQUE
    with suppress(OSError):
        dossier.chmod(0o755)  # the rights of the place that it had may forbid it
    if marque.is_file():
        for entree in dossier.iterdir():
            if entree.is_dir() and not entree.is_symlink():
                shutil.rmtree(entree, ignore_errors=True)
            elif entree != marque:
                with suppress(OSError):
                    entree.unlink()
    with suppress(OSError):
        if [entree.name for entree in dossier.iterdir()] == [MARQUE]:
            marque.unlink()
        dossier.rmdir()
