// The sentences of one edge, Japanese beside English, each with its marks and its source.
const MANY = 20; // sentences shown at once
const AROUND = 16; // characters shown on each side of an argument outside its sentence
const MARKS = ["trigger", "cause", "agent", "therapy", "via", "negation", "hypothesis", "state"];
const joins = (char) => char === undefined || japanese.test(char) || "、。「」『』（）【】：；・".includes(char);

// Line breaks of the typesetting go: none beside a Japanese character, else one blank.
const unwrapped = ({ points, first }) => {
  const kept = [];
  for (let i = 0; i < points.length; i++) {
    if (!/\s/.test(points[i])) {
      kept.push([points[i], first + i]);
      continue;
    }
    const start = i;
    while (i + 1 < points.length && /\s/.test(points[i + 1])) i++;
    if (!joins(points[start - 1]) && !joins(points[i + 1])) kept.push([" ", first + start]);
  }
  return kept;
};

const marked = (passage, marks) => {
  const fragment = document.createDocumentFragment();
  let run = "";
  let before = "";
  const close = () => {
    if (run) fragment.append(before ? make("mark", { class: before, title: before.split(" ").map(said).join(" + ") }, run) : run);
    run = "";
  };
  for (const [char, at] of unwrapped(passage)) {
    const here = marks.filter(([, start, end]) => start <= at && at < end).map(([name]) => name);
    const names = MARKS.filter((name) => here.includes(name)).join(" ");
    if (names !== before) close();
    before = names;
    run += char;
  }
  close();
  return fragment;
};

const elsewhere = (piece) => {
  const outside = piece.marks.filter(([, start, end]) => end <= piece.start || start >= piece.end);
  if (!outside.length || piece.document === null) return [];
  const points = pointsOf(documents[piece.document]);
  const items = outside.map((mark) => {
    const first = Math.max(mark[1] - AROUND, 0);
    const passage = { points: points.slice(first, mark[2] + AROUND), first };
    return make("li", {}, say("{slot}, said elsewhere: ", { slot: said(mark[0]) }), make("span", language(passage.points.join("")), "…", marked(passage, [mark]), "…"));
  });
  return [make("ul", { class: "elsewhere" }, ...items)];
};

const doiLinks = (doc) =>
  doc.dois.map(([doi, address]) =>
    address.startsWith("https://doi.org/10.") ? make("a", { href: address, rel: "noopener noreferrer" }, `doi:${doi}`) : make("bdi", {}, doi),
  );

const sourceOf = (piece) => {
  const facts = make("p", { class: "facts" });
  const doc = documents[piece.document];
  if (doc) {
    const open = make("button", { type: "button", class: "plain", "data-read": piece.document, "data-start": piece.start, "data-end": piece.end });
    open.append(make("bdi", language(doc.title), doc.title));
    facts.append(open);
    if (doc.pages.length) facts.append(` · ${say("page {n}", { n: pageAt(doc, piece.start) })}`);
  } else facts.append(make("bdi", {}, piece.name));
  facts.append(` · ${say("characters {from}–{to}", { from: number(piece.start), to: number(piece.end) })}`);
  facts.append(` · ${say("confidence {n}", { n: piece.confidence.toFixed(2) })} · ${said(piece.source)} · ${said("rule")} `, make("code", {}, piece.rule));
  if (doc) for (const link of doiLinks(doc)) facts.append(" · ", link);
  return facts;
};

const quoted = (piece) =>
  make("li", {}, make("blockquote", { lang: piece.language }, marked(passageOf(piece), piece.marks)), ...elsewhere(piece), sourceOf(piece));

// Only what is looked at is built: the first few, and more at a button's press.
const listed = (pieces) => {
  const list = make("ol");
  const more = make("button", { type: "button" });
  const add = () => {
    list.append(...pieces.slice(list.children.length, list.children.length + MANY).map(quoted));
    more.textContent = say("Show more ({n} left)", { n: pieces.length - list.children.length });
    more.hidden = list.children.length >= pieces.length;
  };
  more.addEventListener("click", add);
  add();
  return [list, more];
};

const side = (edge, tongue, heading) => {
  const pieces = edge.evidence.filter((piece) => piece.language === tongue);
  const column = make("div", { class: "side" }, make("h4", {}, `${said(heading)} (${pieces.length})`));
  if (pieces.length) column.append(...listed(pieces));
  else column.append(make("p", { class: "note" }, say("No {language} sentence states it.", { language: said(heading) })));
  return column;
};

const around = (at) => {
  const button = make("button", { type: "button", "data-focus": at }, `${said("Only around")} `);
  button.append(named(nodes[at]));
  return button;
};

const evidenceOf = (edge) => {
  const facts = [
    say("belief {n}", { n: edge.belief > 0.99 && edge.belief < 1 ? ">0.99" : edge.belief.toFixed(2) }),
    count(edge.studies, "independent study"),
    count(edge.documents, "document"),
    said(edge.polarity),
    said(edge.certainty),
    ...edge.state.map(said),
  ];
  const line = make("p", { class: "facts" }, facts.join(" · "));
  if (edge.contradicted) line.append(" · ", make("span", { class: "flag" }, said("contradicted by another text")));
  if (edge.via.length) line.append(` · ${said("via")} `, make("bdi", {}, edge.via.join(", ")));
  if (edge.contexts.length) line.append(` · ${said("seen in")} `, make("bdi", {}, edge.contexts.join(", ")));
  const sides = make("div", { class: "sides" }, side(edge, "ja", "Japanese"), side(edge, "en", "English"));
  return [line, make("p", { class: "tools" }, around(edge.source), " ", around(edge.target)), sides];
};
