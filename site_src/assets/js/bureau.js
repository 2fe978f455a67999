// The operator's desk: which sheet, which scenario; the form itself is driven by calculateur.js.
//
//   Bureau.lire()            what the desk holds: {fiche, regles, date, unites, actif, scenarios}
//   Bureau.poser(contenu)    put it back
//   Bureau.montant(texte)    an amount as the results write it, « 1 500 € » without its unit; another text as it is
//   Bureau.ecouter(fonction) called after each gesture that may have changed it: a field left, a choice, a scenario
"use strict";

const Bureau = (() => {
  const form = document.querySelector("form.bureau-form");
  const lireJson = (id) => JSON.parse(document.getElementById(id).textContent);
  const plan = lireJson("plan-du-budget");
  const exemples = lireJson("exemples-du-budget"); // sheet → what its example gives, as the build computed it
  const zone = form.parentElement.querySelector(".zone-resultat");
  const barre = form.querySelector("[data-scenarios]");
  const MAX = 4;
  const ecouteurs = new Set();
  let scenarios = [{ nom: "Scénario 1", entrees: {}, hypotheses: {} }];
  let actif = 0;

  // ---- the Département's line says what the result does ----
  const verse = form.querySelector("[data-verse]");
  const repeter = () => { verse.textContent = zone.querySelector(".bureau-verse td")?.textContent ?? ""; };
  new MutationObserver(repeter).observe(zone, { childList: true, subtree: true });
  repeter();

  // ---- the request: what the form holds, and the scenarios beside it ----
  form.addEventListener("requete", ({ detail }) => {
    delete detail.entrees.fiche;
    lisser(detail.entrees);
    const avant = JSON.stringify(scenarios[actif].hypotheses);
    scenarios[actif].entrees = { ...detail.entrees };
    scenarios[actif].hypotheses = { ...detail.hypotheses };
    if (JSON.stringify(detail.hypotheses) !== avant) dire(); // they are chosen in the result, outside the form
    detail.plan = plan;
    detail.nom = scenarios[actif].nom;
    detail.rang = actif;
    detail.autres = scenarios.filter((_, rang) => rang !== actif);
  });

  // ---- amounts: one that is left reads as the results do; what is not plainly one stays as it was typed ----
  const estMontant = (champ) => Boolean(champ.closest(".saisie")?.querySelector(".unite")?.textContent.startsWith("€"));
  function montant(brut) {
    const plat = brut.replace(/\s+/g, " ").trim().toLowerCase();
    const lu = /^(\d{1,3}(?: \d{3}){1,3}|\d{1,12})(?:[,.](\d{1,2}))? ?(?:€|euros?|eur)?$/.exec(plat);
    if (!lu) return brut;
    const entier = lu[1].replaceAll(" ", "").replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, "\u202f");
    return Number(lu[2] ?? 0) ? `${entier},${lu[2].padEnd(2, "0")}` : entier;
  }
  form.addEventListener("change", ({ target }) => { if (estMontant(target)) target.value = montant(target.value); }, true);
  // Left or not, an amount is the same for who computes or keeps it: its form alone is no change.
  function lisser(entrees) {
    for (const [nom, valeur] of Object.entries(entrees)) {
      const [champ] = Champs.controles(form, nom);
      if (champ && estMontant(champ)) entrees[nom] = montant(valeur);
    }
    return entrees;
  }

  // Back to the example: that of the sheet in hand, and this scenario holds nothing else; beside others, it is one of them.
  form.addEventListener("resultat", ({ detail }) => {
    if (!detail) zone.innerHTML = exemples[form.dataset.fiche];
  });
  form.addEventListener("reset", () => queueMicrotask(() => {
    scenarios[actif].hypotheses = {};
    retenir();
    if (scenarios.length > 1) recalculer();
    dire();
  }));

  const dire = () => { for (const ecouteur of ecouteurs) ecouteur(); };
  document.addEventListener("change", ({ target }) => { if (target.form === form || target.matches("[data-coche]")) dire(); });

  // ---- the sheet ----
  const champsDe = (fiche) => form.querySelector(`[data-champs-de="${CSS.escape(fiche)}"]`);

  // A sheet that the page does not hold is brought, once. Why it is not there, in words; nothing where it is.
  async function amener(fiche) {
    if (champsDe(fiche)) return "";
    if (!form.querySelector(`[data-bureau-autres] option[value="${CSS.escape(fiche)}"]`)) {
      return `La fiche «\u00a0${fiche}\u00a0» n’est pas dans ce catalogue\u00a0: demandez-la au Département qui l’a publiée.`;
    }
    try {
      const recue = await Donnees.chercher(`bureau/${fiche}.js`);
      if (!champsDe(fiche)) placer(recue);
      return "";
    } catch {
      return "Cette fiche n’a pas pu être apportée\u00a0: vérifiez le réseau, puis choisissez-la de nouveau.";
    }
  }

  // The last sheet asked for is the one shown, however long each takes to come.
  const arrivee = form.querySelector("[data-bureau-arrivee]");
  let demandee = "";
  async function demander(fiche, montrer) {
    demandee = fiche;
    arrivee.textContent = "";
    const faute = await amener(fiche);
    if (demandee !== fiche) return;
    if (faute) {
      choisie(form.dataset.fiche);
      arrivee.textContent = faute;
    } else montrer(fiche);
  }

  // In the lists of sheets; the default as well: going back to the example stays on the sheet.
  function choisie(fiche) {
    for (const radio of form.querySelectorAll("[data-bureau-fiche]")) radio.checked = radio.defaultChecked = radio.value === fiche;
    const autres = form.querySelector("[data-bureau-autres]");
    if (autres) autres.value = [...autres.options].some((option) => option.value === fiche) ? fiche : "";
  }

  function placer({ id, champs, liste, exemple }) {
    const derniere = [...form.querySelectorAll("[data-champs-de]")].at(-1);
    derniere.insertAdjacentHTML("afterend", champs);
    [...document.querySelectorAll("[data-liste-de]")].at(-1).insertAdjacentHTML("afterend", liste);
    exemples[id] = exemple;
    equiper(champsDe(id));
    Fraicheur.marquer(champsDe(id));
  }

  function montrerFiche(fiche) {
    for (const bloc of form.querySelectorAll("[data-champs-de]")) {
      const sien = bloc.dataset.champsDe === fiche;
      bloc.hidden = !sien;
      bloc.disabled = !sien;
    }
    form.dataset.fiche = fiche;
    form.dataset.regles = champsDe(fiche).dataset.regles;
    form.dataset.pageFiche = `../../fiches/${fiche}/index.html`;
    zone.innerHTML = exemples[fiche];
    for (const liste of document.querySelectorAll("[data-liste-de]")) liste.hidden = liste.dataset.listeDe !== fiche;
    choisie(fiche);
    const adresse = new URL(location.href);
    adresse.searchParams.set("fiche", fiche);
    history.replaceState(null, "", adresse);
  }

  function choisirFiche(fiche) {
    montrerFiche(fiche);
    // The readings of one sheet mean nothing in another, nor do its scenarios.
    if (scenarios.length > 1) arrivee.textContent = "Les scénarios de la fiche précédente sont retirés\u00a0: «\u00a0Annuler la dernière modification\u00a0» les rend.";
    scenarios = [{ nom: "Scénario 1", entrees: {}, hypotheses: {} }];
    actif = 0;
    form.dispatchEvent(new CustomEvent("poser", { detail: { hypotheses: {} } }));
    dessiner();
    dire();
  }
  form.addEventListener("change", ({ target }) => {
    if (target.matches("[data-bureau-fiche], [data-bureau-autres]") && target.value) demander(target.value, choisirFiche);
  });

  // ---- the scenarios ----
  function dessiner() {
    barre.hidden = false;
    const liste = document.createElement("fieldset");
    liste.className = "bureau-scenarios-liste";
    const legende = document.createElement("legend");
    legende.textContent = "Scénarios";
    liste.append(legende);
    scenarios.forEach((scenario, rang) => {
      const etiquette = document.createElement("label");
      const radio = document.createElement("input");
      radio.type = "radio";
      radio.name = "scenario"; // one group for the keyboard, and no field of the form
      radio.setAttribute("form", "");
      radio.checked = radio.defaultChecked = rang === actif; // the default as well: the example is that of this scenario
      radio.value = rang;
      radio.dataset.scenario = rang;
      etiquette.className = "option";
      etiquette.append(radio, " ", scenario.nom);
      radio.addEventListener("change", () => {
        retenir();
        aller(rang);
      });
      liste.append(etiquette);
    });
    const nom = document.createElement("label");
    const boite = document.createElement("input");
    nom.className = "bureau-nom";
    nom.append("Nom de ce scénario ", boite);
    boite.type = "text";
    boite.maxLength = 40;
    boite.value = boite.defaultValue = scenarios[actif].nom;
    boite.addEventListener("change", (evenement) => {
      evenement.stopPropagation();
      retenir();
      boite.value = boite.defaultValue = scenarios[actif].nom = nommer(boite.value.trim() || scenarios[actif].nom);
      // In place: what the reader presses as they leave the name must not vanish under the pointer.
      liste.querySelector(`[data-scenario="${actif}"]`).parentElement.lastChild.textContent = scenarios[actif].nom;
      recalculer();
      dire();
    });
    boite.addEventListener("input", (evenement) => evenement.stopPropagation());
    const copier = bouton("Copier en un nouveau scénario", dupliquer);
    copier.disabled = scenarios.length >= MAX;
    const retirer = bouton("Retirer ce scénario", retirerScenario);
    retirer.disabled = scenarios.length < 2;
    barre.replaceChildren(liste, nom, copier, " ", retirer);
  }

  // Two columns of the comparison never bear one name.
  function nommer(voulu) {
    const pris = scenarios.filter((_, rang) => rang !== actif).map(({ nom }) => nom);
    return ["", " (2)", " (3)", " (4)"].map((fin) => voulu + fin).find((nom) => !pris.includes(nom));
  }

  function bouton(texte, geste) {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "discret";
    element.textContent = texte;
    element.addEventListener("click", geste);
    return element;
  }

  const recalculer = () => form.dispatchEvent(new CustomEvent("poser", { detail: scenarios[actif] }));

  function aller(rang) {
    actif = rang;
    dessiner();
    recalculer();
    barre.querySelector(`[data-scenario="${actif}"]`).focus();
    dire();
  }

  // What the form shows, be it the example or what was typed before its rules came: a scenario is left, and kept, with it.
  function retenir() {
    const { fiche, ...entrees } = Champs.entrees(form);
    scenarios[actif].entrees = lisser(entrees);
  }

  function dupliquer() {
    retenir();
    const modele = scenarios[actif];
    const noms = scenarios.map((scenario) => scenario.nom);
    const nom = [2, 3, 4, 5].map((n) => `Scénario ${n}`).find((libre) => !noms.includes(libre));
    scenarios.push({ nom, entrees: { ...modele.entrees }, hypotheses: { ...modele.hypotheses } });
    aller(scenarios.length - 1);
  }

  function retirerScenario() {
    scenarios.splice(actif, 1);
    aller(Math.max(0, actif - 1));
  }

  const voulue = new URLSearchParams(location.search).get("fiche");
  const choix = voulue && form.querySelector(`[data-bureau-fiche][value="${CSS.escape(voulue)}"]`);
  if (choix) montrerFiche(voulue);
  else if (voulue) demander(voulue, montrerFiche);
  dessiner();

  // ---- sliders beside the fields, and the sheet's own values at a press ----
  function equiper(bloc) {
    for (const [nom, [min, max, step]] of Object.entries(JSON.parse(bloc.dataset.plages))) {
      const champ = bloc.querySelector(`input[name="${nom}"]`);
      const curseur = Object.assign(document.createElement("input"), { type: "range", min, max, step });
      curseur.className = "bureau-curseur";
      curseur.setAttribute("aria-label", `Curseur : ${bloc.querySelector(`label[for="${champ.id}"]`).firstChild.textContent.trim()}`);
      const suivre = () => {
        const ecrit = champ.value.replace(/[\s\u202f\u00a0]/g, "").replace(",", ".");
        if (nom !== "chance" && Number(ecrit) > Number(curseur.max)) curseur.max = ecrit; // what was typed is within its reach
        curseur.value = ecrit || min; // a cursor always stands somewhere: it says where it stands for nothing
        curseur.classList.toggle("bureau-curseur-vide", !ecrit);
        if (ecrit) curseur.removeAttribute("aria-valuetext");
        else curseur.setAttribute("aria-valuetext", "non renseigné");
      };
      curseur.addEventListener("input", () => {
        champ.value = estMontant(champ) ? montant(curseur.value) : curseur.value.replace(".", ",");
        champ.dispatchEvent(new Event("input", { bubbles: true }));
      });
      champ.addEventListener("input", suivre);
      curseur.addEventListener("suivre", suivre);
      suivre();
      champ.closest(".champ").append(curseur);
    }
  }
  form.querySelectorAll("[data-champs-de]").forEach(equiper);
  form.addEventListener("requete", () => {
    const curseurs = champsDe(form.dataset.fiche).querySelectorAll(".bureau-curseur");
    curseurs.forEach((curseur) => curseur.dispatchEvent(new Event("suivre")));
  });
  form.addEventListener("click", ({ target }) => {
    const { repere, valeur } = target.dataset;
    if (!repere) return;
    const champ = champsDe(form.dataset.fiche).querySelector(`[name="${repere}"]`);
    champ.value = valeur;
    champ.dispatchEvent(new Event("change", { bubbles: true }));
  });

  const cochesDe = (fiche) => [...document.querySelectorAll(`[data-liste-de="${CSS.escape(fiche)}"] [data-coche]`)];

  // ---- what others may ask of the desk ----
  function lire() {
    retenir();
    const bloc = champsDe(form.dataset.fiche);
    const unites = Object.fromEntries([...bloc.querySelectorAll("[data-unite]")].map(
      (champ) => [champ.dataset.champ, champ.dataset.unite]));
    const { fiche } = form.dataset;
    const coches = cochesDe(fiche).map((element) => element.checked);
    const { version: regles, date } = bloc.dataset;
    return { fiche, regles, date, unites, coches, actif, scenarios: structuredClone(scenarios) };
  }

  function poser(contenu) {
    if (contenu.fiche !== form.dataset.fiche) montrerFiche(contenu.fiche); // else its result stays until the next
    scenarios = structuredClone(contenu.scenarios);
    actif = contenu.actif;
    cochesDe(contenu.fiche).forEach((element, rang) => { element.checked = contenu.coches?.[rang] === true; });
    dessiner();
    recalculer();
  }

  return { form, plan, montant, amener, champsDe, cochesDe, lire, poser, ecouter: (fonction) => ecouteurs.add(fonction) };
})();
