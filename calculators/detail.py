"""What stands behind an amount that depends on a reading, where no line shows the values that it is made of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from calculators.effets import accorder
from calculators.evaluation import Evaluation
from calculators.liens import Provenance
from calculators.trace import Etapes, Ligne, Noms
from calculators.typographie import typographie


@dataclass(frozen=True)
class Detail:
    """What the line of a reading says besides its amount."""

    provenance: Provenance
    retenues: Sequence[str]
    """The hypotheses in force: those that weigh on the amount are cited with it."""
    montrees: Collection[str]
    """Keys of the values that have their own line, under every reading."""

    def completer(self, ligne: Ligne, source: str, evaluations: Sequence[Evaluation]) -> Ligne:
        """The line of the value `source`, with its steps and the hypotheses that it comes from.

        Where these evaluations come to it otherwise, every sum is told, and no steps: they would be those of one of
        them, in silence; nor is a step unfolded on which they don't agree.
        """
        premiere, *autres = [evaluation.lignes for evaluation in evaluations]
        if autres:
            ligne = accorder(ligne, [lignes[source] for lignes in (premiere, *autres)])
        cachees = {
            cle: une
            for cle, une in premiere.items()
            if cle not in self.montrees and cle != source and all(lignes.get(cle) == une for lignes in autres)
        }
        pesent = self.provenance.codes(source)
        codes = (*ligne.hypotheses, *(code for code in self.retenues if code in pesent))
        return replace(ligne, hypotheses=codes, arbre=_deplier(ligne, cachees))


def _deplier(ligne: Ligne, cachees: Mapping[str, Ligne]) -> Etapes | None:
    """How to write the steps of a line; those of each hidden one stand in its place, where it is first read."""
    arbre = ligne.arbre
    return arbre and (lambda noms: _branche(arbre(str), noms, dict(cachees)))


def _branche(etapes: list[dict[str, Any]], noms: Noms, restent: dict[str, Ligne]) -> list[dict[str, Any]]:
    """Steps that bear their keys for names; what is unfolded is taken out of what is left to unfold."""
    return [_etape(etape, noms, restent) for etape in etapes]


def _etape(etape: dict[str, Any], noms: Noms, restent: dict[str, Ligne]) -> dict[str, Any]:
    cle, calcul, citation, suite = (etape[quoi] for quoi in ("libelle", "calcul", "citation", "etapes"))
    if ligne := restent.pop(cle, None):
        calcul, citation = calcul or ligne.explication, citation or ligne.citation
        suite = suite or (ligne.arbre(str) if ligne.arbre else [])
    nom = typographie(noms(cle)) if cle else ""
    etapes = _branche(suite, noms, restent)
    return {"libelle": nom, "valeur": etape["valeur"], "calcul": calcul, "citation": citation, "etapes": etapes}
