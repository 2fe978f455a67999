"""What data·inclusion can't say of a sheet: the subject, the reason, and the sheet's own clauses that are lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from calculators import typographie
from catalogue import V1, DataInclusion, Fiche, telephones
from site_src.sujets import COFINANCEMENT, SUJETS
from site_src.vues import VueCatalogue, VueFiche

CALCULATEURS = {
    "eligibilite": "les publics s’y lisent « l’un ou l’autre » ; conditions cumulées, priorités et exclusions n’y sont "
    "qu’en toutes lettres",
    "duree": "le schéma n’a qu’un nombre de semaines : ni minimum, ni maximum, ni renouvellement",
    "financement": "aucun champ ne dit ce que le Département verse ; « frais » est ce que paie la personne",
    "effectif": "aucun champ ne dit la taille d’un groupe",
    "intensite": "aucun champ ne dit un rythme de rendez-vous ; le volume horaire demande des heures par semaine",
    "resultats": "aucun champ ne dit les résultats attendus ni leurs taux",
    "capacite": "aucun champ ne dit une file active ni un nombre de places",
}
RUBRIQUES = ("criteres", "indicateurs", "partenaires", "budget", "actions-financees", "axes-de-travail", "schema")
"""Sections of a sheet that no field holds."""


@dataclass(frozen=True)
class Silence:
    """Something of a sheet that its service doesn't carry, or carries only in part."""

    sujet: str
    raison: str
    citations: tuple[str, ...] = ()

    def en_json(self) -> dict[str, Any]:
        """As `non-transposable.json` lists it."""
        return {"sujet": self.sujet, "raison": self.raison, "citations": list(self.citations)}


def silences(vue: VueFiche, vues: VueCatalogue, service: Mapping[str, Any]) -> list[Silence]:
    """What `service` doesn't say of its sheet, the weightiest first."""
    trouves = [*_regles(vue), *_cles(vue.fiche, vues, service), *_vides(vue.fiche, service)]
    return [Silence(typographie(s.sujet), _phrase(s.raison), s.citations) for s in trouves]


def _phrase(raison: str) -> str:
    return typographie(raison[:1].upper() + raison[1:].rstrip(".") + ".")


def _regles(vue: VueFiche) -> Iterator[Silence]:
    clauses = vue.clauses.values()
    for calculateur in vue.calculateurs:
        citations = [c.citation for c in clauses if calculateur.nom in c.calculateurs]
        entieres = tuple(un for un in citations if not any(un != autre and un in autre for autre in citations))
        if entieres:
            yield Silence(SUJETS[calculateur.nom], CALCULATEURS[calculateur.nom], entieres)
    if vue.fiche.parcours:
        yield Silence("Le calendrier du parcours", "aucun champ ne dit des périodes qui se suivent ni leurs échéances")
    if vue.fiche.pluriannuel:
        yield Silence(COFINANCEMENT, "aucun champ ne dit plusieurs années ni les parts des financeurs")
    if codes := list(vue.fiche.hypotheses):
        yield Silence("Les hypothèses", f"une question laissée ouverte n’a pas de champ ({', '.join(codes)})")


def _cles(fiche: Fiche, vues: VueCatalogue, service: Mapping[str, Any]) -> Iterator[Silence]:
    publics = ", ".join(vues.nom("publics", cle) for cle in fiche.publics)
    if dits := service.get("publics"):
        yield Silence("Le public exact", f"« {publics} » y devient « {', '.join(V1['publics'][mot] for mot in dits)} »")
    else:
        yield Silence("Le public", f"« {publics} » n’a pas un mot qui soit le sien ; le champ reste vide")
    if fiche.formats:
        formats = ", ".join(vues.nom("formats", cle).lower() for cle in fiche.formats)
        yield Silence("Le format", f"« {formats} » n’a pas de champ")
    if fiche.porteurs:
        porteurs = ", ".join(vues.nom("porteurs", cle) for cle in fiche.porteurs)
        yield Silence("Le porteur", f"« {porteurs} » n’y est pas : l’action est rattachée au Département")
    if fiche.axes or fiche.objectifs:
        yield Silence("Axes et objectifs", "aucun champ ne les porte", (*fiche.axes, *fiche.objectifs))
    if titres := dict.fromkeys(f"« {s.titre.rstrip(' :')} »" for s in fiche.sections() if s.rubrique in RUBRIQUES):
        yield Silence("D’autres parties du texte", f"aucun champ ne les porte : {' ; '.join(titres)}")
    if fiche.valide_du or fiche.valide_au:
        yield Silence("La période de validité", "aucun champ ne dit quand une action commence ou cesse")


def _vides(fiche: Fiche, service: Mapping[str, Any]) -> Iterator[Silence]:
    if "frais" not in service:
        yield Silence("Les frais", "la fiche ne dit pas si la personne paie ; le champ reste vide")
    if "telephone" not in service:
        numeros = len(telephones(fiche.essentiel.contact.citation or ""))
        dit = f"la fiche en donne {numeros}, le champ n’en admet qu’un" if numeros else "la fiche n’en donne pas"
        yield Silence("Le téléphone", dit)
    if not fiche.revue_le:
        yield Silence("La date", "la fiche n’en porte pas ; « date_maj » est le jour de notre transcription")
    if fiche.data_inclusion is None:
        yield Silence("La nature du service", "l’auteur ne l’a pas dite : type, thématiques et accès restent vides")
    for remarque in (fiche.data_inclusion or DataInclusion()).remarques:
        yield Silence("Remarque de l’auteur", remarque)
