// What every page may need: copy its link, print it whole, choose a sheet's calculator, keep its main amount in view.
(function () {
  "use strict";
  const { creer, citer } = Outils;
  const etat = document.querySelector(".outils-etat");

  // ---- copy and print ----
  for (const bouton of document.querySelectorAll("[data-copier-lien]")) {
    if (!navigator.clipboard) {
      bouton.remove(); // on a plain http intranet
      continue;
    }
    bouton.hidden = false;
    bouton.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(location.href.split("#")[0]);
        etat.textContent = "Lien copié.";
      } catch {
        etat.textContent = "Le navigateur refuse la copie\u00a0: copiez l’adresse de la page.";
      }
    });
  }
  for (const bouton of document.querySelectorAll("[data-imprimer]")) {
    bouton.hidden = false;
    bouton.addEventListener("click", () => print());
  }
  addEventListener("beforeprint", () => {
    for (const pli of document.querySelectorAll("details:not([open])")) { pli.open = true; pli.dataset.replier = ""; }
  });
  addEventListener("afterprint", () => {
    for (const pli of document.querySelectorAll("details[data-replier]")) { pli.open = false; delete pli.dataset.replier; }
  });

  // ---- every sheet's calculator, or the one chosen by ?fiche= or by the hash ----
  const choix = document.querySelector("[data-choix-fiche]");
  if (choix) {
    const [tous, ...liens] = choix.querySelectorAll("a");
    const blocs = liens.map((lien) => document.querySelector(lien.hash));
    const inconnue = creer("p", { class: "avertissement", role: "status" });
    const montrer = () => {
      const fiche = new URLSearchParams(location.search).get("fiche");
      const voulu = location.hash || (fiche ? `#choix-${choix.dataset.choixFiche}-${fiche}` : "");
      const rang = liens.findIndex((lien) => lien.hash === voulu);
      const ailleurs = rang < 0 && fiche && document.querySelector(`[data-autre-fiche="${CSS.escape(fiche)}"]`);
      if (ailleurs) location.replace(ailleurs.href);
      else if (rang < 0 && fiche && !location.hash && !inconnue.isConnected) {
        inconnue.textContent = `${citer(fiche.slice(0, 64))} ne désigne aucune fiche de cette page\u00a0: elle a peut-être été retirée, ou l’adresse mal recopiée.`;
        choix.before(inconnue);
      }
      // The hash may also name a field or an error inside a calculator: the choice then stays as it is.
      if (rang < 0 && voulu && voulu !== tous.hash) return;
      blocs.forEach((bloc, i) => { bloc.hidden = rang >= 0 && i !== rang; });
      [tous, ...liens].forEach((lien, i) => (i === rang + 1 ? lien.setAttribute("aria-current", "true") : lien.removeAttribute("aria-current")));
    };
    addEventListener("hashchange", montrer);
    montrer();
  }

  // ---- a form that fits the screen stays beside its result, and a result beside its form ----
  const mesurer = new ResizeObserver((vus) => {
    for (const { target } of vus) target.classList.toggle("court", target.offsetHeight < innerHeight - 48);
  });
  for (const bloc of document.querySelectorAll(".calculateur > :is(form, .zone-resultat)")) mesurer.observe(bloc);

  // ---- while the form is filled in, the main amount and the balance of a budget stay at the foot: of a phone, and of a
  // wide screen where their own card is out of sight ----
  for (const zone of document.querySelectorAll("form[data-calculateur] + .zone-resultat")) {
    const rappel = creer("p", { class: "rappel", "aria-hidden": "true" }); // the result itself is announced
    zone.after(rappel);
    const guet = new IntersectionObserver((vus) => {
      rappel.classList.toggle("rappel-vu", vus.at(-1).isIntersecting);
    }, { rootMargin: "0px 0px -80px", threshold: 1 }); // what stands under the bar is not in sight
    const copier = () => {
      const principal = zone.querySelector(".principal"), statut = zone.querySelector(".statut"), solde = zone.querySelector(".bureau-solde");
      const exemple = statut?.matches(".statut-attente") ? null : zone.querySelector(".zone-exemple"); // nobody's result
      const dit = statut ? statut.querySelector("strong").textContent : "";
      const classe = exemple ? "rappel-statut" : statut ? statut.className.replace("statut ", "rappel-statut ") : {};
      // An example without an amount says its verdict: alone, its name would tell nothing.
      const nature = exemple?.dataset.court ?? exemple?.textContent;
      const mot = creer("span", classe, !exemple ? dit : principal ? nature : `${nature}\u00a0: ${dit.toLowerCase()}`);
      const montant = creer("span", "rappel-montant");
      if (principal) {
        // It may be another value while one is missing.
        const nom = creer("span", "rappel-nom", principal.querySelector(".libelle").textContent);
        montant.append(nom);
        (solde ? nom : montant).append(" ", principal.querySelector("data").textContent);
      }
      if (solde) montant.append(solde.textContent); // the largest is what moves as the lines are typed
      rappel.replaceChildren(mot, montant);
      guet.disconnect();
      if (solde ?? principal) guet.observe(solde ?? principal);
    };
    new MutationObserver(copier).observe(zone, { childList: true, subtree: true, characterData: true });
    copier();
  }
})();
