"""The Jinja environment of everything that we render ourselves: autoescape, StrictUndefined, French spacing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from calculators import MONTANT, formater_date, typographie
from site_src.appels import script_regles

DOSSIER = Path(__file__).resolve().parent / "gabarits"

_CODE = re.compile(r"(\{[{%#].*?[}%#]\}|<[^>]*>)", re.DOTALL)
"""What a template says to Jinja or to the browser, as opposed to what it says to a reader."""


class ChargeurTypographique(FileSystemLoader):
    """Templates typed with plain spaces and straight apostrophes, read as French printing wants them."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """A template's source; what it says to a reader is respaced, what it says to Jinja or the browser is not."""
        source, chemin, a_jour = super().get_source(environment, template)
        morceaux = _CODE.split(source)
        morceaux[::2] = [typographie(morceau) for morceau in morceaux[::2]]
        return "".join(morceaux), chemin, a_jour


def _date(valeur: object) -> str:
    """« 24 novembre 2026 »."""
    jour = valeur if isinstance(valeur, date) else date.fromisoformat(str(valeur))
    return formater_date(jour)


def _typo(valeur: object) -> str:
    """Our own words, with their French spaces. Never for a quotation."""
    return typographie(str(valeur))


def _insecable(valeur: object) -> Markup:
    """A quotation as it stands, its amounts held together by CSS."""
    return Markup(insecables(str(Markup.escape(str(valeur)))))


def insecables(html: str) -> str:
    """HTML whose amounts can't break across lines: the words of a sheet keep their plain spaces."""
    return MONTANT.sub(r'<span class="montant">\g<0></span>', html)


@cache
def environnement() -> Environment:
    """The one environment: its templates are compiled once, and looked for again once the cache is cleared."""
    env = Environment(
        loader=ChargeurTypographique(DOSSIER, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    env.filters |= {"jour": _date, "typo": _typo, "insecable": _insecable, "script_regles": script_regles}
    return env


def rendre(gabarit: str, **contexte: object) -> Markup:
    """A template of `site_src/gabarits`, rendered."""
    return Markup(environnement().get_template(gabarit).render(**contexte))
