// The kinds of part. Each is made with (part, card) and gives its node, how to show another state of it, and where a
// learner fills it in, what stands there.

const SIGHT_MS = 700;

const named = (part) => (part.unit ? `${part.label} (${part.unit})` : part.label);

function words(part) {
  const node = make("div", { class: "kb-words" });
  let html = ""; // what is there already is left alone: a learner may have opened or focused a part of it
  const show = (next) => {
    if (next.html === html) return;
    const opened = [...node.querySelectorAll("details")].map((each) => each.open);
    node.innerHTML = html = next.html;
    node.querySelectorAll("details").forEach((each, place) => (each.open ||= opened[place]));
  };
  return { node, show };
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
  const press = () => card.press(part);
  const node = make("button", { type: "button", class: look, title: part.hint || false, onclick: press }, part.label);
  return { node, show: (next) => void (node.disabled = next.disabled) };
}

/** The track of a slider: one handle or two, the range seen elsewhere as a strip, and the ends below. */
function track(part, handles) {
  const share = (value) =>
    (100 * (Math.min(Math.max(value, part.low), part.high) - part.low)) / (part.high - part.low);
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
  make("input", { type: "range", min: part.low, max: part.high, step: part.stops ? "any" : part.step, ...attributes });

const nearestOf = (stops, value) =>
  stops.reduce((best, stop) => (Math.abs(stop - value) < Math.abs(best - value) ? stop : best));

const KEY_STOPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 3, PageDown: -3 };

/** Let a handle move from stop to stop; gives the stop for where it stands. `now` is where it stood before. */
function stepsAlong(stops, knob, now, move) {
  let dragged = false;
  knob.addEventListener("pointerdown", () => (dragged = true));
  for (const end of ["pointerup", "pointercancel", "keydown"]) knob.addEventListener(end, () => (dragged = false));
  const beside = (by) => stops[Math.min(Math.max(stops.indexOf(now()) + by, 0), stops.length - 1)];
  knob.addEventListener("keydown", (event) => {
    const by = KEY_STOPS[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (beside(by) !== now()) move(beside(by));
  });
  return (value) => {
    const stop = nearestOf(stops, value);
    // Without a pointer (a screen reader's gesture) any move goes one stop at least.
    return stop === now() && !dragged && value !== now() ? beside(value > now() ? 1 : -1) : stop;
  };
}

const typing = (part, attributes) =>
  make("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    spellcheck: "false",
    class: "kb-number",
    ...attributes,
  });

/** Let Enter and leaving a box take the number in it; a bad one is refused in a sentence and the old one comes back.
 * `take` may give a sentence that is said of a good one. */
