// A prediction and what it meets: the cards of `predict` and `reveal`, as engine/predict.py has them.

const sureOf = (count) => {
  const guess = lowestSure(count);
  const about = `${count ? `${guess}% is a guess` : "0% means no idea"}, 100% is certain`;
  const track = { low: guess, high: 100, step: 5, unit: "%", about, seen: null, whole: false };
  return { kind: "slider", name: "sure", label: "How sure are you?", value: null, ...track };
};

function readSure(values) {
  if (values.sure == null) throw new Refusal("Say how sure you are first.");
  return values.sure;
}

const optionsPart = (name, label, texts, style = "", notes = {}) => ({
  kind: "options",
  name,
  label,
  style,
  value: null,
  options: texts.map((option) => ({ value: option, text: option, note: notes[option] ?? "" })),
});

const rowPart = (parts, style = "kb-row") => ({ kind: "group", style, legend: "", parts });
const buttonPart = (name, label, act, more = {}) => ({
  kind: "button",
  name,
  label,
  act,
  primary: false,
  disabled: false,
  reads: false,
  hint: "",
  ...more,
});
const wordsPart = (page) => ({ kind: "words", html: page });

/** Forget what was put in, before a card asks for something else under the same names. */
const forget = (values) => Object.keys(values).forEach((name) => delete values[name]);

/** What one kind of answer is given with. */
function answerField(answer, label, item, book) {
  if (answer.kind === "options") {
    const seed = `${book.learner} ${book.lesson} ${item}`;
    return optionsPart("answer", label, answer.in_order ? answer.options : shuffled(answer.options, seed));
  }
  const { lo, hi, unit } = answer;
  if (answer.kind === "number")
    return { kind: "number", name: "answer", label: "Your answer", unit, low: lo, high: hi, enter: "", value: "" };
  return { kind: "range", name: "answer", low: lo, high: hi, step: answer.step, unit, value: [lo, hi] };
}

/** What has been put in, as the ledger keeps it. */
function readAnswer(answer, value) {
  if (value === null) throw new Refusal("Choose an answer first.");
  if (value === "") throw new Refusal("Type a number first.");
  if (answer.kind === "interval" && value[0] === answer.lo && value[1] === answer.hi)
    throw new Refusal("This range rules nothing out; move its ends to what you trust.");
  return value;
}

function predictCard({ item, question, answer, rule, ...data }, book) {
  let askingAgain = false;
  const latest = (kind) => book.latest(kind, book.lesson, item);
  const lock = (kind, values) => {
    if (latest(kind)) return; // given meanwhile in another tab
    const value = readAnswer(answer, values.answer);
    const confidence = answer.kind === "interval" ? 100 * SURE_OF_RANGE : readSure(values);
    const seen = latest("reveal") || latest("look") ? { after_reveal: true } : {};
    book.record(kind, item, { value, confidence, unit: answer.unit ?? "", question, ...seen });
  };
  const inputs = (kind) => {
    const first = kind === "prediction";
    const legend = first ? question : "Your second answer";
    const label = first ? "Lock in" : "Lock in my second answer";
    const button = buttonPart("lock", label, (values) => lock(kind, values), { primary: true, reads: true });
    const field = answerField(answer, legend, item, book);
    const style = "kb-row kb-lock";
    if (answer.kind === "options") return [field, rowPart([sureOf(answer.options.length), button], style)];
    const knob = answer.kind === "number" ? [sureOf(0)] : [];
    const parts = [wordsPart(paragraph(rule, "p", "kb-small")), field];
    return [{ kind: "group", style: "", legend, parts }, rowPart([...knob, button], style)];
  };
  return {
    ...data,
    parts() {
      const [first, second] = ["prediction", "second"].map(latest);
      const marks = [
        [first, "✓ Locked in"],
        [second, "✓ Second answer"],
      ].filter(([entry]) => entry);
      const given = marks.map(([entry, mark]) => wordsPart(setApart(saidWords(entry), mark)));
      if (!given.length) return inputs("prediction");
      const asked = wordsPart(paragraph(question, "h3"));
      if (given.length === 2 || latest("reveal")) return [asked, ...given];
      if (askingAgain) return [asked, ...given, ...inputs("second")];
      const hint = "After thinking or talking it over; your first answer stays and is the one that counts";
      const again = (values) => {
        askingAgain = true;
        forget(values);
      };
      return [asked, ...given, buttonPart("again", "Answer again", again, { hint })];
    },
  };
}

/** The prediction beside the truth, as HTML. `second` is the answer that was given after thinking. */
function outcomeWords({ answer, truth, factor }, prediction, second) {
  const fact = truthWords(truth, answer.unit ?? "");
  if (!prediction) return setApart(`${fact}. You looked before you locked in a prediction.`, "The answer");
  const { value, confidence } = prediction;
  const right = isRight(value, truth, factor);
  let judgement;
  if ("after_reveal" in prediction) judgement = "You locked it in after seeing the answer, so it does not count.";
  else if (answer.kind === "interval" && Array.isArray(value)) judgement = onRange(answer, value, truth);
  else judgement = onConfidence(right, confidence);
  let again = "";
  if (second) {
    const meets = isRight(second.value, truth, factor) ? "meets it" : "does not meet it";
    again = ` Your second answer, ${answerWords(second.value, second.unit ?? "")}, ${meets}.`;
  }
  const said = answerWords(value, prediction.unit ?? "");
  const told = `You said ${said}, ${general(confidence)}% sure. The answer: ${fact}. ${judgement}${again}`;
  const mark = setApart(told, right ? "✓ Right" : "✗ Not right", right ? "kb-right" : "kb-wrong");
  if (answer.kind === "options" || typeof value === "string") return mark;
  const ends = (name, each) => ({ name, low: [each].flat()[0], high: [each].flat().at(-1) });
  return scaleTrack(answer.lo, answer.hi, answer.unit, [ends("you", value), ends("the answer", truth)]) + mark;
}

function revealCard({ item, question, explain, ...data }, book) {
  const { answer, truth, factor } = data;
  const latest = (kind) => book.latest(kind, book.lesson, item);
  const seen = () => {
    const prediction = latest("prediction");
    const entry = { value: truth, correct: null };
    if (prediction && !("after_reveal" in prediction)) {
      entry.correct = isRight(prediction.value, truth, factor);
      entry.confidence = prediction.confidence;
      if (answer.kind === "interval" && Array.isArray(prediction.value))
        entry.cost = rangeCost(answer, prediction.value, truth);
    }
    const before = latest("reveal");
    const same = ([key, value]) => JSON.stringify(before[key]) === JSON.stringify(value);
    if (!before || !Object.entries(entry).every(same)) book.record("reveal", item, entry);
  };
  return {
    ...data,
    parts() {
      const prediction = latest("prediction");
      if (!prediction && !latest("reveal")) {
        const told = "Lock in your prediction first. Or see the answer without one: it will not count.";
        const page = `${paragraph(told)}<p class="kb-small">${COURSE.waits.link}</p>`;
        return [wordsPart(page), buttonPart("look", "Show the answer", seen)];
      }
      const outcome = outcomeWords(data, prediction, latest("second"));
      const page = paragraph(question, "h4") + outcome + paragraph(explain);
      return [wordsPart(page), { kind: "sight", name: "seen", act: seen }];
    },
  };
}
