// Where the page is narrow the cells stand below each other, each as wide as the page: all of them in the first view.

const STACK_GAP = 5; // pixels
const MOST_FOR_HEADING = 0.45; // of a cell's height
// A cell has room for a line of its title and the nodes below, where there are not too many cells for that.
const LEAST_HEIGHT = 40; // pixels
const LEAST_PART = 0.6; // of an equal part
const LOW = 105; // pixels: the title has one line only

// Keeps the room that each cell has, in the shape of the stage, and what stands where within each.
function stackCells(box) {
  const width = Math.sqrt((box.width * box.height * stage.clientWidth) / stage.clientHeight);
  const scale = stage.clientWidth / width;
  const gap = STACK_GAP / scale;
  const full = (width * stage.clientHeight) / stage.clientWidth - gap * (data.cells.length - 1);
  const heights = heightsOf(full, Math.min(LEAST_HEIGHT / scale, (LEAST_PART * full) / data.cells.length));
  let y = 0;
  data.cells.forEach((cell, number) => {
    const height = heights[number];
    const lines = height * scale < LOW ? 1 : 2;
    const to = { x: 0, y, width, height, lines, heading: headingHeight(cell.title, lines, width * scale, height * scale) / scale };
    moveInto(cell, to, data.nodes.filter((node) => node.cell === number));
    y += height + gap;
  });
  data.isStacked = true;
}

// Each cell keeps its part of the page; the lowest are raised at the cost of the others.
function heightsOf(full, least) {
  const areas = data.cells.map((cell) => cell.width * cell.height);
  const order = areas.map((_, number) => number).sort((a, b) => areas[a] - areas[b]);
  const heights = [];
  let area = areas.reduce((sum, one) => sum + one, 0);
  let left = full;
  for (const number of order) {
    heights[number] = Math.max(least, (left * areas[number]) / area);
    left -= heights[number];
    area -= areas[number];
  }
  return heights;
}

function headingHeight(title, most, room, height) {
  const lines = wrapToWidth(title, room - 18, most, "600 " + HEADING_SIZE + "px " + FONT);
  return Math.min(12 + lines.length * (HEADING_SIZE + 3), height * MOST_FOR_HEADING);
}

// The layout left room for a heading above the nodes, which is of another height now.
function moveInto(cell, to, nodes) {
  const edge = Math.max(0, ...nodes.map((node) => node.r));
  const above = Math.min(HEADING_UNITS * data.zoom, cell.height / 3);
  const part = (value, start, length) => Math.min(Math.max((value - start) / length, 0), 1);
  for (const node of nodes) {
    node.x = to.x + edge + part(node.x, cell.x, cell.width) * Math.max(to.width - 2 * edge, 1);
    node.y = to.y + to.heading + edge / 2 + part(node.y, cell.y + above, cell.height - above) * Math.max(to.height - to.heading - 1.5 * edge, 1);
  }
  Object.assign(cell, to);
}
