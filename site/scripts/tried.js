// What a learner has tried in an explore: the number of moves and, by control, the span or the options.

function spanOf(before, value) {
  if (typeof value !== "number") return [...new Set([...(before ?? []), value])].sort();
  return before ? [Math.min(before[0], value), Math.max(before[1], value)] : [value, value];
}

/** Let an explore note its moves in the ledger: at 1, 2, 4, 8 … of them, so few writes, and at most half is lost. */
function noteMoves(card, name, book) {
  const move = card.moved;
  const tried = {};
  let moves = 0;
  card.moved = (names, values) => {
    moves += 1;
    for (const key of names) tried[key] = spanOf(tried[key], values[key]);
    if ((moves & (moves - 1)) === 0) book.replace("explore", name, { moves, tried: structuredClone(tried) });
    return move?.(names, values);
  };
}
