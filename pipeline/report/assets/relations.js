// The table of every relation: it shows what fits, some rows at first.
const ROWS = 200;
const table = document.querySelector("#relations table");
const rows = { limit: ROWS, fit: new Set() };

// What a row shows of its evidence before it is opened: the best sentence.
const fillRow = (body) => {
  const cell = body.querySelector(".proof td");
  const edge = edgeOf.get(body.id.slice(2));
  const best = edge.evidence[edge.best];
  if (!best || cell.querySelector("details")) return;
  const sentence = make("span", { class: "best", lang: best.language }, marked(passageOf(best), best.marks));
  const where = say("{sentences} in {documents}", { sentences: count(edge.evidence.length, "sentence"), documents: count(edge.documents, "document") });
  cell.replaceChildren(make("details", {}, make("summary", {}, sentence, " ", make("span", { class: "more" }, where))));
};

const drawRows = () => {
  if (!table) return;
  let shown = 0;
  for (const body of table.tBodies) {
    const fits = rows.fit.has(body.id.slice(2));
    body.hidden = !fits || shown >= rows.limit;
    shown += fits ? 1 : 0;
    if (!body.hidden) fillRow(body);
  }
  document.getElementById("nothing").hidden = rows.fit.size > 0;
  const more = document.getElementById("more-rows");
  more.hidden = rows.fit.size <= rows.limit;
  more.textContent = say("Show all {n} rows", { n: number(rows.fit.size) });
};

const nameRows = () => {
  if (!table) return;
  for (const body of table.tBodies) {
    const verb = body.querySelector(".verb");
    verb.textContent = verbOf(edgeOf.get(body.id.slice(2)));
    verb.lang = settings.names;
    body.querySelector(".proof td").replaceChildren(); // built again where it is looked at
  }
};

const startRows = (onEdge) => {
  if (!table) return;
  sortable(table, drawRows);
  document.getElementById("more-rows").addEventListener("click", () => {
    rows.limit = Infinity;
    drawRows();
  });
  // `toggle` does not bubble; a row's sentences are built when it is first opened.
  const unfold = ({ target }) => {
    if (!target.open || target.children.length > 1) return;
    const edge = edgeOf.get(target.closest("tbody").id.slice(2));
    const button = make("button", { type: "button", class: "to-network" }, said("Show in the network"));
    button.addEventListener("click", () => onEdge(edge));
    target.append(...evidenceOf(edge), button);
  };
  table.addEventListener("toggle", unfold, true);
};

const openRow = (id) => {
  const body = document.getElementById(id);
  if (!body) return null;
  body.hidden = false;
  fillRow(body);
  const details = body.querySelector("details");
  if (details) details.open = true;
  return body;
};
