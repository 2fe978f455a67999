"""What can't be read of what was typed, gathered on top of a result: the pattern of GOV.UK's error summary."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from calculators.rendu.balises import ajouter
from calculators.resultat import Erreur
from calculators.typographie import typographie


def resumer_erreurs(parent: ET.Element, erreurs: Iterable[Erreur], formulaire: str) -> None:
    """A title that counts the errors, then each with its link to the field; nothing where there is none.

    It takes the focus when the form was sent: hence its name and its `tabindex`.
    """
    dites = list(dict.fromkeys(erreurs))
    if not dites:
        return
    titre = f"{formulaire}-erreurs"
    bloc = ajouter(parent, "div", "resume-erreurs")
    bloc.attrib |= {"role": "group", "tabindex": "-1", "aria-labelledby": titre}
    mots = "Une réponse est à corriger" if len(dites) == 1 else f"{len(dites)} réponses sont à corriger"
    contenu = ajouter(bloc, "div")  # announced as a whole once the form was sent, beside the focus that goes to `bloc`
    ajouter(contenu, "p", "resume-erreurs-titre", typographie(mots)).set("id", titre)
    liste = ajouter(contenu, "ul", "erreurs")
    for erreur in dites:
        lien = ajouter(ajouter(liste, "li"), "a")
        lien.set("href", f"#{formulaire}-{erreur.champ}")
        if erreur.nom:  # marked, for the field to show the rest under its own label
            ajouter(lien, "span", "erreur-champ", erreur.nom).tail = erreur.message.removeprefix(erreur.nom)
        else:
            lien.text = erreur.message
