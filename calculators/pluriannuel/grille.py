"""The part `pluriannuel` of a sheet, read: its years, its expenses, its funders, who takes the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from calculators.chargement.chargeur import Chargeur
from calculators.nombres import separer_unite
from calculators.parametres import Chemin
from calculators.typographie import guillemets, typographie

NOM = "pluriannuel"
CLES = ("intro", "annees", "depenses", "financeurs", "reste", "exemple", "regles")
CALCULEES = ("finances", "reste")
"""What the table itself gives each year, which the rules may read."""
RANGEE = ("cle", "libelle", "citation", "montants")
_RESERVEES = ("plafond", "total")
DEPENSES = ("libelle", "citation", "montants", "dont")
RESTE = ("libelle", "citation")
ANNEES_MAX = 8


@dataclass(frozen=True)
class Rangee:
    """A row: an expense or a funder, and what the sheet itself says of some of its years."""

    cle: str
    libelle: str
    citation: str = ""
    montants: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Year → the amount as the sheet writes it, and its clause."""


@dataclass(frozen=True)
class Grille:
    """The table that the reader fills: its years and its rows."""

    intro: str
    annees: tuple[str, ...]
    citation: str
    depenses: Rangee
    dont: tuple[Rangee, ...]
    """Parts of the expenses, which the reader may detail."""
    financeurs: tuple[Rangee, ...]
    reste: Rangee
    """Who takes what remains."""
    exemple: Mapping[str, str]
    """Cell → what the default case types there; the sheet's own amounts among them."""

    @property
    def rangees(self) -> tuple[Rangee, ...]:
        """The rows of the form, in order."""
        return (self.depenses, *self.dont, *self.financeurs)

    @property
    def demandees(self) -> tuple[Rangee, ...]:
        """The rows without which a year is not complete."""
        return (self.depenses, *self.financeurs)


SANS_GRILLE = Grille("", (), "", Rangee("", ""), (), (), Rangee("", ""), {})
"""Of a sheet that names neither years nor funders."""


def case(cle: str, annee: str) -> str:
    """The key of a cell."""
    return f"{cle}_{annee}"


def lire_grille(c: Chargeur, brut: Mapping[str, Any]) -> Grille:
    """The grid that the part of a sheet describes; faults go to the loader."""
    for nom in ("annees", "depenses", "financeurs", "reste"):
        if nom not in brut:
            c.signaler((NOM,), f"« {nom} » manque à la partie pluriannuelle ; donnez-le")
    annees, citation = _annees(c, brut.get("annees", {}), (NOM, "annees"))
    depenses = dict(c.objet(brut.get("depenses", {}), (NOM, "depenses"), DEPENSES))
    dont = depenses.pop("dont", None)
    reste = c.objet(brut.get("reste", {}), (NOM, "reste"), RESTE)
    grille = Grille(
        typographie(c.texte(brut.get("intro", ""), (NOM, "intro"))),
        annees,
        citation,
        _rangee(c, {"libelle": "Dépenses", **depenses, "cle": "depenses"}, annees, (NOM, "depenses")),
        _rangees(c, dont, annees, (NOM, "depenses", "dont")) if dont is not None else (),
        _rangees(c, brut.get("financeurs"), annees, (NOM, "financeurs")),
        _rangee(c, {**reste, "cle": "reste"}, annees, (NOM, "reste")),
        {},
    )
    vues: set[str] = set()
    for rangee in grille.rangees:
        if rangee.cle in vues or rangee.cle in (*CALCULEES, *_RESERVEES):
            c.signaler((NOM,), f"deux lignes ont la clé {guillemets(rangee.cle)} ; donnez-en une autre")
        vues.add(rangee.cle)
    return replace(grille, exemple=_exemple(c, brut.get("exemple", {}), grille))


def _annees(c: Chargeur, brut: Any, ou: Chemin) -> tuple[tuple[str, ...], str]:
    objet = c.objet(brut, ou, ("de", "a", "citation"))
    bouts = []
    for nom in ("de", "a"):
        mot = c.texte(objet.get(nom, ""), (*ou, nom))
        bouts.append(int(mot) if len(mot) == 4 and mot.isascii() and mot.isdigit() else 0)
    citation = c.texte(objet.get("citation", ""), (*ou, "citation"))
    if not citation:
        c.signaler(ou, "« citation » manque aux années ; donnez la clause de la fiche, mot pour mot")
    debut, fin = bouts
    if not debut or not debut <= fin < debut + ANNEES_MAX:
        c.signaler(ou, f"de {ANNEES_MAX} années au plus, la première puis la dernière ; écrivez « de: 2019, a: 2022 »")
        return (), citation
    return tuple(str(annee) for annee in range(debut, fin + 1)), citation


def _rangees(c: Chargeur, brut: Any, annees: tuple[str, ...], ou: Chemin) -> tuple[Rangee, ...]:
    return tuple(_rangee(c, un, annees, (*ou, rang)) for rang, un in enumerate(c.liste(brut, ou)))


def _rangee(c: Chargeur, brut: Any, annees: tuple[str, ...], ou: Chemin) -> Rangee:
    objet = c.objet(brut, ou, RANGEE)
    for nom in ("cle", "libelle"):
        if nom not in objet:
            c.signaler(ou, f"« {nom} » manque à cette ligne ; donnez-le")
    montants = {}
    bruts = c.objet(objet.get("montants", {}), (*ou, "montants"), annees)
    for annee, un in bruts.items():
        dit = c.objet(un, (*ou, "montants", annee), ("montant", "citation"))
        for nom in ("montant", "citation"):
            if nom not in dit:
                c.signaler((*ou, "montants", annee), f"« {nom} » manque à ce montant ; donnez-le")
        montants[annee] = _montant(c, dit, (*ou, "montants", annee))
    return Rangee(
        c.sortie(objet.get("cle", "x"), (*ou, "cle")),
        typographie(c.texte(objet.get("libelle", "x"), (*ou, "libelle"))),
        c.texte(objet.get("citation", ""), (*ou, "citation")),
        montants,
    )


def _montant(c: Chargeur, dit: Mapping[str, Any], ou: Chemin) -> tuple[str, str]:
    montant, citation = (c.texte(dit.get(nom, ""), (*ou, nom)) for nom in ("montant", "citation"))
    if montant and separer_unite(montant)[1] != "€":
        c.signaler((*ou, "montant"), "un montant en euros est attendu ici ; écrivez « 1 200,50 € »")
    return montant, citation


def _exemple(c: Chargeur, brut: Any, grille: Grille) -> dict[str, str]:
    dits = {case(r.cle, a): separer_unite(m)[0] for r in grille.rangees for a, (m, _) in r.montants.items()}
    objet = c.objet(brut, (NOM, "exemple"), [r.cle for r in grille.rangees])
    for cle, valeurs in objet.items():
        for annee, valeur in c.objet(valeurs, (NOM, "exemple", cle), grille.annees).items():
            dits[case(cle, annee)] = c.texte(valeur, (NOM, "exemple", cle, annee))
    return dits
