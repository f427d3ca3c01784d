// Timelines and the matrix follow the filters and the period: what they count is what is shown.

const follow = { links: [], rows: [], timelines: [] };

function startFollowing() {
  for (const link of document.querySelectorAll("a[data-statements]")) {
    const [seen, unseen] = ["[aria-hidden]", ".unseen"].map((name) => link.querySelector(name));
    const places = link.dataset.statements.split(" ").map(Number);
    follow.links.push({ link, places, seen, unseen, dots: [...seen.querySelectorAll("i")], count: places.length });
  }
  const linkOf = new Map(follow.links.map((one) => [one.link, one]));
  const linksIn = (part) => [...part.querySelectorAll("a[data-statements]")].map((link) => linkOf.get(link));
  for (const row of document.querySelectorAll("table.grid tbody tr, table.matrix tbody tr")) {
    follow.rows.push({ row, links: linksIn(row), total: row.querySelector("th small") });
  }
  for (const details of document.querySelectorAll("details.timeline")) {
    const links = linksIn(details);
    follow.timelines.push({ details, places: [...new Set(links.flatMap((one) => one.places))], total: details.querySelector("summary small") });
  }
  watch(followFilters);
}

const countShown = (places) => places.reduce((count, place) => count + (shown.statements[place] ? 1 : 0), 0);

function followFilters() {
  follow.links.forEach(followLink);
  for (const { row, links, total } of follow.rows) {
    row.hidden = !links.some((one) => one.count);
    if (total) total.textContent = numeral(links.reduce((sum, one) => sum + one.count, 0));
  }
  for (const { details, places, total } of follow.timelines) {
    const count = countShown(places);
    details.hidden = !count;
    total.textContent = (count < places.length ? numeral(count) + " of " : "") + plural(places.length, "statement");
  }
  const isNone = (all, name) => all.length > 0 && all.every((one) => one[name].hidden);
  byId("no-timeline").hidden = !isNone(follow.timelines, "details");
  // A page on which nobody takes a stand says so by itself.
  const note = byId("no-stance");
  if (note) note.hidden = !isNone(follow.rows.filter((one) => !one.total), "row");
}

function followLink(one) {
  const count = countShown(one.places);
  if (count === one.count) {
    // As many may be others.
    one.dots.forEach((dot, number) => showDot(one, dot, number));
    return;
  }
  one.count = count;
  one.link.hidden = !count;
  one.unseen.textContent = one.link.dataset.title + ": " + plural(count, "statement");
  if (!one.dots.length) one.seen.textContent = numeral(count);
  // Too many dots stand as one with their number.
  else if (one.dots.length < one.places.length) one.seen.replaceChildren(one.dots[0], " × " + numeral(count));
  else one.dots.forEach((dot, number) => showDot(one, dot, number));
}

function showDot(one, dot, number) {
  if (one.dots.length === one.places.length) dot.hidden = !shown.statements[one.places[number]];
}
