"""What is expected and what was answered, in the words of a judgement; within a group, each fact goes by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from calculators.trace import Reponses
from calculators.typographie import en_suite, enumerer, plier, presenter, typographie

_LETTRES = ("", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
_DITES: Mapping[str, tuple[str, ...]] = {
    "au_moins": ("au moins", "et plus", "ou plus", "minimum"),
    "plus_de": ("plus de",),
    "au_plus": ("au plus", "et moins", "ou moins", "maximum", "jusqu"),
    "moins_de": ("moins de",),
}
"""How a name may say a limit."""
_NIE = re.compile(r"\b(?:pas|non|sans|ni|aucune?)\b")
"""A name that denies: « pas en formation », « activité non salariée »."""
_CONTRAIRES: Mapping[tuple[str, ...], str] = {("oui",): "non", ("non",): "oui"}


@dataclass(frozen=True)
class Attente:
    """One fact: the answers expected of it, and the one that was given."""

    champ: str
    libelle: str
    """What the condition calls it."""
    question: str
    """How its field asks for it; empty for a value that is computed and not shown."""
    mots: tuple[str, ...]
    lien: str = "ou"
    """Whether one of these words is enough (« ou »), or all are needed (« et »)."""
    reponse: str = ""
    posee: bool = True
    bornes: tuple[tuple[str, str], ...] = ()
    """The limits behind these words, each with its number as it is written: `au_moins`, « 18 »."""

    @property
    def faits(self) -> Iterator[Attente]:
        """Itself."""
        yield self

    def dire(self, nommer: bool = False) -> str:
        """« PSSI ou TNS »; with its name, « orientation (PSSI ou TNS) », unless the name says it already."""
        mots = enumerer(_separables(self.mots), self.lien)
        if not nommer:
            return mots
        nom = en_suite(self.libelle)
        if self.mots == ("non",):  # a name that denies already says it; else only its question bears a « non »
            return nom if _NIE.search(nom) else en_suite(presenter(self.question or self.libelle, "non"))
        return nom if plier(nom) == plier(mots) or self._nom_dit_les_bornes() else f"{nom} ({mots})"

    def _nom_dit_les_bornes(self) -> bool:
        """« De 18 à 25 ans » says « 18 ans au moins et 25 ans au plus »; « 50 ans et plus », « 50 ans au moins »."""
        nom = self.libelle.lower()
        if len(self.bornes) < len(self.mots) or not all(
            re.search(rf"(?<!\d){re.escape(nombre)}(?!\d)", nom) for _, nombre in self.bornes
        ):
            return False
        quelles = [quelle for quelle, _ in self.bornes]
        return quelles == ["au_moins", "au_plus"] or all(any(dit in nom for dit in _DITES[q]) for q in quelles)

    def termes(self, nommer: bool, lien: str) -> list[str]:
        """What it is, among others that this word links."""
        if nommer:
            return [en_suite(self.libelle) if lien == "ni" and self.mots == ("oui",) else self.dire(nommer)]
        if len(self.mots) == 1 or self.lien == ("ou" if lien == "ni" else lien):
            return _separables(self.mots)
        return [f"({self.dire()})"]


@dataclass(frozen=True)
class Ensemble:
    """Several of them: how many are expected (none, where it is 0)."""

    membres: tuple[Attente | Ensemble, ...]
    minimum: int

    @property
    def faits(self) -> Iterator[Attente]:
        """All of them, those of the groups within included."""
        for membre in self.membres:
            yield from membre.faits

    def dire(self, nommer: bool = False) -> str:
        """« parent isolé (oui) ou en formation (oui) », « ni A ni B », « deux au moins parmi : A, B, C »."""
        lien = {0: "ni", len(self.membres): "et", 1: "ou"}.get(self.minimum, ",")
        termes = [terme for membre in self.membres for terme in membre.termes(nommer, lien)]
        if lien == "ni":
            return f"ni {' ni '.join(termes)}" if len(termes) > 1 else f"pas {termes[0]}"
        if lien == ",":
            return f"{combien(self.minimum, len(self.membres))} parmi : {', '.join(termes)}"
        return enumerer(termes, lien)

    def termes(self, nommer: bool, lien: str) -> list[str]:
        """Itself between brackets, so that what belongs together is seen."""
        return [f"({self.dire(nommer)})"]


@dataclass(frozen=True)
class Jugement:
    """Whether a condition holds (`None`: unknown), what is expected and what was answered."""

    tenue: bool | None
    attente: Attente | Ensemble
    posee: bool = True
    """Whether it was asked at all."""
    manques: tuple[str, ...] = ()
    """Keys of the fields that would decide, where it is unknown."""

    @property
    def reponse(self) -> str:
        """The answer; where there are several, each with its name and once, however many conditions bear on it."""
        par_champ: dict[str, list[Attente]] = {}
        for fait in self.attente.faits:
            par_champ.setdefault(fait.champ, []).append(fait)
        if len(par_champ) == 1:
            return next(self.attente.faits).reponse
        dites = [_nommer(faits) for faits in par_champ.values() if faits[0].posee]
        return Reponses(typographie(" ; ".join([*dites[:1], *map(en_suite, dites[1:])])))

    @property
    def attendu(self) -> str:
        """What would satisfy it; the facts are named unless all that is expected bears on one."""
        return self.attente.dire(nommer=len({fait.champ for fait in self.attente.faits}) > 1)


def a_savoir(jugements: Iterable[Jugement]) -> tuple[str, ...]:
    """Keys of the fields that would decide of them together: what leaves one unknown, or was not asked."""
    cles = (j.manques if j.posee else [fait.champ for fait in j.attente.faits] for j in jugements)
    return tuple(dict.fromkeys(chain.from_iterable(cles)))


def reunir(membres: Sequence[Attente | Ensemble], minimum: int) -> Attente | Ensemble:
    """Several taken together; one alone stands by itself, and the contrary of one is told as what is expected."""
    seul = membres[0]
    if len(membres) > 1 or (not minimum and isinstance(seul, Ensemble)):
        return Ensemble(tuple(membres), minimum)
    if minimum or isinstance(seul, Ensemble):
        return seul
    exclus = _separables(seul.mots)
    plusieurs = len(exclus) > 1 and seul.lien == "ou"
    contraire = f"ni {' ni '.join(exclus)}" if plusieurs else f"autre réponse que « {seul.dire()} »"
    contraire = _CONTRAIRES.get(seul.mots, contraire)
    return replace(seul, mots=(contraire,))


def combien(minimum: int, total: int) -> str:
    """« toutes », « deux au moins », « aucune »: how many of so many conditions."""
    if minimum in (0, total):
        return "toutes" if minimum else "aucune"
    return f"{_LETTRES[minimum] if minimum < len(_LETTRES) else minimum} au moins"


def _nommer(faits: Sequence[Attente]) -> str:
    """« En formation : oui », « Est-elle en formation ? oui ».

    The name of a condition says one thing of its fact, and says it affirmed: where others bear on the fact, or where
    « non » is expected (« Pas en formation : oui » would be read the wrong way round), the question stands for it.
    """
    seul = faits[0]
    nom = seul.libelle if len(faits) == 1 and seul.mots != ("non",) else seul.question or seul.libelle
    return presenter(nom, seul.reponse)


def _separables(mots: Sequence[str]) -> list[str]:
    """Words that are to be linked by « ou »: between quotation marks where one of them holds another."""
    ambigus = any(" ou " in mot and "«" not in mot for mot in mots)
    return [f"« {mot} »" for mot in mots] if ambigus else list(mots)
