"""Several years, several funders: what each brings, what remains, what is still to be filled in.

An empty cell is never 0: the year stays to be completed, and the totals count the known cells alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from calculators.calculateur import Calculateur
from calculators.pluriannuel.grille import NOM, SANS_GRILLE, Grille, case
from calculators.reponse import conclure, lire_entrees
from calculators.resultat import Resultat
from calculators.trace import Controle
from calculators.typographie import enumerer

if TYPE_CHECKING:
    from calculators.regles import Regles


@dataclass(frozen=True)
class Pluriannuel:
    """The form of a sheet's several years and its rules."""

    grille: Grille
    calculateur: Calculateur


@dataclass(frozen=True)
class Cofinancement:
    """The table as filled: the result of its rules, and each known cell."""

    resultat: Resultat
    grille: Grille = SANS_GRILLE
    connues: Mapping[str, Fraction] = field(default_factory=dict)
    """Cell, computed ones included → its exact amount; what is not there is not known."""

    def montant(self, cle: str, annee: str) -> Fraction | None:
        """The amount of a row in a year (or in « total »), `None` while it is not known."""
        return self.connues.get(case(cle, annee) if annee != "total" else case("total", cle))

    def manquent(self, annee: str) -> list[str]:
        """The labels of the cells to be filled before a year is complete."""
        return [r.libelle for r in self.grille.demandees if self.montant(r.cle, annee) is None]

    def entamee(self, annee: str) -> bool:
        """Whether something that a year needs is known."""
        return len(self.manquent(annee)) < len(self.grille.demandees)

    def comptees(self, cle: str) -> int:
        """How many years the total of a row counts."""
        return sum(self.montant(cle, a) is not None for a in self.grille.annees)

    def en_json(self) -> dict[str, Any]:
        """The result, and what remains to be filled in, year by year."""
        a_completer = {a: m for a in self.grille.annees if (m := self.manquent(a))}
        return self.resultat.en_json() | {"a_completer": a_completer}


def cofinancer(regles: Regles, entrees: Any, hypotheses: Any = None) -> Cofinancement:
    """The table on what a reader typed; no input makes it raise, and a wrong cell leaves the others computed."""
    pluriannuel = regles.pluriannuel
    if pluriannuel is None:
        message = "La fiche ne donne ni années ni financeurs à répartir."
        return Cofinancement(Resultat(regles.fiche, NOM, "sans_objet", message=message))
    calculateur, grille = pluriannuel.calculateur, pluriannuel.grille
    saisies, erreurs = lire_entrees(calculateur, entrees)
    if saisies:
        resultat = conclure(regles, calculateur, saisies, [], hypotheses)
    else:
        resultat = Resultat(regles.fiche, NOM, "a_verifier")
    connues = {cle: valeur for cle, valeur in saisies.items() if isinstance(valeur, Fraction)}
    connues |= {li.cle: li.valeur for li in resultat.lignes if isinstance(li.valeur, Fraction)}
    rempli = Cofinancement(resultat, grille, connues)
    # One sentence a year, rather than one a cell; above all of them, the years.
    incompletes = [annee for annee in grille.annees if rempli.manquent(annee)]
    attentes = (f"des montants de {enumerer(incompletes)}",) if incompletes else ()
    alertes = [alerte for alerte in resultat.alertes if alerte.sujet != "manque"]
    alertes += [] if erreurs else _a_completer(rempli)
    statut = "erreur_saisie" if erreurs else resultat.statut
    toutes = (*erreurs, *resultat.erreurs)
    resultat = replace(resultat, statut=statut, attentes=attentes, alertes=tuple(alertes), erreurs=toutes)
    return replace(rempli, resultat=resultat)


def _a_completer(rempli: Cofinancement) -> list[Controle]:
    """A sentence a year that is not complete."""
    grille = rempli.grille
    vides = [a for a in grille.annees if not rempli.entamee(a)]
    dites = [
        f"{a}, à compléter : {enumerer(manquent)}."
        for a in grille.annees
        if a not in vides and (manquent := rempli.manquent(a))
    ]
    if vides:
        dites.append(f"{enumerer(vides)} : tout est à compléter.")
    correction = "Saisissez 0 pour qui ne finance rien cette année-là ; une case vide n'est pas un zéro."
    return [Controle("a_verifier", dite, "", correction if dite is dites[-1] else "") for dite in dites]
