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
from catalogue.syntaxe import PROFONDEUR_MAX, conseil_de_syntaxe

NOEUDS_MAX = 20_000
"""Words, lists and groups of one file, its keys included; the longest real one has 2 000."""


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
        document.signaler(lieu, conseil_de_syntaxe(probleme))
    except yaml.YAMLError:
        document.signaler((1, 1), conseil_de_syntaxe(""))


class _Constructeur:
    """One pass over the events of a file, depth first."""

    def __init__(self, texte: str, document: Document) -> None:
        self.evenements: Iterator[Any] = yaml.parse(texte, Loader=yaml.CBaseLoader)
        self.document = document
        self.noeuds = 0
        self.dernier: ScalarEvent | None = None
        """The last word read."""

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
        """The elements up to the end of the list; a decimal comma is no comma between two of them."""
        elements: list[Any] = []
        coupes: set[int] = set()
        while not isinstance(evenement := next(self.evenements), SequenceEndEvent):
            avant, sous = self.dernier, None if chemin is None else (*chemin, len(elements))
            lu = self.noeud(evenement, sous, profondeur + 1)
            if not (avant and elements and _virgule_decimale(avant, evenement)):
                elements.append(lu)
                continue
            if len(elements) not in coupes:
                coupes.add(len(elements))
                quoi = f"{guillemets(f'{avant.value},{lu}')} fait deux valeurs dans une liste entre crochets"
                conseil = "mettez le nombre entre guillemets, ou une espace après la virgule"
                self.document.signaler(_lieu(avant), f"{quoi} ; {conseil}")
            if isinstance(elements[-1], str):
                elements[-1] += f",{lu}"
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
                self.document.signaler(lieu, "espace insécable dans une clé ; effacez-la ou tapez une espace simple")
                cle = cle.strip()  # at an edge, it hides nothing of the word
                neuve = cle not in objet and cle.isprintable()
            elif cle != cle.strip():
                self.document.signaler(lieu, f"espace au bord de la clé {guillemets(cle)} ; effacez-la")
                cle = cle.strip()
                neuve = cle not in objet
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
        texte, self.dernier = str(evenement.value), evenement
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


def _virgule_decimale(avant: ScalarEvent, apres: Event) -> bool:
    """Whether two words of a list may be one number: « 0,35 € » between brackets, its comma between two digits."""
    if not isinstance(apres, ScalarEvent) or avant.style or apres.style or not (avant.end_mark and apres.start_mark):
        return False
    colles = avant.end_mark.index + 1 == apres.start_mark.index
    return bool(colles and avant.value[-1:].isdigit() and apres.value[:1].isdigit())


def _lieu(evenement: Event) -> Lieu:
    marque = evenement.start_mark
    return (marque.line + 1, marque.column + 1) if marque else (1, 1)
