"""Fait un calcul d’une fiche et l’explique, clause à l’appui.

Une liste répète sa clé (presences=8 presences=6) ; une période s’écrit cer=2024-01-01/2024-06-30 ;
hypothese=H-DENOM:minimum_6 choisit une lecture là où la fiche est muette.

Le code de sortie est 0, quel que soit le verdict, ou 2 si une valeur saisie ne peut pas être lue.
Avec --jsonl, une demande par ligne est lue sur l’entrée, un résultat par ligne est écrit, dans le même ordre, et le
code de sortie est 0 dès que toutes ont une réponse.
"""

import argparse
import difflib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from calculators import Resultat, en_erreur
from calculators.typographie import guillemets
from catalogue import CatalogueInvalide
from catalogue.problemes import caches, montrable
from site_src.commandes import sorties
from site_src.commandes.fiches import FichesEnLecture
from site_src.commandes.resultat_texte import ecrire_resultat
from site_src.installation import RACINE

EXEMPLES = (
    "calc isere-2-5 financement cout_jour=400 jours=10 prevus=8 presents_moyens=6",
    "calc isere-2-5 financement cout_jour=400 prevus=8 presences=8 presences=6 hypothese=H-DENOM:minimum_6",
    "calc isere-2-3 duree debut=2024-03-01 duree_mois=6 --json",
    "calc --jsonl < demandes.jsonl",
)

_CLES = ("fiche", "calculateur", "entrees", "hypotheses")
_PERIODE = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")


