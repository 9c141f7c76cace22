// How answers are judged and scored: as engine/predict.py, interval_score.py, exercise.py and diagnose.py do it.
// tests/reading_cases.json holds for both.

const SURE_OF_RANGE = 0.8;
const SLIP_MARGIN = 0.02;
const ENOUGH_DIGITS = 2;

/** What a guess among so many options is worth, in per cent, up to the next step. */
const lowestSure = (count) => (count ? 5 * Math.ceil(100 / (count * 5)) : 0);

/** Score of a central range that is said to hold the truth with probability `sure`; less is better. */
function intervalScore(low, high, truth, sure = SURE_OF_RANGE) {
  return high - low + (2 / (1 - sure)) * Math.max(low - truth, truth - high, 0);
}

const rangeCost = (answer, value, truth) =>
  rounded((100 * intervalScore(value[0], value[1], truth)) / (answer.hi - answer.lo), 1);

/** Whether a predicted text, number or [low, high] range meets the truth; a truth may be a range of two as well. */
function isRight(value, truth, factor = 1.5) {
  if (typeof value === "string" || typeof truth === "string") return value === truth;
  if (Array.isArray(truth)) return !Array.isArray(value) && truth[0] <= value && value <= truth[1];
  if (Array.isArray(value)) return value[0] <= truth && truth <= value[1];
  if (value * truth <= 0) return Math.abs(value - truth) <= (factor - 1) * Math.abs(truth);
  return 1 / factor <= value / truth && value / truth <= factor;
}

function onConfidence(right, sure) {
  if (right) return sure >= 80 ? "You knew, and you knew that you knew." : "You knew more than your confidence said.";
  if (sure >= 80) return "Sure and wrong is where most can be learnt: what made you so sure?";
  if (sure < 65) return "You were right to leave room for doubt.";
  return "Your doubt was in place; a little more would have been better.";
}

/** What the learner's range cost, and what it cost for. */
function onRange(answer, value, truth) {
  const cost = rangeCost(answer, value, truth);
  const width = rounded((100 * (value[1] - value[0])) / (answer.hi - answer.lo), 1);
  const miss = rounded(cost - width, 1);
  const points = `Your range cost ${countedWords(cost, "point")} of 100`;
  if (miss <= 0) return `${points}, all for its width; a narrower one would have cost less, and risked more.`;
  return `${points}: ${general(width)} for its width, and ${general(miss)} because it missed.`;
}

/** A truth as a learner reads it, to three digits. */
function truthWords(truth, unit) {
  if (typeof truth === "string") return truth;
  return joinUnit([truth].flat().map(threeDigits).join(" to "), unit);
}

function answerWords(value, unit) {
  if (typeof value === "string") return value;
  return joinUnit([value].flat().map(numberWords).join(" to "), unit);
}

const saidWords = (entry) => `${answerWords(entry.value, entry.unit ?? "")}, ${general(entry.confidence)}% sure.`;

/** Whether two numbers are as near as Python's isclose has it. */
const isNear = (one, other, share, gap = 0) =>
  one === other || Math.abs(one - other) <= Math.max(share * Math.max(Math.abs(one), Math.abs(other)), gap);

const isClose = (given, truth, tolerance) =>
  truth === 0 ? Math.abs(given) <= tolerance : Math.abs(given - truth) <= tolerance * Math.abs(truth);

/** Whether a number is right: within the tolerance, or the truth as people round it. */
function countsAsRight(given, truth, tolerance, whole = false) {
  if (isClose(given, truth, tolerance)) return true;
  if (truth === 0) return false;
  if (whole && Math.abs(truth) >= 1 && [Math.floor(truth), Math.ceil(truth)].includes(given)) return true;
  const power = Number(Math.abs(truth).toExponential().split("e")[1]);
  const step = Number(`1e${power - ENOUGH_DIGITS + 1}`);
  const steps = given / step;
  return isNear(steps, Math.round(steps), 1e-9, 1e-6) && Math.abs(given - truth) <= (step / 2) * (1 + 1e-9);
}

/** Judge a number: right, one of the exercise's own mistakes, a usual slip, or none of them: {right, sentence, slip}. */
function judgeNumber({ truth, tolerance, whole, mistakes, slips }, given) {
  if (isClose(given, truth, tolerance)) return { right: true, sentence: "That is it.", slip: "" };
  if (countsAsRight(given, truth, tolerance, whole))
    return { right: true, sentence: `That is it, rounded from ${numberWords(truth)}.`, slip: "" };
  const not = (sentence, slip = "") => ({ right: false, sentence, slip });
  const gap = ([value]) => Math.abs(given - value);
  const made = mistakes.filter(([value]) => countsAsRight(given, value, SLIP_MARGIN));
  if (made.length) {
    made.sort((one, other) => gap(one) - gap(other) || (one[1] < other[1] ? -1 : 1));
    return not(made[0][1], "expected mistake");
  }
  if (truth === 0) return not("The answer is zero: something should cancel out.", "not zero");
  if (given === 0)
    return not("Zero cannot be the answer; look for something that was multiplied or rounded away.", "zero");
  const slip = slips.find(({ value }) => isNear(given, value, SLIP_MARGIN));
  if (slip) return not(slip.sentence, slip.name);
  if (given < 0 !== truth < 0) {
    const wanted = truth > 0 ? "positive" : "negative";
    return not(`The sign is wrong (the answer is ${wanted}), and the size differs as well.`, "sign and size");
  }
  const size = Math.abs(given) > Math.abs(truth) ? "large" : "small";
  return not(`Too ${size}, and not by a usual slip; a hint may help.`);
}

/** Wilson's 95% interval of a share. */
function wilsonInterval(count, of) {
  const z = 1.959963984540054;
  const share = count / of;
  const middle = share + z ** 2 / (2 * of);
  const reach = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  return [middle - reach, middle + reach].map((end) => Math.min(1, Math.max(0, end / (1 + z ** 2 / of))));
}
