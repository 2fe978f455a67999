"""The fields of a form: what each asks for, how it is shown, what it accepts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from calculators.dates import formater_date
from calculators.erreurs import SaisieInvalide
from calculators.nombres import accorder, formater_montant, formater_nombre
from calculators.saisie import AUCUN, AUCUNE, INCONNU, LECTEURS, Valeur
from calculators.typographie import INSECABLE, en_suite

_UNITES = {
    "montant": "€",
    "pourcentage": "%",
    "mois": "mois",
    "semaines": "semaines",
    "jours": "jours",
    "heures": "heures",
}
NOMBRES = ("entier", "montant", "pourcentage", "nombre", "mois", "semaines", "jours", "heures")
"""Types of fields that hold one number."""
SANS_NOMBRE = tuple(type_ for type_ in LECTEURS if type_ not in NOMBRES)
"""Types of fields that hold no number."""
_DE_PERSONNE = ("oui_non", "choix", "choix_multiples", "entier")


@dataclass(frozen=True)
class Champ:
    """One field: its key, how it is asked, and what it accepts."""

    cle: str
    type: str
    """One of `calculators.saisie.LECTEURS`."""
    libelle: str
    aide: str = ""
    facultatif: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    """Word → its label, for the two types of choice."""
    positif: bool = False
    """Durations, targets and denominators are above 0; counts, days and amounts may be 0."""
    maximum: Fraction | None = None
    defaut: str = ""
    """The value that the sheet itself gives, used while the reader gives none."""
    exclut: tuple[str, ...] = ()
    """Fields that can't be given together with this one."""
    sauf: str = ""
    """Field whose presence makes this one superfluous; without it, this one is required."""
    nom_unite: str = ""
    """Word shown after the number (« présents »); by default the unit of the type."""
    noms_propres: bool = False
    """Whether the answers are names, which keep their capital within a sentence (communes, organisations)."""

    @cached_property
    def unite(self) -> str:
        """The unit of the value, as a sentence shows it."""
        return self.nom_unite or self.unite_saisie

    @property
    def unite_a_cote(self) -> str:
        """The unit to write beside the field: none where the question opens on it (« Personnes accompagnées »)."""
        deja = re.match(rf"(nombre d(e |['’]))?{re.escape(self.unite)}\b", self.libelle, re.IGNORECASE)
        return "" if self.unite and deja else self.unite

    @property
    def unite_saisie(self) -> str:
        """The unit that may be typed after the number."""
        return _UNITES.get(self.type, "")

    def lire(self, brut: object) -> Valeur | None:
        """The value typed, `None` where nothing was. Raises `SaisieInvalide`, with this field's key."""
        vide = isinstance(brut, str) and not brut.strip()
        if brut is None or vide or (brut == [] and self.type in ("liste_entiers", "periodes")):
            return None
        try:
            if isinstance(brut, str) and brut.strip().lower() == INCONNU and self.type in _DE_PERSONNE:
                return INCONNU
            return LECTEURS[self.type](self, brut)
        except SaisieInvalide as erreur:
            erreur.champ = self.cle
            raise

    def lire_ou_rien(self, brut: object) -> Valeur | None:
        """The same; `None` too where it can't be used."""
        try:
            return self.lire(brut)
        except SaisieInvalide:
            return None

    def ecrire(self, valeur: Valeur | None) -> str:
        """What was entered, as a sentence quotes it."""
        if isinstance(valeur, Fraction):
            return formater_nombre(valeur) + (INSECABLE + accorder(self.unite, valeur) if self.unite else "")
        if isinstance(valeur, date):
            return formater_date(valeur)
        if isinstance(valeur, tuple):
            return ", ".join(self.options.get(str(v), str(v)) for v in valeur) or AUCUNE
        if valeur is None or valeur == INCONNU:
            return "non renseigné" if valeur is None else "je ne sais pas"
        return self.options.get(valeur, valeur)

    def repondre(self, valeur: Valeur | None) -> str:
        """The same as an answer within a sentence: no capital opens it; an amount has its cents, as everywhere; a bare
        count of 0 is « aucun »."""
        if isinstance(valeur, Fraction) and self.unite == "€":
            return formater_montant(valeur)
        if isinstance(valeur, tuple) and valeur:
            return ", ".join(self.nommer(str(mot)) for mot in valeur)
        if valeur == 0 and self.type == "entier" and not self.unite:
            return AUCUN
        dite = self.ecrire(valeur)
        return dite if self.noms_propres and valeur in self.options else en_suite(dite)

    def nommer(self, mot: str) -> str:
        """The words of one of the answers offered, within a sentence."""
        nom = self.options.get(mot, mot)
        return nom if self.noms_propres else en_suite(nom)


def lire_saisies(champs: Mapping[str, Champ], entrees: Mapping[str, Any]) -> dict[str, Valeur]:
    """What was given to the fields of a form. Raises `SaisieInvalide` on the first value that can't be used."""
    lues = {cle: champ.lire(entrees.get(cle)) for cle, champ in champs.items()}
    return {cle: valeur for cle, valeur in lues.items() if valeur is not None}
