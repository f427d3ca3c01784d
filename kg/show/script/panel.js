// The side panel: what was said by or about the chosen node, on the chosen line, or in a set of statements.

const MOST_CARDS = 40;
const panelTitle = byId("panel-title");
const panelBody = byId("panel-body");
const status = byId("status");
const FAMILY_NAMES = { against: "Against", support: "For", asks: "Asked of", other: "Other acts", about: "About", tie: "Ties" };
const UNDONE = { negated: "reported as not done", withheld: "expressly withheld" };

function openPanel(title, kind, children) {
  panelTitle.replaceChildren(make("bdi", title));
  panelBody.replaceChildren();
  if (kind) panelBody.append(make("p", kind, "kind"));
  panelBody.append(...children);
  byId("panel").scrollTop = 0;
}

// Says aloud, for those who do not see it, what the panel now holds.
function announce(text) {
  status.textContent = text;
}

function showPanel() {
  if (state.line !== null) showLine(state.line);
  else if (state.node !== null) showNode(state.node);
  else showOverview();
}

function showOverview() {
  const parts = [];
  if (isFiltered()) parts.push(make("p", plural(shown.total, "statement") + " of " + numeral(data.statements.length) + " fit the filters."));
  else parts.push(make("p", state.depth ? "Choose a node to see who stands around it." : "Choose a node or a line in the drawing to read what was said and where."));
  const incidents = countedNodes((node) => node.kind === "incident", countWithParts());
  const main = incidents.filter((one) => data.titles.has(one.node.name));
  parts.push(...nodeList("Incidents spoken of most, with their parts", (main.length ? main : incidents).slice(0, 7)));
  const speakers = countedNodes((node) => node.kind !== "incident", (number) => shownStatements(number).length);
  parts.push(...nodeList("Who speaks or is spoken of most", speakers.slice(0, 10)));
  openPanel("At a glance", "", parts);
}

// The nodes that fit, those with most statements first.
function countedNodes(fits, countOf) {
  return data.nodes
    .map((node, number) => ({ node, number, count: fits(node) ? countOf(number) : 0 }))
    .filter((one) => one.count)
    .sort((a, b) => b.count - a.count || a.number - b.number);
}

// How many statements shown are about an incident or a part of it.
function countWithParts() {
  const counts = new Map();
  data.statements.forEach((statement, place) => {
    if (!shown.statements[place]) return;
    for (const incident of statement.incidents) counts.set(incident, (counts.get(incident) || 0) + 1);
  });
  return (number) => counts.get(data.places.incident.get(data.nodes[number].id)) || 0;
}

function nodeList(title, entries) {
  if (!entries.length) return [];
  const list = make("ul", "", "nodes");
  for (const { node, number, count } of entries) {
    const item = make("li");
    item.append(nodeButton(node.name, number), make("span", String(count), "number"));
    list.append(item);
  }
  return [make("h4", title), list];
}

// The places of all statements that a node takes part in and that the filters leave.
// A line that only tells what two share holds the statements of both: there a node has a list of its own.
function shownStatements(number) {
  if (data.nodes[number].own) return data.nodes[number].own.filter((place) => shown.statements[place]);
  const places = new Set();
  for (const beside of data.nodes[number].beside) {
    for (const place of data.lines[beside].statements) if (shown.statements[place]) places.add(place);
  }
  return [...places].sort((a, b) => a - b);
}

function showNode(number) {
  const node = data.nodes[number];
  const places = shownStatements(number);
  const facts = [node.kind, plural(places.length, "statement")];
  for (const [name, value] of Object.entries(node.metrics || {})) facts.push(name + " " + Number(value).toFixed(3).replace(/\.?0+$/, ""));
  const parts = [...lineList(number), make("h4", "Statements")];
  openPanel(node.name, facts.join(" · "), parts);
  addCards(places);
  announce(node.name + ": " + plural(places.length, "statement") + " in the panel.");
}

// The lines of a node, to others and from others, each a button.
function lineList(number) {
  const lines = data.nodes[number].beside.filter((beside) => shown.lines[beside]);
  if (!lines.length) return [];
  const list = make("ul", "", "lines");
  const order = Object.keys(FAMILY_NAMES);
  lines.sort((a, b) => order.indexOf(data.lines[a].family) - order.indexOf(data.lines[b].family) || shown.counts[b] - shown.counts[a] || a - b);
  for (const beside of lines) {
    const line = data.lines[beside];
    const item = make("li");
    const words = (line.from === number ? "" : data.nodes[line.from].name + " ") + line.words + (line.from === number ? " " + data.nodes[line.to].name : "");
    const button = makeButton(words, "open " + line.family, () => choose({ line: beside, node: null }));
    item.append(button);
    if (UNDONE[line.polarity]) item.append(make("em", " (" + line.polarity + ")"));
    if (shown.counts[beside]) item.append(make("span", String(shown.counts[beside]), "number"));
    list.append(item);
  }
  const details = make("details");
  details.open = lines.length <= 12;
  details.append(make("summary", plural(lines.length, "line")), list);
  return [details];
}

