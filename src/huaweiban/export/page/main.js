// Every change works the same way: a choice, then all parts are redrawn, then address and title.

let writing = 0;

function choose(change, { push = false } = {}) {
  const before = { ...state };
  Object.assign(state, change);
  settleSort(before);
  get("unknown").hidden = true;
  show(before);
  clearTimeout(writing);
  const write = () =>
    history[push ? "pushState" : "replaceState"](null, "", fragmentOf() || location.pathname + location.search);
  // A slider moves faster than browsers allow addresses to change.
  if (push) write();
  else writing = setTimeout(write, 150);
}

// A search is sorted by match, unless another order is chosen.
function settleSort(before) {
  const [asked, was] = [state, before].map((each) => Boolean(each.find.trim()));
  if (asked && !was && state.sort === "stance") [state.sort, state.up] = ["match", true];
  if (!asked && state.sort === "match") state.sort = "stance";
}

function open(id, event = "") {
  pause();
  choose({ entity: id, event }, { push: true });
}

const VIEW = ["day", "scope", "region"];
const TABLE = [...VIEW, "stance", "kind", "find", "sort", "up"];

function show(before) {
  const changed = (names) => names.some((name) => state[name] !== before[name]);
  if (changed(["day"])) {
    for (const each of document.querySelectorAll(".asof")) each.textContent = asKnown();
  }
  if (changed(VIEW)) {
    const counts = showMap();
    showMoves();
    showDates();
    showLaws();
    const words = data.stances.map((each) => `${each.name} ${counts.get(each.id)}`);
    if (!state.entity) say(`${asKnown()}: ${words.join(", ")}`);
  }
  if (changed(TABLE)) {
    showTable();
    if (!changed(VIEW)) say(get("hint").hidden ? get("shown").textContent : `${get("shown").textContent} ${get("hint").textContent}`);
  }
  showControls();
  document.title = titleOf();
  showPanel();
}

function showControls() {
  const year = data.ends.findIndex((end) => end >= state.day);
  get("year").value = year;
  get("year").setAttribute("aria-valuetext", spoken(state.day));
  get("year-shown").textContent = state.day.slice(0, 4);
  for (const name of ["day", "scope", "region", "stance", "kind", "sort", "find"]) {
    if (get(name).value !== state[name]) get(name).value = state[name];
  }
}

function follow() {
  clearTimeout(writing);
  const { found, unknown } = readAddress();
  const before = { ...state };
  Object.assign(state, found);
  if (!new URLSearchParams(location.hash.split("?")[1]).has("sort")) settleSort(FIRST);
  show(before);
  showUnknown(unknown);
  if (state.entity) history.replaceState(null, "", fragmentOf());
}

// An unknown name in the address is reported and does no harm.
function showUnknown(name) {
  const alike = name ? near(name) : [];
  get("unknown").replaceChildren(
    `Nothing found for “${name}”. `,
    ...(alike.length ? ["Did you mean "] : []),
    ...alike.map((each) => pressed(each.name, () => open(each.id))),
  );
  get("unknown").hidden = !name;
  if (name) say(get("unknown").textContent);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const found = { ...state, event: "" };
  const text = decoded(link.hash.slice(1));
  event.preventDefault();
  if (get(text)?.matches("h2")) {
    get(text).parentElement.querySelector("details")?.setAttribute("open", "");
    get(text).scrollIntoView();
  }
  if (!aim(found, text)) return;
  pause();
  choose({ entity: found.entity, event: found.event, day: found.day }, { push: true });
});
get("view").addEventListener("submit", (event) => event.preventDefault());
get("year").addEventListener("input", () => {
  pause();
  choose({ day: data.ends[Number(get("year").value)] });
});
get("day").addEventListener("change", () => {
  const { value, min } = get("day");
  pause();
  if (isDay(value)) choose({ day: value < min ? min : value > data.day ? data.day : value });
  else showControls();
});
get("scope").addEventListener("input", () => choose({ scope: get("scope").value }));
get("region").addEventListener("input", () => choose({ region: get("region").value }));
get("play").addEventListener("click", () => (playing ? pause() : play()));
buildMap();
buildTable();
buildPanel();
buildWays();
rove(tiles.get("de") || visible()[0]);
addEventListener("hashchange", follow);
addEventListener("popstate", follow);
follow();
