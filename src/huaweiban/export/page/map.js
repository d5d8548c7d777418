// The map: tiles follow day, scope and region; a tile shows its name on hover and focus.

const tiles = new Map([...document.querySelectorAll("#map .tile")].map((tile) => [tile.dataset.id, tile]));
const placed = [...tiles.keys()].map((id) => byId.get(id));

// Capitals mean mobile networks or the chosen scope; a single capital means another scope.
function lettersOf(id, row) {
  if (!row) return id;
  const open = !state.scope && row.scope !== "mobile";
  return id[0].toUpperCase() + (open ? id.slice(1) : id.slice(1).toUpperCase());
}

function lookOf(row) {
  if (!row) return "none";
  const open = !state.scope && row.scope !== "mobile" ? " open" : "";
  return row.stance + open + (row.marks.includes("old") ? " old" : "");
}

function told(each, row) {
  const marks = row && row.marks.length ? `, ${row.marks.join(", ")}` : "";
  return `${each.name}: ${holding(row)}${marks}`;
}

function showMap() {
  const counts = new Map(data.stances.map((each) => [each.id, 0]));
  const within = regional();
  for (const [id, tile] of tiles) {
    const each = byId.get(id);
    const row = rowOf(each);
    const away = !within(each);
    const stance = row ? row.stance : "none";
    if (!away) counts.set(stance, counts.get(stance) + 1);
    const where = tile.className.match(/\b[rcmn]\d+\b/g).join(" ");
    tile.className = `tile ${lookOf(row)} ${where}${away ? " away" : ""}`;
    tile.setAttribute("aria-label", `${lettersOf(id, row)} ${told(each, row)}`);
    tile.firstElementChild.textContent = lettersOf(id, row);
    const sign = tile.querySelector("use");
    if (row) sign.setAttribute("href", `#${stance}`);
    else sign.removeAttribute("href");
  }
  for (const continent of document.querySelectorAll(".continent")) {
    continent.hidden = !continent.querySelector(".tile:not(.away)");
  }
  const current = document.querySelector('#map .tile[tabindex="0"]');
  if (!current || current.classList.contains("away")) {
    rove(tiles.get("de")?.classList.contains("away") === false ? tiles.get("de") : visible()[0]);
  }
  get("counts").replaceChildren(
    ...data.stances.map((each) => worded(each.id, `${each.name} ${counts.get(each.id)}`)),
  );
  const [spoken, elsewhere] = get("key").children;
  spoken.lastChild.textContent = ` ${state.scope ? scopeName(state.scope) : "mobile networks"}`;
  elsewhere.hidden = Boolean(state.scope);
  hideTip();
  return counts;
}

const visible = () => [...tiles.values()].filter((tile) => !tile.classList.contains("away"));

function rove(tile) {
  for (const each of tiles.values()) each.setAttribute("tabindex", each === tile ? "0" : "-1");
}

// By position on the screen, so that arrow keys work in both layouts.
function neighbour(tile, [down, right]) {
  const middle = (each) => {
    const box = each.getBoundingClientRect();
    return [box.top + box.height / 2, box.left + box.width / 2];
  };
  const [row, column] = middle(tile);
  let [best, least] = [null, Infinity];
  for (const each of visible()) {
    const [y, x] = middle(each);
    const along = (y - row) * down + (x - column) * right;
    const aside = Math.abs((y - row) * right) + Math.abs((x - column) * down);
    const far = along + 3 * aside;
    if (along > 1 && far < least) [best, least] = [each, far];
  }
  return best;
}

function showTip(tile, more = "") {
  const tip = get("tip");
  const each = byId.get(tile.dataset.id);
  tip.textContent = told(each, rowOf(each)) + more;
  tip.hidden = false;
  const [map, box] = [get("map").getBoundingClientRect(), tile.getBoundingClientRect()];
  const left = Math.min(box.left - map.left, map.width - tip.offsetWidth);
  tip.style.left = `${Math.max(left, 0)}px`;
  tip.style.top = `${box.top - map.top - tip.offsetHeight - 4}px`;
}

function hideTip() {
  get("tip").hidden = true;
}

let touched = null;

function buildMap() {
  const map = get("map");
  const tileOf = (event) => event.target.closest(".tile");
  map.addEventListener("pointerdown", (event) => {
    // The first touch shows the name of a tile, the second opens it; a mouse shows it on hover.
    const tile = tileOf(event);
    const named = tile && event.pointerType === "touch" && touched !== tile;
    touched = event.pointerType === "touch" ? tile : null;
    map.dataset.naming = named ? "yes" : "";
  });
  map.addEventListener("click", (event) => {
    const tile = tileOf(event);
    if (!tile || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    rove(tile);
    if (map.dataset.naming === "yes") showTip(tile, ". Touch again to open.");
    else open(tile.dataset.id);
  });
  map.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch" && tileOf(event)) showTip(tileOf(event));
  });
  map.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && hideTip());
  map.addEventListener("focusin", (event) => {
    const tile = tileOf(event);
    if (tile && tile.matches(":focus-visible")) showTip(tile);
  });
  map.addEventListener("focusout", hideTip);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hideTip());
  map.addEventListener("keydown", (event) => {
    const tile = tileOf(event);
    const ways = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    if (!tile || !ways[event.key]) return;
    event.preventDefault();
    const next = neighbour(tile, ways[event.key]);
    if (next) {
      rove(next);
      next.focus();
    }
  });
}

let playing = null;

function pause() {
  clearInterval(playing);
  playing = null;
  get("play").textContent = "Play";
}

function play() {
  const last = data.ends.length - 1;
  const now = () => Number(get("year").value);
  if (now() === last) choose({ day: data.ends[0] });
  get("play").textContent = "Pause";
  playing = setInterval(() => {
    choose({ day: data.ends[Math.min(now() + 1, last)] });
    if (now() === last) pause();
  }, 900);
}
