// What waits: a card that would give the answer of an open prediction away, until that is locked in or given up.

const SETTLES = ["prediction", "reveal", "look"];

/** Which of these predictions are neither locked in nor given up. */
const openOf = (items, book) =>
  items.filter(({ lesson, item }) => !SETTLES.some((kind) => book.entries(kind, lesson, item).length));

/** What stands on a card that waits. */
function gate(waits, book) {
  const asked = waits.map(({ asks }) => `“${asks}”`).join(" ");
  const { first, why, link, look } = COURSE.waits;
  const html = `${paragraph(`${first}: ${asked}`, "p", "kb-task")}<p class="kb-small">${inHtml(why)} ${link}</p>`;
  const giveUp = () => openOf(waits, book).forEach(({ item, lesson }) => book.record("look", item, {}, lesson));
  return [
    { kind: "words", html },
    { kind: "button", name: "look-now", label: look, act: giveUp },
  ];
}
