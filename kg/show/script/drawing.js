// The drawing: vis-network draws the nodes and moves the view; lines, cells and names are drawn around it.

const stage = byId("network");
const drawing = { network: null, nodes: null, lines: null, theme: {}, states: [] };
const SHAPES = { person: "dot", organisation: "square", "unnamed speaker": "triangle", incident: "diamond" };
// Past this many nodes, those beside the chosen one stand out by their lines only: fading takes too long.
const MOST_FADING = 1500;

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "ink", "soft", "cell", "cell-edge", "against", "support", "asks", "about", "tie", "other", "person", "organisation", "unnamed-speaker", "incident"];
  drawing.theme = Object.fromEntries(names.map((name) => [name, style.getPropertyValue("--" + name).trim()]));
}

const colourOf = (node) => drawing.theme[node.kind.replace(" ", "-")] || drawing.theme.person;

function startDrawing() {
  readTheme();
  drawing.states = data.nodes.map(stateOf);
  drawing.nodes = new vis.DataSet(data.nodes.map((node, number) => Object.assign(
    { id: number, x: node.x, y: node.y, size: node.r, shape: SHAPES[node.kind] || "dot" }, lookOf(number),
  )));
  drawing.network = new vis.Network(stage, { nodes: drawing.nodes, edges: new vis.DataSet([]) }, {
    autoResize: true,
    physics: { enabled: false }, // places are given: the browser would compute them for minutes
    layout: { improvedLayout: false, randomSeed: 1 },
    interaction: { dragNodes: false, hover: false, keyboard: { enabled: false }, selectable: false, zoomView: false },
    nodes: { borderWidth: 1.5, borderWidthSelected: 1.5, chosen: false },
  });
  // The outer element takes the keys; the inner one would only be a second stop for the tabulator.
  for (const inner of stage.querySelectorAll("[tabindex]")) inner.tabIndex = -1;
  drawing.network.on("beforeDrawing", drawBelow);
  drawing.network.on("afterDrawing", drawAbove);
  drawing.network.on("animationFinished", endGlide);
  for (const event of ["dragStart", "zoom"]) drawing.network.on(event, () => { drawing.isGliding = false; });
  drawing.network.on("click", (event) => chooseAt(event.pointer.canvas, event.pointer.DOM));
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => repaint());
  watch(() => {
    updateNodes();
    drawing.lines = null;
    redraw();
  });
}

// However many things change at once, the picture is drawn once.
function redraw() {
  if (drawing.isWaiting) return;
  drawing.isWaiting = true;
  window.requestAnimationFrame(() => {
    drawing.isWaiting = false;
    drawing.network.redraw();
  });
}

// Light or dark, on the screen or on paper.
function repaint() {
  readTheme();
  drawing.lines = null;
  drawing.nodes.update(data.nodes.map((_, number) => Object.assign({ id: number }, lookOf(number))));
}

// How a node looks now, as one letter, so that only those that change are drawn anew.
function stateOf(_, number) {
  if (shown.nodes[number] === HIDDEN) return "h";
  if (shown.nodes[number] === FADED) return "f";
  const chosen = data.nodes.length > MOST_FADING ? null : highlighted();
  return chosen && !chosen.nodes.has(number) ? "d" : "s";
}

function lookOf(number) {
  const state = drawing.states[number];
  const colour = colourOf(data.nodes[number]);
  return {
    hidden: state === "h",
    opacity: state === "f" ? 0.12 : state === "d" ? 0.25 : 1,
    color: { background: colour, border: drawing.theme.paper },
  };
}

function updateNodes() {
  const before = drawing.states;
  drawing.states = data.nodes.map(stateOf);
  const changed = [];
  drawing.states.forEach((state, number) => {
    if (state !== before[number]) changed.push(Object.assign({ id: number }, lookOf(number)));
  });
  if (changed.length) drawing.nodes.update(changed);
}

function viewNow() {
  const { x, y } = drawing.network.getViewPosition();
  return { x, y, scale: drawing.network.getScale(), width: stage.clientWidth, height: stage.clientHeight };
}

