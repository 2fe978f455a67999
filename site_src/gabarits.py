"""The Jinja environment of everything that we render ourselves: autoescape, StrictUndefined, French spacing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from calculators import INSEPARABLES, formater_date, typographie
from calculators.orientation import avec_article
from site_src.appels import script_regles

DOSSIER = Path(__file__).resolve().parent / "gabarits"

_JINJA = r"\{[{%#].*?[}%#]\}"
_CODE = re.compile(rf"({_JINJA}|<(?:{_JINJA}|[^>])*+>)", re.DOTALL)
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
    """A quotation as it stands, what must not be cut in it held together by CSS."""
    return Markup(insecables(str(Markup.escape(str(valeur)))))


_TENUS = re.compile(rf"<[^>]*>|({INSEPARABLES.pattern})")


def insecables(html: str) -> str:
    """HTML whose amounts, guillemets and codes can't break across lines: a sheet's words keep their plain spaces."""
    return _TENUS.sub(_tenir, html)


def _tenir(trouve: re.Match[str]) -> str:
    return f'<span class="insecable">{trouve[1]}</span>' if trouve[1] else trouve[0]


_TELEPHONE = re.compile(r"0(?<!\w.)(\d(?:[ .\u00a0]?\d\d){4})\b")
_A_APPELER = re.compile(rf"<a\b.*?</a>|<[^>]*>|{_TELEPHONE.pattern}", re.DOTALL)


def telephones(texte: str) -> Markup:
    """Text or HTML whose telephone numbers can be pressed; their words don't change, and a link stays one."""
    html = Markup.escape(texte)
    return Markup(_A_APPELER.sub(_appeler, html)) if _TELEPHONE.search(html) else html


def a_appeler(texte: str) -> list[tuple[str, str]]:
    """A text cut at its telephone numbers: each piece with the address that calls it, empty for mere words."""
    morceaux, fin = [], 0
    for trouve in _TELEPHONE.finditer(texte):
        morceaux += [(texte[fin : trouve.start()], ""), (trouve[0], _adresse(trouve[1]))]
        fin = trouve.end()
    return [morceau for morceau in [*morceaux, (texte[fin:], "")] if morceau[0]]


def _adresse(numero: str) -> str:
    return f"tel:+33{re.sub('[^0-9]', '', numero)}"


def _appeler(trouve: re.Match[str]) -> str:
    return f'<a href="{_adresse(trouve[1])}">{trouve[0]}</a>' if trouve[1] else trouve[0]


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
    env.filters |= {
        "article": avec_article,
        "jour": _date,
        "typo": _typo,
        "insecable": _insecable,
        "telephones": telephones,
        "script_regles": script_regles,
    }
    return env


def rendre(gabarit: str, **contexte: object) -> Markup:
    """A template of `site_src/gabarits`, rendered."""
    return Markup(environnement().get_template(gabarit).render(**contexte))
