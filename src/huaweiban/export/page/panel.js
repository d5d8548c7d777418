// The panel of one entity: position, dates, laws, operators, and history.

function linked(source) {
  const title = source.title ? `“${source.title}”` : null;
  const via = source.via ? `via ${source.via}` : null;
  const words = [source.publisher, title, source.published, via].filter(Boolean).join(", ");
  const item = made("li", words);
  if (source.url && /^https?:\/\//i.test(source.url)) {
    const link = made("a", source.url);
    link.href = source.url;
    link.rel = "noopener noreferrer";
    item.append(" ", link);
  }
  return item;
}

function eventItem(event) {
  const stance = event.stance ? worded(event.stance) : made("span", "context", { cls: "faint" });
  const scope = event.scope ? ` in ${event.scope.map(scopeName).join(", ")}` : "";
  const date = made("span", event.date, { cls: "date" });
  const lines = [
    made("div", null, { inside: [date, stance, `${scope}, ${event.by}`] }),
    made("div", event.summary, { cls: "what" }),
  ];
  const add = (text, cls) => lines.push(made("div", text, { cls }));
  const what = event.what ? `: ${event.what}` : "";
  if (event.stance) add(event.effect, event.moved ? "" : "faint");
  if (event.effective) add(`in force from ${event.effective}${event.deadline ? "" : what}`);
  if (event.deadline) add(`deadline ${event.deadline}${what}`);
  if (event.until) add(`until ${event.until}${event.ended <= state.day ? "; has ended" : ""}`);
  const laws = (event.laws || []).filter((id) => data.laws[id]);
  if (laws.length) {
    const titles = laws.flatMap((id) => [" ", linkTo(id, get(id).querySelector("b").textContent)]);
    lines.push(made("div", "laws:", { inside: titles }));
  }
  if (event.disputed) add(`disputed: ${event.disputed}`);
  if (event.note) add(event.note, "faint");
  lines.push(made("ul", null, { cls: "sources", inside: event.sources.map(linked) }));
  const anchor = made("div", null, { cls: "id", inside: [linkTo(event.id, event.id)] });
  const item = made("li", null, { inside: [...lines, anchor] });
  item.dataset.event = event.id;
  item.tabIndex = -1;
  return item;
}

function sheet(heads, lines) {
  const head = heads.map((text) => {
    const cell = made("th", text);
    cell.scope = "col";
    return cell;
  });
  const body = lines.map((cells) => made("tr", null, { inside: cells }));
  return made("table", null, {
    inside: [
      made("thead", null, { inside: [made("tr", null, { inside: head })] }),
      made("tbody", null, { inside: body }),
    ],
  });
}

function scopesTable(spell) {
  const lines = Object.entries(spell.scopes || {}).map(([scope, number]) => {
    const row = rowAt(number);
    const name = made("th", scopeName(scope));
    name.scope = "row";
    const times = made("td", null, { inside: [made("span", row.since, { cls: "whole" })] });
    if (row.confirmed !== row.since) {
      times.append(", last confirmed ", made("span", row.confirmed, { cls: "whole" }));
    }
    times.append(`; ${row.basis}`);
    if (row.deadline) times.append(`; deadline ${row.deadline}`);
    return [
      name,
      made("td", null, { inside: [worded(row.stance), ...marked(row)] }),
      times,
    ];
  });
  return sheet(["Scope", "Stance", "On record since, basis"], lines);
}

function yearStrip(each) {
  const first = data.ends.findIndex((end) => rowOf(each, end, ""));
  if (first < 0) return null;
  const items = data.ends.slice(first).map((end) => {
    const row = rowOf(each, end, "");
    const stance = row ? row.stance : "none";
    const year = end.slice(0, 4);
    const button = pressed(null, () => choose({ day: end }));
    button.append(mark(stance), year, made("span", `: ${holding(row)}`, { cls: "heard" }));
    if (end.slice(0, 4) === state.day.slice(0, 4)) button.setAttribute("aria-current", "true");
    return made("li", null, { inside: [button] });
  });
  const list = made("ol", null, { cls: "years", inside: items });
  list.setAttribute("aria-label", "Headline at the end of each year; choose a year to set the day");
  return list;
}

function headline(each, row) {
  const spell = spellOn(each, state.day);
  const lines = [];
  const lapsed = Object.entries(spell?.lapsed || {});
  const head = made("p", null, {
    cls: `headline${row && row.marks.includes("old") ? " pale" : ""}`,
    inside: [worded(row ? row.stance : "none", holding(row)), ...(row ? marked(row) : [])],
  });
  lines.push(head);
  if (row) {
    lines.push(
      made("p", `On record since ${row.since}; last confirmed ${row.confirmed}; basis: ${row.basis}.`),
    );
    if (row.others) lines.push(made("p", `Other scopes: ${row.others}.`));
  }
  for (const [scope, [stance, until]] of lapsed) {
    lines.push(made("p", `${scopeName(scope)}: ${stance} until ${until}; this has ended.`));
  }
  if (!row && each.searched) lines.push(made("p", `Last searched in ${each.searched}; nothing was found.`));
  const whole = byId.get(each.part_of);
  if (whole) lines.push(made("p", "Part of ", { inside: [linkTo(whole.id, whole.name)] }));
  const home = byId.get(each.home);
  if (home) lines.push(made("p", `${each.kind}, at home in `, { inside: [linkTo(home.id, home.name)] }));
  return lines;
}

