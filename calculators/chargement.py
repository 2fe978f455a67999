"""The one loader of a sheet's rules: plain data (as YAML or JSON carries it) in, rules ready to evaluate out.

It reports every fault at once, each with its path, and knows no mechanism by name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from calculators.erreurs import Probleme, SaisieInvalide, plus_proche
from calculators.hypotheses import Hypothese
from calculators.mecanisme import MECANISMES, Mecanisme, MecanismeDeValeur
from calculators.nombres import lire_nombre, separer_unite
from calculators.parametres import Chemin
from calculators.quantites import ADemander, Choix, Cle, Expression, Litteral, Quantite, Selon
from calculators.typographie import guillemets, typographie

_CLE = re.compile(r"[a-z][a-z0-9_]*")


class Chargeur:
    """Reads the rules of one calculator: the keys known so far, the faults found."""

    def __init__(self, hypotheses: Mapping[str, Hypothese], cles: Sequence[str], problemes: list[Probleme]) -> None:
        self.hypotheses = hypotheses
        self.cles = list(cles)
        self.problemes = problemes
        self.cles_lues: set[str] = set()
        """Keys that the rule being read refers to."""
        self.codes_lus: dict[str, None] = {}
        """Hypotheses that the rules refer to, in order."""

    def signaler(self, chemin: Chemin, message: str) -> None:
        """Record a fault."""
        self.problemes.append(Probleme(chemin, typographie(message)))

    def declarer(self, cle: str) -> None:
        """A key that a rule gives is known to the rules after it."""
        if cle:
            self.cles.append(cle)

    # -- rules -------------------------------------------------------------------------------------------
    def regle(self, brut: Any, chemin: Chemin, imbrique: bool = False) -> Mecanisme | None:
        """A rule, or `None` where its kind is unknown."""
        genre = brut.get("genre") if isinstance(brut, Mapping) else None
        if not isinstance(genre, str):
            self.signaler(chemin, "« genre » manque à cette règle ; donnez le nom d’un mécanisme")
            return None
        if genre not in MECANISMES:
            suite = plus_proche(genre, sorted(MECANISMES))
            self.signaler((*chemin, "genre"), f"mécanisme inconnu {guillemets(genre)} ; {suite}")
            return None
        return MECANISMES[genre](self, brut, chemin, imbrique)

    # -- parameters --------------------------------------------------------------------------------------
    def expression(self, brut: Any, chemin: Chemin) -> Expression:
        """A quantity: « 400 € », a key, `{selon: H-X, lecture: …}`, `{genre: …}` or `{a_demander: …}`."""
        if isinstance(brut, Mapping):
            return self._expression_composee(brut, chemin)
        mot = self.texte(brut, chemin)
        if _CLE.fullmatch(mot):
            return Cle(self.cle_connue(mot, chemin))
        _, unite = separer_unite(mot)
        try:
            nombre = lire_nombre(mot, unite)
        except SaisieInvalide as erreur:
            self.signaler(chemin, erreur.message)
            return Cle("")
        if nombre < 0:
            self.signaler(chemin, f"{guillemets(mot)} est négatif ; écrivez un nombre positif (voir « difference »)")
        return Litteral(Quantite(nombre, unite))

    def _expression_composee(self, brut: Mapping[str, Any], chemin: Chemin) -> Expression:
        if "selon" in brut:
            code, cas = self._selon(brut, chemin)
            return Selon(code, {lecture: self.expression(b, (*chemin, lecture)) for lecture, b in cas.items()})
        if "a_demander" in brut:
            objet = self.objet(brut, chemin, ("a_demander", "si"))
            si = self.cle_connue(objet["si"], (*chemin, "si")) if "si" in objet else ""
            return ADemander(self.texte(objet["a_demander"], (*chemin, "a_demander")), si)
        regle = self.regle(brut, chemin, imbrique=True)
        if isinstance(regle, MecanismeDeValeur):
            return regle
        if regle:
            self.signaler(chemin, f"« {regle.genre} » ne donne pas un nombre ; il ne peut pas être imbriqué ici")
        return Cle("")

    def choix(self, brut: Any, chemin: Chemin, mots: Sequence[str]) -> Choix:
        """One of `mots`, a hypothesis whose readings are these words, or `{selon: H-X, lecture: mot}`."""
        if isinstance(brut, Mapping):
            code, cas = self._selon(brut, chemin)
            return Choix(code=code, cas={lu: self.mot(b, (*chemin, lu), mots) for lu, b in cas.items()})
        mot = self.texte(brut, chemin)
        if mot not in self.hypotheses:
            return Choix(self.mot(mot, chemin, mots))
        for lecture in self.hypothese(mot, chemin).lectures:
            self.mot(lecture, chemin, mots)
        return Choix(code=mot)

    def _selon(self, brut: Mapping[str, Any], chemin: Chemin) -> tuple[str, dict[str, Any]]:
        code = self.texte(brut.get("selon"), (*chemin, "selon"))
        hypothese = self.hypothese(code, (*chemin, "selon"))
        cas = self.objet({lu: b for lu, b in brut.items() if lu != "selon"}, chemin, tuple(hypothese.lectures))
        if oubliees := [lecture for lecture in hypothese.lectures if lecture not in cas]:
            self.signaler(chemin, f"il manque la lecture {', '.join(oubliees)} de {code} ; donnez sa valeur")
        return code, dict(cas)

    def hypothese(self, code: str, chemin: Chemin) -> Hypothese:
        """A hypothesis of the sheet; an unknown one is reported and stands empty."""
        if code not in self.hypotheses:
            suite = plus_proche(code, list(self.hypotheses))
            self.signaler(chemin, f"hypothèse inconnue {guillemets(code)} ; {suite}")
            return Hypothese(code, "", {})
        self.codes_lus[code] = None
        return self.hypotheses[code]

    def codes(self, brut: Any, chemin: Chemin) -> tuple[str, ...]:
        """A list of hypotheses."""
        mots = self.textes(brut, chemin)
        return tuple(code for rang, code in enumerate(mots) if self.hypothese(code, (*chemin, rang)).lectures)

    # -- plain data --------------------------------------------------------------------------------------
    def objet(self, brut: Any, chemin: Chemin, noms: Sequence[str]) -> Mapping[str, Any]:
        """A mapping whose keys are all among `noms`; an unknown one is reported and left out."""
        if not isinstance(brut, Mapping):
            self.signaler(chemin, "des paires « clé : valeur » sont attendues ici ; une par ligne")
            return {}
        for nom in brut:
            if nom not in noms:
                self.signaler((*chemin, nom), f"clé inconnue {guillemets(str(nom))} ; {plus_proche(str(nom), noms)}")
        return {nom: valeur for nom, valeur in brut.items() if nom in noms}

    def table(self, brut: Any, chemin: Chemin) -> Mapping[str, Any]:
        """A mapping whose keys are the sheet's own."""
        return self.objet(brut, chemin, tuple(brut) if isinstance(brut, Mapping) else ())

    def liste(self, brut: Any, chemin: Chemin) -> list[Any]:
        """A list."""
        if not isinstance(brut, list) or not brut:
            self.signaler(chemin, "une liste est attendue ici ; écrivez un élément par ligne après « - »")
            return []
        return brut

    def texte(self, brut: Any, chemin: Chemin) -> str:
        """Words."""
        if not isinstance(brut, str):
            self.signaler(chemin, "un texte est attendu ici ; écrivez-le sur une ligne ou après « | »")
            return ""
        return " ".join(brut.split())

    def nombre(self, brut: Any, chemin: Chemin) -> Fraction:
        """A plain number."""
        try:
            return lire_nombre(brut)
        except SaisieInvalide as erreur:
            self.signaler(chemin, erreur.message)
            return Fraction(0)

    def textes(self, brut: Any, chemin: Chemin) -> tuple[str, ...]:
        """A list of words."""
        return tuple(self.texte(element, (*chemin, rang)) for rang, element in enumerate(self.liste(brut, chemin)))

    def bascule(self, brut: Any, chemin: Chemin) -> bool:
        """Oui or non."""
        return self.mot(brut, chemin, ("oui", "non")) == "oui"

    def mot(self, brut: Any, chemin: Chemin, mots: Sequence[str], defaut: str = "") -> str:
        """One of a few words; `defaut` stands in for one that is not."""
        mot = self.texte(brut, chemin)
        if mot in mots:
            return mot
        self.signaler(chemin, f"{guillemets(mot)} n’est pas admis ici ; {plus_proche(mot, list(mots))}")
        return defaut or mot

    def sortie(self, brut: Any, chemin: Chemin) -> str:
        """A key that a rule gives."""
        cle = self.texte(brut, chemin)
        if not _CLE.fullmatch(cle):
            self.signaler(chemin, f"{guillemets(cle)} n’est pas une clé ; écrivez des minuscules, des chiffres et _")
        return cle

    def cle_connue(self, brut: Any, chemin: Chemin, lue: bool = True) -> str:
        """The key of a field, or of a value given by an earlier rule; `lue`: it is read, rather than filled."""
        cle = self.texte(brut, chemin)
        if lue:
            self.cles_lues.add(cle)
        if cle not in self.cles:
            self.signaler(chemin, f"valeur inconnue {guillemets(cle)} ; {plus_proche(cle, self.cles)}")
        return cle
