"""What an answer to a call must show: the sheet's own criteria, expectations, ways and indicators, one line each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

from catalogue import Fiche
from site_src.texte import html_sur

RUBRIQUES = {
    "criteres": "Critères de sélection",
    "attendus": "Ce que la fiche attend",
    "modalites": "Comment l’action se déroule",
    "intensite": "Fréquence et intensité",
    "capacite": "Nombre de places",
    "missions": "Missions du référent",
    "indicateurs": "Indicateurs à suivre",
    "resultats": "Résultats attendus",
}

_ELEMENT = re.compile(r"<li>(.*?)(?=<ul>|</li>)|<p>(.*?)</p>", re.DOTALL)


def points(fiche: Fiche) -> list[tuple[str, list[Markup]]]:
    """Heading → the sheet's words, an item or a paragraph each; a heading of which it says nothing is left out."""
    trouves: dict[str, list[Markup]] = {}
    for section in fiche.sections():
        if section.rubrique in RUBRIQUES and section.texte:
            trouves.setdefault(section.rubrique, []).extend(_elements(str(html_sur(section.texte))))
    return [(titre, trouves[nom]) for nom, titre in RUBRIQUES.items() if trouves.get(nom)]


def _elements(html: str) -> Iterator[Markup]:
    """Items and paragraphs; a loose item's paragraph is the item, and what only announces a list is none."""
    serre = html.replace("<li>\n<p>", "<li>").replace("</p>\n</li>", "</li>")
    for trouve in _ELEMENT.finditer(serre):
        contenu = (trouve[1] or trouve[2] or "").strip()
        annonce = contenu.endswith(":") and serre[trouve.end() :].lstrip().startswith(("<ul", "<ol"))
        if contenu and not annonce:
            yield Markup(re.sub(r"</?p>", "", contenu))
