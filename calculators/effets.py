"""What another reading changes, and what several say of one line, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from calculators.evaluation import Evaluation
from calculators.limites import ATTENDU
from calculators.resultat import VERDICTS
from calculators.trace import Donnee, Ligne, Reponses, formater
from calculators.typographie import enumerer


def ecart(avant: Donnee, apres: Donnee, unite: str) -> str:
    """« + 250,00 € », « + 1 jour (1er mars 2025) », or the new value where the two can't be subtracted."""
    if isinstance(avant, Fraction) and isinstance(apres, Fraction):
        signe = "+" if apres > avant else "−"
        return f"{signe}\u00a0{formater(abs(apres - avant), 'points' if unite == '%' else unite)}"
    if isinstance(avant, date) and isinstance(apres, date):
        signe, jours = "+" if apres > avant else "−", Fraction(abs((apres - avant).days))
        return f"{signe}\u00a0{formater(jours, 'jours')} ({formater(apres, unite)})"
    return formater(apres, unite)


def etendue(valeurs: Sequence[Donnee], unite: str) -> str:
    """The one value, or from the least to the most where other open questions make it vary."""
    nombres = {valeur for valeur in valeurs if isinstance(valeur, Fraction)}
    if len(nombres) < 2:
        return formater(valeurs[0], unite)
    return f"de {formater(min(nombres), unite)} à {formater(max(nombres), unite)}"


def premiere_difference(base: Evaluation, autre: Evaluation) -> str:
    """« Durée : + 3 mois », the first line that another reading changes; empty where it changes none."""
    for cle, ligne in autre.lignes.items():
        avant = base.lignes.get(cle)
        if avant and not ligne.verdict and avant.valeur != ligne.valeur:
            return f"{ligne.libelle} : {ecart(avant.valeur, ligne.valeur, ligne.unite)}"
    return ""


def ruptures(base: Evaluation, autre: Evaluation) -> str:
    """« une règle non tenue de moins », where that is all that another reading changes; empty where it isn't."""
    ecart = autre.rompues - base.rompues
    regles = f"{abs(ecart)} règles non tenues" if abs(ecart) > 1 else "une règle non tenue"
    return f"{regles} de {'plus' if ecart > 0 else 'moins'}" if ecart else ""


def opposer(evaluations: Sequence[tuple[Mapping[str, str], Evaluation]], code: str) -> list[list[Evaluation]]:
    """The evaluations that differ by the reading of one question alone, a list for each way of answering the others."""
    groupes: dict[str, list[Evaluation]] = {}
    for lectures, evaluation in evaluations:
        if code in lectures:
            autres = sorted(item for item in lectures.items() if item[0] != code)
            groupes.setdefault(str(autres), []).append(evaluation)
    return list(groupes.values())


def derniere_changee(evaluations: Sequence[Evaluation]) -> str:
    """Key of the last value on which they don't agree; empty where they agree on all of them."""
    for cle in reversed(dict.fromkeys(cle for evaluation in evaluations for cle in evaluation.lignes)):
        lignes = [evaluation.lignes.get(cle) for evaluation in evaluations]
        if not any(ligne and ligne.verdict for ligne in lignes) and len({li and li.valeur for li in lignes}) > 1:
            return cle
    return ""


def accorder(ligne: Ligne, lectures: Sequence[Ligne]) -> Ligne:
    """A line with all that the readings say of it: each value that is judged has its own limits and its own verdict."""
    dites = list(dict.fromkeys(une.explication for une in lectures))
    valeurs = list(dict.fromkeys(une.texte for une in lectures)) if ligne.verdict else []
    if len(valeurs) > 1 and not any(isinstance(valeur, Reponses) for valeur in valeurs):
        if {une.verdict for une in lectures} == {"satisfaite"}:
            ligne = replace(ligne, mots=f"{enumerer(valeurs, 'ou')}, selon la lecture")
        else:
            jugees = dict.fromkeys(
                f"{une.texte} : {VERDICTS[une.verdict].lower()} ({une.explication.removesuffix('.')})"
                for une in lectures
            )
            return replace(ligne, mots=Reponses("Selon la lecture"), calcul=" ; ".join(jugees))
    if len(dites) == 1:
        return ligne
    commun = ATTENDU if all(dite.startswith(ATTENDU) for dite in dites) else ""
    phrases = [dites[0], *(dite.removeprefix(commun) for dite in dites[1:])]
    phrases = [*(phrase.removesuffix(".") for phrase in phrases[:-1]), phrases[-1]]
    return replace(ligne, calcul=ligne.nature(" ; ou ".join(phrases)), arbre=None)


def ce_que_dit(evaluation: Evaluation, cle: str) -> object:
    """What an evaluation says under a key, to be compared: nothing at all is not a value that is nothing."""
    ligne = evaluation.lignes.get(cle)
    return (ligne.valeur, ligne.verdict) if ligne else ()
