// The cards of the course, live. `parts` says what stands on a card, and this draws it; what a learner does goes back
// as messages, one at a time. Between both stands a host: the kernel's (`render`, below), or one that reads files.
//
// A host has get(name): the state "parts", "sign", "live", "picture" (a Blob or an address); send(message); and
// on(change): calls change("state" | "answered" | "life") and returns what ends that; alive(): is anybody there?

const PATIENCE_MS = 4000;
const SIGHT_MS = 700;
const PULSE_MS = 1000;
const LONG_PATIENCE_MS = 60000; // for a model that says how far it is
const SILENT =
  "Python is not answering. It may be busy with another cell: then wait. Otherwise choose Run → Run All Cells " +
  "(on a page without menus, load the page again).";
const GONE =
  "This card sleeps: its Python was restarted or has ended. To go on, choose Run → Run All Cells " +
  "(on a page without menus, load the page again). Answers that were locked in are kept.";

let made = 0;
const newId = () => `kb-${Date.now().toString(36)}-${made++}`; // two notebooks may stand in one page

/** An element with attributes (`on…`: a listener; true: set; false or null: left out) and children. */
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  if (/^(input|select|button|textarea)$/.test(tag)) node.setAttribute(SUPPRESS, "");
  node.append(...children.filter((child) => child != null));
  return node;
}

// ---- Keys. JupyterLab takes keys unless this attribute stands on the element that has the focus or around it.

const SUPPRESS = "data-lm-suppress-shortcuts";

/** Keep keys on a card from JupyterLab, whatever has the focus there; only Ctrl+S still saves the notebook. */
function guardKeys(event) {
  const target = event.composedPath()[0];
  const card = target instanceof Element && target.closest(".kb-card");
  if (!card) return;
  const saves = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "s";
  for (let node = target; node !== card.parentElement; node = node.parentElement) node.toggleAttribute(SUPPRESS, !saves);
}

if (!globalThis.kbKeysGuarded) {
  globalThis.kbKeysGuarded = true;
  globalThis.addEventListener("keydown", guardKeys, true); // before the document's own listeners, which are Lab's
}

// ---- Numbers as people type them. The cases of tests/engine/numbers.json hold for this and for Python's reading.

