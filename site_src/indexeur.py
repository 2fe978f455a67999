"""Node at work on the search index: one process, for one build or for all those of `serve`."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from site_src.appels import json_compact
from site_src.erreurs import EchecConstruction

SCRIPT = Path(__file__).resolve().parent / "indexer.cjs"
MOTS = Path(__file__).resolve().parent / "assets" / "js"
MINISEARCH = "dist/cjs/index.cjs"


class Indexeur:
    """The process: started at the first index, started again where it fell."""

    def __init__(self, node: Path, minisearch: Path, durable: bool) -> None:
        """Nothing is started yet; one that makes several indexes keeps what it read for the next."""
        self._commande = [str(mot) for mot in (node, SCRIPT, minisearch / MINISEARCH, MOTS)] + ["garder"] * durable
        self._node: subprocess.Popen[bytes] | None = None
        self._erreurs: IO[bytes]

    @contextmanager
    def seance(self, fiches: int, mots: dict[str, Any]) -> Iterator[Seance]:
        """An index of so many sheets: give it each in turn, then the pages; Node works while the rest is made."""
        with tempfile.TemporaryDirectory(prefix="recherche-") as dossier, (Path(dossier) / "messages").open("wb") as f:
            try:
                seance = Seance(Path(dossier), f, self._vivant(), self.echec)
                seance.dire(json_compact({"fiches": fiches, "mots": mots}))
                yield seance
            except BaseException:
                self.arreter()
                raise

    def arreter(self) -> None:
        """Leave no process behind; what it had read is forgotten."""
        if self._node is not None:
            self._node.kill()
            for flux in (self._node.stdin, self._node.stdout):
                with suppress(OSError):
                    flux and flux.close()
            self._node.wait()
            self._erreurs.close()
            self._node = None

    def _vivant(self) -> subprocess.Popen[bytes]:
        if self._node is None:
            pipe = subprocess.PIPE
            self._erreurs = tempfile.TemporaryFile()  # noqa: SIM115 (it lives as long as Node)
            self._node = subprocess.Popen(self._commande, stdin=pipe, stdout=pipe, stderr=self._erreurs)
        return self._node

    def echec(self) -> EchecConstruction:
        """What Node said last."""
        self._erreurs.seek(0)
        dit = self._erreurs.read().decode("utf-8", "replace").strip()
        return EchecConstruction(f"l’index de recherche n’a pas pu être fait : {dit[-600:] or 'Node s’est arrêté'}")


class Seance:
    """One index under way."""

    def __init__(
        self,
        dossier: Path,
        messages: IO[bytes],
        node: subprocess.Popen[bytes],
        echec: Callable[[], EchecConstruction],
    ) -> None:
        """Tell Node where to read."""
        self._dossier, self._messages, self._node, self._echec = dossier, messages, node, echec
        self._ecrire(str(dossier))

    def dire(self, message: str) -> None:
        """The next message, in JSON. It goes by a file, so that a busy Node makes nobody wait."""
        octets = message.encode()
        self._messages.write(octets)
        self._messages.flush()
        self._ecrire(str(len(octets)))

    def index(self) -> str:
        """The index as JSON, once Node has it."""
        assert self._node.stdout is not None
        if self._node.stdout.readline() != b"fait\n":
            raise self._echec()
        return (self._dossier / "index.json").read_text(encoding="utf-8")

    def _ecrire(self, ligne: str) -> None:
        assert self._node.stdin is not None
        with suppress(OSError):  # where Node has stopped, `index` says so
            self._node.stdin.write(ligne.encode() + b"\n")
            self._node.stdin.flush()
