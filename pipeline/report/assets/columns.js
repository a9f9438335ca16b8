// Causes left, therapies in the middle, what overcomes right, in the order that crosses little:
// sweeps of the barycentre heuristic, as in the still picture. Fast for any number of edges.
const SWEEPS = 8;

const sidesOf = (drawn) => {
  const balance = new Map();
  for (const edge of drawn) balance.set(edge.source, (balance.get(edge.source) ?? 0) + (edge.relation === "causes" ? 1 : -1));
  const side = new Map([...balance].map(([node, total]) => [node, total >= 0 ? 0 : 2]));
  for (const edge of drawn) side.set(edge.target, 1);
  return side;
};

const columnPlaces = (drawn, across = 360, down = 46) => {
  const side = sidesOf(drawn);
  const near = new Map([...side.keys()].map((node) => [node, []]));
  for (const edge of drawn) {
    near.get(edge.source).push(edge.target);
    near.get(edge.target).push(edge.source);
  }
  const orders = [0, 1, 2].map((column) => [...side.keys()].filter((node) => side.get(node) === column));
  const place = new Map();
  const settle = (order) => order.forEach((node, at) => place.set(node, (at - (order.length - 1) / 2) * down));
  orders.forEach(settle);
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (const column of sweep % 2 ? [0, 2] : [1]) {
      const mean = new Map(orders[column].map((node) => [node, near.get(node).reduce((sum, other) => sum + place.get(other), 0) / near.get(node).length]));
      orders[column].sort((a, b) => mean.get(a) - mean.get(b) || a - b);
      settle(orders[column]);
    }
  return new Map([...place].map(([node, y]) => [node, { x: (side.get(node) - 1) * across, y }]));
};
