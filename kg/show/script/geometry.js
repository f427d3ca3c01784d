// Where lines run and how their ends look, in units of the layout; the drawing and the SVG file share it.

const GAP_BETWEEN_LINES = 13;
const DASHES = [7, 5];
// Families that stand back, so that who is for and against whom is seen first.
const QUIET = new Set(["about", "tie", "other"]);

// Each line of a pair bends further than the one before, so that none lies on another.
function bendLines() {
  const pairs = new Map();
  data.lines.forEach((line, number) => {
    const key = Math.min(line.from, line.to) + " " + Math.max(line.from, line.to);
    if (!pairs.has(key)) pairs.set(key, []);
    pairs.get(key).push(number);
  });
  for (const numbers of pairs.values()) {
    numbers.forEach((number, place) => {
      const line = data.lines[number];
      // The side is that of the pair, whichever way the line goes.
      const side = line.from <= line.to ? 1 : -1;
      const offset = (place - (numbers.length - 1) / 2) * GAP_BETWEEN_LINES * Math.sqrt(data.zoom);
      line.curve = curveOf(line, offset * side);
    });
  }
}

function curveOf(line, offset) {
  const from = data.nodes[line.from];
  const to = data.nodes[line.to];
  if (line.from === line.to) return loopOf(from);
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = Math.hypot(dx, dy) || 1;
  const bend = offset + length * 0.04;
  const cx = (from.x + to.x) / 2 - (dy / length) * bend * 2;
  const cy = (from.y + to.y) / 2 + (dx / length) * bend * 2;
  const start = towards(from, cx, cy, from.r);
  const end = towards(to, cx, cy, to.r + 3);
  return { x1: start.x, y1: start.y, cx, cy, x2: end.x, y2: end.y };
}

// Somebody who speaks of himself: a loop over the node.
function loopOf(node) {
  const reach = node.r * 3.2;
  return { x1: node.x - node.r * 0.7, y1: node.y - node.r * 0.7, cx: node.x, cy: node.y - reach, x2: node.x + node.r * 0.7, y2: node.y - node.r * 0.8 };
}

function towards(node, x, y, distance) {
  const length = Math.hypot(x - node.x, y - node.y) || 1;
  return { x: node.x + ((x - node.x) / length) * distance, y: node.y + ((y - node.y) / length) * distance };
}

function widthOf(number) {
  const most = QUIET.has(data.lines[number].family) ? 2.2 : 4.5;
  return data.lines[number].family === "tie" ? 1 : Math.min(1.1 + 0.7 * Math.log2(Math.max(1, shown.counts[number])), most);
}

// The curve stops short of a full arrow's tip.
function curvePath(curve) {
  return "M" + curve.x1.toFixed(1) + " " + curve.y1.toFixed(1) + "Q" + curve.cx.toFixed(1) + " " + curve.cy.toFixed(1) + " " + curve.x2.toFixed(1) + " " + curve.y2.toFixed(1);
}

// The end of a line as an SVG path, and whether it is filled.
function endPath(line, size) {
  if (line.plain) return null;
  const { cx, cy, x2, y2 } = line.curve;
  const length = Math.hypot(x2 - cx, y2 - cy) || 1;
  const ux = (x2 - cx) / length;
  const uy = (y2 - cy) / length;
  const at = (back, side) => (x2 - ux * back - uy * side).toFixed(1) + " " + (y2 - uy * back + ux * side).toFixed(1);
  const half = size * 0.55;
  switch (line.family) {
    case "against":
      return { path: "M" + at(0, -half * 1.1) + "L" + at(0, half * 1.1), filled: false };
    case "support":
      return { path: "M" + at(size, -half) + "L" + at(0, 0) + "L" + at(size, half) + "Z", filled: true };
    case "asks":
      return { path: "M" + at(size, -half) + "L" + at(0, 0) + "L" + at(size, half), filled: false };
    case "tie":
      return { path: "M" + at(0, -half * 0.6) + "L" + at(size * 0.7, -half * 0.6) + "L" + at(size * 0.7, half * 0.6) + "L" + at(0, half * 0.6) + "Z", filled: true };
    case "about": {
      const r = (size * 0.22).toFixed(1);
      return { path: "M" + at(size * 0.44, 0) + "a" + r + " " + r + " 0 1 0 " + (2 * r * ux).toFixed(1) + " " + (2 * r * uy).toFixed(1) + "a" + r + " " + r + " 0 1 0 " + (-2 * r * ux).toFixed(1) + " " + (-2 * r * uy).toFixed(1), filled: true };
    }
    default:
      return { path: "M" + at(size * 0.7, -half * 0.6) + "L" + at(0, 0) + "L" + at(size * 0.7, half * 0.6) + "Z", filled: true };
  }
}

const NODE_PATHS = {
  person: (x, y, r) => "M" + (x - r) + " " + y + "a" + r + " " + r + " 0 1 0 " + 2 * r + " 0a" + r + " " + r + " 0 1 0 " + -2 * r + " 0z",
  organisation: (x, y, r) => "M" + (x - r) + " " + (y - r) + "h" + 2 * r + "v" + 2 * r + "h" + -2 * r + "z",
  "unnamed speaker": (x, y, r) => "M" + x + " " + (y - 1.15 * r) + "L" + (x + 1.15 * r) + " " + (y + r * 0.85) + "H" + (x - 1.15 * r) + "z",
  incident: (x, y, r) => "M" + x + " " + (y - 1.2 * r) + "L" + (x + 1.2 * r) + " " + y + "L" + x + " " + (y + 1.2 * r) + "L" + (x - 1.2 * r) + " " + y + "z",
};
const nodePath = (node) => (NODE_PATHS[node.kind] || NODE_PATHS.person)(node.x, node.y, node.r);

// The line nearest to a point, within a distance; null if none is.
function lineNear(x, y, distance) {
  let best = null;
  let least = distance;
  data.lines.forEach((line, number) => {
    if (!isDrawn(number)) return;
    const { x1, y1, cx, cy, x2, y2 } = line.curve;
    if (x < Math.min(x1, cx, x2) - least || x > Math.max(x1, cx, x2) + least) return;
    if (y < Math.min(y1, cy, y2) - least || y > Math.max(y1, cy, y2) + least) return;
    for (let step = 0; step < 16; step += 1) {
      const a = pointAt(line.curve, step / 16);
      const b = pointAt(line.curve, (step + 1) / 16);
      const found = distanceTo(x, y, a, b);
      if (found < least) {
        least = found;
        best = number;
      }
    }
  });
  return best;
}

function pointAt(curve, t) {
  const s = 1 - t;
  return { x: s * s * curve.x1 + 2 * s * t * curve.cx + t * t * curve.x2, y: s * s * curve.y1 + 2 * s * t * curve.cy + t * t * curve.y2 };
}

function distanceTo(x, y, a, b) {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const t = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - a.x - t * dx, y - a.y - t * dy);
}
