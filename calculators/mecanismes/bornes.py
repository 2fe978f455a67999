"""`bornes`: a value kept between two limits."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from calculators.choix import Choix
from calculators.contexte import Contexte
from calculators.durees import Durees, durees, etendue
from calculators.formules import (
    A_NOTER,
    A_VERIFIER,
    CONFORME,
    NON_CONFORME,
    ZERO,
    Formule,
    choisir,
    comparer,
    difference,
    mot,
    ou,
    prudente,
)
from calculators.limites import Examen
from calculators.mecanisme import Mecanisme
from calculators.parametres import choix, quantite, sortie, texte
from calculators.quantites import Cle, Expression, Litteral
from calculators.trace import Niveau, Verdict
from calculators.typographie import presenter

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur
    from calculators.formules.feuille import Feuille

_NIVEAUX: dict[str, Niveau] = {
    "obligation": "bloquant",
    "souhait": "a_verifier",
    "verification": "a_verifier",
    "conseil": "attention",
}
_VERDICTS: dict[str, Verdict] = {
    "obligation": "non_satisfaite",
    "souhait": "souhaitee",
    "verification": "inconnue",
}
"""Of a value that is out of its limits."""


class Bornes(Mecanisme):
    """Vérifie qu'une valeur se tient entre un minimum et un maximum.

    « bornes » : incluses ou exclues. « portee » : obligation (hors bornes, non conforme), souhait (« souhaitée » : à
    vérifier), verification (une incohérence : à vérifier), conseil (simple alerte). « ecart » donne de combien la
    valeur sort des bornes, 0 sinon ; « retenue » la transmet, si elle est admise, aux règles qui paient : hors bornes,
    elles ne paient rien.

    La règle ne donne pas la valeur : faites-la calculer avant. Les bornes se comparent en nombres, donc dans l'unité
    de la valeur (9 h, 36 mois, 40 %). À la lecture de la fiche : un minimum au-dessus du maximum est refusé.

    Exemple :
        genre: bornes
        valeur: cout_unitaire
        minimum: 800 €
        maximum: 1 200 €
        ecart: ecart_par_mesure
        ecart_libelle: Écart par mesure
        citation: entre 800 € à 1 200 €
    """

    genre = "bornes"
    comparees = ("valeur", "minimum", "maximum")
    sorties = ("ecart", "retenue")
    valeur: Expression = quantite("la valeur à vérifier")
    minimum: Expression | None = quantite("la plus petite valeur admise", None)
    maximum: Expression | None = quantite("la plus grande valeur admise", None)
    bornes: Choix = choix("si les bornes elles-mêmes sont admises", "incluses", "exclues", defaut="incluses")
    portee: Choix = choix("la force de la règle", *_NIVEAUX, defaut="obligation")
    ecart: str = sortie("la clé de l’écart")
    ecart_libelle: str = texte("le libellé de l’écart", defaut="Écart")

    retenue: str = sortie("la clé sous laquelle la valeur est transmise aux règles suivantes, si elle est admise")

    def verifier(self, c: Chargeur) -> None:
        """There is a limit, they are in order, and a computed value has a name."""
        minimum, maximum = self.minimum, self.maximum
        if not (self.libelle or self._lue):
            c.signaler(self.chemin, "« libelle » manque à cette règle ; nommez la valeur calculée qu’elle vérifie")
        if minimum is None and maximum is None:
            c.signaler(self.chemin, "aucune borne ; donnez « minimum », « maximum » ou les deux")
        c.ordonnes(self.chemin, minimum, maximum)

    @property
    def _lue(self) -> str:
        """Key of the value that is checked; empty where a nested rule computes it."""
        return self.valeur.cle if isinstance(self.valeur, Cle) else ""

    def porte_sur(self) -> tuple[str, ...]:
        """The value that it checks."""
        return (self._lue or self.libelle,)

    def entiers(self, exclues: bool) -> tuple[Fraction | None, Fraction | None]:
        """The least and the greatest whole value between limits that the sheet writes."""
        limites = (self.minimum, self.maximum)
        bas, haut = (limite.quantite.nombre if isinstance(limite, Litteral) else None for limite in limites)
        if bas is not None:
            bas = Fraction(bas // 1 + 1 if exclues else -(-bas // 1))
        if haut is not None:
            haut = Fraction(-(-haut // 1) - 1 if exclues else haut // 1)
        return bas, haut

    @property
    def souhait(self) -> bool:
        """Whether the sheet only wishes it."""
        return bool(self.portee.fixe == "souhait")

    def durees(self) -> Durees | None:
        """The lengths that the rule admits, where it is an obligation on a length of time."""
        if not self._lue or self.portee.fixe != "obligation":
            return None
        pas = 1 if self.bornes.fixe == "exclues" else 0
        minimum, maximum = etendue(self.minimum), etendue(self.maximum)
        bas, hauts = [borne + pas for borne in minimum], [borne - pas for borne in maximum]
        return durees(self._lue, self.citation, bas, hauts) if bas or hauts else None

    def evaluer(self, ctx: Contexte) -> None:
        """Say whether the value keeps within its limits, and by how much it doesn't."""
        valeur = self.valeur.lire(ctx)
        minimum = self.minimum.lire(ctx) if self.minimum else None
        maximum = self.maximum.lire(ctx) if self.maximum else None
        examen = Examen(valeur, minimum, maximum, self.bornes.lire(ctx) == "incluses")
        nom = self.libelle or ctx.nom(self._lue)
        if self.ecart:
            ctx.donner(self.ecart, self.ecart_libelle, examen.ecart, valeur.unite, examen.calcul)
        portee, jugement = self.portee.lire(ctx), ""
        if portee in _VERDICTS:
            verdict = _VERDICTS[portee] if examen.rompue else "satisfaite"
            cle = self._lue or self.ecart
            jugement = ctx.constater(cle, nom, examen.reponse, verdict, examen.explication, self.citation)
        if examen.rompue:
            constat = lambda: presenter(nom, f"{examen.constat()}.")  # noqa: E731  (written only if it is read)
            ctx.signaler(_NIVEAUX[portee], constat, examen.correction, jugement=jugement)
        elif self.retenue:
            ctx.poser(self.retenue, valeur.nombre, valeur.unite)

    def transcrire(self, feuille: Feuille) -> None:
        """A check, and the values that come of it."""
        valeur = self.valeur.formule(feuille)
        minimum = self.minimum.formule(feuille) if self.minimum else None
        maximum = self.maximum.formule(feuille) if self.maximum else None
        tout = valeur.avec(*filter(None, (minimum, maximum)))
        bas, haut = (self._hors(feuille, valeur, *borne) for borne in ((minimum, "<"), (maximum, ">")))
        if self.ecart:
            cas = [(bas, difference(minimum, valeur))] if minimum else []
            cas += [(haut, difference(valeur, maximum))] if maximum else []
            ecart = choisir([(test, f.nue) for test, f in cas], ZERO.en(valeur.unite))
            feuille.donner(self.ecart, self.ecart_libelle, ecart.en(valeur.unite).avec(tout))
        nom = self.libelle or (feuille.nom(self._lue) if self._lue else "")
        rompu = dict.fromkeys(_NIVEAUX, A_VERIFIER) | {"obligation": NON_CONFORME, "conseil": A_NOTER}
        dit = self.portee.formule(feuille, {portee: Formule(mot(verdict)) for portee, verdict in rompu.items()})
        hors = ou(bas, haut)
        cle = self._lue or self.ecart
        feuille.controler(nom, f"IF({hors},{dit.texte},{mot(CONFORME)})", tout.connue, cle=cle)
        if self.retenue:
            admise = f"NOT({prudente(hors, *filter(None, (valeur, minimum, maximum)))})"
            feuille.poser(self.retenue, tout.avec(conditions=[admise]))

    def _hors(self, feuille: Feuille, valeur: Formule, borne: Formule | None, signe: str) -> str:
        """Whether the value is beyond a limit; empty without one."""
        if borne is None:
            return ""
        return comparer(valeur, signe, borne, self.bornes.est(feuille, "exclues"))
