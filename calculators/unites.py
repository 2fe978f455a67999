"""The words that people write after a number, as a form shows them or as a sheet says them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from calculators.nombres import accorder
from calculators.typographie import plier

if TYPE_CHECKING:
    from calculators.champs import Champ

_MOT = re.compile(r"(?<=[\d\s])([a-zà-ÿœ]+(?:-[a-zà-ÿœ]+)?)\.?$")
_PAR = re.compile(r"\s*(?:/|par)\s*([a-zà-ÿœ]+)$")
_TETES = ("personne", "pers", "allocataire", "beneficiaire", "participant")
"""Whoever is counted, these words say no more than the number."""
_AUTREMENT = {"rdv": "rendez-vous", "an": "annee", "jour": "journee"}


def sans_unite(brut: str, champ: Champ) -> str:
    """« 8 prévus » → « 8 », « 400 € par jour » → « 400 € »: a number without the words that its field says already.

    What is of another thing (« 6 ans » of people, « par semaine » of a daily cost) stays, and is refused.
    """
    net = brut.strip()
    bas = net.lower()
    if champ.type == "montant":
        par = _PAR.search(bas)
        return net[: par.start()] if par and _dit(champ, par[1]) else net
    nom = champ.nom_unite.lower()
    for mot in (nom, accorder(nom, Fraction(1))):
        reste = bas.removesuffix(mot).rstrip()
        if mot and reste != bas and reste and not reste[-1].isalpha():
            return reste
    suffixe = _MOT.search(bas) if champ.type in ("entier", "nombre", "liste_entiers") else None
    return net[: suffixe.start()].rstrip() if suffixe and _dit(champ, suffixe[1]) else net


def _dit(champ: Champ, mot: str) -> bool:
    """Whether a word is one of the field's own, or of those that name anyone."""
    singulier = plier(mot).rstrip("s")
    siens = plier(f"{champ.libelle} {champ.nom_unite} {champ.cle}")
    return singulier in _TETES or any(forme in siens for forme in (singulier, _AUTREMENT.get(singulier, singulier)))
