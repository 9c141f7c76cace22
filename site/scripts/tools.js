// What a learner can do with the answers kept in this browser, and how far they are.

const HOW_KEPT =
  "Your answers are kept in this browser and sent nowhere. Clearing the browser's data deletes them, so save them as a " +
  "file now and then; notebooks of the course read the same file.";

/** The card of the answers: save them, load them from a file, take them away. */
function answersCard(data, book) {
  let open = ""; // "load" or "clear"
  let found = null; // a ledger that waits for the learner's word
  const shut = () => {
    open = "";
    found = null;
  };
  const lookAt = (values) => {
    const typed = values.file;
    values.file = "";
    if (!typed) throw new Refusal(`Choose a file ${LEDGER_FILE} first.`);
    found = readLedger(typed);
  };
  const load = () => {
    const { added, archivedToo } = book.load(found);
    shut();
    const count = added.length + archivedToo.length;
    return count
      ? `${countedWords(count, "answer")} ${count === 1 ? "was" : "were"} added.`
      : "Nothing was to be added.";
  };
  const clear = () => {
    book.clear();
    shut();
    return "Your answers were taken out of this browser. Load this page again to see its questions open.";
  };
  const below = () => {
    if (found) {
      const buttons = [buttonPart("load", "Load it", load, { primary: true }), buttonPart("leave", "Leave it", shut)];
      return [wordsPart(paragraph(changesOf(book.compare(found)))), rowPart(buttons)];
    }
    if (open === "load") {
      const file = {
        kind: "upload",
        name: "file",
        label: `A file ${LEDGER_FILE} from this site or a notebook`,
        accept: ".json,application/json",
        value: "",
        most_mb: 5,
        too_large: "This file is larger than 5 MB, which is too large; choose another one.",
      };
      return [
        file,
        rowPart([
          buttonPart("look", "Look at this file", lookAt, { primary: true, reads: true }),
          buttonPart("leave", "Leave it", shut),
        ]),
      ];
    }
    if (open === "clear") {
      const words = "All answers in this browser would be deleted. Save them as a file first if you want to keep them.";
      return [
        wordsPart(paragraph(words)),
        rowPart([buttonPart("clear", "Delete my answers", clear), buttonPart("leave", "Leave them", shut)]),
      ];
    }
    return [];
  };
  return {
    sign: "kb-tools",
    tellsAll: true,
    ...data,
    parts() {
      const all = book.entries();
      const lessons = new Set(all.map(({ lesson }) => lesson)).size;
      const held = all.length
        ? `${countedWords(all.length, "entry").replace("entrys", "entries")} from ${countedWords(lessons, "lesson")}.`
        : "There are none yet.";
      const trouble = book.trouble();
      const note = [trouble, book.notices()].filter(Boolean).join(" ");
      const told = (note ? setApart(note, "Please note", "kb-wrong") : "") + (trouble ? "" : paragraph(HOW_KEPT));
      const buttons = [
        buttonPart("save", "Save my answers", book.save, { primary: true, disabled: !all.length }),
        buttonPart("open-load", "Load answers from a file", () => void (open = "load")),
        buttonPart("open-clear", "Delete my answers here", () => void (open = "clear"), { disabled: !all.length }),
      ];
      return [
        wordsPart(`${paragraph("Your answers", "h3")}${told}${paragraph(held, "p", "kb-small")}`),
        rowPart(buttons),
        ...below(),
      ];
    },
  };
}

/** Put the card of the answers into an element, for any page of the site. */
function answersPlace(el, book) {
  const live = make("div");
  el.append(live);
  mount(live, hostOf(answersCard({}, book), book));
}

const EDGES = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** The last entry of each lesson and item among those given. */
const newestOf = (entries) => [...new Map(entries.map((entry) => [questionOf(entry), entry])).values()];

