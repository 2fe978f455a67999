"""The operator's desk: one page for the budget of every funded sheet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from markupsafe import Markup

from calculators import formater_date, typographie
from calculators.bureau import SECTIONS, Plan, Poste, repondre_bureau
from catalogue import Fiche
from site_src.appels import appel, json_compact
from site_src.cadre import CALCUL, Page
from site_src.formulaire import CLAVIERS, INDICATIONS, valeur_affichee
from site_src.gabarits import environnement, rendre
from site_src.par_fiche import partager
from site_src.reperes import plages, reperes
from site_src.reponse import points
from site_src.vues import VueCalculateur, VueCatalogue, VueFiche

NOM = "budget"
"""Of the page, and of its form."""
ADRESSE = f"calculateurs/{NOM}/index.html"
_COMMUNS = {
    "formulaire": NOM,
    "indications": INDICATIONS,
    "claviers": CLAVIERS,
    "valeurs": valeur_affichee,
}


def pages(catalogue: VueCatalogue) -> list[Page]:
    """The desk, where a sheet funds something."""
    vues = _finances(catalogue)
    if not vues:
        return []
    page = Page(
        ADRESSE,
        "Préparer un budget",
        "Ce que le Département verserait, ce que l'action coûte, et ce qui se passe si des personnes ne viennent pas.",
        "bureau",
        rendre_bureau_page(vues, catalogue),
        feuilles=("calculateur", "resultat", "bureau"),
        scripts=(
            *CALCUL,
            *("remise", "bureau-montants", "bureau-scenarios", "bureau", "bureau-dossier", "bureau-partage"),
        ),
    )
    return [page]


def _finances(catalogue: VueCatalogue) -> list[VueCalculateur]:
    """The funding calculators, actions before framework sheets."""
    vues = [vue for nom, vues in catalogue.calculateurs() if nom == "financement" for vue in vues]
    return sorted((vue for vue in vues if not vue.sans_objet), key=lambda vue: vue.fiche.nature == "cadre")


def rendre_bureau_page(vues: list[VueCalculateur], catalogue: VueCatalogue) -> Markup:
    """The choice of a sheet, its fields, the budget's, and the first sheet's example computed."""
    plan = catalogue.plan
    ici, autres = partager(vues)
    return rendre(
        "bureau.html",
        vues=[_vue(vue, catalogue) for vue in ici],
        autres=[{"id": v.fiche.id, "mots": f"{v.fiche.repere}, {v.fiche.titre}"} for v in autres],
        premiere=ici[0],
        plan=plan,
        parties=[(SECTIONS[nom], nom, list(_groupes(plan, nom))) for nom in SECTIONS],
        donnees=catalogue.budget,
        exemples={vue.fiche.id: _exemple(vue, catalogue) for vue in ici},
        **_COMMUNS,
    )


def seules(catalogue: VueCatalogue) -> frozenset[str]:
    """The sheets that the page does not hold: it brings each one when it is chosen."""
    return frozenset(vue.fiche.id for vue in partager(_finances(catalogue))[1])


def script(fiche: VueFiche, catalogue: VueCatalogue) -> str:
    """What the desk brings of a sheet."""
    vue = next(calculateur for calculateur in fiche.calculateurs if calculateur.nom == "financement")
    macros: Any = environnement().get_template("bureau_fiche.html", globals=_COMMUNS).module
    bloc = _vue(vue, catalogue)
    donnees = {
        "id": vue.fiche.id,
        "champs": str(macros.champs_de(bloc, False)),
        "liste": str(macros.liste_de(bloc, False)),
        "exemple": _exemple(vue, catalogue),
    }
    return appel(json_compact(donnees))


def _vue(vue: VueCalculateur, catalogue: VueCatalogue) -> dict[str, Any]:
    alea = vue.calculateur.alea
    de_la_fiche = reperes(vue)
    return {
        "reperes": de_la_fiche,
        "points": points(vue.fiche),
        "lectures": {code: list(hypothese.lectures) for code, hypothese in vue.fiche.regles.hypotheses.items()},
        "plages": plages(vue, de_la_fiche) | ({"chance": ["0", "100", "1"]} if alea else {}),
        "vue": vue,
        "repere": vue.fiche.repere,
        "departement": catalogue.departement(vue.fiche),
        "page": f"../../fiches/{vue.fiche.id}/index.html",
        "alea": alea.libelle if alea else "",
        "version": _version(vue.fiche),
        "notice": _notice(vue, catalogue),
    }


def _notice(vue: VueCalculateur, catalogue: VueCatalogue) -> dict[str, Any]:
    """What a file taken away says of the sheet."""
    fiche = vue.fiche
    rubriques = {
        "Fiche": f"{fiche.repere}, {fiche.titre}",
        "Département": catalogue.departement(fiche),
        "Source": fiche.source.document,
        "Transcrite le": formater_date(fiche.transcrite_le),
        **({"Revue le": formater_date(fiche.revue_le)} if fiche.revue_le else {}),
        **({"Valable à partir du": formater_date(fiche.valide_du)} if fiche.valide_du else {}),
        **({"Valable jusqu'au": formater_date(fiche.valide_au)} if fiche.valide_au else {}),
        "Version des règles": _version(fiche),
        "Portée": "Une aide à la préparation, pas une décision : seul le document d'origine fait foi.",
    }
    return {
        "titre": typographie(f"Budget : {fiche.titre}"),
        "rubriques": {nom: typographie(texte) for nom, texte in rubriques.items()},
    }


def _version(fiche: Fiche) -> str:
    """What a saved budget remembers of the rules of its funding, to tell when they have changed since."""
    regles = [fiche.hypotheses, fiche.calculateurs["financement"]]
    return hashlib.sha256(json.dumps(regles, sort_keys=True).encode()).hexdigest()[:12]


def _groupes(plan: Plan, section: str) -> Iterator[tuple[str, list[Poste]]]:
    """The lines of a part, under the account that gathers them."""
    titres = {poste.compte: f"{poste.compte} {poste.nom}" for poste in plan.de(section) if not poste.cle}
    postes = [poste for poste in plan.de(section) if poste.cle]
    for dans, siens in groupby(postes, key=lambda poste: poste.dans):
        yield titres.get(dans, ""), list(siens)


def _exemple(vue: VueCalculateur, catalogue: VueCatalogue) -> str:
    requete = {
        "entrees": vue.calculateur.exemple,
        # The fields that its errors lead to bear the sheet's name.
        "formulaire": f"{NOM}-{vue.fiche.id}" if vue.resultat.erreurs else NOM,
        "page_fiche": f"../../fiches/{vue.fiche.id}/index.html",
        "plan": catalogue.budget,
    }
    html: str = repondre_bureau(requete, vue.fiche.regles, catalogue.plan)["html"]
    return f'<p class="zone-exemple">Exemple</p>{html}'
