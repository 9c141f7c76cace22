// Numbers as people type them and read them. The cases of tests/engine/numbers.json hold here and for Python's reading.

const OTHER_NAMES = { "%": ["percent", "per cent"], people: ["person"], h: ["hours", "hour"], µm: ["um"] };

/** Words without the unit that is asked for, should it stand behind them. */
function withoutUnit(words, unit) {
  const [small, asked] = [words, unit].map((each) => each.toLowerCase().replaceAll("μ", "µ"));
  const names = [asked, asked.replace(/s$/, ""), ...(OTHER_NAMES[asked] ?? [])];
  const found = names.find((name) => name && small.endsWith(name)) ?? "";
  return words.slice(0, words.length - found.length).trimEnd();
}

/** The number in a text. Throws an Error with one sentence for anything that is not one ordinary number. */
export function readNumber(typed, unit = "") {
  let words = withoutUnit(typed.trim().replace(/[−–]/g, "-"), unit)
    .replace(/(\d)[ \u00a0\u2009\u202f'’](?=\d{3}(?!\d))/g, "$1"); // telephones of 2022 know no look behind
  if (!words) throw new Error("Type a number first.");
  if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(words)) {
    const [whole, decimals] = words.split(",");
    const small = Number(`${whole}.${decimals}`);
    throw new Error(`“${words}” can be read in two ways; type ${whole}${decimals} or ${small}, as you mean it.`);
  }
  const shown = words.length <= 40 ? words : `${words.slice(0, 40)}…`;
  if (/^[+-]?\d*,\d+(e[+-]?\d+)?$/i.test(words)) words = words.replace(",", ".");
  else if (/^[+-]?\d{1,3}((,\d{3}){2,}|(\.\d{3}){2,})$/.test(words)) words = words.replace(/[,.]/g, "");
  else if (/^[+-]?\d{1,3}(,\d{3})+\.\d+$/.test(words)) words = words.replace(/,/g, "");
  else if (/^[+-]?\d{1,3}(\.\d{3})+,\d+$/.test(words)) words = words.replace(/\./g, "").replace(",", ".");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(words))
    throw new Error(`“${shown}” is not a number; type digits only, such as 12, 0.5 or 3e-4, without a unit.`);
  const number = Number(words);
  if (!Number.isFinite(number)) throw new Error("That is not an ordinary number; type one such as 12, 0.5 or 3e-4.");
  return number;
}

/** A number as it stands in a box: no 0.30000000000000004, a real minus. */
const figure = (number) => String(tidy(number)).replace("-", "−");
const tidy = (number) => Number(number.toPrecision(12));
const withUnit = (number, unit) => figure(number) + (unit ? ({ "%": "%", fold: "-fold" }[unit] ?? ` ${unit}`) : "");

/** The number typed for a field, within its bounds. Throws an Error with one sentence. */
function readFor(part, typed) {
  const number = readNumber(typed, part.unit);
  if (part.low != null && !(part.low <= number && number <= part.high)) {
    const bound = part.unit?.startsWith("of ") ? "" : part.unit; // "0 to 17", not "0 to 17 of 17"
    throw new Error(`Type a number from ${figure(part.low)} to ${withUnit(part.high, bound)}.`);
  }
  if (part.whole && !Number.isInteger(number)) throw new Error("Type a whole number.");
  return number;
}
