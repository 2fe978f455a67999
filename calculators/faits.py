"""The facts about a person and an operator that eligibility rules ask for, worded once for every sheet.

A sheet's form names the fact (`orientation: {}`) and gets its question and its words; it may word its own.
The words are those of social insertion. Other sheets, saved answers and requests to `calc` name them: none changes.
A new fact is of no consequence elsewhere; a new answer to an old one is: every sheet whose condition does not name it
turns it down, even one that names all the others. Decide on each sheet's text (`tests/test_catalogue.py` lists them).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FAITS: Mapping[str, Mapping[str, Any]] = {
    "allocataire_rsa": {"type": "oui_non", "libelle": "La personne est-elle allocataire du RSA ?"},
    "orientation": {
        "type": "choix",
        "libelle": "Quelle est son orientation ?",
        "options": {
            "PSSI": "Parcours santé social insertion (PSSI)",
            "TNS": "Travailleur non salarié (TNS)",
            "SOCIOPRO": "Parcours socioprofessionnel",
            "EMPLOI": "Parcours emploi",
            "AUCUNE": "Pas encore orientée",
        },
    },
    "droits_et_devoirs": {"type": "oui_non", "libelle": "Est-elle soumise aux droits et devoirs ?"},
    "age": {"type": "entier", "libelle": "Quel âge a-t-elle ?", "unite": "ans", "maximum": "130"},
    "anciennete_ans": {
        "type": "nombre",
        "libelle": "Depuis combien d'années est-elle dans le dispositif ?",
        "unite": "ans",
        "maximum": "130",
    },
    "ressources": {"type": "montant", "libelle": "Quelles sont ses ressources mensuelles ?"},
    "agriculteur": {"type": "oui_non", "libelle": "Est-elle exploitante agricole ?"},
    "situation": {
        "type": "choix",
        "libelle": "Vit-elle seule ou en couple ?",
        "options": {"celibataire": "Célibataire", "couple": "En couple"},
    },
    "enfants": {"type": "entier", "libelle": "Combien d'enfants a-t-elle à charge ?"},
    "decouragement": {"type": "oui_non", "libelle": "Est-elle en situation de découragement ?"},
    "difficultes": {
        "type": "choix_multiples",
        "libelle": "Quelles difficultés rencontre-t-elle ?",
        "options": {
            "sante": "Santé",
            "mobilite": "Mobilité",
            "isolement": "Isolement",
            "logement": "Logement",
            "endettement": "Endettement",
            "numerique": "Numérique",
        },
    },
    "besoin": {
        "type": "choix_multiples",
        "libelle": "De quoi a-t-elle besoin ?",
        "options": {
            "preparation_emploi": "Une préparation à l'emploi",
            "remobilisation": "Une remobilisation",
            "projet_professionnel": "Construire ou consolider son projet professionnel",
        },
    },
    "prescription": {"type": "oui_non", "libelle": "Le référent de parcours prescrit-il l'action ?"},
    "cer": {
        "type": "oui_non",
        "libelle": "L'action est-elle inscrite dans son contrat d'engagement réciproque (CER) ?",
    },
    "contrat": {
        "type": "choix",
        "libelle": "Quel contrat la lie à son référent ?",
        "options": {
            "CER": "Contrat d'engagement réciproque (CER)",
            "PPAE": "Projet personnalisé d'accès à l'emploi (PPAE)",
            "aucun": "Aucun",
        },
    },
    "porteur": {
        "type": "choix",
        "libelle": "Quel organisme porte l'action ?",
        "options": {
            "CCAS": "Centre communal d'action sociale (CCAS)",
            "CIAS": "Centre intercommunal d'action sociale (CIAS)",
            "association": "Association",
            "autre": "Autre organisme",
        },
    },
}

DEMARCHES = ("prescription", "cer", "contrat", "porteur")
"""Facts about the action's paperwork rather than the person: what is not done yet can still be done."""
