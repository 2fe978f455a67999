"""`public`: does the sheet suit this person?"""

from __future__ import annotations

from calculators.attentes import Jugement
from calculators.chargement.conditions import lire_conditions
from calculators.conditions import Condition
from calculators.contexte import Contexte
from calculators.mecanisme import Mecanisme
from calculators.parametres import structure
from calculators.trace import Reponses, Verdict
from calculators.typographie import enumerer, guillemets, presenter, typographie

PRIORITE = "Public prioritaire"
"""How a message says that a person has priority."""


class Public(Mecanisme):
    """Conditions sur la personne (ou sur le porteur), chacune avec sa clause.

    Toutes doivent être tenues (sinon non éligible) ; un fait inconnu laisse le verdict à vérifier. « prioritaires »
    : conditions qui donnent priorité sans exclure. Chaque condition porte un champ et l'« attendu », ou des limites,
    ou un groupe « tous », « un », « aucun », « au_moins: k » + « parmi ». Un champ facultatif laissé vide ne décide
    rien.

    Exemple :
        genre: public
        conditions:
          - champ: orientation
            attendu: [PSSI, TNS]
            libelle: Orientée en PSSI, ou travailleur non salarié
            citation: orientés vers le Parcours social santé Insertion (PSSI) ou Travailleurs non-salariés (TNS)
    """

    genre = "public"
    citation_facultative = True
    conditions: tuple[Condition, ...] = structure(
        "les conditions, toutes nécessaires", "une liste de conditions", lire_conditions
    )
    prioritaires: tuple[Condition, ...] = structure(
        "les conditions qui donnent priorité", "une liste de conditions", lire_conditions, ()
    )

    def evaluer(self, ctx: Contexte) -> None:
        """Judge each condition, then the person."""
        jugements: list[Jugement] = []
        for condition in self.conditions:
            jugement = condition.juger(ctx)
            if not jugement.posee:
                ctx.signaler("info", f"{condition.libelle} : à renseigner.", "", condition.citation)
                continue
            jugements.append(jugement)
            reste = _rester(jugement, ctx)
            calcul = ". ".join([f"attendu : {jugement.attendu}", *reste])
            verdict = _VERDICTS[jugement.tenue]
            cle, libelle, citation = condition.champ, condition.libelle, condition.citation
            ligne = ctx.constater(cle, libelle, jugement.reponse, verdict, calcul, citation)
            if jugement.tenue is False:
                constat = presenter(libelle, _dire(jugement.reponse, cle in ctx.champs))
                correction = f"La condition serait remplie avec : {jugement.attendu}."
                ctx.signaler("bloquant", constat, correction, citation, ligne)
            elif jugement.tenue is None:
                correction = " ".join([f"La condition est remplie avec : {jugement.attendu}.", *reste])
                ctx.signaler("a_verifier", f"{libelle} : à vérifier.", correction, citation, ligne)
        for condition in self.prioritaires:
            if (jugement := condition.juger(ctx)).posee and jugement.tenue:
                ctx.signaler("info", f"{PRIORITE} : {condition.libelle}.", "", condition.citation, sujet="priorite")
        tenues = [jugement.tenue for jugement in jugements]
        inconnue = None in tenues or not tenues  # nothing was asked: nothing is known
        bilan = "non_eligible" if False in tenues else "a_verifier" if inconnue else "eligible"
        ctx.verdict = min(bilan, ctx.verdict or bilan, key=_DU_PIRE.index)  # beside another rule, both must hold


def _rester(jugement: Jugement, ctx: Contexte) -> list[str]:
    """« Reste à savoir : « Âge ». », which fields would decide: not those that the rest of the sentence is about."""
    if set(jugement.manques) == {fait.champ for fait in jugement.attente.faits}:
        return []
    noms = [guillemets(ctx.champs[cle].libelle, 80) for cle in jugement.manques if cle in ctx.champs]
    noms = [nom for nom in noms if nom not in typographie(jugement.attendu)]
    return [f"Reste à savoir : {enumerer(noms)}."] if noms else []


def _dire(reponse: str, donnee: bool) -> str:
    """« la réponse est « non ». »; a value that the rules computed is nobody's answer."""
    if isinstance(reponse, Reponses):
        return f"les réponses sont « {reponse} »."
    return f"la réponse est « {reponse} »." if donnee else f"{reponse}."


_DU_PIRE = ("non_eligible", "a_verifier", "eligible")
_VERDICTS: dict[bool | None, Verdict] = {True: "satisfaite", False: "non_satisfaite", None: "inconnue"}
