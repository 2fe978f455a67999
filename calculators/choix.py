"""A word that the text fixes, or that the reading of a hypothesis decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from calculators.contexte import Contexte
from calculators.formules import Formule

if TYPE_CHECKING:
    from calculators.formules.feuille import Feuille
    from calculators.hypotheses import Hypothese


@dataclass(frozen=True)
class Choix:
    """A fixed word, or the one that a hypothesis' reading stands for."""

    fixe: str = ""
    code: str = ""
    cas: Mapping[str, str] | None = None

    def lire(self, ctx: Contexte) -> str:
        """The word in use."""
        return self._mot(ctx.lecture(self.code)) if self.code else self.fixe

    def sous(self, lectures: Mapping[str, str], hypotheses: Mapping[str, Hypothese]) -> str:
        """The word under these readings; a question that they don't answer takes its first one."""
        if not self.code:
            return self.fixe
        return self._mot(lectures.get(self.code) or hypotheses[self.code].par_defaut)

    def _mot(self, lecture: str) -> str:
        return self.cas[lecture] if self.cas else lecture

    def formule(self, feuille: Feuille, cas: Mapping[str, Formule]) -> Formule:
        """The formula of the word in use."""
        if not self.code:
            return cas[self.fixe]
        return feuille.selon(self.code, {lu: cas[self._mot(lu)] for lu in feuille.lectures(self.code)})

    def est(self, feuille: Feuille, mot: str) -> str:
        """Whether this is the word in use: a test, `TRUE` or `FALSE`."""
        if not self.code:
            return "TRUE" if self.fixe == mot else "FALSE"
        lectures = feuille.lectures(self.code)
        return feuille.lecture_est(self.code, [lu for lu in lectures if self._mot(lu) == mot])
