// The ledger's file: the same format, checks and merging as in the notebooks (engine/ledger: format, load, merge).

const LEDGER_FORMAT = 1;
const MOST_ENTRIES = 5000;
const LONGEST_WORD = 100;
const DEEPEST = 8;
const LARGEST = 1e30;
const ENTRY_WORDS = ["kind", "lesson", "item"];
const APART = ["sharing"]; // kinds that say something of the ledger they stand in alone
const NO_LEDGER =
  "This file is no ledger of this course, or it is damaged, so nothing was changed; choose a file my-ledger.json " +
  "that the course has written.";
const NEWER_LEDGER =
  "This ledger was written by a newer version of the course, so nothing was changed; update the course and load it " +
  "again.";
const ELSEWHERE = "This ledger belongs to another course, so nothing was changed; choose one of this course.";
const TOO_MANY = "This ledger has more than 5,000 entries, which no learner makes, so nothing was changed.";

/** A ledger with nothing in it, and a random id of its own. */
function newLedger() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  const learner = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { format: LEDGER_FORMAT, learner, course: COURSE.version, about: COURSE.name, entries: [] };
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isString = (value) => typeof value === "string";
const isNumber = (value) => typeof value === "number";
const isCount = (value) => Number.isInteger(value) && value >= 0;
const isSure = (value) => isNumber(value) && value >= 0 && value <= 100;
const isBoolean = (value) => typeof value === "boolean";
const isAnswer = (value) =>
  Array.isArray(value)
    ? value.length === 2 && value.every(isNumber) && value[0] <= value[1]
    : isString(value) || isNumber(value);
const isTried = (value) => isObject(value) && Object.values(value).every(Array.isArray);
const isTime = (value) =>
  isString(value) &&
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
  !Number.isNaN(Date.parse(value.replace(" ", "T")));

const MAY_HOLD = {
  at: isTime,
  after_reveal: isBoolean,
  confidence: isSure,
  correct: (value) => value === null || isBoolean(value),
  moves: isCount,
  name: isString,
  of: isCount,
  question: isString,
  right: (value) => value === null || isCount(value),
  slip: (value) => value === null || isString(value),
  tried: isTried,
  unit: isString,
};
const NEEDS = {
  prediction: { value: isAnswer, confidence: isSure },
  second: { value: isAnswer, confidence: isSure },
  reveal: { value: isAnswer },
  explore: { moves: isCount, tried: isTried },
  verdict: { value: isString, confidence: isSure },
  hint: { value: isCount },
  sorting: { value: (value) => isObject(value) && Object.values(value).every(isString) },
  version: { value: isString },
  sharing: { value: isBoolean },
};

const areEntries = (found) =>
  Array.isArray(found) && found.every((each) => isObject(each) && ENTRY_WORDS.every((key) => isString(each[key])));

/** Whether this is a ledger. A newer format may look different in all but its number. */
function isLedger(found) {
  if (!isObject(found) || !Number.isInteger(found.format) || found.format < 1) return false;
  if (found.format > LEDGER_FORMAT) return true;
  return areEntries(found.entries) && areEntries(found.archived ?? []) && isString(found.learner ?? "");
}

/** The ledger in a text, or null if it is damaged or none. */
function parsedLedger(stored) {
  try {
    const found = JSON.parse(stored);
    return isLedger(found) ? found : null;
  } catch {
    return null;
  }
}

const isSound = (entry) =>
  ENTRY_WORDS.every((key) => entry[key].length <= LONGEST_WORD) &&
  Object.entries(Object.hasOwn(NEEDS, entry.kind) ? NEEDS[entry.kind] : {}).every(
    ([key, check]) => key in entry && check(entry[key]),
  ) &&
  Object.entries(MAY_HOLD).every(([key, check]) => !(key in entry) || check(entry[key]));

/** Whether a value of a file holds what a ledger can: not too deep, no endless number, no half characters. */
function isPlain(value, room) {
  if (isNumber(value)) return Number.isFinite(value) && !(Number.isInteger(value) && Math.abs(value) > LARGEST);
  if (isString(value)) return !/\p{Surrogate}/u.test(value);
  if (typeof value !== "object" || value === null) return true;
  return room > 0 && Object.entries(value).every(([key, each]) => isPlain(key, 0) && isPlain(each, room - 1));
}

