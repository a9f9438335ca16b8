// Puts the parts together: three views, one form, one chosen edge.
const START = 50; // edges shown at first where there are more than the picture reads well with
const $ = (id) => document.getElementById(id);
const views = [...document.querySelectorAll("main > section")];
const panel = $("evidence");
let fit = [];

const viewed = () => views.find((view) => view.classList.contains("here")).id;
const limit = () => Number($("limit").value) || Infinity;

const drawPicture = () => {
  if (!container || viewed() !== "picture") return;
  const shown = fit.slice(0, limit());
  drawNetwork(shown, $("arrangement").value);
  listEdges(shown);
  const most = shown.length < fit.length ? say("the {some} strongest of {all}", { some: number(shown.length), all: count(fit.length, "edge") }) : count(fit.length, "edge");
  $("drawn").textContent = say("Shown: {what}.", { what: most });
  container.setAttribute("aria-label", say("Network: {what}. Arrow keys move it, plus and minus zoom, 0 fits it. The list of edges says the same.", { what: most }));
};

const apply = () => {
  if (!container) return;
  fit = fitting();
  rows.fit = new Set(fit.map((edge) => edge.id));
  if (viewed() === "relations") drawRows();
  drawPicture();
  for (const field of ["belief", "confidence"]) form.elements[field].nextElementSibling.textContent = Number(form.elements[field].value).toFixed(2);
  $("shown").textContent = fit.length === edges.length ? count(edges.length, "relation") : say("{some} of {all}", { some: number(fit.length), all: count(edges.length, "relation") });
  const chip = $("unfocus");
  chip.hidden = focus.node === null;
  if (focus.node !== null) chip.replaceChildren(`${said("Only around")} `, named(nodes[focus.node]), " ✕");
};

// The list that says what the picture shows. One stop for Tab; arrows go up and down.
const listEdges = (shown) => {
  const items = shown.map((edge) => make("li", {}, make("button", { type: "button", class: `edge ${edge.relation} ${edge.polarity} ${edge.certainty}`, "data-edge": edge.id, tabindex: "-1" }, statement(edge))));
  $("edges").replaceChildren(...items);
  const current = $("edges").querySelector(`[data-edge="${picture.chosen?.id}"]`) ?? $("edges").querySelector("button");
  current?.setAttribute("tabindex", "0");
  markChosen();
};
const markChosen = () => {
  for (const button of $("edges").querySelectorAll("[aria-current]")) button.removeAttribute("aria-current");
  $("edges").querySelector(`[data-edge="${picture.chosen?.id}"]`)?.setAttribute("aria-current", "true");
};
const walk = (event) => {
  const buttons = [...$("edges").querySelectorAll("button")];
  const at = buttons.indexOf(event.target);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (at < 0 || to === undefined || !buttons[to]) return;
  event.preventDefault();
  buttons[at].tabIndex = -1;
  buttons[to].tabIndex = 0;
  buttons[to].focus();
};

const showEdge = (edge, { move = true } = {}) => {
  choose(edge);
  markChosen();
  panel.hidden = false;
  $("evidence-title").replaceChildren(statement(edge));
  $("sentences").replaceChildren(...evidenceOf(edge));
  if (move) panel.focus({ preventScroll: true });
  if (move) panel.scrollIntoView({ block: "nearest" });
};
const closeEdge = () => {
  const button = picture.chosen && $("edges").querySelector(`[data-edge="${picture.chosen.id}"]`);
  panel.hidden = true;
  choose(null);
  markChosen();
  (button ?? container).focus();
};
const focusOn = (node) => {
  focus.node = node;
  apply();
};

const go = (id) => {
  const changed = viewed() !== id;
  for (const view of views) view.classList.toggle("here", view.id === id);
  for (const link of document.querySelectorAll("header nav a")) {
    if (link.hash === `#${id}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (form) form.hidden = id === "documents";
  if (changed) apply();
};
const land = (element) => {
  element.focus({ preventScroll: true });
  setTimeout(() => element.scrollIntoView({ block: "center" }));
};
// Where the address leads: a view, a relation's row, a document.
const visit = () => {
  const id = location.hash.slice(1);
  const target = id && document.getElementById(id);
  const view = target && target.closest("main > section");
  if (!view) return;
  go(view.id);
  if (target === view) return;
  land((view.id === "relations" && openRow(id)) || target);
};
const inNetwork = (edge) => {
  if (!fit.slice(0, limit()).includes(edge)) {
    form.reset();
    focus.node = edge.target;
    apply();
  }
  history.pushState(null, "", "#picture");
  go("picture");
  showEdge(edge);
};
const read = (button) => {
  const at = Number(button.dataset.read);
  history.pushState(null, "", `#${documents[at].anchor}`);
  go("documents");
  land(openText(at, [Number(button.dataset.start), Number(button.dataset.end)]));
};
const pressed = (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.edge) showEdge(edgeOf.get(button.dataset.edge));
  else if (button.dataset.focus) focusOn(Number(button.dataset.focus));
  else if (button.dataset.read) read(button);
};
const switchNames = () => {
  settings.names = $("names").value;
  document.documentElement.dataset.names = settings.names;
  translatePage();
  nameRows();
  for (const link of document.querySelectorAll("#documents li > a")) {
    const edge = edgeOf.get(link.hash.slice(3));
    if (edge) link.replaceChildren(statement(edge));
  }
  if (!container) return;
  relabel();
  listEdges(picture.shown);
  if (picture.chosen) showEdge(picture.chosen, { move: false });
  apply();
};

const begin = () => {
  $("switches").hidden = false;
  $("names").addEventListener("change", switchNames);
  $("colours").addEventListener("change", () => wear($("colours").value));
  offerTexts();
  startRows(inNetwork);
  addEventListener("hashchange", visit);
  addEventListener("popstate", visit);
  if (container) {
    $("live").hidden = false;
    $("limit").value = edges.length > 150 ? String(START) : "all";
    start(showEdge, focusOn);
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => ((focus.node = null), setTimeout(apply)));
    $("unfocus").addEventListener("click", () => focusOn(null));
    for (const field of ["limit", "arrangement"]) $(field).addEventListener("change", drawPicture);
    for (const [id, act] of [["nearer", () => zoomBy(1.25)], ["further", () => zoomBy(0.8)], ["whole", fitPicture]]) $(id).addEventListener("click", act);
    document.addEventListener("click", pressed);
    $("edges").addEventListener("keydown", walk);
    $("close").addEventListener("click", closeEdge);
    panel.addEventListener("keydown", (event) => event.key === "Escape" && closeEdge());
    apply();
  }
  go("picture");
  visit();
};
begin();
