"""What the build says of itself while it works: each step, and how long it took."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


def dire(phrase: str) -> None:
    """A line for the person at the terminal."""
    print(phrase, file=sys.stderr, flush=True)


@contextmanager
def etape(nom: str) -> Iterator[None]:
    """Say what is being done and how long it took."""
    debut = time.perf_counter()
    print(f"{nom}…", end="", file=sys.stderr, flush=True)
    try:
        yield
    except BaseException:
        print(" échec.", file=sys.stderr, flush=True)
        raise
    duree = f"{time.perf_counter() - debut:.1f}".replace(".", ",")
    dire(f" {duree} s")
