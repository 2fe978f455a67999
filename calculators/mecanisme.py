"""What a mechanism is: a `genre`, parameters that document and read themselves, and one `evaluer`.

Subclassing `Mecanisme` with a `genre` registers it; a sheet names it in `genre:`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date as Date
from typing import TYPE_CHECKING, Any, ClassVar

from calculators.contexte import Contexte
from calculators.formules import Formule, Intraduisible
from calculators.parametres import Chemin, Parametre, jour, lire_parametres, sortie, structure, texte
from calculators.quantites import Quantite
from calculators.validite import Validite

if TYPE_CHECKING:
    from calculators.chargement.chargeur import Chargeur
    from calculators.durees import Durees
    from calculators.formules.feuille import Feuille

UniteDe = Callable[[Any], str | None]
"""Gives the unit of a quantity that a sheet writes, where it can be known before any computation."""


def unite_partagee(unites: Iterable[str | None]) -> str | None:
    """The unit that quantities share, where it is known of all of them."""
    toutes = set(unites)
    return toutes.pop() if len(toutes) == 1 else None


MECANISMES: dict[str, type[Mecanisme]] = {}
"""`genre` → class, in the order in which the package `mecanismes` imports them."""


class Mecanisme:
    """A kind of rule. Every one takes, besides its own parameters, `libelle`, `citation`, `hypotheses`, `du`, `au`."""

    genre: ClassVar[str] = ""
    parametres: ClassVar[Mapping[str, Parametre]] = {}
    sorties: ClassVar[tuple[str, ...]] = ()
    """Names of the parameters that hold the key of a value given by the rule."""
    depots: ClassVar[tuple[str, ...]] = ()
    """Names of the parameters that hold the key of a field that the rule fills in."""
    exigees: ClassVar[tuple[str, ...]] = ()
    """Names of the parameters that may be left out only where the rule is nested in another: a value that is always
    shown has a `libelle`, one that others read a `cle`."""
    comparees: ClassVar[tuple[str, ...]] = ()
    """Names of the parameters that are counted in one unit: their numbers are compared, added or divided."""
    citation_facultative: ClassVar[bool] = False
    """A rule of plain logic (a part can't exceed its whole) quotes nothing."""

    libelle: str = texte("les mots qui nomment la valeur à l’écran", defaut="")
    citation: str = texte("la clause de la fiche, mot pour mot", defaut="")
    hypotheses: tuple[str, ...] = structure(
        "les codes des hypothèses que la règle ouvre", "une liste de codes", lambda c, b, ou: c.codes(b, ou), defaut=()
    )
    du: Date | None = jour("le premier jour où la règle vaut", None)
    au: Date | None = jour("le dernier jour où la règle vaut", None)

    def __init_subclass__(cls) -> None:
        noms = dict.fromkeys(nom for parent in reversed(cls.__mro__) for nom in vars(parent))
        cls.parametres = {nom: p for nom in noms if isinstance(p := getattr(cls, nom), Parametre)}
        if cls.genre:
            MECANISMES[cls.genre] = cls

    def __init__(self, chargeur: Chargeur, brut: Mapping[str, Any], chemin: Chemin, imbrique: bool = False) -> None:
        self.chemin = chemin
        corps = {nom: valeur for nom, valeur in brut.items() if nom != "genre"}
        # One by one: what is put in `__dict__` at once is slower to read ever after, and rules read little else.
        for nom, valeur in lire_parametres(chargeur, corps, chemin, self.parametres).items():
            setattr(self, nom, valeur)
        if not (self.citation or imbrique or self.sans_citation()):
            chargeur.signaler(chemin, f"« citation » manque à cette règle ; donnez {self.parametres['citation'].aide}")
        for nom in self.exigees:
            if not (imbrique or getattr(self, nom)):
                chargeur.signaler(chemin, f"« {nom} » manque à cette règle ; donnez {self.parametres[nom].aide}")
        for cle, ou in self.donnees():
            chargeur.declarer(cle, ou)
        self.donne = tuple(cle for cle, _ in self.donnees())
        """Keys of the values that it gives, where it can."""
        comparees = [getattr(self, nom) for nom in self.comparees]
        chargeur.comparables(chemin, *(e for lue in comparees for e in (lue if isinstance(lue, list) else [lue])))
        self.verifier(chargeur)

    def verifier(self, c: Chargeur) -> None:
        """Report what each parameter alone does not tell; note what they tell together before any computation.

        A parameter that is missing, which was reported, is `None`.
        """

    def donnees(self) -> Iterator[tuple[str, Chemin]]:
        """Each key that a value is given under, those of its steps and parts included, and where the sheet has it."""
        for nom in self.sorties:
            if cle := getattr(self, nom):
                yield cle, self.chemin
        for nom, parametre in self.parametres.items():
            propres = [propre for propre, element in parametre.elements.items() if element.donne]
            for rang, un in enumerate(getattr(self, nom) or () if propres else ()):
                for propre in propres:
                    if cle := getattr(un, propre):
                        yield cle, (*self.chemin, nom, rang, propre)

    @property
    def validite(self) -> Validite:
        """When the rule holds."""
        return Validite(self.du, self.au)

    def sans_citation(self) -> bool:
        """Whether the rule may quote nothing."""
        return self.citation_facultative

    def porte_sur(self) -> tuple[str, ...]:
        """Keys of what a rule checks, where it may give no value: two versions of it bear on the same."""
        return ()

    def pose_des_dates(self) -> bool:
        """Whether the rule lays something on the calendar of a course of action."""
        return False

    def durees(self) -> Durees | None:
        """The lengths of time that the rule lets the reader choose for a field of the form."""
        return None

    def evaluer(self, ctx: Contexte) -> None:
        """Compute, record lines and controls; raise `Manque` where a value needed was not given."""
        raise NotImplementedError

    def transcrire(self, feuille: Feuille) -> None:
        """Write the same into a spreadsheet; raise `Intraduisible`, the default, where no formula can say it."""
        raise Intraduisible(f"un tableur n’a pas d’équivalent simple de la règle « {self.genre} »")


class MecanismeDeValeur(Mecanisme):
    """A mechanism that gives one number: shown under `cle` with its `libelle`, or nested in another rule.

    Without `libelle`, the value serves the rules that follow and is not shown.
    """

    sorties = ("cle",)
    exigees = ("cle",)
    nu = False
    """Whether what is written tells that its number has no unit, but for one that `unite` would give."""

    cle: str = sortie("la clé sous laquelle la valeur est donnée (inutile à une règle imbriquée)")
    unite: str = texte("l’unité, où elle ne se déduit pas (personnes, rendez-vous…)", defaut="")

    def unite_donnee(self, unite_de: UniteDe) -> str | None:
        """The unit of the number, where what is written tells it (`unite_de` that of a quantity); else `None`."""
        return None

    def sans_citation(self) -> bool:
        """A value that is not shown founds nothing by itself."""
        return self.citation_facultative or not self.libelle

    def calculer(self, ctx: Contexte) -> Quantite:
        """The number, its unit and the sum that gives it."""
        raise NotImplementedError

    def traduire(self, feuille: Feuille) -> Formule:
        """The number as a spreadsheet computes it."""
        raise Intraduisible(f"un tableur n’a pas d’équivalent simple de la règle « {self.genre} »")

    def lire(self, ctx: Contexte) -> Quantite:
        """The same, as a quantity nested in another rule."""
        for code in self.hypotheses:
            ctx.lecture(code)
        quantite = self.calculer(ctx)
        if self.unite or self.citation:
            return quantite.situee(self.unite, self.citation)
        return quantite

    def evaluer(self, ctx: Contexte) -> None:
        """Give the value under its key."""
        for code in self.hypotheses:
            ctx.lecture(code)
        quantite = self.calculer(ctx)
        unite = self.unite or quantite.unite
        if self.libelle:
            ctx.donner(self.cle, self.libelle, quantite.nombre, unite, quantite.calcul, etapes=quantite.etapes)
        else:
            ctx.poser(self.cle, quantite.nombre, unite)

    def formule(self, feuille: Feuille) -> Formule:
        """The same, as a formula nested in another."""
        traduite = self.traduire(feuille)
        return traduite.en(self.unite) if self.unite else traduite

    def transcrire(self, feuille: Feuille) -> None:
        """Write the value into its cell."""
        formule = self.formule(feuille)
        if self.libelle:
            feuille.donner(self.cle, self.libelle, formule)
        else:
            feuille.poser(self.cle, formule)
