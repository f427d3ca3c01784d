// The tables: rows that follow the filters, columns to sort by, words to search for.

const TABLES = {
  statements: (number) => shown.statements[number],
  nodes: (number) => shown.nodes[number] === SHOWN,
  lines: (number) => shown.lines[number],
};

function startTables() {
  for (const name of Object.keys(TABLES)) {
    const table = byId(name);
    for (const heading of table.tHead.rows[0].cells) makeSortable(table, heading);
    const search = byId("search-" + name);
    search.addEventListener("input", () => filterTable(name));
  }
  document.addEventListener("click", openFromTable);
  for (const mark of document.querySelectorAll("span[data-node], span[data-line]")) {
    const button = makeButton(mark.textContent, mark.className, () => {
      byId("network-part").scrollIntoView();
      choose(mark.dataset.node ? { node: +mark.dataset.node, line: null } : { line: +mark.dataset.line, node: null });
    });
    mark.replaceWith(button);
  }
  watch(() => Object.keys(TABLES).forEach(filterTable));
}

function filterTable(name) {
  const words = byId("search-" + name).value.trim().toLocaleLowerCase();
  const rows = [...byId(name).tBodies[0].rows];
  let count = 0;
  for (const row of rows) {
    const fits = TABLES[name](+row.dataset.row) && (!words || row.textContent.toLocaleLowerCase().includes(words));
    if (row.hidden === fits) row.hidden = !fits;
    if (fits) count += 1;
  }
  byId("count-" + name).textContent = numeral(count) + " of " + numeral(rows.length) + " rows";
}

function makeSortable(table, heading) {
  const button = makeButton(heading.textContent, "sort", () => sortBy(table, heading));
  heading.replaceChildren(button);
}

function sortBy(table, heading) {
  const isUp = heading.getAttribute("aria-sort") !== "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", isUp ? "ascending" : "descending");
  const column = heading.cellIndex;
  const isNumber = heading.classList.contains("number");
  const keyOf = (row) => {
    const cell = row.cells[column];
    return isNumber ? +cell.textContent : cell.dataset.sort || cell.textContent.trim();
  };
  const collator = new Intl.Collator("en-GB", { numeric: true });
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, key: keyOf(row) }));
  rows.sort((a, b) => (isNumber ? a.key - b.key : collator.compare(a.key, b.key)) * (isUp ? 1 : -1) || a.row.dataset.row - b.row.dataset.row);
  table.tBodies[0].append(...rows.map((one) => one.row));
}

// Dots of a timeline and counts of the matrix are links to the first statement; here they open all that the filters leave.
function openFromTable(event) {
  const link = event.target.closest("a[data-statements]");
  if (!link) return;
  event.preventDefault();
  change({ node: null, line: null });
  showPlaces(link.dataset.title, link.dataset.statements.split(" ").map(Number).filter((place) => shown.statements[place]));
  byId("network-part").scrollIntoView();
  panelTitle.focus({ preventScroll: true });
}
