"""The other sheets of a workbook: readings, clauses, the sheet it comes from, lists, other readings, scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from calculators.bureau.comparaison import comparer
from calculators.bureau.etude import Etude
from calculators.bureau.export import Export
from calculators.bureau.onglet import Onglet
from calculators.bureau.onglet_calcul import LECTURES, style, style_d_unite
from calculators.bureau.saisies_excel import Listes, valider
from calculators.champs import Champ
from calculators.formules.cellule import nom_lecture, nom_tranchee
from calculators.formules.formule import mot, nom_defini, ou

LARGEURS_HYPOTHESES = (17, 48, 32, 18, 36, 38, 10)
A_TRANCHER = "à trancher"
"""What stands for the reading of an open question until one is chosen."""
LARGEURS_CLAUSES = (46, 100)
LARGEURS_FICHE = (34, 100)
LARGEURS_LECTURES = (46, 18, 16, 46, 40)
LARGEURS_LISTE = (10, 16, 60)
LARGEURS_SCENARIOS = (46, 24, 24, 24, 24)
CASES = 400
"""Cells of a list: a value a day of a year, and some."""


def ecrire_hypotheses(onglet: Onglet, export: Export, listes: Listes) -> None:
    """The readings in force, each to be switched."""
    onglet.texte(0, 0, "Hypothèses", "titre")
    onglet.texte(1, 0, "Où la fiche se tait ou hésite : changez une lecture, les montants suivent.", "note")
    for colonne, nom in enumerate(
        ("Code", "Question", "Lecture en vigueur", "Mot", "Statut de la question", "Clause", "Tranchée")
    ):
        onglet.texte(3, colonne, nom, "entete")
    onglet.figer(4)
    en_suspens = export.en_suspens()
    for ligne, (code, hypothese) in enumerate(export.hypotheses.items(), start=4):
        lecture, libelles = export.lectures[code], list(hypothese.lectures.values())
        ouverte = code in en_suspens
        onglet.texte(ligne, 0, code, "fort")
        onglet.texte(ligne, 1, hypothese.texte)
        onglet.texte(ligne, 2, A_TRANCHER if ouverte else hypothese.lectures[lecture], "saisie texte")
        onglet.valider(ligne, 2, listes.regle([A_TRANCHER, *libelles] if ouverte else libelles))
        lue = f'IF(C{ligne + 1}={mot(A_TRANCHER)},{mot(lecture)},"")' if ouverte else '""'
        for un, libelle in reversed([*hypothese.lectures.items()]):
            lue = f"IF({ou(f'C{ligne + 1}={mot(un)}', f'C{ligne + 1}={mot(libelle)}')},{mot(un)},{lue})"
        onglet.formule(ligne, 3, f"={lue}", lecture, "discret")
        onglet.nommer(nom_lecture(code), ligne, 3)
        if hypothese.retenue:
            dite = f"Lecture retenue par défaut : {hypothese.lectures[hypothese.retenue]}."
        elif len(hypothese.lectures) == 1:
            dite = "Une seule lecture est possible."
        else:
            dite = "Question ouverte : la fiche ne permet pas de trancher."
        if ouverte:
            dite += f" Tant qu’elle l’est, le calcul montre la première lecture ({hypothese.lectures[lecture]}), et le"
            dite += " budget attend votre choix."
            onglet.formule(ligne, 6, f"=C{ligne + 1}<>{mot(A_TRANCHER)}", False, "discret")
            onglet.nommer(nom_tranchee(code), ligne, 6)
        onglet.texte(ligne, 4, dite)
        onglet.texte(ligne, 5, f"« {hypothese.citation} »" if hypothese.citation else "", "clause")
    if export.hypotheses:
        onglet.nommer(LECTURES, 4, 3, 3 + len(export.hypotheses))


def ecrire_clauses(onglet: Onglet, export: Export) -> None:
    """The words of the sheet that found each value."""
    onglet.texte(0, 0, "Clauses citées", "titre")
    onglet.texte(1, 0, "Les mots de la fiche, tels qu’elle les porte.", "sous_titre")
    fondees: dict[str, dict[str, None]] = {}
    for cellule in [*export.feuille.cellules, *export.restes()]:
        if cellule.citation and cellule.genre != "etape":
            fondees.setdefault(cellule.citation, {})[cellule.libelle] = None
    onglet.texte(3, 0, "Ce qu’elle fonde", "entete")
    onglet.texte(3, 1, "Clause", "entete")
    onglet.figer(4)
    for ligne, (citation, libelles) in enumerate(fondees.items(), start=4):
        onglet.texte(ligne, 0, " ; ".join(libelles))
        onglet.texte(ligne, 1, f"« {citation} »", "clause")


def ecrire_fiche(onglet: Onglet, export: Export) -> None:
    """Where the workbook comes from."""
    onglet.texte(0, 0, export.notice.titre, "titre")
    rubriques = {**export.notice.rubriques, "Exporté le": f"{export.notice.exporte_le:%d/%m/%Y}"}
    for ligne, (nom, texte) in enumerate(rubriques.items(), start=2):
        onglet.texte(ligne, 0, nom, "fort")
        onglet.texte(ligne, 1, texte)
    ligne = len(rubriques) + 3
    onglet.texte(ligne, 0, "Ce que vaut ce classeur", "fort")
    onglet.texte(
        ligne,
        1,
        "Aide à la préparation, pas une décision : seul le Département décide. Les formules traduisent les règles de la"
        " fiche à la date de l’export ; une fiche revue depuis peut donner d’autres montants.",
    )


def ecrire_lectures(onglet: Onglet, export: Export) -> None:
    """The same computation under each reading left open, step by step."""
    onglet.texte(0, 0, "Le même calcul sous chaque lecture laissée ouverte", "titre")
    ligne = 2
    for variante in export.variantes:
        onglet.texte(ligne, 0, f"{variante.hypothese.code} — {variante.libelle}", "intertitre")
        ligne += 1
        for cellule in variante.feuille.cellules:
            onglet.texte(ligne, 0, cellule.libelle)
            valeur = export.valeur(cellule, variante.evaluation)
            if cellule.formule:
                onglet.formule(ligne, 1, cellule.formule, valeur, style(cellule))
            else:
                onglet.valeur(ligne, 1, valeur, style(cellule))
                onglet.texte(ligne, 3, f"Valeur figée : {cellule.motif}.", "faute")
            onglet.texte(ligne, 2, "" if cellule.unite == "€" else cellule.unite, "discret")
            onglet.texte(ligne, 4, cellule.nom, "discret")
            onglet.nommer(cellule.nom, ligne, 1)
            ligne += 1
        ligne += 1


def ecrire_scenarios(onglet: Onglet, export: Export, etudes: Sequence[Etude]) -> None:
    """The scenarios side by side, as they stood: the other sheets follow the one in hand alone."""
    onglet.texte(0, 0, "Les scénarios côte à côte", "titre")
    onglet.texte(1, 0, f"Valeurs figées, calculées le {export.notice.exporte_le:%d/%m/%Y}.", "note")
    onglet.texte(3, 0, "Ce qui est comparé", "entete")
    for colonne, etude in enumerate(etudes, start=1):
        onglet.texte(3, colonne, etude.scenario.nom, "entete")
    onglet.figer(4)
    for ligne, rangee in enumerate(comparer(etudes), start=4):
        onglet.texte(ligne, 0, f"{rangee.libelle} ≠" if rangee.differe else rangee.libelle, "fort")
        for colonne, case in enumerate(rangee.cases, start=1):
            chiffre = isinstance(case.valeur, Fraction)
            style_du_chiffre = "€ entiers" if rangee.entiers else style_d_unite(rangee.unite)
            onglet.valeur(
                ligne, colonne, case.valeur if chiffre else case.texte, style_du_chiffre if chiffre else "mots"
            )


def ecrire_liste(onglet: Onglet, export: Export, champ: Champ, listes: Listes) -> None:
    """One number a cell: the field that takes a list."""
    onglet.texte(0, 0, champ.libelle, "titre")
    onglet.texte(1, 0, champ.aide, "sous_titre")
    onglet.texte(3, 0, "N°", "entete")
    onglet.texte(3, 1, champ.unite or "Nombre", "entete")
    onglet.figer(4)
    saisie = export.saisies.get(champ.cle)
    nombres = [n for n in saisie if isinstance(n, Fraction)] if isinstance(saisie, tuple) else []
    fin = 3 + max(CASES, len(nombres))
    for rang, ligne in enumerate(range(4, fin + 1)):
        onglet.valeur(ligne, 0, Fraction(rang + 1), "nombre")
        onglet.valeur(ligne, 1, nombres[rang] if rang < len(nombres) else None, "saisie")
    valider(onglet, 4, 1, champ, listes, fin)
    onglet.nommer(nom_defini(champ.cle), 4, 1, fin)
    onglet.imprimer(3 + max(40, len(nombres)), len(LARGEURS_LISTE))
