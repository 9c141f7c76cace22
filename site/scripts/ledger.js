// The learner's ledger of this browser: entries as the notebooks keep them, in the browser's storage. It is read again
// before every write, since another tab may have written; what another tab has written over is put back. What cannot be
// kept waits in memory, and `trouble` says so.

// In a learning management system (scorm.js) each learner has a ledger: others may use the same browser.
const LEARNER_HERE = globalThis.kbHost?.learner ? `-${sha256(kbHost.learner).slice(0, 16)}` : "";
const LEDGER_KEY = `${COURSE.name}-ledger${LEARNER_HERE}`;
const LEDGER_FILE = "my-ledger.json";
const LATER_MS = 500; // what a slider has tried is told to other cards once it is at rest
const NOT_KEPT =
  "This browser cannot keep your answers (its storage is full or shut), so they stay only while this page is open: " +
  "save them as a file.";
const NEWER_HERE =
  "The answers in this browser were written by a newer version of the course and are left as they are, so new ones " +
  "stay only while this page is open: save them as a file.";

/** The browser's storage; where that may not even be named, one that refuses. */
function browserStore() {
  try {
    if (localStorage) return localStorage;
  } catch {
    // shut
  }
  const shut = () => {
    throw new Error("shut");
  };
  return { getItem: () => null, setItem: shut, removeItem: () => {} };
}

const isOf = (entry, asked) => Object.entries(asked).every(([key, value]) => value == null || entry[key] === value);

/** Put an answer {entry, replaces} in: at the end, or in the place of the last about its question. */
function putIn(entries, { entry, replaces }) {
  const old = replaces && entries.findLast((each) => questionOf(each) === questionOf(entry));
  if (old) Object.assign(old, entry);
  else entries.push({ ...entry });
}

