"""A calculator of a sheet: its form, its rules, and how they are applied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from calculators.alea import Alea
from calculators.champs import Champ
from calculators.contexte import Contexte, Manque
from calculators.evaluation import Evaluation
from calculators.hypotheses import Hypothese
from calculators.mecanisme import Mecanisme, MecanismeDeValeur
from calculators.saisie import Valeur
from calculators.trace import Controle
from calculators.validite import annoncer

NOMS: Mapping[str, str] = {
    "eligibilite": "Vérifier l’éligibilité",
    "duree": "Calculer la durée",
    "financement": "Calculer le financement",
    "effectif": "Vérifier l’effectif",
    "intensite": "Vérifier l’intensité",
    "resultats": "Mesurer les résultats",
    "capacite": "Calculer la capacité",
}
"""Every calculator that a sheet may have, with the words of its button."""


@dataclass(frozen=True)
class RegleChargee:
    """A rule of a sheet and the keys that it refers to."""

    mecanisme: Mecanisme
    cles: frozenset[str]
    """Keys that the rule refers to."""
    utilisees: frozenset[str] = frozenset()
    """Keys that are of use once the rule was applied: something that the reader sees came of them."""


def relier(regles: Iterable[RegleChargee]) -> list[RegleChargee]:
    """The rules, each with the keys that it puts to use: a hidden value hands on its own to the rule that reads it."""
    caches: dict[str, frozenset[str]] = {}
    reliees = []
    for regle in regles:
        mecanisme = regle.mecanisme
        cles = frozenset(regle.cles.union(*(caches.get(cle, ()) for cle in regle.cles)))
        if isinstance(mecanisme, MecanismeDeValeur) and not mecanisme.libelle:
            caches[mecanisme.cle] = cles
            cles = frozenset()
        reliees.append(RegleChargee(mecanisme, regle.cles, cles))
    return reliees


@dataclass
class Calculateur:
    """One calculator of a sheet."""

    nom: str
    titre: str
    intro: str
    champs: Mapping[str, Champ]
    exemple: Mapping[str, Any]
    """The default case, shown on the page before any input."""
    resultat: tuple[str, ...]
    """Keys of the main value: the first that is computed is the largest thing on the card."""
    regles: list[RegleChargee] = field(default_factory=list)
    date: str = ""
    """Field whose date chooses the rules, where some are dated."""
    codes: tuple[str, ...] = ()
    """Hypotheses that the rules refer to."""
    alea: Alea | None = None
    """What chance moves, where the sheet says it."""

    @property
    def verbe(self) -> str:
        """What its button says."""
        return NOMS[self.nom]

    @cached_property
    def _requis(self) -> list[Champ]:
        return [champ for champ in self.champs.values() if not champ.facultatif]

    @property
    def mecanismes(self) -> list[Mecanisme]:
        """The rules, for a page that lists them."""
        return [regle.mecanisme for regle in self.regles]

    def evaluer(
        self, saisies: Mapping[str, Valeur], hypotheses: Mapping[str, Hypothese], lectures: Mapping[str, str]
    ) -> Evaluation:
        """Apply every rule that can be applied. Raises `SaisieInvalide` where values contradict each other."""
        ctx = Contexte(self.champs, saisies, hypotheses, lectures)
        origines: dict[str, str] = {}
        utilises: set[str] = set()
        appliquees: set[int] = set()
        echecs: list[tuple[RegleChargee, str]] = []
        for rang, regle in self._en_vigueur(ctx):
            ctx.ouvrir(regle.mecanisme.citation, regle.mecanisme.hypotheses)
            try:
                regle.mecanisme.evaluer(ctx)
                ctx.fermer()
                utilises |= regle.utilisees
                appliquees.add(rang)
            except Manque as manque:
                if manque.question:
                    ctx.questions.append(manque.question)
                origine = origines.get(manque.cle, manque.cle)
                echecs.append((regle, origine))
                for nom in regle.mecanisme.sorties:
                    origines.setdefault(getattr(regle.mecanisme, nom), origine)
        manques = self._manques(ctx, utilises, echecs)
        ctx.lues.update(code for regle, ou in echecs if ou in manques for code in regle.mecanisme.hypotheses)
        lignes = {f"{ligne.cle} {ligne.libelle}" if ligne.verdict else ligne.cle: ligne for ligne in ctx.lignes}
        origines_des_echecs = {origine for _, origine in echecs}
        attendus = [cle for cle in self.champs if cle in origines_des_echecs and cle not in ctx.saisies]
        return Evaluation(
            lignes,
            ctx.controles,
            ctx.lues,
            manques,
            attendus,
            ctx.questions,
            ctx.verdict,
            ctx.silence,
            not appliquees and not ctx.questions,
            frozenset(appliquees),
            ctx.evenements,
            ctx.valeurs,
            ctx.unites,
        )

    def _en_vigueur(self, ctx: Contexte) -> Iterable[tuple[int, RegleChargee]]:
        """The rules of the day of the simulation, with their ranks; says which they are where some are dated."""
        if not self.date:
            return enumerate(self.regles)
        jour = ctx.valeur(self.date)
        jour = jour if isinstance(jour, date) else None
        if phrase := annoncer(self.mecanismes, jour):
            ctx.controles.append(Controle("info", phrase))
        return [(i, regle) for i, regle in enumerate(self.regles) if regle.mecanisme.validite.contient(jour)]

    def _manques(self, ctx: Contexte, utilises: set[str], echecs: Iterable[tuple[RegleChargee, str]]) -> list[str]:
        """What to give: required fields left empty, and what a value given to no effect was waiting for."""
        valeur = ctx.valeurs.get
        vides = [champ.cle for champ in self._requis if valeur(champ.cle) is None and valeur(champ.sauf) is None]
        manques = dict.fromkeys(vides)
        for regle, origine in echecs:
            if origine and any(cle in ctx.saisies and cle not in utilises for cle in regle.cles):
                manques[origine] = None
        manques |= dict.fromkeys(ctx.entames)
        return [cle for cle in self.champs if cle in manques and cle not in ctx.saisies]
