// The table of every relation: it shows what fits, some rows at first.
const ROWS = 200;
const table = document.querySelector("#relations table");
const rows = { limit: ROWS, fit: new Set() };

const drawRows = () => {
  if (!table) return;
  let shown = 0;
  for (const body of table.tBodies) {
    const fits = rows.fit.has(body.id.slice(2));
    body.hidden = !fits || shown >= rows.limit;
    shown += fits ? 1 : 0;
  }
  document.getElementById("nothing").hidden = rows.fit.size > 0;
  const more = document.getElementById("more-rows");
  more.hidden = rows.fit.size <= rows.limit;
  more.textContent = `Show all ${rows.fit.size.toLocaleString("en")} rows`;
};

const nameRows = () => {
  if (!table) return;
  for (const body of table.tBodies) {
    const verb = body.querySelector(".verb");
    verb.textContent = verbOf(edgeOf.get(body.id.slice(2)));
    verb.lang = settings.names;
  }
};

const startRows = (onEdge) => {
  if (!table) return;
  sortable(table, drawRows);
  document.getElementById("more-rows").addEventListener("click", () => {
    rows.limit = Infinity;
    drawRows();
  });
  // `toggle` does not bubble; a row gets its button when its evidence is first opened.
  const offer = (event) => {
    const details = event.target;
    if (!details.open || details.querySelector(".to-network")) return;
    const edge = edgeOf.get(details.closest("tbody").id.slice(2));
    const button = make("button", { type: "button", class: "to-network" }, "Show in the network, Japanese beside English");
    button.addEventListener("click", () => onEdge(edge));
    details.append(button);
  };
  table.addEventListener("toggle", offer, true);
};

const openRow = (id) => {
  const body = document.getElementById(id);
  if (!body) return null;
  body.hidden = false;
  const details = body.querySelector("details");
  if (details) details.open = true;
  return body;
};
