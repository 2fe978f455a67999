// What the dates of a sheet mean today. The page holds plain dates: only the reader's browser knows what day it is.
(function () {
  "use strict";
  const { creer, compter } = Outils;
  // In months. data·inclusion counts a sheet fresh under 6 months, then less and less until 2 years.
  const A_RELIRE = 6, ANCIENNE = 24;
  // A copy says nothing of the age of what it copies: only that nobody has read it again since.
  const MOTS = {
    revue: ["À jour", "À relire", "Ancienne"],
    copie: ["Copie récente", "Copie à relire", "Copie ancienne"],
  };
  const ETATS = ["conforme", "a_verifier", "non_conforme"];

  function jour() {
    const date = new Date();
    return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  }
  const aujourdhui = jour();
  const utc = (jour) => new Date(`${jour}T00:00:00Z`);
  const ecart = (debut, fin) => (utc(fin) - utc(debut)) / 864e5;

  function mois(debut, fin) {
    const [a, m, j] = debut.split("-").map(Number), [b, n, k] = fin.split("-").map(Number);
    return (b - a) * 12 + n - m - (k < j ? 1 : 0);
  }
  // `Intl` says the same words, but takes longer to load than the rest of the page's scripts to run.
  function ilYA(jour) {
    const passes = mois(jour, aujourdhui);
    if (passes < 1) {
      const jours = ecart(jour, aujourdhui);
      return ["aujourd’hui", "hier", "avant-hier"][jours] ?? `il y a ${compter(jours, "jour")}`;
    }
    if (passes === 1) return "le mois dernier";
    return passes < 24 ? `il y a ${compter(passes, "mois", "mois")}` : `il y a ${compter(Math.floor(passes / 12), "an")}`;
  }
  function lendemain(jour) {
    const date = utc(jour);
    date.setUTCDate(date.getUTCDate() + 1);
    const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
    return date.toLocaleDateString("fr-FR", options).replace(/^1 /, "1er ").replaceAll(" ", "\u00a0");
  }
  const badge = (apres, etat, mot) => apres.append(" ", creer("strong", `fraicheur etat-${etat}`, mot));

  // What is marked already stays so: a page may ask again for what it drew a moment ago.
  function dater(date) {
    if (date.nextElementSibling?.matches(".date-age")) return;
    const age = mois(date.dateTime, aujourdhui);
    const rang = age < A_RELIRE ? 0 : age < ANCIENNE ? 1 : 2;
    const boite = creer("span", "date-age");
    if (date.dateTime <= aujourdhui) boite.append(`, ${ilYA(date.dateTime)}`);
    date.after(boite);
    boite.append(" ·");
    badge(boite, ETATS[rang], MOTS[date.dataset.fraicheur][rang]);
  }
  function valider(bloc) {
    if (bloc.querySelector(".fraicheur")) return;
    const du = bloc.querySelector("[data-du]"), au = bloc.querySelector("[data-au]");
    if (du && aujourdhui < du.dateTime) badge(bloc, "a_verifier", "Pas encore en vigueur");
    else if (au && aujourdhui > au.dateTime) badge(bloc, "non_conforme", `Plus en vigueur depuis le ${lendemain(au.dateTime)}`);
    else badge(bloc, "conforme", "En vigueur");
  }
  // The periods that the rules of a sheet state: the date says enough until they are over.
  function clore(bloc) {
    const fin = bloc.querySelector("time").dateTime;
    if (aujourdhui > fin && !bloc.querySelector(".fraicheur")) badge(bloc, "a_verifier", `Terminées depuis le ${lendemain(fin)}`);
  }
  function marquer(racine) {
    racine.querySelectorAll("time[data-fraicheur]").forEach(dater);
    racine.querySelectorAll("[data-validite]").forEach(valider);
    racine.querySelectorAll("[data-periodes]").forEach(clore);
  }
  marquer(document);
  // A page that makes more of them (the catalogue's cards) has each marked in its turn; the desk dates its files.
  window.Fraicheur = { marquer, jour };
})();
