// A host for cards that need no Python: what stands on such a card, and what its buttons do, is said here. A card has
// sign, live, after (the predictions it waits for), parts(values): what stands on it now, as parts.py sends them, where
// a button also has act(), and perhaps moved(names): what it does when fields have been moved. A sentence for the learner is
// thrown as a Refusal. `book` is the page's ledger.

class Refusal extends Error {}

/** Every part, those in groups too. */
const flat = (parts) => parts.flatMap((part) => (part.kind === "group" ? flat(part.parts) : [part]));

/** The host that `mount` asks. */
function hostOf(card, book) {
  const told = new Set();
  const values = {};
  let parts = [];
  let answered = 0;
  let said = "";
  const look = () => {
    const waits = openOf(card.after ?? [], book);
    parts = waits.length ? gate(waits, book) : card.parts(values);
    for (const part of flat(parts)) if ("value" in part && !(part.name in values)) values[part.name] = part.value;
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
  look();
  return {
    get: (name) => ({ parts, sign: card.sign, live: card.live ?? false, picture: card.picture ?? "", said, answered })[name],
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
    say: (sentence) => {
      said = sentence;
      tell("state");
    },
    send({ seq, values: moved, press }) {
      if (press || Object.keys(moved).length) said = "";
      carefully(() => {
        Object.assign(values, moved);
        const button = press && flat(parts).find((part) => part.name === press && part.act && !part.disabled);
        if (button) button.act(values);
        else if (Object.keys(moved).length) card.moved?.(Object.keys(moved), values);
      });
      carefully(look);
      said = [book.notice(), said].filter(Boolean).join(" ");
      answered = seq;
      tell("state");
      tell("answered");
    },
  };
}
