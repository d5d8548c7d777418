"use strict";
// Data is inserted only with textContent, so that none of it can become markup.
const data = JSON.parse(document.getElementById("data").textContent);
const byId = new Map(data.entities.map((each) => [each.id, each]));
const stances = new Map(data.stances.map((each, rank) => [each.id, { ...each, rank }]));
const get = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";
for (const each of data.entities) {
  each.spells ||= [];
  each.events ||= [];
  each.aliases ||= [];
  each.codes ||= [];
}

// All choices on the page; the address stores them.
const FIRST = {
  day: data.day,
  scope: "",
  region: "",
  stance: "",
  kind: get("kind").value,
  find: "",
  sort: "stance",
  up: true,
  entity: "",
  event: "",
};
const state = { ...FIRST };

function made(name, text, options = {}) {
  const element = document.createElement(name);
  if (text !== undefined && text !== null) element.textContent = text;
  if (options.cls) element.className = options.cls;
  element.append(...(options.inside || []).filter((each) => each !== null));
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

function marked(row) {
  return row.marks.flatMap((each) => [" ", made("span", each, { cls: "caution" })]);
}

function linkTo(anchor, text) {
  const link = made("a", text);
  link.href = `#${anchor}`;
  return link;
}

function pressed(text, act) {
  const button = made("button", text);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

// The page has one live region. Screen readers ignore what is outside an open panel, so it moves there.
let saying = 0;
function say(text) {
  clearTimeout(saying);
  saying = setTimeout(() => {
    (get("entity").open ? get("entity") : document.body).append(get("said"));
    get("said").textContent = text;
  }, 250);
}
