// What the pages are compared with: `loadPyodide` in a module worker, as its documentation shows it, started as soon as the
// page is read. It has the marks and the hooks of our own pages, so that one harness measures both.
"use strict";

performance.mark("moteur:demande");
const ouvrier = new Worker("assets/moteur/ouvrier.js", { type: "module" });
ouvrier.onmessage = ({ data }) => {
  if (data.pret) {
    performance.mark("moteur:pret");
    performance.mark("calcul:demande");
    return;
  }
  document.querySelector("main").innerHTML = data.html;
  requestAnimationFrame(() => performance.mark("calcul:affiche"));
};
