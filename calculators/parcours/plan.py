"""The course of an action on the calendar: what a sheet's rules of time give from a first day.

The rules are those of the sheet's `duree` calculator, and those that its own part `parcours` adds to lay a length on
the calendar. Where the form of `duree` asks for a length, the course offers every length that the rules admit, period
by period; each choice is then judged by the rules themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from calculators.calculateur import Calculateur
from calculators.calendrier import Evenement
from calculators.champs import Champ
from calculators.durees import Durees, lire_periodes
from calculators.erreurs import SaisieInvalide
from calculators.liens import RegleChargee, relier
from calculators.parcours.rencontres import compter
from calculators.reponse import conclure, lire_entrees
from calculators.resultat import Erreur, Resultat
from calculators.saisie import Valeur
from calculators.trace import Ligne

if TYPE_CHECKING:
    from calculators.regles import Regles

NOM = "parcours"


@dataclass(frozen=True)
class Parcours:
    """The form of a course and its rules."""

    calculateur: Calculateur
    durees: Mapping[str, Durees]
    """Field → the lengths that the rules admit for it."""
    imposes: frozenset[str]
    """Fields of which the rules admit one value only: they are not asked for."""
    comptes: Mapping[str, Champ]
    """Fields that count renewals: the course has their periods instead."""

    @property
    def champs(self) -> list[Champ]:
        """The fields to ask for."""
        return [champ for cle, champ in self.calculateur.champs.items() if cle not in self.imposes]

    @property
    def exemple(self) -> dict[str, Any]:
        """The default case, its periods written as the form has them."""
        exemple = {c.cle: self.calculateur.exemple[c.cle] for c in self.champs if c.cle in self.calculateur.exemple}
        for cle, choix in self.durees.items():
            champ = self.comptes.get(choix.renouvellements)
            fois = champ.lire(self.calculateur.exemple.get(champ.cle)) if champ else None
            if cle in exemple and isinstance(fois, Fraction):
                exemple[cle] = "+".join([str(exemple[cle])] * min(int(fois) + 1, choix.periodes))
        return exemple


@dataclass(frozen=True)
class Plan:
    """The course from a first day: what to show, and what to put in a calendar's file."""

    resultat: Resultat
    evenements: tuple[Evenement, ...] = ()
    apres_la_fin: tuple[Evenement, ...] = ()
    """Steps of the sheet that the end planned leaves out."""
    rencontres: tuple[Ligne, ...] = ()
    """The least number of meetings over the whole."""
    duree_choisie: bool = False
    """Whether the reader chose how long it lasts."""
    souhaits: frozenset[str] = frozenset()
    """Keys of the meetings that the sheet only wishes."""

    @property
    def etendues(self) -> list[Evenement]:
        """Its spans."""
        return [evenement for evenement in self.evenements if evenement.fin]

    @property
    def pistes(self) -> list[str]:
        """The kinds of spans, in the order of the rules."""
        return list(dict.fromkeys(evenement.piste for evenement in self.resultat.evenements if evenement.piste))

    @property
    def principales(self) -> list[Evenement]:
        """The spans that make its length: those of the first kind."""
        return [evenement for evenement in self.etendues if evenement.piste == self.pistes[0]]

    def en_json(self) -> dict[str, Any]:
        """The answer of the browser's engine: the result, then the events."""
        return self.resultat.en_json() | {"evenements": [evenement.en_json() for evenement in self.evenements]}


def composer(duree: Calculateur | None, ajout: Calculateur | None) -> Parcours | None:
    """The course that the rules of time allow; `None` where none of them lays a date."""
    sources = [source for source in (duree, ajout) if source]
    regles = [regle for source in sources for regle in source.regles if regle.mecanisme.genre != "silence"]
    if not any(regle.mecanisme.pose_des_dates() for regle in regles):
        return None
    champs = {cle: champ for source in sources for cle, champ in source.champs.items()}
    choix = _choisir(champs, regles)
    renouvellements = {durees.renouvellements for durees in choix.values()}
    comptes = {cle: champ for cle, champ in champs.items() if cle in renouvellements}
    imposes = frozenset(cle for cle, durees in choix.items() if _imposee(champs[cle], durees))
    debuts = {getattr(regle.mecanisme, "debut", "") for regle in regles if regle.mecanisme.pose_des_dates()}
    calculateur = Calculateur(
        nom=NOM,
        titre=ajout.titre if ajout else "",
        intro=(ajout.intro if ajout else "") or _silence(duree),
        champs={cle: _exiger(champ, cle in debuts) for cle, champ in champs.items() if cle not in comptes},
        exemple={cle: brut for source in sources for cle, brut in source.exemple.items()},
        resultat=(),
        regles=relier(regles),
        date=duree.date if duree else "",
        codes=tuple(dict.fromkeys(code for source in sources for code in source.codes)),
    )
    demandees = {cle: durees for cle, durees in choix.items() if cle not in imposes}
    return Parcours(calculateur, demandees, imposes, comptes)


