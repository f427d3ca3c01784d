// Which names stand where: the weightiest first, none on another, at the same size however far one zooms.

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
const LABEL_SIZE = 12;
const LABEL_STEP = 14;
// Narrower drawings, on phones, have smaller names.
const NARROW = 560;
const HEADING_SIZE = 13;
// What the layout keeps free at the top of a cell.
const HEADING_UNITS = 52;
const MOST_LABELS = 160;
const MOST_TRIED = 600;
const MOST_IN_CROWD = 30;
// With more nodes in view a name would have to stand on some of them.
const MOST_OBSTACLES = 700;

const fontOf = (label) => (label.strong ? "600 " : "") + label.size + "px " + FONT;

const measurer = document.createElement("canvas").getContext("2d");
function widthOfText(text, font) {
  measurer.font = font;
  return measurer.measureText(text).width;
}

// The part of the layout that is seen: its middle, its scale, and the size in pixels.
function toScreen(view, x, y) {
  return { x: (x - view.x) * view.scale + view.width / 2, y: (y - view.y) * view.scale + view.height / 2 };
}

function placeLabels(view) {
  const taken = [];
  view.frame = { left: 2, top: 2, right: view.width - 2, bottom: view.height - 2 };
  const seen = nodesInView(view);
  const labels = placeHeadings(view, seen, taken);
  const crowded = seen.length > MOST_OBSTACLES;
  for (const one of seen) {
    if (!crowded) taken.push({ left: one.x - one.r, right: one.x + one.r, top: one.y - one.r, bottom: one.y + one.r, of: one.number });
  }
  let left = crowded ? MOST_IN_CROWD : MOST_LABELS;
  for (const one of seen.sort(byWeight()).slice(0, MOST_TRIED)) {
    if (!left) break;
    const label = placeLabel(view, one, taken);
    if (!label) continue;
    labels.push(label);
    left -= 1;
  }
  return labels;
}

// The title of each cell, kept in view while its cell is.
function placeHeadings(view, seen, taken) {
  const headings = [];
  for (const cell of cellsShown()) {
    const from = toScreen(view, cell.x, cell.y);
    const to = toScreen(view, cell.x + cell.width, cell.y + cell.height);
    const left = Math.max(from.x, 0) + 10;
    const top = Math.max(from.y, 0) + 9;
    const room = Math.min(to.x, view.width) - left - 8;
    if (room < 70 || Math.min(to.y, view.height) - top < (cell.heading ? 24 : 40)) continue;
    const size = room > 420 ? HEADING_SIZE + 2 : HEADING_SIZE;
    const font = "600 " + size + "px " + FONT;
    const lines = wrapToWidth(cell.title, room, cell.lines || 2, font);
    const width = Math.max(...lines.map((line) => widthOfText(line, font)));
    const base = top + size - 2;
    const step = size + 3;
    headings.push({ lines, x: left, y: base, step, align: "left", strong: true, size });
    // Where the cell is small, the nodes begin below the title.
    const reserved = (cell.heading || (HEADING_UNITS * data.zoom) / data.stretch) * view.scale;
    const below = base + lines.length * step;
    const note = { left, right: left + widthOfText(cell.note, LABEL_SIZE + "px " + FONT), top: below - LABEL_SIZE, bottom: below + 2 };
    const isOnNode = seen.some((one) => overlaps(note, { left: one.x - one.r, right: one.x + one.r, top: one.y - one.r, bottom: one.y + one.r }));
    if (isOnNode || 9 + lines.length * step + LABEL_STEP > reserved + 8) {
      taken.push({ left: left - 4, right: left + width + 4, top: top - 4, bottom: base + lines.length * step - size + 5, of: -1 });
      continue;
    }
    headings.push({ lines: [cell.note], x: left, y: below, size: LABEL_SIZE, step: LABEL_STEP, align: "left", soft: true });
    taken.push({ left: left - 4, right: left + width + 4, top: top - 4, bottom: below + 5, of: -1 });
  }
  return headings;
}