def arguments(analyseur: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    analyseur.add_argument("fiche", nargs="?", metavar="FICHE", help="identifiant de la fiche, par exemple isere-2-5")
    analyseur.add_argument("calculateur", nargs="?", metavar="CALCULATEUR", help="financement, duree, eligibilite…")
    analyseur.add_argument("saisies", nargs="*", metavar="clé=valeur", help="ce que l’on sait")
    analyseur.add_argument("--json", action="store_true", help="répondre en JSON")
    analyseur.add_argument("--jsonl", action="store_true", help="lire une demande JSON par ligne sur l’entrée")
    analyseur.add_argument("--fiches", type=Path, metavar="DIR", help="dossier des fiches (catalogue/fiches)")


def executer(options: argparse.Namespace) -> int:
    """Compute and print; 0, or 2 on an input error."""
    fiches = FichesEnLecture(options.fiches or RACINE / "catalogue" / "fiches")
    if refus := fiches.refus():
        print(refus, file=sys.stderr)
        return 2
    if options.jsonl:
        if options.fiche:
            print("Avec --jsonl, les demandes se lisent sur l’entrée : n’en donnez pas d’autre.", file=sys.stderr)
            return 2
        for ligne in sys.stdin.buffer:
            if ligne.strip():
                print(_en_json(_repondre_ligne(fiches, ligne)), flush=True)
            if sorties.perdue():
                break
        return 0
    try:
        resultat = _repondre_mots(fiches, options.fiche, options.calculateur, options.saisies)
    except CatalogueInvalide as erreur:
        print(erreur, file=sys.stderr)
        return 1
    if options.json:
        print(_en_json(resultat))
    else:
        print(ecrire_resultat(resultat), file=sys.stderr if resultat.statut == "erreur_saisie" else sys.stdout)
    return 2 if resultat.statut == "erreur_saisie" else 0


def _en_json(resultat: Resultat) -> str:
    """On one line, in which a terminal obeys nothing: what it would is written as JSON escapes it."""
    ecrit = json.dumps(resultat.en_json(), ensure_ascii=False)
    return ecrit.translate({ord(c): json.dumps(c)[1:-1] for c in caches(ecrit)})


def _repondre_ligne(fiches: FichesEnLecture, ligne: bytes) -> Resultat:
    try:
        # A number of thousands of digits is read as a decimal: its field refuses it, by its name.
        demande = json.loads(ligne.decode("utf-8-sig"), parse_int=_entier, object_pairs_hook=_sans_double)
    except _CleEnDouble as erreur:
        return en_erreur("", "", "demande", f"Clé {erreur} en double ; donnez une seule valeur.")
    except (ValueError, RecursionError):
        return en_erreur("", "", "demande", "Ligne illisible ; écrivez un objet JSON par ligne, en UTF-8.")
    if isinstance(demande, dict) and (mal_nommee := _presque_connue(demande)):
        cle, connue = mal_nommee
        return en_erreur("", "", "demande", f"Clé inconnue {guillemets(cle)} ; écrivez « {connue} ».")
    if not isinstance(demande, dict):
        return en_erreur("", "", "demande", 'Donnez un objet JSON : {"fiche": …, "calculateur": …, "entrees": {…}}.')
    fiche, calculateur = demande.get("fiche"), demande.get("calculateur")
    if not isinstance(fiche, str) or not isinstance(calculateur, str):
        champ = "calculateur" if isinstance(fiche, str) else "fiche"
        absent = f"Il manque « {champ} » à la demande ; donnez son nom."
        autre = f"« {champ} » n’est pas du texte ; donnez son nom entre guillemets."
        return en_erreur(
            fiche if isinstance(fiche, str) else "",
            calculateur if isinstance(calculateur, str) else "",
            champ,
            absent if demande.get(champ) is None else autre,
        )
    try:
        entrees = {} if demande.get("entrees") is None else demande["entrees"]
        return fiches.calculer(fiche, calculateur, entrees, demande.get("hypotheses"))
    except CatalogueInvalide as erreur:
        return en_erreur(fiche, calculateur, "fiche", f"Fiche illisible : {erreur.problemes[0]}")


class _CleEnDouble(Exception):
    """A key written twice in one object: which of its values holds, nothing says."""


def _sans_double(paires: list[tuple[str, Any]]) -> dict[str, Any]:
    objet: dict[str, Any] = {}
    for cle, valeur in paires:
        if cle in objet:
            raise _CleEnDouble(guillemets(cle))
        objet[cle] = valeur
    return objet


def _entier(chiffres: str) -> int | Decimal:
    return int(chiffres) if len(chiffres) < 100 else Decimal(chiffres)


def _presque_connue(demande: dict[str, Any]) -> tuple[str, str] | None:
    """A key that is one of ours but for its spelling: left out in silence, it would give another result.

    Others may be there: whoever sends requests may number them.
    """
    for cle in demande.keys() - set(_CLES):
        if len(cle) < 20 and (proches := difflib.get_close_matches(cle.lower(), _CLES, n=1, cutoff=0.8)):
            return cle, proches[0]
    return None


def _repondre_mots(
    fiches: FichesEnLecture, fiche: str | None, calculateur: str | None, mots: Sequence[str]
) -> Resultat:
    if fiche is None:
        return en_erreur("", "", "fiche", f"Nommez une fiche : {', '.join(map(montrable, fiches.noms()))}.")
    if calculateur is None or "=" in calculateur:
        offerts = ", ".join(fiches.calculateurs(fiche))
        if not offerts:  # an unknown sheet says so first
            return fiches.calculer(fiche, "", {})
        return en_erreur(fiche, "", "calculateur", f"Nommez un calculateur de cette fiche : {offerts}.")
    entrees: dict[str, Any] = {}
    hypotheses: dict[str, str] = {}
    for mot in mots:
        cle, egal, valeur = mot.partition("=")
        cle = cle.strip()
        if not egal or not cle:
            return en_erreur(fiche, calculateur, mot, f"{guillemets(mot)} ne peut pas être lu ; écrivez clé=valeur.")
        if cle == "hypothese":
            code, deux_points, lecture = valeur.partition(":")
            if not deux_points:
                return en_erreur(
                    fiche, calculateur, cle, "Écrivez hypothese=CODE:lecture, par exemple H-DENOM:minimum_6."
                )
            if hypotheses.setdefault(code, lecture) != lecture:
                return en_erreur(fiche, calculateur, cle, f"Deux lectures de {code} ; gardez-en une.")
        else:
            entrees.setdefault(cle, []).append(valeur)
    return fiches.calculer(fiche, calculateur, dict(_reunir(entrees)), hypotheses or None)


def _reunir(entrees: dict[str, list[str]]) -> Iterator[tuple[str, Any]]:
    """Yield each key with its value, a list where it was repeated or where it holds periods."""
    for cle, valeurs in entrees.items():
        periodes = [_PERIODE.fullmatch(valeur.strip()) for valeur in valeurs]
        if any(periodes):
            yield cle, [list(p.groups()) if p else v for p, v in zip(periodes, valeurs, strict=True)]
        else:
            yield cle, valeurs[0] if len(valeurs) == 1 else valeurs
