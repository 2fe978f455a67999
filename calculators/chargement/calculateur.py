"""Reading a calculator from a sheet's YAML: its fields, its rules, what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from calculators.alea import lire_alea
from calculators.calculateur import NOMS, Calculateur
from calculators.champs import Champ
from calculators.chargement.champs import essayer, lire_champs
from calculators.chargement.chargeur import Chargeur
from calculators.erreurs import plus_proche
from calculators.liens import RegleChargee, relier
from calculators.mecanisme import MecanismeDeValeur
from calculators.nombres import unite_nommee
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
        c.cles += [cle for mecanisme in suite_de.mecanismes for cle in mecanisme.donne]
    c.cles += list(champs)
    c.champs = champs
    regles = []
    if "regles" not in objet:
        c.signaler(ou, "« regles » manque à ce calculateur ; donnez au moins une règle")
    for rang, element in enumerate(c.liste(objet["regles"], (*ou, "regles")) if "regles" in objet else ()):
        c.cles_lues, c.codes_de_la_regle = set(), set()
        if mecanisme := c.regle(element, (*ou, "regles", rang)):
            regles.append(RegleChargee(mecanisme, frozenset(c.cles_lues), frozenset(c.codes_de_la_regle)))
    resultat = objet.get("resultat") if regles else None
    cles = [resultat] if isinstance(resultat, str) else c.liste(resultat, (*ou, "resultat")) if resultat else []
    principales = [_donnee(c, cle, (*ou, "resultat", rang)) for rang, cle in enumerate(cles)]
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
    _distinguer_les_lectures(c)
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
        versement=_lire_versement(c, objet, principales, _hors_euros(c, regles), ou),
    )


def _lire_versement(c: Chargeur, objet: Mapping[str, Any], principales: list[str], autres: set[str], ou: Chemin) -> str:
    """The key of what the Département pays: the first main amount, unless the sheet names another, or none."""
    if "versement" not in objet:
        return next((cle for cle in principales if cle not in autres), "")
    if objet["versement"] == AUCUN:
        return ""
    cle = _donnee(c, objet["versement"], (*ou, "versement"))
    if cle in autres:
        quoi = f"{guillemets(cle)} n’est pas un montant en euros"
        c.signaler((*ou, "versement"), f"{quoi} ; donnez la clé de ce que verse le Département, ou « {AUCUN} »")
    return cle


def _hors_euros(c: Chargeur, regles: list[RegleChargee]) -> set[str]:
    """The values that are known to be no amount: they are in another unit than the euro, or in none."""
    nommees = {
        regle.mecanisme.cle: unite_nommee(regle.mecanisme.unite)
        for regle in regles
        if isinstance(regle.mecanisme, MecanismeDeValeur) and regle.mecanisme.unite
    }
    return c.nus | {cle for cle, unite in {**nommees, **c.unites}.items() if unite != "€"}


def _donnee(c: Chargeur, brut: Any, ou: Chemin) -> str:
    """The key of a value that a rule gives."""
    cle = c.cle_connue(brut, ou)
    if cle not in c.champs:
        return cle
    donnees = [autre for autre in c.cles if autre not in c.champs]
    suite = f"donnez ce qu’une règle calcule : {', '.join(donnees)}" if donnees else "donnez ce qu’une règle calcule"
    c.signaler(ou, f"{guillemets(cle)} est un champ, que le lecteur remplit ; {suite}")
    return ""


def _distinguer_les_lectures(c: Chargeur) -> None:
    """The amount of a reading has a key of its own; a single reading excludes nothing, it may name the value itself."""
    for code in c.codes_lus:
        cles = c.hypotheses[code].cles
        for lecture, cle in cles.items() if len(cles) > 1 else ():
            if cle in c.cles:
                quoi = f"{guillemets(cle)} est déjà la clé d’{'un champ' if cle in c.champs else 'une autre valeur'}"
                suite = f"donnez-en une autre au montant de cette lecture, comme « si_{lecture} »"
                c.signaler(("hypotheses", code, "cles", lecture), f"{quoi} ; {suite}")


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
