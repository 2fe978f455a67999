"""`somme`: quantities added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from calculators.contexte import Contexte
from calculators.dates import DUREES
from calculators.erreurs import Manque
from calculators.formules import A_VERIFIER, CONFORME, ZERO, Formule, Intraduisible, mot, ou, ou_sinon, somme
from calculators.mecanisme import MecanismeDeValeur, UniteDe
from calculators.parametres import bascule, quantites
from calculators.quantites import Cle, Expression, Quantite
from calculators.trace import Operation
from calculators.typographie import enumerer

if TYPE_CHECKING:
    from calculators.formules.feuille import Feuille


class Somme(MecanismeDeValeur):
    """Additionne des quantités.

    Avec « connus: oui », les termes que le lecteur n'a pas donnés sont laissés de côté ; il en faut un au moins (« 0
    € » en est un). Les termes se comptent dans la même unité, qui est celle du résultat ; s'ils en ont plusieurs, il
    n'en a pas.

    Exemple :
        genre: somme
        cle: total
        libelle: Financement total
        termes: [part_fixe, part_variable]
        citation: Le financement de l'action comprendra une part fixe
    """

    genre = "somme"
    comparees = ("termes",)
    termes: list[Expression] = quantites("les quantités à additionner")
    connus: bool = bascule("oui pour laisser de côté les termes qui ne sont pas donnés")

    def unite_donnee(self, unite_de: UniteDe) -> str | None:
        """That of its terms."""
        return next(filter(None, map(unite_de, self.termes or ())), None)

    def calculer(self, ctx: Contexte) -> Quantite:
        """The sum."""
        montres: list[Quantite] = []
        nuls: list[Quantite] = []
        manque: Manque | None = None
        for terme in self.termes:
            try:
                lu = terme.lire(ctx)
            except Manque as absent:
                if not self.connus:
                    raise
                manque = absent if manque is None or absent.entame else manque
                if absent.entame:
                    ctx.entames.append(absent.cle)
                continue
            if isinstance(terme, Cle) or lu.nombre:
                montres.append(lu)
            else:
                nuls.append(lu)
        comptes = montres or nuls
        if manque and not comptes:
            raise manque
        unites = {lu.unite for lu in comptes}
        if len(unites) > 1 and _melees(unites):
            raise Manque("", f"des unités qui s'additionnent : {enumerer(sorted(filter(None, unites)))}")
        unite = unites.pop() if len(unites) == 1 else ""
        if not montres:
            return Quantite(nuls[0].nombre, unite)
        if len(montres) == 1:
            seul = montres[0]
            return Quantite(seul.nombre, unite, seul.calcul, False, seul.operandes)
        total = montres[0].nombre
        for lu in montres[1:]:
            total += lu.nombre
        calcul = lambda: Operation(" + ".join(lu.texte for lu in montres))  # noqa: E731  (written only if it is read)
        return Quantite(total, unite, calcul, True, tuple(montres))

    def traduire(self, feuille: Feuille) -> Formule:
        """The sum; with `connus`, of what is known."""
        termes = [terme.formule(feuille) for terme in self.termes]
        pesent = [t for t in termes if t.litteral != 0] or termes
        unites = {t.unite for t in pesent}
        if _melees(unites):
            raise Intraduisible("les termes de la somme ne sont pas dans la même unité")
        unite = unites.pop() if len(unites) == 1 else ""
        if self.connus:
            self._controler_les_entames(feuille, termes)
        if not self.connus or not all(t.connue for t in termes):
            return somme(*(ou_sinon(t, ZERO) if self.connus else t for t in termes), unite=unite)
        if all(t.requis == (t.texte,) and not t.conditions for t in termes):
            liste = ",".join(t.texte for t in termes)
            return Formule(f"SUM({liste})", unite, conditions=(f"COUNT({liste})>0",))
        total = somme(*(ou_sinon(t, ZERO) for t in termes), unite=unite)
        return total.avec(conditions=[ou(*(t.connue for t in termes))])

    def _controler_les_entames(self, feuille: Feuille, termes: list[Formule]) -> None:
        """A product that the reader began and that lacks a factor is left out of the sum, but not in silence."""
        for cle, entame in self.entames(feuille, termes):
            verdict = f"IF({entame},{mot(A_VERIFIER)},{mot(CONFORME)})"
            feuille.controler(f"{feuille.nom(cle)} : rien ne manque", verdict, "")

    def entames(self, feuille: Feuille, termes: Sequence[Formule] = ()) -> Iterator[tuple[str, str]]:
        """The products that may be left half given: the key of their first factor, and the test that they are."""
        for terme, formule in zip(self.termes, termes or [t.formule(feuille) for t in self.termes], strict=True):
            cles = [f.cle for f in getattr(terme, "facteurs", ()) if isinstance(f, Cle)]
            if self.connus and cles and formule.connue:
                noms = ",".join(feuille.lire(cle).texte for cle in cles)
                yield cles[0], f"AND(COUNT({noms})>0,NOT({formule.connue}))"


def _melees(unites: set[str]) -> bool:
    """Whether money is added to something else, or months to weeks."""
    return ("€" in unites and bool(unites - {"€", ""})) or len(unites.intersection(DUREES)) > 1
