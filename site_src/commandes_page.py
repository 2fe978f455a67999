"""The reference of the commands, drawn from what `--help` says: each option of each command, with examples."""

from __future__ import annotations

import importlib
from argparse import ArgumentParser
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from site_src.commandes import TABLE
from site_src.gabarits import rendre


@dataclass
class Commande:
    """What the reader types, and what it does."""

    nom: str
    resume: str
    sens: list[str]
    """The paragraphs of its help."""
    exemples: tuple[str, ...]
    options: list[tuple[str, str]] = field(default_factory=list)
    """Each argument as it is typed, with its help."""


class _Releve(ArgumentParser):
    """A parser that remembers what is declared to it."""

    def __init__(self) -> None:
        super().__init__(add_help=False)
        self.releves: list[tuple[str, str]] = []

    def add_argument(self, *noms: Any, **reglages: Any) -> Any:
        valeur = str(reglages.get("metavar") or "")
        ecrit = f"{noms[0]} {valeur}".strip() if noms[0].startswith("-") else valeur or noms[0]
        self.releves.append((ecrit, str(reglages.get("help", ""))))
        return super().add_argument(*noms, **reglages)


def commandes() -> list[Commande]:
    """Every command of `build.py`, in the order of its help."""
    trouvees = []
    for nom, resume in TABLE.items():
        module = importlib.import_module(f"site_src.commandes.{nom}")
        releve = _Releve()
        module.arguments(releve)
        sens = [" ".join(paragraphe.split()) for paragraphe in (module.__doc__ or "").strip().split("\n\n")]
        trouvees.append(Commande(nom, resume, sens, module.EXEMPLES, releve.releves))
    return trouvees


def morceaux() -> dict[str, Markup]:
    """What hangs in the page `guides/commandes/`, by token."""
    return {"ref-commandes": rendre("commandes.html", commandes=commandes())}
