// A verdict on a claim, the course's beside it, and revisions with a reason, as engine/verdict.py has it.

const LONGEST_REASON = 300;
const APART_BY = [
  "The course says the same.",
  "The course is one step away.",
  "The course is two steps away: read its reasons.",
  "The course is three steps away: read its reasons, and say where they fail.",
  "The course says the opposite: read its reasons, and say where they fail.",
];
const MONTHS = "January February March April May June July August September October November December".split(" ");

const isVerdict = (entry) => Object.hasOwn(COURSE.verdicts, entry.value);

/** Everything that the learner has said of a claim, first to last, over all lessons. */
const verdictsOn = (claim, book) => book.entries("verdict", null, claim).filter(isVerdict);

/** A verdict in words: “Right, 70% sure”. */
const verdictWords = ({ value, confidence }) =>
  typeof confidence === "number" ? `${value}, ${general(confidence)}% sure` : String(value);

function dayOf({ at }) {
  const day = new Date(at);
  if (Number.isNaN(day.valueOf())) return "date unknown";
  return `${day.getDate()} ${MONTHS[day.getMonth()]} ${day.getFullYear()}`;
}

/** What the learner said of the claim at which time; `soFar` asks whether it still holds. */
function verdictHistory(given, soFar = false) {
  const lines = given.map((entry, number) => {
    const when = `Lesson ${entry.lesson}, ${dayOf(entry)}: ${verdictWords(entry)}.`;
    const reason = String(entry.reason ?? "");
    const stood = number > 0 && !reason && entry.value === given[number - 1].value;
    return `${when} ${stood ? "It still stood." : reason}`.trim();
  });
  if (soFar) return bulleted(lines) + setApart(`You said ${verdictWords(given.at(-1))}. Is it still your verdict?`);
  return given.length > 1 ? bulleted(lines) : "";
}

/** The learner's verdict and the course's on one scale, and how far apart they are. */
function verdictsSideBySide(course, entry) {
  const names = Object.keys(COURSE.verdicts);
  const yours = entry.value;
  const marks = { [course]: "◆ the course", [yours]: yours === course ? "● you, ◆ the course" : "● you" };
  const apart = Math.abs(names.indexOf(yours) - names.indexOf(course));
  return scaleSteps(COURSE.verdicts, marks) + setApart(`You said ${verdictWords(entry)}. ${APART_BY[apart]}`);
}

function readReason(typed) {
  const reason = typed.split(/\s+/).filter(Boolean).join(" ");
  if (!reason) throw new Refusal("Write one sentence first: what made you change it?");
  const size = [...reason].length;
  if (size > LONGEST_REASON)
    throw new Refusal(`Keep the reason to one sentence, at most ${LONGEST_REASON} letters; it has ${size}.`);
  return reason;
}

function verdictCard(data, book) {
  const home = data.lesson ?? book.lesson;
  const { claim, course, told } = data;
  const names = Object.keys(COURSE.verdicts);
  let revising = false;
  const given = () => verdictsOn(claim, book);
  const judged = () => given().some(({ lesson }) => lesson === home);
  const lock = (values) => {
    const first = !given().length;
    if (!first && !revising) return; // given meanwhile in another tab
    if (values.verdict == null) throw new Refusal("Choose a verdict first.");
    const entry = { value: values.verdict, confidence: readSure(values) };
    if (!first) entry.reason = readReason(values.reason);
    revising = false;
    book.record("verdict", claim, entry, home);
  };
  const letStand = () => {
    if (judged()) return;
    const { value, confidence } = given().at(-1);
    book.record("verdict", claim, { value, ...(confidence == null ? {} : { confidence }) }, home);
  };
  const choices = (label, ...more) => [
    optionsPart("verdict", `Your verdict on ${claim}`, names, "kb-steps", COURSE.verdicts),
    ...more,
    rowPart([sureOf(names.length), buttonPart("lock", label, lock, { primary: true, reads: true })], "kb-row kb-lock"),
  ];
  const revision = (...others) => {
    if (!revising) {
      const begin = (values) => {
        revising = true;
        ["verdict", "sure", "reason"].forEach((name) => delete values[name]);
      };
      return [rowPart([...others, buttonPart("again", "Revise my verdict", begin)])];
    }
    const label = "What made you change it? One sentence.";
    const reason = { kind: "text", name: "reason", label, value: "", lines: 1 };
    const leave = buttonPart("leave", "Leave it as it was", () => void (revising = false));
    return [...choices("Lock in my new verdict", reason), leave];
  };
  return {
    ...data,
    parts() {
      const said = given();
      if (!said.length) return [wordsPart(data.head), ...choices("Lock in my verdict")];
      if (judged()) {
        const both = verdictHistory(said) + verdictsSideBySide(course, said.at(-1)) + told;
        return [wordsPart(data.head + both), ...revision()];
      }
      const scale = scaleSteps(COURSE.verdicts, { [said.at(-1).value]: "● you" });
      const stands = buttonPart("stands", "It still stands", letStand);
      return [wordsPart(data.head + verdictHistory(said, true) + scale), ...revision(stands)];
    },
  };
}

/** A list of all claims, and below it the card of the one that was picked. */
function anyVerdictCard({ claims, ...data }, book) {
  const names = Object.keys(claims);
  let card = verdictCard(claims[names[0]], book);
  return {
    ...data,
    live: true,
    parts: (values) => [
      { kind: "choice", name: "claim", label: "Claim", options: names, value: names[0], about: "" },
      ...card.parts(values),
    ],
    moved(moved, values) {
      if (!moved.includes("claim")) return;
      const picked = values.claim;
      forget(values);
      values.claim = picked;
      card = verdictCard(claims[picked], book);
    },
  };
}
