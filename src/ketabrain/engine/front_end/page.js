// Elements of the page, and what the page does by itself: it keeps keys from JupyterLab, shuts notes, goes to headings.

// JupyterLab takes keys unless this stands on the element that has the focus or around it.
const SUPPRESS = "data-lm-suppress-shortcuts";

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

/** Keep keys on a card from JupyterLab, whatever has the focus there; only Ctrl+S still saves the notebook. */
function guardKeys(event) {
  const target = event.composedPath()[0];
  const card = target instanceof Element && target.closest(".kb-card, .kb-prose");
  if (!card) return;
  const saves =
    (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "s";
  for (let node = target; node !== card.parentElement; node = node.parentElement)
    node.toggleAttribute(SUPPRESS, !saves);
}

/** Let Escape shut a note that stands in the way, until the pointer or the focus comes back to its word. */
function shutNotes({ key }) {
  if (key !== "Escape") return;
  for (const word of document.querySelectorAll(":is(.kb-term, .kb-cite):is(:hover, :focus-within)")) {
    word.classList.add("kb-shut");
    for (const event of ["pointerleave", "focusout"])
      word.addEventListener(event, () => word.classList.remove("kb-shut"), { once: true });
  }
}

const LINGERS_MS = 250;
const lingering = new WeakMap();

/** Let a note stay for a moment when the pointer leaves its word: it may cross a line on its way to the note. */
function letLinger({ target, pointerType }) {
  const word = pointerType === "mouse" && target.closest?.(".kb-term, .kb-cite");
  if (!word || word.classList.contains("kb-shut")) return;
  word.classList.add("kb-lingers");
  clearTimeout(lingering.get(word));
  lingering.set(
    word,
    setTimeout(() => word.classList.remove("kb-lingers"), LINGERS_MS),
  );
}

/** Go to the heading that a link of the strip, or one on a card that waits, names: JupyterLab finds only plain ASCII by its address, and ★ is not. */
function goToPart(event) {
  const link = event.target.closest?.(".kb-way a, a.kb-to-part");
  const headings = [...(link?.closest(".jp-Notebook") ?? document).querySelectorAll("h2")];
  const place = link && headings.find((heading) => heading.textContent.startsWith(link.dataset.part));
  if (!place) return;
  event.preventDefault();
  place.scrollIntoView();
}

/** Where the page itself cannot shut headings, as in Voilà: fold what stands under each “More” up to the next heading. */
function foldMore() {
  const folds = document.querySelector(".jp-NotebookPanel"); // JupyterLab and Notebook do it themselves
  for (const heading of folds ? [] : document.querySelectorAll(".jp-RenderedMarkdown h3")) {
    const cell = heading.closest(".jp-Cell");
    if (!cell || !/^More\b/.test(heading.textContent)) continue;
    let block = cell; // some pages wrap each cell
    while (!block.nextElementSibling && block.parentElement.querySelectorAll("h1,h2,h3").length === 1)
      block = block.parentElement;
    const under = [];
    for (let next = block.nextElementSibling; next; next = next.nextElementSibling) {
      if (next.querySelector(".jp-RenderedMarkdown :is(h1,h2,h3)")) break;
      under.push(next);
    }
    let button = heading.querySelector(".kb-fold");
    const show = () => under.forEach((each) => (each.hidden = button.getAttribute("aria-expanded") === "false"));
    if (!button) {
      button = make("button", { type: "button", class: "kb-fold", "aria-expanded": "false" });
      button.append(...heading.childNodes);
      heading.replaceChildren(button);
    }
    button.onclick = () => {
      button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") === "false"));
      show();
    };
    show();
  }
}

if (!globalThis.kbListens) {
  globalThis.kbListens = true;
  globalThis.addEventListener("keydown", guardKeys, true); // before the document's own listeners, which are Lab's
  document.addEventListener("keydown", shutNotes);
  document.addEventListener("pointerout", letLinger);
  document.addEventListener("click", goToPart);
}
