// What a learner keeps and takes of an explore: the small menu behind “More”, and the picture that was kept.

const NO_PICTURE = "There is no picture now: move a control first.";
const OPENED = "It opens in a tab of its own: save it there.";
const ONLY_WORDS = "Saved, with settings and words only: this picture is a drawing and has no rows of numbers.";

/** Every part on a card, those in groups too. */
const partsWithin = (parts) => parts.flatMap((part) => [part, ...partsWithin(part.parts ?? [])]);

const partsOf = (card, ...kinds) => partsWithin(card.host.get("parts")).filter(({ kind }) => kinds.includes(kind));

/** The settings of a card in words: “Dose 1.2 mg/kg, Blood from vein”. */
const settingsInWords = (controls) =>
  controls
    .map(({ label, value, unit }) => `${label} ${typeof value === "number" ? withUnit(value, unit) : value}`)
    .join(", ");

/** A name for a file that says the settings: “dose-band mg_per_kg=1.2”. */
const fileStem = (address) =>
  decodeURIComponent(address.replace(/[?&]/g, " "))
    .replace(/[^\p{L}\p{N}_.= -]+/gu, "-")
    .slice(0, 100);

/** Let the browser save a file, and say so; the picture of a page from disk it may only open. */
function save(name, source) {
  const address = typeof source === "string" ? source : URL.createObjectURL(source);
  make("a", { href: address, download: name, target: "_blank" }).click();
  if (address !== source) setTimeout(() => URL.revokeObjectURL(address), 10_000);
  return address === source && location.protocol === "file:" ? OPENED : "Saved.";
}

/** The menu. `line` is what is copied, `link` the same as an address to follow where there is one. */
function share(part, card) {
  const id = newId();
  let now = part;
  let asked = false; // for the numbers, which come with the next answer
  const said = make("span", { class: "kb-small", role: "status" });
  const box = make("input", { type: "text", readonly: true, "aria-label": part.copy, hidden: true });
  const picture = () => {
    const [shown] = partsOf(card, "picture");
    const source = card.host.get("picture");
    said.textContent = source && !shown.refusal ? "" : NO_PICTURE;
    return source && !shown.refusal ? { ...shown, source } : null;
  };
  const act = (label, onclick) => make("button", { type: "button", class: "kb-button", onclick }, label);
  const link = part.link ? make("a", { href: part.link }, "Link to this") : null;
  const panel = make(
    "div",
    { id, class: "kb-share", role: "group", "aria-label": "Keep, copy, take with you", hidden: true },
    act("Keep this one", () => {
      const shown = picture();
      if (!shown) return;
      said.textContent = `Kept, to compare: ${keepPicture(card, shown, more)}.`;
      shut(); // both pictures need the room
    }),
    act(part.copy, async () => {
      box.hidden = true;
      try {
        await navigator.clipboard.writeText(now.line);
        said.textContent = "Copied.";
      } catch {
        box.hidden = false; // the page may not write to the clipboard; the learner may
        box.value = now.line;
        box.select();
        said.textContent = "Copy it from the box.";
      }
    }),
    link,
    box,
    make("span", { class: "kb-small kb-take" }, "Take it with you:"),
    act("Picture", () => {
      const shown = picture();
      const kind = shown?.source.type?.split("/")[1] ?? shown?.source.split(".").at(-1);
      if (shown) said.textContent = save(`${fileStem(now.address)}.${kind}`, shown.source);
    }),
    act("Numbers", () => {
      asked = Boolean(picture());
      if (asked) card.press({ name: part.name });
    }),
  );
  const open = () => {
    panel.hidden = !panel.hidden;
    more.setAttribute("aria-expanded", String(!panel.hidden));
  };
  const shut = () => {
    open();
    more.focus({ preventScroll: true });
    more.scrollIntoView({ block: "nearest" });
  };
  const more = act("More", open);
  for (const [name, value] of [["aria-expanded", "false"], ["aria-controls", id], ["title", "Keep, copy, take with you"]])
    more.setAttribute(name, value);
  const node = make("div", { class: "kb-more-of-it" }, more, panel, said);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) shut();
  });
  const show = (next) => {
    if (next.line !== now.line) {
      box.hidden = true; // it would be that of another setting
      said.textContent = "";
    }
    now = next;
    link?.setAttribute("href", next.link);
    if (!asked || !next.table) return;
    asked = false;
    const done = save(`${fileStem(next.address)}.csv`, new Blob([next.table], { type: "text/csv" }));
    said.textContent = /^[^#]/m.test(next.table) ? done : ONLY_WORDS;
  };
  return { node, show };
}

/** Pin a picture above its card (on a telephone: below it), with its settings, until it is let go; returns those. */
function keepPicture(card, { words, first, width, height, source }, back) {
  const settings = settingsInWords(partsOf(card, "slider", "choice"));
  const address = typeof source === "string" ? source : URL.createObjectURL(source);
  const letGo = () => {
    kept.remove();
    if (address !== source) URL.revokeObjectURL(address);
  };
  const image = make("img", { class: "kb-picture", src: address, alt: words, width, height });
  const away = make("button", { type: "button", class: "kb-button" }, "Let go");
  away.addEventListener("click", () => {
    letGo();
    back.focus();
  });
  const all = make("details", {}, make("summary", {}, "All in words"), make("p", {}, words));
  const kept = make(
    "figure",
    { class: "kb-kept", "aria-label": `Kept: ${settings}` },
    make("div", { class: "kb-frame", tabindex: 0, role: "group", "aria-label": "Kept picture" }, image),
    make("figcaption", {}, make("p", {}, make("b", {}, "Kept: "), settings), make("p", {}, first), all, away),
  );
  card.letGo?.();
  card.letGo = letGo;
  card.el.prepend(kept);
  return settings;
}
