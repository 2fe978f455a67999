"""What each key means, in French, for the schemas; a sheet's own keys are said by the authors' guide."""

from __future__ import annotations

from collections.abc import Mapping

_NOM = "Le nom que voit le lecteur"
_CITATION = "Les mots de la fiche, tels qu’ils y sont écrits"

MOTS: Mapping[str, Mapping[str, str]] = {
    "Publication": {
        "$schema": "Le schéma de ce fichier",
        "titre": "Le nom du site",
        "departement": "Le Département qui publie",
        "reutilisation": "Les conditions de réutilisation, si le Département les a dites",
        "date": "La date du site : la plus récente de ses fiches",
        "vocabulaire": "Les mots communs : une fiche n’écrit que leur clé",
        "fiches": "Les fiches publiées, entières, dans l’ordre de leurs identifiants",
    },
    "FichePubliee": {"page": "L’adresse de sa page, depuis la racine du site si le site n’a pas d’adresse publique"},
    "Cellule": {"texte": "La réponse, en quelques mots de l’auteur", "citation": _CITATION},
    "Essentiel": {
        "pour_qui": "À qui l’action s’adresse",
        "duree": "Combien de temps elle dure",
        "prescription": "Comment on y oriente quelqu’un",
        "groupe": "Le format : seul ou en groupe, et de combien",
        "financement": "Ce que le Département paie",
        "contact": "À qui s’adresser",
    },
    "Section": {
        "titre": "Le titre, tel qu’écrit",
        "rubrique": "Son rôle, une clé de rubriques",
        "texte": "Le texte mot pour mot, en Markdown",
        "sections": "Ses sous-sections",
    },
    "Source": {"fichier": "Le fichier du document", "document": "Son titre"},
    "Evenement": {"date": "Le jour", "quoi": "Ce qui a été fait à la fiche"},
    "DataInclusion": {
        "id": "Son nom parmi les services du Département ; « action- » et le code de la fiche sinon",
        "type": "La nature du service",
        "thematiques": "Les thématiques et besoins auxquels il répond",
        "publics": "Les publics, dont un seul suffit ; ceux du vocabulaire sinon",
        "modes_accueil": "Où la personne est reçue",
        "modes_mobilisation": "Par quels moyens on le demande",
        "mobilisable_par": "Qui peut le demander",
        "frais": "Ce que paie la personne, si la fiche le dit",
        "nombre_semaines": "Combien de semaines il dure, si la fiche en donne un nombre exact",
        "volume_horaire_hebdomadaire": "Combien d’heures par semaine, si la fiche le dit",
        "remarques": "Ce que ces mots ne savent pas dire, une phrase chacun",
    },
    "Frais": {"valeur": "Gratuit ou payant", "citation": _CITATION},
    "Semaines": {"valeur": "Un nombre entier de semaines", "citation": _CITATION},
    "Heures": {"valeur": "Un nombre d’heures par semaine", "citation": _CITATION},
    "Vocabulaire": {
        "departements": "Les Départements",
        "themes": "Les thèmes et les freins",
        "publics": "Les publics",
        "formats": "Les formats",
        "porteurs": "Les porteurs",
        "durees": "Les durées",
        "rubriques": "Les rôles des sections d’une fiche",
        "sigles": "Les sigles",
        "synonymes": "Les mots que la recherche prend l’un pour l’autre, une ligne par sens",
        "questions": "Ce que demande un lecteur, et les mots dont il se sert",
    },
    "Entree": {"nom": _NOM, "sigle": "Son sigle"},
    "Departement": {
        "nom": _NOM,
        "code": "Son numéro, ou ses numéros séparés d’un tiret",
        "institution": "Le nom de la collectivité",
    },
    "Public": {
        "nom": _NOM,
        "sigle": "Son sigle",
        "parmi": "Le public plus large qui le contient",
        "data_inclusion": "Son mot dans le schéma data·inclusion",
    },
    "Sigle": {
        "sigle": "Le sigle",
        "developpement": "Ce qu’il veut dire",
        "autres_noms": "Ce qu’on dit aussi, montré avec le sigle",
        "synonymes": "Ce qu’un lecteur peut taper à la place : la recherche seule s’en sert",
        "remarque": "Ce qu’il faut savoir de plus",
        "capitales": "Vrai s’il ne se reconnaît qu’en capitales",
    },
}
"""Model → key → its words."""
