// Latest changes, next dates and laws, for the chosen day and region.

const SHOWN = 12;

function dated(date, anchor, name, words) {
  return made("li", null, {
    inside: [made("span", date, { cls: "date" }), " ", linkTo(anchor, name), `: ${words}`],
  });
}

const orNone = (items) => (items.length ? items : [made("li", "None.")]);

function showMoves() {
  const within = regional();
  const items = [];
  for (let place = data.moves.length - 1; place >= 0 && items.length < SHOWN; place--) {
    const [day, date, entity, event, was, wasScope, now, nowScope] = data.moves[place];
    const each = byId.get(entity);
    if (day > state.day || !within(each)) continue;
    const before = was ? `${phrase(was, wasScope)} → ` : "new on record: ";
    const words = before + phrase(now, nowScope);
    items.push(dated(date, event, each.name, words));
  }
  get("moves").replaceChildren(...orNone(items));
}

function showDates() {
  const found = data.entities.filter(regional()).flatMap((each) =>
    datesOn(each)
      .filter((one) => one.status === "ahead" || one.status === "unseen")
      .map((one) => ({ each, one, key: [one.last, each.name, one.event] })),
  );
  found.sort((a, b) => {
    const place = a.key.findIndex((part, at) => part !== b.key[at]);
    return place < 0 ? 0 : a.key[place] < b.key[place] ? -1 : 1;
  });
  const items = found.map(({ each, one }) => dated(one.date, one.event, each.name, due(one)));
  get("soon").replaceChildren(...orNone(items.slice(0, SHOWN)));
  get("later").replaceChildren(...items.slice(SHOWN));
  get("later-dates").hidden = items.length <= SHOWN;
}

function showLaws() {
  const within = regional();
  let count = 0;
  for (const item of get("laws").children) {
    const law = data.laws[item.id];
    const stands = lawOn(item.id);
    const each = byId.get(law.entity);
    item.hidden = !stands || (each && !within(each));
    if (stands) item.querySelector(".state").textContent = stands.words;
    count += !item.hidden;
  }
  get("laws-head").textContent = `${counted(count, "legal instrument")} that affect or could affect Huawei`;
}

// A copy of the instruments of one entity, as the register below shows them.
function lawsOf(each) {
  return Object.entries(data.laws)
    .filter(([id, law]) => law.entity === each.id && lawOn(id))
    .map(([id]) => {
      const item = get(id).cloneNode(true);
      item.dataset.law = id;
      item.removeAttribute("id");
      item.hidden = false;
      item.querySelector(".whose").remove();
      item.querySelector(".state").textContent = lawOn(id).words;
      return [lawOn(id).inForce, item];
    });
}
