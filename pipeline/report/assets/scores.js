// The page of scores: filters and sorts its table of errors.
(() => {
  const table = document.querySelector("#relations table");
  const form = document.getElementById("filters");
  if (!table || !form) return;
  const bodies = [...table.tBodies];
  const words = document.getElementById("words");
  const shown = document.getElementById("shown");
  const nothing = document.getElementById("nothing");
  const lines = new Map([...document.querySelectorAll(".canvas [data-edge]")].map((e) => ["r-" + e.dataset.edge, e]));
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

  sortable(table);

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
