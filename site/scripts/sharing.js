// Settings in the address of a page: …#dose-band?mg_per_kg=1.2&minutes=5, for several explores with && between them.
// They are read and written as Python does (tests/engine/addresses.json holds for both).

const AN_ADDRESS = "one looks like #dose-band?mg_per_kg=1.2&minutes=5";
const LATER = "What the link sets shows once you have answered.";

function writeSettings(name, values) {
  const written = (value) => encodeURIComponent(typeof value === "number" ? tidy(value) + 0 : value);
  const told = Object.entries(values).map(([key, value]) => `${encodeURIComponent(key)}=${written(value)}`);
  return encodeURIComponent(name) + (told.length ? `?${told.join("&")}` : "");
}

/** [{name, values}] of an address, or of what stands after its #. Throws an Error with one sentence for anything else. */
function readSettings(address) {
  const wrong = () => {
    const letters = [...address];
    const shown = letters.length <= 60 ? address : `${letters.slice(0, 60).join("")}…`;
    return new Error(`“${shown}” is no address of settings: ${AN_ADDRESS}.`);
  };
  const plain = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      throw wrong();
    }
  };
  const cut = (text, mark) => {
    const at = text.indexOf(mark);
    return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + mark.length)];
  };
  const read = (words) => {
    const [name, told] = cut(words, "?");
    const pairs = told === null ? [] : told.split("&").map((pair) => cut(pair, "="));
    const keys = pairs.map(([key]) => plain(key));
    if (!name || pairs.some(([key, value]) => !key || value === null) || new Set(keys).size < keys.length)
      throw wrong();
    return { name: plain(name), values: Object.fromEntries(pairs.map(([, value], i) => [keys[i], plain(value)])) };
  };
  return address.split("#").at(-1).split("&&").map(read);
}

/** The values that an address asks of some controls. Throws an Error with one sentence for what cannot be. */
function valuesFor(controls, asked) {
  const found = {};
  for (const [key, text] of Object.entries(asked)) {
    const part = controls.find(({ name }) => name === key);
    if (!part)
      throw new Error(`The link names “${key}”, but here is only ${controls.map(({ name }) => name).join(", ")}.`);
    const { label, kind, options, low, high, unit } = part;
    const cannot = `The link sets ${label} to “${text}”, but here it`;
    if (kind === "choice") {
      if (!options.includes(text)) throw new Error(`${cannot} is ${options.join(" or ")}.`);
      found[key] = text;
      continue;
    }
    try {
      found[key] = readFor(part, text);
    } catch {
      throw new Error(`${cannot} goes from ${figure(low)} to ${withUnit(high, unit)}.`);
    }
  }
  return found;
}

/** The menu of an explore on a page: here what is copied is an address. */
function sharePart(data, values, table, act) {
  const address = writeSettings(data.name, values);
  const line = `${location.href.split("#")[0]}#${address}`;
  return { kind: "share", name: "numbers", copy: "Copy link", line, link: `#${address}`, address, table, act };
}

/** The table of one setting's numbers, which are loaded only now. */
async function numbersOf({ folder, name }, place) {
  if (!globalThis.kbNumbers?.[name]) await loadScript(`${folder}/numbers.js`);
  const { blocks, states } = kbNumbers[name];
  const whole = ([before, lines]) => lines.map((line) => `${before}${line}\n`).join("");
  return states[Math.max(0, place ?? 0)].map((each) => whole(blocks[each])).join("");
}

/** Set the explores that the page's address names, and go to the first; `rouse` wakes a card by its id. */
async function followAddress(lesson, rouse) {
  const asked = location.hash;
  const explores = Object.entries(lesson.cards).filter(([, { kind }]) => kind === "explore");
  const idOf = (wanted) => explores.find(([, { name }]) => name === wanted)?.[0];
  if (!asked.includes("?") && !idOf(decoded(asked.slice(1)))) return; // a place of the page, or none
  document.getElementById("kb-wrong-link")?.remove();
  try {
    const presets = readSettings(asked);
    const lost = presets.find(({ name }) => !idOf(name));
    if (lost)
      throw new Error(
        `The link names “${lost.name}”, but here is only ${explores.map(([, { name }]) => name).join(", ")}.`,
      );
    for (const { name, values } of [...presets].reverse()) {
      const { card, host, live } = rouse(idOf(name));
      for (let box = live.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
      live.scrollIntoView(); // at last the first one: the others may move it as they wake
      await arrive(lesson.cards[idOf(name)], card, host, values);
      live.scrollIntoView();
    }
  } catch (problem) {
    const line = make("p", { id: "kb-wrong-link", class: "kb-say", role: "alert" }, problem.message);
    const top = document.querySelector("article h1, h1");
    top.after(make("div", { class: "kb-card" }, line));
    top.scrollIntoView();
  }
}

/** Bring an explore to the setting that an address asks for, or as near to it as the page can. */
async function arrive({ controls, start }, card, host, asked) {
  try {
    const wanted = { ...start.values, ...valuesFor(controls, asked) };
    await card.ready;
    if (partsWithin(host.get("parts")).some(({ kind }) => kind === "share")) {
      host.send({ seq: 0, values: wanted, press: "" });
    } else {
      card.begin(wanted); // it waits for a prediction, and begins there once that is settled
      host.tell(LATER);
    }
  } catch (problem) {
    host.tell(problem.message);
  }
}

const decoded = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
