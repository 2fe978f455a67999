"""YAML events → strings, lists and dictionaries, with their places; what is not plain YAML is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from calculators.typographie import guillemets
from catalogue.document import Chemin, Document, Lieu, caractere_refuse
from catalogue.problemes import FAUTES_MAX

PROFONDEUR_MAX = 12
NOEUDS_MAX = 20_000
"""Words, lists and groups of one file, its keys included; the longest real one has 2 000."""

_CONSEILS = {
    "mapping values are not allowed": "deux-points inattendu ; mettez la valeur entre guillemets",
    "could not find expected ':'": "deux-points suivi d'une espace attendu ici ; écrivez « clé: valeur »",
    "did not find expected key": "indentation ou guillemets incorrects ; alignez les clés d'un même niveau",
    "did not find expected '-'": "indentation incorrecte ; alignez les tirets d'une même liste",
    "tab character": "tabulation refusée ; indentez avec des espaces",
    "cannot start any token": "tabulation ou caractère réservé ; prenez des espaces, des guillemets",
    "did not find expected ',' or": "crochet ou accolade mal fermé ; séparez par des virgules et refermez",
    "unexpected end of stream": "guillemet jamais refermé ; refermez-le",
    "found incompatible YAML document": "directive %YAML refusée ; effacez-la",
    "found unknown directive name": "directive inconnue ; une ligne ne commence pas par %",
    "did not find expected <document start>": "texte après la fin du document ; effacez la ligne « ... »",
    "did not find URI escaped": "étiquette illisible ; effacez le mot qui commence par « ! »",
    "invalid Unicode character escape": "échappement d'un caractère qui n'existe pas ; effacez-le",
    "did not find expected hexdecimal number": "échappement incomplet ; doublez « \\ » ou effacez-le",
    "did not find expected comment or line break": "texte inattendu après « | » ou « > » ; mettez-le à la ligne",
    "did not find expected alphabetic or numeric": "« & » ou « * » en tête de valeur ; mettez-la entre guillemets",
    "did not find expected node content": "valeur manquante ; ôtez la virgule en trop ou donnez la valeur",
    "undefined tag handle": "étiquette refusée ; effacez le mot qui commence par « ! »",
    "exceeded maximum": f"plus de {PROFONDEUR_MAX} niveaux ; simplifiez cette partie",
    "unknown escape character": "« \\ » inattendu entre guillemets doubles ; doublez-le ou prenez des apostrophes",
    "block sequence entries are not allowed": "tiret inattendu ; mettez la liste à la ligne, sous sa clé",
}
_CONSEIL = "YAML illisible ici ; vérifiez l'indentation, les deux-points et les guillemets de cette ligne"


class _Abandon(Exception):
    """The rest of the file can't be understood; its fault is recorded."""


def construire(texte: str, document: Document) -> None:
    """Fill `document` from the text of its file."""
    constructeur = _Constructeur(texte, document)
    try:
        document.donnees = constructeur.racine()
    except _Abandon:
        pass
    except yaml.MarkedYAMLError as erreur:
        probleme = str(erreur.problem or "")
        ouvert = any(motif in probleme for motif in ("expected ',' or", "end of stream", "expected ':'"))
        marque = (erreur.context_mark if ouvert else None) or erreur.problem_mark or erreur.context_mark
        lieu = (marque.line + 1, marque.column + 1) if marque else (1, 1)
        document.signaler(lieu, next((c for motif, c in _CONSEILS.items() if motif in probleme), _CONSEIL))
    except yaml.YAMLError:
        document.signaler((1, 1), _CONSEIL)


