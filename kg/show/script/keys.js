// The drawing by keyboard, and the box that finds names and words.

const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const MOST_NAMES = 12;

function startKeys() {
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in DIRECTIONS) goTo(nextNode(DIRECTIONS[event.key]));
    else if (event.key === "Enter") panelTitle.focus();
    else if (event.key === "+" || event.key === "=") zoomBy(1.3);
    else if (event.key === "-") zoomBy(1 / 1.3);
    else if (event.key === "0") fit();
    else if (event.key === "Escape") change({ node: null, line: null, depth: 0 });
    else return;
    event.preventDefault();
  });
  byId("panel").addEventListener("keydown", (event) => {
    if (event.key === "Escape") stage.focus();
  });
  // The wheel scrolls the page until the drawing is taken in hand; then it zooms.
  const zoomByWheel = (zoomView) => drawing.network.setOptions({ interaction: { zoomView } });
  stage.addEventListener("pointerdown", () => zoomByWheel(true));
  stage.addEventListener("pointerleave", () => zoomByWheel(false));
}

function goTo(number) {
  if (number === null) return;
  change({ node: number, line: null });
  bringIntoView(number);
}

// The node that lies nearest in a direction; from nowhere, the one with most statements.
function nextNode([dx, dy]) {
  const isShown = (number) => shown.nodes[number] === SHOWN;
  const numbers = data.nodes.map((_, number) => number).filter(isShown);
  if (!numbers.length) return null;
  if (state.node === null) return numbers.reduce((best, number) => (data.nodes[number].count > data.nodes[best].count ? number : best));
  const here = data.nodes[state.node];
  let best = null;
  let least = Infinity;
  for (const number of numbers) {
    const ahead = (data.nodes[number].x - here.x) * dx + (data.nodes[number].y - here.y) * dy;
    const aside = Math.abs((data.nodes[number].x - here.x) * dy) + Math.abs((data.nodes[number].y - here.y) * dx);
    // What lies further aside than ahead is in another direction.
    const cost = ahead + 2 * aside;
    if (number !== state.node && ahead > 0 && aside <= ahead * 1.2 && cost < least) {
      best = number;
      least = cost;
    }
  }
  return best;
}

function startFinding() {
  const box = byId("find");
  box.addEventListener("input", () => offerNames(box.value));
  box.addEventListener("change", () => find(box.value));
  byId("filters").addEventListener("submit", (event) => {
    event.preventDefault();
    find(box.value);
  });
}

function namesLike(text) {
  const wanted = text.trim().toLocaleLowerCase();
  if (!wanted) return [];
  const rank = (name) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(" " + wanted) ? 2 : 3);
  return data.nodes
    .map((node, number) => ({ number, name: node.name.toLocaleLowerCase(), count: node.count }))
    .filter((one) => one.name.includes(wanted))
    .sort((a, b) => rank(a.name) - rank(b.name) || b.count - a.count || a.number - b.number)
    .map((one) => one.number);
}

function offerNames(text) {
  const options = namesLike(text).slice(0, MOST_NAMES).map((number) => {
    const option = document.createElement("option");
    option.value = data.nodes[number].name;
    return option;
  });
  byId("names").replaceChildren(...options);
}

// A name is shown in the drawing; words that are no name are looked for in the statements.
function find(text) {
  const wanted = text.trim().toLocaleLowerCase();
  if (!wanted) return;
  const [number] = namesLike(text);
  if (number !== undefined) {
    if (shown.nodes[number] !== SHOWN) resetFilters();
    change({ node: number, line: null });
    bringIntoView(number);
    return;
  }
  const places = [];
  data.statements.forEach((one, place) => {
    if (shown.statements[place] && [one.gist, ...one.quotations].some((words) => words.toLocaleLowerCase().includes(wanted))) places.push(place);
  });
  change({ node: null, line: null });
  if (places.length) showPlaces("“" + text.trim() + "”", places);
  else {
    openPanel("Not found", "", [make("p", "No name and no statement shown here holds “" + text.trim() + "”.")]);
    announce("Not found.");
  }
}
