"""What a parameter may be: a literal, the key of a value, the value of a reading, or a nested mechanism.

A mechanism never knows which: it asks for a quantity and gets it, or `Manque` where the reader gave nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol

from calculators.contexte import Contexte
from calculators.erreurs import Manque
from calculators.formules import A_VERIFIER, CONFORME, ZERO, Formule, choisir, et, litteral, mot
from calculators.nombres import accorder, formater_nombre
from calculators.trace import Noms, Phrase, dire, formater
from calculators.typographie import INSECABLE, typographie

if TYPE_CHECKING:
    from calculators.formules.feuille import Feuille


@dataclass(slots=True)
class Quantite:
    """An exact number, its unit, and the words that show it in a sentence.

    Not frozen: one is made at every step of every evaluation, and a frozen one takes three times as long to make.
    """

    nombre: Fraction
    unite: str = ""
    calcul: Phrase = field(default="", compare=False)
    """How it was obtained, « 10 jours × 400,00 € »; empty for a number that stands by itself."""
    compose: bool = False
    """Whether `calcul` needs brackets inside a product."""
    operandes: tuple[Quantite, ...] = field(default=(), compare=False)
    """What it was made of: the tree behind the sum."""
    cle: str = field(default="", compare=False)
    """Key of the field or of the value that it was read from."""
    citation: str = field(default="", compare=False)
    """The clause of a step that has its own."""

    @property
    def neutre(self) -> bool:
        """Whether it changes nothing inside a product."""
        return not self.unite and not self.compose and self.nombre == 1

    @property
    def texte(self) -> str:
        """« 400,00 € », or the sum that gives it."""
        return dire(self.calcul) or self._ecrire()

    def _ecrire(self) -> str:
        """The number as a reader may compute with it: four decimals where two would not give the same amount."""
        if self.unite == "€" or not 100 % self.nombre.denominator:
            return formater(self.nombre, self.unite)
        proche = "" if not 10_000 % self.nombre.denominator else "≈\u00a0"
        mots = [proche + formater_nombre(self.nombre, 4).rstrip("0"), accorder(self.unite, self.nombre)]
        return INSECABLE.join(filter(None, mots))

    @property
    def facteur(self) -> str:
        """The same inside a product."""
        calcul = dire(self.calcul) if self.compose else ""
        return f"({calcul})" if calcul else self.texte

    def situee(self, unite: str, citation: str) -> Quantite:
        """The same with the unit and the clause of the rule that gives it."""
        return Quantite(self.nombre, unite or self.unite, self.calcul, self.compose, self.operandes, self.cle, citation)

    def etapes(self, noms: Noms) -> list[dict[str, Any]]:
        """The tree as plain data: each operand with its name, its value, its sum, its clause, and its own operands."""
        return [
            {
                "libelle": typographie(noms(operande.cle)) if operande.cle else "",
                "valeur": operande._ecrire(),
                "calcul": typographie(dire(operande.calcul)),
                "citation": operande.citation,
                "etapes": operande.etapes(noms),
            }
            for operande in self.operandes
        ]

    @property
    def coefficient(self) -> Fraction:
        """The number to multiply by: a percentage is a hundredth of what it shows."""
        return self.nombre / 100 if self.unite == "%" else self.nombre


class Expression(Protocol):
    """Anything that gives a quantity."""

    def lire(self, ctx: Contexte) -> Quantite:
        """The quantity; raises `Manque` where a value that it needs was not given."""

    def formule(self, feuille: Feuille) -> Formule:
        """The same in a spreadsheet; raises `Intraduisible` where no formula can say it."""


@dataclass(frozen=True)
class Litteral:
    """« 400 € », « 50 % », « 6 mois », « 2 »."""

    quantite: Quantite

    def lire(self, ctx: Contexte) -> Quantite:
        """Itself."""
        return self.quantite

    def formule(self, feuille: Feuille) -> Formule:
        """Itself."""
        return litteral(self.quantite.nombre, self.quantite.unite)


@dataclass(frozen=True)
class Cle:
    """The value of a field, or one computed by an earlier rule."""

    cle: str

    def lire(self, ctx: Contexte) -> Quantite:
        """The value under the key."""
        valeur = ctx.valeurs.get(self.cle)
        if not isinstance(valeur, Fraction):
            raise Manque(self.cle)
        return Quantite(valeur, ctx.unites[self.cle], "", False, (), self.cle)

    def formule(self, feuille: Feuille) -> Formule:
        """The cell of the key."""
        return feuille.lire(self.cle)


@dataclass(frozen=True)
class Selon:
    """A parameter that depends on the reading of a hypothesis."""

    code: str
    cas: Mapping[str, Expression]

    def lire(self, ctx: Contexte) -> Quantite:
        """The quantity under the reading in use."""
        return self.cas[ctx.lecture(self.code)].lire(ctx)

    def formule(self, feuille: Feuille) -> Formule:
        """The formula of the reading in force."""
        formules = {}
        for lecture, cas in self.cas.items():
            with feuille.sous_lecture(self.code, lecture):
                formules[lecture] = cas.formule(feuille)
        return feuille.selon(self.code, formules)


@dataclass(frozen=True)
class ADemander:
    """A value that a reading needs: the field that may give it, and what to do without it.

    With `si`, nothing is needed while the value under that key is absent or 0. Where the field is empty, `sinon` stands
    in and the result is left to verify; without `sinon`, what depends on it is not computed.
    """

    question: str
    si: str = ""
    champ: str = ""
    sinon: Expression | None = None

    def lire(self, ctx: Contexte) -> Quantite:
        """The value of the field, or what stands in for it."""
        if self.si and not ctx.valeurs.get(self.si):
            return Quantite(Fraction(0))
        valeur = ctx.valeur(self.champ) if self.champ else None
        if isinstance(valeur, Fraction):
            return Quantite(valeur, ctx.unites.get(self.champ, ""))
        if self.sinon is None:
            raise Manque("", self.question, self.champ)
        ctx.questions[self.question] = self.champ
        return self.sinon.lire(ctx)

    def formule(self, feuille: Feuille) -> Formule:
        """The cell of the field, or what stands in for it."""
        sinon = self.sinon.formule(feuille) if self.sinon else None
        lue = feuille.lire(self.champ) if self.champ else None
        cas = [(lue.connue, lue)] if lue else []
        if self.si:
            cas.insert(0, (f"N({feuille.lire(self.si).texte})=0", ZERO))
        absente = f"NOT({lue.connue})" if lue else "TRUE"
        demandee = et(f"N({feuille.lire(self.si).texte})<>0" if self.si else "", absente)
        feuille.controler(f"À donner : {self.question}", f"IF({demandee},{mot(A_VERIFIER)},{mot(CONFORME)})", "")
        return choisir(cas, sinon) if cas or sinon else ZERO.avec(conditions=["FALSE"])


def facultative(expression: Expression | None, ctx: Contexte) -> Quantite | None:
    """The quantity of an optional parameter, `None` where it is not given or not known."""
    if expression is None:
        return None
    try:
        return expression.lire(ctx)
    except Manque:
        return None
