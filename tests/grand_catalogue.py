"""A large catalogue to measure and test with: plausible sheets, all different, all valid, the same for a same seed.

    python tests/grand_catalogue.py DOSSIER 2000 [GRAINE]

writes `DOSSIER/fiches/*.yaml` and `DOSSIER/vocabulaire.yaml` (the project's own, with thirty more Departments). The
words are in grand_catalogue_mots.yaml. Departments, actors and figures are drawn at random: nothing is a real sheet.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from random import Random
from typing import Any

import yaml

RACINE = Path(__file__).resolve().parent.parent
MOTS: dict[str, Any] = yaml.load(
    (Path(__file__).with_name("grand_catalogue_mots.yaml")).read_text(encoding="utf-8"), yaml.CBaseLoader
)
VOCABULAIRE = RACINE / "catalogue" / "vocabulaire.yaml"
THEMES = tuple(yaml.load(VOCABULAIRE.read_text(encoding="utf-8"), yaml.CBaseLoader)["themes"])
PUBLICS = {
    "brsa": "Allocataires du RSA",
    "pssi": "Allocataires du RSA en parcours santé social insertion (PSSI)",
    "tns": "Travailleurs non salariés (TNS) allocataires du RSA",
    "sans-enfant": "Allocataires du RSA sans enfant",
    "droits-et-devoirs": "Bénéficiaires du RSA soumis aux droits et devoirs",
    "jeunes": "Jeunes de moins de 26 ans",
    "rqth": "Travailleurs handicapés (RQTH)",
}
ORIENTATIONS = {"pssi": "PSSI", "tns": "TNS"}
OUVERTE_A_TOUS = ("brsa", "jeunes", "rqth")
DUREES = {
    3: "jusqu-a-six-mois",
    6: "jusqu-a-six-mois",
    12: "jusqu-a-un-an",
    18: "jusqu-a-deux-ans",
    24: "jusqu-a-deux-ans",
}
NON_PRECISE = {"texte": "La fiche ne le précise pas"}
PORTEURS = ("ccas", "cias", "association", "association-intermediaire", "departement", "operateur")
RYTHME = "Deux rendez-vous par semaine au moins"


class Ecriture:
    """One sheet in the making: what is drawn is drawn from its own source of chance."""

    def __init__(self, rang: int, graine: int) -> None:
        self.hasard = Random(f"{graine}/{rang}")
        departements = list(MOTS["departements"])
        self.departement = departements[rang % len(departements)]
        par_departement = rang // len(departements)
        self.code = f"{par_departement // 12 + 1}.{par_departement % 12 + 1}"
        self.id = f"{self.departement}-{self.code.replace('.', '-')}"
        self.mois = self.hasard.choice(list(DUREES)) if self.hasard.random() < 0.8 else 0
        self.groupe = self.hasard.choice((0, 0, 4, 6, 8, 10, 12))
        self.montant = self.hasard.choice((0, 0, 45, 120, 250, 400, 600, 850, 1200, 1500, 2400))

    def phrase(self, modele: str) -> str:
        """A sentence with its blanks filled; a capital in the name of a blank asks for one in the word."""

        def remplir(trouve: re.Match[str]) -> str:
            nom = trouve[1]
            if nom == "outils_verbe":
                return self.hasard.choice(("établir un diagnostic", "écouter la demande", "évaluer les acquis"))
            mot = str(self.hasard.choice(MOTS[nom.lower()]))
            return mot[0].upper() + mot[1:] if nom[0].isupper() else mot

        texte = re.sub(r"\{(\w+)\}", remplir, modele)
        for avant, apres in (("de le ", "du "), ("de les ", "des "), ("à le ", "au "), ("à les ", "aux ")):
            texte = re.sub(rf"\b{avant}", apres, texte)
        return re.sub(r"\bde ([aeéiouhAEIOU])", r"d'\1", texte)

    def phrases(self, nom: str, nombre: int) -> list[str]:
        """Different sentences of one kind."""
        return [self.phrase(modele) for modele in self.hasard.sample(MOTS[nom], min(nombre, len(MOTS[nom])))]

    def quelques(self, mots: Any, plus: int) -> list[str]:
        """One to `plus` of some words, in their own order."""
        mots = list(mots)
        pris = set(self.hasard.sample(mots, self.hasard.randint(1, plus)))
        return [mot for mot in mots if mot in pris]


def fiche(rang: int, graine: int = 1) -> dict[str, Any]:
    """The sheet of that rank, as its YAML says it."""
    e = Ecriture(rang, graine)
    h = e.hasard
    publics = list(OUVERTE_A_TOUS) if h.random() < 0.05 else e.quelques(h.sample(list(PUBLICS), 3), 2)
    formats = (
        [["collectif"], ["individuel"], ["individuel", "collectif"]][h.randrange(3)] if e.groupe else ["individuel"]
    )
    titre = " ".join(h.choice(MOTS[nom]) for nom in ("verbes", "quoi", "qui", "comment", "lieux"))
    pour_qui = " ; ".join(PUBLICS[cle] for cle in publics)
    rythme = RYTHME if h.random() < 0.3 else ""
    clauses = {"duree": _duree(e), "groupe": _groupe(e), "montant": _montant(e)}
    axes, objectifs = _programme(e)
    transcrite = f"{h.randint(2019, 2026)}-{h.randint(1, 11):02}-{h.randint(1, 24):02}"
    donnees: dict[str, Any] = {
        "id": e.id,
        "etat": "publiee",
        "nature": "action",
        "code": e.code,
        "titre": titre.replace("de les ", "des "),
        "intitule": f"ACTION {e.code} : {titre.upper()}",
        "departement": e.departement,
        "programme": f"Programme départemental d'insertion, {MOTS['departements'][e.departement][0]}",
        "axes": axes,
        "objectifs": objectifs,
        "themes": e.quelques(THEMES, 4),
        "publics": publics,
        "formats": formats,
        "porteurs": e.quelques(PORTEURS, 2),
        "source": {"fichier": f"{e.id}.txt", "document": "Catalogue d'essai, fiches engendrées au hasard"},
        "transcrite_le": transcrite,
        "resume": e.phrase(h.choice(MOTS["resumes"])),
        "essentiel": {
            "pour_qui": {"texte": pour_qui, "citation": pour_qui},
            "duree": {"texte": clauses["duree"], "citation": clauses["duree"]} if e.mois else NON_PRECISE,
            "prescription": {"texte": "Sur prescription du référent", "citation": "L'entrée se fait sur prescription"},
            "groupe": {"texte": clauses["groupe"], "citation": clauses["groupe"]} if e.groupe else NON_PRECISE,
            "financement": {"texte": clauses["montant"], "citation": clauses["montant"]} if e.montant else NON_PRECISE,
            "contact": {"texte": _contact(e)},
        },
        "texte": _texte(e, pour_qui, rythme, clauses),
        "calculateurs": _calculateurs(e, publics, rythme, clauses),
        "historique": [{"date": transcrite, "quoi": "Fiche engendrée"}],
    }
    if e.mois:
        donnees["duree"] = DUREES[e.mois]
    elif h.random() < 0.5:
        donnees["duree"] = "selon-l-action"
    if h.random() < 0.4:
        donnees["revue_le"] = f"2026-{h.randint(1, 11):02}-{h.randint(1, 24):02}"
    return donnees


def _duree(e: Ecriture) -> str:
    return f"{e.mois} mois au maximum" + (", renouvelable une fois" if e.mois <= 12 else "") if e.mois else ""


def _groupe(e: Ecriture) -> str:
    return f"Groupes de {e.groupe} personnes au minimum" if e.groupe else ""


def _montant(e: Ecriture) -> str:
    if not e.montant:
        return ""
    somme = f"{e.montant:,} €".replace(",", " ")
    return f"{somme} par personne accompagnée" if e.montant % 250 else f"Le coût maximal est de {somme} par journée"


def _contact(e: Ecriture) -> str:
    return f"{e.hasard.choice(MOTS['contacts'])}, 00 00 {e.hasard.randint(10, 99)} {e.hasard.randint(10, 99)} 00"


def _programme(e: Ecriture) -> tuple[list[str], list[str]]:
    """Axes and objectives: each Department numbers its own."""
    du_departement = Random(e.departement)
    axes = du_departement.sample(MOTS["axes"], 4)
    objectifs = du_departement.sample(MOTS["objectifs"], 10)
    rangs = sorted(e.hasard.sample(range(4), e.hasard.choice((1, 1, 2))))
    suite = sorted(e.hasard.sample(range(10), e.hasard.choice((1, 2, 3))))
    return [f"AXE {n + 1} : {axes[n]}" for n in rangs], [f"OBJECTIF N°{n + 1} : {objectifs[n]}" for n in suite]


def _texte(e: Ecriture, pour_qui: str, rythme: str, clauses: dict[str, str]) -> list[dict[str, Any]]:
    """About six hundred words in nine sections, with every clause that a rule quotes."""
    entree, *modalites = [*MOTS["modalites"][:1], *e.hasard.sample(MOTS["modalites"][1:], 4)]
    lignes = [e.phrase(entree), *map(e.phrase, modalites), f"{rythme}." if rythme else ""]
    financement = f"{clauses['montant']}, sur présentation d'un bilan." if e.montant else "Selon la convention."
    sections = [
        ("DESCRIPTIF DE L'ACTION", "descriptif", e.phrases("contexte", 6)),
        ("ATTENDUS", "attendus", e.phrases("attendus", 11)),
        ("PUBLICS CIBLES", "publics", [f"- {pour_qui}"]),
        ("MODALITES", "modalites", lignes),
        ("DUREE", "duree", [f"{clauses['duree']}." if e.mois else "Selon les besoins de la personne."]),
        ("CAPACITE", "capacite", [f"{clauses['groupe']}." if e.groupe else "Selon la demande."]),
        ("INDICATEURS DE RESULTATS", "indicateurs", ["\n".join(f"- {p}" for p in e.phrases("indicateurs", 6))]),
        ("MODALITES DE FINANCEMENT", "financement", [financement, e.phrase("Cofinancement attendu de {partenaires}.")]),
        ("CRITERES DE SELECTION", "criteres", ["\n".join(f"- {p}" for p in e.phrases("criteres", 4))]),
    ]
    return [
        {"titre": titre, "rubrique": rubrique, "texte": "\n\n".join(filter(None, textes))}
        for titre, rubrique, textes in sections
    ]


def _calculateurs(e: Ecriture, publics: list[str], rythme: str, clauses: dict[str, str]) -> dict[str, Any]:
    """The rules that the text states: who, how long, how many, how often, how much."""
    trouves: dict[str, Any] = {}
    orientations = [ORIENTATIONS[cle] for cle in publics if cle in ORIENTATIONS]
    if orientations and len(orientations) == len(publics):
        trouves["eligibilite"] = {
            "exemple": {"orientation": orientations[0]},
            "champs": {"orientation": {}},
            "regles": [_public(orientations, PUBLICS[publics[0]])],
        }
    if e.mois:
        trouves["duree"] = {
            "exemple": {"duree_mois": str(min(e.mois, 6))},
            "champs": {"duree_mois": {"type": "mois", "libelle": "Durée prévue", "positif": "oui"}},
            "regles": [_borne("duree_mois", "maximum", f"{e.mois} mois", clauses["duree"])],
        }
    if e.groupe:
        trouves["effectif"] = {
            "exemple": {"groupe": str(e.groupe + 2)},
            "champs": {"groupe": {"type": "entier", "libelle": "Personnes dans le groupe", "unite": "personnes"}},
            "regles": [_borne("groupe", "minimum", str(e.groupe), clauses["groupe"])],
        }
    if rythme:
        message = "La fiche fixe un rythme sans dire sur combien de semaines."
        trouves["intensite"] = {"regles": [{"genre": "silence", "message": message, "citation": rythme}]}
    if e.montant:
        trouves["financement"] = _financement(e, clauses["montant"])
    return trouves


def _public(orientations: list[str], citation: str) -> dict[str, Any]:
    condition = {"champ": "orientation", "attendu": orientations, "libelle": "Orientation", "citation": citation}
    return {"genre": "public", "conditions": [condition]}


def _borne(champ: str, sens: str, valeur: str, citation: str) -> dict[str, Any]:
    return {"genre": "bornes", "valeur": champ, sens: valeur, "citation": citation}


def _financement(e: Ecriture, citation: str) -> dict[str, Any]:
    somme, par_jour = f"{e.montant} €", "journée" in citation
    champ = "jours" if par_jour else "personnes"
    libelle = "Journées" if par_jour else "Personnes accompagnées"
    regle = {
        "genre": "produit",
        "cle": "total",
        "libelle": "Financement",
        "facteurs": [champ, somme],
        "citation": citation,
    }
    return {
        "exemple": {champ: "10"},
        "champs": {champ: {"type": "entier", "libelle": libelle, "unite": champ}},
        "regles": [regle],
    }


class _Ecrivain(yaml.CSafeDumper):
    """Texts of several lines as blocks, as a person writes them."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Ecrivain.add_representer(
    str, lambda d, t: d.represent_scalar("tag:yaml.org,2002:str", t, style="|" if "\n" in t else None)
)


def ecrire(dossier: Path, nombre: int, graine: int = 1) -> Path:
    """Write a catalogue; give its folder of sheets."""
    fiches = dossier / "fiches"
    fiches.mkdir(parents=True, exist_ok=True)
    for rang in range(nombre):
        donnees = fiche(rang, graine)
        texte = yaml.dump(donnees, Dumper=_Ecrivain, allow_unicode=True, sort_keys=False, width=110)
        (fiches / f"{donnees['id']}.yaml").write_text(texte, encoding="utf-8", newline="\n")
    ajout = "".join(f'  {cle}: {{nom: {nom}, code: "{code}"}}\n' for cle, (nom, code) in MOTS["departements"].items())
    vocabulaire = VOCABULAIRE.read_text(encoding="utf-8").replace("departements:\n", f"departements:\n{ajout}", 1)
    (dossier / "vocabulaire.yaml").write_text(vocabulaire, encoding="utf-8", newline="\n")
    return fiches


if __name__ == "__main__":
    ecrire(Path(sys.argv[1]), int(sys.argv[2]), *map(int, sys.argv[3:4]))
