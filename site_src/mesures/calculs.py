"""The rules in Pyodide, and one of them in publicodes, both under the project's Node.

The whole result is asked of both: base, fixed and variable parts, total, what is left to pay. Ours is traced and exact,
and quotes its clauses; publicodes' numbers are binary and it applies the readings that we retain.
"""

from __future__ import annotations

import json
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from site_src.etapes import etape
from site_src.installation import RACINE, node
from site_src.mesures.cas import PREMIER
from site_src.mesures.chantier import Chantier, Mesures
from site_src.moteur import atelier

_ICI = Path(__file__).parent
_NOMS = {
    "cout_jour": ("coût jour", "€/jour"),
    "jours": ("jours", "jour"),
    "prevus": ("prévus", "personne"),
    "presents_moyens": ("présents", "personne"),
}
"""Our fields → theirs, with the unit."""
_MILLI = ("courbe", "but")


def mesurer(chantier: Chantier) -> Mesures:
    """Evaluations in microseconds, a curve and a goal-seek in milliseconds."""
    dossier = chantier.dossier / "calculs"
    dossier.mkdir()
    with etape("Calculs dans Pyodide"):
        notres = _notres(dossier, chantier.repetitions)
    with etape("Calculs dans publicodes"):
        leurs = _leurs(dossier, chantier.repetitions)
    for qui, montant in (("Pyodide", notres.pop("montant")), ("publicodes", leurs.pop("montant"))):
        if Decimal(str(montant)) != Decimal(PREMIER.attendu):
            raise RuntimeError(f"{qui} trouve {montant} € au lieu de {PREMIER.attendu} €.")
    for nom in _MILLI:
        notres[nom] = [duree / 1000 for duree in notres[nom]]
    return Mesures({**notres, **leurs, "contre_publicodes": notres["evaluation"]})


def _notres(dossier: Path, repetitions: int) -> dict[str, Any]:
    regles, cas = dossier / "regles.json", dossier / "cas.json"
    regles.write_text(PREMIER.regles(), encoding="utf-8")
    demande = {"calculateur": PREMIER.calculateur, "champ": PREMIER.champ, "cle": PREMIER.cle}
    cas.write_text(json.dumps({**demande, "entrees": PREMIER.entrees}), encoding="utf-8")
    return _dans_node("calculs.mjs", atelier.pyodide(), atelier.memoire(), regles, cas, str(repetitions))


def _leurs(dossier: Path, repetitions: int) -> dict[str, Any]:
    regles = yaml.safe_load((_ICI / "regle_publicodes.yaml").read_text(encoding="utf-8"))
    situation = {nom: (float(PREMIER.entrees[champ]), unite) for champ, (nom, unite) in _NOMS.items()}
    donnees = dossier / "publicodes.json"
    corps = {"regles": regles, "situation": situation, "varie": _NOMS[PREMIER.champ][0]}
    donnees.write_text(json.dumps(corps, ensure_ascii=False), encoding="utf-8")
    return _dans_node("publicodes.mjs", donnees, str(repetitions))


def _dans_node(script: str, *arguments: str | Path) -> dict[str, Any]:
    fait = subprocess.run(
        [node(), _ICI / script, *arguments], stdout=subprocess.PIPE, encoding="utf-8", check=True, cwd=RACINE
    )
    lu: dict[str, Any] = json.loads(fait.stdout)
    return lu
