// Copying and saving: a link, a citation, CSV, JSON, the map as SVG.

async function copy(text, what) {
  let done = false;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch {
    // Some browsers have no clipboard for local files; this older way works there.
    const field = made("textarea", text);
    (get("entity").open ? get("entity") : document.body).append(field);
    field.select();
    done = document.execCommand("copy");
    field.remove();
  }
  say(done ? `${what} was copied.` : `${what} could not be copied.`);
}

function save(name, kind, text) {
  const link = made("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${kind};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  say(`${name} was saved.`);
}

// Spreadsheets run a cell that begins so as a formula; an apostrophe makes it text.
function cell(value) {
  const text = String(value ?? "");
  const tame = /^[=+\-@＝＋－＠]/.test(text) && !/^-?\d+$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}

const csv = (lines) => lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");

const FIELDS = ["entity", "name", "kind", "stance", "scope", "since", "confirmed", "basis",
  "cautions", "deadline", "other_scopes"];

function record(each, row) {
  return {
    entity: each.id,
    name: each.name,
    kind: each.kind,
    stance: row ? row.stance : null,
    scope: row ? row.scope : null,
    since: row ? row.since : null,
    confirmed: row ? row.confirmed : null,
    basis: row ? row.basis : null,
    cautions: row ? row.marks : [],
    deadline: (row && row.deadline) || null,
    other_scopes: (row && row.others) || null,
  };
}

function envelope(more) {
  const { version, data_version, logs, licence } = data.about;
  const asked = { huaweiban: version, data_version, data: logs, as_of: state.day };
  return `${JSON.stringify({ ...asked, known_to: known(), licence, ...more }, null, 2)}\n`;
}

function tableRecords() {
  const found = kept();
  const held = ordered(found.filter(({ row }) => row));
  const without = found.filter(({ row }) => !row);
  return [...held, ...without].map(({ each, row }) => record(each, row));
}

const flat = (record) => FIELDS.map((field) => [record[field]].flat().join(", "));

function saveTable(kind) {
  const records = tableRecords();
  const name = `huaweiban-${state.scope || "positions"}-${state.day}.${kind}`;
  const head = [...FIELDS, "as_of", "known_to"];
  const lines = records.map((each) => [...flat(each), state.day, known()]);
  if (kind === "csv") save(name, "text/csv", csv([head, ...lines]));
  else {
    const { scope, region, stance, find } = state;
    const asked = { scope, region, stance, kind: state.kind, find };
    save(name, "application/json", envelope({ asked, total: records.length, results: records }));
  }
}

function saveEntity(each, kind) {
  const name = `huaweiban-${each.id}-${state.day}.${kind}`;
  const spell = spellOn(each, state.day);
  const told = each.events.filter((event) => (event.first || firstDay(event.date)) <= state.day);
  if (kind === "csv") {
    const head = ["entity", "name", "event", "date", "stance", "scope", "by", "summary", "effect",
      "in_force_from", "deadline", "what", "until", "disputed", "note", "source"];
    const lines = told.map((event) => [
      each.id, each.name, event.id, event.date, event.stance, (event.scope || []).join(", "),
      event.by, event.summary, event.effect, event.effective, event.deadline, event.what,
      event.until, event.disputed, event.note, event.sources[0].url || event.sources[0].publisher,
    ]);
    save(name, "text/csv", csv([head, ...lines]));
    return;
  }
  const scopes = Object.entries(spell?.scopes || {}).map(([, number]) => record(each, rowAt(number)));
  const result = { ...record(each, rowOf(each, state.day, "")), scopes, dates: datesOn(each) };
  save(name, "application/json", envelope({ results: [{ ...result, events: told }] }));
}

// One sentence: stance, start, next date, one address, day and data version.
function cited(each) {
  const row = rowOf(each, state.day, each.id === state.entity ? "" : state.scope);
  const spell = spellOn(each, state.day);
  const next = datesOn(each).find((one) => one.status === "ahead");
  const by = (spell?.by || []).map((id) => events.get(id)?.event).filter(Boolean);
  const source = by.reverse().flatMap((event) => event.sources)[0];
  const parts = [
    `${each.name}: ${holding(row)}`,
    row ? `on record since ${row.since}, last confirmed ${row.confirmed}` : null,
    next ? `${PURPOSES[next.purpose]} ${next.date}` : null,
    source ? source.url || source.publisher : null,
  ];
  return `${parts.filter(Boolean).join("; ")} (${about()}).`;
}

function about() {
  const { version, data_version } = data.about;
  return `huaweiban ${version}, data ${data_version}, as known on ${spoken(known())}`;
}

function citedPage() {
  const counts = [...get("counts").children].map((each) => each.lastElementChild.textContent);
  const scope = state.scope ? ` in ${scopeName(state.scope)}` : "";
  return `Where Huawei is banned, restricted, permitted or undecided${scope}: ${counts.join(", ")} (${about()}).`;
}

function mapPicture() {
  const [step, edge, shown] = [38, 12, visible().map((tile) => byId.get(tile.dataset.id))];
  const spans = [0, 1].map((way) => {
    const places = shown.map((each) => each.place[way]);
    return [Math.min(...places), Math.max(...places)];
  });
  const [[top, bottom], [left, right]] = spans;
  const width = Math.max((right - left + 1) * step + 2 * edge, 640);
  const foot = (bottom - top + 1) * step + 2 * edge + 12;
  const group = (row, title, text, x, y) => {
    const inside = title ? [drawn("title", {}, [title])] : [];
    inside.push(drawn("use", { href: "#tile" }));
    inside.push(drawn("text", { y: row ? -2 : 5 }, [text]));
    if (row) inside.push(drawn("use", { href: `#${row.stance}` }));
    return drawn("g", { class: lookOf(row), transform: `translate(${x} ${y})` }, inside);
  };
  const line = (y, text) =>
    drawn("text", { x: edge, y, class: "word" }, [text]);
  const style = `${get("paint").textContent}.page{fill:var(--page)}` +
    "svg .word{text-anchor:start;fill:var(--ink);font-weight:400}";
  const counts = [...get("counts").children].map((each) => each.textContent).join("   ");
  const scope = state.scope ? ` (${scopeName(state.scope)})` : "";
  const legend = "Pale, with a broken edge: last confirmed more than 5 years earlier";
  const height = foot + 90;
  const svg = drawn("svg", { viewBox: `0 0 ${width} ${height}`, width, height }, [
    drawn("title", {}, [`Where Huawei is banned, restricted, permitted or undecided${scope}`]),
    drawn("style", {}, [style]),
    document.querySelector(".shapes defs").cloneNode(true),
    drawn("path", { class: "page", d: `M0 0h${width}v${height}H0z` }),
    ...shown.map((each) => {
      const row = rowOf(each);
      const x = edge + (each.place[1] - left) * step + step / 2;
      const y = edge + (each.place[0] - top) * step + step / 2;
      return group(row, told(each, row), lettersOf(each.id, row), x, y);
    }),
    line(foot + 10, counts),
    line(foot + 34, legend),
    line(foot + 58, `${about()}${scope}`),
  ]);
  // The shapes are part of the HTML of the page; here they become SVG.
  return `${new XMLSerializer().serializeToString(svg)}\n`;
}

function buildWays() {
  get("map-svg").addEventListener("click", () =>
    save(`huaweiban-map-${state.day}.svg`, "image/svg+xml", mapPicture()),
  );
  get("table-csv").addEventListener("click", () => saveTable("csv"));
  get("table-json").addEventListener("click", () => saveTable("json"));
  get("copy-link").addEventListener("click", () => copy(addressOf(), "The link"));
  get("copy-cite").addEventListener("click", () => copy(citedPage(), "The citation"));
}
