"""What formulas do with one another: add, multiply, divide, round, choose between cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from calculators.formules.formule import (
    ATOME,
    PRODUIT,
    SOMME,
    Formule,
    Intraduisible,
    ecrire_nombre,
    et,
    mot,
    nombres,
    ou,
)


def litteral(nombre: Fraction, unite: str = "") -> Formule:
    """A number of the sheet."""
    return Formule(ecrire_nombre(nombre), unite, litteral=nombre, exacte=True)


ZERO, UN = litteral(Fraction(0)), litteral(Fraction(1))


def fonction(nom: str, *termes: Formule, unite: str | None = None) -> Formule:
    """`MIN(a,b)`: a function of several numbers, all of them needed; its unit is the first one's."""
    texte = f"{nom}({','.join(t.texte for t in termes)})"
    exacte = nom in ("MIN", "MAX") and all(t.exacte for t in termes)
    return Formule(texte, termes[0].unite if unite is None else unite, exacte=exacte).avec(*termes)


def arrondie(formule: Formule, decimales: int) -> Formule:
    """Half-up, away from zero on a tie: `ROUND` and `calculators.nombres.arrondir` are the same.

    A subtraction of binary numbers leaves dust that would hide a tie: it is swept first.
    """
    if formule.rang == ATOME and formule.texte.startswith("ROUND(") and formule.texte.endswith(f",{decimales})"):
        return replace(formule, exacte=True)
    net = f"ROUND({formule.texte},9)" if "-" in formule.texte else formule.texte
    return replace(formule, texte=f"ROUND({net},{decimales})", rang=ATOME, exacte=True)


def produit(*facteurs: Formule, unite: str = "") -> Formule:
    """Numbers multiplied; a factor of 1 is not written."""
    montres = [f for f in facteurs if f.litteral != 1 or f.unite == "%"] or [UN]
    if len(montres) == 1:
        return replace(montres[0].coefficient, unite=unite).avec(*facteurs)
    texte = "*".join(f.coefficient.facteur for f in montres)
    return Formule(texte, unite, rang=PRODUIT).avec(*facteurs)


def somme(*termes: Formule, unite: str = "") -> Formule:
    """Numbers added; a term of 0 is not written."""
    if all(t.litteral is not None for t in termes):
        return litteral(sum((t.litteral or Fraction(0) for t in termes), Fraction(0)), unite)
    montres = [t for t in termes if t.litteral != 0] or [ZERO]
    if len(montres) == 1:
        return replace(montres[0], unite=unite).avec(*termes)
    return Formule("+".join(t.texte for t in montres), unite, rang=SOMME).avec(*termes)


def difference(de: Formule, moins: Formule) -> Formule:
    """One number less another."""
    if moins.litteral == 0:
        return de.avec(moins)
    retire = f"({moins.texte})" if moins.rang == SOMME else moins.texte
    return Formule(f"{de.texte}-{retire}", de.unite or moins.unite, rang=SOMME).avec(de, moins)


def quotient(numerateur: Formule, denominateur: Formule) -> Formule:
    """One number divided by another; no condition is set on the divisor."""
    texte = f"{numerateur.facteur}/{denominateur.diviseur}"
    return Formule(texte, numerateur.unite, rang=PRODUIT).avec(numerateur, denominateur)


def prudente(test: str, *formules: Formule) -> str:
    """A test on numbers that may be missing: false where one is, never an error."""
    sures = (f.litteral is not None or (f.exacte and f.requis == (f.texte,)) for f in formules)
    return test if all(sures) else f"IFERROR({test},FALSE)"


def comparer(nombre: Formule, signe: str, limite: Formule, comprise: str) -> str:
    """A number past a limit, itself admitted or not: `comprise` is `TRUE`, `FALSE`, or the test that tells."""
    sans, avec = f"{nombre.compare}{signe}{limite.compare}", f"{nombre.compare}{signe}={limite.compare}"
    return {"TRUE": avec, "FALSE": sans}.get(comprise, f"IF({comprise},{avec},{sans})")


def choisir(cas: Sequence[tuple[str, Formule]], sinon: Formule | None) -> Formule:
    """The number of the first test that holds, else `sinon`; each is needed only where it is the one chosen."""
    utiles = [(test, formule) for test, formule in cas if test != "FALSE"]
    if certain := [rang for rang, (test, _) in enumerate(utiles) if test == "TRUE"]:
        utiles, sinon = utiles[: certain[0]], utiles[certain[0]][1]
    if sinon is None:
        # No test is written for the last case: that one of them holds is a condition.
        return choisir(utiles[:-1], utiles[-1][1]).avec(conditions=[_connue_selon(utiles, None, ())])
    branches = [*(formule for _, formule in utiles), sinon]
    if all(branche == sinon for branche in branches):
        return sinon
    commun = tuple(nom for nom in sinon.requis if all(nom in branche.requis for branche in branches))
    texte = sinon.texte
    for test, formule in reversed(utiles):
        texte = f"IF({test},{formule.texte},{texte})"
    exacte = all(branche.exacte for branche in branches)
    choisie = Formule(texte, unite_commune(branches), commun, exacte=exacte)
    return choisie.avec(conditions=[_connue_selon(utiles, sinon, commun)])


def _connue_selon(cas: Sequence[tuple[str, Formule]], sinon: Formule | None, commun: Sequence[str]) -> str:
    """What must be true for the branch in force to be known, beside what all of them need."""
    connue = _sans(sinon, commun) if sinon else "FALSE"
    for test, formule in reversed(cas):
        connue = _selon(test, _sans(formule, commun), connue)
    return "" if connue == "TRUE" else connue


def _sans(formule: Formule, commun: Sequence[str]) -> str:
    return et(nombres([nom for nom in formule.requis if nom not in commun]), *formule.conditions) or "TRUE"


def _selon(test: str, alors: str, sinon: str) -> str:
    """A truth that depends on another, written the shortest way."""
    alors = "TRUE" if alors == test else alors
    if alors == sinon:
        return alors
    if sinon == "FALSE":
        return test if alors == "TRUE" else et(test, alors)
    if alors == "TRUE":
        return ou(test, sinon)
    return f"IF({test},{alors},{sinon})"


def unite_commune(branches: Sequence[Formule]) -> str:
    """The unit that numbers share. Money and a count can't stand in one cell: they are not rounded alike."""
    unites = [branche.unite for branche in branches if branche.litteral != 0]
    unites = unites or [branche.unite for branche in branches if branche.unite] or [""]
    if len({unite if unite in ("€", "%") else "" for unite in unites}) > 1:
        raise Intraduisible("l’unité du résultat dépend du cas")
    return unites[0]


def ou_sinon(formule: Formule, sinon: Formule) -> Formule:
    """The number where it is known, else another."""
    if not formule.connue:
        return formule
    texte = f"IF({formule.connue},{formule.texte},{sinon.texte})"
    return Formule(texte, formule.unite or sinon.unite, sinon.requis, sinon.conditions, exacte=formule.exacte)


def selon_lecture(nom: str, cas: Mapping[str, Formule]) -> Formule:
    """The number of the reading in force, whose word stands in the cell `nom`."""
    *autres, (_, dernier) = cas.items()
    return choisir([(f"{nom}={mot(lecture)}", formule) for lecture, formule in autres], dernier)
