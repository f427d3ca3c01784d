// What is shown, saved as a picture or as a table; and the same picture for paper.

const XML = "http://www.w3.org/2000/svg";
// As the page shows it: family and words.
const LEGEND = [...document.querySelectorAll("li[data-family]")].map((item) => [item.dataset.family, item.textContent.trim()]);
const STRIP = 58;

function save(name, parts, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(parts, { type }));
  // The name of the file is ours: nothing of a document's goes into a path.
  link.download = "network." + name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function caption() {
  const chosen = filters.filter((name) => state.chosen[name]).map((name) => byId(name).selectedOptions[0].textContent.trim());
  if (!isWholePeriod()) chosen.push(data.stops[state.from].label + " to " + data.stops[state.until].label);
  return document.title + " · " + plural(shown.total, "statement") + (chosen.length ? " · " + chosen.join(" · ") : "");
}

function savePng() {
  const source = drawing.network.canvas.frame.canvas;
  const ratio = source.width / stage.clientWidth;
  const canvas = document.createElement("canvas");
  canvas.width = source.width;
  canvas.height = source.height + STRIP * ratio;
  const context = canvas.getContext("2d");
  context.fillStyle = drawing.theme.paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0);
  context.scale(ratio, ratio);
  const top = stage.clientHeight;
  context.fillStyle = drawing.theme.ink;
  context.font = "600 13px " + FONT;
  context.fillText(caption().slice(0, 200), 10, top + 22);
  context.font = "12px " + FONT;
  let x = 10;
  for (const [family, words] of LEGEND) {
    context.fillStyle = drawing.theme[family];
    context.fillRect(x, top + 39, 18, 3);
    context.fillStyle = drawing.theme.ink;
    context.fillText(words, x + 23, top + 44);
    x += 23 + context.measureText(words).width + 16;
  }
  canvas.toBlob((blob) => save("png", [blob], "image/png"));
}

