// The address stores the current choices: #de?day=2019-12-31&scope=core. Unknown parts are ignored.

const CHOICES = {
  scope: (value) => Object.hasOwn(data.scopes, value) && value !== "networks",
  region: (value) => Object.hasOwn(data.continents, value) || data.groups.some((group) => group.id === value),
  stance: (value) => stances.has(value),
  kind: (value) => data.entities.some((each) => each.kind === value),
  sort: (value) => value === "match" || Object.hasOwn(sortKeys, value),
};

function fragmentOf() {
  const asked = new URLSearchParams();
  if (state.day !== FIRST.day) asked.set("day", state.day);
  for (const name of ["scope", "region", "stance", "find"]) {
    if (state[name] !== FIRST[name]) asked.set(name, state[name]);
  }
  if (state.kind !== FIRST.kind) asked.set("kind", state.kind || "all");
  const sort = `${state.up ? "" : "-"}${state.sort}`;
  if (sort !== (state.find.trim() ? "match" : "stance")) asked.set("sort", sort);
  const name = state.event || state.entity;
  const text = asked.toString();
  return name || text ? `#${name}${text ? `?${text}` : ""}` : "";
}

const addressOf = () => `${location.href.split("#")[0]}${fragmentOf()}`;

function decoded(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

// The choices in an address; `unknown` is a name that matches nothing.
function readAddress() {
  const [name, ...rest] = location.hash.slice(1).split("?");
  const asked = new URLSearchParams(rest.join("?"));
  const found = { ...FIRST };
  const day = asked.get("day") || "";
  if (isDay(day) && day >= get("day").min && day <= data.day) found.day = day;
  for (const [key, allowed] of Object.entries(CHOICES)) {
    const value = asked.get(key);
    if (key !== "sort" && value && allowed(value)) found[key] = value;
  }
  if (asked.get("kind") === "all") found.kind = "";
  found.find = asked.get("find") || "";
  const sort = (asked.get("sort") || "").replace(/^-/, "");
  if (CHOICES.sort(sort)) {
    [found.sort, found.up] = [sort, !asked.get("sort").startsWith("-")];
  }
  const text = decoded(name).trim();
  const unknown = text && !aim(found, text) && !get(text)?.matches("h2") ? text : "";
  return { found, unknown };
}

function aim(found, text) {
  const event = events.get(text);
  const law = Object.hasOwn(data.laws, text) ? data.laws[text] : null;
  const each = event?.each || (law && byId.get(law.entity)) || meant(text);
  if (!each) return false;
  found.entity = each.id;
  if (event || law) found.event = text;
  // An event or a law of a later day is shown whatever the day is.
  const first = event ? event.event.first || firstDay(event.event.date) : law?.states[0][0];
  if (first > found.day) found.day = data.day;
  return true;
}

function titleOf() {
  const each = byId.get(state.entity);
  const plain = "Where Huawei is banned, restricted, permitted or undecided";
  const scope = state.scope ? `, ${scopeName(state.scope)}` : "";
  const day = spoken(known());
  if (each) return `${each.name}: ${holding(rowOf(each, state.day, ""))}, ${day} – Huawei`;
  return state.day === FIRST.day && !scope ? plain : `${plain}${scope}, ${day}`;
}
