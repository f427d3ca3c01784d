// Starts the page once its content is unpacked.

function resetFilters() {
  stopPlaying();
  byId("find").value = "";
  change({
    node: null,
    line: null,
    chosen: Object.fromEntries(filters.map((name) => [name, ""])),
    from: 0,
    until: Math.max(0, data.stops.length - 1),
    depth: 0,
    connected: false,
    without: new Set(),
  });
}

function foldFilters(isFolded) {
  byId("fields").hidden = isFolded;
  byId("more").setAttribute("aria-expanded", String(!isFolded));
}

function startControls() {
  byId("more").addEventListener("click", () => foldFilters(!byId("fields").hidden));
  for (const name of filters) byId(name).addEventListener("change", (event) => chooseFilter(name, event.target.value));
  byId("depth").addEventListener("change", (event) => {
    if (+event.target.value && state.node === null) announce("Choose a node to see who stands around it.");
    change({ depth: +event.target.value });
    fit();
  });
  byId("connected").addEventListener("change", (event) => {
    change({ connected: event.target.checked });
    fit();
  });
  byId("incident").addEventListener("change", () => fit());
  const kinds = [...document.querySelectorAll(".legend input")];
  for (const box of kinds) {
    box.addEventListener("change", () => change({ without: new Set(kinds.filter((one) => !one.checked).map((one) => one.value)) }));
  }
  byId("reset").addEventListener("click", () => {
    resetFilters();
    fit();
  });
  byId("zoom-in").addEventListener("click", () => zoomBy(1.4));
  byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.4));
  byId("fit").addEventListener("click", () => fit());
  byId("copy").addEventListener("click", copyLink);
  // Inside a notebook the page has no address to give.
  byId("copy").hidden = location.protocol === "about:";
  byId("png").addEventListener("click", savePng);
  byId("svg").addEventListener("click", saveSvg);
  byId("csv").addEventListener("click", saveCsv);
  watch(() => {
    for (const name of filters) byId(name).value = state.chosen[name];
    byId("depth").value = state.depth;
    byId("connected").checked = state.connected;
    for (const box of kinds) box.checked = !state.without.has(box.value);
  });
  watch(openTimeline);
}

// The timeline of the chosen incident unfolds.
function openTimeline(changes) {
  if (!("chosen" in changes) || !state.chosen.incident) return;
  for (const details of document.querySelectorAll("details.timeline")) {
    if (details.dataset.incident === state.chosen.incident) details.open = true;
  }
}

// The name of what lies under the pointer.
function startTip() {
  const tip = byId("tip");
  let waiting = false;
  stage.addEventListener("pointermove", (event) => {
    if (waiting || event.buttons) return;
    waiting = true;
    window.requestAnimationFrame(() => {
      waiting = false;
      const box = stageBox();
      const dom = { x: event.clientX - box.left, y: event.clientY - box.top };
      const found = thingAt(drawing.network.DOMtoCanvas(dom), dom);
      stage.classList.toggle("pointing", found.node !== null || found.line !== null);
      tip.hidden = (found.node === null && found.line === null) || (found.node !== null && found.node === state.node);
      if (tip.hidden) return;
      tip.replaceChildren(make("bdi", tipText(found)));
      tip.style.left = Math.min(dom.x + 14, stage.clientWidth - tip.offsetWidth - 6) + "px";
      tip.style.top = Math.min(dom.y + 16, stage.clientHeight - tip.offsetHeight - 6) + "px";
    });
  });
  for (const name of ["pointerleave", "pointerdown"]) {
    stage.addEventListener(name, () => {
      tip.hidden = true;
    });
  }
}

function tipText(found) {
  if (found.node !== null) return data.nodes[found.node].name.slice(0, 200) + " · " + plural(shownStatements(found.node).length, "statement");
  const line = data.lines[found.line];
  const undone = line.polarity === "affirmed" ? "" : " (" + line.polarity + ")";
  return data.nodes[line.from].name.slice(0, 90) + " " + line.words + undone + (line.plain ? " with " : " → ") + data.nodes[line.to].name.slice(0, 90) + " · " + plural(shown.counts[found.line], "statement");
}

async function start() {
  data = await readData();
  indexData();
  state.until = Math.max(0, data.stops.length - 1);
  byId("plain-note").hidden = true;
  for (const part of document.querySelectorAll(".live")) part.hidden = false;
  // Where the button to fold them is shown, the filters would fill the first screen.
  if (byId("more").offsetParent) foldFilters(true);
  fillStage();
  bendLines();
  markStrong();
  computeShown();
  startDrawing();
  watch((changes) => ("node" in changes || "line" in changes || state.node !== null || state.line !== null || "chosen" in changes || "depth" in changes || "from" in changes || "until" in changes) && showPanel());
  startPeriod();
  startTables();
  startFollowing();
  startControls();
  startFinding();
  startKeys();
  startTip();
  startPrinting();
  fit();
  if (!restore(location.hash)) change({});
  showPanel();
  // The page has grown since the browser went to a statement that the address names.
  const named = document.querySelector(":target");
  if (named) named.scrollIntoView();
  watch(writeLink);
  for (const event of ["dragEnd", "zoom", "animationFinished"]) drawing.network.on(event, writeLink);
  window.addEventListener("hashchange", () => restore(location.hash));
}

// For tests, and for whoever wants to script the page: when it is ready, and where things are.
window.onRecord = {
  ready: start().catch((problem) => {
    const note = byId("plain-note");
    note.hidden = false;
    note.textContent = problem.message + " The tables below hold the content.";
    throw problem;
  }),
  nodeAt(id) {
    const node = data.nodes[data.nodeOf.get(id)];
    const box = stageBox();
    const { x, y } = toScreen(viewNow(), node.x, node.y);
    return { x: box.left + x, y: box.top + y };
  },
  // The frames of the incidents, in pixels of the window.
  cells() {
    const box = stageBox();
    const view = viewNow();
    return cellsShown().map((cell) => {
      const from = toScreen(view, cell.x, cell.y);
      const to = toScreen(view, cell.x + cell.width, cell.y + cell.height);
      return { title: cell.title, left: box.left + from.x, top: box.top + from.y, right: box.left + to.x, bottom: box.top + to.y };
    });
  },
  // Where the first line from one node to another can be clicked, and what it does.
  lineAt(from, to) {
    const box = stageBox();
    const view = viewNow();
    for (const [number, line] of data.lines.entries()) {
      if (data.nodes[line.from].id !== from || data.nodes[line.to].id !== to) continue;
      for (let t = 0.2; t < 0.85; t += 0.05) {
        const point = pointAt(line.curve, t);
        const dom = toScreen(view, point.x, point.y);
        // A click comes in whole pixels, and has to find this line and no node even if it is one aside.
        const page = { x: Math.round(box.left + dom.x), y: Math.round(box.top + dom.y) };
        const isFree = [-1, 0, 1].every((dx) => [-1, 0, 1].every((dy) => {
          const near = { x: page.x + dx - box.left, y: page.y + dy - box.top };
          return thingAt(drawing.network.DOMtoCanvas(near), near).line === number;
        }));
        if (isFree) return { x: page.x, y: page.y, words: line.words };
      }
    }
    return null;
  },
  shown: () => ({ nodes: shown.nodes.filter((one) => one === SHOWN).length, lines: shown.lines.filter(Boolean).length, statements: shown.total }),
  labels: () => placeLabels(viewNow()),
};