function takes(box, part, refusal, old, take) {
  const read = () => {
    if (box.value === old()) return refuse(refusal, "");
    try {
      refuse(refusal, take(readFor(part, box.value)) ?? "");
    } catch (problem) {
      refuse(refusal, problem.message);
    }
    box.value = old();
  };
  // As by Tab, by the click or tap that comes to a box too: what is typed then takes the place of what it holds.
  let comes = false;
  box.addEventListener("pointerdown", () => (comes = document.activeElement !== box));
  box.addEventListener("click", () => comes && box.select());
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
  make(
    "div",
    { class: "kb-name" },
    make("label", { for: box.id }, label),
    make(
      "span",
      { class: "kb-box" },
      box,
      unit ? make("span", { class: "kb-unit", "aria-hidden": true }, unit) : null,
    ),
  );

function slider(part, card) {
  const about = newId();
  let value = part.value;
  const name = { "aria-label": named(part), "aria-describedby": about };
  const box = typing(part, { id: newId(), placeholder: "?", ...name });
  const knob = handle(part, name);
  const refusal = refusalLine();
  const shown = () => (value === null ? "" : figure(value));
  // Without a value the knob waits at the lower end, hollow, until the learner takes it or the box is filled in.
  const place = (next) => {
    value = next === null ? null : tidy(next);
    box.value = shown();
    knob.value = value ?? part.low;
    knob.setAttribute("aria-valuetext", value === null ? "not chosen yet" : withUnit(value, part.unit));
    node.classList.toggle("kb-unset", value === null);
  };
  const move = (next) => {
    place(next);
    card.move(part.name, value);
  };
  const along = (next) => {
    refuse(refusal, "");
    move(next);
  };
  const stopAt = part.stops ? stepsAlong(part.stops, knob, () => value, along) : (next) => next;
  knob.addEventListener("input", () => {
    const next = stopAt(Number(knob.value));
    if (part.stops && next === value) place(next);
    else along(next);
  });
  const choose = () => value === null && move(Number(knob.value));
  knob.addEventListener("pointerup", choose);
  knob.addEventListener("keydown", (event) => (event.key === "Enter" || event.key === " ") && choose());
  takes(box, part, refusal, shown, (typed) => {
    const next = part.stops ? nearestOf(part.stops, typed) : typed;
    move(next);
    if (next === typed) return;
    return `${withUnit(typed, part.unit)} is not held on this page; the nearest is ${withUnit(next, part.unit)}.`;
  });
  const small = make("p", { class: "kb-small", id: about }, part.about);
  const node = make(
    "div",
    { class: "kb-control" },
    head(part.label, box, part.unit),
    track(part, [knob]),
    small,
    refusal,
  );
  place(value);
  // A value that stands there already is left alone: somebody may be typing in the box.
  const show = (next) => void (card.waits(part.name) || next.value === value || place(next.value));
  return { node, show, values: () => ({ [part.name]: value }) };
}

function choice(part, card) {
  const id = newId();
  const about = newId();
  const options = part.options.map((option) => make("option", { value: option }, option));
  const select = make(
    "select",
    { id, "aria-describedby": about, onchange: () => card.move(part.name, select.value) },
    ...options,
  );
  const small = make("p", { class: "kb-small", id: about }, part.about);
  const node = make("div", { class: "kb-control" }, make("label", { for: id }, part.label), select, small);
  const show = (next) => void (card.waits(part.name) || (select.value = next.value));
  return { node, show, values: () => ({ [part.name]: select.value }) };
}

/** One of many: a list of groups, and a list of what is in the chosen one. The words of the choice stand below whole. */
function grouped(part, card) {
  const of = (value) => part.groups.find((group) => group.options.some((option) => option.value === value));
  const list = (options, onchange) => {
    const made = options.map(({ value, text }) => make("option", { value }, text));
    return make("select", { id: newId(), onchange }, ...made);
  };
  const words = make("p", { class: "kb-asked", id: newId() });
  const named = (group) => ({ value: group.name, text: group.name });
  const groups = list(part.groups.map(named), () => choose(part.groups[groups.selectedIndex].options[0].value));
  const within = list([], () => choose(within.value));
  within.setAttribute("aria-describedby", words.id);
  let listed; // the group whose options the second list holds
  const place = (value) => {
    const group = of(value);
    if (group !== listed) {
      listed = group;
      groups.value = group.name;
      within.replaceChildren(...group.options.map((each) => make("option", { value: each.value }, each.short)));
    }
    within.value = value;
    words.textContent = group.options.find((option) => option.value === value).text;
  };
  const choose = (value) => {
    place(value);
    card.move(part.name, value);
  };
  const field = (label, select) =>
    make("div", { class: "kb-control" }, make("label", { for: select.id }, label), select);
  const node = make("div", { class: "kb-grouped" }, field(part.group_label, groups), field(part.label, within), words);
  place(part.value);
  const show = (next) => void (card.waits(part.name) || next.value === within.value || place(next.value));
  return { node, show, values: () => ({ [part.name]: within.value }) };
}

function options(part, card) {
  const group = newId();
  const boxes = part.options.map((option) =>
    make("input", { type: "radio", name: group, onchange: () => card.move(part.name, option.value) }),
  );
  const rows = part.options.map((option, i) =>
    make(
      "label",
      { class: "kb-option" },
      boxes[i],
      make("span", {}, option.text, option.note ? make("small", {}, option.note) : null),
    ),
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
    takes(
      box,
      part,
      refusal,
      () => figure(value[i]),
      (number) => put(i, number),
    );
  }
  const line = track(part, [bar, ...ends.map(({ knob }) => knob)]);
  line.classList.add("kb-two");
  const node = make(
    "div",
    { class: "kb-control kb-range" },
    line,
    make("div", { class: "kb-row" }, ...ends.map(({ row }) => row)),
    refusal,
  );
  place(value);
  const show = (next) => void (card.waits(part.name) || String(next.value) === String(value) || place(next.value));
  return { node, show, values: () => ({ [part.name]: value }) };
}

/** A box for a number that is read when a button is pressed; what is typed stays there to be mended. */
function number(part, card) {
  const box = typing(part, {
    id: newId(),
    "aria-label": named(part),
    onkeydown: (event) => event.key === "Enter" && part.enter && card.press({ name: part.enter, reads: true }),
  });
  const node = make("div", { class: "kb-field" }, head(part.label, box, part.unit));
  let started = false;
  const show = (next) => {
    if (!started) box.value = next.value === "" ? "" : figure(next.value);
    started = true;
  };
  return { node, show, values: () => ({ [part.name]: box.value.trim() }) };
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
  const show = (next) => void (card.waits(part.name) || (box.checked = next.value));
  return { node, show, values: () => ({ [part.name]: box.checked }) };
}

/** A text file, read here once it is chosen; it goes to Python with the button that reads the fields. */
function upload(part, card) {
  const id = newId();
  const refusal = refusalLine();
  let text = "";
  const read = async () => {
    const [file] = box.files;
    text = "";
    refuse(refusal, "");
    if (!file) return;
    if (file.size > part.most_mb * 1e6) {
      box.value = "";
      return refuse(refusal, part.too_large);
    }
    try {
      const found = await file.text();
      if (box.files[0] === file) text = found; // and no other has been chosen meanwhile
    } catch {
      box.value = "";
      refuse(refusal, "This file could not be read; choose it again.");
    }
  };
  const box = make("input", { type: "file", id, accept: part.accept, onchange: read });
  const node = make("div", { class: "kb-field" }, make("label", { for: id }, part.label), box, refusal);
  return { node, show: () => {}, values: () => ({ [part.name]: text }) };
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

const LARGER = "Larger picture";
const WHOLE = "Whole picture";

/** A narrow page shows a picture whole; this button, or a tap on the picture, shows it at its full size, to scroll. */
function enlarging(image, frame) {
  const button = make("button", { type: "button", class: "kb-link kb-larger", onclick: () => turn(0) }, LARGER);
  /** Show the picture larger, at a place (0 at its left end to 1), or whole. */
  const turn = (place) => {
    const large = frame.classList.toggle("kb-large");
    button.textContent = large ? WHOLE : LARGER;
    frame.scrollLeft = place * image.offsetWidth - frame.clientWidth / 2;
  };
  image.addEventListener("click", (event) => button.offsetParent && turn(event.offsetX / image.offsetWidth));
  const watch = new ResizeObserver(() => {
    // Wider than its frame it scrolls, by keyboard as well.
    if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
    else frame.removeAttribute("tabindex");
  });
  for (const each of [frame, image]) watch.observe(each);
  return button;
}

/** The picture with the first sentence of its description; all of the description opens under a button and stays open. */
function picture(part, card) {
  const id = newId();
  const image = make("img", { class: "kb-picture" });
  const frame = make("div", { class: "kb-frame" }, image);
  const larger = enlarging(image, frame);
  const alert = make("div", { class: "kb-say kb-wrong", role: "alert", hidden: true });
  const first = make("span", { role: "status" });
  const rest = make("p", { id, hidden: true });
  const more = make(
    "button",
    { type: "button", class: "kb-link", "aria-expanded": "false", "aria-controls": id, onclick: () => open() },
    "All in words",
  );
  const caption = make("figcaption", {}, make("p", {}, first, " ", more, " ", larger), rest);
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
  const watch = (seen) => {
    const { isIntersecting, intersectionRect } = seen.at(-1);
    clearTimeout(timer);
    if (!isIntersecting || intersectionRect.height < 40) return;
    timer = setTimeout(() => {
      look.disconnect();
      card.press({ name: part.name, slow: true }); // nobody waits for the answer
    }, SIGHT_MS);
  };
  // Asked again as more of the card comes into view: at first it may be a sliver.
  const look = new IntersectionObserver(watch, { threshold: [0, 0.1, 0.25, 0.5, 1] });
  look.observe(card.el);
  return { node, show: () => {} };
}

const KINDS = {
  words,
  group,
  button,
  slider,
  choice,
  grouped,
  options,
  range,
  number,
  text,
  tick,
  upload,
  progress,
  picture,
  share,
  sight,
};
