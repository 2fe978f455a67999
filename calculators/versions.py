"""Two versions of a sheet's rules, difference by difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from calculators.typographie import typographie


@dataclass(frozen=True)
class Difference:
    """One thing that changed: where (keys from the sheet's root), what it was, what it is."""

    chemin: tuple[str, ...]
    avant: Any
    apres: Any

    def __str__(self) -> str:
        ou = " › ".join(self.chemin)
        if self.avant is None:
            return typographie(f"{ou} : ajouté, {_dire(self.apres)}")
        if self.apres is None:
            return typographie(f"{ou} : retiré, {_dire(self.avant)}")
        return typographie(f"{ou} : {_dire(self.avant)} devient {_dire(self.apres)}")


def comparer(avant: Mapping[str, Any], apres: Mapping[str, Any]) -> list[Difference]:
    """What changed between two sets of rules, plain data as `charger` takes it, in the order of the newer one."""
    noms = ("hypotheses", "calculateurs", "parcours", "pluriannuel")
    return list(_differences({n: avant.get(n, {}) for n in noms}, {n: apres.get(n, {}) for n in noms}, ()))


def _differences(avant: Any, apres: Any, chemin: tuple[str, ...]) -> Iterator[Difference]:
    genre = _ELEMENTS.get(chemin[-1], "élément") if chemin else ""
    avant, apres = _nommer(avant, genre), _nommer(apres, genre)
    if isinstance(avant, Mapping) and isinstance(apres, Mapping):
        for cle in dict.fromkeys([*apres, *avant]):
            yield from _differences(avant.get(cle), apres.get(cle), (*chemin, str(cle)))
    elif isinstance(avant, list) and isinstance(apres, list) and len(avant) == len(apres):
        for rang, (un, autre) in enumerate(zip(avant, apres, strict=True), start=1):
            yield from _differences(un, autre, (*chemin, f"n° {rang}"))
    elif avant != apres:
        yield Difference(chemin, avant, apres)


_GROUPES = ("conditions", "prioritaires", "tous", "un", "aucun", "parmi")
_ELEMENTS = {"regles": "règle", "tranches": "tranche", **dict.fromkeys(_GROUPES, "groupe")}
"""A list → what to call those of its elements that bear no name: a condition that does not is a group."""


def _nommer(valeur: Any, genre: str) -> Any:
    """A list of rules becomes a mapping by their key, so that one inserted doesn't shift the others."""
    if not isinstance(valeur, list) or not all(isinstance(element, Mapping) for element in valeur):
        return valeur
    nommes: dict[str, Any] = {}
    for element in valeur:
        propre = element.get("cle") or element.get("champ") or element.get("mot") or element.get("genre")
        nom = str(propre or genre)
        if element.get("du"):
            nom += f" (dès le {element['du']})"
        rang = sum(1 for connu in nommes if connu.split(" n° ")[0] == nom)
        nommes[f"{nom} n° {rang + 1}" if rang or not propre else nom] = element
    return nommes


def _dire(valeur: Any) -> str:
    if isinstance(valeur, Mapping):
        return ", ".join(f"{cle} : {_dire(v)}" for cle, v in valeur.items())
    if isinstance(valeur, list):
        return ", ".join(map(_dire, valeur))
    return f"« {valeur} »"
