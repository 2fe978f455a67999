"""What a rule reads when it writes itself down: cells of fields, of earlier values, of readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from calculators.champs import NOMBRES
from calculators.formules.cellule import SAISIES, nom_lecture
from calculators.formules.formule import Formule, Intraduisible, mot, nom_defini
from calculators.formules.operations import selon_lecture
from calculators.formules.saisies import formule_retenue, nom_retenu

if TYPE_CHECKING:
    from calculators.calculateur import Calculateur
    from calculators.evaluation import Evaluation
    from calculators.hypotheses import Hypothese


class References:
    """The names under which everything is found."""

    def __init__(
        self,
        calculateur: Calculateur,
        hypotheses: Mapping[str, Hypothese],
        lectures: Mapping[str, str],
        evaluation: Evaluation | None,
    ) -> None:
        self.champs = calculateur.champs
        self._hypotheses = hypotheses
        self._lectures = dict(lectures)
        self._evaluation = evaluation
        self._branches: list[str] = []
        self._libelles = {cle: champ.libelle for cle, champ in self.champs.items()}
        self._references: dict[str, Formule] = {}
        for cle, champ in self.champs.items():
            if champ.type in NOMBRES:
                nom = self.champ(cle)
                self._references[cle] = Formule(nom, champ.unite, (nom,), exacte=True)

    @contextmanager
    def sous_lecture(self, code: str, lecture: str) -> Iterator[None]:
        """What is checked inside a formula is checked while this reading is in force."""
        self._branches.append(self.lecture_est(code, [lecture]))
        yield
        self._branches.pop()

    def lire(self, cle: str) -> Formule:
        """The number under a key."""
        if cle not in self._references:
            raise Intraduisible(f"la valeur « {self.nom(cle)} » n’a pas de cellule")
        return self._references[cle]

    def champ(self, cle: str) -> str:
        """The name of the cell of a field that holds no number: a date, an answer, a list."""
        if cle in self.champs:
            return nom_retenu(cle) if formule_retenue(self.champs[cle], SAISIES) else nom_defini(cle)
        return self.lire(cle).texte

    def donnee(self, cle: str) -> bool:
        """Whether the case of the day has a value under this key."""
        return self._evaluation is not None and self._evaluation.valeurs.get(cle) is not None

    def lectures(self, code: str) -> tuple[str, ...]:
        """The readings of a hypothesis."""
        return tuple(self._hypotheses[code].lectures)

    def selon(self, code: str, cas: Mapping[str, Formule]) -> Formule:
        """The number of the reading of a hypothesis in force."""
        if code in self._lectures or len(cas) == 1:
            return cas[self._lectures.get(code) or next(iter(cas))]
        return selon_lecture(nom_lecture(code), cas)

    def lecture_est(self, code: str, lectures: Iterable[str]) -> str:
        """Whether one of these readings is in force: a test, `TRUE` or `FALSE`."""
        voulues, toutes = set(lectures), set(self._hypotheses[code].lectures)
        if code in self._lectures:
            return "TRUE" if self._lectures[code] in voulues else "FALSE"
        if not voulues or voulues >= toutes:
            return "TRUE" if voulues else "FALSE"
        tests = [f"{nom_lecture(code)}={mot(lecture)}" for lecture in toutes if lecture in voulues]
        return f"OR({','.join(sorted(tests))})" if len(tests) > 1 else tests[0]

    def nom(self, cle: str) -> str:
        """The words that name a field or a value."""
        return self._libelles.get(cle) or cle.replace("_", " ")
