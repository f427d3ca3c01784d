// The content of the page, as the element #data holds it, and small helpers for elements.

// What an address of this page's views begins with, behind which filters and choice stand.
const MARK = "#view";
const byId = (id) => document.getElementById(id);
let data;

// Large content is compressed (zlib, in base64); old browsers cannot unpack it and keep to the tables.
async function readData() {
  const holder = byId("data");
  if (!("packed" in holder.dataset)) return JSON.parse(holder.textContent);
  if (typeof DecompressionStream === "undefined") {
    throw new Error("This browser is too old to unpack the drawing.");
  }
  const packed = atob(holder.textContent.trim());
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < packed.length; at += 1) bytes[at] = packed.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

// Adds what the data leaves out because it follows from the rest.
function indexData() {
  data.stretch = 1;
  const holds = (cell, node) => node.x >= cell.x && node.x <= cell.x + cell.width && node.y >= cell.y && node.y <= cell.y + cell.height;
  for (const node of data.nodes) {
    node.beside = [];
    node.cell = data.cells.findIndex((cell) => holds(cell, node));
  }
  data.lines.forEach((line, number) => {
    data.nodes[line.from].beside.push(number);
    if (line.to !== line.from) data.nodes[line.to].beside.push(number);
  });
  data.nodeOf = new Map(data.nodes.map((node, number) => [node.id, number]));
  data.placeOf = new Map(data.statements.map((statement, place) => [statement.id, place]));
  // Filter -> value -> its place among the choices, by which statements name it.
  data.places = Object.fromEntries(Object.entries(data.choices).map(([name, values]) => [name, new Map(values.map((value, place) => [value, place]))]));
  data.titles = new Set(data.cells.map((cell) => cell.title));
}

// Every text goes in as text, never as markup, and in an element of its own: so a mark that turns the
// direction of writing ends with it.
function make(name, text, className) {
  const element = document.createElement(name);
  if (text !== undefined && text !== "") {
    const isolated = document.createElement("bdi");
    isolated.textContent = text;
    element.append(isolated);
  }
  if (className) element.className = className;
  return element;
}

function makeButton(text, className, action) {
  const button = make("button", text, className);
  button.type = "button";
  button.addEventListener("click", action);
  return button;
}

// By hand: the browser's own formatting takes a tenth of a second to start.
const numeral = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

function plural(count, noun) {
  return numeral(count) + " " + noun + (count === 1 ? "" : "s");
}

const prefersStillness = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
