"""What one build leaves to the next in the same process: `serve` makes again only what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from catalogue import Memoire
from site_src import garde
from site_src.depot import Depot, Reserve
from site_src.gabarits import environnement
from site_src.indexeur import Indexeur, Seance
from site_src.installation import node, npm_dir
from site_src.publication import ranger
from site_src.recherche_documents import vocabulaire
from site_src.vues import VueCatalogue

SOURCES = Path(__file__).resolve().parent
CONFIGURATION = SOURCES.parent / "mkdocs.yml"


class Chantier:
    """The memory of what was made, and Node, ready to index."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.memoire = Memoire()
        self.indexeur = _indexeur(durable=True)
        self._dernier: Depot | None = None
        self._reserve: Reserve | None = None
        self._sources = _dates()

    def ouvrir(self) -> None:
        """Before a build: forget all that was made with a template, a script or a setting that has changed since."""
        dates = _dates()
        if dates != self._sources:
            self._sources = dates
            self.memoire.oublier()
            self._dernier = self._reserve = None
            self.indexeur.arreter()
            environnement.cache_clear()

    @property
    def prepare(self) -> bool:
        """Whether the folder of the next site holds already what it will share with the last one."""
        return self._reserve is not None

    def depot(self, dossier: Path) -> Depot:
        """Where to build the next site."""
        reserve, self._reserve = self._reserve, None
        return Depot(dossier, reserve)

    def clore(self, depot: Depot) -> None:
        """After a build that went well: forget what it had no use for."""
        self.memoire.tourner()
        self._dernier = depot

    def ranger(self, sortie: Path) -> None:
        """When nobody waits: prepare the folder of the next site."""
        if self._dernier:
            self._reserve = ranger(sortie, self._dernier.reserver)
        garde.ranger()

    def fermer(self) -> None:
        """Leave no process behind."""
        self.indexeur.arreter()


@contextmanager
def indexer(chantier: Chantier | None, vues: VueCatalogue) -> Iterator[Seance]:
    """The search index, by the process of `chantier` or by one that ends with this build."""
    indexeur = chantier.indexeur if chantier else _indexeur(durable=False)
    try:
        with indexeur.seance(len(vues.fiches), vocabulaire(vues)) as seance:
            yield seance
    finally:
        if chantier is None:
            indexeur.arreter()


def _indexeur(durable: bool) -> Indexeur:
    return Indexeur(node(), npm_dir() / "minisearch", durable)


def _dates() -> dict[Path, int]:
    """When each source of the pages was last written: code aside, which a process never reads twice."""
    fichiers = [CONFIGURATION, *(f for f in SOURCES.rglob("*") if f.suffix not in (".py", ".pyc"))]
    return {fichier: fichier.stat().st_mtime_ns for fichier in fichiers if fichier.is_file()}
