"""What the rules of a calculator read of one another."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from calculators.mecanisme import Mecanisme, MecanismeDeValeur


@dataclass(frozen=True)
class RegleChargee:
    """A rule of a sheet and the keys that it refers to."""

    mecanisme: Mecanisme
    cles: frozenset[str]
    """Keys that the rule refers to."""
    codes: frozenset[str]
    """Hypotheses that the rule refers to."""
    utilisees: frozenset[str] = frozenset()
    """Keys that are of use once the rule was applied: something that the reader sees came of them."""


def relier(regles: Iterable[RegleChargee]) -> list[RegleChargee]:
    """The rules, each with the keys that it puts to use: a hidden value hands on its own to the rule that reads it."""
    caches: dict[str, frozenset[str]] = {}
    reliees = []
    for regle in regles:
        mecanisme = regle.mecanisme
        cles = frozenset(regle.cles.union(*(caches.get(cle, ()) for cle in regle.cles)))
        if isinstance(mecanisme, MecanismeDeValeur) and not mecanisme.libelle:
            caches[mecanisme.cle] = cles
            cles = frozenset()
        reliees.append(replace(regle, utilisees=cles))
    return reliees


class Provenance:
    """From a value back to the rules that it is computed from."""

    def __init__(self, regles: Iterable[RegleChargee]) -> None:
        self._par_valeur: dict[str, list[RegleChargee]] = {}
        for regle in regles:
            for cle in regle.mecanisme.donne:
                self._par_valeur.setdefault(cle, []).append(regle)

    def codes(self, cle: str, montrees: Container[str] | None = None) -> set[str]:
        """The hypotheses that may weigh on a value, through all that it is computed from.

        With `montrees`, the values that are shown and say their own: those of the hidden values behind this one alone.
        """
        codes: set[str] = set()
        vues, restent = {cle}, [cle]
        while restent:
            lue = restent.pop()
            for regle in self._par_valeur.get(lue, ()):
                if montrees is None or lue != cle:
                    codes |= regle.codes
                nouvelles = regle.cles.difference(vues)
                restent += nouvelles if montrees is None else [autre for autre in nouvelles if autre not in montrees]
                vues |= nouvelles
        return codes