function drawBelow(context) {
  const scale = drawing.network.getScale();
  context.lineWidth = 1 / scale;
  context.fillStyle = drawing.theme.cell;
  context.strokeStyle = drawing.theme["cell-edge"];
  for (const cell of cellsShown()) {
    context.beginPath();
    context.roundRect(cell.x, cell.y, cell.width, cell.height, 10 * Math.sqrt(data.zoom));
    context.fill();
    context.stroke();
  }
  drawing.lines = drawing.lines || bundleStrokes();
  // Seen from afar, thin lines stay as thin as a pixel can be.
  const widen = Math.max(1, 0.75 / scale);
  for (const bundle of drawing.lines) {
    context.globalAlpha = bundle.alpha;
    context.strokeStyle = bundle.colour;
    context.fillStyle = bundle.colour;
    context.lineWidth = bundle.width * widen;
    context.setLineDash(bundle.dashed ? DASHES : []);
    context.stroke(bundle.curves);
    context.setLineDash([]);
    context.lineWidth = Math.max(bundle.width, 1.6) * widen;
    context.stroke(bundle.ends);
    context.fill(bundle.filled);
  }
  context.globalAlpha = 1;
}

// The cells in which anybody is left.
function cellsShown() {
  const left = new Set(data.nodes.filter((_, number) => shown.nodes[number] !== HIDDEN).map((node) => node.cell));
  return data.cells.filter((cell, place) => left.has(place));
}

// Lines of one look are drawn in one stroke: ten thousand single ones would take seconds.
function bundleStrokes() {
  const bundles = new Map();
  for (const look of looksOfLines()) {
    const key = [look.family, look.dashed, look.alpha, look.width.toFixed(1)].join();
    if (!bundles.has(key)) bundles.set(key, Object.assign({ curves: new Path2D(), ends: new Path2D(), filled: new Path2D() }, look));
    const bundle = bundles.get(key);
    const { x1, y1, cx, cy, x2, y2 } = look.line.curve;
    bundle.curves.moveTo(x1, y1);
    bundle.curves.quadraticCurveTo(cx, cy, x2, y2);
    const end = endPath(look.line, endSize(look));
    if (end) (end.filled ? bundle.filled : bundle.ends).addPath(new Path2D(end.path));
  }
  return [...bundles.values()];
}

const endSize = (look) => (7 + look.width * 1.6) * Math.sqrt(data.zoom);

// The lines to draw with their look, the quiet ones below.
function looksOfLines() {
  const chosen = highlighted();
  const looks = [];
  data.lines.forEach((line, number) => {
    if (!isDrawn(number)) return;
    const stands = chosen && chosen.lines.has(number);
    looks.push({
      line,
      number,
      family: line.family,
      dashed: line.polarity !== "affirmed",
      alpha: chosen ? (stands ? (chosen.lines.size > 150 ? 0.4 : 1) : 0.07) : QUIET.has(line.family) ? 0.42 : 0.85,
      width: widthOf(number) * (number === state.line ? 1.6 : 1),
      colour: drawing.theme[line.family] || drawing.theme.other,
      rank: (stands ? 2 : 0) + (QUIET.has(line.family) ? 0 : 1),
    });
  });
  return looks.sort((a, b) => a.rank - b.rank || a.number - b.number);
}

function drawAbove(context) {
  const view = viewNow();
  const ratio = drawing.network.canvas.pixelRatio || window.devicePixelRatio || 1;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (state.node !== null && shown.nodes[state.node] !== HIDDEN) {
    const node = data.nodes[state.node];
    const { x, y } = toScreen(view, node.x, node.y);
    context.strokeStyle = drawing.theme.ink;
    context.lineWidth = 2.5;
    context.beginPath();
    context.arc(x, y, node.r * view.scale * 1.15 + 5, 0, 2 * Math.PI);
    context.stroke();
  }
  context.lineJoin = "round";
  context.textBaseline = "alphabetic";
  for (const label of placeLabels(view)) {
    context.font = fontOf(label);
    context.textAlign = label.align;
    context.strokeStyle = data.cells.length ? drawing.theme.cell : drawing.theme.paper;
    context.lineWidth = 3;
    context.fillStyle = label.soft ? drawing.theme.soft : drawing.theme.ink;
    label.lines.forEach((line, place) => {
      context.strokeText(line, label.x, label.y + place * label.step);
      context.fillText(line, label.x, label.y + place * label.step);
    });
  }
  context.restore();
}

