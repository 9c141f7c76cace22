// A lesson in a learning management system that speaks SCORM 1.2 (`make scorm` puts this into its packages, the site has
// none). The system is told that the lesson was begun, when it is completed, how long it was in view and where the
// learner stopped; never an answer, and no score. Whatever the system does wrong stays here: the page goes on.

(() => {
  const FARTHEST = 50; // windows to look through
  const READ_AT = 0.3; // where in the window the eyes are, from its top
  const LEARNER = "kb-learner";

  /** The system's API, in a window or those around it; null where there is none, or another host's window is in the way. */
  const apiFrom = (start) => {
    try {
      for (let [at, left] = [start, FARTHEST]; at && left; left--) {
        if (at.API?.LMSInitialize) return at.API;
        at = at.parent === at ? null : at.parent;
      }
    } catch {
      // another host's window may not even be looked into
    }
    return null;
  };
  const api = apiFrom(window) ?? apiFrom(window.opener) ?? apiFrom(window.top.opener);
  if (!api) return;

  const call = (name, ...given) => {
    try {
      return String(api[name](...given) ?? "");
    } catch {
      return "";
    }
  };
  const get = (name) => call("LMSGetValue", `cmi.core.${name}`);
  const set = (name, value) => call("LMSSetValue", `cmi.core.${name}`, value);
  const begin = () => call("LMSInitialize", "") === "true";

  /** Who learns here; kept for this tab, since a system may refuse a page that is loaded again. */
  const learnerOf = (said) => {
    try {
      if (said) sessionStorage.setItem(LEARNER, said);
      return said || (sessionStorage.getItem(LEARNER) ?? "");
    } catch {
      return said;
    }
  };

  /** A time as the standard writes it: 01:02:03. */
  const timespan = (ms) => {
    const seconds = Math.floor(ms / 1000);
    const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return parts.map((each) => String(each).padStart(2, "0")).join(":");
  };

  /** How long the page has been in view, in ms; asked again whenever it comes into view or goes out of it. */
  const stopwatch = () => {
    let [total, last, inView] = [0, performance.now(), !document.hidden];
    return () => {
      const now = performance.now();
      if (inView) total += now - last;
      [last, inView] = [now, !document.hidden];
      return total;
    };
  };

  /** The id of the part that is read; none at the top of the page. */
  const partRead = () =>
    [...document.querySelectorAll("article section section")]
      .filter((each) => each.getBoundingClientRect().top < innerHeight * READ_AT)
      .at(-1)?.id ?? "";

  /** A line under the title that leads to the part where the learner stopped. */
  const offerToGoOn = (id) => {
    const heading = document.getElementById(id)?.querySelector("h2, h3");
    if (!heading || location.hash) return;
    const [line, link] = ["p", "a"].map((name) => document.createElement(name));
    [link.href, link.textContent] = [`#${id}`, heading.firstChild.textContent.trim()];
    line.append("Last time you stopped at ", link, ".");
    document.querySelector("article h1").after(line);
  };

  let open = begin();

  const follow = ({ completes: { kind, items } }, book) => {
    if (!open) return;
    let seenFor = stopwatch();
    let completed = ["completed", "passed"].includes(get("lesson_status"));
    // Said at once: a lesson that says nothing until it is left counts as completed, the standard has it.
    if (!completed) set("lesson_status", "incomplete");
    set("exit", "suspend"); // else the place would be forgotten
    offerToGoOn(get("lesson_location"));
    const look = () => {
      if (completed || !items.length || !items.every((item) => book.latest(kind, book.lesson, item))) return;
      completed = true;
      set("lesson_status", "completed");
      call("LMSCommit", "");
    };
    const note = (then) => {
      const seen = seenFor();
      if (!open) return;
      set("session_time", timespan(seen));
      set("lesson_location", partRead());
      call(then, "");
    };
    book.on(look);
    look();
    document.addEventListener("visibilitychange", () => (document.hidden ? note("LMSCommit") : seenFor()));
    addEventListener("pagehide", () => {
      note("LMSFinish");
      open = false;
    });
    addEventListener("pageshow", ({ persisted }) => {
      if (!persisted) return;
      [open, seenFor] = [begin(), stopwatch()];
    });
  };
  globalThis.kbHost = { learner: learnerOf(get("student_id")), follow };
})();
