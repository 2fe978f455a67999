"""The page of what is new, its older pages, and the withdrawn sheets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from calculators import formater_date
from calculators.typographie import INSECABLE
from site_src.cadre import Page
from site_src.gabarits import rendre
from site_src.nouveautes import Nouveaute, nouveautes
from site_src.vues import VueCatalogue

PAR_PAGE = 200
"""Entries of a page, and of the feed: a page stays light however many sheets there are."""


def pages(catalogue: VueCatalogue) -> list[Page]:
    """The latest entries, then the older ones, numbered from the oldest so that a page keeps its address."""
    toutes = nouveautes(catalogue)
    anciennes = list(reversed(toutes[PAR_PAGE:]))
    lots = [anciennes[debut : debut + PAR_PAGE] for debut in range(0, len(anciennes), PAR_PAGE)]
    archives = [(f"nouveautes/{numero}/index.html", lot[::-1]) for numero, lot in enumerate(lots, start=1)]
    description = "Ce qui a été ajouté, relu, corrigé ou retiré, fiche par fiche."
    liens = [(adresse.removeprefix("nouveautes/"), _periode(lot)) for adresse, lot in reversed(archives)]
    retirees = sorted(catalogue.retirees, key=lambda vue: str(vue.fiche.retiree_le or ""), reverse=True)
    remplacantes = {vue.fiche.id: vue for vue in catalogue.toutes}
    contenu = rendre(
        "nouveautes.html",
        mois=_par_mois(toutes[:PAR_PAGE]),
        racine="../",
        archives=liens,
        retirees=retirees,
        remplacantes=remplacantes,
    )
    principale = Page("nouveautes/index.html", "Nouveautés", description, "nouveautes", contenu, ("nouveautes",))
    return [principale, *(_archive(adresse, lot, description) for adresse, lot in archives)]


def _archive(adresse: str, lot: list[Nouveaute], description: str) -> Page:
    periode = _periode(lot)
    contenu = rendre("nouveautes_archive.html", mois=_par_mois(lot), racine="../../", periode=periode)
    return Page(adresse, f"Nouveautés {periode}", description, "nouveautes", contenu, ("nouveautes",))


def _par_mois(lot: Sequence[Nouveaute]) -> list[tuple[str, str, list[Nouveaute]]]:
    """The id of a month, its name, its entries."""
    groupes = groupby(lot, key=lambda une: une.date.replace(day=1))
    return [(f"m-{un:%Y-%m}", formater_date(un).partition(INSECABLE)[2], list(unes)) for un, unes in groupes]


def _periode(lot: Sequence[Nouveaute]) -> str:
    """« du 3 mars 2024 au 5 mai 2025 »."""
    debut, fin = formater_date(lot[-1].date), formater_date(lot[0].date)
    return f"du {debut}" if debut == fin else f"du {debut} au {fin}"
