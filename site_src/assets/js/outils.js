// The gestures that every page's scripts share.
//
//   Outils.creer(balise, attributs, ...enfants)  an element; `attributs`: its class, or its attributes by their names
//   Outils.creerBouton(attributs, geste, ...enfants)  likewise; `geste`: what a press does
//   Outils.nombre(n), compter(n, un, plusieurs)  « 1 234 », « 12 fiches », kept on one line; `plusieurs`: else with an « s »
//   Outils.citer(texte)                          « texte », kept to its marks
//   Outils.ecrire(element, texte)                its text, touched only if it changes: a screen reader says it once
//   Outils.adresse(parametres)                   this page's with another query and no hash
//   Outils.collage(evenement)                    what a spreadsheet's paste holds, by line and cell
//   Outils.telecharger(contenu, nom, type)       a file made here
"use strict";

const Outils = (() => {
  let chiffres = null; // made when first needed: it takes longer to load than the rest of a page's scripts to run

  function creer(balise, attributs, ...enfants) {
    const element = document.createElement(balise);
    const valeurs = typeof attributs === "string" ? { class: attributs } : attributs;
    for (const [nom, valeur] of Object.entries(valeurs)) element.setAttribute(nom, valeur);
    element.append(...enfants);
    return element;
  }

  function creerBouton(attributs, geste, ...enfants) {
    const bouton = creer("button", attributs, ...enfants);
    bouton.type = "button";
    bouton.addEventListener("click", geste);
    return bouton;
  }

  const nombre = (n) => (n < 1000 ? String(n) : (chiffres ??= new Intl.NumberFormat("fr-FR")).format(n));
  const compter = (n, un, plusieurs = `${un}s`) => `${nombre(n)}\u00a0${n < 2 ? un : plusieurs}`;
  const citer = (texte) => `«\u00a0${texte}\u00a0»`;

  function ecrire(element, texte) {
    if (element.textContent !== texte) element.textContent = texte;
  }

  // Never from the path alone: that of a network share, « file://///serveur/partage », would lead elsewhere.
  function adresse(parametres) {
    const lieu = new URL(location.href);
    [lieu.search, lieu.hash] = [parametres, ""];
    return lieu.href;
  }

  function collage({ clipboardData }) {
    const texte = clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    return texte.split("\n").map((ligne) => ligne.split("\t").map((valeur) => valeur.trim()));
  }

  function telecharger(contenu, nom, type) {
    const lien = creer("a", { href: URL.createObjectURL(new Blob([contenu], { type })), download: nom });
    lien.click();
    URL.revokeObjectURL(lien.href);
  }

  return { creer, creerBouton, nombre, compter, citer, ecrire, adresse, collage, telecharger };
})();