def _exiger(champ: Champ, requis: bool) -> Champ:
    return replace(champ, facultatif=False) if requis else champ


def _choisir(champs: Mapping[str, Champ], regles: list[RegleChargee]) -> dict[str, Durees]:
    """The lengths offered for each field of time that rules limit."""
    choix: dict[str, Durees] = {}
    for regle in regles:
        durees = regle.mecanisme.durees()
        if durees and durees.champ in champs and champs[durees.champ].type in ("mois", "semaines", "jours"):
            connues = choix.get(durees.champ)
            choix[durees.champ] = connues.restreintes(durees) if connues else durees
    return choix


def _imposee(champ: Champ, durees: Durees) -> bool:
    """Whether the rule leaves one length only, which the form itself gives."""
    return len(durees.longueurs) == 1 and champ.defaut == str(durees.longueurs[0])


def _silence(duree: Calculateur | None) -> str:
    """What the sheet says of a length that it does not fix."""
    regles = duree.regles if duree else []
    return next((str(getattr(r.mecanisme, "message", "")) for r in regles if r.mecanisme.genre == "silence"), "")


def planifier(regles: Regles, entrees: Any, hypotheses: Any = None) -> Plan:
    """The course on what a reader entered; no input makes it raise."""
    parcours = regles.parcours
    if parcours is None:
        muette = regles.calculer("duree", {})
        if muette.statut != "sans_objet":
            message = "Les règles de la fiche ne donnent aucune date à poser sur un calendrier."
            muette = Resultat(regles.fiche, NOM, "sans_objet", message=message)
        return Plan(replace(muette, calculateur=NOM))
    calculateur, restantes = parcours.calculateur, dict(entrees) if isinstance(entrees, Mapping) else entrees
    saisies: dict[str, Valeur] = {}
    erreurs: list[Erreur] = []
    for cle, durees in parcours.durees.items() if isinstance(restantes, dict) else ():
        try:
            saisies |= lire_periodes(durees, restantes, calculateur.champs[cle].unite_saisie)
        except SaisieInvalide as erreur:
            erreurs.append(Erreur.nommee(erreur.champ, calculateur.champs[cle].libelle, erreur))
    lues, autres = lire_entrees(calculateur, restantes)
    fautifs = {erreur.champ for erreur in autres}
    for cle, champ in calculateur.champs.items():
        if champ.type == "date" and not champ.facultatif and cle not in lues and cle not in fautifs:
            faute = SaisieInvalide("Saisissez cette date, le calendrier en dépend.")
            autres.append(Erreur.nommee(cle, champ.libelle, faute))
    resultat = conclure(regles, calculateur, lues | saisies, autres + erreurs, hypotheses)
    return _disposer(regles, parcours, resultat, hypotheses)


def _disposer(regles: Regles, parcours: Parcours, resultat: Resultat, hypotheses: Any) -> Plan:
    """The events in order of date; a step that comes after the end planned is set apart."""
    evenements = resultat.evenements
    plan = Plan(resultat, evenements)
    if not (plan.etendues and parcours.durees):
        return replace(plan, evenements=_ranger(evenements, plan.pistes))
    debut, fin = min(e.debut for e in plan.principales), max(e.jour for e in plan.principales)
    hors = tuple(e for e in evenements if e.duree and not e.fin and not e.limite and e.debut > fin)
    rencontres, souhaits = compter(regles, debut, fin, hypotheses)
    return Plan(
        resultat, _ranger([e for e in evenements if e not in hors], plan.pistes), hors, rencontres, True, souhaits
    )


def _ranger(evenements: Iterable[Evenement], pistes: list[str]) -> tuple[Evenement, ...]:
    """By first day, the kinds of spans in the order of the rules, the longer before the shorter."""

    def rang(e: Evenement) -> tuple[date, int, int]:
        return e.debut, pistes.index(e.piste) if e.piste else len(pistes), -e.jour.toordinal()

    return tuple(sorted(evenements, key=rang))
