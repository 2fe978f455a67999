"""A length of time among the parameters of a rule: its unit is known, or it is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from calculators.contexte import Contexte
from calculators.erreurs import Manque
from calculators.formules import Formule, Intraduisible, litteral, produit
from calculators.nombres import unite_nommee
from calculators.quantites import ADemander, Cle, Expression, Litteral, Quantite, Selon
from calculators.saisie import LECTEURS
from calculators.trace import formater
from calculators.typographie import guillemets

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur
    from calculators.formules.feuille import Feuille
    from calculators.parametres import Chemin

_MOIS_D_UN_AN = Fraction(12)


@dataclass(frozen=True)
class Temps:
    """A length of time that a key or another rule gives; years are given in months."""

    source: Expression
    unites: tuple[str, ...]
    """Those that the clause may be counted in."""
    unite: str
    """That of the source, where it is known before any computation; else empty."""

    def lire(self, ctx: Contexte) -> Quantite:
        """The length; raises `Manque` where the number that was computed is in no unit of time that is admitted."""
        lue = self.source.lire(ctx)
        unite = self._unite(lue.unite) or ("" if lue.nombre else self.unites[0])
        if unite not in self.unites:
            raise Manque("", f"une durée {dire_unites(self.unites)}, au lieu de {formater(lue.nombre, lue.unite)}")
        return _compter(lue.nombre, unite)

    def formule(self, feuille: Feuille) -> Formule:
        """The same in a spreadsheet."""
        formule = self.source.formule(feuille)
        unite = self._unite(formule.unite)
        if unite not in self.unites:
            raise Intraduisible("l’unité de la durée n’est pas connue d’avance")
        return produit(formule, litteral(_MOIS_D_UN_AN), unite="mois") if unite == "ans" else formule.en(unite)

    def _unite(self, dite: str) -> str:
        """What the number itself says; the words that a field has after it (« mois de suivi ») hide its unit."""
        return unite_nommee(dite) or self.unite


def lire_temps(c: Chargeur, brut: Any, ou: Chemin, unites: tuple[str, ...], fraction: bool) -> Expression:
    """A length of time as a sheet writes it; what is none, or is counted in a unit that is not admitted, is told.

    A calendar counts no part of a month: only what is divided or multiplied may be a `fraction` of one.
    """
    lue = _temps(c, c.expression(brut, ou), ou, unites)
    if not fraction and isinstance(lue, Litteral) and lue.quantite.nombre.denominator != 1:
        dite = guillemets(formater(lue.quantite.nombre, lue.quantite.unite))
        c.signaler(ou, f"{dite} n’est pas un nombre entier ; arrondissez comme la fiche le veut")
    return lue


def _temps(c: Chargeur, lue: Expression, ou: Chemin, unites: tuple[str, ...]) -> Expression:
    if isinstance(lue, Litteral):
        if lue.quantite.unite not in unites:
            c.signaler(ou, f"une durée est attendue ici ; écrivez-la {dire_unites(unites)}")
        elif not lue.quantite.nombre:
            c.signaler(ou, "une durée de 0 ne dure pas ; donnez celle de la fiche, ou retirez la ligne")
        return Litteral(_compter(lue.quantite.nombre, lue.quantite.unite))
    if isinstance(lue, Selon):
        return replace(lue, cas={lecture: _temps(c, cas, (*ou, lecture), unites) for lecture, cas in lue.cas.items()})
    if isinstance(lue, ADemander) and lue.sinon:
        lue = replace(lue, sinon=_temps(c, lue.sinon, (*ou, "sinon"), unites))
    donnee = Cle(lue.champ) if isinstance(lue, ADemander) else lue
    unite, nom = c.unite(donnee), guillemets(donnee.cle) if isinstance(donnee, Cle) else "cette valeur"
    if unite and unite not in unites:
        c.signaler(ou, f"{nom} est en {unite}, une durée est attendue ici ; donnez-la {dire_unites(unites)}")
    elif c.sans_unite(donnee):
        types = ", ".join(type_ for type_ in unites if type_ in LECTEURS)
        champ = isinstance(donnee, Cle) and donnee.cle in c.champs
        suite = f"changez son type ({types}) ou son unité" if champ else "donnez « unite » à sa règle"
        c.signaler(ou, f"{nom} n’est pas une durée {dire_unites(unites)} ; {suite}")
    return Temps(lue, unites, unite or "")


def _compter(nombre: Fraction, unite: str) -> Quantite:
    return Quantite(nombre * _MOIS_D_UN_AN, "mois") if unite == "ans" else Quantite(nombre, unite)


def dire_unites(unites: Iterable[str]) -> str:
    """« en mois, en ans, en semaines ou en jours »."""
    *premieres, derniere = (f"en {unite}" for unite in unites)
    return f"{', '.join(premieres)} ou {derniere}"
