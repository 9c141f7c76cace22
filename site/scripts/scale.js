// One track with marks on it, and steps side by side, as HTML: where the learner's answer and the truth stand.

const LOGARITHMIC_FROM = 100;

function shareOfTrack(value, low, high) {
  const inside = Math.min(Math.max(value, low), high);
  if (low > 0 && high / low >= LOGARITHMIC_FROM) return (100 * Math.log(inside / low)) / Math.log(high / low);
  return (100 * (inside - low)) / (high - low);
}

const threeDigits = (value) => numberWords(Number(general(value, 3)));

function markWords({ name, low, high }, unit) {
  const ends = (low === high ? [low] : [low, high]).map(threeDigits);
  return `${name}: ${joinUnit(ends.join(" to "), unit)}`;
}

/** A track from `low` to `high` with its marks {name, low, high}, each on a line of its own. */
function scaleTrack(low, high, unit, marks) {
  const row = (mark, place) => {
    const [left, right] = [mark.low, mark.high].map((end) => shareOfTrack(end, low, high));
    const side = left < 50 ? `left:${decimals(left, 1)}%` : `right:${decimals(100 - right, 1)}%`;
    return (
      `<div class="kb-mark kb-mark-${place}"><span class="${left === right ? "kb-place" : "kb-stretch"}" ` +
      `style="left:${decimals(left, 1)}%;width:${decimals(right - left, 1)}%"></span>` +
      `<span class="kb-mark-words" style="${side}">${inHtml(markWords(mark, unit))}</span></div>`
    );
  };
  const said = marks.map((mark) => markWords(mark, unit)).join("; ");
  const ends = `from ${numberWords(low)} to ${joinUnit(numberWords(high), unit)}`;
  return (
    `<div class="kb-scale" role="img" aria-label="${inHtml(`On a track ${ends}: ${said}`)}">${marks.map(row).join("")}` +
    `<div class="kb-ends"><span>${numberWords(low)}</span><span>${numberWords(high)}</span></div></div>`
  );
}

/** Steps of a scale side by side; `notes` and `marks` are by their names. */
function scaleSteps(notes, marks) {
  const cells = Object.entries(notes).map(([name, note]) => {
    const mark = name in marks ? `<span>${inHtml(marks[name])}</span>` : "";
    return `<li class="${mark && "kb-marked"}"><b>${inHtml(name)}</b><small>${inHtml(note)}</small>${mark}</li>`;
  });
  return `<ol class="kb-steps">${cells.join("")}</ol>`;
}
