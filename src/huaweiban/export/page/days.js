// What was known on a day, and dates in words.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August",
  "September", "October", "November", "December"];

function spoken(day) {
  const [year, month, number] = day.split("-").map(Number);
  return `${number} ${MONTHS[month - 1]} ${year}`;
}

const firstDay = (date) => `${date}-01-01`.slice(0, 10);
const known = () => (state.day < data.about.known ? state.day : data.about.known);
const asKnown = () => `as known on ${spoken(known())}`;
const daysBetween = (one, other) => Math.round((Date.parse(other) - Date.parse(one)) / 864e5);
const counted = (number, one, many) => `${number} ${number === 1 ? one : many || `${one}s`}`;

function isDay(text) {
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    new Date(text).toISOString().startsWith(text)
  );
}

function spellOn(each, day) {
  let found = null;
  for (const spell of each.spells) {
    if (spell.from > day) break;
    found = spell;
  }
  return found;
}

const PARTS = { mobile: ["core", "ran"], networks: ["core", "ran", "fixed"] };
const NAMES = ["stance", "marks", "scope", "since", "confirmed", "basis", "deadline", "others"];

function rowAt(number) {
  return Object.fromEntries(NAMES.map((name, place) => [name, data.rows[number][place]]));
}

function othersThan(spell, scopes) {
  const told = { banned: [], restricted: [] };
  for (const [scope, number] of Object.entries(spell.scopes || {})) {
    const { stance } = rowAt(number);
    if (!scopes.includes(scope) && told[stance]) told[stance].push(scope);
  }
  return Object.entries(told)
    .filter(([, found]) => found.length)
    .map(([stance, found]) => `${stance}: ${found.join(", ")}`)
    .join("; ");
}

// The row of an entity for the chosen day and scope; null if it has no position.
function rowOf(each, day = state.day, scope = state.scope) {
  const spell = spellOn(each, day);
  if (!spell) return null;
  const row = rowAt(spell.row);
  if (!scope || scope === "mobile") {
    return row.stance === "none" || (scope && row.scope !== scope) ? null : row;
  }
  const number = (spell.scopes || {})[scope];
  if (number === undefined) return null;
  return { ...rowAt(number), others: othersThan(spell, PARTS[scope] || [scope]) };
}

const scopeName = (scope) => data.scopes[scope] || scope;
const phrase = (stance, scope) =>
  stances.get(stance || "none").name + (scope ? ` (${scopeName(scope)})` : "");
const holding = (row) => (row ? phrase(row.stance, row.scope) : phrase("none"));

function membersOf(group) {
  return new Set(
    group.members
      .filter(([, since, until]) => since <= state.day && (!until || state.day <= until))
      .map(([id]) => id),
  );
}

// Whether an entity is in the region, or at home there.
function regional() {
  if (!state.region) return () => true;
  if (data.continents[state.region]) {
    return (each) => (each.continent || byId.get(each.home)?.continent) === state.region;
  }
  const members = membersOf(data.groups.find((group) => group.id === state.region));
  return (each) => each.id === state.region || members.has(each.id) || members.has(each.home);
}

const PURPOSES = { deadline: "deadline", effective: "takes effect", until: "ends" };

function standing(each) {
  const days = daysBetween(state.day, each.last);
  const span = counted(Math.abs(days), "day");
  if (each.status === "ahead") return `${span} left`;
  if (each.status === "unseen") return "as announced; what followed is not covered";
  if (each.status !== "passed") return `${each.status} (${each.told_by})`;
  if (each.purpose === "deadline") return `passed ${span} ago, outcome not on record`;
  return each.purpose === "until" ? `ended ${span} ago` : `in force for ${span}`;
}

function due(each) {
  const what = each.what ? `: ${each.what}` : "";
  const scopes = (each.scope || []).map(scopeName).join(", ");
  return `${PURPOSES[each.purpose]} (${scopes})${what}; ${standing(each)}`;
}

const datesOn = (each) => (spellOn(each, state.day)?.dates || []).map((number) => data.dates[number]);

function lawOn(id) {
  let found = null;
  for (const [since, words, inForce] of data.laws[id].states) {
    if (since <= state.day) found = { words, inForce };
  }
  return found;
}
