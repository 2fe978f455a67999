"""A rule as a spreadsheet computes it: pieces of formula that know what they need.

Every formula refers to cells by their names (`jours`, `cout_jour`) and says which of them must hold a number: what the
engine leaves out for want of a value, the spreadsheet leaves empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from calculators.resultat import STATUTS

ATOME, PRODUIT, SOMME = 0, 1, 2
"""How tightly a piece holds together: what binds less needs brackets inside what binds more."""

CONFORME, NON_CONFORME, A_VERIFIER, A_CORRIGER = (
    STATUTS[statut][0].lower() for statut in ("conforme", "non_conforme", "a_verifier", "erreur_saisie")
)
A_NOTER = "à noter"
"""What a check may say: the words of a result, without their capital."""

_RESERVES = re.compile(r"[a-z]{1,3}\d+|r\d*|c\d*|r\d*c\d*|true|false|vrai|faux")
"""What a spreadsheet would take for the address of a cell, or for a truth."""


class Intraduisible(Exception):
    """A rule that no formula can say; the message is the reason, in words that follow « car »."""


def nom_defini(cle: str) -> str:
    """The name of the cell of a key."""
    nom = re.sub(r"\W", "_", cle)
    return f"{nom}_" if _RESERVES.fullmatch(nom.lower()) else nom


def mot(texte: str) -> str:
    """A word inside a formula."""
    return '"' + texte.replace('"', '""') + '"'


def ecrire_nombre(nombre: Fraction) -> str:
    """« 111663.8 », or the quotient of two integers where no decimal is exact."""
    decimal = Decimal(nombre.numerator) / Decimal(nombre.denominator)
    if Fraction(decimal) == nombre:
        return f"{decimal.normalize():f}"
    return f"({nombre.numerator}/{nombre.denominator})"


def jour(quand: date) -> str:
    """A day inside a formula."""
    return f"DATE({quand.year},{quand.month},{quand.day})"


def et(*conditions: str) -> str:
    """All of them hold; empty where there is nothing to ask."""
    return _joindre("AND", conditions)


def ou(*conditions: str) -> str:
    """One of them holds."""
    return _joindre("OR", conditions)


def _joindre(fonction: str, conditions: Iterable[str]) -> str:
    plates = (partie for condition in conditions for partie in _parties(fonction, condition))
    uniques = list(dict.fromkeys(filter(None, plates)))
    return f"{fonction}({','.join(uniques)})" if len(uniques) > 1 else uniques[0] if uniques else ""


def _parties(fonction: str, condition: str) -> list[str]:
    """What a condition already joins by the same function, or the condition itself."""
    if not condition.startswith(f"{fonction}(") or not condition.endswith(")"):
        return [condition]
    parties, niveau, cite = [""], 0, False
    for signe in condition[len(fonction) + 1 : -1]:
        cite ^= signe == '"'
        niveau += 0 if cite else (signe == "(") - (signe == ")")
        if niveau < 0:
            return [condition]
        if signe == "," and not niveau and not cite:
            parties.append("")
        else:
            parties[-1] += signe
    return parties


def nombres(noms: Sequence[str]) -> str:
    """Whether these cells all hold a number."""
    if len(noms) < 2:
        return f"ISNUMBER({noms[0]})" if noms else ""
    return f"COUNT({','.join(noms)})={len(noms)}"


@dataclass(frozen=True)
class Formule:
    """A number as a spreadsheet computes it."""

    texte: str
    unite: str = ""
    requis: tuple[str, ...] = ()
    """Names of the cells that must hold a number."""
    conditions: tuple[str, ...] = ()
    """What else must be true for the number to exist."""
    rang: int = ATOME
    litteral: Fraction | None = None
    """Its value, where it is a plain number of the sheet."""
    exacte: bool = False
    """A number as typed or as rounded: nothing to mend before it is compared."""

    @property
    def connue(self) -> str:
        """What must be true for the number to exist; empty where it always does."""
        return et(nombres(self.requis), *self.conditions)

    @property
    def facteur(self) -> str:
        """The same inside a product."""
        return f"({self.texte})" if self.rang > PRODUIT else self.texte

    @property
    def diviseur(self) -> str:
        """The same under a bar, or after a minus sign."""
        return f"({self.texte})" if self.rang > ATOME else self.texte

    @property
    def compare(self) -> str:
        """The same in a comparison, without the dust that binary numbers leave after the ninth decimal."""
        return self.texte if self.exacte else f"ROUND({self.texte},9)"

    @property
    def coefficient(self) -> Formule:
        """What to multiply by: a percentage is a hundredth of what it shows."""
        if self.unite != "%":
            return self
        if self.litteral is not None:
            return replace(self, texte=f"{self.texte}%", unite="", exacte=False)
        return replace(self, texte=f"{self.facteur}/100", unite="", rang=PRODUIT, exacte=False)

    def en(self, unite: str) -> Formule:
        """The same in another unit."""
        return replace(self, unite=unite)

    @property
    def nue(self) -> Formule:
        """The same without what it needs, where that is asked once for the whole."""
        return replace(self, requis=(), conditions=())

    def avec(self, *autres: Formule, conditions: Iterable[str] = ()) -> Formule:
        """The same, once these others are known too and these conditions hold."""
        requis, toutes = dict.fromkeys(self.requis), dict.fromkeys((*self.conditions, *filter(None, conditions)))
        for autre in autres:
            requis |= dict.fromkeys(autre.requis)
            toutes |= dict.fromkeys(autre.conditions)
        return replace(self, requis=tuple(requis), conditions=tuple(toutes))
