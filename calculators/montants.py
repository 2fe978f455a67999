"""The amounts that a result depends on, under each reading of what is left open: a line a reading, with its own key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from calculators.calculateur import Calculateur
from calculators.detail import Detail
from calculators.effets import derniere_changee, opposer
from calculators.evaluation import Evaluation
from calculators.hypotheses import Hypothese
from calculators.trace import Ligne


class Montants:
    """The evaluations of one request, one a combination of readings, seen through the values that matter."""

    def __init__(
        self,
        calculateur: Calculateur,
        hypotheses: Mapping[str, Hypothese],
        evaluations: Sequence[tuple[Mapping[str, str], Evaluation]],
    ) -> None:
        self._resultat = calculateur.resultat
        self._codes_de = calculateur.provenance.codes
        self._en_euros = calculateur.nom == "financement"
        self._hypotheses = hypotheses
        self._evaluations = evaluations

    def principal(self, evaluation: Evaluation) -> Ligne | None:
        """The main value: the first of those that the sheet names which could be computed."""
        return next((evaluation.lignes[cle] for cle in self._resultat if cle in evaluation.lignes), None)

    def objet(self, code: str) -> Callable[[Evaluation], Ligne | None] | None:
        """Where to read what a question changes: the main value, else the last one that it changes."""
        groupes = opposer(self._evaluations, code)
        principaux = [[self.principal(evaluation) for evaluation in groupe] for groupe in groupes]
        if any(len({li and li.valeur for li in lignes}) > 1 for lignes in principaux):
            return self.principal
        if cle := next(filter(None, map(derniere_changee, groupes)), ""):
            return lambda evaluation: evaluation.lignes.get(cle)
        return None

    def lignes(self, codes: Sequence[str], detail: Detail) -> list[Ligne]:
        """A line a reading of each open question, then one for each way of answering them together."""
        seules = [ligne for code in codes for ligne in self._selon(code, detail)]
        return seules + self._combinees(codes, {ligne.cle for ligne in seules}, detail)

    def _selon(self, code: str, detail: Detail) -> list[Ligne]:
        hypothese = self._hypotheses[code]
        principales = [self.principal(evaluation) for _, evaluation in self._evaluations]
        # Keys that the sheet names are those of the main value, even where it is the same under every reading.
        pese = hypothese.cles and any(ligne and code in self._codes_de(ligne.cle) for ligne in principales)
        if not (objet := self.principal if pese else self.objet(code)):
            return []
        lignes = []
        cles = hypothese.cles or {lecture: f"si_{lecture}" for lecture in hypothese.lectures}
        for lecture, cle in cles.items():
            selon = [evaluation for lectures, evaluation in self._evaluations if lectures.get(code) == lecture]
            montants = {objet(evaluation) for evaluation in selon}
            if len(montants) == 1 and (ligne := montants.pop()) and self._est_un_montant(ligne):
                nom = "Si" if ligne.cle in self._resultat[:1] else f"{ligne.libelle}, si"
                libelle = f"{nom} l’on retient : {hypothese.lectures[lecture]}"
                citation = hypothese.citation or ligne.citation
                nommee = replace(ligne, cle=cle, libelle=libelle, citation=citation, hypotheses=(code,))
                lignes.append(detail.completer(nommee, ligne.cle, selon))
        return lignes

    def _est_un_montant(self, ligne: Ligne) -> bool:
        """A count of people is no amount: where a sum of money waits for a value, none is given."""
        return ligne.unite == "€" or not self._en_euros

    def _combinees(self, ouverts: Sequence[str], deja: set[str], detail: Detail) -> list[Ligne]:
        """Where an amount depends on several open questions at once."""
        codes = [code for code in ouverts if self._hypotheses[code].cles]
        if len(codes) < 2 or all(cle in deja for code in codes for cle in self._hypotheses[code].cles.values()):
            return []
        lignes = {}
        for lectures, evaluation in self._evaluations:
            ligne = self.principal(evaluation)
            if ligne and self._est_un_montant(ligne) and all(code in lectures for code in codes):
                choisies = [(self._hypotheses[code], lectures[code]) for code in codes]
                cle = "_".join(["si", *(h.cles[mot].removeprefix("si_") for h, mot in choisies)])
                libelle = "Si l’on retient : " + " ; ".join(h.lectures[mot] for h, mot in choisies)
                nommee = replace(ligne, cle=cle, libelle=libelle, hypotheses=tuple(codes))
                lignes[cle] = detail.completer(nommee, ligne.cle, [evaluation])
        return list(lignes.values())