/** The number in a text. Throws an Error with one sentence for anything that is not one ordinary number. */
export function readNumber(typed) {
  let words = typed.trim().replace(/[−–]/g, "-").replace(/(?<=\d)[ \u00a0\u2009\u202f'’](?=\d{3}(?!\d))/g, "");
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
const withUnit = (number, unit) => (unit ? `${figure(number)}${unit === "%" ? "" : " "}${unit}` : figure(number));

/** The number typed for a field, within its bounds. Throws an Error with one sentence. */
function readFor(part, typed) {
  const number = readNumber(typed);
  if (part.low != null && !(part.low <= number && number <= part.high))
    throw new Error(`Type a number from ${figure(part.low)} to ${withUnit(part.high, part.unit)}.`);
  if (part.whole && !Number.isInteger(number)) throw new Error("Type a whole number.");
  return number;
}

// ---- The kinds of part. Each is made with (part, card) and gives its node and how to show another state of it.

const named = (part) => (part.unit ? `${part.label} (${part.unit})` : part.label);

function words(part) {
  const node = make("div", { class: "kb-words" });
  return { node, show: (next) => void (node.innerHTML !== next.html && (node.innerHTML = next.html)) };
}

function group(part, card) {
  const node = make(part.legend ? "fieldset" : "div", { class: `kb-group ${part.style}` });
  if (part.legend) node.append(make("legend", {}, part.legend));
  const place = make("div", { class: "kb-parts" });
  node.append(place);
  const drawn = new Map();
  return { node, drawn, show: (next) => reconcile(place, drawn, next.parts, card) };
}

function button(part, card) {
  const look = `kb-button ${part.primary ? "kb-primary" : ""}`;
  const refused = () => [...card.el.querySelectorAll(".kb-refusal")].map((line) => line.textContent).join("");
  let before = null; // what was refused when the finger went down: leaving a box may add to it, and then nothing is read
  const down = () => void (before = refused());
  const press = () => {
    const held = part.reads && before !== null && refused() && refused() !== before;
    before = null;
    if (!held) card.press(part);
  };
  const node = make("button", { type: "button", class: look, title: part.hint || false, onpointerdown: down, onclick: press }, part.label);
  return { node, show: (next) => void (node.disabled = next.disabled) };
}

/** The track of a slider: one handle or two, the range seen elsewhere as a strip, and the ends below. */
function track(part, handles) {
  const share = (value) => (100 * (Math.min(Math.max(value, part.low), part.high) - part.low)) / (part.high - part.low);
  const line = make("div", { class: "kb-track" });
  if (part.seen) {
    const [from, to] = part.seen.map(share);
    line.append(make("span", { class: "kb-seen", style: `left:${from}%;width:${to - from}%` }));
  }
  line.append(...handles);
  const ends = [part.low, part.high].map((end) => make("span", {}, figure(end)));
  return make("div", { class: "kb-slide" }, line, make("div", { class: "kb-ends", "aria-hidden": true }, ...ends));
}

const handle = (part, attributes) =>
  make("input", { type: "range", min: part.low, max: part.high, step: part.step, ...attributes });

const typing = (part, attributes) =>
  make("input", {
    type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", class: "kb-number", ...attributes,
  });

/** Let Enter and leaving a box take the number in it; a bad one is refused in a sentence and the old one comes back. */
function takes(box, part, refusal, old, take) {
  const read = () => {
    if (box.value === old()) return refuse(refusal, "");
    try {
      take(readFor(part, box.value));
      refuse(refusal, "");
    } catch (problem) {
      refuse(refusal, problem.message);
    }
    box.value = old();
  };
  box.addEventListener("input", () => refuse(refusal, ""));
  box.addEventListener("change", read);
  box.addEventListener("keydown", (event) => event.key === "Enter" && read());
}

function refuse(place, sentence) {
  place.textContent = sentence;
}

const refusalLine = () => make("p", { class: "kb-refusal", role: "alert" });

/** The visible name of a field, its box, and its unit behind that. */
const head = (label, box, unit) =>
  make("div", { class: "kb-name" }, make("label", { for: box.id }, label), make("span", { class: "kb-box" }, box, unit ? make("span", { class: "kb-unit", "aria-hidden": true }, unit) : null));

function slider(part, card) {
  const about = newId();
  let value = part.value;
  const name = { "aria-label": named(part), "aria-describedby": about };
  const box = typing(part, { id: newId(), ...name });
  const knob = handle(part, name);
  const refusal = refusalLine();
  const place = (next) => {
    value = tidy(next);
    box.value = figure(value);
    knob.value = value;
    knob.setAttribute("aria-valuetext", withUnit(value, part.unit));
  };
  const move = (next) => {
    place(next);
    card.move(part.name, value);
  };
  knob.addEventListener("input", () => {
    refuse(refusal, "");
    move(Number(knob.value));
  });
  takes(box, part, refusal, () => figure(value), move);
  const small = make("p", { class: "kb-small", id: about }, part.about);
  const node = make("div", { class: "kb-control" }, head(part.label, box, part.unit), track(part, [knob]), small, refusal);
  return { node, show: (next) => card.waits(part.name) || place(next.value), values: () => ({ [part.name]: value }) };
}

function choice(part, card) {
  const id = newId();
  const about = newId();
  const options = part.options.map((option) => make("option", { value: option }, option));
  const select = make("select", { id, "aria-describedby": about, onchange: () => card.move(part.name, select.value) }, ...options);
  const small = make("p", { class: "kb-small", id: about }, part.about);
  const node = make("div", { class: "kb-control" }, make("label", { for: id }, part.label), select, small);
  const show = (next) => void (card.waits(part.name) || (select.value = next.value));
  return { node, show, values: () => ({ [part.name]: select.value }) };
}

function options(part, card) {
  const group = newId();
  const boxes = part.options.map((option) =>
    make("input", { type: "radio", name: group, onchange: () => card.move(part.name, option.value) }),
  );
  const rows = part.options.map((option, i) =>
    make("label", { class: "kb-option" }, boxes[i], make("span", {}, option.text, option.note ? make("small", {}, option.note) : null)),
  );
  const node = make("fieldset", { class: `kb-options ${part.style}` }, make("legend", {}, part.label), ...rows);
  const chosen = () => part.options[boxes.findIndex((box) => box.checked)]?.value ?? null;
  const show = (next) => {
    if (!card.waits(part.name)) boxes.forEach((box, i) => (box.checked = part.options[i].value === next.value));
  };
  return { node, show, values: () => ({ [part.name]: chosen() }) };
}

function range(part, card) {
  let value = part.value;
  const ends = ["From", "To"].map((end, i) => {
    const name = { "aria-label": named({ ...part, label: end }) };
    const box = typing(part, { id: newId(), ...name });
    return { box, knob: handle(part, name), row: head(end, box, part.unit), i };
  });
  const refusal = refusalLine();
  const place = (next) => {
    value = next.map(tidy);
    for (const { box, knob, i } of ends) {
      box.value = figure(value[i]);
      knob.value = value[i];
      knob.setAttribute("aria-valuetext", withUnit(value[i], part.unit));
    }
    bar.style.left = `${(100 * (value[0] - part.low)) / (part.high - part.low)}%`;
    bar.style.width = `${(100 * (value[1] - value[0])) / (part.high - part.low)}%`;
  };
  const bar = make("span", { class: "kb-yours" });
  const put = (i, number) => {
    place(i ? [Math.min(value[0], number), number] : [number, Math.max(value[1], number)]);
    card.move(part.name, value);
  };
  for (const { box, knob, i } of ends) {
    // One handle does not pass the other: it stops there.
    const inside = (number) => (i ? Math.max(number, value[0]) : Math.min(number, value[1]));
    knob.addEventListener("input", () => {
      refuse(refusal, "");
      put(i, inside(Number(knob.value)));
    });
    takes(box, part, refusal, () => figure(value[i]), (number) => put(i, number));
  }
  const line = track(part, [bar, ...ends.map(({ knob }) => knob)]);
  line.classList.add("kb-two");
  const node = make("div", { class: "kb-control kb-range" }, line, make("div", { class: "kb-row" }, ...ends.map(({ row }) => row)), refusal);
  return { node, show: (next) => card.waits(part.name) || place(next.value), values: () => ({ [part.name]: value }) };
}

/** A box for a number that is read when a button is pressed; what is typed stays there to be mended. */
function number(part, card) {
  const box = typing(part, { id: newId(), "aria-label": named(part), onkeydown: (event) => event.key === "Enter" && part.enter && card.press({ name: part.enter, reads: true }) });
  const node = make("div", { class: "kb-field" }, head(part.label, box, part.unit));
  let started = false;
  const show = (next) => {
    if (!started) box.value = next.value === "" ? "" : figure(next.value);
    started = true;
  };
  return { node, show, values: () => ({ [part.name]: box.value.trim() ? readFor(part, box.value) : "" }) };
}

function text(part, card) {
  const id = newId();
  const box = part.lines > 1 ? make("textarea", { id, rows: part.lines }) : make("input", { type: "text", id });
  box.addEventListener("input", () => card.note(part.name, box.value));
  const node = make("div", { class: "kb-field" }, make("label", { for: id }, part.label), box);
  const show = (next) => void (card.waits(part.name) || document.activeElement === box || (box.value = next.value));
  return { node, show, values: () => ({ [part.name]: box.value }) };
}

function tick(part, card) {
  const box = make("input", { type: "checkbox", onchange: () => card.note(part.name, box.checked) });
  const node = make("label", { class: "kb-option" }, box, make("span", {}, part.label));
  return { node, show: (next) => void (box.checked = next.value), values: () => ({ [part.name]: box.checked }) };
}

function progress(part) {
  const bar = make("progress", { max: 1, "aria-label": "How far the run is" });
  const said = make("span");
  const node = make("span", { class: "kb-progress" }, bar, said);
  const show = (next) => {
    bar.value = next.share;
    said.textContent = next.words;
  };
  return { node, show };
}

/** The picture with the first sentence of its description; all of the description opens under a button and stays open. */
function picture(part, card) {
  const id = newId();
  const image = make("img", { class: "kb-picture" });
  const frame = make("div", { class: "kb-frame" }, image);
  // On a narrow page the picture scrolls in its frame, by keyboard as well.
  new ResizeObserver(() => frame.toggleAttribute("tabindex", frame.scrollWidth > frame.clientWidth) && (frame.tabIndex = 0)).observe(frame);
  const alert = make("div", { class: "kb-say kb-wrong", role: "alert", hidden: true });
  const first = make("span", { role: "status" });
  const rest = make("p", { id, hidden: true });
  const more = make("button", { type: "button", class: "kb-link", "aria-expanded": "false", "aria-controls": id, onclick: () => open() }, "All in words");
  const caption = make("figcaption", {}, make("p", {}, first, " ", more), rest);
  const node = make("figure", {}, frame, alert, caption);
  let address = "";
  const open = () => {
    rest.hidden = !rest.hidden;
    more.setAttribute("aria-expanded", String(!rest.hidden));
  };
  const show = (next) => {
    const source = card.host.get("picture");
    if (source !== card.shownPicture) {
      const before = address;
      address = source instanceof Blob ? URL.createObjectURL(source) : source;
      image.onload = () => before.startsWith("blob:") && URL.revokeObjectURL(before);
      if (address) image.src = address;
      card.shownPicture = source;
    }
    image.alt = next.words;
    image.width = next.width;
    image.height = next.height;
    frame.hidden = Boolean(next.refusal) || !address;
    caption.hidden = Boolean(next.refusal);
    alert.hidden = !next.refusal;
    alert.style.minHeight = `${next.height}px`;
    if (alert.textContent !== next.refusal) alert.textContent = next.refusal;
    if (first.textContent !== next.first) first.textContent = next.first;
    rest.textContent = next.rest;
    more.hidden = !next.rest;
  };
  return { node, show };
}

/** Nothing to see: it reports once that the card has been before the learner's eyes for a moment. */
function sight(part, card) {
  const node = make("span");
  let timer = 0;
  const look = new IntersectionObserver(([{ isIntersecting, intersectionRect }]) => {
    clearTimeout(timer);
    if (!isIntersecting || intersectionRect.height < 40) return;
    timer = setTimeout(() => {
      look.disconnect();
      card.press(part);
    }, SIGHT_MS);
  });
  look.observe(card.el);
  return { node, show: () => {} };
}

const KINDS = { words, group, button, slider, choice, options, range, number, text, tick, progress, picture, sight };

// ---- A card: its parts as they are now, and the way back to the host.

/** Bring `place` to show `parts`: what is there already is shown anew, what has changed in kind is made anew. */
function reconcile(place, drawn, parts, card) {
  const keep = new Set();
  parts.forEach((part, i) => {
    const key = part.name ?? `${part.kind} ${i}`;
    const shape = JSON.stringify({ ...part, value: 0, parts: 0, html: 0, disabled: 0, share: 0, words: 0, first: 0, rest: 0, refusal: 0 });
    let entry = drawn.get(key);
    if (!entry || entry.shape !== shape) {
      entry?.node.remove();
      entry = { shape, ...KINDS[part.kind](part, card) };
      drawn.set(key, entry);
    }
    entry.show(part);
    if (place.children[i] !== entry.node) place.insertBefore(entry.node, place.children[i] ?? null);
    keep.add(key);
  });
  for (const [key, entry] of drawn) {
    if (!keep.has(key)) {
      entry.node.remove();
      drawn.delete(key);
    }
  }
}

/** Everything that a learner can fill in, read: {name: value}. Throws as `readFor` does. */
function valuesOf(drawn) {
  const found = {};
  for (const entry of drawn.values()) Object.assign(found, entry.values?.(), entry.drawn && valuesOf(entry.drawn));
  return found;
}

/** Draw a card into an element; returns what takes it away. */
export function mount(el, host) {
  el.classList.add("kb-card", "kb-live", ...host.get("sign").split(" ").filter(Boolean));
  el.tabIndex = -1; // a click on its words gives the card the focus, not the notebook's cell behind it
  el.setAttribute(SUPPRESS, "");
  const body = make("div", { class: "kb-body" });
  const say = make("p", { class: "kb-say kb-note-line", role: "alert", hidden: true });
  el.replaceChildren(body, say);
  const drawn = new Map();
  let waiting = {}; // what was moved and not yet sent
  const presses = [];
  let flight = null; // the message that Python has: {seq, names}
  let seq = 0;
  let timer = 0;

  const tell = (sentence) => {
    say.hidden = !sentence;
    if (say.textContent !== sentence) say.textContent = sentence;
  };
  const listen = () => {
    clearTimeout(timer);
    if (!flight) return;
    timer = setTimeout(() => {
      flight.lost = true;
      tell(host.alive() ? SILENT : GONE);
    }, flight.slow ? LONG_PATIENCE_MS : PATIENCE_MS);
  };
  const flush = () => {
    if (!host.alive()) return tell(GONE);
    if ((flight && !flight.lost) || (!presses.length && !Object.keys(waiting).length)) return;
    const press = presses.shift();
    flight = { seq: ++seq, names: Object.keys(waiting), slow: press?.slow, lost: false };
    const message = { seq, values: waiting, press: press?.name ?? "" };
    waiting = {};
    listen();
    try {
      host.send(message);
    } catch {
      flight.lost = true; // the way to the kernel is closed
      tell(GONE);
    }
  };
  const card = {
    host,
    el,
    move(name, value) {
      waiting[name] = value;
      if (host.get("live")) flush();
    },
    note: (name, value) => void (waiting[name] = value),
    waits: (name) => name in waiting || Boolean(flight?.names.includes(name)),
    press({ name, reads, slow }) {
      try {
        if (reads) Object.assign(waiting, valuesOf(drawn));
      } catch (problem) {
        return tell(problem.message);
      }
      if (!reads) body.querySelectorAll(".kb-refusal").forEach((line) => refuse(line, ""));
      if (say.textContent !== GONE) tell("");
      if (!presses.some((press) => press.name === name)) presses.push({ name, slow });
      flush();
    },
  };

  const draw = () => {
    if (say.textContent !== SILENT && say.textContent !== GONE) tell(host.get("said"));
    const focused = body.contains(document.activeElement) ? document.activeElement : null;
    const before = new Set(body.querySelectorAll("*"));
    reconcile(body, drawn, host.get("parts"), card);
    if (focused && (!body.contains(focused) || focused.disabled)) {
      // What had the focus is gone: it goes to what came in its place, and is read aloud there.
      const fresh = (kind) => [...body.querySelectorAll(kind)].find((node) => !before.has(node));
      const next = fresh(".kb-say") ?? fresh(".kb-words, button, input") ?? el;
      next.tabIndex = next.matches("button, input") ? 0 : -1;
      next.setAttribute(SUPPRESS, "");
      next.focus({ preventScroll: true });
    }
  };
  const life = () => {
    const alive = host.alive();
    el.classList.toggle("kb-gone", !alive);
    body.inert = !alive;
    if (!alive) tell(GONE);
    else if (say.textContent === GONE) tell("");
  };
  const off = host.on((what) => {
    if (what === "answered" && flight && host.get("answered") >= flight.seq) {
      flight = null;
      clearTimeout(timer);
      if (say.textContent === SILENT) tell("");
      draw();
      flush();
    } else if (what === "state") {
      listen();
      draw();
    } else if (what === "life") life();
  });
  draw();
  life();
  card.press({ name: "", slow: true }); // a greeting: is anybody there, and may the picture get sharp?
  return () => {
    clearTimeout(timer);
    off();
  };
}

// ---- The kernel as a host, through ipywidgets and anywidget.

/** Draw the card of a model; the page's style comes with the first. `kernel` is the model that all cards share. */
export function render({ model, el, style, kernel }) {
  if (!document.getElementById("kb-style")) document.head.append(make("style", { id: "kb-style" }, style));
  const saved = `#${model.get("saved")}`;
  const hidden = make("style", {}, `${saved}, .jp-OutputArea-child:has(${saved}) { display: none }`);
  document.head.append(hidden); // the copy for reading without Python, which stands above in the same cell
  let bytes = null;
  let image = "";
  let answered = 0;
  const host = {
    get(name) {
      if (name === "answered") return answered;
      if (name !== "picture") return model.get(name);
      if (model.get("picture") !== bytes) {
        bytes = model.get("picture");
        image = bytes?.byteLength ? new Blob([bytes], { type: "image/png" }) : "";
      }
      return image;
    },
    send: (message) => model.send(message),
    alive: () => kernel.comm_live && !kernel.comm?.jsServicesComm?.isDisposed,
    on(change) {
      const state = () => change("state");
      const said = (message) => {
        answered = message.answered;
        change("answered");
      };
      const life = () => change("life");
      model.on("change", state);
      model.on("msg:custom", said);
      kernel.on("comm_live_update", life);
      const pulse = setInterval(life, PULSE_MS); // that a kernel was shut down is told to nobody
      return () => {
        clearInterval(pulse);
        model.off("change", state);
        model.off("msg:custom", said);
        kernel.off("comm_live_update", life);
      };
    },
  };
  const stop = mount(el, host);
  // A page with a living card needs no line that says how to wake it.
  const awake = new ResizeObserver(() => (el.closest(".jp-Notebook") ?? document.body).classList.add("kb-awake"));
  awake.observe(el);
  return () => {
    awake.disconnect();
    hidden.remove();
    stop();
  };
}
