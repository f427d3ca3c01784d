"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  const ink = dark ? "#ececf1" : "#1b1b1f";
  const halo = dark ? "#17171b" : "#ffffff";
  const panel = document.getElementById("panel");
  const nodes = new vis.DataSet(data.nodes.map((node) => Object.assign(node, { font: { color: ink, strokeColor: halo, strokeWidth: 4, size: 15 } })));
  const edges = new vis.DataSet(data.edges);
  const network = new vis.Network(document.getElementById("network"), { nodes, edges }, data.options);

  // Everything shown is set as text, never as markup: labels and words come from documents.
  function element(name, text, parent) {
    const made = document.createElement(name);
    made.textContent = text;
    parent.appendChild(made);
    return made;
  }

  function show(title, ids) {
    panel.replaceChildren();
    element("h3", title, panel);
    element("p", ids.length === 1 ? "1 statement" : ids.length + " statements", panel);
    for (const id of ids) {
      const statement = data.statements[id];
      const article = element("article", "", panel);
      const polarity = statement.polarity === "affirmed" ? "" : " (" + statement.polarity + ")";
      element("strong", statement.speaker, article);
      if (statement.post) element("p", statement.post, article);
      element("p", (statement.said_on || "undated") + " · " + statement.acts.join(", ") + polarity, article);
      element("p", statement.gist, article);
      for (const words of statement.quotations) element("q", words, element("p", "", article));
      for (const report of statement.reports) element("small", report, element("p", "", article));
    }
    panel.scrollTop = 0;
  }

  function touching(id) {
    const found = new Set();
    for (const edge of data.edges) if (edge.from === id || edge.to === id) edge.statements.forEach((s) => found.add(s));
    return Array.from(found);
  }

  network.on("click", (event) => {
    if (event.nodes.length) show(nodes.get(event.nodes[0]).name, touching(event.nodes[0]));
    else if (event.edges.length) {
      const edge = edges.get(event.edges[0]);
      show(nodes.get(edge.from).name + " " + edge.act.replaceAll("-", " ") + " " + nodes.get(edge.to).name, edge.statements);
    }
  });
  const chosen = document.getElementById("act");
  function filter(act) {
    chosen.value = act;
    const kept = data.edges.filter((edge) => act === "" || edge.act === act);
    const ends = new Set(kept.flatMap((edge) => [edge.from, edge.to]));
    edges.update(data.edges.map((edge) => ({ id: edge.id, hidden: !kept.includes(edge) })));
    nodes.update(data.nodes.map((node) => ({ id: node.id, hidden: !ends.has(node.id) })));
  }
  chosen.addEventListener("change", () => filter(chosen.value));
  document.getElementById("fit").addEventListener("click", () => {
    filter("");
    network.fit();
  });
  document.getElementById("find").addEventListener("change", (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    const found = data.nodes.find((node) => node.name.toLowerCase() === wanted) || data.nodes.find((node) => wanted && node.name.toLowerCase().includes(wanted));
    if (!found) {
      if (wanted) {
        panel.replaceChildren();
        element("h3", "Not found", panel);
        element("p", "Nothing in this network is called “" + event.target.value.trim() + "”.", panel);
      }
      return;
    }
    if (nodes.get(found.id).hidden) filter("");
    network.selectNodes([found.id]);
    network.focus(found.id, { scale: 1.1 });
    show(found.name, touching(found.id));
  });
  document.querySelector(".controls").addEventListener("submit", (event) => event.preventDefault());
})();
