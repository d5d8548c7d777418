// The table: rows with a position, and below it the names of those without one.

const rows = new Map([...get("table").tBodies[0].rows].map((row) => [row.dataset.id, row]));
const COLUMNS = [...get("table").tHead.rows[0].cells].map((head) => [
  head.dataset.key,
  head.textContent,
]);

const sortKeys = {
  name: (each) => fold(each.name),
  stance: (each, row) => stances.get(row.stance).rank,
  scope: (each, row) => scopeName(row.scope),
  since: (each, row) => row.since.replace("in ", ""),
  confirmed: (each, row) => row.confirmed.replace("in ", ""),
  basis: (each, row) => row.basis,
  deadline: (each, row) => row.deadline,
  others: (each, row) => row.others,
};

function rowElement(each) {
  if (!rows.has(each.id)) {
    const name = made("th", null, { inside: [linkTo(each.id, each.name)] });
    name.scope = "row";
    name.setAttribute("role", "rowheader");
    const cells = COLUMNS.slice(1).map(([, label]) => {
      const cell = made("td");
      cell.setAttribute("role", "cell");
      cell.dataset.label = label;
      return cell;
    });
    const row = made("tr", null, { inside: [name, ...cells] });
    row.dataset.id = each.id;
    row.setAttribute("role", "row");
    rows.set(each.id, row);
  }
  return rows.get(each.id);
}

function fillRow(element, row) {
  const [, stance, scope, ...others] = element.cells;
  stance.replaceChildren(worded(row.stance), ...marked(row));
  element.classList.toggle("pale", row.marks.includes("old"));
  scope.textContent = scopeName(row.scope);
  for (const [place, [key]] of COLUMNS.slice(3).entries()) others[place].textContent = row[key];
}

// The entities that pass every filter, with their rows; `leave` overrides filters.
function kept(leave = {}) {
  const asked = { ...state, ...leave };
  const within = asked.region ? regional() : () => true;
  const found = [];
  for (const each of data.entities) {
    if (asked.kind && each.kind !== asked.kind) continue;
    if (!within(each)) continue;
    const hit = rank(each, asked.find);
    if (hit === null) continue;
    const row = rowOf(each);
    if (asked.stance && (row ? row.stance : "none") !== asked.stance) continue;
    found.push({ each, row, hit });
  }
  return found;
}

function ordered(found) {
  const value = sortKeys[state.sort] || sortKeys.name;
  const way = state.up ? 1 : -1;
  return [...found].sort((one, other) => {
    if (state.sort === "match" && one.hit !== other.hit) return one.hit - other.hit;
    const [a, b] = [value(one.each, one.row), value(other.each, other.row)];
    // Empty values come last in both directions.
    if ((a === "") !== (b === "")) return a === "" ? 1 : -1;
    const compared = typeof a === "number" ? a - b : a < b ? -1 : a > b ? 1 : 0;
    return way * compared || (fold(one.each.name) < fold(other.each.name) ? -1 : 1);
  });
}

function showTable() {
  const found = kept();
  const held = ordered(found.filter(({ row }) => row));
  const without = found.filter(({ row }) => !row);
  const body = get("table").tBodies[0];
  const shown = held.map(({ each, row }) => {
    const element = rowElement(each);
    fillRow(element, row);
    element.hidden = false;
    return element;
  });
  body.replaceChildren(...shown);
  for (const head of get("table").tHead.rows[0].cells) {
    if (head.dataset.key === state.sort) {
      head.setAttribute("aria-sort", state.up ? "ascending" : "descending");
    } else head.removeAttribute("aria-sort");
  }
  get("table").hidden = !held.length;
  showWithout(without);
  const scope = state.scope ? ` in ${scopeName(state.scope)}` : "";
  get("shown").textContent =
    `Shown: ${held.length} with a position${scope} on record, ${without.length} without one.` +
    (state.sort === "match" ? " The best matches come first." : "");
  showHint(found);
  return held;
}

let unfolded = false;

function showWithout(found) {
  const whose = state.kind === "country" ? ["country or territory", "countries and territories"] : ["name"];
  get("without-head").textContent =
    `${counted(found.length, ...whose)} without a position on record` +
    (state.scope ? ` in ${scopeName(state.scope)}` : "");
  const order = state.sort === "match" ? (a, b) => a.hit - b.hit : () => 0;
  const names = found.sort((a, b) => order(a, b) || (fold(a.each.name) < fold(b.each.name) ? -1 : 1));
  get("without-names").replaceChildren(
    ...names.map(({ each }) => made("li", null, { inside: [linkTo(each.id, each.name)] })),
  );
  get("without").hidden = !found.length;
  // The list opens if it was searched for, and closes again afterwards.
  const asked = state.stance === "none" || Boolean(state.find.trim());
  if (asked !== unfolded) get("without").open = unfolded = asked;
}

// If filters hide a name that was searched for, the page says so.
function showHint(found) {
  const hint = get("hint");
  hint.hidden = true;
  if (!state.find.trim()) return;
  const all = kept({ kind: "", region: "", stance: "" });
  const more = all.filter(({ each }) => !found.some((one) => one.each === each));
  if (more.length) {
    hint.replaceChildren(
      `${counted(more.length, "more name matches", "more names match")} outside the filters: `,
      pressed("search everyone", () => choose({ kind: "", region: "", stance: "" })),
    );
    hint.hidden = false;
  } else if (!all.length) {
    const alike = near(state.find);
    hint.replaceChildren(
      `Nothing found for “${state.find.trim()}”. `,
      ...(alike.length ? ["Did you mean "] : []),
      ...alike.map((each) =>
        pressed(each.name, () => {
          const kind = state.kind && state.kind !== each.kind ? "" : state.kind;
          choose({ find: each.name, kind, region: "", stance: "" });
        }),
      ),
    );
    hint.hidden = false;
  }
}

function sortBy(key) {
  choose({ sort: key, up: state.sort === key ? !state.up : true });
}

function buildTable() {
  for (const head of get("table").tHead.rows[0].cells) {
    head.firstElementChild.addEventListener("click", () => sortBy(head.dataset.key));
  }
  get("filters").addEventListener("submit", (event) => event.preventDefault());
  for (const name of ["stance", "kind", "find"]) {
    get(name).addEventListener("input", () => choose({ [name]: get(name).value }));
  }
  get("sort").addEventListener("input", () => choose({ sort: get("sort").value, up: true }));
  get("clear").addEventListener("click", () => {
    const { stance, kind, find, sort, up, region, scope } = FIRST;
    choose({ stance, kind, find, sort, up, region, scope });
  });
}
