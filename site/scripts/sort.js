// Pieces to sort, and how the course sorts them, as engine/sort_out.py has it; and the questions on the ideas.

const NOT_SORTED = "choose …";

/** Every piece with the learner's choice and the course's. */
function sortedBeside(pieces, picked, labels) {
  const rows = pieces.map(({ name, text, fair, note }) => {
    const mine = picked[name] ?? "";
    const mark = mine && (fair.includes(mine) ? "✓ " : "✗ ");
    return [name, `${mark}${mine}` || "–", fair.join(" or "), note ? `${text} ${note}` : text].map(inHtml);
  });
  const right = pieces.filter(({ name, fair }) => fair.includes(picked[name])).length;
  const any = Object.keys(picked).length > 0;
  const told = any
    ? `You and the course agree on ${right} of ${pieces.length}. ` +
      "Where you differ, read the note: some of these can be argued about."
    : "You looked before you sorted.";
  const mark = any ? `Your ${labels.whole}` : `The course's ${labels.whole}`;
  const titles = [labels.piece, "You", "The course", "What it is about"];
  return setApart(told, mark) + tableOf(`Your ${labels.whole} beside the course's`, titles, rows);
}

function sortCard({ item, question, pieces, options: texts, labels, map, below, ...data }, book) {
  const latest = () => book.latest("sorting", book.lesson, item);
  const lock = (values) => {
    if (latest()) return; // sorted meanwhile in another tab
    const picked = Object.fromEntries(pieces.map(({ name }) => [name, values[name]]));
    const open = pieces.filter(({ name }) => picked[name] === NOT_SORTED).map(({ name }) => name);
    if (open.length) throw new Refusal(`Still open: ${open.join(", ")}.`);
    const right = pieces.filter(({ name, fair }) => fair.includes(picked[name])).length;
    book.record("sorting", item, { value: picked, right, of: pieces.length });
  };
  const lookOnly = () => book.record("sorting", item, { value: {}, right: null, of: pieces.length });
  return {
    ...data,
    get picture() {
      return map && latest() ? map.address : "";
    },
    parts() {
      const asked = wordsPart(paragraph(question, "h3"));
      const entry = latest();
      if (entry) {
        const shown = map ? [{ kind: "picture", refusal: "", ...map.shown }] : [];
        return [
          asked,
          wordsPart(sortedBeside(pieces, entry.value, labels)),
          ...shown,
          ...(below ? [wordsPart(below)] : []),
        ];
      }
      const rows = pieces.map(({ name, text }) => {
        const pick = {
          kind: "choice",
          name,
          label: name,
          options: [NOT_SORTED, ...texts],
          value: NOT_SORTED,
          about: "",
        };
        return rowPart([wordsPart(paragraph(text)), pick], "kb-piece");
      });
      const button = buttonPart("lock", labels.lock, lock, { primary: true, reads: true });
      return [asked, ...rows, rowPart([button, buttonPart("look", labels.look, lookOnly)])];
    },
  };
}

const QUIZ = "ideas";
const WAIT_DAYS = 28;
const ROUNDS_SAID = { before: "before the course", after: "after it", later: "weeks later" };

const firstOf = (book, asked) => book.entries(QUIZ, null, asked).find(({ value }) => isObject(value)) ?? null;

/** The sums of the rounds [{round, right, of}] with what so few questions leave open. */
function ideaSums(sums) {
  const share = (end) => `${decimals(100 * end, 0)}%`;
  const parts = sums.map(({ round, right, of }) => {
    const [low, high] = wilsonInterval(right, of).map(share);
    return `${right} of ${of} right ${ROUNDS_SAID[round]} (95% interval ${low} to ${high})`;
  });
  const few = `${countedWords(Math.max(...sums.map(({ of }) => of)), "question")} cannot tell a small gain from luck.`;
  return `${parts.join("; ")}. Guessing gives one in four; ${few}`;
}

function quizCard({ round, rounds, ...data }, book) {
  const asked = rounds[round];
  const lock = (values) => {
    if (firstOf(book, round)) return; // answered meanwhile in another tab
    const open = asked.flatMap(({ question }, i) => (values[question] === null ? [i + 1] : []));
    if (open.length) throw new Refusal(`Still open: ${open.join(", ")}. A guess is fine.`);
    const value = Object.fromEntries(asked.map(({ question }) => [question, values[question]]));
    const right = asked.filter((each) => value[each.question] === each.right).length;
    book.record(QUIZ, round, { value, right, of: asked.length });
  };
  const opens = () => {
    if (round !== "later") return "";
    const before = firstOf(book, "after");
    if (!before) return "Three more questions open here four weeks after you have answered the ten above.";
    const day = new Date(Date.parse(before.at) + WAIT_DAYS * 86400000);
    if (Date.now() >= day) return "";
    return `Three more questions open here on ${day.toISOString().slice(0, 10)}, if you come back. They show what stays.`;
  };
  const answered = ({ value }) => {
    if (round === "before") {
      const told = "Kept. Nothing is told yet: the same ideas come in new cases after the last lesson.";
      return setApart(told, "✓ Your ten answers");
    }
    const lines = asked.map(({ question, text, right, why }) => {
      const mine = value[question] ?? "";
      return `${text} ${mine === right ? "✓ " : `✗ You said “${mine}”. Right: `}“${right}”. ${why}`;
    });
    const sums = Object.entries(rounds).flatMap(([name, questions]) => {
      const entry = firstOf(book, name);
      const known = questions.filter(({ question }) => entry && question in entry.value);
      const right = known.filter((each) => entry.value[each.question] === each.right).length;
      return known.length ? [{ round: name, right, of: known.length }] : [];
    });
    return setApart(ideaSums(sums), "✓ Locked in") + bulleted(lines);
  };
  return {
    ...data,
    parts() {
      const entry = firstOf(book, round);
      if (entry) return [wordsPart(answered(entry))];
      const closed = opens();
      if (closed) return [wordsPart(paragraph(closed))];
      const choices = asked.map(({ question, text, options: texts }, i) =>
        optionsPart(question, `${i + 1}. ${text}`, shuffled(texts, `${book.learner} ${question}`)),
      );
      const label = `Lock in my ${asked.length} answers`;
      return [...choices, buttonPart("lock", label, lock, { primary: true, reads: true })];
    },
  };
}