/** How sure the learner was and how often right, over answers that were locked in before the truth was seen. */
function calibrationWords(reveals) {
  const newest = newestOf(reveals);
  const answers = newest.filter(({ correct, confidence }) => correct != null && confidence !== undefined);
  if (!answers.length)
    return paragraph("Your calibration will stand here after your first prediction has met its answer.");
  const rows = EDGES.slice(1).flatMap((high, i) => {
    const low = EDGES[i];
    const inside = answers.filter(({ confidence }) => {
      const sure = confidence / 100;
      return (low <= sure && sure < high) || (sure === 1 && high === 1);
    });
    if (!inside.length) return [];
    const right = inside.filter(({ correct }) => correct).length;
    const share = (each) => decimals(100 * each, 0);
    return [[`${share(low)} to ${share(high)}%`, String(inside.length), `${share(right / inside.length)}%`]];
  });
  const penalties = answers.map(({ confidence, correct }) => (Number(correct) - confidence / 100) ** 2);
  const mean = (numbers) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
  const score = `Brier score over ${countedWords(answers.length, "answer")}: ${decimals(mean(penalties), 2)}.`;
  const costs = newest.map(({ cost }) => cost).filter(isNumber);
  const ranges = costs.length
    ? ` Your ${countedWords(costs.length, "range")} cost ${decimals(mean(costs), 0)} points of 100 on average.`
    : "";
  const table = tableOf("How sure you were, and how often you were right", ["You said", "Answers", "Right"], rows);
  return table + paragraph(`${score} Less is better; saying 50% every time gives 0.25.${ranges}`);
}

/** The card of the learner's progress, lesson by lesson. */
function progressCard(data, book) {
  const lines = () =>
    data.lessons.map(({ lesson, link, asked }) => {
      const entries = book.entries(null, lesson);
      const items = (kind, keep = () => true) =>
        new Set(entries.filter((entry) => entry.kind === kind && keep(entry)).map(({ item }) => item)).size;
      const verdicts = newestOf(entries.filter(({ kind }) => kind === "verdict"));
      const solved = items("attempt", ({ correct }) => correct);
      return [
        link,
        String(items("prediction") || ""),
        String(items("explore") || ""),
        asked ? `${solved} of ${asked}` : "",
        inHtml(verdicts.map(({ item, value }) => `${item} ${value}`).join("; ")),
      ];
    });
  const titles = ["Lesson", "Predicted", "Explored", "Solved", "Your verdicts"];
  return {
    ...data,
    parts: () => [
      wordsPart(
        paragraph("Your progress", "h3", "kb-title") +
          stripOf(data.steps, book) +
          tableOf("Lesson by lesson", titles, lines()) +
          calibrationWords(book.entries("reveal")),
      ),
    ],
  };
}

/** The strip under a lesson's title: its parts, each a link, with what the learner has done in them. */
function stripOf(steps, book) {
  const cells = steps.map(({ address, beginning, name, verb, kind, items, asked }) => {
    const entries = book.entries(kind || null, book.lesson);
    const met = entries.filter(
      ({ item, correct }) => (!items || items.includes(item)) && (kind !== "attempt" || correct),
    );
    const done = asked ? Math.min(new Set(met.map(({ item }) => item)).size, asked) : 0;
    const state = asked && done >= asked ? "kb-done" : done ? "kb-begun" : "";
    const count = asked ? `<small>${done} of ${asked} ${verb}</small>` : "";
    return `<li class="${state}"><a href="${inHtml(address)}" data-part="${inHtml(beginning)}">${inHtml(name)}</a>${count}</li>`;
  });
  return `<nav class="kb-way" aria-label="Parts of this lesson"><ol>${cells.join("")}</ol></nav>`;
}

/** The card at the top of a lesson, whose strip follows the answers. */
function startCard({ before, steps, below, ...data }, book) {
  return { ...data, parts: () => [wordsPart(before), wordsPart(stripOf(steps, book)), wordsPart(below)] };
}

/** The claim map: each claim with the learner's verdict, to be given there too. */
function claimMap({ claims }, book) {
  const count = document.querySelector("[data-kb-judged]");
  const places = claims
    .map((data) => [data, document.getElementById(`judge-${data.claim}`)])
    .filter(([, place]) => place);
  const show = () => {
    const judged = claims.filter(({ claim }) => verdictsOn(claim, book).length).length;
    if (count) count.textContent = `${judged} of ${claims.length} judged.`;
    for (const [data, place] of places) {
      const given = verdictsOn(data.claim, book).some(({ lesson }) => lesson === data.lesson);
      place.querySelectorAll("details.verdict").forEach((each) => (each.hidden = given));
    }
  };
  for (const [data, place] of places) {
    const live = make("div");
    place.querySelector("fieldset").replaceWith(live);
    mount(live, hostOf(verdictCard(data, book), book));
  }
  book.on(show);
  show();
  // The cards are taller than what stood there: go again to the claim that the address names.
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView({ behavior: "instant" });
}
