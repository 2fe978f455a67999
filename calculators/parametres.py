"""The parameters of a mechanism: declared once, read by the loader, listed by the documentation.

A mechanism declares `plafond = quantite("the most that is paid")`; the same declaration reads the sheet's YAML,
reports what is wrong in it, and describes the parameter to whoever writes a sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from calculators.choix import Choix
from calculators.quantites import Expression
from calculators.temps import dire_unites, lire_temps

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur

Chemin = tuple[str | int, ...]
OBLIGATOIRE: Any = object()
"""Default of a parameter that a rule must give."""
TEXTE = "un texte"
"""How an author writes words shown to the reader, which no rule takes for a key."""


@dataclass(frozen=True)
class Parametre:
    """A parameter: how it is read from the sheet, what it means and how it is written, what it is while not given."""

    lecture: Callable[[Chargeur, Any, Chemin], Any]
    aide: str
    forme: str
    """How an author writes it, in the words of the reference."""
    defaut: Any = OBLIGATOIRE
    elements: Mapping[str, Parametre] = field(default_factory=dict)
    """The parameters of each of its elements, where it is a list of small objects."""
    donne: bool = False
    """Whether it holds the key of a value that the rule gives."""

    @property
    def obligatoire(self) -> bool:
        """Whether a rule must give it."""
        return self.defaut is OBLIGATOIRE

    @property
    def est_texte(self) -> bool:
        """Whether it holds words shown to the reader."""
        return self.forme == TEXTE


def quantite(aide: str, defaut: Any = OBLIGATOIRE) -> Any:
    """A number: literal with its unit, key, reading or nested mechanism."""
    return Parametre(lambda c, brut, ou: c.expression(brut, ou), aide, "un nombre", defaut)


def temps(
    aide: str, defaut: Any = OBLIGATOIRE, unites: tuple[str, ...] = ("mois", "ans"), fraction: bool = False
) -> Any:
    """A length of time in one of `unites`: a literal, a key or a nested mechanism; years are given in months.

    Whole, unless it may be a `fraction`.
    """
    forme = f"une durée {dire_unites(unites)}"
    return Parametre(lambda c, brut, ou: lire_temps(c, brut, ou, unites, fraction), aide, forme, defaut)


def quantites(aide: str) -> Any:
    """A list of numbers."""

    def lire(c: Chargeur, brut: Any, ou: Chemin) -> list[Expression]:
        return [c.expression(element, (*ou, rang)) for rang, element in enumerate(c.liste(brut, ou))]

    return Parametre(lire, aide, "une liste de nombres")


def choix(aide: str, *mots: str, defaut: str) -> Any:
    """One of a few words, fixed by the text or left to a hypothesis."""
    forme = f"un mot : {', '.join(mots)} (ou une hypothèse)"
    return Parametre(lambda c, brut, ou: c.choix(brut, ou, mots), aide, forme, Choix(defaut))


def convention() -> Any:
    """How a length in months ends: the eve of the same day, or that day itself."""
    return choix("comment s’achève une durée en mois", "veille", "meme_quantieme", defaut="veille")


def texte(aide: str, defaut: Any = OBLIGATOIRE) -> Any:
    """Words shown to the reader; the name of those that name a value ends in `libelle`."""
    return Parametre(lambda c, brut, ou: c.texte(brut, ou), aide, TEXTE, defaut)


def bascule(aide: str) -> Any:
    """Oui or non; non while not given."""
    return Parametre(lambda c, brut, ou: c.bascule(brut, ou), aide, "oui ou non", False)


def entree(aide: str, types: tuple[str, ...] = ()) -> Any:
    """The key of a value that the rule reads by itself: a list, an answer, a number; a field is of one of `types`."""
    return Parametre(lambda c, brut, ou: c.cle_connue(brut, ou, types=types), aide, "une clé de champ ou de valeur")


def entree_date(aide: str, defaut: Any = OBLIGATOIRE) -> Any:
    """The key of a date: a field of that type, or what an earlier rule computed."""
    return Parametre(lambda c, brut, ou: c.cle_connue(brut, ou, types=("date",)), aide, "la clé d’une date", defaut)


def date_ou_cle(aide: str) -> Any:
    """A day, or the key of one; it may be left out."""
    return Parametre(lambda c, brut, ou: c.date_ou_cle(brut, ou), aide, "une date, ou la clé d’une date", None)


def depot(aide: str) -> Any:
    """The key of a field that the rule fills for the rules after it."""
    return Parametre(lambda c, brut, ou: c.cle_connue(brut, ou, lue=False), aide, "la clé d’un champ")


def sortie(aide: str, defaut: Any = "") -> Any:
    """The key under which a value is given; empty, it is not."""
    return Parametre(lambda c, brut, ou: c.sortie(brut, ou), aide, "une clé de votre choix", defaut, donne=True)


def jour(aide: str, defaut: Any = OBLIGATOIRE) -> Any:
    """A date."""

    return Parametre(lambda c, brut, ou: c.date(brut, ou), aide, "une date", defaut)


def elements(aide: str, **parametres: Parametre) -> Any:
    """A list of small objects of the same shape (milestones, periods)."""

    def lire(c: Chargeur, brut: Any, ou: Chemin) -> list[SimpleNamespace]:
        return [
            SimpleNamespace(**lire_parametres(c, element, (*ou, rang), parametres))
            for rang, element in enumerate(c.liste(brut, ou))
        ]

    return Parametre(lire, aide, "une liste ; chaque élément a :", elements=parametres)


def structure(aide: str, forme: str, lecture: Callable[[Chargeur, Any, Chemin], Any], defaut: Any = OBLIGATOIRE) -> Any:
    """A parameter of its own shape (a tree of conditions, a list of codes)."""
    return Parametre(lecture, aide, forme, defaut)


def lire_parametres(
    chargeur: Chargeur, brut: Any, chemin: Chemin, parametres: Mapping[str, Parametre]
) -> dict[str, Any]:
    """Every parameter of an object, read or defaulted; what is unknown or missing is reported."""
    objet = chargeur.objet(brut, chemin, tuple(parametres))
    lus = {}
    for nom, parametre in parametres.items():
        if nom in objet:
            lus[nom] = parametre.lecture(chargeur, objet[nom], (*chemin, nom))
            continue
        if parametre.obligatoire:
            chargeur.signaler(chemin, f"« {nom} » manque ; donnez {parametre.aide}")
        lus[nom] = None if parametre.obligatoire else parametre.defaut
    return lus
