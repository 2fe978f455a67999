"""The actions as services of data·inclusion (schema v1), each attached to its Département, the one structure.

Only what the sheet says, its author's block, or the vocabulary goes in: what none of them says stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from catalogue import V1, DataInclusion, Fiche, Vocabulaire, codes_departements, telephones
from catalogue.texte import sans_markdown
from site_src.texte import en_tirets

DESCRIPTION_IDEALE = 2000
"""Characters beyond which data·inclusion lowers its score."""

RUBRIQUES = ("definition", "attendus", "objectifs")
"""The sections of a sheet that a description is made of, after the summary."""

Objet = dict[str, Any]


def service(fiche: Fiche, vocabulaire: Vocabulaire, racine: str) -> Objet:
    """A sheet as a service: the fields of the schema in its order, those that are empty left out.

    `racine` is the public address of the site, or nothing: the link of a page is of no use without it.
    """
    bloc = fiche.data_inclusion or DataInclusion()
    code = vocabulaire.departements[fiche.departement].code
    essentiel = fiche.essentiel
    numeros = telephones(essentiel.contact.citation or "")
    champs = {
        "source": _source(code),
        "structure_id": _structure_id(code),
        "id": identifiant(fiche, code),
        "nom": fiche.titre if fiche.titre.endswith("etc.") else fiche.titre.removesuffix("."),
        "description": description(fiche),
        "lien_source": f"{racine}fiches/{fiche.id}/index.html" if racine else None,
        "date_maj": (fiche.revue_le or fiche.transcrite_le).isoformat(),
        "type": bloc.type,
        "thematiques": _ordonner("thematiques", bloc.thematiques),
        "frais": bloc.frais.valeur if bloc.frais else None,
        "frais_precisions": _plier(bloc.frais.citation) if bloc.frais else None,
        "publics": _ordonner("publics", bloc.publics or publics_du_vocabulaire(fiche, vocabulaire)),
        "publics_precisions": _plier(essentiel.pour_qui.citation),
        "conditions_acces": _plier(essentiel.prescription.citation),
        "telephone": numeros[0] if len(numeros) == 1 else None,
        "modes_accueil": _ordonner("modes_accueil", bloc.modes_accueil),
        "zone_eligibilite": list(codes_departements(code)),
        "modes_mobilisation": _ordonner("modes_mobilisation", bloc.modes_mobilisation),
        "mobilisable_par": _ordonner("mobilisable_par", bloc.mobilisable_par),
        "mobilisation_precisions": _plier(essentiel.contact.citation) if bloc.modes_mobilisation else None,
        "volume_horaire_hebdomadaire": _valeur(bloc.volume_horaire_hebdomadaire),
        "nombre_semaines": _valeur(bloc.nombre_semaines),
    }
    return {nom: champs[nom] for nom in V1["service"]["champs"] if champs.get(nom) not in (None, [], "")}


def structure(departement: str, vocabulaire: Vocabulaire, services: Iterable[Objet]) -> Objet:
    """The Département that carries the services. No SIRET: no sheet gives one."""
    entree = vocabulaire.departements[departement]
    return {
        "source": _source(entree.code),
        "id": _structure_id(entree.code),
        "nom": entree.institution or entree.nom,
        "date_maj": max(un["date_maj"] for un in services),
        "reseaux_porteurs": ["departements"],
    }


def publics_du_vocabulaire(fiche: Fiche, vocabulaire: Vocabulaire) -> list[str]:
    """The one word that all the publics of a sheet share; none where they differ.

    data·inclusion reads several publics as « any of them »: of « RSA and handicapped » it would make « RSA or
    handicapped ». Only an author can say which the sheet means.
    """
    mots = {vocabulaire.public_data_inclusion(cle) for cle in fiche.publics}
    (seul, *autres) = mots
    return [seul] if seul and not autres else []


def description(fiche: Fiche) -> str:
    """The summary, then the sheet's own sections, whole, as long as the ideal length holds them."""
    morceaux = [fiche.resume]
    for section in fiche.sections():
        if section.rubrique not in RUBRIQUES or not section.texte:
            continue
        texte = texte_brut(section.texte)
        if len("\n\n".join([*morceaux, texte])) <= DESCRIPTION_IDEALE:
            morceaux.append(texte)
    return "\n\n".join(morceaux)


def texte_brut(markdown: str) -> str:
    """A sheet's Markdown as plain text: a paragraph a line, « - » before the elements of a list."""
    blocs = re.split(r"\n[ \t]*\n|\n(?=[ \t]*[-*+][ \t])", markdown.strip())
    lignes = [("- " if re.match(r"[ \t]*[-*+][ \t]", bloc) else "") + _plier(sans_markdown(bloc)) for bloc in blocs]
    return "\n".join(lignes)


def _source(code: str) -> str:
    return f"departement-{code.lower()}"


def _structure_id(code: str) -> str:
    return f"{_source(code)}--departement"


def identifiant(fiche: Fiche, code: str) -> str:
    """The name of a sheet's service, its own or made of its number, among those of a Département of that code."""
    propre = fiche.data_inclusion.id if fiche.data_inclusion else None
    return f"{_source(code)}--{propre or en_tirets(f'action {fiche.code}')}"


def _ordonner(champ: str, mots: Iterable[str]) -> list[str]:
    """Without doubles, in the order of the schema: a set has none of its own."""
    voulus = set(mots)
    return [mot for mot in V1[champ] if mot in voulus]


def _plier(texte: str | None) -> str:
    return " ".join((texte or "").split())


def _valeur(dite: Any) -> float | int | None:
    return dite.valeur if dite else None
