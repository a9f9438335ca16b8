// Which edges fit what is asked for. One form governs network and table.
const form = document.getElementById("filters");
const focus = { node: null };

const wordsOf = (edge) => {
  if (edge.words === undefined) {
    const ends = [nodes[edge.source], nodes[edge.target]].flatMap((node) => [node.name, node.ja, node.id, node.type]);
    const said = edge.evidence.map((piece) => `${unwrapped(passageOf(piece)).map(([char]) => char).join("")} ${piece.rule} ${documents[piece.document]?.id ?? ""}`);
    edge.words = fold([...ends, edge.relation, ...edge.state, ...edge.via, ...edge.contexts, ...said].join(" "));
  }
  return edge.words;
};

const spoken = (edge, asked) => (asked === "both" ? edge.languages.length === 2 : edge.languages.includes(asked));

const fitting = () => {
  const asked = Object.fromEntries(new FormData(form));
  const terms = fold(asked.words).split(/\s+/).filter(Boolean);
  return edges.filter(
    (edge) =>
      (!asked.relation || edge.relation === asked.relation) &&
      (!asked.polarity || edge.polarity === asked.polarity) &&
      (!asked.certainty || edge.certainty === asked.certainty) &&
      (!asked.language || spoken(edge, asked.language)) &&
      (!asked.contradicted || edge.contradicted) &&
      edge.belief >= Number(asked.belief) &&
      edge.confidence >= Number(asked.confidence) &&
      (focus.node === null || edge.source === focus.node || edge.target === focus.node) &&
      terms.every((term) => wordsOf(edge).includes(term)),
  );
};
