// The view in the address: a link that restores filters, choice and zoom.

let writing = 0;

function fragment() {
  const parts = new URLSearchParams();
  if (state.node !== null) parts.set("node", data.nodes[state.node].id);
  if (state.line !== null) {
    const line = data.lines[state.line];
    parts.set("line", [data.nodes[line.from].id, line.act, data.nodes[line.to].id, line.polarity].join("|"));
  }
  for (const name of filters) if (state.chosen[name]) parts.set(name, state.chosen[name]);
  if (state.from > 0) parts.set("from", data.stops[state.from].first);
  if (state.until < data.stops.length - 1) parts.set("until", data.stops[state.until].first);
  if (state.depth) parts.set("depth", state.depth);
  if (state.connected) parts.set("connected", "1");
  if (state.without.size) parts.set("without", [...state.without].join(","));
  const view = viewNow();
  // In units of the layout, which every screen stretches in its own way.
  parts.set("x", Math.round(view.x / data.stretch));
  parts.set("y", Math.round(view.y * data.stretch));
  parts.set("zoom", view.scale.toFixed(3));
  if (data.isStacked) parts.set("stacked", "1");
  return MARK + "&" + parts;
}

// Reads a fragment; unknown names are passed over. False if it is none of ours.
function restore(text) {
  if (!text.startsWith(MARK)) return false;
  const parts = new URLSearchParams(text.slice(MARK.length + 1));
  const chosen = {};
  for (const name of filters) {
    const wanted = parts.get(name) || "";
    chosen[name] = [...byId(name).options].some((option) => option.value === wanted) ? wanted : "";
  }
  const stopAt = (name, otherwise) => {
    const place = data.stops.findIndex((stop) => stop.first === parts.get(name));
    return place < 0 ? otherwise : place;
  };
  const node = data.nodeOf.get(parts.get("node"));
  const from = stopAt("from", 0);
  change({
    node: node === undefined ? null : node,
    line: lineNamed(parts.get("line")),
    chosen,
    from,
    until: Math.max(from, stopAt("until", data.stops.length - 1)),
    depth: Math.min(Math.max(Math.trunc(+parts.get("depth")) || 0, 0), 4),
    connected: parts.get("connected") === "1",
    without: new Set((parts.get("without") || "").split(",").filter((kind) => kind in SHAPES)),
  });
  const [x, y, scale] = ["x", "y", "zoom"].map((name) => Number.parseFloat(parts.get(name)));
  // A place on a phone, where cells stand below each other, is another place on a desk.
  if ((parts.get("stacked") === "1") !== Boolean(data.isStacked)) {
    if (node === undefined) fit();
    else bringIntoView(node);
  } else if (Number.isFinite(x) && Number.isFinite(y) && scale > 0) drawing.network.moveTo({ position: { x: x * data.stretch, y: y / data.stretch }, scale: Math.min(scale, 6), animation: false });
  return true;
}

function lineNamed(text) {
  if (!text) return null;
  const place = data.lines.findIndex((line) => [data.nodes[line.from].id, line.act, data.nodes[line.to].id, line.polarity].join("|") === text);
  return place < 0 ? null : place;
}

// Kept up to date behind the user's back; inside a frame without an address of its own this may be refused.
function writeLink() {
  window.clearTimeout(writing);
  writing = window.setTimeout(() => {
    try {
      history.replaceState(null, "", fragment());
    } catch (refused) {
      // The button still gives the link.
    }
  }, 300);
}

async function copyLink() {
  const link = location.href.split("#")[0] + fragment();
  try {
    await navigator.clipboard.writeText(link);
    announce("Link copied.");
    byId("copy").textContent = "Link copied";
    window.setTimeout(() => byId("copy").replaceChildren("Copy link"), 2000);
  } catch (refused) {
    window.prompt("Copy this link", link);
  }
}
