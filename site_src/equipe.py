"""The same work done for many sheets or pages, shared between the cores of the machine where that pays."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.connection import wait
from typing import Any

from catalogue import Memoire
from site_src.erreurs import EchecConstruction

SEUIL = 100
"""Under so many tasks, starting processes would cost more than they save."""
LOT = 20
"""Tasks handed over at once."""


def chacun[C, T, R](faire: Callable[[C, T], R], contexte: C, taches: Sequence[T]) -> Iterator[R]:
    """`faire(contexte, tache)` for each task, in their order.

    The context may be the whole catalogue: a forked process has it without a copy. Loaded rules can't be sent to a
    process that starts anew, so where the system doesn't fork (Windows, macOS), or where threads are at work, all is
    done here, one after another. An error is raised here as if all had been.
    """
    coeurs = _coeurs()
    if coeurs < 2 or len(taches) < SEUIL or not _peut_fourcher():
        for tache in taches:
            yield faire(contexte, tache)
        return
    # The first here: what it loads, templates and patterns, every process inherits.
    yield faire(contexte, taches[0])
    lots = [taches[debut : debut + LOT] for debut in range(1, len(taches), LOT)]
    equipe = ProcessPoolExecutor(coeurs, get_context("fork"), initializer=_commencer, initargs=(faire, contexte))
    try:
        for faits in equipe.map(_faire_lot, lots):
            yield from faits
    except BrokenProcessPool as erreur:
        raise EchecConstruction(
            "un des processus de la construction a été arrêté par le système ; recommencez, avec plus de mémoire libre"
        ) from erreur
    finally:
        equipe.shutdown(cancel_futures=True)


def chacun_garde[C, T, R](
    memoire: Memoire | None, faire: Callable[[C, T], R], contexte: C, taches: Sequence[T], cle: Callable[[T], Hashable]
) -> Iterator[R]:
    """The same, but for what `memoire` holds under the task's key."""
    if memoire is None:
        yield from chacun(faire, contexte, taches)
        return
    cles = [cle(tache) for tache in taches]
    manquantes = {c: tache for c, tache in zip(cles, taches, strict=True) if not memoire.connait(c)}
    faites = chacun(faire, contexte, list(manquantes.values()))
    for c in cles:
        yield memoire.tenir(c, lambda: next(faites))


def _coeurs() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _peut_fourcher() -> bool:
    """Whether a fork is safe: a thread of ours could hold a lock that the child would wait for, for ever."""
    return "fork" in get_all_start_methods() and sys.platform != "darwin" and threading.active_count() == 1


_metier: tuple[Callable[[Any, Any], Any], Any]
"""In a process of the team: what it does, and with what."""


def _commencer(faire: Callable[[Any, Any], Any], contexte: Any) -> None:
    global _metier
    _metier = faire, contexte
    # Ctrl+C reaches every process of the terminal: the parent alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Killed, the parent can't tell: nobody would read what this process makes, nor end it.
    threading.Thread(target=_finir_avec_le_parent, daemon=True).start()
    # What the parent made is here to stay: the collector need not go through it again, nor copy its pages.
    gc.freeze()


def _finir_avec_le_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _faire_lot(lot: Sequence[Any]) -> list[Any]:
    faire, contexte = _metier
    return [faire(contexte, tache) for tache in lot]
