// The operator's desk: which sheet, which scenario; the form itself is driven by calculateur.js. Its fields are those of
// bureau-montants.js, the bar of its scenarios that of bureau-scenarios.js.
//
//   Bureau.lire()            what the desk holds: {fiche, regles, date, unites, actif, scenarios}
//   Bureau.poser(contenu)    put it back
//   Bureau.ecouter(fonction) called after each gesture that may have changed it: a field left, a choice, a scenario
"use strict";

const Bureau = (() => {
  const form = document.querySelector("form.bureau-form");
  const lireJson = (id) => JSON.parse(document.getElementById(id).textContent);
  const plan = lireJson("plan-du-budget");
  const exemples = lireJson("exemples-du-budget"); // sheet → what its example gives, as the build computed it
  const zone = form.parentElement.querySelector(".zone-resultat");
  const barre = form.querySelector("[data-scenarios]");
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
    const avant = JSON.stringify(scenarios[actif].hypotheses);
    scenarios[actif].entrees = detail.entrees = Montants.entrees(form);
    scenarios[actif].hypotheses = { ...detail.hypotheses };
    if (JSON.stringify(detail.hypotheses) !== avant) dire(); // they are chosen in the result, outside the form
    detail.plan = plan;
    detail.nom = scenarios[actif].nom;
    detail.rang = actif;
    detail.autres = scenarios.filter((_, rang) => rang !== actif);
  });

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
      return `La fiche ${Outils.citer(fiche)} n’est pas dans ce catalogue\u00a0: demandez-la au Département qui l’a publiée.`;
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
    Montants.equiper(champsDe(id));
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
  const dessiner = () => BarreScenarios.dessiner(barre, { scenarios, actif }, {
    aller(rang) {
      retenir();
      aller(rang);
    },
    nommer(voulu) {
      retenir();
      scenarios[actif].nom = distinguer(voulu || scenarios[actif].nom);
      recalculer();
      dire();
      return scenarios[actif].nom;
    },
    dupliquer,
    retirer,
  });

  // Two columns of the comparison never bear one name.
  function distinguer(voulu) {
    const pris = scenarios.filter((_, rang) => rang !== actif).map(({ nom }) => nom);
    return ["", " (2)", " (3)", " (4)"].map((fin) => voulu + fin).find((nom) => !pris.includes(nom));
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
    scenarios[actif].entrees = Montants.entrees(form);
  }

  function dupliquer() {
    retenir();
    const modele = scenarios[actif];
    const noms = scenarios.map((scenario) => scenario.nom);
    const nom = [2, 3, 4, 5].map((n) => `Scénario ${n}`).find((libre) => !noms.includes(libre));
    scenarios.push({ nom, entrees: { ...modele.entrees }, hypotheses: { ...modele.hypotheses } });
    aller(scenarios.length - 1);
  }

  function retirer() {
    scenarios.splice(actif, 1);
    aller(Math.max(0, actif - 1));
  }

  const voulue = new URLSearchParams(location.search).get("fiche");
  const choix = voulue && form.querySelector(`[data-bureau-fiche][value="${CSS.escape(voulue)}"]`);
  if (choix) montrerFiche(voulue);
  else if (voulue) demander(voulue, montrerFiche);
  dessiner();
  Montants.tenir(form);

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

  return { form, plan, amener, champsDe, cochesDe, lire, poser, ecouter: (fonction) => ecouteurs.add(fonction) };
})();
