"""One truth: CPython at build and Pyodide in the browser give the same bytes, on every case and on random inputs."""

import json
import random
import subprocess
from itertools import product
from pathlib import Path

from calculators.navigateur import repondre
from catalogue import lire_catalogue
from site_src.installation import RACINE, node
from site_src.moteur import atelier
from site_src.personne_page import orientation, regles_orientation
from site_src.vues import voir

DOSSIERS = (RACINE / "catalogue" / "fiches", RACINE / "tests" / "exemples" / "fiches")
MOTS = [
    "0", "1", "6", "7,5", "12", "40", "400", "1 200,50 €", "1.200", "-3", "abc", "", "60 %", "31/08/2024", "2024-02-30",
    "oui", "non", "inconnu", "PSSI", "8 ; 6 ; 7", "01/03/2023 au 29/02/2024", "999999999999", "0,005", 3, 2.5,
    True, None, ["sante"], [8, 6, 7, 5], [["2023-01-01", "2023-06-30"]],
]  # fmt: skip
ALEATOIRES = 2000


def demandes():
    """Requests of the worked cases, then random ones from a fixed seed, each with the rules of its sheet."""
    hasard = random.Random(2026)
    calculateurs = []
    for dossier in DOSSIERS:
        catalogue = lire_catalogue(dossier)
        for fiche in catalogue.fiches:
            regles = json.dumps(fiche.donnees_regles(), ensure_ascii=False)
            calculateurs += [(regles, fiche.regles, nom) for nom in fiche.regles.calculateurs]
            for debut, duree in product(("31/08/2024", "29/02/2024", "x"), ("6", "6+3", "3", "9+4+2", "autre")):
                yield requete("parcours", {"debut": debut, "duree_mois": duree}, {}), regles
            for groupe in catalogue.cas:
                for cas in groupe.cas if groupe.fiche == fiche.id else ():
                    yield requete(cas.calculateur, cas.entrees, cas.lectures), regles
    for _ in range(ALEATOIRES):
        regles, chargees, nom = hasard.choice(calculateurs)
        champs = list(chargees.calculateurs[nom].champs) or ["x"]
        entrees = {champ: hasard.choice(MOTS) for champ in hasard.sample(champs, hasard.randint(0, len(champs)))}
        hypotheses = {
            code: hasard.choice(list(hypothese.lectures))
            for code, hypothese in chargees.hypotheses.items()
            if hasard.random() < 0.15
        }
        yield requete(nom, entrees, hypotheses), regles
    yield from orientations(hasard)


def orientations(hasard):
    """One person put to all the sheets: nothing known, then answers at random."""
    vues = voir(lire_catalogue(DOSSIERS[0]))
    fiches = regles_orientation(vues)
    noms = [question.nom for question in orientation(vues).questionnaire.questions]
    yield requete("orientation", {}, {}), fiches
    for _ in range(60):
        entrees = {nom: hasard.choice(MOTS) for nom in hasard.sample(noms, hasard.randint(0, len(noms)))}
        yield requete("orientation", entrees, {}), fiches


def requete(calculateur, entrees, hypotheses):
    corps = {
        "calculateur": calculateur,
        "entrees": entrees,
        "hypotheses": hypotheses,
        "formulaire": "f",
        "page_fiche": "",
    }
    return json.dumps(corps, ensure_ascii=False)


def test_le_navigateur_calcule_au_meme_octet_que_la_construction(tmp_path: Path):
    toutes = list(demandes())
    assert len(toutes) > ALEATOIRES + 150
    lignes = "\n".join(json.dumps(demande) for demande in toutes)
    (tmp_path / "demandes.jsonl").write_text(lignes, encoding="utf-8")
    script = RACINE / "tests" / "pyodide_repondre.mjs"
    fait = subprocess.run(
        [node(), script, atelier.pyodide(), atelier.memoire(), tmp_path / "demandes.jsonl"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert fait.returncode == 0, fait.stderr
    obtenues = fait.stdout.split("\n")
    assert len(obtenues) == len(toutes)
    for demande, obtenue in zip(toutes, obtenues, strict=True):
        assert obtenue == repondre(*demande), demande[0]
