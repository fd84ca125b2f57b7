// Passkeys: a form asks the server what to sign, the browser signs it, and the form sends the answer.
(() => {
  "use strict";
  if (!window.PublicKeyCredential || !PublicKeyCredential.parseRequestOptionsFromJSON) return;

  const answered = (act, options) => act === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });

  for (const form of document.querySelectorAll("form[data-begin]")) {
    form.hidden = false;
    form.addEventListener("submit", async event => {
      event.preventDefault();
      const refusal = form.querySelector("[role=alert]");
      try {
        const begun = await fetch(form.dataset.begin, { method: "POST", body: new URLSearchParams(new FormData(form)) });
        if (!begun.ok) throw new Error(await begun.text());
        const made = await answered(form.dataset.act, await begun.json());
        form.elements.credential.value = JSON.stringify(made.toJSON());
        if (form.elements.password) form.elements.password.value = "";
        form.submit();
      } catch (fault) {
        refusal.textContent = fault.message;
        refusal.hidden = false;
      }
    });
  }
})();
