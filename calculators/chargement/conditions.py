"""Reading the conditions of a `public` rule from a sheet's YAML."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from calculators.champs import SANS_NOMBRE
from calculators.conditions import COMPARAISONS, DATES, Condition, Fait, Groupe, SelonLecture
from calculators.erreurs import voulu
from calculators.parametres import Chemin
from calculators.quantites import Cle
from calculators.typographie import guillemets

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur

_FAIT = ("champ", "attendu", *COMPARAISONS, *DATES, "selon", "libelle", "citation")
_FORMES = ("tous", "un", "aucun", "parmi")
_GROUPE = (*_FORMES, "au_moins", "libelle", "citation")


def lire_conditions(c: Chargeur, brut: Any, ou: Chemin) -> tuple[Condition, ...]:
    """A list of conditions."""
    lues = (lire_condition(c, element, (*ou, rang)) for rang, element in enumerate(c.liste(brut, ou)))
    return tuple(lue for lue in lues if lue)


def lire_condition(c: Chargeur, brut: Any, ou: Chemin) -> Condition | None:
    """One condition; faults are reported to the loader."""
    if not isinstance(brut, Mapping):
        c.signaler(ou, "une condition est attendue ici ; écrivez champ, attendu, citation")
        return None
    if isinstance(brut.get("selon"), str):
        hypothese = c.hypothese(brut["selon"], (*ou, "selon"))
        reste = {k: v for k, v in brut.items() if k != "selon"}
        cas = c.objet(reste, ou, tuple(hypothese.lectures or reste))
        lus = {lecture: lue for lecture, b in cas.items() if (lue := lire_condition(c, b, (*ou, lecture)))}
        if hypothese.lectures and set(lus) != set(hypothese.lectures):
            c.signaler(ou, f"donnez une condition par lecture : {', '.join(hypothese.lectures)}")
            return None
        return SelonLecture(hypothese.code, lus) if lus else None
    if "champ" in brut or (not any(nom in brut for nom in _FORMES) and any(voulu(str(n), ["champ"]) for n in brut)):
        return _lire_fait(c, brut, ou)
    return _lire_groupe(c, brut, ou)


def _lire_fait(c: Chargeur, brut: Mapping[str, Any], ou: Chemin) -> Condition | None:
    objet = c.objet(brut, ou, _FAIT)
    for nom in ("citation", "libelle"):
        if nom not in objet:
            c.signaler(ou, f"« {nom} » manque à cette condition ; donnez-le")
    mots = objet.get("attendu", [])
    mots = [mots] if isinstance(mots, str) else c.liste(mots, (*ou, "attendu")) if mots else []
    limites = {nom: c.expression(objet[nom], (*ou, nom)) for nom in COMPARAISONS if nom in objet}
    for nom, limite in limites.items():
        c.comparables((*ou, nom), Cle(str(objet.get("champ"))), limite)
    for bas in ("au_moins", "plus_de"):
        for haut in ("au_plus", "moins_de"):
            c.ordonnes(ou, limites.get(bas), limites.get(haut))
    dates = {nom: c.date_ou_cle(objet[nom], (*ou, nom)) for nom in DATES if nom in objet}
    debut, fin = dates.get("a_partir_du") or dates.get("apres"), dates.get("jusqu_au") or dates.get("avant")
    if isinstance(debut, date) and isinstance(fin, date) and debut > fin:
        c.signaler(ou, "le premier jour admis vient après le dernier ; échangez-les")
    _verifier_le_type(c, str(objet.get("champ")), objet, ou)
    if not mots and not limites and not dates:
        c.signaler(ou, "« attendu » manque à cette condition ; donnez la ou les réponses admises")
    selon = c.table(objet.get("selon", {}), (*ou, "selon"))
    for mot, code in selon.items():
        lectures = c.hypothese(str(code), (*ou, "selon", mot)).lectures
        if lectures and set(lectures) != {"admis", "exclu"}:
            c.signaler((*ou, "selon", mot), f"les lectures de {code} doivent être admis et exclu")
    if mots or selon:
        c.reponses(str(objet.get("champ")), [*(m for m in mots if isinstance(m, str)), *selon], (*ou, "attendu"))
    return Fait(
        c.cle_connue(objet.get("champ"), (*ou, "champ")),
        c.texte(objet.get("libelle", ""), (*ou, "libelle")),
        c.texte(objet.get("citation", ""), (*ou, "citation")),
        tuple(c.texte(mot, (*ou, "attendu")) for mot in mots),
        limites,
        {nom: jour for nom, jour in dates.items() if jour},
        dict(selon),
    )


def _verifier_le_type(c: Chargeur, cle: str, objet: Mapping[str, Any], ou: Chemin) -> None:
    """A field compared in a way that its type does not know would always hold, or never."""
    champ = c.champs.get(cle)
    if champ is None:
        return
    for nom in (nom for nom in (*COMPARAISONS, *DATES) if nom in objet):
        if nom in DATES and champ.type != "date":
            c.signaler((*ou, nom), f"{guillemets(cle)} n'est pas une date ; comparez avec {', '.join(COMPARAISONS)}")
        elif nom in COMPARAISONS and champ.type in SANS_NOMBRE:
            suite = f"comparez avec {', '.join(DATES)}" if champ.type == "date" else "donnez « attendu »"
            c.signaler((*ou, nom), f"{guillemets(cle)} n'est pas un nombre ; {suite}")


def _combien(c: Chargeur, objet: Mapping[str, Any], conditions: int, ou: Chemin) -> int:
    """How many of so many conditions a k-of-n asks for."""
    if "au_moins" not in objet:
        c.signaler(ou, "« au_moins » manque à « parmi » ; dites combien de conditions suffisent")
        return 1
    nombre = c.nombre(objet["au_moins"], (*ou, "au_moins"))
    if nombre is None:
        return 1
    if nombre.denominator != 1 or not 1 <= nombre <= conditions:
        c.signaler((*ou, "au_moins"), f"il y a {conditions} conditions ; donnez un nombre entier de 1 à {conditions}")
        return 1
    return int(nombre)


def _lire_groupe(c: Chargeur, brut: Mapping[str, Any], ou: Chemin) -> Condition | None:
    objet = c.objet(brut, ou, _GROUPE)
    nom = next((n for n in _FORMES if n in objet), "")
    if not nom:
        c.signaler(ou, "« champ » manque à cette condition ; donnez-le, ou une liste sous tous, un, aucun ou parmi")
        return None
    conditions = lire_conditions(c, objet[nom], (*ou, nom))
    if not conditions:
        return None
    minimum = {"tous": len(conditions), "aucun": 0}.get(nom, 1)
    if nom == "parmi":
        minimum = _combien(c, objet, len(conditions), ou)
    premiere = conditions[0]
    libelle = c.texte(objet.get("libelle", premiere.libelle), (*ou, "libelle"))
    citation = c.texte(objet.get("citation", premiere.citation), (*ou, "citation"))
    return Groupe(libelle, citation, conditions, minimum)
