// An explore whose pictures were drawn before: its settings lie as files beside the page, and a move shows another one.

const KEPT_READY = 60; // pictures that are held in memory, ready to be shown
const LOST = "The other pictures of this card could not be loaded; load the page again.";

const whenIdle = globalThis.requestIdleCallback ?? ((act) => setTimeout(act, 50));

/** Load a script of the site once; a page from disk may fetch nothing in another way. */
function loadScript(address) {
  return new Promise((done, failed) =>
    document.head.append(make("script", { src: address, onload: done, onerror: failed })),
  );
}

/** A setting in words, such as "0.5 mg/kg". */
const settingWords = (part, value) => (part.kind === "slider" ? withUnit(value, part.unit) : value);

/** Words as a list in a sentence. */
const listed = (words) => words.join(", ").replace(/, ([^,]*)$/, " and $1");

/** The settings of a control: the stops of a slider, the options of a choice. */
const settingsOf = (part) => part.stops ?? part.options;

/** How far apart two settings of a control are: 0 for the same, above 1 else, most for the ends of a slider. */
function apart(part, one, other) {
  if (one === other) return 0;
  return part.stops ? 1 + Math.abs(one - other) / (part.high - part.low) : 2;
}

/** The state that is nearest to what is wanted: what was just moved stays, and of the rest as much as can. */
function nearest(states, wanted, moved, controls) {
  const far = (state) =>
    controls.reduce(
      (sum, part) =>
        sum + (moved.includes(part.name) ? 100 : 1) * apart(part, state.values[part.name], wanted[part.name]),
      0,
    );
  return states.reduce((best, state) => (far(state) < far(best) ? state : best));
}

/** One sentence for a mixture that was not drawn: what has moved along. */
function movedAlong(controls, wanted, found) {
  const along = controls.filter(({ name }) => wanted[name] !== found[name]);
  const went = along.map((part) => `“${part.label}” to ${settingWords(part, found[part.name])}`);
  return went.length ? `This page does not hold every mixture, so it moved ${listed(went)}; the notebook has all.` : "";
}

/** The states beside one, for each control the nearest settings on both sides, those of the `first` controls first. */
function beside(states, state, controls, first) {
  const sameElse = (other, name) =>
    controls.every((part) => part.name === name || other.values[part.name] === state.values[part.name]);
  const ordered = [...controls].sort((one, other) => first.includes(other.name) - first.includes(one.name));
  return ordered.flatMap((part) => {
    const place = (each) => settingsOf(part).indexOf(each.values[part.name]);
    const far = (each) => Math.abs(place(each) - place(state));
    const most = first.includes(part.name) ? 3 : 1;
    const near = states.filter((each) => far(each) > 0 && far(each) <= most && sameElse(each, part.name));
    return near.sort((one, other) => far(one) - far(other));
  });
}

/** Pictures that are loaded before they are asked for; the latest stay in memory. */
function keepReady() {
  const ready = new Map();
  return (addresses) => {
    for (const address of addresses) {
      const image = ready.get(address) ?? make("img", { src: address });
      ready.delete(address);
      ready.set(address, image);
      image.decode().catch(() => ready.delete(address));
    }
    for (const address of [...ready.keys()].slice(0, Math.max(0, ready.size - KEPT_READY))) ready.delete(address);
  };
}

/** The states of an explore from its own file, once it is there. */
async function statesOf({ folder, key, controls }) {
  await loadScript(`${folder}/states.js`);
  const { states, tables } = kbDrawn[key];
  return states.map((state) => ({
    ...state,
    table: tables[state.table],
    values: Object.fromEntries(controls.map(({ name }, i) => [name, state.values[i]])),
  }));
}

function exploreCard(data) {
  const { controls, start } = data;
  const addressOf = (state) => (state.picture ? `${data.folder}/${state.picture}` : "");
  const ready = keepReady();
  let state = start;
  let states = null;
  let lost = false;
  let numbers = ""; // the table of the picture's numbers, on the way to a learner who has asked for it
  let early = null; // what was moved before the states were there
  const show = (next, values, moved) => {
    state = next;
    Object.assign(values, next.values);
    if (states) whenIdle(() => ready(beside(states, next, controls, moved).map(addressOf).filter(Boolean)));
  };
  const move = (names, values) => {
    const wanted = { ...values };
    show(nearest(states, wanted, names, controls), values, names);
    return movedAlong(controls, wanted, state.values);
  };
  const take = async () => {
    try {
      numbers = await numbersOf(data, states?.indexOf(state));
      card.again();
      numbers = "";
    } catch {
      card.tell(LOST);
    }
  };
  const card = {
    sign: "kb-explore",
    live: true,
    after: data.after,
    get picture() {
      return addressOf(state);
    },
    parts(values) {
      const now = controls.map((part) => ({ ...part, value: values[part.name] ?? state.values[part.name] }));
      const reset = { kind: "button", name: "reset", label: "Reset", act: () => show(start, values, []) };
      const buttons = {
        kind: "group",
        style: "kb-row",
        legend: "",
        parts: [reset, sharePart(data, state.values, numbers, take)],
      };
      const { words, first, refusal, table } = state;
      const rest = words.startsWith(first) ? words.slice(first.length).trim() : words;
      const { width, height } = data;
      return [
        { kind: "words", html: data.task },
        { kind: "group", style: "kb-controls", legend: "", parts: [...now, buttons] },
        { kind: "picture", words, first, rest, width, height, refusal },
        ...(table ? [{ kind: "words", html: table }] : []),
        ...(data.found ? [{ kind: "words", html: data.found }] : []),
        { kind: "words", html: data.holds },
      ];
    },
    begin: (wanted) => void (states && move(Object.keys(wanted), { ...wanted })),
    moved(names, values) {
      if (lost) {
        show(state, values, []);
        throw new Refusal(LOST);
      }
      if (!states) {
        early = { names: [...new Set([...(early?.names ?? []), ...names])], values };
        return;
      }
      const sentence = move(names, values);
      if (sentence) throw new Refusal(sentence);
    },
  };
  const there = (found) => {
    states = found; // their place in the list is that in every file of the explore
    if (early) move(early.names, early.values);
    else show(state, {}, []);
    card.again?.();
    return states;
  };
  const failed = () => {
    lost = true;
    if (early) show(state, early.values, []);
    card.again?.();
  };
  card.ready = statesOf(data).then(there, failed);
  return card;
}