function operatorsOf(each) {
  return data.entities
    .filter((one) => one.home === each.id && one.kind === "operator")
    .map((one) => [one, rowOf(one, state.day, "")])
    .sort(([a, x], [b, y]) => !x - !y || (a.name < b.name ? -1 : 1))
    .map(([one, row]) =>
      made("li", null, { inside: [linkTo(one.id, one.name), ": ", row ? worded(row.stance, holding(row)) : phrase("none"), ...(row ? marked(row) : [])] }),
    );
}

const list = (items, cls = "lines") => made("ul", null, { cls, inside: items });

function folded(title, items) {
  return made("details", null, { inside: [made("summary", title), list(items)] });
}

// In a site each has a page of its own, which needs no script.
function ownPage(each) {
  if (!document.querySelector("nav")) return null;
  const link = made("a", `The page of ${each.name}`);
  link.href = `entity/${each.id}/`;
  return made("p", null, { inside: [link] });
}

function panelOf(each) {
  const row = rowOf(each, state.day, "");
  const spell = spellOn(each, state.day);
  const parts = [made("p", asKnown(), { cls: "faint" }), ...headline(each, row)];
  parts.push(
    ownPage(each),
    made("p", null, {
      cls: "ways",
      inside: [
        pressed("Copy a link", () => copy(addressOf(), "The link")),
        pressed("Copy a citation", () => copy(cited(each), "The citation")),
        pressed("Save as CSV", () => saveEntity(each, "csv")),
        pressed("Save as JSON", () => saveEntity(each, "json")),
      ],
    }),
    yearStrip(each),
  );
  const dates = datesOn(each);
  if (dates.length) {
    parts.push(
      made("h3", "Deadlines and other dates"),
      list(dates.filter((one) => !isOver(one)).map(dateItem)),
    );
    const over = dates.filter(isOver).map(dateItem);
    if (over.length) parts.push(folded(`${counted(over.length, "date")} that passed`, over));
  }
  if (spell?.scopes) parts.push(made("h3", "By scope"), scopesTable(spell));
  const laws = lawsOf(each);
  const [inForce, others] = [true, false].map((kind) =>
    laws.filter(([force]) => force === kind).map(([, item]) => item),
  );
  if (laws.length) parts.push(made("h3", "Laws"));
  if (inForce.length) parts.push(list(inForce));
  if (others.length) parts.push(folded(`${others.length} ended, suspended or not in force`, others));
  const operators = operatorsOf(each);
  if (operators.length) parts.push(made("h3", "Operators"), list(operators));
  const known = each.events.filter((event) => (event.first || firstDay(event.date)) <= state.day);
  parts.push(
    made("h3", `History: ${counted(known.length, "event")}, newest first`),
    made("ol", null, { cls: "events", inside: [...known].reverse().map(eventItem) }),
  );
  return parts.filter(Boolean);
}

// A deadline without an outcome is still open.
const isOver = ({ status, purpose }) =>
  status !== "ahead" && status !== "unseen" && !(status === "passed" && purpose === "deadline");

function dateItem(one) {
  const link = linkTo(one.event, one.date);
  link.className = "date";
  return made("li", null, { inside: [link, " ", due(one)] });
}

let opener = null;

function showPanel() {
  const dialog = get("entity");
  const each = byId.get(state.entity);
  if (!each) {
    if (dialog.open) dialog.close();
    return;
  }
  const again = dialog.open && dialog.dataset.id === each.id && dialog.dataset.day === state.day;
  // A year of the strip was chosen: the strip is redrawn, and the focus stays in it.
  const fromStrip = Boolean(document.activeElement?.closest(".years"));
  if (!again || dialog.dataset.event !== state.event) {
    get("entity-name").textContent = each.name;
    get("entity-body").replaceChildren(...panelOf(each));
  }
  const same = dialog.open && dialog.dataset.id === each.id && dialog.dataset.event === state.event;
  Object.assign(dialog.dataset, { id: each.id, day: state.day, event: state.event });
  if (!dialog.open) {
    opener = document.activeElement;
    dialog.showModal();
  }
  focusPanel(same, !again && fromStrip);
}

// Focus the target of the address, or else the name, unless the panel has the focus.
function focusPanel(same, fromStrip) {
  const dialog = get("entity");
  const aimed = [...dialog.querySelectorAll("[data-event],[data-law]")].find(
    (item) => state.event && (item.dataset.event || item.dataset.law) === state.event,
  );
  if (aimed && !same) {
    aimed.closest("details")?.setAttribute("open", "");
    aimed.classList.add("aimed");
    aimed.tabIndex = -1;
    aimed.focus({ preventScroll: true });
    aimed.scrollIntoView({ block: "start" });
  } else if (!same) {
    dialog.scrollTop = 0;
    get("entity-name").focus();
  } else if (fromStrip) {
    dialog.querySelector(".years [aria-current]")?.focus();
  } else if (!dialog.contains(document.activeElement)) get("entity-name").focus();
}

function buildPanel() {
  const dialog = get("entity");
  get("close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    // For printing it is closed and reopened at once.
    if (dialog.open || printing) return;
    document.body.append(get("said"));
    if (state.entity) choose({ entity: "", event: "" });
    if (opener && opener.isConnected) opener.focus();
  });
  // After loading, browsers move the focus to the target of the address.
  addEventListener("load", () => setTimeout(() => dialog.open && focusPanel(false, false)));
  // In print a modal dialog is cut to one page; one that is not modal continues.
  addEventListener("beforeprint", () => reopen((each) => each.show()));
  addEventListener("afterprint", () => reopen((each) => each.showModal()));
}

let printing = false;

function reopen(show) {
  const dialog = get("entity");
  if (!dialog.open) return;
  printing = true;
  dialog.close();
  show(dialog);
  setTimeout(() => (printing = false));
}
