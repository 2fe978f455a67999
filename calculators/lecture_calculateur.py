"""Reading a calculator from a sheet's YAML: its fields, its rules, what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from calculators.alea import lire_alea
from calculators.calculateur import NOMS, Calculateur, RegleChargee, relier
from calculators.champs import Champ
from calculators.chargement import Chargeur
from calculators.erreurs import plus_proche
from calculators.lecture_champs import essayer, lire_champs
from calculators.mecanisme import MecanismeDeValeur
from calculators.parametres import Chemin
from calculators.typographie import guillemets, typographie
from calculators.validite import verifier_les_periodes

_CALCULATEUR = ("titre", "intro", "champs", "exemple", "resultat", "versement", "date", "alea", "regles")
AUCUN = "aucun"
"""What `versement` says where the sheet names no payment."""


def lire_calculateur(c: Chargeur, nom: str, brut: Any, ou: Chemin, suite_de: Calculateur | None = None) -> Calculateur:
    """A calculator; one that follows another may read the fields and the values of the former."""
    objet = c.objet(brut, ou, _CALCULATEUR)
    champs = lire_champs(c, objet.get("champs", {}), (*ou, "champs"))
    exemple = c.objet(objet.get("exemple", {}), (*ou, "exemple"), list(champs))
    for cle, valeur in exemple.items():
        essayer(c, champs[cle], valeur, (*ou, "exemple", cle))
    if suite_de:
        champs = {**suite_de.champs, **champs}
        c.cles += [getattr(m, nom) for m in suite_de.mecanismes for nom in m.sorties]
    c.cles += list(champs)
    c.champs = champs
    regles = []
    for rang, element in enumerate(c.liste(objet.get("regles"), (*ou, "regles"))):
        c.cles_lues = set()
        if mecanisme := c.regle(element, (*ou, "regles", rang)):
            regles.append(RegleChargee(mecanisme, frozenset(c.cles_lues)))
    resultat = objet.get("resultat")
    cles = [resultat] if isinstance(resultat, str) else c.liste(resultat, (*ou, "resultat")) if resultat else []
    principales = [c.cle_connue(cle, (*ou, "resultat", rang)) for rang, cle in enumerate(cles)]
    valeurs = [regle.mecanisme for regle in regles if isinstance(regle.mecanisme, MecanismeDeValeur)]
    cachees = [valeur.cle for valeur in valeurs if not valeur.libelle]
    for rang, cle in enumerate(principales):
        if cle in cachees and not c.problemes:  # a fault told already may well be the cause
            c.signaler((*ou, "resultat", rang), f"{guillemets(cle)} n’est pas montrée ; donnez « libelle » à sa règle")
    titre = typographie(c.texte(objet.get("titre", NOMS.get(nom, nom)), (*ou, "titre")))
    intro = typographie(c.texte(objet.get("intro", ""), (*ou, "intro")))
    for code in c.codes_lus if not principales else ():
        if c.hypotheses[code].ouverte and c.hypotheses[code].cles:
            c.signaler(ou, f"{code} est ouverte ; donnez « resultat », la valeur dont elle change le montant")
    date = _lire_date(c, objet, champs, regles, ou)
    alea = lire_alea(c, objet["alea"], champs, c.cles, (*ou, "alea")) if "alea" in objet else None
    return Calculateur(
        nom=nom,
        titre=titre,
        intro=intro,
        champs=champs,
        exemple=exemple,
        resultat=tuple(principales),
        regles=relier(regles),
        date=date,
        codes=tuple(c.codes_lus),
        alea=alea,
        versement=_lire_versement(c, objet, principales, ou),
    )


def _lire_versement(c: Chargeur, objet: Mapping[str, Any], principales: list[str], ou: Chemin) -> str:
    """The key of what the Département pays: the first main value, unless the sheet names another, or none."""
    if "versement" not in objet:
        return principales[0] if principales else ""
    if objet["versement"] == AUCUN:
        return ""
    return c.cle_connue(objet["versement"], (*ou, "versement"))


def _lire_date(
    c: Chargeur, objet: Mapping[str, Any], champs: Mapping[str, Champ], regles: list[RegleChargee], ou: Chemin
) -> str:
    """The field that dates a simulation; needed where a rule is dated."""
    mecanismes = [regle.mecanisme for regle in regles]
    verifier_les_periodes(c, mecanismes)
    cle = c.texte(objet.get("date", ""), (*ou, "date"))
    dates = [champ.cle for champ in champs.values() if champ.type == "date"]
    if cle and cle not in dates:
        c.signaler((*ou, "date"), f"{guillemets(cle)} n'est pas un champ de date ; {plus_proche(cle, dates)}")
    elif not cle and any(mecanisme.validite.datee for mecanisme in mecanismes):
        c.signaler(ou, "des règles sont datées ; donnez « date », le champ de date qui choisit les règles")
    return cle
