"""A rule as the engine reads it, in words: each parameter by what its mechanism says of it, each key by its label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import Any

from calculators import MECANISMES, Champ, formater_date, lire_date, typographie
from calculators.conditions import COMPARAISONS, DATES
from calculators.hypotheses import Hypothese
from calculators.limites import DIRE_JOURS
from calculators.parametres import TEXTE, Parametre
from calculators.typographie import enumerer, plier

Clauses = list[tuple[str, str]]
"""What is said of a parameter, and what the sheet gives it."""

_COMMUNS = ("genre", "cle", "unite", "libelle", "citation", "hypotheses", "du", "au", "conditions", "prioritaires")
"""What the page says elsewhere, or what only names a value."""
_OPERATIONS = {
    "produit": ("facteurs", " × "),
    "somme": ("termes", " + "),
    "difference": (("de", "moins"), " − "),
    "quotient": (("numerateur", "denominateur"), " ÷ "),
    "taux": (("numerateur", "denominateur"), " ÷ "),
}
"""The mechanisms that a sign says."""
_SIGNES = {nom: signe for nom, signe in _OPERATIONS.values() if isinstance(nom, str)}
GROUPES = {"tous": "toutes", "un": "une au moins", "aucun": "aucune", "parmi": "au moins"}
_ACCENTUES = (
    *("années", "barème", "coupé", "durée", "inférieur", "linéaire", "même", "plafonnée"),
    *("présents", "quantième", "supérieur", "vérification"),
)
"""The words of the engine that are shown, as a reader writes them."""
_ACCENTS = {plier(mot): mot for mot in _ACCENTUES}
_BASCULE = "oui ou non"
_JOUR = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Lecture:
    """What the keys of a calculator are called, and what its hypotheses' readings are."""

    brut: Mapping[str, Any]
    """The calculator, as its sheet writes it."""
    champs: Mapping[str, Champ] = field(default_factory=dict)
    hypotheses: Mapping[str, Hypothese] = field(default_factory=dict)
    noms: dict[str, str] = field(default_factory=dict)
    caches: dict[str, str] = field(default_factory=dict)
    """Key of a value that the calculator doesn't show → what stands for it here."""

    def __post_init__(self) -> None:
        for objet in _objets(self.brut):
            cle, libelle = objet.get("cle"), objet.get("libelle")
            if isinstance(cle, str) and libelle:
                self.noms[cle] = str(libelle)
            elif isinstance(cle, str) and "genre" in objet:
                self.caches[cle] = f"valeur {_lettre(len(self.caches))}"
            self.noms.update(_transmises(objet))
        for cle, objet in self.brut.items():
            if isinstance(objet, Mapping) and "libelle" in objet:
                self.noms[cle] = str(objet["libelle"])
        self.noms.update({cle: champ.libelle for cle, champ in self.champs.items()})
        self.noms.update(self.caches)
        for objet in _objets(self.brut):  # what passes a value on, where it is admitted, gives no other
            if isinstance(retenue := objet.get("retenue"), str):
                self.noms[retenue] = self.dire(objet.get("valeur", ""))

    def nom(self, brut: Mapping[str, Any]) -> str:
        """What a rule without a label gives or bears on: the first of its parameters that is the key of something."""
        return next((self.noms[v] for v in brut.values() if isinstance(v, str) and v in self.noms), "")

    def parametres(self, brut: Mapping[str, Any], declares: Mapping[str, Parametre]) -> Clauses:
        """What the sheet gives to each parameter, in the order in which it gives them."""
        return [
            (_quoi(nom, declares.get(nom)), self.dire(valeur, nom, declares.get(nom)))
            for nom, valeur in brut.items()
            if nom not in _COMMUNS and not _muet(nom, brut, declares)
        ]

    def condition(self, brut: Mapping[str, Any]) -> Clauses:
        """What a condition asks, and what it expects."""
        if groupe := next((nom for nom in GROUPES if nom in brut), ""):
            combien = f"{GROUPES[groupe]} {brut['au_moins']}" if groupe == "parmi" else GROUPES[groupe]
            return [(f"{combien} de ces conditions", " ; ".join(str(self._nommer(c)) for c in brut[groupe]))]
        champ = self.champs.get(str(brut.get("champ")))
        mots = brut.get("attendu", [])
        mots = [mots] if isinstance(mots, str) else list(mots)
        dits = [("attendu", enumerer([champ.nommer(mot) if champ else mot for mot in mots], "ou"))] if mots else []
        dits += [(_mot(nom), self.dire(brut[nom])) for nom in (*COMPARAISONS, *DATES) if nom in brut]
        selon = brut.get("selon", {})
        dits += [(f"selon {code}", champ.nommer(mot) if champ else mot) for mot, code in selon.items()]
        return [("question", self.dire(str(brut.get("champ")))), *dits]

    def dire(self, brut: Any, nom: str = "", parametre: Parametre | None = None) -> str:
        """A quantity, a choice, a list of them, a nested rule, as a sentence says it."""
        if isinstance(brut, str):
            return self._dire_mot(brut, parametre)
        if isinstance(brut, Sequence):
            if parametre and parametre.elements:
                return " ; ".join(self._element(e, parametre.elements) for e in brut)
            return _SIGNES.get(nom, " ; ").join(self._groupe(e) if nom in _SIGNES else self.dire(e) for e in brut)
        if isinstance(brut.get("selon"), str):
            lectures = self.hypotheses[brut["selon"]].lectures
            cas = (f"{libelle}\u00a0: {self.dire(brut[mot])}" for mot, libelle in lectures.items() if mot in brut)
            return f"selon {brut['selon']} ({' ; '.join(cas)})"
        if "a_demander" in brut:
            return self.dire(str(brut.get("champ", brut["a_demander"])))
        if "genre" in brut:
            return self._regle(brut)
        if "champ" in brut or set(brut) & set(GROUPES):
            return " ; ".join(f"{quoi}\u00a0: {dit}" for quoi, dit in self.condition(brut))
        return " ; ".join(f"{self.dire(cle)}\u00a0: {self.dire(valeur)}" for cle, valeur in brut.items())

    def _dire_mot(self, brut: str, parametre: Parametre | None) -> str:
        if brut in self.noms:
            return self.noms[brut]
        if brut in self.hypotheses:
            return f"selon {brut}"
        if _JOUR.fullmatch(brut):
            return formater_date(lire_date(brut))
        return _mot(brut) if parametre and parametre.forme.startswith(("un mot", "un de")) else typographie(brut)

    def _regle(self, brut: Mapping[str, Any]) -> str:
        """A rule nested in another: its sign where it has one, else its parameters."""
        genre = str(brut["genre"])
        noms, signe = _OPERATIONS.get(genre, ((), ""))
        if isinstance(noms, str):
            return self.dire(brut[noms], noms)
        if noms:
            return signe.join(self._groupe(brut[nom]) for nom in noms)
        dits = self.parametres(brut, MECANISMES[genre].parametres)
        return f"{_mot(genre)} ({' ; '.join(f'{quoi}\u00a0: {dit}' for quoi, dit in dits)})"

    def _groupe(self, brut: Any) -> str:
        """The same among others that a sign links."""
        dit = self.dire(brut)
        return f"({dit})" if isinstance(brut, Mapping) and brut.get("genre") in _OPERATIONS else dit

    def _element(self, brut: Any, declares: Mapping[str, Parametre]) -> str:
        """« Bilan à 3 mois (3 mois) »."""
        nom = str(brut.get("libelle", ""))
        dits = [
            f"{n} {self.dire(v)}" if n in ("du", "au") else self.dire(v, n, declares.get(n))
            for n, v in brut.items()
            if n in ("du", "au") or (n not in (*_COMMUNS, "mot") and not _muet(n, brut, declares, _BASCULE))
        ]
        return f"{nom} ({', '.join(dits)})" if nom and dits else nom or ", ".join(dits)

    def _nommer(self, condition: Any) -> str:
        return str(condition.get("libelle", "")) or self.dire(condition)


