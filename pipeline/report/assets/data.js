// What the page knows, and how it is said. Text from documents only ever becomes text nodes.
const { nodes, edges, documents, words } = JSON.parse(document.getElementById("data").textContent);
const edgeOf = new Map(edges.map((edge) => [edge.id, edge]));
const settings = { names: "en" };

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};
const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
const language = (text) => (japanese.test(text) ? { lang: "ja" } : {});
const nameOf = (node) => (settings.names === "ja" && node.ja) || node.name;
const named = (node) => make("bdi", language(nameOf(node)), nameOf(node));

const VERBS = {
  en: {
    causes: { positive: "causes resistance to", negative: "does not cause resistance to" },
    overcomes: { positive: "overcomes resistance to", negative: "does not overcome resistance to" },
  },
  ja: {
    causes: { positive: "耐性を引き起こす", negative: "耐性を引き起こさない" },
    overcomes: { positive: "耐性を克服する", negative: "耐性を克服しない" },
  },
};
const verbOf = (edge) => VERBS[settings.names][edge.relation][edge.polarity];
const statement = (edge) => {
  const [subject, object] = [named(nodes[edge.source]), named(nodes[edge.target])];
  const perhaps = edge.certainty === "hypothesised";
  const line = make("span", { class: "statement", lang: settings.names });
  if (settings.names === "ja") line.append(subject, "は", object, `への${verbOf(edge)}`, perhaps ? "（可能性）" : "");
  else line.append(subject, perhaps ? " possibly " : " ", verbOf(edge), " ", object);
  return line;
};

// Offsets are code points, which JavaScript's strings do not count.
const pointsOf = (doc) => (doc.points ??= Array.from(doc.text));
const passageOf = (piece) =>
  piece.document === null
    ? { points: Array.from(piece.text), first: piece.start }
    : { points: pointsOf(documents[piece.document]).slice(piece.start, piece.end), first: piece.start };
const pageAt = (doc, offset) => doc.pages.filter((start) => start <= offset).length;
