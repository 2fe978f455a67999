"""The draft of a new sheet: commented, valid as it stands, ready to be filled in."""

from __future__ import annotations

import textwrap
from datetime import date
from string import Template

from catalogue.fichiers import IDENTIFIANT, RESERVES, SIGNES_MAX
from catalogue.parties import NON_PRECISE
from catalogue.references import FAMILLES, Vocabulaire

_GABARIT = Template("""\
# Fiche « $id ». Remplissez les valeurs, effacez les commentaires devenus inutiles, puis lancez
# « python3 build.py check » : il dit ligne par ligne ce qui ne va pas. Une ligne facultative peut être effacée.
id: $id  # le nom du fichier, sans .yaml
etat: brouillon               # brouillon : vérifiée mais pas publiée ; publiee ; retiree
nature: action                # action, ou cadre (une fiche qui organise sans prescrire)
code: "0.0"                   # le numéro court de la fiche, entre guillemets
titre: Titre de l’action, en minuscules
intitule: "ACTION 0.0 : TITRE TEL QUE LE DOCUMENT L'ECRIT"
departement: $departements  # au choix : $tous_departements
# programme: PDI-E
# axes:
#   - "AXE 1 : mot pour mot"
# objectifs:
#   - "OBJECTIF N° 1 - mot pour mot"
themes: [$themes]
#   au choix : $tous_themes
publics: [$publics]
#   au choix : $tous_publics
formats: [$formats]  # au choix : $tous_formats ; rien si la fiche ne le précise pas
# porteurs: [$porteurs]  # au choix : $tous_porteurs
# duree: $durees  # au choix : $tous_durees
# synonymes: [mots que l’on peut chercher]
# liees: [identifiant-d-une-autre-fiche]
source:
  fichier: nom-du-document.pdf
  document: Titre du document d’où vient la fiche
transcrite_le: $jour  # la date de votre copie ; n’inventez jamais celle du document
# revue_le: $jour
# valide_du: $jour
# valide_au: $jour
# retiree_le: $jour      # seulement si etat est « retiree » ; dites pourquoi dans « historique », à la même date
# remplacee_par: identifiant-de-la-fiche-qui-la-remplace

# --- En un coup d’œil : vos mots, et la phrase de la fiche (citation) quand elle en a une -------------------------
resume: Une phrase simple qui dit à qui l’action s’adresse et ce qu’elle apporte.
essentiel:
  pour_qui:
    texte: Allocataires du RSA
    citation: Allocataires du RSA
  duree:
    texte: $non_precise
  prescription:
    texte: $non_precise
  groupe:
    texte: $non_precise
  financement:
    texte: $non_precise
  contact:
    texte: $non_precise

# data_inclusion:              # l’action dans les mots du schéma national ; voir le guide des auteurs
#   type: accompagnement
#   thematiques: [remobilisation--lien-social]
#   mobilisable_par: [professionnels]

# --- La fiche, mot pour mot : titres, paragraphes, listes (« - ») et mots en **gras** ------------------------------
# rubrique, au choix : $tous_rubriques
texte:
  - titre: "DESCRIPTIF DE L'ACTION"
    rubrique: $descriptif
    texte: |
      Recopiez ici le texte de la fiche, sans le corriger.

  - titre: PUBLICS CIBLES
    rubrique: $publics_vises
    texte: |
      - Allocataires du RSA

historique:
  - {date: $jour, quoi: Transcription de la fiche}

# --- Les règles : chacune cite la phrase de la fiche d’où elle vient (guide « Écrire ses règles » du site) ---------
# calculateurs:
#   financement:
#     champs:
#       personnes: {type: entier, libelle: Personnes accompagnées}
#     exemple: {personnes: "10"}
#     resultat: total
#     regles:
#       - genre: produit
#         cle: total
#         libelle: Financement total
#         facteurs: [personnes, 150 €]
#         citation: La phrase de la fiche qui donne ce montant
""")


_PARTIES = {"descriptif": "descriptif", "publics_vises": "publics"}


def brouillon(identifiant: str, jour: date, vocabulaire: Vocabulaire) -> str:
    """The text of a new sheet that passes `check`. Raises `ValueError` on a name that a sheet can't have."""
    if raison := _refus(identifiant):
        raise ValueError(f"« {identifiant[:80]} » ne peut pas nommer une fiche ; {raison}")
    cles = {famille: list(entrees) for famille, entrees in vocabulaire.cles().items()}
    premieres = {famille: cles[famille][0] for famille in FAMILLES}
    # The parts of a sheet by their usual names, where this vocabulary has them.
    parts = {nom: cle if cle in cles["rubriques"] else premieres["rubriques"] for nom, cle in _PARTIES.items()}
    toutes = {f"tous_{famille}": _en_commentaire(cles[famille]) for famille in FAMILLES}
    return _GABARIT.substitute(
        premieres | parts, id=identifiant, jour=jour.isoformat(), non_precise=NON_PRECISE, **toutes
    )


def _refus(identifiant: str) -> str:
    """What is wrong with an id, empty where nothing is."""
    if identifiant in RESERVES:
        return "Windows garde ce nom pour lui, choisissez-en un autre"
    if IDENTIFIANT.fullmatch(identifiant):
        return ""
    longueur = f"{len(identifiant)} signes, pour {SIGNES_MAX} au plus"
    return longueur if len(identifiant) > SIGNES_MAX else "minuscules sans accent, chiffres, tirets"


def _en_commentaire(mots: list[str]) -> str:
    """« a, b, c », on as many comment lines as it takes."""
    return "\n#     ".join(textwrap.wrap(", ".join(mots), 80, break_on_hyphens=False))
