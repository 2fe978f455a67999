"""What the search fetches: scripts of its index and of each sheet's passages."""

from __future__ import annotations

from catalogue import Fiche
from site_src.appels import appel, json_compact
from site_src.recherche_documents import passages, repondues
from site_src.sujets import ESSENTIEL
from site_src.vues import VueFiche


def script_index(index: str) -> str:
    """The index, fetched at the first search: a script, so that a site opened from a folder searches."""
    return appel(index)


def script_passages(vue: VueFiche) -> str:
    """The passages of a sheet, fetched to show a match."""
    return appel(json_compact([*passages(vue), *_reponses(vue.fiche)]))


def _reponses(fiche: Fiche) -> list[list[str]]:
    """What « L'essentiel » answers to each question, shown to whoever asks it: `[its title, answer, its mark]`."""
    return [[ESSENTIEL[cle], getattr(fiche.essentiel, cle).texte, f"?{cle}"] for cle in repondues(fiche)]
