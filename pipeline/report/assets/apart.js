// Boxes that lie over each other are pushed apart, each pair along the way that is shorter,
// until none does. The same boxes give the same places.
const ROUNDS = 200;

const pushedApart = (boxes, gap = 8) => {
  const found = boxes.map((box) => ({ ...box }));
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false;
    for (let i = 0; i < found.length; i++)
      for (let k = i + 1; k < found.length; k++) {
        const [a, b] = [found[i], found[k]];
        const over = { x: (a.width + b.width) / 2 + gap - Math.abs(a.x - b.x), y: (a.height + b.height) / 2 + gap - Math.abs(a.y - b.y) };
        if (over.x <= 0.01 || over.y <= 0.01) continue;
        const way = over.x < over.y ? "x" : "y";
        const sign = b[way] < a[way] ? -1 : 1;
        a[way] -= (sign * over[way]) / 2;
        b[way] += (sign * over[way]) / 2;
        moved = true;
      }
    if (!moved) break;
  }
  return found;
};
