"""The part `pluriannuel` of a sheet, unfolded into one plain calculator.

A row is a field a year (`etat`, 2019 → `etat_2019`). What the sheet says of rows becomes the rules that every
calculator has, once a year: the same mechanisms compute, check and quote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from calculators.chargement.chargeur import Chargeur
from calculators.erreurs import Probleme, plus_proche
from calculators.mecanisme import MECANISMES, Mecanisme
from calculators.parametres import Chemin, Parametre
from calculators.pluriannuel.grille import CALCULEES, CLES, NOM, Grille, case, lire_grille
from calculators.typographie import guillemets


@dataclass(frozen=True)
class Deploiement:
    """A grid, and the calculator that it unfolds into, as plain data."""

    grille: Grille
    donnees: Mapping[str, Any]
    origines: tuple[Chemin, ...]
    """Rank of a rule → where the sheet says it."""

    def situer(self, problemes: list[Probleme]) -> list[Probleme]:
        """Faults of the unfolded rules, where the sheet's author can mend them; once, not once a year."""
        places = []
        for probleme in problemes:
            tete, suite = probleme.chemin[1:3], probleme.chemin[3:]
            if len(tete) == 2 and tete[0] == "regles" and isinstance(tete[1], int):
                places.append(Probleme((*self.origines[tete[1]], *suite), probleme.message))
            else:
                places.append(Probleme(probleme.chemin[:1], probleme.message))
        return list({p.chemin: p for p in reversed(places)}.values())[::-1]


def deployer(c: Chargeur, brut: Any) -> Deploiement:
    """Read the part `pluriannuel` of a sheet and unfold it; faults go to the loader."""
    objet = c.objet(brut, (NOM,), CLES)
    avant = len(c.problemes)
    grille = lire_grille(c, objet)
    du_texte = list(_regles_du_texte(c, objet.get("regles"), grille))
    # A faulty table is told once, not again by each of its sums.
    du_tableau = list(_regles_du_tableau(grille)) if len(c.problemes) == avant else []
    regles = [*du_tableau, *du_texte]
    champs = {
        case(r.cle, a): {"type": "montant", "libelle": f"{r.libelle}, {a}"}
        | ({"facultatif": "oui"} if r in grille.dont else {})
        for r in grille.rangees
        for a in grille.annees
    }
    totaux = ("reste", "finances", *(r.cle for r in grille.rangees))
    donnees = {
        "champs": champs,
        "exemple": grille.exemple,
        "resultat": [case("total", cle) for cle in totaux] if len(c.problemes) == avant else [],
        "regles": [regle for _, regle in regles],
    }
    return Deploiement(grille, donnees, tuple(chemin for chemin, _ in regles))


def _regles_du_texte(c: Chargeur, brut: Any, grille: Grille) -> Iterator[tuple[Chemin, Mapping[str, Any]]]:
    """What the sheet states: its amounts, then its own rules, each replayed for its years."""
    for rangee in grille.rangees:
        for annee, (montant, citation) in rangee.montants.items():
            bornes = {"valeur": case(rangee.cle, annee), "minimum": montant, "maximum": montant, "citation": citation}
            yield (NOM,), {"genre": "bornes", **bornes}
    cles = {*(r.cle for r in grille.rangees), *CALCULEES}
    for rang, regle in enumerate(c.liste(brut, (NOM, "regles")) if brut is not None else ()):
        ou = (NOM, "regles", rang)
        if not isinstance(regle, Mapping):
            yield ou, regle
            continue
        cles |= {str(regle[nom]) for nom in _mecanisme(regle).sorties if nom in regle}
        siennes = c.textes(regle["annees"], (*ou, "annees")) if "annees" in regle else grille.annees
        for annee in siennes:
            if annee in grille.annees:
                yield ou, _dater({nom: v for nom, v in regle.items() if nom != "annees"}, annee, cles, {})
            else:
                suite = plus_proche(annee, grille.annees)
                c.signaler((*ou, "annees"), f"année inconnue {guillemets(annee)} ; {suite}")


def _mecanisme(regle: Mapping[str, Any]) -> type[Mecanisme]:
    return MECANISMES.get(str(regle.get("genre")), Mecanisme)


def _dater(brut: Any, annee: str, cles: set[str], declares: Mapping[str, Parametre], nom: str = "") -> Any:
    """The same rule for one year: a row stands for its cell of that year, the key of a rule for what it gave then.

    Words are no keys; those that name a value (`libelle`, `ecart_libelle`…) say the year. What a condition or a table
    holds under the name of a parameter of its rule (its `libelle`, its `citation`) is the same thing.
    """
    if isinstance(brut, Mapping):
        declares = {**declares, **_mecanisme(brut).parametres}
        return {cle: _dater(valeur, annee, cles, declares, cle) for cle, valeur in brut.items()}
    parametre = declares.get(nom)
    if isinstance(brut, list):
        declares = {**declares, **parametre.elements} if parametre else declares
        return [_dater(element, annee, cles, declares, nom) for element in brut]
    if parametre and parametre.est_texte:
        return f"{brut}, {annee}" if nom.endswith("libelle") else brut
    if isinstance(brut, str) and nom not in ("genre", "hypotheses") and (brut in cles or nom == "cle"):
        return case(brut, annee)
    return brut


def _regles_du_tableau(grille: Grille) -> Iterator[tuple[Chemin, Mapping[str, Any]]]:
    """What any such table computes: by year what is funded and what remains, then the totals of the known cells."""
    cite = {"citation": grille.citation}
    reste = {"citation": grille.reste.citation or grille.citation}
    for a in grille.annees:
        parts = [case(r.cle, a) for r in grille.financeurs]
        depense, finances = case("depenses", a), case("finances", a)
        connues = {"genre": "somme", "connus": "oui", "termes": [*parts, "0 €"]}
        toutes = {"genre": "somme", "termes": parts}
        for regle in (
            {
                "genre": "somme",
                "cle": finances,
                "libelle": f"Financements connus, {a}",
                "connus": "oui",
                "termes": parts,
            },
            {"genre": "difference", "cle": case("plafond", a), "de": depense, "moins": connues}
            | {"libelle": f"{grille.reste.libelle}, au plus, {a}"},
            {"genre": "difference", "cle": case("reste", a), "de": depense, "moins": toutes}
            | reste
            | {"libelle": f"Reste ({grille.reste.libelle}), {a}"},
            # What one year has too much of pays for no other year: to look at, though each line adds up.
            {"genre": "bornes", "valeur": finances, "maximum": depense, "portee": "verification"},
        ):
            yield (NOM,), cite | regle
        if grille.dont:
            detail = {"genre": "somme", "connus": "oui", "termes": [case(r.cle, a) for r in grille.dont]}
            controle = {"genre": "bornes", "valeur": detail, "maximum": depense, "portee": "conseil"}
            yield (NOM,), cite | controle | {"libelle": f"Somme du détail des dépenses, {a}"}
    for cle, libelle in (
        *((r.cle, r.libelle) for r in grille.rangees),
        ("finances", "Financements connus"),
        ("reste", f"Reste ({grille.reste.libelle})"),
    ):
        termes: list[Any] = [case(cle, a) for a in grille.annees]
        if cle == "reste":  # a year in surplus leaves nothing to pay, and pays for no other
            termes = [{"genre": "maximum", "valeurs": [terme, "0 €"]} for terme in termes]
        total = {"genre": "somme", "cle": case("total", cle), "libelle": f"{libelle}, total", "connus": "oui"}
        yield (NOM,), cite | total | {"termes": termes}
