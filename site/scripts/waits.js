// What waits: a card that would give the answer of an open prediction away, until that is locked in or given up.

const SETTLES = ["prediction", "reveal", "look"];

/** Which of these predictions are neither locked in nor given up. */
const openOf = (items, book) =>
  items.filter(({ lesson, item }) => !SETTLES.some((kind) => book.entries(kind, lesson, item).length));

/** What stands on a card that waits. */
function gate(waits, book) {
  const give_up = () => waits.forEach(({ item }) => book.record("look", item, {}));
  return [
    { kind: "words", html: waits[0].line },
    { kind: "button", name: "look-now", label: waits[0].look_now, act: give_up },
  ];
}
