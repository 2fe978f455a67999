"""What earlier readings and builds of the same process gave, so that `serve` does again only what has changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any


class Memoire:
    """Results by what they were made from: a key holds the content itself, or its hash, never a date.

    What a build did not ask for is forgotten once the next one is over: memory holds one catalogue, not its history.
    """

    def __init__(self) -> None:
        self._avant: dict[Hashable, Any] = {}
        self._gardes: dict[Hashable, Any] = {}

    def tenir[T](self, cle: Hashable, faire: Callable[[], T]) -> T:
        """What `faire` gave for this key, made at the first call only. It must depend on nothing else than the key."""
        if cle not in self._gardes:
            self._gardes[cle] = self._avant[cle] if cle in self._avant else faire()
        garde: T = self._gardes[cle]
        return garde

    def connait(self, cle: Hashable) -> bool:
        """Whether `tenir` would answer at once."""
        return cle in self._gardes or cle in self._avant

    def tourner(self) -> None:
        """A build is over: forget what it had no use for."""
        self._avant, self._gardes = self._gardes, {}

    def oublier(self) -> None:
        """Forget everything: what no key holds, a template or a rule's code, has changed."""
        self._avant, self._gardes = {}, {}