function wrapToWidth(text, room, most, font) {
  const lines = [""];
  for (const word of text.slice(0, 300).split(/\s+/)) {
    const longer = lines[lines.length - 1] ? lines[lines.length - 1] + " " + word : word;
    if (widthOfText(longer, font) <= room || !lines[lines.length - 1]) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const kept = lines.slice(0, most);
  const last = most - 1;
  if (lines.length > most) kept[last] += " …";
  for (let at = 0; at < kept.length; at += 1) {
    while (kept[at].length > 1 && widthOfText(kept[at], font) > room) kept[at] = kept[at].replace(/ ?…$/, "").slice(0, -1) + "…";
  }
  return kept;
}

function nodesInView(view) {
  const chosen = highlighted();
  const seen = [];
  data.nodes.forEach((node, number) => {
    if (shown.nodes[number] !== SHOWN) return;
    const { x, y } = toScreen(view, node.x, node.y);
    const r = node.r * view.scale;
    if (x < -r || y < -r || x > view.width + r || y > view.height + r) return;
    // The heading of a cell names its incident already.
    const isTitle = data.titles.has(node.name) && node.kind === "incident";
    const wanted = chosen ? chosen.nodes.has(number) : !isTitle;
    seen.push({ number, node, x, y, r, wanted });
  });
  return seen;
}

function byWeight() {
  const rank = (one) => (one.number === state.node ? 2 : 0) + (one.wanted ? 1 : 0);
  return (a, b) => rank(b) - rank(a) || b.node.count - a.node.count || a.number - b.number;
}

function placeLabel(view, one, taken) {
  if (!one.wanted) return null;
  const size = view.width < NARROW ? LABEL_SIZE - 1 : LABEL_SIZE;
  const label = { lines: one.node.lines, size, step: size + 2, strong: one.number === state.node || one.node.strong, number: one.number };
  const width = widthOfLabel(one.node, label);
  const height = label.lines.length * label.step;
  const middle = one.y - height / 2;
  const r = one.r * (one.node.kind === "person" || one.node.kind === "organisation" ? 1 : 1.2);
  const aside = r * 0.75 + 2;
  const frame = frameOf(view, one.node);
  // Near the edge of its cell a name is moved inwards, as far as it still stands below or above its node.
  const inwards = Math.min(Math.max(one.x, frame.left + width / 2 + 3), frame.right - width / 2 - 3);
  const within = Math.abs(inwards - one.x) <= width / 2 ? inwards : one.x;
  const places = [
    { left: one.x - width / 2, top: one.y + r + 2, align: "center", x: one.x },
    { left: one.x + r + 4, top: middle, align: "left", x: one.x + r + 4 },
    { left: one.x - r - 4 - width, top: middle, align: "right", x: one.x - r - 4 },
    { left: one.x - width / 2, top: one.y - r - 3 - height, align: "center", x: one.x },
    { left: one.x + aside, top: one.y + aside, align: "left", x: one.x + aside },
    { left: one.x - aside - width, top: one.y + aside, align: "right", x: one.x - aside },
    { left: one.x + aside, top: one.y - aside - height, align: "left", x: one.x + aside },
    { left: one.x - aside - width, top: one.y - aside - height, align: "right", x: one.x - aside },
    { left: within - width / 2, top: one.y + r + 2, align: "center", x: within },
    { left: within - width / 2, top: one.y - r - 3 - height, align: "center", x: within },
  ];
  const boxes = places.map((place) => ({ left: place.left - 1, right: place.left + width + 1, top: place.top, bottom: place.top + height, place }));
  const isFree = (box, isInWay) => isInside(box, view.frame) && !taken.some((other) => other.of !== one.number && isInWay(other) && overlaps(box, other));
  let free = boxes.filter((box) => isFree(box, () => true));
  // On a phone the main names may stand on small nodes: else they would be the first to go, for most stands around them.
  if (!free.length && label.strong && view.width < NARROW) free = boxes.filter((box) => isFree(box, (other) => other.of < 0 || data.nodes[other.of].strong));
  // A name that crosses the edge of its cell would seem to belong to another incident; there is room when one zooms in.
  const best = free.find((box) => isInside(box, frame));
  if (!best) return null;
  taken.push({ left: best.left, right: best.right, top: best.top, bottom: best.bottom, of: -1 });
  return Object.assign(label, { x: best.place.x, y: best.place.top + size - 1, align: best.place.align });
}

// Measuring text is the dearest part of placing it.
function widthOfLabel(node, label) {
  const font = fontOf(label);
  if (node.font !== font) {
    node.font = font;
    node.labelWidth = Math.max(...label.lines.map((line) => widthOfText(line, font)));
  }
  return node.labelWidth;
}

const isInside = (box, frame) => box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;

// The cell of a node in pixels; the whole view where there are no cells.
function frameOf(view, node) {
  const cell = data.cells[node.cell];
  if (!cell) return view.frame;
  const from = toScreen(view, cell.x, cell.y);
  const to = toScreen(view, cell.x + cell.width, cell.y + cell.height);
  return { left: from.x, top: from.y, right: to.x, bottom: to.y };
}

const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

// Who says or is spoken of most is set in bold.
function markStrong() {
  const most = Math.max(1, ...data.nodes.map((node) => node.count));
  for (const node of data.nodes) node.strong = node.count >= Math.max(most * 0.18, 6);
}
