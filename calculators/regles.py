"""The rules of a sheet: loaded once from plain data, then asked for results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import calculators.mecanismes  # noqa: F401  (registers every mechanism)
from calculators.alea import lire_alea
from calculators.calculateur import NOMS, Calculateur, RegleChargee, relier
from calculators.champs import Champ, lire_saisies
from calculators.chargement import Chargeur
from calculators.deploiement import deployer
from calculators.erreurs import Probleme, ReglesInvalides, SaisieInvalide, plus_proche
from calculators.hypotheses import Hypothese
from calculators.lecture_champs import essayer, lire_champs, lire_mots
from calculators.lecture_pluriannuel import NOM as PLURIANNUEL
from calculators.mecanisme import MecanismeDeValeur
from calculators.parametres import Chemin
from calculators.parcours import Parcours, composer
from calculators.pluriannuel import Pluriannuel
from calculators.reponse import calculer
from calculators.resultat import Resultat
from calculators.typographie import guillemets, typographie
from calculators.validite import verifier_les_periodes

_CALCULATEUR = ("titre", "intro", "champs", "exemple", "resultat", "versement", "date", "alea", "regles")
_HYPOTHESE = ("texte", "lectures", "retenue", "cles", "citation")
AUCUN = "aucun"
"""What `versement` says where the sheet names no payment."""


class Regles:
    """The calculators of one sheet and the hypotheses that they open."""

    def __init__(
        self,
        fiche: str,
        hypotheses: Mapping[str, Hypothese],
        calculateurs: Mapping[str, Calculateur],
        parcours: Parcours | None = None,
        pluriannuel: Pluriannuel | None = None,
    ) -> None:
        self.fiche = fiche
        self.hypotheses = hypotheses
        self.calculateurs = calculateurs
        self.parcours = parcours
        self.pluriannuel = pluriannuel

    def calculer(self, nom: str, entrees: Any, hypotheses: Any = None) -> Resultat:
        """The result of a calculator on what a reader typed; no input makes it raise (see `calculators.reponse`)."""
        return calculer(self, nom, entrees, hypotheses)

    def regles_exercees(self, nom: str, entrees: Mapping[str, Any], lectures: Mapping[str, str]) -> frozenset[int]:
        """Ranks of the rules that a case reaches; none where its input is refused."""
        calculateur = self.calculateurs[nom]
        try:
            saisies = lire_saisies(calculateur.champs, entrees)
            return calculateur.evaluer(saisies, self.hypotheses, lectures).appliquees
        except SaisieInvalide:
            return frozenset()

    def champs_inutiles(self, nom: str) -> list[str]:
        """Fields of a calculator that serve neither a rule, nor another field, nor the course of the action."""
        calculateur = self.calculateurs[nom]
        suites = [calculateur, self.parcours.calculateur] if self.parcours else [calculateur]
        servent = {calculateur.date} | {champ.sauf for champ in calculateur.champs.values()}
        servent |= calculateur.alea.cles if calculateur.alea else set()
        for regle in (regle for suite in suites for regle in suite.regles):
            servent |= regle.cles
        return [cle for cle in calculateur.champs if cle not in servent]


def charger(donnees: Mapping[str, Any]) -> Regles:
    """Load the rules of a sheet from its `id`, `hypotheses`, `calculateurs`, `parcours`, `pluriannuel`.

    Raises `ReglesInvalides` with every fault found.
    """
    problemes: list[Probleme] = []
    c = Chargeur({}, (), problemes)
    bruts = c.table(donnees.get("hypotheses", {}), ("hypotheses",))
    hypotheses = {code: _lire_hypothese(c, code, brut, ("hypotheses", code)) for code, brut in bruts.items()}
    calculateurs = {}
    codes_lus: set[str] = set()
    bruts = c.objet(donnees.get("calculateurs", {}), ("calculateurs",), list(NOMS))
    for nom, brut in bruts.items():
        chargeur = Chargeur(hypotheses, (), problemes)
        calculateurs[nom] = _lire_calculateur(chargeur, nom, brut, ("calculateurs", nom))
        codes_lus |= set(chargeur.codes_lus)
    ajout = None
    if brut := donnees.get("parcours"):
        chargeur = Chargeur(hypotheses, (), problemes)
        ajout = _lire_calculateur(chargeur, "parcours", brut, ("parcours",), calculateurs.get("duree"))
        codes_lus |= set(chargeur.codes_lus)
    pluriannuel = None
    if brut := donnees.get(PLURIANNUEL):
        deplies: list[Probleme] = []
        chargeur = Chargeur(hypotheses, (), deplies)
        deploiement = deployer(Chargeur(hypotheses, (), problemes), brut)
        calculateur = _lire_calculateur(chargeur, PLURIANNUEL, deploiement.donnees, (PLURIANNUEL,))
        pluriannuel = Pluriannuel(deploiement.grille, calculateur)
        problemes += deploiement.situer(deplies)
        codes_lus |= set(chargeur.codes_lus)
    for code in hypotheses:
        if code not in codes_lus:
            c.signaler(("hypotheses", code), f"aucune règle n'ouvre l'hypothèse {code} ; citez-la ou retirez-la")
    if problemes:
        raise ReglesInvalides(problemes)
    parcours = composer(calculateurs.get("duree"), ajout)
    return Regles(str(donnees.get("id", "")), hypotheses, calculateurs, parcours, pluriannuel)


def _lire_hypothese(c: Chargeur, code: str, brut: Any, ou: Chemin) -> Hypothese:
    objet = c.objet(brut, ou, _HYPOTHESE)
    for nom in ("texte", "lectures"):
        if nom not in objet:
            c.signaler(ou, f"« {nom} » manque à l'hypothèse ; donnez-le")
    lectures = lire_mots(c, objet.get("lectures", {}), (*ou, "lectures"))
    retenue = c.mot(objet["retenue"], (*ou, "retenue"), list(lectures)) if "retenue" in objet else ""
    cles = {
        c.mot(lecture, (*ou, "cles"), list(lectures)): c.sortie(cle, (*ou, "cles", lecture))
        for lecture, cle in lire_mots(c, objet.get("cles", {}), (*ou, "cles")).items()
    }
    if cles and (set(cles) != set(lectures) or len(set(cles.values())) < len(cles)):
        c.signaler((*ou, "cles"), "chaque lecture a sa clé ; donnez-en une différente à chacune")
    citation = c.texte(objet["citation"], (*ou, "citation")) if "citation" in objet else ""
    texte = typographie(c.texte(objet.get("texte", ""), (*ou, "texte")))
    return Hypothese(code, texte, lectures, retenue, cles, citation)


def _lire_calculateur(c: Chargeur, nom: str, brut: Any, ou: Chemin, suite_de: Calculateur | None = None) -> Calculateur:
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
