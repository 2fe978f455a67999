"""Sum up what was measured, set it against its budget, show it."""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from site_src.mesures.lignes import LIGNES, Ligne

Series = Mapping[str, Sequence[float]]
"""Key of a line or of what it is compared with → its repeated values."""
Details = Mapping[str, Mapping[str, float]]
"""Key of a line → what it is made of."""


@dataclass(frozen=True)
class Resume:
    """What a series of values comes to."""

    n: int
    mediane: float
    p95: float
    min: float
    max: float

    @classmethod
    def de(cls, valeurs: Sequence[float]) -> Resume:
        """Sum up a series, empty never."""
        rangees = sorted(valeurs)
        p95 = rangees[math.ceil(0.95 * len(rangees)) - 1]
        return cls(len(rangees), statistics.median(rangees), p95, rangees[0], rangees[-1])


@dataclass(frozen=True)
class Constat:
    """A line with its measure."""

    ligne: Ligne
    resume: Resume
    rapport: Resume | None
    """The same as ratios: each value to the baseline's of same rank, which was measured beside it."""

    @property
    def tenu(self) -> bool | None:
        """Whether the budget holds; `None` without one."""
        if self.ligne.budget is None:
            return None
        return bool(getattr(self.rapport or self.resume, self.ligne.tenue) <= self.ligne.budget)


def constater(series: Series) -> list[Constat]:
    """The lines that were measured, in the table's order."""
    return [
        Constat(ligne, Resume.de(series[ligne.cle]), _rapport(series, ligne)) for ligne in LIGNES if ligne.cle in series
    ]


def _rapport(series: Series, ligne: Ligne) -> Resume | None:
    """The ratios; where the two were not repeated alike, each value to the baseline's median."""
    if not ligne.temoin:
        return None
    valeurs, temoins = series[ligne.cle], series[ligne.temoin]
    if len(valeurs) != len(temoins):
        temoins = [statistics.median(temoins)] * len(valeurs)
    return Resume.de([valeur / temoin for valeur, temoin in zip(valeurs, temoins, strict=True)])


def en_json(constats: Sequence[Constat], details: Details) -> str:
    """The same for a program."""
    corps = {
        c.ligne.cle: {
            **{cle: valeur for cle, valeur in asdict(c.ligne).items() if cle != "cle"},
            **asdict(c.resume),
            "rapport": asdict(c.rapport) if c.rapport else None,
            "tenu": c.tenu,
            "details": dict(details.get(c.ligne.cle, {})),
        }
        for c in constats
    }
    return json.dumps(corps, ensure_ascii=False, indent=1)


_ENTETE = ("mesure", "médiane", "95e cent.", "étendue", "rapport", "étendue", "budget", "")


def en_texte(constats: Sequence[Constat], details: Details) -> str:
    """The table, what a line is made of under it."""
    rangees: list[Sequence[str]] = [_ENTETE]
    for constat in constats:
        rangees.append(_rangee(constat))
        rangees += [(f"    {nom}", _ecrire(v, constat.ligne.unite)) for nom, v in _du_plus_grand(constat, details)]
    largeurs = [max(len(r[rang]) for r in rangees if rang < len(r)) for rang in range(len(_ENTETE))]
    return "\n".join(
        "  ".join(
            cellule.ljust(largeur) if rang == 0 else cellule.rjust(largeur)
            for rang, (cellule, largeur) in enumerate(zip(rangee, largeurs, strict=False))
        ).rstrip()
        for rangee in rangees
    )


def _du_plus_grand(constat: Constat, details: Details) -> list[tuple[str, float]]:
    return sorted(details.get(constat.ligne.cle, {}).items(), key=lambda nomme: -nomme[1])


def _rangee(constat: Constat) -> Sequence[str]:
    ligne, resume, rapport = constat.ligne, constat.resume, constat.rapport
    unite = "×" if rapport else ligne.unite
    return (
        ligne.titre,
        _ecrire(resume.mediane, ligne.unite),
        _ecrire(resume.p95, ligne.unite),
        f"{_ecrire(resume.min)} à {_ecrire(resume.max)}" if resume.n > 1 else "-",
        _ecrire(rapport.mediane, "×") if rapport else "-",
        f"{_ecrire(rapport.min)} à {_ecrire(rapport.max)}" if rapport and rapport.n > 1 else "-",
        "-" if ligne.budget is None else f"≤ {_ecrire(ligne.budget, unite)}",
        {None: "", True: "tenu", False: "DÉPASSÉ"}[constat.tenu],
    )


def _ecrire(nombre: float, unite: str = "") -> str:
    """Three significant digits at least: « 0,048 », « 3,52 », « 1 204 »."""
    decimales = max(0, 2 - math.floor(math.log10(abs(nombre)))) if 0 < abs(nombre) < 100 else 0
    texte = f"{nombre:,.{decimales}f}".replace(",", " ").replace(".", ",")
    if "," in texte:
        texte = texte.rstrip("0").rstrip(",")
    return f"{texte} {unite}".rstrip()
