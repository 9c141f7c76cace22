// The links under a lesson that begin an issue name the part that is in view when they are followed.

const READ_AT = 0.3; // where in the window the eyes are, from its top

/** The heading of the part that is read; a card has a title, but is no part. */
function partRead() {
  const shown = [...document.querySelectorAll("article :is(h2, h3)")].filter((each) => each.checkVisibility());
  const headings = shown.filter((each) => !each.closest(".kb-card, .kb-live"));
  const above = headings.filter((each) => each.getBoundingClientRect().top < innerHeight * READ_AT);
  return above.at(-1)?.firstChild.textContent.trim() ?? "";
}

document.addEventListener("click", ({ target }) => {
  const link = target.closest?.(".tell-us a");
  const part = link && partRead();
  if (!part) return;
  const address = new URL(link.href);
  const lesson = (link.dataset.lesson ??= address.searchParams.get("title"));
  const [first, ...rest] = address.searchParams.get("body").split("\n");
  address.searchParams.set("title", `${lesson}: ${part}`);
  address.searchParams.set(
    "body",
    [first, `Part: ${part}`, ...rest.filter((line) => !line.startsWith("Part: "))].join("\n"),
  );
  link.href = address.href;
});