class _Constructeur:
    """One pass over the events of a file, depth first."""

    def __init__(self, texte: str, document: Document) -> None:
        self.evenements: Iterator[Any] = yaml.parse(texte, Loader=yaml.CBaseLoader)
        self.document = document
        self.noeuds = 0

    def racine(self) -> dict[str, Any]:
        """The one document of the file, which must be a group of keys."""
        donnees: dict[str, Any] | None = None
        for evenement in self.evenements:
            if isinstance(evenement, DocumentStartEvent):
                if donnees is not None:
                    self.document.signaler(_lieu(evenement), "second document YAML ; gardez une fiche par fichier")
                    raise _Abandon
                if evenement.tags:
                    self.document.signaler(_lieu(evenement), "directive %TAG refusée ; effacez-la")
                premier = next(self.evenements)
                lu = self.noeud(premier, (), 1)
                if not isinstance(lu, dict) or (not lu and not self.document.problemes):
                    self.document.signaler(_lieu(premier), "des lignes « clé: valeur » sont attendues ; écrivez-en une")
                donnees = lu if isinstance(lu, dict) else {}
        if donnees is None:
            self.document.signaler((1, 1), "le fichier est vide ; écrivez-y des lignes « clé: valeur »")
        return donnees or {}

    def noeud(self, evenement: NodeEvent, chemin: Chemin | None, profondeur: int) -> Any:
        """A value; `chemin` is `None` inside what is refused, whose places are not kept."""
        self.noeuds += 1
        if self.noeuds > NOEUDS_MAX or len(self.document.problemes) > FAUTES_MAX:
            quoi = f"plus de {NOEUDS_MAX} valeurs" if self.noeuds > NOEUDS_MAX else f"plus de {FAUTES_MAX} fautes"
            conseil = "la suite n'est pas lue, corrigez d'abord ce qui précède"
            self.document.signaler(_lieu(evenement), f"{quoi} dans ce fichier ; {conseil}")
            raise _Abandon
        if chemin is not None:
            self.document.valeurs[chemin] = _lieu(evenement)
        if isinstance(evenement, ScalarEvent) and evenement.anchor is None and evenement.tag is None:
            return self.scalaire(evenement)
        self.refuser_marques(evenement)
        if isinstance(evenement, AliasEvent):
            return ""
        if isinstance(evenement, ScalarEvent):
            return self.scalaire(evenement)
        if profondeur > PROFONDEUR_MAX:
            self.document.signaler(_lieu(evenement), f"plus de {PROFONDEUR_MAX} niveaux ; simplifiez cette partie")
            raise _Abandon
        lire = self.liste if isinstance(evenement, SequenceStartEvent) else self.objet
        return lire(chemin, profondeur)

    def liste(self, chemin: Chemin | None, profondeur: int) -> list[Any]:
        """The elements up to the end of the list."""
        elements: list[Any] = []
        while not isinstance(evenement := next(self.evenements), SequenceEndEvent):
            sous = None if chemin is None else (*chemin, len(elements))
            elements.append(self.noeud(evenement, sous, profondeur + 1))
        return elements

    def objet(self, chemin: Chemin | None, profondeur: int) -> dict[str, Any]:
        """The keys and values up to the end of the group; a key met twice keeps its first value."""
        objet: dict[str, Any] = {}
        lignes: dict[str, int] = {}
        while not isinstance(evenement := next(self.evenements), MappingEndEvent):
            lieu = _lieu(evenement)
            cle = self.noeud(evenement, None, profondeur + 1)
            neuve = isinstance(cle, str) and cle not in objet
            if not isinstance(cle, str):
                self.document.signaler(lieu, "une clé est un mot ; écrivez « mot: valeur »")
            elif "\u00a0" in cle or "\u202f" in cle:
                neuve = False
                self.document.signaler(lieu, "espace insécable dans une clé ; effacez-la ou tapez une espace simple")
            elif cle in objet:
                quoi = f"clé {guillemets(cle)} en double, déjà écrite ligne {lignes[cle]}"
                self.document.signaler(lieu, f"{quoi} ; n'en gardez qu'une")
            sous = (*chemin, cle) if neuve and chemin is not None else None
            suivant = next(self.evenements)
            valeur = self.noeud(suivant, sous, profondeur + 1)
            if valeur == "" and isinstance(cle, str) and _colle(evenement, suivant):
                neuve = False
                quoi = f"{guillemets(cle)} n'a ni deux-points ni valeur"
                self.document.signaler(lieu, f"{quoi} ; mettez entre guillemets un texte qui contient une virgule")
            if neuve:
                objet[cle], lignes[cle] = valeur, lieu[0]
            if sous is not None and neuve:
                self.document.cles[sous] = lieu
        return objet

    def scalaire(self, evenement: ScalarEvent) -> str:
        """The string itself; an escape (« \\u202e ») may not bring back what plain text may not hold."""
        texte = str(evenement.value)
        if evenement.style == '"' and (refuse := caractere_refuse(texte)):
            self.document.signaler(_lieu(evenement), f"échappement qui cache le caractère {refuse[1]} ; effacez-le")
            return ""
        return texte

    def refuser_marques(self, evenement: NodeEvent) -> None:
        """No alias, no anchor, no tag."""
        lieu, ancre, etiquette = _lieu(evenement), evenement.anchor, getattr(evenement, "tag", None)
        if isinstance(evenement, AliasEvent):
            self.document.signaler(lieu, f"renvoi {guillemets(f'*{ancre}')} refusé ; recopiez le texte")
        elif ancre is not None:
            self.document.signaler(lieu, f"ancre {guillemets(f'&{ancre}')} refusée ; effacez-la")
        if etiquette is not None:
            mot = etiquette.replace("tag:yaml.org,2002:", "!!")
            self.document.signaler(lieu, f"étiquette {guillemets(mot)} refusée ; effacez-la")


def _colle(cle: Event, valeur: Event) -> bool:
    """Whether the value starts where its key ends: between braces, words without a colon are a key without a value."""
    return bool(cle.end_mark and valeur.start_mark and cle.end_mark.index == valeur.start_mark.index)


def _lieu(evenement: Event) -> Lieu:
    marque = evenement.start_mark
    return (marque.line + 1, marque.column + 1) if marque else (1, 1)
