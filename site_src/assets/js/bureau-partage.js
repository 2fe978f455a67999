// Keeping a budget: undo, a link, a file, this browser. Only on demand, and each says what it did.
"use strict";

(() => {
  const { citer, telecharger } = Outils;
  const zone = document.querySelector("[data-garder]");
  const message = zone.querySelector("[data-message]");
  const bouton = (nom) => zone.querySelector(`[data-${nom}]`);
  const choixFichier = bouton("choix-fichier");
  const CLE = "budget-garde";
  zone.hidden = false;

  function dire(texte, faute = false) {
    message.textContent = texte;
    message.classList.toggle("bureau-message-faute", faute);
  }

  // ---- undo: a gesture at a time, be it a field left or a second without a key ----
  const passes = [];
  const REPOS = 1000;
  let repos = 0;
  let present = null; // what the desk held before the reader's hand was on it, then after each gesture
  for (const geste of ["focusin", "pointerdown"]) document.addEventListener(geste, () => { present ??= photographier(); });
  Bureau.form.addEventListener("input", () => {
    permettre(true);
    clearTimeout(repos);
    repos = setTimeout(() => { noter(); suivre(); }, REPOS);
  });
  Bureau.ecouter(noter);

  // Disabled in words alone: the attribute would drop the focus of who has just pressed it.
  const permettre = (possible) => bouton("annuler").setAttribute("aria-disabled", !possible);
  const photographier = () => JSON.stringify(Bureau.lire());

  function noter() {
    const lu = photographier();
    if (lu !== present && present !== null) passes.push(present);
    if (passes.length > 100) passes.shift();
    present = lu;
    permettre(passes.length > 0);
  }

  bouton("annuler").addEventListener("click", () => {
    clearTimeout(repos);
    if (!passes.length) return;
    present = passes.pop();
    permettre(passes.length > 0);
    Bureau.poser(JSON.parse(present));
    suivre();
    dire("Dernière modification annulée.");
  });

  // ---- a column copied from a spreadsheet fills the lines from the one it is pasted in ----
  Bureau.form.addEventListener("paste", (evenement) => {
    const lignes = Outils.collage(evenement);
    if (lignes.length < 2 || !evenement.target.closest(".bureau-poste")) return; // one value: the browser's own paste
    evenement.preventDefault();
    noter(); // what was being typed there is a gesture of its own
    const cases = [...Bureau.form.querySelectorAll(".bureau-poste:not(.bureau-heures) input")];
    const depart = cases.indexOf(evenement.target);
    const remplies = depart < 0 ? [] : cases.slice(depart, depart + lignes.length);
    remplies.forEach((champ, rang) => {
      champ.value = Montants.ecrire(lignes[rang].at(-1)); // « libellé → montant » gives its amount
      champ.closest("details").open = true;
    });
    const perdues = lignes.length - remplies.length;
    dire(`Lignes remplies\u00a0: ${remplies.length}.` + (perdues ? ` Valeurs sans ligne où les mettre\u00a0: ${perdues}.` : ""), perdues > 0);
    evenement.target.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // ---- put a budget back, saying what differs from today's sheet ----
  async function ouvrir(dossier, origine) {
    const absente = await Bureau.amener(dossier.fiche);
    if (absente) throw new Dossier.Illisible(absente);
    const bloc = Bureau.champsDe(dossier.fiche);
    const perdues = retirerLecturesPerdues(dossier.scenarios, JSON.parse(bloc.dataset.lectures));
    Bureau.poser(dossier);
    noter();
    const { unites } = Bureau.lire();
    const changees = Object.keys(dossier.unites).filter((cle) => cle in unites && unites[cle] !== dossier.unites[cle]);
    const remarques = [];
    if (dossier.regles !== bloc.dataset.version) {
      remarques.push(`Les règles de la fiche ont changé depuis (budget fait sur la version du ${enFrancais(dossier.date)}, fiche du ${enFrancais(bloc.dataset.date)})\u00a0: les montants sont ceux des règles d’aujourd’hui, vérifiez-les.`);
    }
    for (const cle of changees) remarques.push(`L’unité du champ ${citer(cle)} est passée de ${dossier.unites[cle]} à ${unites[cle]}\u00a0: vérifiez sa valeur.`);
    if (perdues.length) {
      remarques.push(`La fiche n’a plus la lecture choisie pour ${perdues.join(", ")}\u00a0: ce choix est retiré.`);
    }
    dire([`Budget ouvert, ${origine}.`, ...remarques].join(" "), remarques.length > 0);
  }

  // A reading that the sheet no longer has would be an error that no field could mend. Gives the hypotheses concerned.
  function retirerLecturesPerdues(scenarios, connues) {
    const perdues = new Set();
    for (const { hypotheses } of scenarios) {
      for (const [code, lecture] of Object.entries(hypotheses)) {
        if (Object.hasOwn(connues, code) && connues[code].includes(lecture)) continue;
        delete hypotheses[code];
        perdues.add(code.slice(0, 40));
      }
    }
    return [...perdues];
  }

  const enFrancais = (iso) => /^\d{4}-\d\d-\d\d$/.test(iso) ? iso.split("-").reverse().join("/") : "date inconnue";

  async function essayer(geste) {
    try {
      await geste();
    } catch (erreur) {
      if (!(erreur instanceof Dossier.Illisible)) throw erreur;
      dire(`${erreur.message} Ce que vous aviez saisi est resté.`, true);
    }
  }

  // ---- a link ----
  bouton("lien").addEventListener("click", async () => {
    const adresse = new URL(location.href);
    adresse.hash = await Dossier.enLien(Dossier.creer(Bureau.lire()));
    try {
      await navigator.clipboard.writeText(adresse.href);
      dire("Lien copié. Il contient les valeurs du budget\u00a0: elles ne passent par aucun serveur, mais quiconque a le lien les lit.");
    } catch {
      history.replaceState(null, "", adresse);
      dire("Le navigateur refuse la copie\u00a0: le lien est dans la barre d’adresse, copiez-le.");
    }
  });
  // An address that holds a budget holds the one on the screen: read again, it gives back what was changed since.
  let tour = 0;
  async function suivre() {
    if (!location.hash.startsWith("#budget=")) return;
    const mien = ++tour;
    const fragment = await Dossier.enLien(Dossier.creer(Bureau.lire()));
    if (mien === tour) history.replaceState(history.state, "", `#${fragment}`);
  }
  Bureau.ecouter(suivre);

  const depuisLien = () => essayer(async () => ouvrir(await Dossier.duLien(location.hash), "depuis le lien"));
  addEventListener("hashchange", () => { if (location.hash.startsWith("#budget=")) depuisLien(); });

  // ---- a file ----
  bouton("fichier").addEventListener("click", () => {
    const nom = `budget-${Bureau.form.dataset.fiche}.json`;
    telecharger(JSON.stringify(Dossier.creer(Bureau.lire()), null, 1), nom, "application/json");
    dire(`Fichier enregistré\u00a0: ${nom}.`);
  });
  bouton("ouvrir").addEventListener("click", () => choixFichier.click());
  choixFichier.addEventListener("change", () => essayer(async () => {
    const [fichier] = choixFichier.files;
    if (!fichier) return;
    choixFichier.value = "";
    await ouvrir(await Dossier.duFichier(fichier), `depuis le fichier ${fichier.name}`);
  }));

  // ---- a workbook or a table, made here by the engine ----
  for (const bouton_ of zone.querySelectorAll("[data-exporter]")) bouton_.addEventListener("click", () => exporter(bouton_.dataset.exporter));

  async function exporter(format) {
    const { form, plan } = Bureau;
    const { fiche, scenarios, actif } = Bureau.lire();
    dire("Le fichier se prépare.");
    Moteur.demarrer();
    const regles = await Regles.lire(form);
    if (regles === null) return dire("Les règles de la fiche n’ont pas pu être lues\u00a0: vérifiez le réseau, puis recommencez.", true);
    const notice = JSON.parse(Bureau.champsDe(fiche).dataset.notice);
    Bureau.cochesDe(fiche).forEach((element, rang) => {
      const point = element.closest("label").textContent.trim().replace(/\s+/g, " ");
      notice.rubriques[`À montrer, point ${rang + 1}`] = `${element.checked ? "fait" : "à faire"}\u00a0: ${point}`;
    });
    // What the form holds now, whether or not it was computed yet.
    if (scenarios.length > 1) notice.rubriques["Scénario"] = scenarios[actif].nom;
    const requete = { fiche, calculateur: "classeur", format, notice, plan, jour: Fraicheur.jour(), rang: actif,
      autres: scenarios.filter((_, rang) => rang !== actif), ...scenarios[actif] };
    const reponse = await Moteur.demander("classeur", requete, regles, format === "xlsx" ? ["xlsxwriter"] : [], false);
    const [faute] = reponse?.resultat.erreurs ?? [];
    if (faute) return dire(`Le fichier n’a pas été fait\u00a0: il y manquerait une valeur. ${faute.message}`, true);
    if (!reponse) return dire(`Le fichier n’a pas été fait. ${Moteur.etat === "panne" ? Moteur.raison : "Réessayez."}`, true);
    const types = { xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", csv: "text/csv" };
    telecharger(Uint8Array.from(atob(reponse.octets), (c) => c.charCodeAt(0)), reponse.nom, types[format]);
    dire(`Fichier enregistré\u00a0: ${reponse.nom}.`);
  }

  // ---- this browser ----
  function garde() {
    try {
      return localStorage.getItem(CLE);
    } catch {
      return null;
    }
  }
  function montrerGarde() {
    const present_ = garde() !== null;
    bouton("reprendre").hidden = !present_;
    bouton("effacer").hidden = !present_;
  }
  bouton("memoriser").addEventListener("click", () => {
    const ancien = garde();
    try {
      localStorage.setItem(CLE, JSON.stringify(Dossier.creer(Bureau.lire())));
      dire("Budget gardé dans ce navigateur, sur ce poste seulement\u00a0: quiconque s’en sert peut le lire, «\u00a0Effacer\u00a0» le retire."
        + (ancien ? " Il remplace celui qui y était gardé." : ""));
    } catch {
      dire("Ce navigateur refuse de garder le budget\u00a0: enregistrez-le dans un fichier.", true);
    }
    montrerGarde();
  });
  bouton("reprendre").addEventListener("click", () => essayer(() => ouvrir(Dossier.duTexte(garde() ?? ""), "gardé dans ce navigateur")));
  bouton("effacer").addEventListener("click", () => {
    localStorage.removeItem(CLE);
    montrerGarde();
    dire("Le budget gardé est effacé.");
    bouton("memoriser").focus();
  });
  addEventListener("storage", montrerGarde); // kept or erased in another tab
  montrerGarde();
  if (location.hash.startsWith("#budget=")) depuisLien();
  else depuisFiche();

  // ---- what was typed in the sheet that the reader comes from ----
  async function depuisFiche() {
    const fiche = new URLSearchParams(location.search).get("fiche");
    const remise = Remise.prendre(fiche);
    if (!remise || await Bureau.amener(fiche)) return;
    const { entrees, hypotheses } = remise;
    Bureau.poser({ fiche, actif: 0, scenarios: [{ nom: Bureau.lire().scenarios[0].nom, entrees, hypotheses }] });
    dire("Les valeurs saisies dans la fiche sont reprises ici.");
  }
})();
