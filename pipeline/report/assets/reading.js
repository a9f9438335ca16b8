// A document's text with all its mentions, built when it is opened.
const TYPE_CLASS = { Drug: "t-drug", DrugClass: "t-drug", Gene: "t-gene", Variant: "t-variant", CellLine: "t-cell", Disease: "t-disease", Process: "t-process", Chemical: "t-chemical", DOI: "t-doi" };
const PIECE = 20000; // characters that are drawn as one: what is out of sight waits

// Stretches of the text under the same mentions; of mentions that overlap, the shortest shows.
const stretches = (doc, from, to) => {
  const inside = doc.mentions.filter(([start, end]) => start < to && end > from);
  const cuts = [...new Set([from, to, ...inside.flatMap(([start, end]) => [Math.max(start, from), Math.min(end, to)])])].sort((a, b) => a - b);
  const found = [];
  let next = 0;
  let open = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    while (next < inside.length && inside[next][0] <= cuts[i]) open.push(inside[next++]);
    open = open.filter(([, end]) => end > cuts[i]);
    const top = open.reduce((best, each) => (best && best[1] - best[0] <= each[1] - each[0] ? best : each), null);
    found.push([cuts[i], cuts[i + 1], top]);
  }
  return found;
};

const mentionMark = (doc, text, [, , entity]) => {
  const [type, id, name] = doc.entities[entity];
  const mark = make("mark", { class: `mention ${TYPE_CLASS[type] ?? "t-doi"}` }, text);
  mark.title = [said(type), name, id].filter(Boolean).join(" · ");
  return mark;
};

// With the passage to look at, if any, as one element of its own.
const textOf = (doc, passage) => {
  const points = pointsOf(doc);
  const body = make("div", { class: "text", tabindex: "-1", ...(doc.language === "ja" ? { lang: "ja" } : doc.language === "en" ? { lang: "en" } : {}) });
  const bounds = new Set([0, points.length, ...(passage ?? [])]);
  for (let at = PIECE; at < points.length; at += PIECE) bounds.add(at);
  const edgesOf = [...bounds].sort((a, b) => a - b);
  for (let i = 0; i + 1 < edgesOf.length; i++) {
    const looked = passage && edgesOf[i] >= passage[0] && edgesOf[i + 1] <= passage[1];
    const part = make("span", looked ? { class: "passage", tabindex: "-1" } : {});
    for (const [start, end, mention] of stretches(doc, edgesOf[i], edgesOf[i + 1])) {
      const text = points.slice(start, end).join("").replaceAll("\r\n", "\n").replaceAll("\r", "\n");
      part.append(mention ? mentionMark(doc, text, mention) : text);
    }
    body.append(part);
  }
  return body;
};

const typesIn = (doc) => {
  const counts = new Map();
  for (const [, , entity] of doc.mentions) counts.set(doc.entities[entity][0], (counts.get(doc.entities[entity][0]) ?? 0) + 1);
  const key = make("p", { class: "key" }, `${said("Mentions:")} `);
  for (const [type, total] of [...counts].sort()) key.append(make("mark", { class: `mention ${TYPE_CLASS[type] ?? "t-doi"}` }, said(type)), ` ${total} `);
  return key;
};

const openText = (at, passage) => {
  const doc = documents[at];
  const article = document.getElementById(doc.anchor);
  article.querySelector(".reading")?.remove();
  const reading = make("div", { class: "reading" }, typesIn(doc), textOf(doc, passage));
  article.append(reading);
  article.querySelector("[data-text]").setAttribute("aria-expanded", "true");
  return reading.querySelector(".passage") ?? reading.querySelector(".text");
};
const closeText = (at) => {
  const article = document.getElementById(documents[at].anchor);
  article.querySelector(".reading")?.remove();
  article.querySelector("[data-text]").setAttribute("aria-expanded", "false");
};
const offerTexts = () =>
  documents.forEach((doc, at) => {
    const button = make("button", { type: "button", "data-text": at, "aria-expanded": "false", lang: settings.names }, "Text with all mentions");
    button.addEventListener("click", () => (button.getAttribute("aria-expanded") === "true" ? closeText(at) : openText(at)));
    document.getElementById(doc.anchor).append(button);
  });