/** The ledger in the text of a file that comes from elsewhere. Throws a Refusal, in a sentence, for anything else. */
function readLedger(stored) {
  const found = parsedLedger(stored.replace(/^\ufeff/, ""));
  if (!found || !isPlain(found, DEEPEST)) throw new Refusal(NO_LEDGER);
  if (found.format > LEDGER_FORMAT) throw new Refusal(NEWER_LEDGER);
  if ((found.about ?? COURSE.name) !== COURSE.name) throw new Refusal(ELSEWHERE);
  const all = [...found.entries, ...(found.archived ?? [])];
  if (all.length > MOST_ENTRIES) throw new Refusal(TOO_MANY);
  if (!all.every(isSound)) throw new Refusal(NO_LEDGER);
  if (!all.every(({ lesson }) => lesson === "" || COURSE.lessons.some((each) => each.lesson === lesson)))
    throw new Refusal(ELSEWHERE);
  return found;
}

/** The text of a ledger's file. */
const ledgerText = (document) => `${JSON.stringify(document, null, 1)}\n`;

/** Everything that an entry says, as one text: two that say the same are one. */
const contentOf = (entry) =>
  JSON.stringify(entry, (_, value) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).sort(([one], [two]) => (one < two ? -1 : 1))) : value,
  );

const questionOf = (entry) => JSON.stringify(ENTRY_WORDS.map((key) => entry[key]));

/** The entries but for those in `gone`, each of which takes one with the same content away. */
function withoutEntries(entries, gone) {
  const left = new Map();
  for (const content of gone.map(contentOf)) left.set(content, (left.get(content) ?? 0) + 1);
  return entries.filter((entry) => {
    const count = left.get(contentOf(entry)) ?? 0;
    if (count) left.set(contentOf(entry), count - 1);
    return !count;
  });
}

/** Two ledgers in one: {entries, archived, added, archivedToo, same, differing}. The answer given here counts. */
function mergedLedgers(here, loaded) {
  const mine = here.entries;
  const theirs = loaded.entries.filter(({ kind }) => !APART.includes(kind));
  const apart = loaded.entries.filter(({ kind }) => APART.includes(kind));
  const waiting = new Map();
  mine.forEach((entry, place) => {
    const content = contentOf(entry);
    waiting.set(content, [...(waiting.get(content) ?? []), place]);
  });
  const places = theirs.map((entry) => waiting.get(contentOf(entry))?.shift());
  const shared = new Set(places);
  const firstOwn = new Map();
  mine.forEach((entry, place) => {
    if (!shared.has(place) && !firstOwn.has(questionOf(entry))) firstOwn.set(questionOf(entry), place);
  });
  const before = Array.from({ length: mine.length + 1 }, () => []);
  const added = [];
  let after = 0;
  let differing = 0;
  theirs.forEach((entry, number) => {
    if (places[number] !== undefined) {
      after = Math.max(after, places[number] + 1);
      return;
    }
    const own = firstOwn.get(questionOf(entry));
    if (own !== undefined) differing += 1;
    added.push(entry);
    before[own === undefined ? after : Math.min(after, own)].push(entry);
  });
  const entries = before.flatMap((came, place) => [...came, ...mine.slice(place, place + 1)]);
  const old = here.archived ?? [];
  const archivedToo = withoutEntries([...(loaded.archived ?? []), ...apart], [...old, ...mine]);
  const same = places.filter((place) => place !== undefined).length;
  return { entries, archived: [...old, ...archivedToo], added, archivedToo, same, differing };
}

/** What loading another ledger would change, in one sentence. */
function changesOf({ added, archivedToo, same, differing }) {
  const answers = (count) => countedWords(count, "answer");
  const are = (count) => (count === 1 ? "is" : "are");
  const fresh = added.length + archivedToo.length - differing;
  if (!fresh && !differing) return `Nothing would be added: ${answers(same)} of this ledger ${are(same)} here already.`;
  const parts = [`${answers(fresh)} would be added`, `${same} ${are(same)} here already`];
  if (differing) {
    const differ = differing === 1 ? "differs" : "differ";
    parts.push(`${differing} ${differ}: both are kept, and the one given here counts`);
  }
  return `${parts.join(", ")}.`;
}
