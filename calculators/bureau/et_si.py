"""« Et si… ? »: the input that balances the budget, the payment along attendance, what weighs most, the risk.

Each answer is exact: an evaluation of the sheet's own rules a point (see `calculators.exploration`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from calculators.alea import Alea
from calculators.bureau.etude import CALCULATEUR, Etude
from calculators.bureau.risque import ESSAIS_MAX, Distribution, distribuer
from calculators.champs import lire_saisies
from calculators.exploration import But, Exploration, Influence
from calculators.regles import Regles
from calculators.saisie import Valeur
from calculators.typographie import typographie

POINTS_MAX = 100
"""The most points of a curve: a chart shows no more."""


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
        champs = self._calculateur.champs
        entrees = {cle: brut for cle, brut in etude.scenario.entrees.items() if cle in champs}
        self._saisies: Mapping[str, Valeur] = lire_saisies(champs, entrees)
        self._exploration = Exploration(regles, CALCULATEUR, entrees, etude.scenario.hypotheses)
        self._cle = etude.cle
        self._versement = etude.versement or Fraction(0)
        budget = etude.budget
        self._a_couvrir = Fraction(budget.charges - (budget.produits - budget.departement))

    @property
    def alea(self) -> Alea | None:
        """What chance moves in this payment."""
        return self._calculateur.alea

    @property
    def a_couvrir(self) -> Fraction:
        """What the Département would have to pay for the budget to balance."""
        return self._a_couvrir

    @property
    def versement(self) -> Fraction:
        """What the Département pays in the case as it is."""
        return self._versement

    def libelle(self, champ: str) -> str:
        """The words of a field."""
        return self._calculateur.champs[champ].libelle

    def equilibrer(self, champ: str = "") -> But | None:
        """The nearest whole value of a field that balances the budget (by default the field that chance moves)."""
        champ = champ or (self.alea.champ if self.alea else "")
        return self._exploration.chercher(champ, self._cle, self._a_couvrir) if champ and self._cle else None

    def influences(self) -> list[Influence]:
        """How much each number entered weighs on the payment."""
        return self._exploration.sensibilite(self._cle) if self._cle else []

    def courbe(self) -> Courbe | None:
        """The payment from no success at all to all of them."""
        essais = self._essais()
        if self.alea is None or essais is None:
            return None
        haut = self.alea.valeur(essais, self._saisies)
        entiers = int(haut)
        pas = max(1, -(-entiers // POINTS_MAX))
        valeurs = [Fraction(n) for n in range(0, entiers + 1, pas)]
        points = [
            (valeur, sortie)
            for valeur, sortie in self._exploration.courbe(self.alea.champ, self._cle, valeurs)
            if sortie is not None
        ]
        if len(points) < 2:
            return None
        suffisent = [valeur for valeur, sortie in points if sortie >= self._a_couvrir]
        croissante = points[-1][1] >= points[0][1]
        seuil = (suffisent[0] if croissante else suffisent[-1]) if suffisent else None
        return Courbe(self.alea.champ, self._calculateur.champs[self.alea.champ].libelle, points, seuil)

    def risque(self, chance: Fraction) -> Distribution | str:
        """The distribution of the payment when each place is filled with this probability, or why there is none."""
        alea, essais = self.alea, self._essais()
        if alea is None:
            return typographie("La fiche ne fait dépendre le versement d'aucun hasard.")
        if essais is None:
            return typographie("Complétez les champs de la fiche : le nombre de places en dépend.")
        if not 0 < essais <= ESSAIS_MAX:
            return typographie(
                f"Le calcul exact porte sur {ESSAIS_MAX} places au plus ; réduisez les jours ou le groupe."
            )

        def payer(succes: int) -> Fraction:
            sortie = self._exploration.sortie(alea.champ, alea.valeur(succes, self._saisies), self._cle)
            return sortie or Fraction(0)

        return distribuer(essais, chance, payer)

    def _essais(self) -> int | None:
        """How many places there are; a case of half-days whose places are no whole number has none."""
        nombre = self.alea.nombre_d_essais(self._saisies) if self.alea else None
        return int(nombre) if nombre and nombre.denominator == 1 else None