def _transmises(brut: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The keys that a rule gives besides its own, each with what it holds."""
    classe = MECANISMES.get(str(brut.get("genre")))
    if classe is None:
        return
    for nom in classe.sorties:
        if nom != "cle" and nom in brut:
            aide = re.sub("^la clé d(?:e |u )", "", classe.parametres[nom].aide).split(",")[0]
            yield str(brut[nom]), str(brut.get(f"{nom}_libelle", aide))


def _objets(brut: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(brut, Mapping):
        yield brut
        brut = list(brut.values())
    if isinstance(brut, list):
        for element in brut:
            yield from _objets(element)


def _quoi(nom: str, parametre: Parametre | None) -> str:
    return re.sub("^oui (?:si|pour) ", "", parametre.aide) if parametre else _mot(nom)


def _muet(nom: str, brut: Mapping[str, Any], declares: Mapping[str, Parametre], *tues: str) -> bool:
    """Whether a parameter only names what the rule gives, or only speaks to the reader of a result."""
    classe = MECANISMES.get(str(brut.get("genre")))
    dit = nom in declares and declares[nom].forme in (TEXTE, *tues)
    return dit or (classe is not None and nom in classe.sorties)


def _lettre(rang: int) -> str:
    """A, B… Z, A1, B1…"""
    return f"{ascii_uppercase[rang % 26]}{rang // 26 or ''}"


def _mot(brut: str) -> str:
    if brut in DIRE_JOURS:
        return typographie(DIRE_JOURS[brut])
    return " ".join(_ACCENTS.get(mot, mot) for mot in brut.split("_"))
