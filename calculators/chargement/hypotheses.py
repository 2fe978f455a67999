"""Reading a hypothesis from a sheet's YAML."""

from __future__ import annotations

from typing import Any

from calculators.chargement.champs import lire_mots
from calculators.chargement.chargeur import Chargeur
from calculators.hypotheses import Hypothese
from calculators.parametres import Chemin
from calculators.typographie import typographie

_HYPOTHESE = ("texte", "lectures", "retenue", "cles", "citation")


def lire_hypothese(c: Chargeur, code: str, brut: Any, ou: Chemin) -> Hypothese:
    """A hypothesis; faults go to the loader."""
    objet = c.objet(brut, ou, _HYPOTHESE)
    for nom in ("texte", "lectures"):
        if nom not in objet:
            c.signaler(ou, f"« {nom} » manque à l'hypothèse ; donnez-le")
    lectures = lire_mots(c, objet.get("lectures", {}), (*ou, "lectures"))
    if objet.get("lectures") == {}:
        c.signaler(
            (*ou, "lectures"), "cette hypothèse n’a aucune lecture ; donnez les réponses possibles, une par ligne"
        )
    retenue = c.mot(objet["retenue"], (*ou, "retenue"), list(lectures)) if "retenue" in objet else ""
    cles = {
        c.mot(lecture, (*ou, "cles"), list(lectures)): c.sortie(cle, (*ou, "cles", lecture))
        for lecture, cle in lire_mots(c, objet.get("cles", {}), (*ou, "cles")).items()
    }
    if cles and (set(cles) != set(lectures) or len(set(cles.values())) < len(cles)):
        c.signaler((*ou, "cles"), "chaque lecture a sa clé ; donnez-en une différente à chacune")
    citation = c.texte(objet["citation"], (*ou, "citation")) if "citation" in objet else ""
    texte = typographie(c.texte(objet.get("texte", ""), (*ou, "texte")))
    return Hypothese(code, texte, lectures, retenue, cles, citation)
