"""The sheet where one computes: what is typed, what the Département pays, what the clauses say of it, the steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from calculators.bureau.export import Export, Variante
from calculators.bureau.onglet import Onglet
from calculators.bureau.saisies_excel import Listes, nom_onglet, style_de_saisie, valider
from calculators.champs import NOMBRES, Champ
from calculators.formules.cellule import SAISIE_ADMISE, SAISIES, STATUT, Cellule
from calculators.formules.formule import A_CORRIGER, A_VERIFIER, CONFORME, NON_CONFORME, mot, nom_defini
from calculators.formules.saisies import faute_de_saisie
from calculators.resultat import STATUTS

NOM = "Calcul"
LARGEURS = (42, 15, 14, 40, 46, 15, 21)
CONTROLES, FAUTES, LECTURES = "controles", "fautes_de_saisie", "lectures"
"""Names of the column of checks, of the faults said beside the inputs, of the readings in force."""
_STYLES = {"€": "€", "%": "taux"}
_MODE_D_EMPLOI = "Changez une case jaune : tout se recalcule. Aide à la préparation, pas une décision."
_TITRES = ("Libellé", "Valeur", "Unité", "Calcul à la date de l’export", "Clause citée", "Hypothèses", "Nom")


class OngletCalcul:
    """Writes the sheet from top to bottom."""

    def __init__(self, onglet: Onglet, export: Export, listes: Listes) -> None:
        self._onglet, self._export, self._listes = onglet, export, listes
        self._ligne = 0

    def ecrire(self) -> None:
        """The whole sheet."""
        export, onglet = self._export, self._onglet
        cellules = export.feuille.cellules
        onglet.texte(0, 0, export.notice.titre, "titre")
        onglet.texte(1, 0, export.calculateur.intro or export.calculateur.titre, "sous_titre")
        onglet.texte(2, 0, _MODE_D_EMPLOI, "note")
        onglet.texte(3, 0, "Statut", "fort")
        self._statut(3)
        self._ligne = 5
        self._saisies()
        self._partie("Résultats", [*(c for c in cellules if c.genre == "ligne"), *export.restes()])
        self._variantes()
        self._controles([c for c in cellules if c.genre == "controle"])
        self._partie("Étapes du calcul", [c for c in cellules if c.genre == "etape"], self._admise)

    def _statut(self, ligne: int) -> None:
        fautif = f"OR(NOT({SAISIE_ADMISE}),COUNTIF({CONTROLES},{mot(A_CORRIGER)})>0)"
        noms = ("conforme", "a_verifier", "non_conforme", "erreur_saisie")
        conforme, a_verifier, non_conforme, a_corriger = (mot(STATUTS[nom][0]) for nom in noms)
        formule = f"IF(COUNTIF({CONTROLES},{mot(A_VERIFIER)})>0,{a_verifier},{conforme})"
        formule = f"IF(COUNTIF({CONTROLES},{mot(NON_CONFORME)})>0,{non_conforme},{formule})"
        formule = f"=IF({fautif},{a_corriger},{formule})"
        self._onglet.formule(ligne, 1, formule, self._export.resultat.mot, "verdict")
        self._onglet.nommer(STATUT, ligne, 1)
        self._onglet.colorer_verdicts(ligne, 1, ligne)

    def _saisies(self) -> None:
        debut = self._entetes("Saisies", ("Libellé", "Valeur", "Unité", "Aide", "À corriger", "", "Nom"))
        for champ in self._export.calculateur.champs.values():
            self._champ(champ, self._ligne)
            self._ligne += 1
        fin = max(debut, self._ligne - 1)
        self._onglet.nommer(SAISIES, debut, 1, fin)
        self._onglet.nommer(FAUTES, debut, 4, fin)
        self._ligne += 1

    def _champ(self, champ: Champ, ligne: int) -> None:
        onglet, export, nom = self._onglet, self._export, nom_defini(champ.cle)
        onglet.texte(ligne, 0, champ.libelle + (" (facultatif)" if champ.facultatif else ""))
        onglet.texte(ligne, 2, "" if champ.unite == "€" else champ.unite, "discret")
        onglet.texte(ligne, 6, nom, "discret")
        if champ.type == "liste_entiers":
            onglet.texte(ligne, 3, f"Dans l’onglet « {nom_onglet(champ)} ». {champ.aide}", "discret")
            return
        onglet.nommer(nom, ligne, 1)
        if champ.type not in (*NOMBRES, "date", "choix", "oui_non"):
            onglet.texte(ligne, 1, export.ecrire_saisie(champ.cle), "fort")
            onglet.texte(ligne, 3, "Se saisit sur le site ; ici, sa valeur est figée.", "discret")
        elif export.exclu(champ.cle):
            onglet.texte(ligne, 3, "Sans objet : une autre saisie le remplace.", "discret")
        else:
            onglet.texte(ligne, 3, champ.aide, "discret")
            valeur = export.saisies.get(champ.cle)
            dite = champ.options.get(valeur, valeur.capitalize()) if isinstance(valeur, str) else valeur
            onglet.valeur(ligne, 1, None if isinstance(dite, tuple) else dite, style_de_saisie(champ))
            valider(onglet, ligne, 1, champ, self._listes)
            onglet.formule(ligne, 4, f"={faute_de_saisie(champ)}", "", "faute")

    def _partie(self, titre: str, cellules: list[Cellule], avant: Callable[[], None] | None = None) -> None:
        if not cellules and avant is None:
            return
        self._entetes(titre, _TITRES)
        if avant:
            avant()
        for cellule in cellules:
            self._cellule(cellule)
        self._ligne += 1

    def _cellule(self, cellule: Cellule) -> None:
        ligne, onglet, export = self._ligne, self._onglet, self._export
        valeur = export.valeur(cellule)
        onglet.texte(ligne, 0, cellule.libelle, "fort" if cellule.genre == "ligne" else "texte")
        if cellule.formule:
            onglet.formule(ligne, 1, cellule.formule, valeur, style(cellule))
            onglet.texte(ligne, 3, export.calcul(cellule.cle) if cellule.genre == "ligne" else "", "discret")
        else:
            onglet.valeur(ligne, 1, valeur, style(cellule))
            le = f"{export.notice.exporte_le:%d/%m/%Y}"
            onglet.texte(ligne, 3, f"Valeur figée, calculée le {le} : {cellule.motif}.", "faute")
        onglet.texte(ligne, 2, "" if cellule.unite == "€" else cellule.unite, "discret")
        onglet.texte(ligne, 4, f"« {cellule.citation} »" if cellule.citation else "", "clause")
        onglet.texte(ligne, 5, ", ".join(cellule.hypotheses), "discret")
        if cellule.nom:
            onglet.texte(ligne, 6, cellule.nom, "discret")
            onglet.nommer(cellule.nom, ligne, 1)
        self._ligne += 1

    def _variantes(self) -> None:
        if not self._export.variantes:
            return
        self._entetes("Si l’on retient une autre lecture", _TITRES)
        for variante in self._export.variantes:
            ligne, (formule, valeur, unite) = self._ligne, _principale(self._export, variante)
            self._onglet.texte(ligne, 0, variante.libelle)
            self._onglet.formule(ligne, 1, formule, valeur, style_d_unite(unite))
            self._onglet.texte(ligne, 3, variante.hypothese.texte, "discret")
            citation = variante.hypothese.citation
            self._onglet.texte(ligne, 4, f"« {citation} »" if citation else "", "clause")
            self._onglet.texte(ligne, 5, variante.hypothese.code, "discret")
            self._onglet.texte(ligne, 6, variante.nom, "discret")
            self._onglet.nommer(variante.nom, ligne, 1)
            self._ligne += 1
        self._ligne += 1

    def _controles(self, cellules: list[Cellule]) -> None:
        debut = self._entetes("Contrôles", _TITRES)
        for code, suspens in self._export.en_suspens().items():
            verdict = f"=IF({suspens},{mot(A_VERIFIER)},{mot(CONFORME)})"
            self._controle(f"{code} : lecture choisie, ou sans effet sur le montant", verdict)
        for cellule in cellules:
            self._cellule(cellule)
        self._onglet.nommer(CONTROLES, debut, 1, self._ligne - 1)
        self._onglet.colorer_verdicts(debut, 1, self._ligne - 1)
        self._ligne += 1

    def _controle(self, libelle: str, formule: str) -> None:
        self._onglet.texte(self._ligne, 0, libelle)
        self._onglet.formule(self._ligne, 1, formule, "", "verdict")
        self._ligne += 1

    def _admise(self) -> None:
        lues = f",SUMPRODUCT((LEN({LECTURES})=0)*1)=0" if self._export.hypotheses else ""
        self._onglet.texte(self._ligne, 0, "Tout ce qui est saisi peut être utilisé")
        formule = f"=AND(SUMPRODUCT(LEN({FAUTES}))=0{lues})"
        self._onglet.formule(self._ligne, 1, formule, self._export.evaluation is not None)
        self._onglet.texte(self._ligne, 6, SAISIE_ADMISE, "discret")
        self._onglet.nommer(SAISIE_ADMISE, self._ligne, 1)
        self._ligne += 1

    def _entetes(self, titre: str, noms: Iterable[str]) -> int:
        for colonne in range(len(LARGEURS)):
            self._onglet.valeur(self._ligne, colonne, titre if not colonne else None, "section")
        for colonne, nom in enumerate(noms):
            self._onglet.valeur(self._ligne + 1, colonne, nom, "entete")
        self._ligne += 2
        return self._ligne


def style(cellule: Cellule) -> str:
    """How a cell shows its value."""
    if cellule.genre == "controle":
        return "verdict"
    return style_d_unite(cellule.unite)


def style_d_unite(unite: str) -> str:
    """How a number of this unit is shown."""
    return _STYLES.get(unite, "nombre")


def _principale(export: Export, variante: Variante) -> tuple[str, Fraction | str, str]:
    """The main value under a reading: its formula, what it gives now, its unit."""
    cellules = export.principales(variante.feuille)
    formule = '""'
    for cellule in reversed(cellules):
        formule = f"IF(ISNUMBER({cellule.nom}),{cellule.nom},{formule})"
    for cellule in cellules:
        if isinstance(montant := export.valeur(cellule, variante.evaluation), Fraction):
            return f"={formule}", montant, cellule.unite
    return f"={formule}", "", next((cellule.unite for cellule in cellules), "")
