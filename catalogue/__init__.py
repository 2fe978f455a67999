"""The offer: action sheets written in YAML, read as untrusted text, validated, cross-checked.

    catalogue = lire_catalogue(Path("catalogue/fiches"))    # raises CatalogueInvalide, with every fault
    fiche = catalogue.fiche("isere-2-5")
    fiche.texte_integral()                                  # the source's words, what quotations are compared with
    fiche.regles.calculer("financement", {…})               # see `calculators`
    verifier(Path("catalogue/fiches"))                      # what `build.py check` prints

Data
    `fiches/*.yaml`      one action sheet a file: its text word for word, its rules
    `cas/*.yaml`         results worked by hand, replayed by `check`
    `vocabulaire.yaml`   Departments, themes, publics…, abbreviations and their synonyms
    `budget.yaml`        the lines of the budget that an operator fills in, dated
    `accessibilite.yaml` (optional) the results of the site's accessibility audit
    `site.yaml`          what is a Department's own: name, logo, contact, legal notice
    `data_inclusion_v1.yaml`   what the schema data·inclusion v1 admits, as its public package does

Reading order
    `fichiers`, `lecture`, `evenements`, `syntaxe`, `document`
                                                      a file → strings with their places, or a refusal
    `mots`, `adresse`, `data_inclusion`, `parties`, `periodes`, `modele`, `references`, `budget`
                                                      what a sheet, the vocabulary and the site may say
    `logo`                                            the picture that the site may show, harmless
    `accessibilite`                                   what the site's audit found, and the state that follows
    `validation`                                      a file → its model, every fault in French, at its place
    `texte`, `croisements`                            quotations word for word, rules that load
    `conseils`, `chiffres`                            what is advised to authors and refuses nothing
    `cas`, `rejeu`                                    worked cases, replayed
    `analyse`, `catalogue`                            all of it together
    `memoire`                                         what need not be read again
    `problemes`                                       `fichier:ligne:colonne: quoi ; comment corriger`
    `gabarit`                                         the draft of a new sheet
"""

from catalogue.accessibilite import Accessibilite
from catalogue.analyse import Analyse
from catalogue.budget import FormulaireBudget
from catalogue.cas import Cas, CasDeFiche
from catalogue.catalogue import Catalogue, lire_catalogue, verifier
from catalogue.data_inclusion import V1, DataInclusion, codes_departements, telephones
from catalogue.gabarit import brouillon
from catalogue.memoire import Memoire
from catalogue.modele import Fiche
from catalogue.parties import Cellule, Essentiel, Section
from catalogue.problemes import CatalogueInvalide, Probleme
from catalogue.references import Sigle, Site, Vocabulaire
from catalogue.texte import normaliser

__all__ = [
    "V1",
    "Accessibilite",
    "Analyse",
    "Cas",
    "CasDeFiche",
    "Catalogue",
    "CatalogueInvalide",
    "Cellule",
    "DataInclusion",
    "Essentiel",
    "Fiche",
    "FormulaireBudget",
    "Memoire",
    "Probleme",
    "Section",
    "Sigle",
    "Site",
    "Vocabulaire",
    "brouillon",
    "codes_departements",
    "lire_catalogue",
    "normaliser",
    "telephones",
    "verifier",
]