function openLedger(home = globalThis.kbLesson?.lesson ?? "", store = browserStore()) {
  const told = new Set();
  const blank = newLedger();
  let unsaved = []; // answers that wait for a write that succeeds
  let saved = []; // those of this page that were written
  let trouble = "";
  const notices = []; // what the learner must be told
  let said = 0; // how many of these have been said
  let known = { raw: null, document: blank }; // what was read last

  const stored = () => {
    try {
      return store.getItem(LEDGER_KEY);
    } catch {
      return null;
    }
  };
  /** What is kept, as it stands there now; null where nothing may be written, since it is newer or cannot be set aside. */
  const read = () => {
    const raw = stored();
    if (raw !== known.raw) {
      if (raw === null) saved = []; // cleared, perhaps in another tab
      known = { raw, document: raw === null ? newLedger() : (parsedLedger(raw) ?? afterDamage(raw)) };
    }
    return known.document?.format > LEDGER_FORMAT ? null : known.document;
  };
  /** Set damaged text aside, once however often it is met, and begin anew. */
  const afterDamage = (raw) => {
    const begins = `${LEDGER_KEY}.damaged-`;
    const moment = new Date()
      .toISOString()
      .replace(/[-:]|\..*/g, "")
      .replace("T", "-");
    const there = Object.keys(store).find((key) => key.startsWith(begins) && store.getItem(key) === raw);
    const name = there ?? `${begins}${moment}`;
    try {
      store.setItem(name, raw);
    } catch {
      return null;
    }
    notices.push(
      `Your answers in this browser were damaged and could not be read; they are kept there as ${name}, and new ones ` +
        "have been started.",
    );
    [unsaved, saved] = [[...saved, ...unsaved], []];
    return newLedger();
  };
  /** The ledger with the answers that wait. */
  const current = () => {
    const found = structuredClone(read() ?? blank);
    unsaved.forEach((answer) => putIn(found.entries, answer));
    return found;
  };
  const write = (document) => {
    if (!read()) {
      trouble = known.document ? NEWER_HERE : NOT_KEPT;
      return false;
    }
    const raw = JSON.stringify(document);
    try {
      store.setItem(LEDGER_KEY, raw);
    } catch {
      trouble = NOT_KEPT;
      return false;
    }
    known = { raw, document };
    const later = unsaved.filter(({ replaces }) => replaces).map(({ entry }) => questionOf(entry));
    saved = [...saved.filter(({ entry, replaces }) => !(replaces && later.includes(questionOf(entry)))), ...unsaved];
    unsaved = [];
    trouble = "";
    return true;
  };
  const tellAll = () => told.forEach((change) => change());
  const keep = (kind, item, fields, lesson, replaces) => {
    const at = `${new Date().toISOString().slice(0, 19)}+00:00`;
    unsaved.push({ entry: { kind, lesson, item, ...fields, at }, replaces });
    write(current());
    if (replaces) setTimeout(tellAll, LATER_MS);
    else tellAll();
  };
  /** Another tab has written: what it has written over is put back. */
  const mend = () => {
    const found = read();
    const there = found ? [...found.entries, ...(found.archived ?? [])] : [];
    const contents = new Set(there.map(contentOf));
    const questions = new Set(there.map(questionOf));
    const isThere = ({ entry, replaces }) =>
      replaces ? questions.has(questionOf(entry)) : contents.has(contentOf(entry));
    const lost = found ? saved.filter((answer) => !isThere(answer)) : [];
    if (!lost.length) return;
    saved = saved.filter((answer) => !lost.includes(answer));
    unsaved = [...lost, ...unsaved];
    write(current());
  };
  addEventListener("storage", ({ key }) => {
    if (key !== null && key !== LEDGER_KEY) return;
    mend();
    tellAll();
  });
  /** Go over to the store of all pages, with the answers that were given here before it was found. */
  const move = (next) => {
    const before = current();
    const [own, waiting] = [store, unsaved];
    const readable = read() !== null; // else a newer course has written it, and it stays
    [store, unsaved] = [next, []];
    known = next.getItem(LEDGER_KEY) === null ? { raw: null, document: before } : { raw: "", document: null };
    const there = read();
    if (there && before.entries.length) {
      const { entries, archived } = there === before ? before : mergedLedgers(there, before);
      if (write({ ...there, entries, ...(archived?.length ? { archived } : {}) })) {
        saved = [...saved, ...waiting];
        if (readable) own.removeItem(LEDGER_KEY);
      }
    }
    if (!there) unsaved = waiting;
    tellAll();
  };
  findShelf(store, move, (full) => {
    if (full) trouble = NOT_KEPT;
    else mend();
    tellAll();
  });

  const book = {
    lesson: home,
    get learner() {
      return (read() ?? blank).learner ?? "";
    },
    entries(kind, lesson, item) {
      const waiting = unsaved.length ? current().entries : (read() ?? blank).entries;
      return waiting.filter((each) => isOf(each, { kind, lesson, item }));
    },
    latest: (kind, lesson, item) => book.entries(kind, lesson, item).at(-1) ?? null,
    record: (kind, item, fields, lesson = home) => keep(kind, item, fields, lesson, false),
    /** Keep one entry of its kind, lesson and item: the newest takes the place of the one before. */
    replace: (kind, item, fields, lesson = home) => keep(kind, item, fields, lesson, true),
    waiting: () => unsaved.length,
    trouble: () => trouble,
    /** What the learner must be told, said once. */
    notice() {
      const fresh = notices.slice(said);
      said = notices.length;
      return fresh.join(" ");
    },
    notices: () => notices.join(" "),
    compare: (loaded) => mergedLedgers(current(), loaded),
    /** Add all that another ledger holds and this one does not. */
    load(loaded) {
      const document = current();
      const found = mergedLedgers(document, loaded);
      const archived = found.archived.length ? { archived: found.archived } : {};
      if (!write({ ...document, entries: found.entries, ...archived }))
        throw new Refusal(`${trouble.split(":")[0]}; nothing was changed.`);
      tellAll();
      return found;
    },
    /** Take all answers out of this browser. */
    clear() {
      store.removeItem(LEDGER_KEY);
      [unsaved, saved, trouble] = [[], [], ""];
      read();
      tellAll();
    },
    text: () => ledgerText(current()),
    /** Give the learner all answers as a file, the same that the notebooks keep. */
    save() {
      const href = URL.createObjectURL(new Blob([book.text()], { type: "application/json" }));
      make("a", { href, download: LEDGER_FILE }).click();
      setTimeout(() => URL.revokeObjectURL(href), 60000);
    },
    on(change) {
      told.add(change);
      return () => told.delete(change);
    },
  };
  return book;
}
