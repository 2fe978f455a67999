"""What a sheet's own model can't see: its file's name, its quotations, its rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from calculators import Regles, ReglesInvalides, charger
from calculators.bureau import CALCULATEUR
from calculators.typographie import guillemets
from catalogue.document import Document, mots_ecrits
from catalogue.modele import Fiche
from catalogue.mots import avec_conseil
from catalogue.problemes import AVERTISSEMENT, FAUTES_MAX
from catalogue.texte import citer, normaliser, passage_proche, texte_integral

_CITANTS = ("essentiel", "data_inclusion", "hypotheses", "calculateurs", "parcours", "pluriannuel")
_REGLES = ("hypotheses", "calculateurs", "parcours", "pluriannuel")
_LONGUEUR_MONTREE = 120


def croiser_identifiant(document: Document, nom: str) -> None:
    """The sheet's id is the name of its file."""
    identifiant = document.donnees.get("id")
    if isinstance(identifiant, str) and identifiant.strip() and identifiant.strip() != nom:
        quoi = f"l'identifiant {guillemets(identifiant)} n'est pas le nom du fichier"
        document.signaler(document.situer(("id",)), f"{quoi} ; écrivez « id: {nom} » ou renommez le fichier")


def croiser_citations(document: Document) -> str:
    """Every quotation stands word for word in the sheet; gives the sheet's whole text."""
    entier = texte_integral(document.donnees)
    compare = normaliser(entier)
    jugees: dict[str, tuple[bool, str]] = {}
    mots = mots_ecrits({nom: document.donnees.get(nom) for nom in _CITANTS})
    for chemin, citation in ((chemin, mot) for chemin, mot in mots if chemin[-1] == "citation" and mot.strip()):
        cherchee = normaliser(citation)
        lieu = document.situer(chemin)
        if document.deja_refuse(chemin):
            continue
        if cherchee not in jugees:
            jugees[cherchee] = citer(cherchee, compare) if any(map(str.isalnum, cherchee)) else (False, "")
        entiere, coupe = jugees[cherchee]
        if entiere:
            continue
        if coupe:
            quoi = f"citation qui coupe un mot ou un nombre du texte : {guillemets(coupe, _LONGUEUR_MONTREE)}"
            document.signaler(lieu, f"{quoi} ; citez-le en entier")
            continue
        proche = passage_proche(cherchee, compare) if len(document.problemes) < FAUTES_MAX else ""
        quoi = f"citation absente du texte : {guillemets(citation, _LONGUEUR_MONTREE)}"
        conseil = f"passage le plus proche : {guillemets(proche, _LONGUEUR_MONTREE)}" if proche else "recopiez la fiche"
        document.signaler(lieu, f"{quoi} ; {conseil}")
    return entier


def croiser_regles(document: Document) -> Regles | None:
    """The rules, loaded as the build, `calc` and the browser load them; their faults are placed in the file."""
    noms = ("id", "nature", "titre", *_REGLES)
    vides = _signaler_les_vides(document)
    deja = {(p.ligne, p.colonne) for p in document.problemes}
    try:
        regles = charger({nom: document.donnees[nom] for nom in noms if nom in document.donnees})
        return None if vides else regles
    except ReglesInvalides as erreur:
        for probleme in erreur.problemes:
            lieu = document.situer(probleme.chemin)
            if lieu not in deja and not document.deja_refuse(probleme.chemin):
                document.signaler(lieu, avec_conseil(probleme.message.rstrip(".")))
    return None


def croiser_exemples(document: Document, fiche: Fiche) -> None:
    """The example of a calculator can be computed: its pages open on it."""
    for nom, calculateur in fiche.regles.calculateurs.items():
        if calculateur.exemple and (erreurs := fiche.resultat_de_l_exemple(nom).erreurs):
            lieu = document.situer(("calculateurs", nom, "exemple"))
            document.signaler(lieu, f"l’exemple de « {nom} » ne se calcule pas ; {erreurs[0].message}")


def _signaler_les_vides(document: Document) -> bool:
    """Refuse a word left blank among the rules, where nothing is optional but by leaving its line out."""
    vides = [
        chemin
        for nom in _REGLES
        for chemin, mot in mots_ecrits(document.donnees.get(nom), (nom,))
        if not mot.strip() and not document.deja_refuse(chemin)
    ]
    for chemin in vides:
        document.signaler(document.situer(chemin), "cette valeur est vide ; donnez-la ou retirez la ligne")
    return bool(vides)


def _revient(fiche: Fiche, fiches: Mapping[str, Fiche]) -> bool:
    """Whether the reader of a withdrawn sheet, sent from each to the next, comes back to it."""
    vues, suite = {fiche.id}, fiches.get(fiche.remplacee_par or "")
    while suite and suite.id not in vues:
        vues.add(suite.id)
        suite = fiches.get(suite.remplacee_par or "")
    return suite is not None and suite.id == fiche.id


def croiser_retrait(document: Document, fiche: Fiche, fiches: Mapping[str, Fiche]) -> None:
    """A withdrawn sheet says when, why, and sends to a sheet that readers can open."""
    etat = document.situer(("etat",))
    if fiche.retiree_le is None:
        document.signaler(etat, "la fiche est retirée, sans date ; ajoutez « retiree_le: … »", AVERTISSEMENT)
    elif not fiche.motif_retrait:
        jour = fiche.retiree_le.isoformat()
        conseil = f"ajoutez à historique « {{date: {jour}, quoi: … }} »"
        document.signaler(document.situer(("retiree_le",)), f"le retrait est sans motif ; {conseil}", AVERTISSEMENT)
    if fiche.remplacee_par is None:
        return
    lieu, autre = document.situer(("remplacee_par",)), fiches.get(fiche.remplacee_par)
    if fiche.remplacee_par == fiche.id:
        document.signaler(lieu, "la fiche se remplace elle-même ; donnez l'identifiant d'une autre")
    elif autre and _revient(fiche, fiches):
        quoi = f"les fiches « {fiche.id} » et « {autre.id} » se renvoient l'une à l'autre"
        document.signaler(lieu, f"{quoi} ; donnez la fiche qui reste, ou effacez cette ligne")
    elif autre and not autre.publiee:
        quoi = f"la fiche « {autre.id} » qui remplace celle-ci n'est pas publiée"
        document.signaler(lieu, f"{quoi} ; publiez-la ou effacez cette ligne", AVERTISSEMENT)


def croiser_budget(document: Document, regles: Regles, lignes: Collection[str]) -> None:
    """The operator's desk asks for the fields of a sheet and the lines of the budget in one form: no key is both."""
    calculateur = regles.calculateurs.get(CALCULATEUR)
    for cle in calculateur.champs if calculateur else ():
        if cle in lignes:
            quoi = f"« {cle} » est déjà un champ du budget que prépare l'opérateur ; donnez une autre clé"
            document.signaler(document.situer(("calculateurs", CALCULATEUR, "champs", cle), cle=True), quoi)
