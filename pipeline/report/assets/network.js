// The picture that can be clicked: Cytoscape.js over the edges that fit.
const FORCES_UP_TO = 300; // edges; above that, forces take too long and show too little
const READABLE = 0.75; // a zoom at which names can be read
const STRETCH = 1.5;
const NODE_HEIGHT = 30;
const SHAPES = { Drug: "drug", DrugClass: "drug", Gene: "gene", Variant: "gene", Chemical: "chemical" };
const OUTLINES = { drug: "round-rectangle", gene: "ellipse", chemical: "cut-rectangle", other: "rectangle" };
const picture = { cy: null, chosen: null, places: new Map(), shown: [] };
const container = document.getElementById("network");

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const look = () => [
  {
    selector: "node",
    style: {
      label: "data(label)", width: "data(width)", height: NODE_HEIGHT, shape: "data(shape)", "font-size": 13, "font-weight": 600, color: colour("ink"),
      "font-family": getComputedStyle(document.body).fontFamily, "text-valign": "center", "text-halign": "center", "border-width": 1.5,
      "background-color": colour("n-other"), "border-color": colour("n-edge"), "min-zoomed-font-size": 4,
    },
  },
  ...Object.keys(OUTLINES).map((kind) => ({ selector: `node.${kind}`, style: { "background-color": colour(`n-${kind}`), "border-color": colour(`n-${kind}-edge`) } })),
  {
    selector: "edge",
    style: {
      width: "data(width)", "curve-style": "bezier", "line-color": colour("green"), "target-arrow-color": colour("green"), "target-arrow-shape": "triangle",
      label: "data(sign)", "font-size": 13, "font-weight": 700, color: colour("ink"), "text-background-color": colour("card"), "text-background-opacity": 1, "text-background-padding": 2,
    },
  },
  { selector: "edge.causes", style: { "line-color": colour("red"), "target-arrow-color": colour("red"), "target-arrow-shape": "tee", "arrow-scale": 1.2 } },
  { selector: "edge.hypothesised", style: { "line-style": "dashed", "line-dash-pattern": [6, 5] } },
  { selector: "edge.negative", style: { "line-color": colour("grey"), "target-arrow-color": colour("grey") } },
  { selector: "edge.contradicted", style: { "text-background-color": colour("flag"), color: colour("flag-ink") } },
  { selector: ".chosen", style: { "overlay-color": colour("focus"), "overlay-opacity": 0.25, "overlay-padding": 4 } },
];

const measure = document.createElement("canvas").getContext("2d");
const shortened = (text) => (Array.from(text).length > 26 ? Array.from(text).slice(0, 25).join("") + "…" : text);
const nodeElement = (at) => {
  const kind = SHAPES[nodes[at].type] ?? "other";
  const label = shortened(nameOf(nodes[at]));
  measure.font = `600 13px ${getComputedStyle(document.body).fontFamily}`;
  const width = Math.ceil(measure.measureText(label).width) + (kind === "gene" ? 30 : 20);
  return { group: "nodes", data: { id: `n${at}`, at, label, width, shape: OUTLINES[kind] }, classes: kind };
};
const edgeElement = (edge) => ({
  group: "edges",
  data: {
    id: edge.id, source: `n${edge.source}`, target: `n${edge.target}`, width: 1.3 + 2 * edge.belief,
    sign: (edge.polarity === "negative" ? "✕" : "") + (edge.contradicted ? "!" : ""),
  },
  classes: [edge.relation, edge.polarity, edge.certainty, edge.contradicted ? "contradicted" : ""].join(" "),
});

// A start that is the same every time: a spiral, in the order of the nodes.
const spiral = (at) => {
  const [angle, radius] = [at * 2.399963, 60 * Math.sqrt(at + 1)];
  return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
};
const forces = (total) => ({
  name: "cose", animate: false, randomize: false, fit: false, numIter: total > 150 ? 300 : 600, nodeDimensionsIncludeLabels: true,
  nodeRepulsion: () => 30000, idealEdgeLength: () => 50, nodeOverlap: 30, componentSpacing: 30, gravity: 1,
});

