"""Reading the fields of a form from a sheet's YAML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from calculators.champs import SANS_NOMBRE, Champ
from calculators.erreurs import SaisieInvalide, plus_proche
from calculators.faits import FAITS
from calculators.parametres import Chemin
from calculators.saisie import AUCUNE, INCONNU, LECTEURS
from calculators.typographie import guillemets, plier, typographie

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur

_CHAMP = (
    "type", "libelle", "aide", "facultatif", "options", "positif", "maximum", "defaut", "exclut", "sauf", "unite",
    "noms_propres",
)  # fmt: skip

RESERVEES = frozenset((
    "append", "autocomplete", "chance", "closest", "constructor", "contains", "dataset", "elements", "fiche", "hidden",
    "id", "matches", "reset",
))  # fmt: skip
"""Keys that no field may have: in a form, a control of that name would hide what the page's scripts ask of the form;
the desk of the budget has its own `chance` and `fiche`."""

_PRISES = {
    "choix": {INCONNU: "« je ne sais pas »"},
    "choix_multiples": {INCONNU: "« je ne sais pas »", AUCUNE: "« rien de cela »"},
}
"""What every field of a type understands by itself: such an answer could never be chosen."""


def lire_champs(c: Chargeur, bruts: Any, ou: Chemin) -> dict[str, Champ]:
    """The fields of a calculator, by key; faults are reported to the loader."""
    champs = {cle: _lire_champ(c, cle, brut, (*ou, cle)) for cle, brut in c.table(bruts, ou).items()}
    for cle, champ in champs.items():
        if cle in RESERVEES:
            c.signaler((*ou, cle), f"{guillemets(cle)} est un mot de la page elle-même ; donnez une autre clé au champ")
        _distinguer(c, champ, (*ou, cle, "options"))
        for mot, sens in _PRISES.get(champ.type, {}).items():
            for code in (code for code in champ.options if code.lower() == mot):
                suite = "donnez un autre mot à cette réponse, ou retirez-la"
                c.signaler((*ou, cle, "options", code), f"{guillemets(code)} dit déjà {sens} à ce champ ; {suite}")
        for faute in _incoherences(champ):
            c.signaler((*ou, cle), faute)
        if champ.defaut:
            essayer(c, champ, champ.defaut, (*ou, cle, "defaut"))
        for autre in (*champ.exclut, *filter(None, [champ.sauf])):
            if autre not in champs:
                c.signaler((*ou, cle), f"champ inconnu {guillemets(autre)} ; {plus_proche(autre, list(champs))}")
    return champs


def _incoherences(champ: Champ) -> Iterator[str]:
    """What a field of this type can't have."""
    a_choix = champ.type in ("choix", "choix_multiples")
    if a_choix and not champ.options:
        yield f"un champ de type « {champ.type} » propose des réponses ; donnez-les sous « options »"
    if champ.options and not a_choix:
        yield f"« options » ne va pas avec le type « {champ.type} » ; prenez « choix » ou « choix_multiples »"
    for nom, donne in (("maximum", champ.maximum is not None), ("positif", champ.positif)):
        if donne and champ.type in SANS_NOMBRE and champ.type != "liste_entiers":
            yield f"« {nom} » ne va pas avec le type « {champ.type} », qui n’est pas un nombre ; retirez-le"
    if champ.maximum is not None and champ.maximum < 0:
        yield "« maximum » est négatif ; aucune valeur ne pourrait être saisie"
    if champ.cle in (*champ.exclut, champ.sauf):
        yield "« sauf » et « exclut » nomment d’autres champs que celui-ci ; retirez sa clé"


def essayer(c: Chargeur, champ: Champ, valeur: Any, ou: Chemin) -> None:
    """Report a value that the field would refuse."""
    try:
        champ.lire(valeur)
    except SaisieInvalide as erreur:
        c.signaler(ou, erreur.message)


def _distinguer(c: Chargeur, champ: Champ, ou: Chemin) -> None:
    """Report answers that a reader would type in the same way."""
    vues: dict[str, str] = {}
    for code, libelle in champ.options.items():
        for mot in {plier(code), plier(libelle)}:
            if (autre := vues.setdefault(mot, code)) != code:
                suite = "à la casse et aux accents près ; donnez-leur des noms différents"
                c.signaler((*ou, code), f"{guillemets(code)} et {guillemets(autre)} se saisissent de même, {suite}")


def lire_mots(c: Chargeur, brut: Any, ou: Chemin) -> dict[str, str]:
    """Words to show, by key."""
    return {mot: typographie(c.texte(libelle, (*ou, mot))) for mot, libelle in c.table(brut, ou).items()}


def _lire_champ(c: Chargeur, cle: str, brut: Any, ou: Chemin) -> Champ:
    objet = {**FAITS.get(cle, {}), **c.objet(brut, ou, _CHAMP)}
    for nom in ("type", "libelle"):
        if nom not in objet:
            c.signaler(ou, f"« {nom} » manque au champ ; donnez-le")
    return Champ(
        cle=c.sortie(cle, ou),
        type=c.mot(objet.get("type", "nombre"), (*ou, "type"), list(LECTEURS), defaut="nombre"),
        libelle=typographie(c.texte(objet.get("libelle", cle), (*ou, "libelle"))),
        aide=typographie(c.texte(objet.get("aide", ""), (*ou, "aide"))),
        facultatif=c.bascule(objet.get("facultatif", "non"), (*ou, "facultatif")),
        options=lire_mots(c, objet.get("options", {}), (*ou, "options")),
        positif=c.bascule(objet.get("positif", "non"), (*ou, "positif")),
        maximum=c.nombre(objet["maximum"], (*ou, "maximum")) if "maximum" in objet else None,
        defaut=c.texte(objet.get("defaut", ""), (*ou, "defaut")),
        exclut=c.textes(objet["exclut"], (*ou, "exclut")) if "exclut" in objet else (),
        sauf=c.texte(objet.get("sauf", ""), (*ou, "sauf")),
        noms_propres=c.bascule(objet.get("noms_propres", "non"), (*ou, "noms_propres")),
        nom_unite=typographie(c.texte(objet.get("unite", ""), (*ou, "unite"))),
    )