function showLine(number) {
  const line = data.lines[number];
  const places = line.statements.filter((place) => shown.statements[place]);
  const undone = UNDONE[line.polarity];
  const facts = (line.facts || []).map((fact) => make("p", fact, "fact"));
  openPanel("", line.words + " · " + plural(places.length, "statement") + (undone ? " · " + undone : ""), facts);
  panelTitle.replaceChildren(nodeButton(data.nodes[line.from].name, line.from), line.plain ? " and " : " → ", nodeButton(data.nodes[line.to].name, line.to));
  addCards(places);
  announce(data.nodes[line.from].name + " " + line.words + " " + data.nodes[line.to].name + ": " + plural(places.length, "statement") + " in the panel.");
}

// A set of statements from the timeline, the matrix or a search.
function showPlaces(title, places) {
  openPanel(title, plural(places.length, "statement"), []);
  addCards(places);
  announce(title + ": " + plural(places.length, "statement") + " in the panel.");
}

// A link and not a button, so that long names break with the text around them.
function makeLink(name, href, action) {
  const link = make("a", name, "open");
  link.href = href;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    action();
  });
  return link;
}

function nodeButton(name, number) {
  return makeLink(name, MARK + "&node=" + encodeURIComponent(data.nodes[number].id), () => choose({ node: number, line: null }));
}

// Chosen by a button: the drawing follows, and the keyboard goes to what the panel now shows.
function choose(changes) {
  change(changes);
  if (changes.node !== null && changes.node !== undefined) bringIntoView(changes.node);
  panelTitle.focus({ preventScroll: true });
}

function addCards(places) {
  let next = 0;
  const more = makeButton("", "more", addSome);
  function addSome() {
    more.remove();
    for (const place of places.slice(next, next + MOST_CARDS)) panelBody.append(makeCard(data.statements[place]));
    next += MOST_CARDS;
    if (next >= places.length) return;
    more.replaceChildren("Show more (" + numeral(places.length - next) + " left)");
    panelBody.append(more);
  }
  addSome();
}

function makeCard(statement) {
  const card = make("article", "", statement.family);
  const head = make("h4", "", "who");
  head.append(nameOrButton(statement.speaker));
  card.append(head);
  if (statement.post) card.append(make("p", statement.post, "post"));
  if (statement.behalf.length) card.append(linked("for ", statement.behalf, "post"));
  const act = make("p", "", "what");
  act.append(make("span", statement.words, "act " + statement.family), make("span", " · " + statement.said));
  if (statement.polarity) act.append(make("strong", " (" + statement.polarity + ")"));
  card.append(act);
  if (statement.towards.length) card.append(linked("towards ", statement.towards, "post"));
  for (const words of statement.quotations) {
    const quotation = make("p");
    quotation.append(make("q", words));
    card.append(quotation);
  }
  // A gist that is the quotation once more says nothing.
  if (!bare(statement.quotations.join(" ")).includes(bare(statement.gist))) {
    card.append(make("p", statement.gist, statement.quotations.length ? "gist" : ""));
  }
  card.append(linked("about ", statement.about, "post"));
  for (const place of statement.places) card.append(reportOf(place));
  for (const standing of statement.standing) card.append(standingOf(standing));
  return card;
}

function bare(words) {
  return words.replace(/[^\p{L}\p{N}]+/gu, " ").trim().toLocaleLowerCase();
}

function reportOf([outlet, day, passage, wording, origin, remarks]) {
  const report = make("p", "", "report");
  report.append(make("b", outlet), make("span", ", " + day), make("span", " · " + passage), make("span", " · " + wording), make("span", origin, "origin"));
  if (remarks) report.append(make("span", " · " + remarks));
  return report;
}

function standingOf([phrase, speaker, id, by, reason]) {
  const standing = make("p", "", "standing");
  standing.append(make("b", phrase + " "));
  const place = data.placeOf.get(id);
  const name = speaker + " (" + id + ")";
  standing.append(place === undefined ? make("span", name) : makeLink(name, "#at-" + id, () => showPlaces(speaker, [place])));
  standing.append(make("span", ", according to " + by + (reason ? ": " + reason : "")));
  return standing;
}

function nameOrButton([name, number]) {
  return number === undefined ? make("span", name) : nodeButton(name, number);
}

function linked(before, names, className) {
  const line = make("p", "", className);
  line.append(before);
  names.forEach((one, place) => {
    if (place) line.append("; ");
    line.append(nameOrButton(one));
  });
  return line;
}