// Names are wide and low: what the forces part equally is drawn apart sideways.
const drawnAt = ({ x, y }) => ({ x: x * STRETCH, y });
const arrange = (free) => {
  if (free) {
    const ats = [...picture.cy.nodes()].map((node) => node.data("at")).sort((a, b) => a - b);
    picture.cy.batch(() => ats.forEach((at, rank) => picture.cy.getElementById(`n${at}`).position(picture.places.get(at) ?? spiral(rank))));
    if (!ats.every((at) => picture.places.has(at))) picture.cy.layout(forces(picture.shown.length)).run();
    picture.places = new Map([...picture.places, ...[...picture.cy.nodes()].map((node) => [node.data("at"), { ...node.position() }])]);
    const boxes = [...picture.cy.nodes()].map((node) => ({ id: node.id(), width: node.data("width"), height: NODE_HEIGHT, ...drawnAt(node.position()) }));
    picture.cy.batch(() => pushedApart(boxes).forEach(({ id, x, y }) => picture.cy.getElementById(id).position({ x, y })));
  } else {
    const places = columnPlaces(picture.shown);
    picture.cy.batch(() => picture.cy.nodes().forEach((node) => void node.position(places.get(node.data("at")))));
  }
  fitPicture();
  if (!free && picture.cy.zoom() < READABLE) topOfColumns();
};
const middle = () => ({ x: container.clientWidth / 2, y: container.clientHeight / 2 });
const fitPicture = () => {
  picture.cy.resize();
  picture.cy.fit(undefined, 24);
  if (picture.cy.zoom() > 1.4) picture.cy.zoom({ level: 1.4, renderedPosition: middle() });
};
// Long columns are read from the top; the whole of them would be too small to read.
const topOfColumns = () => {
  picture.cy.zoom(READABLE);
  const box = picture.cy.elements().boundingBox();
  picture.cy.pan({ x: middle().x - READABLE * (box.x1 + box.w / 2), y: 24 - READABLE * box.y1 });
};

const start = (onEdge, onNode) => {
  // Its own style element would break the policy; report's carries its id (see frame.py).
  picture.cy = cytoscape({ container, style: look(), minZoom: 0.03, maxZoom: 4, hideEdgesOnViewport: edges.length > 2000, autounselectify: true });
  picture.cy.on("tap", "edge", (event) => onEdge(edgeOf.get(event.target.id())));
  picture.cy.on("tap", "node", (event) => onNode(event.target.data("at")));
  picture.cy.on("mouseover", "node, edge", () => container.classList.add("over"));
  picture.cy.on("mouseout", "node, edge", () => container.classList.remove("over"));
  recoloured.push(() => picture.cy.style(look()));
  matchMedia(DARK).addEventListener("change", () => picture.cy.style(look()));
  container.addEventListener("keydown", moved);
};

const moved = (event) => {
  const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (step) picture.cy.panBy({ x: step[0], y: step[1] });
  else if (event.key === "+" || event.key === "-") zoomBy(event.key === "+" ? 1.25 : 0.8);
  else if (event.key === "0") fitPicture();
  else return;
  event.preventDefault();
};
const zoomBy = (factor) => picture.cy.zoom({ level: picture.cy.zoom() * factor, renderedPosition: middle() });

const choose = (edge) => {
  picture.chosen = edge;
  picture.cy.elements(".chosen").removeClass("chosen");
  if (edge) picture.cy.getElementById(edge.id).addClass("chosen").connectedNodes().addClass("chosen");
};

// Free where few edges are shown, in columns where many are: forces would take too long.
const drawNetwork = (shown, arrangement) => {
  picture.shown = shown;
  const ends = new Set(shown.flatMap((edge) => [edge.source, edge.target]));
  picture.cy.batch(() => {
    picture.cy.elements().remove();
    picture.cy.add([...[...ends].map(nodeElement), ...shown.map(edgeElement)]);
  });
  arrange(arrangement === "free" && shown.length <= FORCES_UP_TO);
  choose(picture.chosen);
};
const relabel = () => picture.cy.batch(() => picture.cy.nodes().forEach((node) => void node.data(nodeElement(node.data("at")).data)));
