"""What a cell of the form accepts: the value retained from it, and the fault that is said beside it."""

from __future__ import annotations

from fractions import Fraction

from calculators.champs import NOMBRES, Champ
from calculators.dates import DERNIERE, PREMIERE
from calculators.formules.formule import ecrire_nombre, et, jour, mot, nom_defini, ou
from calculators.nombres import LIMITE, formater_nombre
from calculators.saisie import INCONNU, MAXIMA

_GRAIN = {
    "entier": ("{0}=INT({0})", "un nombre entier"),
    "mois": ("{0}=INT({0})", "un nombre entier"),
    "semaines": ("{0}=INT({0})", "un nombre entier"),
    "jours": ("2*{0}=INT(2*{0})", "des jours entiers ou des demi-journées"),
    "montant": ("ROUND({0},2)={0}", "un montant avec deux décimales au plus"),
}


def nom_retenu(cle: str) -> str:
    """The name of the cell that holds what the rules retain of a field."""
    return f"{nom_defini(cle)}_retenu"


def formule_retenue(champ: Champ, saisies: str) -> str:
    """What the rules retain, where it is not what was typed: a default, the code of an answer; else nothing."""
    nom = nom_defini(champ.cle)
    if champ.type in ("choix", "oui_non"):
        codes = champ.options or {"oui": "Oui", "non": "Non"}
        sinon = mot(champ.defaut) if champ.defaut else '""'
        defaut = f'IF(COUNTA({saisies})=0,"",{sinon})' if champ.defaut else '""'
        lue = '""'
        for code, libelle in reversed([*codes.items()]):
            lue = f"IF({ou(f'{nom}={mot(code)}', f'{nom}={mot(libelle)}')},{mot(code)},{lue})"
        return f'IF({nom}="",{defaut},{lue})'
    if champ.type in NOMBRES and champ.defaut:
        defaut = ecrire_nombre(champ.lire(champ.defaut))  # type: ignore[arg-type]  # a number field reads a number
        return f'IF(ISNUMBER({nom}),{nom},IF(COUNTA({saisies})=0,"",{defaut}))'
    return ""


def maximum_de_saisie(champ: Champ) -> Fraction:
    """The greatest number that the field accepts."""
    return Fraction(champ.maximum if champ.maximum is not None else MAXIMA.get(champ.type, LIMITE))


def faute_de_saisie(champ: Champ) -> str:
    """A formula that says what is wrong in a cell; an empty text while nothing is."""
    nom = nom_defini(champ.cle)
    fautes = [
        (f"COUNTA({nom_defini(autre)})>0", "Ne remplissez pas ce champ en même temps qu’un autre qui l’exclut.")
        for autre in champ.exclut
    ]
    if champ.type in NOMBRES:
        maximum, strict = maximum_de_saisie(champ), ">" if champ.positif else ">="
        test, attendu = _GRAIN.get(champ.type, ("", "un nombre"))
        tient = et(f"ISNUMBER({nom})", f"{nom}{strict}0", f"{nom}<={ecrire_nombre(maximum)}", test.format(nom))
        borne = "supérieur à 0" if champ.positif else "positif ou nul"
        limite = f" ({formater_nombre(maximum)} au plus)" if maximum < LIMITE else ""
        fautes.append((f"NOT(IFERROR({tient},FALSE))", f"Saisissez {attendu}, {borne}{limite}."))
    elif champ.type == "date":
        tient = et(f"ISNUMBER({nom})", f"{nom}>={jour(PREMIERE)}", f"{nom}<={jour(DERNIERE)}")
        fautes.append((f"NOT({tient})", "Saisissez une date, par exemple 31/12/2024."))
    elif champ.type in ("choix", "oui_non"):
        hors_liste = et(f"{nom}<>{mot(INCONNU)}", f'{nom_retenu(champ.cle)}=""')
        fautes.append((hors_liste, "Choisissez une réponse de la liste."))
    message = '""'
    for test, texte in reversed(fautes):
        message = f"IF({test},{mot(texte)},{message})"
    return f'IF(COUNTA({nom})=0,"",{message})'
