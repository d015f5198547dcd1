"use strict";
// Tables: sorted by buttons in their heads, filtered by words and group. Plots: drawn from the spec in data-spec.
// Without this script the report is plain tables and pictures.
(() => {
  const FEW = 12;
  const words = document.body.dataset;
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const plain = (text) => text.normalize("NFKC").toLowerCase();

  function table(scroll) {
    const element = scroll.querySelector("table");
    const tools = scroll.previousElementSibling;
    const more = scroll.nextElementSibling;
    const input = tools.querySelector("input");
    const group = tools.querySelector("select");
    const output = tools.querySelector("output");
    const body = element.tBodies[0];
    const rows = [...body.rows];
    const texts = rows.map((row) => plain(row.textContent));
    const matches = new Map(rows.map((row) => [row, true]));
    let open = rows.length <= FEW + 3;

    function show() {
      const kept = [...body.rows].filter((row) => matches.get(row));
      const most = open ? kept.length : FEW;
      for (const row of rows) row.hidden = true;
      kept.slice(0, most).forEach((row) => { row.hidden = false; });
      more.hidden = kept.length <= FEW || rows.length <= FEW + 3;
      more.textContent = open ? words.few : words.all.replace("#", kept.length.toLocaleString("en"));
      output.value = words.shown.replace("##", rows.length.toLocaleString("en"))
        .replace("#", kept.length.toLocaleString("en"));
    }

    function filter() {
      const wanted = plain(input.value).split(/\s+/).filter(Boolean);
      rows.forEach((row, i) => matches.set(row, (!group || !group.value || row.dataset.group === group.value)
        && wanted.every((word) => texts[i].includes(word))));
      show();
    }

    function sort(head, column) {
      const numeric = head.classList.contains("number");
      const now = head.getAttribute("aria-sort");
      const down = now ? now === "ascending" : numeric;
      for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const keys = new Map(rows.map((row) => {
        const cell = row.cells[column];
        return [row, numeric ? (cell.dataset.sort ? Number(cell.dataset.sort) : null) : cell.textContent.trim() || null];
      }));
      const sign = down ? -1 : 1;
      const sorted = [...rows].sort((a, b) => {
        const [x, y] = [keys.get(a), keys.get(b)];
        if (x === null || y === null) return (x === null) - (y === null);
        return sign * (numeric ? x - y : collator.compare(x, y));
      });
      body.append(...sorted);
      show();
    }

    [...element.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", () => sort(head, column));
      head.replaceChildren(button);
    });
    input.addEventListener("input", filter);
    if (group) group.addEventListener("change", filter);
    more.addEventListener("click", () => { open = !open; show(); });
    tools.hidden = rows.length < 4;
    show();
  }

  const views = [];

  async function plot(canvas) {
    const spec = JSON.parse(canvas.dataset.spec);
    const narrow = window.innerWidth < 600;
    if (narrow) {
      spec.config.axis.labelLimit = 110;
      spec.config.legend.columns = 2;
    }
    canvas.closest("figure").hidden = false;
    // ast: expressions are interpreted, so that the page may forbid eval
    const { view } = await window.vegaEmbed(canvas, spec, {
      logLevel: 1, ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: { disableDefaultStyle: true },
    });
    views.push(view);
    const pick = canvas.closest("figure").querySelector("select");
    if (pick) pick.addEventListener("change", () => view.signal("promise", pick.value).runAsync());
  }

  function focus(select) {
    select.closest("p").hidden = false;
    select.addEventListener("change", () => {
      for (const view of views) view.signal("focus", select.value).runAsync();
      for (const row of document.querySelectorAll("tr[data-group]")) {
        row.classList.toggle("focused", row.dataset.group === select.value);
      }
    });
  }

  function pictures(dialog) {
    const held = dialog.querySelector(".held");
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a.fig");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const shot = document.getElementById(link.hash.slice(1));
      if (!shot) return;
      event.preventDefault();
      const copy = shot.cloneNode(true);
      copy.removeAttribute("id");
      held.replaceChildren(copy);
      dialog.showModal();
    });
    dialog.querySelector("button").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  }

  document.querySelectorAll(".scroll").forEach(table);
  focus(document.getElementById("focus"));
  pictures(document.getElementById("shot"));
  Promise.all([...document.querySelectorAll(".canvas")].map(plot)).then(() => {
    document.documentElement.dataset.ready = "yes";
  });
})();
