// A page from disk. Firefox gives each file there a storage of its own, so that no lesson would know the answers of
// another. Then one file keeps them for all pages: static/answers.html, in a frame out of sight.

/** A store like the browser's own, of what a frame keeps: it is sent what is written here. */
function shelfStore(frame, items) {
  let full = false;
  const write = (key, value) => frame.contentWindow.postMessage({ key, value }, "*");
  const store = Object.create({
    getItem: (key) => (Object.hasOwn(store, key) ? store[key] : null),
    setItem(key, value) {
      if (full) throw new Error("full");
      store[key] = value;
      write(key, value);
    },
    removeItem(key) {
      delete store[key];
      write(key, null);
    },
    /** Another page has written or cleared, or the frame could not write. */
    hear(said) {
      if (said.full) full = true;
      else if (said.key === null) Object.keys(store).forEach((key) => delete store[key]);
      else if (said.value === null) delete store[said.key];
      else store[said.key] = said.value;
    },
  });
  return Object.assign(store, items);
}

/** Where pages from disk have no storage in common, find the one that a frame keeps: it is given to `found` once. After
 * that `changed` is called when another page has written to it, and with true when what this page wrote cannot be kept.
 */
function findShelf(own, found, changed) {
  const script = document.querySelector('script[src$="reading.js"]');
  // Firefox alone keeps files apart. Others share, but a frame's writing may reach the page late: they are left alone.
  const apart = location.protocol === "file:" && "mozInnerScreenX" in globalThis;
  if (!apart || !script) return;
  const frame = make("iframe", { src: new URL("answers.html", script.src).href, title: "Answers", hidden: true });
  let shelf = null;
  addEventListener("message", ({ data, source }) => {
    const said = data?.shelf;
    if (source !== frame.contentWindow || !said) return;
    if (shelf) {
      shelf.hear(said);
      changed(Boolean(said.full));
    } else if (said.sign && own.getItem(said.sign) !== null) {
      own.removeItem(said.sign);
      frame.remove(); // what the frame has written stands here too: a setting of Firefox lets all files share
    } else if (said.sign) {
      shelf = shelfStore(frame, said.items);
      shelf.removeItem(said.sign);
      found(shelf);
    }
  });
  document.body.append(frame);
}