function svgElement(name, attributes, text) {
  const element = document.createElementNS(XML, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  // A few control characters may stand in HTML but not in XML.
  if (text !== undefined) element.textContent = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");
  return element;
}

// The current view as an SVG element; on paper the legend of the page stands beside it.
function makeSvg(hasLegend) {
  const view = viewNow();
  const height = view.height + (hasLegend ? STRIP : STRIP / 2);
  const svg = svgElement("svg", { xmlns: XML, width: view.width, height, viewBox: "0 0 " + view.width + " " + height, "font-family": FONT });
  svg.append(svgElement("title", {}, caption()));
  svg.append(svgElement("rect", { width: "100%", height: "100%", fill: drawing.theme.paper }));
  const clip = svgElement("clipPath", { id: "view" });
  clip.append(svgElement("rect", { width: view.width, height: view.height }));
  const seen = svgElement("g", { "clip-path": "url(#view)" });
  const offset = toScreen(view, 0, 0);
  const world = svgElement("g", { transform: "translate(" + offset.x.toFixed(2) + " " + offset.y.toFixed(2) + ") scale(" + view.scale.toFixed(4) + ")" });
  addCells(world, view.scale);
  addLines(world, Math.max(1, 0.75 / view.scale));
  addNodes(world);
  seen.append(world, namesOf(view));
  svg.append(clip, seen, stripOf(view, hasLegend ? LEGEND : []));
  return svg;
}

function addCells(world, scale) {
  for (const cell of cellsShown()) {
    world.append(svgElement("rect", { x: cell.x, y: cell.y, width: cell.width, height: cell.height, rx: 10, fill: drawing.theme.cell, stroke: drawing.theme["cell-edge"], "stroke-width": 1 / scale }));
  }
}

function addLines(world, widen) {
  for (const look of looksOfLines()) {
    const group = svgElement("g", { stroke: look.colour, fill: "none", opacity: look.alpha, "stroke-width": (look.width * widen).toFixed(2) });
    group.append(svgElement("path", Object.assign({ d: curvePath(look.line.curve) }, look.dashed ? { "stroke-dasharray": DASHES.join(" ") } : {})));
    const end = endPath(look.line, endSize(look));
    if (end) group.append(svgElement("path", { d: end.path, fill: end.filled ? look.colour : "none" }));
    const from = data.nodes[look.line.from].name;
    group.append(svgElement("title", {}, from + " " + look.line.words + " " + data.nodes[look.line.to].name));
    world.append(group);
  }
}

function addNodes(world) {
  data.nodes.forEach((node, number) => {
    const look = lookOf(number);
    if (look.hidden) return;
    const path = svgElement("path", { d: nodePath(node), fill: look.color.background, stroke: look.color.border, "stroke-width": 1.5, opacity: look.opacity });
    path.append(svgElement("title", {}, node.name));
    world.append(path);
  });
}

function namesOf(view) {
  const anchors = { left: "start", center: "middle", right: "end" };
  const halo = data.cells.length ? drawing.theme.cell : drawing.theme.paper;
  const group = svgElement("g", { fill: drawing.theme.ink, stroke: halo, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" });
  for (const label of placeLabels(view)) {
    const text = svgElement("text", { "font-size": label.size, "text-anchor": anchors[label.align], ...(label.strong ? { "font-weight": 600 } : {}), ...(label.soft ? { fill: drawing.theme.soft } : {}) });
    label.lines.forEach((line, place) => text.append(svgElement("tspan", { x: label.x.toFixed(1), y: (label.y + place * label.step).toFixed(1) }, line)));
    group.append(text);
  }
  return group;
}

function stripOf(view, legend) {
  const strip = svgElement("g", { fill: drawing.theme.ink, "font-size": 12, transform: "translate(10 " + view.height + ")" });
  strip.append(svgElement("text", { y: 22, "font-size": 13, "font-weight": 600 }, caption()));
  let x = 0;
  for (const [family, words] of legend) {
    strip.append(svgElement("rect", { x, y: 39, width: 18, height: 3, fill: drawing.theme[family] }), svgElement("text", { x: x + 23, y: 44 }, words));
    x += 39 + widthOfText(words, "12px " + FONT);
  }
  return strip;
}

function saveSvg() {
  save("svg", [new XMLSerializer().serializeToString(makeSvg(true))], "image/svg+xml");
}

// One row per report of a statement that is shown.
function saveCsv() {
  const rows = [["statement", "said", "since", "until", "speaker", "post", "on_behalf_of", "acts", "polarity", "towards", "about", "quotation", "gist", "outlet", "published", "passage", "wording", "origin", "remarks", "standing"]];
  const names = (links) => links.map((link) => link[0]).join("; ");
  data.statements.forEach((one, place) => {
    if (!shown.statements[place]) return;
    const standing = one.standing.map(([phrase, speaker, id]) => phrase + " " + speaker + " (" + id + ")").join("; ");
    for (const [outlet, , passage, wording, origin, remarks, published] of one.places.length ? one.places : [["", "", "", "", "", "", ""]]) {
      rows.push([one.id, one.said, one.since, one.until, one.speaker[0], one.post, names(one.behalf), one.words, one.polarity || "affirmed", names(one.towards), names(one.about), one.quotations.join(" … "), one.gist, outlet, published, passage, wording, origin, remarks, standing]);
    }
  });
  save("csv", ["\ufeff" + rows.map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n"], "text/csv");
}

// A cell that starts like a formula gets an apostrophe, so that a spreadsheet shows it and does not run it.
function csvCell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
  return /[",\r\n]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
}

// On paper the picture is drawn in dark on white, and every timeline is unfolded.
function startPrinting() {
  const unfolded = [];
  window.addEventListener("beforeprint", () => {
    document.documentElement.classList.add("paper");
    readTheme();
    byId("print").replaceChildren(makeSvg(false));
    for (const details of document.querySelectorAll("details:not([open])")) {
      details.open = true;
      unfolded.push(details);
    }
  });
  window.addEventListener("afterprint", () => {
    document.documentElement.classList.remove("paper");
    readTheme();
    byId("print").replaceChildren();
    for (const details of unfolded.splice(0)) details.open = false;
  });
}
