"use strict";
(() => {
  const table = document.querySelector("#relations table");
  const form = document.getElementById("filters");
  if (!table || !form) return;
  const bodies = [...table.tBodies];
  const words = document.getElementById("words");
  const shown = document.getElementById("shown");
  const nothing = document.getElementById("nothing");
  const lines = new Map([...document.querySelectorAll(".canvas [data-edge]")].map((e) => ["r-" + e.dataset.edge, e]));
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const texts = new Map();
  const textOf = (body) => {
    if (!texts.has(body)) texts.set(body, fold(body.textContent));
    return texts.get(body);
  };

  const apply = () => {
    const terms = fold(words.value).split(/\s+/).filter(Boolean);
    const wanted = [...form.querySelectorAll("[data-filter]")]
      .filter((field) => (field.type === "checkbox" ? field.checked : field.value))
      .map((field) => [field.dataset.filter, field.value]);
    let count = 0;
    for (const body of bodies) {
      const fits = wanted.every(([key, value]) => body.dataset[key] === value) && terms.every((term) => textOf(body).includes(term));
      body.hidden = !fits;
      const line = lines.get(body.id);
      if (line) line.classList.toggle("dim", !fits);
      count += fits ? 1 : 0;
    }
    shown.textContent = count === bodies.length ? `${count} relations` : `${count} of ${bodies.length} relations`;
    nothing.hidden = count > 0;
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));

  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const number = head.hasAttribute("data-number");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    const value = (body) => {
      const cell = body.rows[0].cells[column];
      return number ? Number(cell.dataset.value ?? cell.textContent) : fold(cell.textContent);
    };
    button.addEventListener("click", () => {
      const before = head.getAttribute("aria-sort");
      const order = before ? (before === "ascending" ? "descending" : "ascending") : number ? "descending" : "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      const keyed = bodies.map((body) => [value(body), body]);
      keyed.sort(([a], [b]) => sign * (number ? a - b : a < b ? -1 : a > b ? 1 : 0));
      table.append(...keyed.map(([, body]) => body));
    });
  });

  // Coming from the picture or a document: show the row and open its evidence.
  const visit = () => {
    const body = location.hash.startsWith("#r-") && document.getElementById(location.hash.slice(1));
    if (!body) return;
    if (body.hidden) {
      form.reset();
      apply();
    }
    const details = body.querySelector("details");
    if (details) details.open = true;
    body.focus({ preventScroll: true });
    setTimeout(() => body.scrollIntoView({ block: "center" }));
  };
  addEventListener("hashchange", visit);
  apply();
  visit();
})();
