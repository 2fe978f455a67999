"""What the search knows of each sheet: plain documents, indexed by Node with the very words of the browser's script."""

from __future__ import annotations

import re
from typing import Any

from site_src.texte import html_sur
from site_src.texte import normaliser as normaliser
from site_src.vues import VueCatalogue, VueFiche

_BALISE_DE_BLOC = re.compile(r"</(?:p|li|td|th|blockquote)>|<br>|<(?:ul|ol)>")
_BALISE = re.compile(r"<[^>]+>")


def passages(fiche: Any) -> list[list[str]]:
    """The text of a sheet as `[section, paragraph]`, to show a match in its context."""
    from html import unescape

    trouves = []
    for titre, markdown in _textes(fiche.texte):
        for bloc in _BALISE_DE_BLOC.split(str(html_sur(markdown))):
            texte = " ".join(unescape(_BALISE.sub("", bloc)).split())
            if texte:
                trouves.append([titre, texte])
    return trouves


def _textes(sections: Any) -> Any:
    for section in sections or ():
        if section.texte:
            yield section.titre, section.texte
        yield from _textes(section.sections)


def documents(catalogue: VueCatalogue) -> list[dict[str, Any]]:
    """One document a sheet; the names of its fields are those that the index weighs."""
    return [_document(vue, catalogue) for vue in catalogue.fiches]


def _document(vue: VueFiche, catalogue: VueCatalogue) -> dict[str, Any]:
    fiche = vue.fiche
    code = f"{fiche.code} n°{fiche.code}"
    mots = [
        catalogue.nom("departements", fiche.departement),
        *(catalogue.nom("themes", cle) for cle in fiche.themes),
        *(catalogue.nom("publics", cle) for cle in fiche.publics),
        *(catalogue.nom("formats", cle) for cle in fiche.formats),
        *(catalogue.nom("porteurs", cle) for cle in fiche.porteurs or ()),
    ]
    essentiel = fiche.essentiel
    return {
        "id": fiche.id,
        "code": code,
        "titre": f"{fiche.titre} {fiche.intitule}",
        "mots": " . ".join([*mots, *(fiche.synonymes or ()), fiche.programme or ""]),
        "resume": f"{fiche.resume} {essentiel.pour_qui.texte} {essentiel.groupe.texte}",
        "texte": " . ".join([*fiche.axes, *fiche.objectifs, *(f"{titre} {texte}" for titre, texte in passages(fiche))]),
    }


def sigles(catalogue: VueCatalogue) -> list[dict[str, Any]]:
    """The vocabulary's abbreviations: every way to write one, and whether only capitals count."""
    return [
        {
            "formes": list(dict.fromkeys([entree.sigle, entree.developpement, *(entree.synonymes or ())])),
            "capitales": bool(getattr(entree, "capitales", False)),
        }
        for entree in catalogue.catalogue.vocabulaire.sigles
    ]
