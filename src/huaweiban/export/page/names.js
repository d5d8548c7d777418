// Finding names: codes and whole names first, then beginnings, then similar names.

const OWN_LETTERS = { ß: "ss", ø: "o", đ: "d", ł: "l", ı: "i", æ: "ae", œ: "oe", þ: "th", ð: "d" };

function fold(text) {
  return text
    .toLowerCase()
    .replace(/[ßøđłıæœþð]/g, (letter) => OWN_LETTERS[letter])
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g, "")
    .replace(/[^\p{L}\p{N}\p{M}]/gu, "");
}

const wordsOf = (text) => text.split(/[^\p{L}\p{N}\p{M}]+/u).map(fold).filter(Boolean);

for (const each of data.entities) {
  each.keys = [each.id, ...each.codes].map(fold);
  each.names = [each.name, ...each.aliases].map(fold);
  each.words = [each.name, ...each.aliases].map(wordsOf);
}
const events = new Map(
  data.entities.flatMap((each) => each.events.map((event) => [event.id, { each, event }])),
);

// 0 is the best; null means no match. Letters within a word count from the fourth on.
function rank(each, text) {
  const key = fold(text);
  if (!key) return text.trim() ? null : 0;
  if (each.keys.includes(key)) return each.kind === "country" ? 0 : 1;
  if (each.names[0] === key) return 1;
  if (each.names.includes(key)) return 2;
  if (each.names[0].startsWith(key)) return 3;
  const asked = wordsOf(text);
  const begins = (words) => asked.every((word) => words.some((one) => one.startsWith(word)));
  if (each.words.some(begins)) return 4;
  if (each.names.some((name) => name.startsWith(key))) return 5;
  return key.length > 3 && each.names.some((name) => name.includes(key)) ? 6 : null;
}

// The entity that an address names, by any spelling of a code or a name.
function meant(text) {
  const exact = byId.get(text) || byId.get(text.toLowerCase());
  if (exact) return exact;
  const found = data.entities
    .map((each) => [rank(each, text), each])
    .filter(([far]) => far !== null && far < 3)
    .sort(([a], [b]) => a - b);
  return found.length && (found.length === 1 || found[0][0] < found[1][0]) ? found[0][1] : null;
}

// The number of letters to add, drop, change or swap, up to `most`.
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, row] = [[], Array.from({ length: other.length + 1 }, (_, place) => place)];
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same);
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[other.length];
}

function near(text) {
  const key = fold(text);
  if (key.length < 3) return [];
  const most = key.length < 5 ? 1 : key.length < 9 ? 2 : 3;
  return data.entities
    .map((each) => [Math.min(...each.names.map((name) => distance(key, name, most))), each])
    .filter(([far]) => far <= most)
    .sort(([a, one], [b, other]) => a - b || (other.kind === "country") - (one.kind === "country"))
    .slice(0, 3)
    .map(([, each]) => each);
}
