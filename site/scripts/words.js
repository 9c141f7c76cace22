// Numbers and texts as Python writes them, so that a card says the same here and in the notebook.

/** Digits with `places` of them behind the point; exactly half a step goes to the even digit, as in Python. */
function decimals(value, places) {
  const [whole, rest] = Math.abs(value).toFixed(100).split(".");
  const kept = roundedDigits(whole + rest, whole.length + places).padStart(places + 1, "0");
  const cut = kept.length - places;
  return (value < 0 ? "-" : "") + kept.slice(0, cut) + (places ? `.${kept.slice(cut)}` : "");
}

/** The first of some digits, rounded; one more of them where all were nines. */
function roundedDigits(digits, count) {
  const tail = digits.slice(count);
  const half = "5".padEnd(tail.length, "0");
  const odd = "13579".includes(digits[count - 1] ?? "0");
  const up = tail > half || (tail === half && odd);
  return String(BigInt(digits.slice(0, count) || "0") + (up ? 1n : 0n)).padStart(count, "0");
}

const rounded = (value, places) => Number(decimals(value, places));

/** A number with so many significant digits at most, as short as it can be (Python's “g”). */
function general(value, digits = 6) {
  if (value === 0) return "0";
  const [mantissa, power] = Math.abs(value).toExponential(100).split("e");
  let kept = roundedDigits(mantissa.replace(".", ""), digits);
  const exponent = Number(power) + kept.length - digits;
  kept = kept.slice(0, digits).replace(/0+$/, "");
  const sign = value < 0 ? "-" : "";
  if (exponent < -4 || exponent >= digits) {
    const size = String(Math.abs(exponent)).padStart(2, "0");
    return `${sign}${kept[0]}${kept.length > 1 ? `.${kept.slice(1)}` : ""}e${exponent < 0 ? "-" : "+"}${size}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${kept}`;
  kept = kept.padEnd(exponent + 1, "0");
  return sign + kept.slice(0, exponent + 1) + (kept.length > exponent + 1 ? `.${kept.slice(exponent + 1)}` : "");
}

/** A number as a learner reads it: up to four significant digits, a real minus, no exponent for ordinary sizes. */
function numberWords(value) {
  const size = Math.abs(value);
  let said;
  if (Number.isInteger(value) && size < 1e6) said = decimals(value, 0);
  else if (size >= 1e-4 && size < 1e4) said = general(value, 4);
  else if (size >= 1e4 && size < 1e9) said = decimals(value, 0).replace(/\B(?=(\d{3})+$)/g, ",");
  else said = general(value, 3);
  return value < 0 ? `−${said.slice(1)}` : said;
}

const shortFigure = (value) => general(value).replace("-", "−");
const joinUnit = (said, unit) => (unit ? said + ({ "%": "%", fold: "-fold" }[unit] ?? ` ${unit}`) : said);
const countedWords = (count, one) => `${shortFigure(count)} ${count === 1 ? one : `${one}s`}`;

const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
const inHtml = (said) => String(said).replace(/[&<>"']/g, (sign) => SIGNS[sign]);
const paragraph = (said, tag = "p", style = "") =>
  `<${tag}${style ? ` class="${style}"` : ""}>${inHtml(said)}</${tag}>`;
const bulleted = (lines) => `<ul>${lines.map((line) => paragraph(line, "li")).join("")}</ul>`;

/** Words set apart: `mark` is what they mean, `style` one of kb-right, kb-wrong, kb-course or none. */
function setApart(said, mark = "", style = "") {
  const first = mark ? `<b>${inHtml(mark)}.</b> ` : "";
  return `<div class="kb-say ${style}" role="status">${first}${inHtml(said)}</div>`;
}

const judgedWords = (right, said) => setApart(said, right ? "✓ Right" : "✗ Not yet", right ? "kb-right" : "kb-wrong");

/** A table of cells that are HTML already. */
function tableOf(caption, titles, rows) {
  const line = (tag, cells) =>
    cells.map((cell) => `<${tag}${tag === "th" ? ' scope="col"' : ""}>${cell}</${tag}>`).join("");
  const body = rows.map((cells) => `<tr>${line("td", cells)}</tr>`).join("");
  return (
    `<div class="kb-data"><div class="kb-scroll" tabindex="0" role="region" aria-label="${inHtml(caption)}">` +
    `<table class="kb-table">${paragraph(caption, "caption")}<thead><tr>${line("th", titles.map(inHtml))}</tr></thead>` +
    `<tbody>${body}</tbody></table></div></div>`
  );
}
