"use strict";
// Data is written out with textContent only, so that no text of it can become markup.
const data = JSON.parse(document.getElementById("data").textContent);
const byId = new Map(data.entities.map((each) => [each.id, each]));
const stances = new Map(data.stances.map((each, rank) => [each.id, { ...each, rank }]));
const get = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";

function made(name, text, options = {}) {
  const element = document.createElement(name);
  if (text !== undefined && text !== null) element.textContent = text;
  if (options.cls) element.className = options.cls;
  element.append(...(options.inside || []));
  return element;
}

function drawn(name, attributes, inside = []) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
}

function mark(stance) {
  const element = made("span", stances.get(stance).sign, { cls: `mark ${stance}` });
  element.setAttribute("aria-hidden", "true");
  return element;
}

function worded(stance, words) {
  const inside = [mark(stance), made("span", words || stances.get(stance).name)];
  return made("span", null, { cls: "worded", inside });
}

// The map

const STEP = 38;
const tiles = new Map();

function buildMap() {
  const placed = data.entities.filter((each) => each.place);
  const rows = 1 + Math.max(0, ...placed.map((each) => each.place[0]));
  const columns = 1 + Math.max(0, ...placed.map((each) => each.place[1]));
  const map = get("map");
  map.setAttribute("viewBox", `0 0 ${columns * STEP + 4} ${rows * STEP + 4}`);
  placed.sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1]);
  for (const each of placed) {
    const [row, column] = each.place;
    const at = `translate(${column * STEP + STEP / 2 + 2} ${row * STEP + STEP / 2 + 2})`;
    const tile = drawn("g", { transform: at, role: "button", tabindex: "-1", "data-id": each.id }, [
      drawn("title", {}),
      drawn("use", { href: "#tile" }),
      drawn("text", {}),
      drawn("use", {}),
    ]);
    tiles.set(each.id, tile);
    map.append(tile);
  }
  rove(tiles.get("de") || map.firstElementChild);
  map.addEventListener("click", (event) => {
    const tile = event.target.closest("[data-id]");
    if (tile) location.hash = tile.dataset.id;
  });
  map.addEventListener("keydown", (event) => {
    const tile = event.target.closest("[data-id]");
    if (!tile) return;
    const ways = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      location.hash = tile.dataset.id;
    } else if (ways[event.key]) {
      event.preventDefault();
      const next = neighbour(byId.get(tile.dataset.id).place, ways[event.key], placed);
      if (next) {
        rove(tiles.get(next.id));
        tiles.get(next.id).focus();
      }
    }
  });
}

function neighbour([row, column], [down, right], placed) {
  let best = null;
  let least = Infinity;
  for (const each of placed) {
    const along = (each.place[0] - row) * down + (each.place[1] - column) * right;
    const aside = Math.abs((each.place[0] - row) * right) + Math.abs((each.place[1] - column) * down);
    const far = along + 3 * aside;
    if (along > 0 && far < least) [best, least] = [each, far];
  }
  return best;
}

function rove(tile) {
  if (!tile) return;
  for (const each of tiles.values()) each.setAttribute("tabindex", "-1");
  tile.setAttribute("tabindex", "0");
}

function showYear(place) {
  const year = data.years[place];
  const last = place === data.years.length - 1;
  get("year").value = place;
  get("year").setAttribute("aria-valuetext", year);
  get("year-shown").textContent = last ? `on ${data.day}` : `at the end of ${year}`;
  const counts = new Map(data.stances.map((each) => [each.id, 0]));
  for (const [id, tile] of tiles) {
    const each = byId.get(id);
    const { stance, scope } = data.words[each.held[place]];
    counts.set(stance, counts.get(stance) + 1);
    const [title, , text, sign] = tile.children;
    const open = stance !== "none" && scope !== "mobile";
    const letters = id[0].toUpperCase() + (open ? id.slice(1) : id.slice(1).toUpperCase());
    const words = `${each.name}: ${stances.get(stance).name}${scope ? ` (${scope})` : ""}`;
    tile.setAttribute("class", open ? `${stance} open` : stance);
    tile.setAttribute("aria-label", words);
    title.textContent = words;
    text.textContent = stance === "none" ? id : letters;
    text.setAttribute("y", stance === "none" ? "5" : "-2");
    if (stance === "none") sign.removeAttribute("href");
    else sign.setAttribute("href", `#${stance}`);
  }
  get("counts").replaceChildren(
    ...data.stances.map((each) => worded(each.id, `${each.name} ${counts.get(each.id)}`)),
  );
}

