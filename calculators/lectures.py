"""Several readings of a sheet side by side: what they agree on, what each would change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from calculators.calculateur import Calculateur
from calculators.detail import Detail
from calculators.effets import accorder, ce_que_dit, ecart, etendue, opposer, premiere_difference, ruptures
from calculators.erreurs import SaisieInvalide
from calculators.evaluation import Evaluation
from calculators.hypotheses import SANS_EFFET, Hypothese, HypotheseVue, LectureVue
from calculators.montants import Montants
from calculators.resultat import STATUTS
from calculators.trace import Controle, Ligne, Niveau
from calculators.typographie import en_suite, typographie

Lectures = Mapping[str, str]
_EFFETS_MAX = 4
"""Ways of answering what is open, for which the effect of another reading is computed."""


class Comparaison:
    """The evaluations of one request, one a combination of the readings left open."""

    def __init__(
        self,
        calculateur: Calculateur,
        hypotheses: Mapping[str, Hypothese],
        choisies: Lectures,
        evaluations: list[tuple[Lectures, Evaluation]],
        evaluer: Callable[[Lectures], Evaluation],
    ) -> None:
        self.calculateur = calculateur
        self._hypotheses = hypotheses
        self._choisies = choisies
        self.evaluations = evaluations
        self._evaluer = evaluer
        self.premiere = evaluations[0][1]
        self._montants = Montants(calculateur, hypotheses, evaluations)
        self._decisives = [code for code in calculateur.codes if self._decide(code)]

    @property
    def statut(self) -> str:
        """The status that all readings agree on; else, or where an amount depends on them, `a_verifier`."""
        return _accord([evaluation for _, evaluation in self.evaluations])

    def lignes(self) -> list[Ligne]:
        """The lines on which all readings agree, then an amount a reading of what is open."""
        listees = {code for code in self.calculateur.codes if self._listee(code)}
        communes = []
        for cle, ligne in self.premiere.lignes.items():
            # Its own, then those of the hidden values that it is computed from.
            pesent = [*ligne.hypotheses, *sorted(self.calculateur.provenance.codes(cle, self.premiere.lignes))]
            codes = tuple(dict.fromkeys(code for code in pesent if code in listees))
            ligne = ligne if codes == ligne.hypotheses else replace(ligne, hypotheses=codes)
            toutes = [e.lignes[cle] for _, e in self.evaluations if cle in e.lignes]
            if len(toutes) > 1:
                ligne = accorder(ligne, toutes)
            if len({ce_que_dit(evaluation, cle) for _, evaluation in self.evaluations}) == 1:
                communes.append(ligne)
            elif ligne.verdict:
                communes.append(replace(ligne, verdict="inconnue"))
        if not self._decisives:
            return communes
        retenues = [code for code in self.calculateur.codes if code in listees.difference(self._decisives)]
        detail = Detail(self.calculateur.provenance, retenues, {ligne.cle for ligne in communes if not ligne.verdict})
        return communes + self._montants.lignes(self._decisives, detail)

    def controles(self) -> list[Controle]:
        """Every alert, once; one that only some readings give names them, and what they alone break is to verify."""
        toutes = [evaluation.controles for _, evaluation in self.evaluations]
        vus = dict.fromkeys(controle for controles in toutes for controle in controles)
        rompu: Niveau = "bloquant" if self.statut in ("non_conforme", "non_eligible") else "a_verifier"
        niveaux: dict[Niveau, Niveau] = {"bloquant": rompu, "attention": "attention"}
        return [
            controle
            if controle.niveau not in niveaux or all(controle in controles for controles in toutes)
            else replace(controle, niveau=niveaux[controle.niveau], constat=self._selon(controle))
            for controle in vus
        ]

    def _selon(self, controle: Controle) -> str:
        """« Si l'on retient « 6 mois », durée : … », the readings that give an alert before what it says."""
        selon = [lectures for lectures, evaluation in self.evaluations if controle in evaluation.controles]
        noms = [
            f"« {libelle} »"
            for code in self._decisives or list(selon[0])
            for lecture, libelle in self._hypotheses[code].lectures.items()
            if all(lectures.get(code) == lecture for lectures in selon)
        ]
        debut = f"Si l'on retient {' et '.join(noms)}" if noms else "Selon la lecture"
        return f"{debut}, {en_suite(controle.message)}"

    def hypotheses(self) -> list[HypotheseVue]:
        """The hypotheses that weigh on the result, each reading with its effect."""
        return [self._vue(code) for code in self.calculateur.codes if self._listee(code)]

    # -- one hypothesis ----------------------------------------------------------------------------------
    def _listee(self, code: str) -> bool:
        """Shown with the result: what was chosen, so that it can be chosen again, and what weighed on it."""
        if code in self._choisies:
            return True
        if not any(code in evaluation.lues for _, evaluation in self.evaluations):
            return False
        hypothese = self._hypotheses[code]
        return not hypothese.ouverte or code in self._decisives or len(hypothese.lectures) == 1

    def _decide(self, code: str) -> bool:
        """Whether the result depends on a reading left open."""
        groupes = opposer(self.evaluations, code)
        return any(len({(_valeurs(evaluation), evaluation.statut) for evaluation in g}) > 1 for g in groupes)

    def _vue(self, code: str) -> HypotheseVue:
        hypothese = self._hypotheses[code]
        ouverte = code in self._decisives
        en_vigueur = "" if ouverte else self._choisies.get(code) or hypothese.par_defaut
        effets = {mot: self._effet(code, mot, ouverte) for mot in hypothese.lectures if mot != en_vigueur}
        vues = [LectureVue(mot, mots, typographie(effets.get(mot, ""))) for mot, mots in hypothese.lectures.items()]
        return HypotheseVue(code, hypothese.texte, tuple(vues), en_vigueur, ouverte, hypothese.citation)

    def _effet(self, code: str, lecture: str, ouverte: bool) -> str:
        """« + 250,00 € », « non conforme », `SANS_EFFET`: this reading against the one in force.

        Where other questions are open, the effect under each way of answering them.
        """
        try:
            paires = self._opposer(code, lecture, ouverte)
        except SaisieInvalide as erreur:
            return erreur.message
        attentes = dict.fromkeys(attente for base, autre in paires if (attente := self._attente(base, autre)))
        if attentes:
            return " ou ".join(attentes)
        if ouverte:
            return self._effet_ouvert(code, lecture, paires[0][1])
        effets = dict.fromkeys(self._changement(base, autre) for base, autre in paires)
        if not any(effets):
            effets = dict.fromkeys(premiere_difference(base, autre) for base, autre in paires)
        statut = _accord([autre for _, autre in paires])
        if not any(effets) and statut == self.statut:
            effets = dict.fromkeys(ruptures(base, autre) for base, autre in paires)
        mots = [" ou ".join(effet or SANS_EFFET for effet in effets)] if any(effets) else []
        return ", ".join(mots + [STATUTS[statut][0].lower()] * (statut != self.statut)) or SANS_EFFET

    def _opposer(self, code: str, lecture: str, ouverte: bool) -> list[tuple[Evaluation, Evaluation]]:
        """Evaluations beside the same ones under another reading: one where no open question is read in either."""

        def lire(autres: Lectures) -> Evaluation:
            lectures = {**autres, code: lecture}
            return next((e for lus, e in self.evaluations if lus == lectures), None) or self._evaluer(lectures)

        ouvertes, premiere = self.evaluations[0]
        autre = lire(ouvertes)
        if ouverte or not (self._decisives or autre.lues & set(ouvertes)):
            return [(premiere, autre)]
        return [(base, lire(lectures)) for lectures, base in self.evaluations[:_EFFETS_MAX]]

    def _attente(self, base: Evaluation, autre: Evaluation) -> str:
        """« à saisir : Mois d’accompagnement »: what must be known before the effect is."""
        if autre.questions and not base.questions:
            return f"à chiffrer : {next(iter(autre.questions))}"
        nouveaux = [cle for cle in autre.manques if cle not in base.manques]
        if self._montants.principal(base) and not self._montants.principal(autre):
            nouveaux = nouveaux or autre.manques
        return f"à saisir : {self.calculateur.champs[nouveaux[0]].libelle}" if nouveaux else ""

    def _changement(self, base: Evaluation, autre: Evaluation) -> str:
        """« + 250,00 € », what becomes of the main value; empty where nothing does."""
        avant, apres = self._montants.principal(base), self._montants.principal(autre)
        if apres and (avant is None or avant.cle != apres.cle):
            perdue = avant if ce_que_dit(base, apres.cle) == ce_que_dit(autre, apres.cle) else None
            return f"sans « {perdue.libelle} »" if perdue else f"{apres.libelle} : {apres.texte}"
        if avant and apres and avant.valeur != apres.valeur:
            return ecart(avant.valeur, apres.valeur, apres.unite)
        return ""

    def _effet_ouvert(self, code: str, lecture: str, autre: Evaluation) -> str:
        """What this reading gives: the value that depends on the question, else the status."""
        objet = self._montants.objet(code)
        apres = objet(autre) if objet else None
        montants = {ligne.valeur for _, e in self.evaluations if objet and (ligne := objet(e))}
        if not (objet and apres) or len(montants) < 2:
            return STATUTS[autre.statut][0].lower()
        siennes = [objet(e) for lus, e in self.evaluations if lus.get(code) == lecture]
        valeur = etendue([ligne.valeur for ligne in siennes if ligne], apres.unite)
        return valeur if objet == self._montants.principal else f"{apres.libelle} : {valeur}"


def _accord(evaluations: Sequence[Evaluation]) -> str:
    """The status that they share; `a_verifier` where they don't, or where what they give depends on the reading."""
    statuts = {evaluation.statut for evaluation in evaluations}
    statut = statuts.pop() if len(statuts) == 1 else "a_verifier"
    differents = statut in ("conforme", "eligible") and len({_valeurs(evaluation) for evaluation in evaluations}) > 1
    return "a_verifier" if differents else statut


def _valeurs(evaluation: Evaluation) -> object:
    return tuple((cle, ligne.valeur, ligne.verdict) for cle, ligne in evaluation.lignes.items())
