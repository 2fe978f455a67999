"""The reference of authors, drawn from the code: every mechanism, type of field, known fact, index, status."""

from __future__ import annotations

import re
from collections.abc import Mapping
from inspect import getdoc
from typing import Any

from markupsafe import Markup, escape

import calculators.mecanismes
from calculators import MECANISMES, NOMS, STATUTS, Champ, Mecanisme, formater_montant, typographie
from calculators.choix import Choix
from calculators.faits import FAITS
from calculators.indices import INDICES
from calculators.mecanisme import MecanismeDeValeur
from calculators.parametres import Parametre
from calculators.saisie import LECTEURS
from site_src.gabarits import rendre
from site_src.sujets import QUESTIONS

FAMILLES = {
    "Amounts": "Donner un nombre ou un montant",
    "Modifiers": "Modifier ou partager un montant",
    "Checks": "Vérifier une limite ou une saisie",
    "Results": "Mesurer un résultat",
    "Time": "Compter le temps",
    "People": "Dire qui y a droit",
    "Silence": "Dire que la fiche se tait",
}
"""The families of the package's map (`python -m pydoc calculators.mecanismes`), in the reader's words."""

TYPES: Mapping[str, tuple[str, str, str]] = {
    "entier": ("un nombre entier, 0 compris", "12", "12,5"),
    "nombre": ("un nombre, avec ou sans décimales", "12,5", "douze"),
    "montant": ("un montant en euros, deux décimales au plus", "1 200,50 €", "1.200"),
    "pourcentage": ("un taux, de 0 à 100", "47 %", "101"),
    "mois": ("un nombre entier de mois", "6 mois", "6,5"),
    "semaines": ("un nombre entier de semaines", "26", "1,5"),
    "jours": ("des jours, par demi-journées", "10,5", "10,2"),
    "heures": ("des heures, avec ou sans décimales", "8,5 h", "8 h 30"),
    "date": ("une date", "31/12/2026", "31/02/2026"),
    "oui_non": ("oui, non ou inconnu", "oui", "peut-être"),
    "choix": ("un des mots de `options`, ou inconnu", "oui", "autre"),
    "choix_multiples": ("plusieurs mots de `options`, aucune, ou inconnu", "oui", "autre"),
    "liste_entiers": ("plusieurs nombres entiers", "8 ; 6 ; 7", "8 ; six"),
    "periodes": ("une période par ligne", "01/01/2026 au 30/06/2026", "janvier"),
}
"""Type of a field → what it accepts, an example, what it refuses (all three are tested)."""

_COMMUNS = (("Ce que toute règle accepte", Mecanisme), ("Une règle qui donne un nombre", MecanismeDeValeur))
_MOT = re.compile(r"`([^`]+)`|« ([a-z_]+(?:: ?\w+)?) »|\b([a-z]+(?:_[a-z0-9]+)+)\b")


def morceaux() -> dict[str, Markup]:
    """What hangs in the page `guides/regles/`, by token."""
    types = [
        (nom, Champ(nom, nom, nom).unite, en_code(TYPES[nom][0]), *TYPES[nom][1:]) for nom in LECTEURS if nom in TYPES
    ]
    indices = [
        (cle, indice.nom, [(v.depuis, formater_montant(v.montant), v.source) for v in indice.valeurs])
        for cle, indice in INDICES.items()
    ]
    return {
        "ref-mecanismes": rendre("mecanismes.html", familles=_familles(), communs=_communs()),
        "ref-types": rendre("reference_types.html", types=types),
        "ref-faits": rendre("reference_faits.html", faits=FAITS),
        "ref-indices": rendre("reference_indices.html", indices=indices),
        "ref-calculateurs": rendre("reference_mots.html", mots=[(nom, NOMS[nom], QUESTIONS[nom]) for nom in NOMS]),
        "ref-statuts": rendre("reference_mots.html", mots=[(nom, *STATUTS[nom]) for nom in STATUTS]),
    }


def documentation(genre: str) -> tuple[list[str], str]:
    """What a mechanism's docstring says, paragraph by paragraph, and its example of YAML."""
    sens, _, exemple = (getdoc(MECANISMES[genre]) or "").partition("Exemple :\n")
    lignes = exemple.rstrip().splitlines()
    return [" ".join(p.split()) for p in sens.strip().split("\n\n")], "\n".join(ligne[4:] for ligne in lignes)


def en_code(texte: str) -> Markup:
    """Our words for a reader, those that are typed in a sheet set as code."""
    morceaux, fin = [], 0
    for trouve in _MOT.finditer(texte):
        morceaux += [escape(typographie(texte[fin : trouve.start()])), Markup("<code>")]
        morceaux += [escape(trouve[1] or trouve[2] or trouve[3]), Markup("</code>")]
        fin = trouve.end()
    return Markup().join([*morceaux, escape(typographie(texte[fin:]))])


def _familles() -> list[tuple[str, list[dict[str, Any]]]]:
    """The mechanisms in the order of the package's map; one that it forgets comes last."""
    rangees: dict[str, list[str]] = {}
    famille = ""
    for ligne in (calculators.mecanismes.__doc__ or "").splitlines():
        if trouve := re.fullmatch(r"([A-Z]\w+)?\s+((?:`\w+`\s*)+)", ligne):
            famille = trouve[1] or famille
            rangees.setdefault(FAMILLES.get(famille, famille), []).extend(re.findall(r"\w+", trouve[2]))
    ranges = {genre for genres in rangees.values() for genre in genres}
    if oublies := [genre for genre in MECANISMES if genre not in ranges]:
        rangees["Et aussi"] = oublies
    return [(nom, [_mecanisme(genre) for genre in genres if genre in MECANISMES]) for nom, genres in rangees.items()]


def _mecanisme(genre: str) -> dict[str, Any]:
    classe = MECANISMES[genre]
    sens, exemple = documentation(genre)
    propres = {nom: p for nom, p in classe.parametres.items() if nom not in _noms_communs(classe)}
    return {
        "genre": genre,
        "resume": en_code(sens[0]),
        "sens": [en_code(paragraphe) for paragraphe in sens],
        "exemple": exemple,
        "imbricable": issubclass(classe, MecanismeDeValeur),
        "parametres": _parametres(propres),
        "citation": "" if not classe.citation_facultative else "La citation est facultative.",
    }


def _noms_communs(classe: type[Mecanisme]) -> set[str]:
    de_valeur = vars(MecanismeDeValeur) if issubclass(classe, MecanismeDeValeur) else {}
    return {nom for nom in (*vars(Mecanisme), *de_valeur) if isinstance(getattr(classe, nom, None), Parametre)}


def _communs() -> list[tuple[str, list[dict[str, Any]]]]:
    """The parameters of every rule, then those of the rules that give a number."""
    return [
        (titre, _parametres({nom: p for nom, p in vars(classe).items() if isinstance(p, Parametre)}))
        for titre, classe in _COMMUNS
    ]


def _parametres(parametres: Mapping[str, Parametre]) -> list[dict[str, Any]]:
    return [_parametre(nom, parametre) for nom, parametre in parametres.items()]


def _parametre(nom: str, parametre: Parametre) -> dict[str, Any]:
    """What the declaration of a parameter says."""
    defaut = parametre.defaut
    defaut = defaut.fixe if isinstance(defaut, Choix) else defaut if isinstance(defaut, str) else ""
    return {
        "nom": nom,
        "aide": en_code(parametre.aide),
        "forme": en_code(parametre.forme),
        "obligatoire": parametre.obligatoire,
        "defaut": defaut,
        "elements": _parametres(parametre.elements),
    }