let playing = null;

function pause() {
  clearInterval(playing);
  playing = null;
  get("play").textContent = "Play";
}

function play() {
  const last = data.years.length - 1;
  const now = () => Number(get("year").value);
  if (now() === last) showYear(0);
  get("play").textContent = "Pause";
  playing = setInterval(() => {
    showYear(Math.min(now() + 1, last));
    if (now() === last) pause();
  }, 900);
}

// The table

const COLUMNS = [
  ["name", "Name", (each) => each.name.toLowerCase()],
  ["stance", "Stance", (each) => stances.get(each.stance).rank],
  ["scope", "Scope", (each) => each.scope, "late"],
  ["since", "On record since", (each) => each.since.replace("in ", ""), "late date"],
  ["confirmed", "Last word", (each) => each.confirmed.replace("in ", ""), "late date"],
  ["deadline", "Deadline", (each) => each.deadline, "date"],
  ["elsewhere", "Elsewhere", (each) => each.elsewhere, "late"],
];
const rows = new Map();
let sorted = { key: "name", up: true };

const folded = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

function buildTable() {
  const table = get("table");
  for (const [key, name, , cls] of COLUMNS) {
    const button = made("button", name);
    button.type = "button";
    button.addEventListener("click", () => {
      sorted = { key, up: sorted.key === key ? !sorted.up : true };
      sortTable();
    });
    const head = made("th", null, { cls, inside: [button] });
    head.scope = "col";
    head.dataset.key = key;
    table.tHead.rows[0].append(head);
  }
  for (const each of data.entities) {
    const link = made("a", each.name);
    link.href = `#${each.id}`;
    const name = made("th", null, { inside: [link] });
    name.scope = "row";
    const stance = made("td", null, { inside: [worded(each.stance)] });
    const others = COLUMNS.slice(2).map(([key, , , cls]) => made("td", each[key], { cls }));
    const row = made("tr", null, { inside: [name, stance, ...others] });
    row.dataset.id = each.id;
    rows.set(each.id, row);
    each.words = folded([each.id, each.name, ...each.aliases].join(" "));
  }
  for (const each of data.stances) get("stance").append(new Option(each.name, each.id));
  for (const kind of [...new Set(data.entities.map((each) => each.kind))].sort()) {
    get("kind").append(new Option(kind, kind));
  }
  get("kind").value = data.entities.some((each) => each.kind === "country") ? "country" : "";
  get("filters").addEventListener("input", filterTable);
  get("filters").addEventListener("submit", (event) => event.preventDefault());
  sortTable();
  filterTable();
}

function sortTable() {
  const [, , value] = COLUMNS.find(([key]) => key === sorted.key);
  const way = sorted.up ? 1 : -1;
  const order = [...data.entities].sort((a, b) => {
    const [first, second] = [value(a), value(b)];
    // What is empty stays below, whichever way.
    if ((first === "") !== (second === "")) return first === "" ? 1 : -1;
    const compared = typeof first === "number" ? first - second : first.localeCompare(second, "en");
    return way * compared || a.name.localeCompare(b.name, "en");
  });
  get("table").tBodies[0].append(...order.map((each) => rows.get(each.id)));
  for (const head of get("table").tHead.rows[0].cells) {
    if (head.dataset.key === sorted.key) {
      head.setAttribute("aria-sort", sorted.up ? "ascending" : "descending");
    } else head.removeAttribute("aria-sort");
  }
}

function filterTable() {
  const words = folded(get("find").value).split(/\s+/).filter(Boolean);
  const [stance, kind] = [get("stance").value, get("kind").value];
  let count = 0;
  for (const each of data.entities) {
    const kept =
      words.every((word) => each.words.includes(word)) &&
      (!stance || each.stance === stance) &&
      // One who types a name means it, whatever its kind.
      (!kind || each.kind === kind || words.length > 0);
    rows.get(each.id).hidden = !kept;
    count += kept;
  }
  get("shown").textContent = `${count} of ${data.entities.length}`;
}

// One entity

