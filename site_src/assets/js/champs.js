// What a form holds, and what is wrong with it.
"use strict";

const Champs = (() => {
  const titre = document.title;

  // What was typed, by field: nothing for an empty field, a list where several answers are checked.
  function entrees(form) {
    const lues = {};
    for (const [nom, brute] of new FormData(form)) {
      if (nom.startsWith("hypothese:") || typeof brute !== "string" || !brute.trim()) continue;
      if (!(nom in lues)) lues[nom] = brute;
      else lues[nom] = [].concat(lues[nom], brute);
    }
    return lues;
  }

  function controles(form, nom) {
    return [...form.elements].filter((element) => element.name === nom && !element.matches(":disabled"));
  }

  function remplir(form, entrees) {
    for (const element of form.elements) {
      if (!element.name || element.matches(":disabled, fieldset, button") || element.name.startsWith("hypothese:")) continue;
      const valeurs = [].concat(entrees[element.name] ?? []);
      if (element.matches("[type=radio], [type=checkbox]")) {
        if (!element.matches("[data-bureau-fiche]")) element.checked = valeurs.includes(element.value);
      } else element.value = valeurs.join(" ; ");
    }
  }

  // « Rien de cela » and the other answers exclude each other, before anyone reads what is checked.
  document.addEventListener("change", ({ target }) => {
    if (target.type !== "checkbox" || !target.checked || !target.closest("form[data-calculateur] .champ-choix_multiples")) return;
    for (const autre of controles(target.form, target.name)) {
      if ((autre.value === "aucune") !== (target.value === "aucune")) autre.checked = false;
    }
  }, true);

  // A message as its field shows it: without the name of that field, which its label says. The list marks it.
  function suite(message, resume) {
    const lien = [...(resume?.querySelectorAll(".erreurs a") ?? [])].find((a) => a.textContent === message);
    const reste = message.slice(lien?.querySelector(".erreur-champ")?.textContent.length ?? 0);
    return reste.charAt(0).toUpperCase() + reste.slice(1);
  }

  function marquerErreurs(form, erreurs, resume) {
    form.querySelectorAll(".erreur").forEach((message) => {
      form.querySelectorAll(`[aria-describedby~="${message.id}"]`).forEach((element) => {
        const autres = element.getAttribute("aria-describedby").split(" ").filter((id) => id !== message.id);
        if (autres.length) element.setAttribute("aria-describedby", autres.join(" "));
        else element.removeAttribute("aria-describedby");
      });
      message.remove();
    });
    form.querySelectorAll("[aria-invalid]").forEach((element) => element.removeAttribute("aria-invalid"));
    for (const { champ, message } of erreurs) {
      const vises = controles(form, champ);
      if (!vises.length) continue;
      const dit = Outils.creer("p", { class: "erreur", id: `${form.id}-${champ}-erreur` }, suite(message, resume));
      vises[0].closest(".champ").append(dit);
      for (const element of vises) {
        element.setAttribute("aria-invalid", "true");
        const autres = element.getAttribute("aria-describedby");
        element.setAttribute("aria-describedby", autres ? `${autres} ${dit.id}` : dit.id);
      }
    }
    titrer();
  }

  // The first words that are read of a page, by who comes back to its tab: what is out of sight is no error of it.
  function titrer() {
    const fautifs = [...document.querySelectorAll("form[data-calculateur] [aria-invalid]")];
    document.title = fautifs.some((champ) => !champ.closest("[hidden]")) ? `Erreur\u00a0: ${titre}` : titre;
  }
  addEventListener("hashchange", () => setTimeout(titrer)); // another sheet of the page is chosen

  return { entrees, controles, remplir, marquerErreurs };
})();
