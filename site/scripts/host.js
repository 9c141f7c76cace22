// A host for cards that need no Python: what stands on such a card, and what its buttons do, is said here. A card has
// sign, live, after (the predictions it waits for), and parts(values): what stands on it now, as parts.py sends them,
// where a button also has act(values), which may return a sentence to say. It may have moved(names, values): what it
// does when fields have been moved, and refused(): what it takes back when something was put in that can be no answer.
// A sentence for the learner is thrown as a Refusal. One that tellsAll shows by itself what must be told about the
// ledger. `book` is the page's ledger.

class Refusal extends Error {}

/** Every part, those in groups too. */
const flat = (parts) => parts.flatMap((part) => (part.kind === "group" ? flat(part.parts) : [part]));

/** What a field makes of what was put in: a number where one was typed. */
function takenFrom(part, raw) {
  if (part.kind !== "number" || raw === "") return raw;
  try {
    return readFor(part, raw);
  } catch (problem) {
    throw new Refusal(problem.message);
  }
}

/** What stands below a card whose answer could not be kept. */
const offer = (book) => [
  { kind: "words", html: setApart(book.trouble(), "Please note", "kb-wrong") },
  { kind: "button", name: "save-answers", label: "Save my answers as a file", act: book.save },
];

/** The host that `mount` asks. */
function hostOf(card, book) {
  const told = new Set();
  const values = {};
  let parts = [];
  let answered = 0;
  let said = "";
  let offers = false;
  const look = () => {
    const waits = openOf(card.after ?? [], book);
    parts = waits.length ? gate(waits, book) : card.parts(values);
    offers &&= Boolean(book.trouble());
    if (offers) parts = [...parts, ...offer(book)];
    for (const part of flat(parts)) {
      if (!("value" in part)) continue;
      if (!(part.name in values)) values[part.name] = part.value;
      part.value = values[part.name];
    }
  };
  const carefully = (act) => {
    try {
      act();
    } catch (problem) {
      said = problem.message;
      if (!(problem instanceof Refusal)) console.error(problem);
    }
  };
  const tell = (what) => told.forEach((change) => change(what));
  const again = () => {
    carefully(look);
    tell("state");
  };
  const take = (moved) => {
    const fields = flat(parts).filter((part) => part.name in moved && "value" in part);
    try {
      const taken = Object.fromEntries(fields.map((part) => [part.name, takenFrom(part, moved[part.name])]));
      Object.assign(values, taken);
    } catch (problem) {
      card.refused?.();
      throw problem;
    }
    return fields.map(({ name }) => name);
  };
  look();
  return {
    get: (name) =>
      ({ parts, sign: card.sign, live: card.live ?? false, picture: card.picture ?? "", said, answered })[name],
    alive: () => true,
    on: (change) => {
      told.add(change);
      const off = book.on(again);
      return () => {
        told.delete(change);
        off();
      };
    },
    again,
    tell(sentence) {
      said = sentence;
      again();
    },
    send({ seq, values: moved, press }) {
      if (press || Object.keys(moved).length) said = "";
      const waiting = book.waiting();
      carefully(() => {
        const names = take(moved);
        const button = press && flat(parts).find((part) => part.name === press && part.act && !part.disabled);
        const sentence = button && button.act(values);
        if (typeof sentence === "string") said = sentence;
        if (!button && names.length) card.moved?.(names, values);
      });
      offers ||= book.waiting() > waiting;
      carefully(look);
      if (!card.tellsAll) said = [book.notice(), said].filter(Boolean).join(" ");
      answered = seq;
      tell("state");
      tell("answered");
    },
  };
}
