"""What can be said of quantities before any computation: their unit, whether they compare, which is the greater."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from calculators.champs import Champ
from calculators.chargement.lecteur import Lecteur
from calculators.erreurs import Probleme
from calculators.mecanisme import MecanismeDeValeur, unite_partagee
from calculators.nombres import unite_nommee
from calculators.parametres import Chemin
from calculators.quantites import Cle, Litteral, Selon
from calculators.temps import Temps
from calculators.trace import formater
from calculators.typographie import guillemets


class LecteurDeQuantites(Lecteur):
    """Knows the fields of a form, and the units of the values that its rules gave so far."""

    def __init__(self, problemes: list[Probleme]) -> None:
        super().__init__(problemes)
        self.champs: Mapping[str, Champ] = {}
        """The fields of the form."""
        self.unites: dict[str, str] = {}
        """The unit of each value that a rule gave, where it is known."""
        self.nus: set[str] = set()
        """The values that are known to have none."""

    def unite(self, expression: Any) -> str | None:
        """The unit of a quantity, where it can be known before any computation."""
        if isinstance(expression, Litteral):
            return expression.quantite.unite
        if isinstance(expression, Temps):
            return expression.unite or None
        if isinstance(expression, MecanismeDeValeur):
            return unite_nommee(expression.unite) if expression.unite else expression.unite_donnee(self.unite)
        if isinstance(expression, Selon):
            return unite_partagee(map(self.unite, expression.cas.values()))
        if not isinstance(expression, Cle):
            return None
        if (champ := self.champs.get(expression.cle)) is None:
            return self.unites.get(expression.cle)
        return champ.unite_saisie or unite_nommee(champ.nom_unite) or None

    def retenir_unite(self, mecanisme: MecanismeDeValeur) -> None:
        """What a rule tells of the unit of its value, for those that read it."""
        if unite := self.unite(mecanisme):
            self.unites[mecanisme.cle] = unite
        elif self.sans_unite(mecanisme):
            self.nus.add(mecanisme.cle)

    def compte(self, expression: Any) -> str:
        """The words after a number that is in no unit (« personnes »); empty where there are none."""
        champ = self.champs.get(expression.cle) if isinstance(expression, Cle) else None
        return champ.nom_unite if champ else ""

    def sans_unite(self, expression: Any) -> bool:
        """Whether a quantity is known to be in no unit: what is computed may well have one."""
        if isinstance(expression, MecanismeDeValeur):
            return expression.nu and not expression.unite
        if isinstance(expression, Cle):
            return expression.cle in self.nus or (expression.cle in self.champs and not self.unite(expression))
        return isinstance(expression, Litteral) and not expression.quantite.unite

    def comparables(self, chemin: Chemin, *expressions: Any) -> None:
        """Report quantities that are compared, added or subtracted and do not share their unit."""
        unites = dict.fromkeys(unite for e in expressions if e is not None and (unite := self.unite(e)))
        comptes = [e.cle for e in expressions if isinstance(e, Cle) and (self._compte(e.cle) or e.cle in self.nus)]
        if len(unites) > 1:
            suite = "écrivez-les dans la même" + (", 12 mois pour 1 an" if "ans" in unites else "")
            self.signaler(chemin, f"des unités différentes : {', '.join(unites)} ; {suite}")
        elif comptes and unites:
            suite = f"ne se compte pas en {next(iter(unites))} ; vérifiez les unités"
            self.signaler(chemin, f"{guillemets(comptes[0])} {suite}")

    def homogenes(self, chemin: Chemin, *valeurs: Any) -> None:
        """Report the values of one scale that are not all in one unit: which is chosen must not change it."""
        unites = dict.fromkeys(
            unite or "sans unité"
            for valeur in valeurs
            if (unite := "" if self.sans_unite(valeur) else self.unite(valeur)) is not None
            and not (isinstance(valeur, Litteral) and not valeur.quantite.nombre and not unite)
        )
        if len(unites) > 1:
            self.signaler(chemin, f"des unités différentes : {', '.join(unites)} ; écrivez ces valeurs dans la même")

    def _compte(self, cle: str) -> bool:
        """Whether a field counts people or things: it is in no unit that a number may bear."""
        champ = self.champs.get(cle)
        return (
            champ is not None
            and (champ.type == "entier" or (champ.type == "nombre" and champ.nom_unite != ""))
            and not unite_nommee(champ.nom_unite)
        )

    def ordonnes(self, chemin: Chemin, minimum: Any, maximum: Any) -> None:
        """Report a minimum above its maximum, where the sheet writes both."""
        if isinstance(minimum, Litteral) and isinstance(maximum, Litteral):
            bas, haut = minimum.quantite, maximum.quantite
            if bas.unite == haut.unite and bas.nombre > haut.nombre:
                bornes = f"{formater(bas.nombre, bas.unite)} > {formater(haut.nombre, haut.unite)}"
                self.signaler(chemin, f"le minimum dépasse le maximum ({bornes}) ; échangez-les")
