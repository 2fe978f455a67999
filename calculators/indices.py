"""Outside indices that a sheet may refer to (SMIC, RSA), dated and sourced; the newest known value is said to be so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True)
class Valeur:
    """One value of an index, from a day on, and the text that sets it."""

    depuis: date
    montant: Fraction
    source: str


@dataclass(frozen=True)
class Indice:
    """An index: what it is, and its values from the oldest to the newest."""

    nom: str
    valeurs: tuple[Valeur, ...]

    def au(self, jour: date) -> Valeur | None:
        """The value in force on a day, `None` before the first one known."""
        return next((valeur for valeur in reversed(self.valeurs) if valeur.depuis <= jour), None)


def _indice(nom: str, *valeurs: tuple[str, str, str]) -> Indice:
    return Indice(
        nom, tuple(Valeur(date.fromisoformat(d), Fraction(montant), source) for d, montant, source in valeurs)
    )


INDICES = {
    "smic_mensuel": _indice(
        "SMIC mensuel brut pour 35 heures",
        ("2024-01-01", "1766.92", "décret n° 2023-1216 du 20 décembre 2023"),
        ("2024-11-01", "1801.80", "décret n° 2024-951 du 23 octobre 2024"),
        ("2026-01-01", "1823.03", "décret n° 2025-1228 du 17 décembre 2025"),
    ),
    "smic_horaire": _indice(
        "SMIC horaire brut",
        ("2024-01-01", "11.65", "décret n° 2023-1216 du 20 décembre 2023"),
        ("2024-11-01", "11.88", "décret n° 2024-951 du 23 octobre 2024"),
        ("2026-01-01", "12.02", "décret n° 2025-1228 du 17 décembre 2025"),
    ),
    "rsa_socle": _indice(
        "Montant forfaitaire du RSA pour une personne seule",
        ("2023-04-01", "607.75", "décret n° 2023-340 du 4 mai 2023"),
        ("2024-04-01", "635.71", "décret n° 2024-396 du 29 avril 2024"),
        ("2025-04-01", "646.52", "décret n° 2025-293 du 29 mars 2025"),
    ),
}
"""Name used in a sheet → the index. The one place where these values stand; add the new ones at the end."""
