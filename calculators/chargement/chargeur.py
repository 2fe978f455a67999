"""The one loader of a sheet's rules: plain data (as YAML or JSON carries it) in, rules ready to evaluate out.

It reports every fault at once, each with its path, and knows no mechanism by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from calculators.champs import SANS_NOMBRE
from calculators.chargement.lecteur import CLE, cles_ecrites
from calculators.chargement.quantites import LecteurDeQuantites
from calculators.choix import Choix
from calculators.erreurs import Probleme, SaisieInvalide, plus_proche, voulu
from calculators.hypotheses import Hypothese
from calculators.mecanisme import MECANISMES, Mecanisme, MecanismeDeValeur
from calculators.nombres import lire_nombre, separer_unite
from calculators.parametres import Chemin
from calculators.quantites import ADemander, Cle, Expression, Litteral, Quantite, Selon
from calculators.typographie import guillemets


class Chargeur(LecteurDeQuantites):
    """Reads the rules of one calculator: the keys known so far, the faults found."""

    def __init__(self, hypotheses: Mapping[str, Hypothese], cles: Sequence[str], problemes: list[Probleme]) -> None:
        super().__init__(problemes)
        self.hypotheses = hypotheses
        self.cles = list(cles)
        self.cles_lues: set[str] = set()
        """Keys that the rule being read refers to."""
        self.codes_lus: dict[str, None] = {}
        """Hypotheses that the rules refer to, in order."""
        self.codes_de_la_regle: set[str] = set()
        """Those of the rule being read."""
        self.voisins: Mapping[str, Any] = {}
        """The other calculators of the sheet, as it writes them."""

    def declarer(self, cle: str, chemin: Chemin) -> None:
        """A key that a rule gives is known to the rules after it; it is no field."""
        if cle in self.champs:
            self.signaler(chemin, f"{guillemets(cle)} est déjà un champ du formulaire ; donnez une autre clé")
        self.cles.append(cle)

    # -- rules -------------------------------------------------------------------------------------------
    def regle(self, brut: Any, chemin: Chemin, imbrique: bool = False) -> Mecanisme | None:
        """A rule, or `None` where its kind is unknown."""
        genre = brut.get("genre") if isinstance(brut, Mapping) else None
        if genre is None and isinstance(brut, Mapping):
            brut = {**self.objet(brut, chemin, ("genre", *(nom for nom in brut if not voulu(str(nom), ["genre"]))))}
            genre = brut.get("genre")
        if not isinstance(genre, str):
            self.signaler(chemin, "« genre » manque à cette règle ; donnez le nom d’un mécanisme")
            self.cles += cles_ecrites([brut])
            return None
        if genre not in MECANISMES:
            suite = plus_proche(genre, sorted(MECANISMES))
            self.signaler((*chemin, "genre"), f"mécanisme inconnu {guillemets(genre)} ; {suite}")
            dits = len(self.problemes)
            if juste := voulu(genre, MECANISMES):
                self.regle({**brut, "genre": juste}, chemin, imbrique)  # for what it declares
            self.cles += cles_ecrites([brut])
            del self.problemes[dits:]
            return None
        mecanisme = MECANISMES[genre](self, brut, chemin, imbrique)
        if isinstance(mecanisme, MecanismeDeValeur) and mecanisme.cle:
            self.retenir_unite(mecanisme)
        return mecanisme

    # -- parameters --------------------------------------------------------------------------------------
    def expression(self, brut: Any, chemin: Chemin) -> Expression:
        """A quantity: « 400 € », a key, `{selon: H-X, lecture: …}`, `{genre: …}` or `{a_demander: …}`."""
        if isinstance(brut, Mapping):
            return self._expression_composee(brut, chemin)
        mot = self.texte(brut, chemin)
        if CLE.fullmatch(mot):
            champ = self.champs.get(self.cle_connue(mot, chemin))
            if champ and champ.type in SANS_NOMBRE:
                self.signaler(chemin, f"{guillemets(mot)} n’est pas un nombre ; il en faut un ici")
            return Cle(mot)
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
            objet = self.objet(brut, chemin, ("a_demander", "si", "champ", "sinon"))
            si, champ = (self.cle_connue(objet[n], (*chemin, n)) if n in objet else "" for n in ("si", "champ"))
            sinon = self.expression(objet["sinon"], (*chemin, "sinon")) if "sinon" in objet else None
            return ADemander(self.texte(objet["a_demander"], (*chemin, "a_demander")), si, champ, sinon)
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
        reste = {lu: b for lu, b in brut.items() if lu != "selon"}
        cas = self.objet(reste, chemin, tuple(hypothese.lectures or reste))
        if oubliees := [lecture for lecture in hypothese.lectures if lecture not in cas]:
            self.signaler(chemin, f"il manque la lecture {', '.join(oubliees)} de {code} ; donnez sa valeur")
        return code, dict(cas)

    def hypothese(self, code: str, chemin: Chemin) -> Hypothese:
        """A hypothesis of the sheet; an unknown one is reported, the nearest stands for it, or an empty one."""
        if code not in self.hypotheses:
            suite = plus_proche(code, list(self.hypotheses))
            self.signaler(chemin, f"hypothèse inconnue {guillemets(code)} ; {suite}")
            code = voulu(code, self.hypotheses, 0.5)
            if not code:
                return Hypothese(code, "", {})
        self.codes_lus[code] = None
        self.codes_de_la_regle.add(code)
        return self.hypotheses[code]

    def codes(self, brut: Any, chemin: Chemin) -> tuple[str, ...]:
        """A list of hypotheses."""
        mots = self.textes(brut, chemin)
        return tuple(code for rang, code in enumerate(mots) if self.hypothese(code, (*chemin, rang)).lectures)

    # -- keys and words ----------------------------------------------------------------------------------
    def reponses(self, cle: str, mots: Sequence[str], chemin: Chemin) -> None:
        """Check that words are among the answers that a field accepts."""
        champ = self.champs.get(cle)
        if champ is None:
            return
        admises = ("oui", "non") if champ.type == "oui_non" else tuple(champ.options)
        if not admises:
            suite = "comparez avec au_moins, plus_de, au_plus, moins_de, avant ou apres"
            self.signaler(chemin, f"{guillemets(cle)} n’est pas un champ à réponses ; {suite}")
        for mot in mots if admises else ():
            if mot not in admises:
                suite = plus_proche(mot, admises)
                self.signaler(chemin, f"{guillemets(mot)} n’est pas une réponse de {guillemets(cle)} ; {suite}")

    def date_ou_cle(self, brut: Any, chemin: Chemin) -> date | str | None:
        """A day, or the key of one: a field, or what an earlier rule gives."""
        if isinstance(brut, str) and CLE.fullmatch(brut):
            return self.cle_connue(brut, chemin, types=("date",))
        return self.date(brut, chemin)

    def cle_connue(self, brut: Any, chemin: Chemin, lue: bool = True, types: tuple[str, ...] = ()) -> str:
        """The key of a field, or of a value given by an earlier rule; `lue`: it is read, rather than filled."""
        cle = self.texte(brut, chemin)
        if lue:
            self.cles_lues.add(cle)
        if cle not in self.cles:
            self.signaler(chemin, self._inconnue(cle))
        champ = self.champs.get(cle)
        if types and champ and champ.type not in types:
            conviennent = [c.cle for c in self.champs.values() if c.type in types]
            suite = f"au choix : {', '.join(conviennent)}" if conviennent else "ajoutez-en un à « champs »"
            seul = f"n’est pas un champ de type « {types[0]} »" if len(types) == 1 else "n’est pas un nombre"
            self.signaler(chemin, f"{guillemets(cle)} {seul} ; {suite}")
        return cle

    def _inconnue(self, cle: str) -> str:
        """What is wrong with a key that this calculator has not: another may have it, which is of no use here."""
        ailleurs = next((nom for nom, brut in self.voisins.items() if cle in cles_ecrites(brut)), "")
        if not ailleurs:
            return f"valeur inconnue {guillemets(cle)} ; {plus_proche(cle, self.cles)}"
        quoi = (
            f"valeur inconnue ici {guillemets(cle)}, une clé de « {ailleurs} » : un calculateur ne lit que les siennes"
        )
        return f"{quoi} ; déclarez-la aussi dans celui-ci, par un champ ou par une règle"
