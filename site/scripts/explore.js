// An explore whose pictures were drawn before: its settings lie as files beside the page, and a move shows another one.

const drawnBefore = (globalThis.kbDrawn ??= {});

/** Load a script of the site once; a page from disk may fetch nothing in another way. */
function loadScript(address) {
  return new Promise((done, failed) =>
    document.head.append(make("script", { src: address, onload: done, onerror: failed })),
  );
}

/** The state for settings, or the nearest that is held: what was moved stays, and as much of the rest as can. */
function nearest(states, wanted, moved, before) {
  const fits = states.filter((state) => moved.every((key) => state.values[key] === wanted[key]));
  const kept = (state) => Object.keys(wanted).filter((key) => state.values[key] === before[key]).length;
  return fits.reduce((best, state) => (kept(state) > kept(best) ? state : best), fits[0]);
}

function exploreCard(data) {
  const before = { ...data.start.values };
  let state = data.start;
  let states = [state];
  let table = ""; // the numbers of the picture, once asked for
  const taken = (found) => {
    table = found;
    card.again?.();
    table = "";
  };
  const card = {
    sign: "kb-explore",
    live: true,
    after: data.after,
    get picture() {
      return `${data.folder}/${state.picture}`;
    },
    parts(values) {
      const controls = data.controls.map((part) => ({ ...part, value: values[part.name] ?? part.value }));
      const reset = { kind: "button", name: "reset", label: "Reset", act: () => show(data.start, values) };
      const share = sharePart(data, state.values, table, () => numbersOf(data, states.indexOf(state)).then(taken, card.say));
      return [
        { kind: "words", html: data.task },
        { kind: "group", style: "kb-controls", legend: "", parts: [...controls, { kind: "group", style: "kb-row", legend: "", parts: [reset, share] }] },
        { kind: "picture", words: state.words, first: state.first, rest: state.rest, width: data.width, height: data.height, refusal: state.refusal },
        ...(state.table ? [{ kind: "words", html: state.table }] : []),
        ...(data.found ? [{ kind: "words", html: data.found }] : []),
        { kind: "words", html: data.holds },
      ];
    },
    moved(names, values) {
      const found = nearest(states, values, names, before);
      const back = found && Object.keys(before).filter((key) => found.values[key] !== values[key]);
      show(found ?? state, values);
      if (back?.length) throw new Refusal(`${data.alone} ${back.map((key) => data.labels[key]).join(", ")}.`);
    },
  };
  const show = (next, values) => {
    state = next;
    Object.assign(values, next.values);
    Object.assign(before, next.values);
  };
  card.ready = loadScript(`${data.folder}/states.js`).then(() => {
    states = drawnBefore[data.key];
    card.again?.();
    return states;
  });
  return card;
}
