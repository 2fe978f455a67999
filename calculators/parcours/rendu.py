"""A course of action as HTML: the sentence, the drawing, its table, the meetings; alike at build and in the browser."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

from calculators.calendrier import Evenement
from calculators.dates import abreger_date, formater_date
from calculators.mecanismes.echeances import dire_le_terme
from calculators.parcours.frise import Frise
from calculators.parcours.plan import Plan
from calculators.rendu.balises import ajouter
from calculators.rendu.resultat import Rendu
from calculators.trace import Ligne
from calculators.typographie import INSECABLE, en_suite, typographie


def rendre_parcours(plan: Plan, formulaire: str = "", page_fiche: str = "") -> str:
    """The whole `<section data-resultat>` of a course."""
    rendu = Rendu(plan.resultat, formulaire, page_fiche)
    racine = rendu.entete("le parcours")
    if plan.evenements:
        _fin_prevue(racine, plan)
        ajouter(racine, "p", "parcours-phrase", dire(plan))
    rendu.hypotheses(racine, ouvertes=True)
    rendu.alertes(racine, plan.resultat.alertes)
    if plan.evenements:
        trace = ajouter(racine, "div", "parcours-trace")
        trace.append(Frise(plan.evenements, plan.pistes).dessiner(f"{formulaire or 'parcours'}-frise", dire(plan)))
        _tableau(trace, plan, rendu)
    for evenement in plan.apres_la_fin:
        sortie = f"{evenement.libelle} : tomberait le {formater_date(evenement.debut)}, après la fin prévue."
        ajouter(racine, "p", "parcours-remarque", typographie(f"{sortie} Il n'est pas au calendrier."))
    if plan.rencontres:
        ajouter(racine, "h3", "parcours-rencontres", "Rencontres sur toute la durée")
        rendu.lignes(racine, [_souhaiter(ligne, plan) for ligne in plan.rencontres])
    rendu.hypotheses(racine, ouvertes=False)
    rendu.hypotheses_sans_effet(racine)
    return ET.tostring(racine, encoding="unicode", method="html")


def dire(plan: Plan) -> str:
    """What to see, in one sentence: « Du 2 septembre 2024 au 1er juin 2025 : 2 périodes, 6 mois puis 3 mois. »."""
    jours = [evenement for evenement in plan.evenements if not evenement.fin]
    if not plan.etendues:
        dernier = formater_date(max(evenement.debut for evenement in jours))
        return typographie(f"{_compter(jours)} au calendrier ; la dernière tombe le {dernier}.")
    debut, fin = min(e.debut for e in plan.principales), max(e.jour for e in plan.principales)
    parties = []
    for piste in plan.pistes:
        siennes = [e for e in plan.etendues if e.piste == piste]
        parties.append(_dire_piste(piste, siennes))
    if jours:
        parties.append(_compter(jours))
    return typographie(f"Du {formater_date(debut)} au {formater_date(fin)} : {', '.join(parties)}.")


def _dire_piste(piste: str, etendues: list[Evenement]) -> str:
    durees = [e.duree for e in etendues]
    if len(etendues) == 1:
        libelle = en_suite(etendues[0].libelle)
        return f"{libelle} ({durees[0]})" if durees[0] else libelle
    if len({e.lecture for e in etendues}) > 1:
        return f"{en_suite(piste)} selon la lecture"
    if not all(durees):
        return " puis ".join(en_suite(e.libelle) for e in etendues)
    meme = len(set(durees)) == 1
    return f"{len(etendues)} {en_suite(piste)} " + (f"de {durees[0]}" if meme else f"({' puis '.join(durees)})")


def _compter(jours: list[Evenement]) -> str:
    return "1 date à retenir" if len(jours) == 1 else f"{len(jours)} dates à retenir"


def _fin_prevue(parent: ET.Element, plan: Plan) -> None:
    """The largest thing on the card: the day when the chosen course ends."""
    fins = {e.jour for e in plan.principales if e.duree}
    if not fins or len({e.lecture for e in plan.principales}) > 1:
        return
    fin = max(fins)
    paragraphe = ajouter(parent, "p", "principal")
    nom = "Fin prévue" if plan.duree_choisie else dire_le_terme(plan.principales[0].libelle)
    ajouter(paragraphe, "span", "libelle", typographie(nom)).tail = " "
    ET.SubElement(paragraphe, "data", {"data-cle": "fin_prevue", "value": fin.isoformat()}).text = formater_date(fin)


def _tableau(parent: ET.Element, plan: Plan, rendu: Rendu) -> None:
    cadre = ajouter(parent, "table", "parcours-table")
    ajouter(cadre, "caption", "", "Les dates, et la clause de chacune")
    tete = ET.SubElement(ET.SubElement(cadre, "thead"), "tr")
    for titre in ("Quand", "Quoi"):
        ET.SubElement(tete, "th", {"scope": "col"}).text = titre
    corps = ET.SubElement(cadre, "tbody")
    precedente = ""
    for evenement in plan.evenements:
        rangee = ET.SubElement(corps, "tr", {"data-cle": evenement.cle})
        quand = ET.SubElement(rangee, "td")
        if evenement.fin:
            _dater(quand, f"du{INSECABLE}", evenement.debut)
            _dater(quand, f" au{INSECABLE}", evenement.fin)
        else:
            _dater(quand, "", evenement.debut)
        quoi = ET.SubElement(rangee, "th", {"scope": "row"})
        ajouter(quoi, "span", "parcours-nom", typographie(evenement.libelle))
        for detail in _details(evenement):
            quoi[-1].tail = " "
            ajouter(quoi, "span", "parcours-detail", typographie(detail))
        if evenement.citation != precedente:
            rendu.clause(quoi, evenement.citation)
        precedente = evenement.citation


def _details(evenement: Evenement) -> Iterable[str]:
    if evenement.fin and evenement.duree:
        yield evenement.duree
    if evenement.au_choix:
        yield "l'une de ces dates, au choix"
    if evenement.limite and "au plus tard" not in evenement.libelle.lower():
        yield "au plus tard"
    if evenement.lecture:
        yield evenement.lecture


def _dater(parent: ET.Element, avant: str, jour: date) -> None:
    if len(parent):
        parent[-1].tail = avant
    else:
        parent.text = avant
    ET.SubElement(parent, "time", {"datetime": jour.isoformat()}).text = abreger_date(jour)


def _souhaiter(ligne: Ligne, plan: Plan) -> Ligne:
    """The line of a count of meetings; « souhaité » where the sheet only wishes it."""
    return replace(ligne, libelle=f"{ligne.libelle}, souhaités") if ligne.cle in plan.souhaits else ligne
