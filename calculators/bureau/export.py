"""What is taken away of a case: what was typed, what the rules gave, and the rules as formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from calculators.calculateur import Calculateur
from calculators.erreurs import SaisieInvalide
from calculators.evaluation import Evaluation
from calculators.formules.cellule import Cellule, nom_tranchee
from calculators.formules.feuille import Feuille
from calculators.formules.formule import A_VERIFIER, CONFORME, NON_CONFORME, nom_defini, ou
from calculators.formules.transcription import transcrire
from calculators.hypotheses import Hypothese
from calculators.regles import Regles
from calculators.resultat import Resultat
from calculators.saisie import Valeur
from calculators.trace import formater

_CONTROLES = {
    "": "",
    "satisfaite": CONFORME,
    "non_satisfaite": NON_CONFORME,
    "inconnue": A_VERIFIER,
    "souhaitee": A_VERIFIER,
}
"""Verdict of a line → what the check of a workbook shows."""


@dataclass(frozen=True)
class Notice:
    """What the file says of the sheet that it comes from."""

    titre: str
    rubriques: Mapping[str, str]
    """Name → text: the sheet's code, its source, its dates, the version of its rules."""
    exporte_le: date


@dataclass(frozen=True)
class Variante:
    """The same calculator with one open question answered: a second set of cells."""

    hypothese: Hypothese
    lecture: str
    feuille: Feuille
    evaluation: Evaluation | None
    """What the rules give under this reading, the day of the export."""
    nom: str
    """Name of the cell that holds its main value."""

    @property
    def libelle(self) -> str:
        """« Si l'on retient : au prorata »."""
        return f"Si l’on retient : {self.hypothese.lectures[self.lecture]}"


class Export:
    """One case of one calculator, under the readings in force, ready to be written down."""

    def __init__(
        self, regles: Regles, nom: str, entrees: Mapping[str, Any], lectures: Mapping[str, str], notice: Notice
    ) -> None:
        self.notice = notice
        self.calculateur: Calculateur = regles.calculateurs[nom]
        self.hypotheses = {code: regles.hypotheses[code] for code in self.calculateur.codes}
        self.lectures = {
            code: lectures.get(code) or hypothese.retenue or next(iter(hypothese.lectures))
            for code, hypothese in self.hypotheses.items()
        }
        """The reading of each hypothesis in force; an open one takes its first unless one was chosen."""
        self.choisies = frozenset(code for code in self.hypotheses if code in lectures)
        self.resultat: Resultat = regles.calculer(nom, dict(entrees), dict(lectures))
        lues = {cle: champ.lire_ou_rien(entrees.get(cle)) for cle, champ in self.calculateur.champs.items()}
        self.saisies = {cle: valeur for cle, valeur in lues.items() if valeur is not None}
        """What can be used of what was typed."""
        self.evaluation = self._evaluer({})
        self.feuille = transcrire(self.calculateur, self.hypotheses, evaluation=self.evaluation)
        self.variantes = list(self._variantes())

    def _evaluer(self, lectures: Mapping[str, str]) -> Evaluation | None:
        """The case under the readings in force, but for these; nothing where the input is refused."""
        if self.resultat.statut == "erreur_saisie":
            return None
        try:
            return self.calculateur.evaluer(self.saisies, self.hypotheses, {**self.lectures, **lectures})
        except SaisieInvalide:
            return None

    def _variantes(self) -> Iterator[Variante]:
        for code, hypothese in self.hypotheses.items() if self.calculateur.resultat else ():
            if hypothese.ouverte and code not in self.choisies and len(hypothese.lectures) > 1:
                for rang, lecture in enumerate(hypothese.lectures, start=1):
                    suffixe = f"_si_{code.removeprefix('H-').replace('-', '_')}_{rang}"
                    evaluation = self._evaluer({code: lecture})
                    feuille = transcrire(self.calculateur, self.hypotheses, {code: lecture}, suffixe, evaluation)
                    nom = self.feuille.nom_libre(nom_defini(hypothese.cles.get(lecture) or f"si_{lecture}"))
                    yield Variante(hypothese, lecture, feuille, evaluation, nom)

    def en_suspens(self) -> dict[str, str]:
        """Open question → a formula, true while its readings give different amounts and none was chosen."""
        groupes: dict[str, list[str]] = {}
        for variante in self.variantes:
            groupes.setdefault(variante.hypothese.code, []).append(variante.nom)
        return {
            code: f"AND(NOT({nom_tranchee(code)}),{ou(*(f'{noms[0]}<>{nom}' for nom in noms[1:]))})"
            for code, noms in groupes.items()
        }

    def valeur(self, cellule: Cellule, evaluation: Evaluation | None = None) -> Fraction | date | str:
        """What a cell shows the day of the export; an empty text where nothing is known."""
        evaluation = evaluation or self.evaluation
        if evaluation is None:
            return ""
        if cellule.genre == "controle":
            ligne = evaluation.lignes.get(f"{cellule.cle} {cellule.libelle}")
            return _CONTROLES[ligne.verdict] if ligne else ""
        ligne = evaluation.lignes.get(cellule.cle)
        if ligne and not isinstance(ligne.valeur, Fraction | date):
            return ligne.texte
        valeur: Valeur | None = evaluation.valeurs.get(cellule.cle)
        return valeur if isinstance(valeur, Fraction | date | str) else ""

    def principales(self, feuille: Feuille) -> list[Cellule]:
        """The cells of the main value, the one most wanted first."""
        lignes = [cellule for cellule in feuille.cellules if cellule.genre == "ligne"]
        return [cellule for cle in self.calculateur.resultat for cellule in lignes if cellule.cle == cle]

    def versement(self) -> Cellule | None:
        """The cell of what the Département pays, where the sheet says it."""
        lignes = (cellule for cellule in self.feuille.cellules if cellule.genre == "ligne" and cellule.unite == "€")
        return next((cellule for cellule in lignes if cellule.cle == self.calculateur.versement), None)

    def calcul(self, cle: str) -> str:
        """How a line was computed the day of the export, in words."""
        ligne = self.evaluation.lignes.get(cle) if self.evaluation and cle else None
        return ligne.explication if ligne else ""

    def restes(self) -> Iterator[Cellule]:
        """Lines that no cell gives: they stand as they were computed."""
        donnees = {cellule.cle for cellule in self.feuille.cellules}
        for ligne in self.evaluation.lignes.values() if self.evaluation else ():
            if not ligne.verdict and ligne.cle not in donnees:
                motif = "cette règle n’a pas d’équivalent simple dans un tableur"
                yield Cellule(
                    "ligne", "", ligne.cle, ligne.libelle, "", ligne.unite, ligne.citation, ligne.hypotheses, motif
                )

    def exclu(self, cle: str) -> bool:
        """Whether a value typed elsewhere, that the workbook can't change, stands in for this field."""
        champs = self.calculateur.champs.values()
        return any(cle in c.exclut and c.cle in self.saisies and c.type == "periodes" for c in champs)

    def ecrire_saisie(self, cle: str) -> str:
        """What was typed in a field, as a person reads it."""
        valeur = self.saisies.get(cle)
        if isinstance(valeur, Fraction):
            return formater(valeur)
        if isinstance(valeur, tuple) and valeur and isinstance(valeur[0], tuple):
            return " ; ".join("du {:%d/%m/%Y} au {:%d/%m/%Y}".format(*periode) for periode in valeur)
        return self.calculateur.champs[cle].ecrire(valeur) if valeur is not None else ""
