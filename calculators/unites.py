"""The words that people write after a number, as a form shows them or as a sheet says them."""

from __future__ import annotations

import re
from fractions import Fraction

from calculators.nombres import accorder

_MOTS = re.compile(
    r"(?<=[\d\s])(?:personnes?|pers\.?|allocataires?|b[ée]n[ée]ficiaires?|participants?|enfants?|ans?|ann[ée]es?|rdv"
    r"|rendez-vous|pr[ée]sents?|pr[ée]vus?|suivis?|mesures?|contrats?|renouvellements?|ruptures?|couples?|s[ée]ances?)$"
)
_PAR = re.compile(r"\s*(?:/|par)\s*[a-zéè]+$")


def sans_unite(brut: str, type_: str, nom: str) -> str:
    """« 8 prévus » → « 8 », « 400 € par jour » → « 400 € »: the words that people write after a number."""
    net = brut.strip()
    bas = net.lower()
    if type_ == "montant":
        return net[: len(_PAR.sub("", bas))]
    for mot in (nom.lower(), accorder(nom.lower(), Fraction(1))):
        reste = bas.removesuffix(mot).rstrip()
        if mot and reste != bas and reste and not reste[-1].isalpha():
            return reste
    return net[: len(_MOTS.sub("", bas).rstrip())] if type_ in ("entier", "nombre", "liste_entiers") else brut
