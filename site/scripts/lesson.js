// A page of the reading edition: every card of the lesson that this page can bring to life takes the place of the copy
// that stands there for readers without scripts. `kbLesson` (the lesson's own file) says what the cards are.

const KINDS_OF_CARD = {
  answers: answersCard,
  "any-verdict": anyVerdictCard,
  exercise: exerciseCard,
  explore: exploreCard,
  page: pageCard,
  predict: predictCard,
  progress: progressCard,
  quiz: quizCard,
  reveal: revealCard,
  sort: sortCard,
  start: startCard,
  verdict: verdictCard,
};

/** A card that only has to be read, and may wait for predictions. */
function pageCard(data) {
  return { ...data, parts: () => [{ kind: "words", html: data.html }] };
}

function wake(place, data, book) {
  const card = KINDS_OF_CARD[data.kind](data, book);
  if (data.kind === "explore") noteMoves(card, data.name, book);
  const host = hostOf(card, book);
  card.again = host.again;
  card.tell = host.tell;
  place.className = "";
  mount(place, host);
  return { card, host, live: place };
}

/** Bring the cards to life, each when it comes near; returns what does so at once, by the card's id. */
function wakeLesson(lesson, book) {
  const awake = {};
  const rouse = (id) => (awake[id] ??= wake(document.getElementById(id), lesson.cards[id], book));
  const near = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        rouse(target.id);
      }
    },
    { rootMargin: "100%" },
  );
  for (const id of Object.keys(lesson.cards)) {
    const place = document.getElementById(id);
    if (!place || !(lesson.cards[id].kind in KINDS_OF_CARD)) continue;
    place.querySelector(".kb-waits > details")?.remove(); // what waits is not to be found by searching the page
    near.observe(place);
  }
  // The verdict is given here: nobody need be sent to the claim map for it.
  for (const sent of document.querySelectorAll(".to-claim-map")) sent.remove();
  return rouse;
}

document.addEventListener("DOMContentLoaded", () => {
  const book = openLedger();
  if (globalThis.kbLesson) {
    const rouse = wakeLesson(kbLesson, book);
    followAddress(kbLesson, rouse);
    globalThis.kbHost?.follow(kbLesson, book);
    globalThis.addEventListener("hashchange", () => followAddress(kbLesson, rouse));
    const has = Object.values(kbLesson.cards).some(({ kind }) => kind === "answers");
    if (!has) document.querySelector("article")?.append(make("section", { "data-kb-answers": true }));
  }
  if (globalThis.kbClaims) claimMap(kbClaims, book);
  for (const place of document.querySelectorAll("[data-kb-answers]")) answersPlace(place, book);
});
