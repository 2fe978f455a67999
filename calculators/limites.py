"""A value against its limits: by how much it is beyond them, and what to say of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from calculators.dates import formater_date
from calculators.erreurs import Manque
from calculators.nombres import accorder, formater_a_cote, formater_ecart, unite_nommee
from calculators.quantites import Expression, Quantite
from calculators.trace import formater
from calculators.typographie import INSECABLE

if TYPE_CHECKING:
    from calculators.contexte import Contexte

ATTENDU = "attendu : "
"""How what is expected is told."""
_AUCUN = Fraction(0)
_DIRE = {"au_moins": "{} au moins", "plus_de": "plus de {}", "au_plus": "{} au plus", "moins_de": "moins de {}"}
DIRE_JOURS = {"avant": "avant le", "jusqu_au": "jusqu'au", "a_partir_du": "à partir du", "apres": "après le"}
"""Before a day: how a condition on a date is said."""


def dire_limite(nom: str, limite: Expression, ctx: Contexte, unite: str) -> tuple[str, str]:
    """« 2 ans au plus » and « 2 », in the unit of what is compared where it names none; what it waits for, and no
    number, where it can't be computed."""
    try:
        lue = limite.lire(ctx)
    except Manque as manque:
        champ = ctx.champs.get(ctx.origines.get(manque.cle, manque.cle))
        return f"une limite qui dépend de « {champ.libelle} »" if champ else "une limite à saisir", ""
    mots = "{}" if nom == "au_plus" and not lue.nombre else _DIRE[nom]  # nothing is under 0
    dite = formater(lue.nombre, lue.unite or unite)
    return mots.format(dite), dite.partition(INSECABLE)[0]


def lire_jour(jour: date | str, ctx: Contexte) -> date:
    """A day, or the one under a key; raises `Manque` where it is not known."""
    connu = ctx.valeur(jour) if isinstance(jour, str) else jour
    if not isinstance(connu, date):
        raise Manque(str(jour))
    return connu


def dire_jour(nom: str, jour: date | str, ctx: Contexte) -> str:
    """« après le 15 janvier 2025 »."""
    try:
        mots = formater_date(lire_jour(jour, ctx))
    except Manque:
        mots = "jour que donnent les autres réponses"
    return f"{DIRE_JOURS[nom]} {mots}"


@dataclass(slots=True)
class Examen:
    """A value against its limits; its words are phrases of a trace, written only if they are read."""

    valeur: Quantite
    minimum: Quantite | None
    maximum: Quantite | None
    admises: bool
    """Whether the limits themselves are admitted."""
    ecart: Fraction = field(default=_AUCUN, init=False)
    """By how much it is beyond."""
    rompue: str = field(default="", init=False)
    """The limit that is broken: `minimum`, `maximum` or none."""

    def __post_init__(self) -> None:
        self.minimum, self.maximum = _en(self.valeur, self.minimum), _en(self.valeur, self.maximum)
        nombre, minimum, maximum = self.valeur.nombre, self.minimum, self.maximum
        if minimum and (nombre < minimum.nombre or (not self.admises and nombre == minimum.nombre)):
            self.ecart, self.rompue = minimum.nombre - nombre, "minimum"
        elif maximum and (nombre > maximum.nombre or (not self.admises and nombre == maximum.nombre)):
            self.ecart, self.rompue = nombre - maximum.nombre, "maximum"

    def reponse(self) -> str:
        """« 5 prévus »."""
        nombre = self.valeur.nombre
        autres = [lim.nombre for lim in (self.minimum, self.maximum) if lim and lim.nombre != nombre]
        return _dire_a_cote(self.valeur, min(autres, key=lambda autre: abs(autre - nombre), default=None))

    def attendu(self) -> str:
        """« attendu : de 6 à 12 »."""
        return f"{ATTENDU}{_dire_limites(self.minimum, self.maximum, self.admises)}"

    def calcul(self) -> str:
        """« 5 prévus ; attendu : 6 au moins »."""
        return f"{self.reponse()} ; {self.attendu()}"

    def constat(self) -> str:
        """The same with the limit that is broken alone, unless one value only is admitted."""
        if self.minimum and self.maximum and self.minimum.nombre == self.maximum.nombre:
            return self.calcul()
        return f"{self.reponse()} ; {ATTENDU}{self._dire_la_rompue()}"

    def _dire_la_rompue(self) -> str:
        """« 6 au moins », « plus de 800,00 € »."""
        minimum, maximum = (self.minimum, None) if self.rompue == "minimum" else (None, self.maximum)
        return _dire_limites(minimum, maximum, self.admises)

    def correction(self) -> str:
        """« Il manque 1. », « C'est 2 mois de trop. »; on a limit not admitted, what is needed."""
        if not self.ecart:
            return f"La limite elle-même n'est pas admise : il faut {self._dire_la_rompue()}." if self.rompue else ""
        limite = self.minimum if self.rompue == "minimum" else self.maximum
        unite = _ECARTS.get(self.valeur.unite, self.valeur.unite)
        if limite is None or unite == "€":
            ecart = formater(self.ecart, unite)
        else:
            mots = [formater_ecart(self.valeur.nombre, limite.nombre), accorder(unite, self.ecart)]
            ecart = INSECABLE.join(filter(None, mots))
        return f"Il manque {ecart}." if self.rompue == "minimum" else f"C'est {ecart} de trop."

    def explication(self) -> str:
        """What is expected, and how to mend the value where the first doesn't say it: on a limit, it does."""
        return ". ".join([self.attendu(), *([self.correction()] if self.ecart else [])])


_ECARTS = {"%": "points"} | dict.fromkeys(("prévus", "présents", "suivis", "accompagnés"), "personnes")
"""What a difference is counted in, where it is not the value's own word: « 5 prévus », but « il manque 1 personne »."""


def _en(valeur: Quantite, limite: Quantite | None) -> Quantite | None:
    """A limit written without a unit is in that of the value; in people or things, the number is enough."""
    if limite is None or limite.unite or not unite_nommee(valeur.unite):
        return limite
    return limite.situee(valeur.unite, "")


def _dire(quantite: Quantite) -> str:
    return formater(quantite.nombre, quantite.unite)


def _dire_a_cote(quantite: Quantite, autre: Fraction | None) -> str:
    """The same, told apart from another number, however near; amounts have their cents."""
    if autre is None or quantite.unite == "€":
        return _dire(quantite)
    mots = [formater_a_cote(quantite.nombre, autre), accorder(quantite.unite, quantite.nombre)]
    return INSECABLE.join(filter(None, mots))


def _dire_limites(minimum: Quantite | None, maximum: Quantite | None, admises: bool) -> str:
    """« de 7 h à 10 h », « 6 au moins », « plus de 300 000,00 € »."""
    if minimum and maximum:
        if minimum.nombre == maximum.nombre:
            return _dire(minimum)
        return f"de {_dire(minimum)} à {_dire(maximum)}" + ("" if admises else ", bornes exclues")
    if minimum:
        return f"{_dire(minimum)} au moins" if admises else f"plus de {_dire(minimum)}"
    if maximum:
        return f"{_dire(maximum)} au plus" if admises else f"moins de {_dire(maximum)}"
    return ""
