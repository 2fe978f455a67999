"""What one evaluation records: lines (a value, its sum in words, its clause) and controls (a clause held or not)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from calculators.dates import formater_date
from calculators.nombres import accorder, centimes, ecrire_decimal, formater_montant, formater_nombre
from calculators.typographie import INSECABLE, typographie

Donnee = Fraction | date | str | None
"""A value handed to the reader; `None` is a rate over nobody."""

Phrase = str | Callable[[], str]
"""Words, or how to write them: most evaluations are compared, not read, and writing costs more than computing."""


class Operation(str):
    """Words that make a sum (« 10 jours × 400,00 € »): what it comes to may follow an equals sign."""

    __slots__ = ()


class Reponses(str):
    """Several answers, each after its name (« Parent isolé : non ; en formation : oui »)."""

    __slots__ = ()


class Calculee(str):
    """What stands for an answer where the rules computed it: nobody answered it."""

    __slots__ = ()


Noms = Callable[[str], str]
"""The label of a key, empty for a value that is not shown."""

Etapes = Callable[[Noms], list[dict[str, Any]]]
"""How to write the steps of a computation, each with its own steps."""


def dire(phrase: Phrase) -> str:
    """The words."""
    return phrase if isinstance(phrase, str) else phrase()


Niveau = Literal["bloquant", "a_verifier", "attention", "info"]
"""`bloquant` breaks a clause, `a_verifier` leaves it open, `attention` and `info` leave the result `conforme`."""

Sujet = Literal["", "manque", "priorite"]
"""What an alert is about: a field left empty, a public that comes first."""
Verdict = Literal["", "satisfaite", "non_satisfaite", "inconnue", "souhaitee"]
"""Whether a condition on a person holds; empty for a plain value."""


@dataclass(slots=True, unsafe_hash=True)
class Ligne:
    """One value of a result, with the sum that gives it and the clause that founds it.

    Not frozen, for the same reason as a `Quantite` (every evaluation makes some); nobody changes one all the same, so
    that it can stand in a set.
    """

    cle: str
    libelle: str
    valeur: Donnee
    unite: str = ""
    calcul: Phrase = field(default="", compare=False)
    citation: str = ""
    hypotheses: tuple[str, ...] = ()
    verdict: Verdict = ""
    mots: Phrase = field(default="", compare=False)
    """The value in words, where it is a code (« non_atteinte ») or the answer to a condition."""
    arbre: Etapes | None = field(default=None, compare=False)
    """How to write the tree behind the sum."""
    noms: Noms = field(default=str, compare=False)
    """The names of what stands in the tree."""

    @property
    def jugement(self) -> str:
        """What tells a condition from others on the same fact."""
        return f"{self.cle} {self.libelle}"

    @property
    def etapes(self) -> list[dict[str, Any]]:
        """The tree behind the sum, as plain data; empty for a value that was not made of others."""
        return self.arbre(self.noms) if self.arbre else []

    @property
    def texte(self) -> str:
        """The value as a person reads it."""
        return dire(self.mots) or formater(self.valeur, self.unite)

    @property
    def explication(self) -> str:
        """The sum in words."""
        return typographie(dire(self.calcul))

    @property
    def constat(self) -> str:
        """« Réponse : oui ; attendu : oui », « 50 % ; attendu : 40 % au moins » of a computed value; answers that bear
        their names make a sentence of their own."""
        mots, suite = dire(self.mots), self.explication
        if isinstance(mots, Reponses):
            return typographie(f"{mots}. {suite[:1].upper()}{suite[1:]}")
        return typographie(f"{mots} ; " if isinstance(mots, Calculee) else f"Réponse : {mots} ; ") + suite

    @property
    def nature(self) -> type[str]:
        """`Operation` where these words make a sum."""
        return Operation if isinstance(dire(self.calcul), Operation) else str

    def en_json(self) -> dict[str, Any]:
        """What an entry of a result's `lignes` holds; `valeur` is written as in `valeurs`."""
        corps: dict[str, Any] = {
            "cle": self.cle,
            "libelle": typographie(self.libelle),
            "valeur": self.texte if self.verdict else valeur_json(self.valeur, self.unite),
            "unite": self.unite,
            "calcul": self.explication,
            "citation": self.citation,
            "hypotheses": list(self.hypotheses),
            "etapes": self.etapes,
        }
        return corps | ({"verdict": self.verdict} if self.verdict else {})


@dataclass(slots=True, eq=False)
class Controle:
    """A clause that does not hold, or a point to verify: what, why and how to mend it.

    Two that say the same in the same words are the same, whichever readings they come from.
    """

    niveau: Niveau
    constat: Phrase
    citation: str = ""
    remede: Phrase = ""
    jugement: str = ""
    """What identifies the line of a condition that says the same; empty where no line does."""
    sujet: Sujet = ""

    @property
    def message(self) -> str:
        """What does not hold, in words."""
        return dire(self.constat)

    @property
    def correction(self) -> str:
        """How to mend it, in words."""
        return dire(self.remede)

    def _mots(self) -> tuple[str, ...]:
        return (self.niveau, self.message, self.citation, self.correction)

    def __eq__(self, autre: object) -> bool:
        return isinstance(autre, Controle) and self._mots() == autre._mots()

    def __hash__(self) -> int:
        return hash(self._mots())

    def en_json(self) -> dict[str, Any]:
        """What an entry of a result's `alertes` holds."""
        return {
            "niveau": self.niveau,
            "message": typographie(self.message),
            "citation": self.citation,
            "correction": typographie(self.correction),
        }


def formater(valeur: Donnee, unite: str = "") -> str:
    """« 2 000,00 € », « 37,22 % », « 6 mois », « 31 août 2024 », « atteinte »."""
    if valeur is None:
        return "sans objet"
    if isinstance(valeur, date):
        return formater_date(valeur)
    if isinstance(valeur, str):
        return valeur
    if unite == "€":
        return formater_montant(valeur)
    return formater_nombre(valeur) + (INSECABLE + accorder(unite, valeur) if unite else "")


def valeur_json(valeur: Donnee, unite: str) -> Any:
    """Euros as strings with two decimals, rates as numbers, counts as integers, dates as ISO strings."""
    if isinstance(valeur, date):
        return valeur.isoformat()
    if not isinstance(valeur, Fraction):
        return valeur
    if unite == "€":
        return ecrire_decimal(centimes(valeur), 2)
    if valeur.denominator == 1 and unite != "%":
        return int(valeur)
    return float(ecrire_decimal(valeur, 2))
