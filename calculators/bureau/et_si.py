"""« Et si… ? »: the input that balances the budget, the payment along attendance, what weighs most, the risk.

Each answer is exact: an evaluation of the sheet's own rules a point (see `calculators.exploration`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from calculators.alea import Alea, Valeurs
from calculators.bureau.budget import euros
from calculators.bureau.etude import CALCULATEUR, Etude
from calculators.bureau.risque import ESSAIS_MAX, Distribution, distribuer
from calculators.champs import lire_saisies
from calculators.exploration import But, Exploration
from calculators.influences import Influence, influences
from calculators.nombres import arrondir, formater_nombre
from calculators.regles import Regles
from calculators.trace import formater
from calculators.typographie import typographie

POINTS_MAX = 100
"""The most steps of a curve: a chart shows no more."""
PAS_ESSAYE = "la fiche le refuse ou laisse la question ouverte"
"""What another value of a field gives, where it gives nothing sure."""
DEMI_EURO = Fraction(1, 2)
"""A payment that lacks no more of what is to be covered is rounded to it: the budget is in whole euros, half up."""


def en_euros(montant: Fraction, unite: str = "") -> str:
    """A payment beside what the budget wants covered: in whole euros, as that is."""
    return euros(int(arrondir(montant)))


@dataclass(frozen=True)
class Courbe:
    """The payment for each value of the field that chance moves."""

    champ: str
    libelle: str
    points: list[tuple[Fraction, Fraction]]
    seuil: Fraction | None
    """The value from which the budget balances (up to which, where the payment shrinks), where there is one."""


class EtSi:
    """A study, ready to be varied. Raises `SaisieInvalide` where its case can't be read."""

    def __init__(self, regles: Regles, etude: Etude) -> None:
        self._calculateur = regles.calculateurs[CALCULATEUR]
        champs, lectures = self._calculateur.champs, etude.scenario.hypotheses
        entrees = {cle: brut for cle, brut in etude.scenario.entrees.items() if cle in champs}
        saisies = lire_saisies(champs, entrees)
        self._valeurs: Valeurs = self._calculateur.evaluer(saisies, regles.hypotheses, lectures).valeurs
        # A list that stands for several fields (presences day by day) can't be varied: the fields that it fills can.
        listes = {champ.sauf for champ in champs.values() if champ.sauf in saisies}
        remplis = {cle: self._valeurs.get(cle) for cle, champ in champs.items() if champ.sauf in listes}
        variables = {cle: brut for cle, brut in entrees.items() if cle not in listes} | remplis
        self._exploration = Exploration(regles, CALCULATEUR, variables, lectures)
        self._cle = etude.cle
        self.versement = etude.versement
        """What the Département pays in the case as it is; `None` where what chance moves is not known yet."""
        budget = etude.budget
        self.a_couvrir = budget.charges - (budget.produits - budget.departement)
        """What the Département would have to pay for the budget to balance, in whole euros as the form wants it."""
        self.charges = budget.charges

    @property
    def alea(self) -> Alea | None:
        """What chance moves in this payment."""
        return self._calculateur.alea

    def couvre(self, montant: Fraction) -> bool:
        """Whether a payment, once rounded to the euro as the budget does, is enough."""
        return arrondir(montant) >= self.a_couvrir

    @property
    def chance(self) -> Fraction | None:
        """The share of successes of the case itself."""
        return self.alea.chance(self._valeurs) if self.alea else None

    def dire_chance(self) -> str:
        """« 6 présents sur 8 prévus »: the successes of the case itself; nothing where no one number is their whole."""
        champs = self._calculateur.champs
        tout = [cle for cle in self.alea.essais if cle != self.alea.par] if self.alea else []
        if self.alea is None or len(tout) != 1:
            return ""
        dits = [champs[cle].ecrire(self._valeurs[cle]) if cle in champs else "" for cle in (self.alea.champ, *tout)]
        sur = self._valeurs[tout[0]]
        return f"{dits[0]} sur {dits[1] or (formater_nombre(sur) if isinstance(sur, Fraction) else '')}"

    def libelle(self, champ: str) -> str:
        """The words of a field."""
        return self._calculateur.champs[champ].libelle

    def equilibrer(self, champ: str = "") -> But | None:
        """The nearest whole value of a field that balances the budget (by default the field that chance moves)."""
        champ = champ or (self.alea.champ if self.alea else "")
        if not (champ and self._cle):
            return None
        essais = self._essais() if self.alea and champ == self.alea.champ else None
        au_plus = self.alea.valeur(essais, self._valeurs) if self.alea and essais is not None else None
        return self._exploration.chercher(champ, self._cle, self.a_couvrir - DEMI_EURO, au_plus, en_euros)

    @cached_property
    def but(self) -> But | None:
        """What balances the budget along the field that chance moves: a sentence and a curve both tell it."""
        return self.equilibrer()

    def influences(self) -> list[Influence]:
        """How much each number entered weighs on the payment."""
        return influences(self._exploration, self._cle) if self._cle else []

    def dire_essais(self, influence: Influence) -> list[str]:
        """« 9 jours : 3 150,00 € », the two inputs tried and what each gives."""
        champ = self._calculateur.champs[influence.champ]
        essais = ((influence.moins, influence.bas), (influence.plus, influence.haut))
        dites = [formater(sortie, "€") if sortie is not None else PAS_ESSAYE for _, sortie in essais]
        return [f"{champ.ecrire(entree)} : {dite}" for (entree, _), dite in zip(essais, dites, strict=True)]

    def dire_ecart(self, influence: Influence) -> str:
        """« de 9 à 11 jours », the two inputs tried: their unit once, where they share it."""
        champ = self._calculateur.champs[influence.champ]
        moins = champ.ecrire(influence.moins if influence.bas is not None else influence.valeur)
        plus = champ.ecrire(influence.plus if influence.haut is not None else influence.valeur)
        (nombre, *unite), (_, *autre) = (re.split("[ \u00a0]", mots, maxsplit=1) for mots in (moins, plus))
        return f"de {nombre if unite == autre else moins} à {plus}"

    def courbe(self) -> Courbe | None:
        """The payment from no success at all to all of them."""
        essais = self._essais()
        if self.alea is None or essais is None:
            return None
        entiers = int(self.alea.valeur(essais, self._valeurs))
        pas = max(1, -(-entiers // POINTS_MAX))
        seuil = self.but.entree if self.but else None
        valeurs = sorted({*(Fraction(n) for n in (*range(0, entiers + 1, pas), entiers)), *([seuil] if seuil else [])})
        points = [
            (valeur, sortie)
            for valeur, sortie in self._exploration.courbe(self.alea.champ, self._cle, valeurs)
            if sortie is not None
        ]
        if len(points) < 2:
            return None
        return Courbe(self.alea.champ, self._calculateur.champs[self.alea.champ].libelle, points, seuil)

    def risque(self, chance: Fraction) -> Distribution | str:
        """The distribution of the payment when each place is filled with this probability, or why there is none."""
        alea, essais = self.alea, self._essais()
        if alea is None:
            return typographie("La fiche ne fait dépendre le versement d'aucun hasard.")
        if essais is None:
            return typographie("Complétez les champs de la fiche : ce que le hasard peut changer en dépend.")
        if not 0 < essais <= ESSAIS_MAX:
            dits = formater_nombre(Fraction(essais))
            limite = formater_nombre(Fraction(ESSAIS_MAX))
            return typographie(f"Le hasard jouerait {dits} fois ; le calcul exact s'arrête à {limite}.")

        def payer(succes: int) -> Fraction:
            sortie = self._exploration.sortie(alea.champ, alea.valeur(succes, self._valeurs), self._cle)
            return sortie or Fraction(0)

        return distribuer(essais, chance, payer)

    def _essais(self) -> int | None:
        """How many trials there are; a case of half-days whose places are no whole number has none."""
        nombre = self.alea.nombre_d_essais(self._valeurs) if self.alea else None
        return int(nombre) if nombre and nombre.denominator == 1 else None
