// The cards of the course, live. `parts` says what stands on a card, and this draws it; what a learner does goes back
// as messages, one at a time. Between both stands a host: the kernel's (kernel.js), or one that reads files.
//
// A host has get(name): the state "parts", "sign", "live", "picture" (a Blob or an address); send(message); and
// on(change): calls change("state" | "answered" | "life") and returns what ends that; alive(): is anybody there?

const PATIENCE_MS = 4000;
const LONG_PATIENCE_MS = 60000; // for a model that says how far it is
const SILENT =
  "Python is not answering. It may be busy with another cell: then wait. Otherwise choose Run → Run All Cells " +
  "(on a page without menus, load the page again).";
const GONE =
  "This card sleeps: its Python was restarted or has ended. To go on, choose Run → Run All Cells " +
  "(on a page without menus, load the page again). Answers that were locked in are kept.";

/** Bring `place` to show `parts`: what is there already is shown anew, what has changed in kind is made anew. */
function reconcile(place, drawn, parts, card) {
  const keep = new Set();
  parts.forEach((part, i) => {
    const key = part.name ?? `${part.kind} ${i}`;
    const shape = JSON.stringify({
      ...part,
      value: 0,
      parts: 0,
      html: 0,
      disabled: 0,
      share: 0,
      words: 0,
      first: 0,
      rest: 0,
      refusal: 0,
      line: 0,
      address: 0,
      link: 0,
      table: 0,
    });
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

/** Everything that a learner can fill in: {name: value}. */
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
    timer = setTimeout(
      () => {
        flight.lost = true;
        tell(host.alive() ? SILENT : GONE);
      },
      flight.slow ? LONG_PATIENCE_MS : PATIENCE_MS,
    );
  };
  const flush = () => {
    if (!host.alive()) return tell(GONE);
    if (!presses.length && !Object.keys(waiting).length) return;
    if (flight && !flight.lost) {
      if (flight.greets && (Object.keys(waiting).length || presses.some((press) => !press.slow))) {
        // Nobody waits for a greeting to be answered, but now a learner does.
        flight.greets = flight.slow = false;
        listen();
      }
      return;
    }
    const press = presses.shift();
    flight = { seq: ++seq, names: Object.keys(waiting), slow: press?.slow, greets: press?.name === "", lost: false };
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
      const refused = [...body.querySelectorAll(".kb-refusal")].filter((line) => line.textContent);
      const sentence = refused[0]?.textContent;
      refused.forEach((line) => refuse(line, ""));
      if (reads && sentence) return tell(sentence); // what stands there now is not what was typed: not yet, then
      if (reads) Object.assign(waiting, valuesOf(drawn));
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
  el.setAttribute("role", "group");
  el.setAttribute("aria-label", body.querySelector(".kb-task, legend, h2, h3, h4")?.textContent ?? "Card of the lesson");
  card.press({ name: "", slow: true }); // a greeting: is anybody there, and may the picture get sharp?
  return () => {
    clearTimeout(timer);
    off();
  };
}
