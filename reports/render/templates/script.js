// Long tables can be sorted, searched and paged. Without this script every line is simply there.
(() => {
  "use strict";
  const LINES = 50; // shown at a time
  const SEARCHED_FROM = 12; // a table shorter than this is read faster than searched
  const WAYS = {
    number: ["lowest first", "highest first"],
    date: ["earliest first", "latest first"],
    word: ["A to Z", "Z to A"],
  };
  const words = new Intl.Collator("en", { numeric: true });

  const made = (tag, parts = {}, ...inside) => {
    const element = Object.assign(document.createElement(tag), parts);
    element.append(...inside);
    return element;
  };

  const told = (row, place) => {
    const cell = row.cells[place];
    const parts = [...cell.firstElementChild.childNodes].filter((part) => part.nodeName !== "SMALL");
    return cell.dataset.sort ?? parts.map((part) => part.textContent).join("").trim();
  };

  const value = (row, place, kind) => {
    const text = told(row, place);
    if (text === "" || text === "–") return null;
    if (kind !== "number") return text;
    const number = text.includes("∞") ? Infinity : parseFloat(text.replace(/[,<>]/g, ""));
    return Number.isNaN(number) ? null : number;
  };

  const order = (kind, down) => (one, other) => {
    if (one.value === null || other.value === null) return (one.value === null) - (other.value === null);
    const apart = kind === "number" ? Math.sign(one.value - other.value) : words.compare(one.value, other.value);
    return (down ? -apart : apart) || one.place - other.place;
  };

  // An update stays below what it updates, so lines move in groups.
  const grouped = (rows) => {
    const groups = [];
    for (const row of rows) {
      if (row.classList.contains("follows") && groups.length) groups.at(-1).push(row);
      else groups.push([row]);
    }
    return groups;
  };

  const enhance = (table) => {
    const caption = table.caption.textContent;
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const titles = heads.map((head) => head.textContent);
    const texts = new Map([...body.rows].map((row) => [row, row.textContent.toLowerCase()]));
    const all = grouped([...body.rows]);
    let sorted = all;
    let wanted = "";
    let start = 0;

    const status = made("p", { className: "status" });
    status.setAttribute("role", "status");
    const earlier = made("button", { type: "button", textContent: "Previous" });
    const later = made("button", { type: "button", textContent: "Next" });
    earlier.setAttribute("aria-label", `Previous ${LINES} lines: ${caption}`);
    later.setAttribute("aria-label", `Next ${LINES} lines: ${caption}`);
    const pager = made("p", { className: "pager" }, earlier, later);

    const show = () => {
      const found = sorted.filter((group) => group.some((row) => texts.get(row).includes(wanted))).flat();
      const kept = new Set(found);
      start = Math.max(0, Math.min(start, found.length - 1));
      start -= start % LINES;
      found.forEach((row, place) => row.classList.toggle("away", place < start || place >= start + LINES));
      for (const row of texts.keys()) row.hidden = !kept.has(row);
      const last = Math.min(start + LINES, found.length);
      const which = found.length > LINES ? `Lines ${start + 1} to ${last} of ${found.length}` : `${found.length} lines`;
      status.textContent = found.length === 1 ? "1 line" : which;
      pager.hidden = found.length <= LINES;
      earlier.disabled = start === 0;
      later.disabled = last >= found.length;
    };

    const sort = (column, down) => {
      const kind = heads[column].dataset.kind;
      const keyed = all.map((group, place) => ({ group, place, value: value(group[0], column, kind) }));
      sorted = keyed.sort(order(kind, down)).map((one) => one.group);
      body.append(...sorted.flat());
      heads.forEach((head) => head.removeAttribute("aria-sort"));
      heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
      start = 0;
      show();
    };

    heads.forEach((head, column) => {
      const button = made("button", { type: "button", textContent: titles[column] });
      button.addEventListener("click", () => sort(column, head.getAttribute("aria-sort") === "ascending"));
      head.replaceChildren(button, made("span", { className: "printed", textContent: titles[column] }));
    });

    const choice = made("select", {}, made("option", { value: "", textContent: "as it stands" }));
    heads.forEach((head, column) =>
      WAYS[head.dataset.kind].forEach((way, down) =>
        choice.append(made("option", { value: `${column} ${down}`, textContent: `${titles[column]}, ${way}` })),
      ),
    );
    choice.addEventListener("change", () => choice.value && sort(...choice.value.split(" ").map(Number)));
    const controls = made("div", { className: "controls" });
    if (texts.size >= SEARCHED_FROM) {
      const search = made("input", { type: "search", autocomplete: "off" });
      search.setAttribute("aria-label", `Search in: ${caption}`);
      search.addEventListener("input", () => {
        [wanted, start] = [search.value.trim().toLowerCase(), 0];
        show();
      });
      controls.append(made("label", {}, "Search ", search), status, pager);
    }
    choice.setAttribute("aria-label", `Sort: ${caption}`);
    controls.append(made("label", { className: "sorting" }, "Sort ", choice));
    earlier.addEventListener("click", () => ((start -= LINES), show()));
    later.addEventListener("click", () => ((start += LINES), show()));
    table.closest(".sheet").prepend(controls);
    show();
  };

  document.querySelectorAll(".trackrecord table.sorts").forEach(enhance);

  // Only what can be scrolled needs a stop of the tabulator key.
  const stops = new ResizeObserver((seen) =>
    seen.forEach(({ target }) => {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }),
  );
  document.querySelectorAll(".trackrecord .scroll").forEach((box) => stops.observe(box));

  // Tables that fold on a phone stay tables for screen readers.
  const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  document.querySelectorAll(".trackrecord table.folds").forEach((table) => {
    for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, th, td")]) {
      part.setAttribute("role", ROLES[part.tagName] ?? (part.scope === "col" ? "columnheader" : "rowheader"));
    }
  });
})();
