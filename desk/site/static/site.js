// Keys on the review page, and lists that follow their filters. Every page works without this.
(() => {
  "use strict";
  const rows = [...document.querySelectorAll("[data-row]")];
  const keys = document.querySelector(".keys");

  const here = () => rows.findIndex((row) => row.contains(document.activeElement));

  const go = (step) => {
    const place = here();
    const next = place < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, place + step));
    rows[next].focus();
    rows[next].scrollIntoView({ block: "nearest" });
  };

  const question = () => {
    const place = Math.max(0, here());
    const ask = rows[place].querySelector(".ask");
    if (ask === null) return;
    ask.open = true;
    ask.querySelector("input[name=text]").focus();
  };

  const actions = {
    j: () => go(1),
    k: () => go(-1),
    q: question,
    s: () => document.getElementById("sign")?.focus(),
    "?": () => { keys.hidden = !keys.hidden; },
  };

  if (rows.length > 0 && keys !== null) {
    document.addEventListener("keydown", (pressed) => {
      if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
      if (pressed.target.closest("input, textarea, select") !== null) {
        if (pressed.key === "Escape") pressed.target.closest("[data-row]")?.focus();
        return;
      }
      const action = actions[pressed.key];
      if (action === undefined) return;
      pressed.preventDefault();
      action();
    });
    keys.hidden = false;
  }

  for (const choice of document.querySelectorAll(".filters select")) {
    choice.addEventListener("change", () => choice.form.requestSubmit());
  }

  // A date or a number beside a choice chooses it.
  for (const inner of document.querySelectorAll(".choice .inner input, .choice .inner select")) {
    inner.addEventListener("input", () => {
      inner.closest(".choice").querySelector("input[type=radio]").checked = true;
    });
  }
})();
