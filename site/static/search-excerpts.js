// Below each page that the search finds: the part of it that has the words, with a link to it. Sphinx would fetch the
// pages for this, which a page from disk may not; the words come with the site instead (excerpts.js).
(() => {
  const LENGTH = 200;
  const asked = (new URLSearchParams(location.search).get("q") ?? "").toLowerCase();
  const stemmer = new Stemmer();
  const beginnings = (asked.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => stemmer.stemWord(word).replace(/i$/, ""));
  const BEFORE = "(^|[^\\p{L}\\p{N}])"; // where a word begins
  const place = (text, beginning) => {
    const found = text.toLowerCase().match(new RegExp(BEFORE + beginning, "u"));
    return found ? found.index + found[1].length : -1;
  };

  /** The part of a page that has most of the words, the first of those; null if none has any. */
  function best(parts) {
    const found = (part) => beginnings.filter((each) => place(`${part[1]} ${part[2]}`, each) >= 0).length;
    const most = Math.max(...parts.map(found));
    return most > 0 ? parts.find((part) => found(part) === most) : null;
  }

  /** The words round the first one asked for, which are marked. */
  function excerpt(text) {
    const places = beginnings.map((each) => place(text, each)).filter((each) => each >= 0);
    const from = text.lastIndexOf(" ", Math.max(0, Math.min(...places, text.length) - LENGTH / 3)) + 1;
    const begin = places.length ? from : 0;
    const end = text.indexOf(" ", begin + LENGTH);
    const shown = `${begin ? "… " : ""}${text.slice(begin, end < 0 ? undefined : end)}${end < 0 ? "" : " …"}`;
    const line = document.createElement("p");
    line.className = "excerpt";
    const marked = new RegExp(`${BEFORE}((?:${beginnings.join("|")})[\\p{L}\\p{N}]*)`, "giu");
    let done = 0;
    for (const { 1: before, 2: word, index } of shown.matchAll(marked)) {
      const mark = document.createElement("mark");
      mark.textContent = word;
      line.append(shown.slice(done, index + before.length), mark);
      done = index + before.length + word.length;
    }
    line.append(shown.slice(done));
    return line;
  }

  function tell(result) {
    result.dataset.told = "";
    const link = result.querySelector("a");
    const [, page, id] = link.getAttribute("href").match(/^([^?#]+)\.html[^#]*#?(.*)$/) ?? [];
    const parts = (kbExcerpts[page] ?? []).filter((part) => !id || part[0] === id);
    const part = best(parts) ?? (id ? parts[0] : null);
    if (!part) return;
    if (part[1] && part[1] !== link.textContent) {
      const to = document.createElement("a");
      to.href = `${page}.html#${part[0]}`;
      to.textContent = part[1];
      result.append(" · ", to);
    }
    if (part[2]) result.append(excerpt(part[2]));
  }

  const look = () => document.querySelectorAll("#search-results li:not([data-told])").forEach(tell);
  new MutationObserver(look).observe(document.getElementById("search-results"), { childList: true, subtree: true });
  look();
})();
