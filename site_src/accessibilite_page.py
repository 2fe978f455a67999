"""The declaration of accessibility that the law wants: `accessibilite.yaml` in the order of the official model."""

from __future__ import annotations

from markupsafe import Markup

from calculators import formater_nombre
from site_src.gabarits import rendre
from site_src.vues import VueCatalogue

PARTIES = ("engagement", "etat", "resultats", "contenus", "etablissement", "contact")


def morceaux(vues: VueCatalogue) -> dict[str, Markup]:
    """What hangs in the page `accessibilite/`, by token."""
    declaration, jour = vues.catalogue.accessibilite, vues.jour
    audit = declaration.audit
    contexte = {
        "d": declaration,
        "audit": audit,
        "perimee": declaration.perimee(jour),
        "etat": declaration.etat(jour),
        "taux": f"{formater_nombre(audit.taux)}\u00a0%" if audit else "",
        "site": vues.catalogue.site,
        "etablie_le": declaration.etablie_le or (audit.date if audit else jour),
    }
    return {f"declaration-{nom}": rendre(f"declaration_{nom}.html", **contexte) for nom in PARTIES}
