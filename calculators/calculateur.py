"""A calculator of a sheet: its form, its rules, and how they are applied."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from calculators.alea import Alea
from calculators.champs import Champ
from calculators.contexte import Contexte
from calculators.erreurs import Manque
from calculators.evaluation import Evaluation
from calculators.hypotheses import Hypothese
from calculators.liens import Provenance, RegleChargee
from calculators.mecanisme import Mecanisme
from calculators.saisie import INCONNU, Valeur
from calculators.trace import Controle
from calculators.validite import annoncer, en_vigueur, hors_periode, regretter

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


@dataclass(kw_only=True)
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
    versement: str = ""
    """Key of what the Département pays; empty where the sheet doesn't say it."""

    @property
    def verbe(self) -> str:
        """What its button says."""
        return NOMS[self.nom]

    @cached_property
    def _requis(self) -> list[tuple[str, str]]:
        """Each required field, and the one whose presence makes it superfluous."""
        return [(champ.cle, champ.sauf) for champ in self.champs.values() if not champ.facultatif]

    @cached_property
    def _proposes(self) -> list[Champ]:
        """The fields for which the sheet itself gives a value."""
        return [champ for champ in self.champs.values() if champ.defaut]

    @cached_property
    def _unites(self) -> dict[str, str]:
        return {cle: champ.unite for cle, champ in self.champs.items()}

    @property
    def mecanismes(self) -> list[Mecanisme]:
        """The rules, for a page that lists them."""
        return [regle.mecanisme for regle in self.regles]

    @cached_property
    def provenance(self) -> Provenance:
        """What each value is computed from."""
        return Provenance(self.regles)

    def dans_l_ordre(self, cles: Iterable[str]) -> list[str]:
        """These fields, once, in the order of the form."""
        connues = set(cles)
        return [cle for cle in self.champs if cle in connues] if connues else []

    def evaluer(
        self, saisies: Mapping[str, Valeur], hypotheses: Mapping[str, Hypothese], lectures: Mapping[str, str]
    ) -> Evaluation:
        """Apply every rule that can be applied. Raises `SaisieInvalide` where values contradict each other."""
        valeurs: dict[str, Valeur | None] = dict(saisies)
        for champ in self._proposes if saisies else ():
            if champ.cle not in saisies:
                valeurs[champ.cle] = champ.lire(champ.defaut)
        ctx = Contexte(self.champs, saisies, valeurs, self._unites.copy(), hypotheses, lectures)
        appliquees: dict[int, RegleChargee] = {}
        echecs: list[tuple[RegleChargee, str]] = []
        for rang, regle in self._en_vigueur(ctx):
            try:
                ctx.appliquer(regle.mecanisme)
                appliquees[rang] = regle
            except Manque as manque:
                if manque.question:
                    ctx.questions[manque.question] = manque.champ
                origine = ctx.origines.get(manque.cle, manque.cle)
                echecs.append((regle, origine))
                ctx.attendre(regle.mecanisme.donne, origine)
        attendus = {origine for _, origine in echecs}
        ctx.questions.update(dict.fromkeys(self._regrets(ctx, appliquees, attendus), ""))
        manques = self._manques(ctx, appliquees.values(), echecs)
        ctx.lues.update(code for regle, ou in echecs if ou in manques for code in regle.mecanisme.hypotheses)
        return Evaluation(
            lignes=ctx.lignes,
            controles=ctx.controles,
            lues=ctx.lues,
            manques=manques,
            attendus=self._vides(attendus, saisies),
            questions=ctx.questions,
            verdict=ctx.verdict,
            silence=ctx.silence,
            vide=not (appliquees or ctx.questions),
            appliquees=frozenset(appliquees),
            evenements=ctx.evenements,
            valeurs=ctx.valeurs,
            unites=ctx.unites,
        )

    def _en_vigueur(self, ctx: Contexte) -> Iterable[tuple[int, RegleChargee]]:
        """The rules of the day of the simulation, with their ranks; says which they are where some are dated."""
        if not self.date:
            return enumerate(self.regles)
        jour = ctx.valeur(self.date)
        jour = jour if isinstance(jour, date) else None
        if phrase := annoncer(self.mecanismes, jour):
            ctx.controles.append(Controle("info", phrase))
        return [(rang, self.regles[rang]) for rang in en_vigueur(self.mecanismes, jour)]

    def _regrets(self, ctx: Contexte, appliquees: Collection[int], attendues: Collection[str]) -> Iterator[str]:
        """What no rule gives on the day chosen, where something was waiting for it, or nothing else holds."""
        jour = ctx.valeur(self.date) if self.date else None
        if not isinstance(jour, date):
            return
        for versions in hors_periode(self.mecanismes, jour):
            if not appliquees or not set(versions[0].donne).isdisjoint((*attendues, *self.resultat)):
                yield regretter(versions, jour)

    def _manques(
        self, ctx: Contexte, appliquees: Iterable[RegleChargee], echecs: Sequence[tuple[RegleChargee, str]]
    ) -> list[str]:
        """What to give: required fields left empty, and what a value given to no effect was waiting for."""
        valeur = ctx.valeurs.get
        manques = {cle for cle, sauf in self._requis if _ignoree(valeur(cle)) and _ignoree(valeur(sauf))}
        manques.update(ctx.entames)
        if echecs:
            sans_effet = ctx.saisies.keys() - set().union(*(regle.utilisees for regle in appliquees))
            manques.update(origine for regle, origine in echecs if not sans_effet.isdisjoint(regle.cles))
        return self._vides(manques, ctx.saisies)

    def _vides(self, cles: set[str], saisies: Mapping[str, Valeur]) -> list[str]:
        """Those of these keys that are fields left empty, or not known, in the order of the form."""
        return [cle for cle in self.dans_l_ordre(cles) if saisies.get(cle, INCONNU) == INCONNU]


def _ignoree(valeur: object) -> bool:
    """Whether nothing is known; an exact number is not compared with a word, which takes it longer than a rule."""
    return valeur is None or (isinstance(valeur, str) and valeur == INCONNU)