// Where the drawing begins on the screen, inside its border.
function stageBox() {
  const box = stage.getBoundingClientRect();
  return { left: box.left + stage.clientLeft, top: box.top + stage.clientTop };
}

// What lies under a point: a node, or else a line near it.
function thingAt(canvas, dom) {
  const node = drawing.network.getNodeAt(dom);
  if (node !== undefined && shown.nodes[node] !== HIDDEN) return { node, line: null };
  return { node: null, line: lineNear(canvas.x, canvas.y, 7 / drawing.network.getScale()) };
}

function chooseAt(canvas, dom) {
  change(thingAt(canvas, dom));
}

function moveView(x, y, scale) {
  // The first view is there at once.
  const isStill = !drawing.target || prefersStillness() || data.nodes.length > MOST_FADING;
  drawing.target = { position: { x, y }, scale, animation: false };
  drawing.isGliding = !isStill;
  drawing.network.moveTo({ ...drawing.target, animation: isStill ? false : { duration: 250, easingFunction: "easeInOutQuad" } });
}

// The last step of a glide goes a little too far, and comes back by that: the view would be a hundredth off.
function endGlide() {
  if (drawing.isGliding) drawing.network.moveTo(drawing.target);
  drawing.isGliding = false;
}

function boxOf(things) {
  const boxes = things.map((one) => ("width" in one ? one : { x: one.x - one.r, y: one.y - one.r, width: 2 * one.r, height: 2 * one.r }));
  const left = Math.min(...boxes.map((box) => box.x));
  const top = Math.min(...boxes.map((box) => box.y));
  return {
    x: left,
    y: top,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - left,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - top,
  };
}

// The buttons for zooming have a strip of their own at the right; below the drawing where it is narrow.
const BUTTONS = 42;
const isNarrow = () => stage.clientWidth < NARROW;
const buttonsWidth = () => (isNarrow() ? 0 : BUTTONS);

// Wide screens and high ones are both filled: the layout is stretched a little, one way or the other.
const MOST_STRETCH = 1.25;
const MOST_STRETCH_NARROW = 1.6;

function fillStage() {
  const box = boxOf(data.cells.length ? data.cells : data.nodes);
  if (!data.nodes.length || !box.height) return;
  if (isNarrow() && data.cells.length) {
    stackCells(box);
    return;
  }
  const wanted = (stage.clientWidth - buttonsWidth()) / stage.clientHeight / (box.width / box.height);
  const most = isNarrow() ? MOST_STRETCH_NARROW : MOST_STRETCH;
  data.stretch = Math.min(Math.max(Math.sqrt(wanted), 1 / most), most);
  for (const one of [...data.cells, ...data.nodes]) {
    one.x *= data.stretch;
    one.y /= data.stretch;
  }
  for (const cell of data.cells) {
    cell.width *= data.stretch;
    cell.height /= data.stretch;
  }
}

function fitBox(box, margin, most) {
  const room = stage.clientWidth - buttonsWidth() - 2 * margin;
  const scale = Math.max(Math.min(room / box.width, (stage.clientHeight - 2 * margin) / box.height, most), 0.02);
  moveView(box.x + box.width / 2 + buttonsWidth() / 2 / scale, box.y + box.height / 2, scale);
}

// All that is shown; the whole page where nothing is hidden.
function fit() {
  const nodes = data.nodes.filter((_, number) => shown.nodes[number] === SHOWN);
  if (!nodes.length) return;
  if (nodes.length === data.nodes.length && data.cells.length) fitBox(boxOf(data.cells), isNarrow() ? 3 : 6, 1.6);
  else fitBox(boxOf(nodes), isNarrow() ? 40 : 60, 1.6);
}

function zoomBy(factor) {
  const view = viewNow();
  moveView(view.x, view.y, Math.min(Math.max(view.scale * factor, 0.02), 6));
}

// Brings a node into view without changing more than needed.
function bringIntoView(number) {
  const node = data.nodes[number];
  const view = viewNow();
  const { x, y } = toScreen(view, node.x, node.y);
  const scale = Math.max(view.scale, Math.min(1, 0.6 * data.zoom));
  if (scale === view.scale && x > 60 && y > 40 && x < view.width - 60 && y < view.height - 60) return;
  moveView(node.x, node.y, scale);
}
