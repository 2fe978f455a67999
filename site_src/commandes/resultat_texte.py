"""A result as a terminal shows it: the verdict first, then each figure with its sum and its clause."""

import textwrap

from calculators import NOMS, VERDICTS, Resultat, typographie

_LARGEUR = 100


def ecrire_resultat(resultat: Resultat) -> str:
    """Return the whole result as French text."""
    titre = f"{resultat.fiche}, {NOMS.get(resultat.calculateur, resultat.calculateur).lower()}".strip(", ")
    # The sentence of a wrong input speaks of a form, where what was typed is kept.
    phrase = f"{resultat.mot}." if resultat.erreurs else f"{resultat.mot}. {resultat.bandeau}"
    blocs = [f"{titre} : {phrase}" if titre else phrase]
    blocs[0] += _clause(resultat.citation)
    blocs += [f"  {erreur.champ} : {erreur.message}" for erreur in resultat.erreurs]
    largeur = max((len(ligne.libelle) for ligne in resultat.lignes), default=0)
    for ligne in resultat.lignes:
        calcul = f"   ({ligne.explication})" if ligne.explication else ""
        valeur = f"{VERDICTS[ligne.verdict]} : {ligne.texte}" if ligne.verdict else ligne.texte
        libelle = typographie(f"{ligne.libelle:<{min(largeur, 48)}}")
        blocs.append(f"  {libelle}  {valeur}{calcul}" + _clause(ligne.citation))
    for alerte in resultat.alertes:
        if resultat.message and alerte.message == resultat.message:
            continue  # said above, with its clause
        blocs.append("  ! " + typographie(f"{alerte.message} {alerte.correction}").strip() + _clause(alerte.citation))
    for hypothese in resultat.hypotheses:
        lue = hypothese.en_vigueur or "ouverte : toutes les lectures sont montrées"
        blocs.append(f"  Hypothèse {hypothese.code} ({lue}) : {hypothese.texte}")
        if hypothese.effet:
            blocs.append(f"      {hypothese.effet}")
    return "\n".join(blocs)


def _clause(citation: str) -> str:
    if not citation:
        return ""
    return "\n" + textwrap.fill(f"« {citation} »", _LARGEUR, initial_indent="      ", subsequent_indent="      ")
