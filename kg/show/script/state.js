// What is chosen, and what of the network is shown for it.

const filters = ["incident", "kind", "act", "outlet", "origin"];
const state = {
  node: null, // number of the chosen node
  line: null, // number of the chosen line
  chosen: { incident: "", kind: "", act: "", outlet: "", origin: "" },
  from: 0, // first and last stop of the period
  until: 0,
  depth: 0, // how many steps from the chosen node; 0 is the whole network
  connected: false, // hide what has no line
  without: new Set(), // kinds of node not to show
};
const HIDDEN = 0;
const FADED = 1;
const SHOWN = 2;
// One number per statement, line and node; of a line, how many of its statements are shown.
const shown = { statements: [], lines: [], counts: [], nodes: [], total: 0 };
const watchers = [];

// Every part of the page that follows the state has itself called here.
function watch(action) {
  watchers.push(action);
}

function change(changes) {
  Object.assign(state, changes);
  if (state.node === null) state.depth = state.depth && state.line === null ? state.depth : 0;
  computeShown();
  for (const action of watchers) action(changes);
}

function chooseFilter(name, value) {
  change({ chosen: Object.assign({}, state.chosen, { [name]: value }) });
}

// A record without a single day has no stops, and no period but the whole.
const isWholePeriod = () => state.from === 0 && state.until >= data.stops.length - 1;
const isFiltered = () => filters.some((name) => state.chosen[name] !== "") || !isWholePeriod();

// Is an act the chosen one, or of the chosen family?
function isChosenAct(act) {
  const wanted = state.chosen.act;
  return wanted.startsWith("family:") ? data.families[act] === wanted.slice(7) : act === wanted;
}

function statementPasses(statement) {
  const chosen = state.chosen;
  if (chosen.act && !statement.acts.some(isChosenAct)) return false;
  if (chosen.incident && !statement.incidents.includes(data.places.incident.get(chosen.incident))) return false;
  if (chosen.kind && !statement.kinds.includes(data.places.kind.get(chosen.kind))) return false;
  if (chosen.outlet && !statement.outlets.includes(data.places.outlet.get(chosen.outlet))) return false;
  if (chosen.origin && !statement.origins.includes(data.places.origin.get(chosen.origin))) return false;
  if (isWholePeriod()) return true;
  // A statement known only by its month or year counts if the period touches it.
  const first = data.stops[state.from].first;
  const last = data.stops[state.until].last;
  return statement.since !== "" && statement.since <= last && statement.until >= first;
}

function computeShown() {
  const isWhole = !isFiltered();
  shown.statements = data.statements.map((statement) => isWhole || statementPasses(statement));
  shown.total = shown.statements.filter(Boolean).length;
  shown.counts = data.lines.map((line) => {
    let count = 0;
    for (const place of line.statements) if (shown.statements[place]) count += 1;
    return count;
  });
  const isOn = data.nodes.map((node) => !state.without.has(node.kind));
  const speaks = new Set();
  data.lines.forEach((line, number) => {
    if (shown.counts[number]) speaks.add(line.from).add(line.to);
  });
  shown.lines = data.lines.map((line, number) => {
    if (!isOn[line.from] || !isOn[line.to]) return false;
    // What else was done by the same statement is another line.
    if (state.chosen.act && line.act in data.families && !isChosenAct(line.act)) return false;
    // A post held is on record without any statement: it shows with those who do speak.
    if (!line.statements.length) return isWhole || (speaks.has(line.from) && speaks.has(line.to));
    return shown.counts[number] > 0;
  });
  const near = nearNodes();
  const hasLine = new Set();
  data.lines.forEach((line, number) => {
    if (near && !(near.has(line.from) && near.has(line.to))) shown.lines[number] = false;
    if (shown.lines[number]) hasLine.add(line.from).add(line.to);
  });
  shown.nodes = data.nodes.map((node, number) => {
    if (!isOn[number] || (near && !near.has(number))) return HIDDEN;
    if (hasLine.has(number) || number === state.node) return SHOWN;
    if (state.connected) return HIDDEN;
    return isWhole && state.without.size === 0 ? SHOWN : FADED;
  });
}

// The nodes within reach of the chosen one over lines that are shown; null where none is chosen.
function nearNodes() {
  if (!state.depth || state.node === null) return null;
  const near = new Set([state.node]);
  let edge = [state.node];
  for (let step = 0; step < state.depth; step += 1) {
    const next = [];
    for (const number of edge) {
      for (const beside of data.nodes[number].beside) {
        if (!shown.lines[beside]) continue;
        const other = otherEnd(data.lines[beside], number);
        if (!near.has(other)) next.push(other);
        near.add(other);
      }
    }
    edge = next;
  }
  return near;
}

const otherEnd = (line, number) => (line.from === number ? line.to : line.from);

// Is a line drawn? Thinned ones only beside what is chosen.
function isDrawn(number) {
  if (!shown.lines[number]) return false;
  const line = data.lines[number];
  return !line.thinned || number === state.line || line.from === state.node || line.to === state.node;
}

// What stands out: the chosen node or line with its neighbours; null where nothing is chosen.
function highlighted() {
  if (state.line !== null) {
    const line = data.lines[state.line];
    return { nodes: new Set([line.from, line.to]), lines: new Set([state.line]) };
  }
  if (state.node === null) return null;
  const lines = data.nodes[state.node].beside.filter((number) => shown.lines[number]);
  const nodes = new Set([state.node]);
  for (const number of lines) nodes.add(otherEnd(data.lines[number], state.node));
  return { nodes, lines: new Set(lines) };
}
