// A table whose column heads sort its bodies, one tbody a row. `drawn` is called after each sorting.
const fold = (text) => text.normalize("NFKC").toLowerCase();

const sortable = (table, drawn = () => {}) => {
  const bodies = [...table.tBodies];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const number = head.hasAttribute("data-number");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    const value = (body) => {
      const cell = body.rows[0].cells[column];
      return number ? Number(cell.dataset.value ?? cell.textContent) : fold(cell.textContent);
    };
    button.addEventListener("click", () => {
      const before = head.getAttribute("aria-sort");
      const order = before ? (before === "ascending" ? "descending" : "ascending") : number ? "descending" : "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      const keyed = bodies.map((body) => [value(body), body]);
      keyed.sort(([a], [b]) => sign * (number ? a - b : a < b ? -1 : a > b ? 1 : 0));
      table.append(...keyed.map(([, body]) => body));
      drawn();
    });
  });
};