function linked(source) {
  const told = [source.title ? `“${source.title}”` : null, source.published];
  if (source.via) told.push(`via ${source.via}`);
  const item = made("li", [source.publisher, ...told].filter(Boolean).join(", "));
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
  const scope = event.scope ? ` in ${event.scope}` : "";
  const head = made("div", `${event.date}  `, { inside: [stance, `${scope}, ${event.by}`] });
  const inside = [head, made("div", event.summary, { cls: "what" })];
  if (event.stance) inside.push(made("div", event.effect, { cls: event.moved ? "" : "faint" }));
  if (event.effective) inside.push(made("div", `in force from ${event.effective}`));
  if (event.deadline) inside.push(made("div", `gear gone by ${event.deadline}`));
  if (event.note) inside.push(made("div", event.note, { cls: "faint" }));
  inside.push(made("ul", null, { cls: "sources", inside: event.sources.map(linked) }));
  inside.push(made("div", event.id, { cls: "id" }));
  return made("li", null, { inside });
}

function scopesTable(scopes) {
  const heads = ["Scope", "Stance", "On record since", "Last word"].map((name, place) => {
    const head = made("th", name, { cls: place === 3 ? "late" : "" });
    head.scope = "col";
    return head;
  });
  const lines = scopes.map((each) =>
    made("tr", null, {
      inside: [
        made("td", each.scope),
        made("td", null, { inside: [worded(each.stance)] }),
        made("td", each.since, { cls: "date" }),
        made("td", each.confirmed, { cls: "late date" }),
      ],
    }),
  );
  return made("table", null, {
    inside: [
      made("thead", null, { inside: [made("tr", null, { inside: heads })] }),
      made("tbody", null, { inside: lines }),
    ],
  });
}

function yearStrip(each) {
  const known = each.held.findIndex((place) => data.words[place].stance !== "none");
  if (known < 0) return null;
  const items = data.years.slice(known).map((year, offset) => {
    const { stance } = data.words[each.held[known + offset]];
    const item = made("li", null, { inside: [mark(stance), year] });
    item.title = `${year}: ${stances.get(stance).name}`;
    item.append(made("span", `: ${stances.get(stance).name}`, { cls: "heard" }));
    return item;
  });
  return made("ol", null, { cls: "years", inside: items });
}

function openEntity(id) {
  const each = byId.get(id);
  const dialog = get("entity");
  if (!each) {
    if (dialog.open) dialog.close();
    return;
  }
  pause();
  get("entity-name").textContent = each.name;
  const scope = each.scope ? ` (${each.scope})` : "";
  const searched = each.searched ? ` (searched ${each.searched})` : "";
  const words = stances.get(each.stance).name + scope + (each.stance === "none" ? searched : "");
  const parts = [made("p", null, { inside: [worded(each.stance, words)] }), yearStrip(each)];
  if (each.planned.length) {
    const items = each.planned.map((text) => made("li", text));
    parts.push(made("h3", "Planned dates"), made("ul", null, { inside: items }));
  }
  if (each.scopes.length) parts.push(made("h3", "By scope"), scopesTable(each.scopes));
  const events = made("ol", null, { cls: "events", inside: each.events.map(eventItem) });
  parts.push(made("h3", `History: ${each.events.length} events`), events);
  get("entity-body").replaceChildren(...parts.filter(Boolean));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  get("entity-name").focus();
}

function followHash() {
  openEntity(decodeURIComponent(location.hash.slice(1)));
}

get("close").addEventListener("click", () => get("entity").close());
get("entity").addEventListener("close", () => {
  if (get("entity").open) return;
  const id = decodeURIComponent(location.hash.slice(1));
  if (byId.has(id)) history.replaceState(null, "", location.pathname + location.search);
});
get("entity").addEventListener("click", (event) => {
  if (event.target === get("entity")) get("entity").close();
});
// On paper a modal dialog is cut to a page; one that is not modal goes on.
addEventListener("beforeprint", () => {
  const dialog = get("entity");
  if (!dialog.open) return;
  dialog.close();
  dialog.show();
});
addEventListener("afterprint", () => {
  const dialog = get("entity");
  if (!dialog.open) return;
  dialog.close();
  dialog.showModal();
});
addEventListener("hashchange", followHash);
get("year").max = data.years.length - 1;
get("year").addEventListener("input", () => {
  pause();
  showYear(Number(get("year").value));
});
get("play").addEventListener("click", () => (playing ? pause() : play()));
buildMap();
buildTable();
showYear(data.years.length - 1);
followHash();
