/* Improves the phone's page, which works without: answers go without leaving the page, one that could not be sent is kept
   and sent again, also after the page was closed, and the page follows what the teacher opens. */
(() => {
  const AGAIN_MS = 4000;
  const KEPT = 'unsent answers of the poll';
  const FOLLOW_MS = 3000;
  const WAITING = 'Not sent yet: this page keeps your answer and tries again by itself.';
  const GONE = 'The poll cannot be reached. It may be over, or your phone is off the network; what was sent is kept.';

  const part = (page, id) => page.getElementById(id);
  const main = () => part(document, 'main');
  const say = words => {
    const line = part(document, 'word-of-page');
    if (line.textContent !== words) line.textContent = words;
  };

  // What waits to be sent, by the card it belongs to. A phone that keeps nothing for us still sends what is in memory.
  const waiting = (() => {
    try {
      return JSON.parse(localStorage.getItem(KEPT)) || {};
    } catch (_) {
      return {};
    }
  })();
  const remember = () => {
    try {
      localStorage.setItem(KEPT, JSON.stringify(waiting));
    } catch (_) { /* private windows */ }
  };

  const parsed = text => new DOMParser().parseFromString(text, 'text/html');

  const replaceAll = page => {
    ['head', 'main'].forEach(id => part(document, id).replaceWith(part(page, id)));
  };

  const replaceCard = (page, id) => {
    const old = part(document, id), fresh = part(page, id);
    if (!old || !fresh || part(page, 'main').dataset.stage !== main().dataset.stage) {
      replaceAll(page);
      return;
    }
    old.replaceWith(fresh);
    part(document, 'head').replaceWith(part(page, 'head'));
    const next = fresh.querySelector('.refusal:not(:empty), .say');
    if (next) {
      next.tabIndex = -1;
      next.focus({preventScroll: true});
    }
  };

  const refusalOf = id => {
    const card = part(document, id);
    return card && card.querySelector('form:last-of-type .refusal');
  };

  const told = (id, words) => {
    const line = refusalOf(id);
    if (line) line.textContent = words;
    else say(words);
  };

  const sending = new Set();

  const send = async id => {
    if (sending.has(id) || !waiting[id]) return;
    sending.add(id);
    const {action, body} = waiting[id];
    try {
      const answer = await fetch(action, {method: 'POST', body: new URLSearchParams(body), credentials: 'same-origin'});
      if (answer.status === 429 || answer.status >= 500) throw new Error('try again');
      const page = parsed(await answer.text());
      if (answer.status === 401) { // the poll was started again: joining brings the phone back, and then this is sent
        location.assign('/');
        return;
      }
      if (waiting[id].body === body) delete waiting[id]; // else it was pressed again meanwhile
      remember();
      if (part(page, 'main') && part(page, 'head')) {
        replaceCard(page, id);
        const sentence = page.querySelector('main > .say');
        say(answer.ok || !sentence ? '' : sentence.textContent);
      } else {
        const sentence = part(page, 'sentence');
        told(id, sentence ? sentence.textContent : WAITING);
      }
    } catch (_) {
      told(id, WAITING);
    } finally {
      sending.delete(id);
    }
  };

  const sendAll = () => Object.keys(waiting).forEach(send);

  document.addEventListener('submit', event => {
    const card = event.target.closest('section');
    if (!card) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(event.target)).toString();
    waiting[card.id] = {action: event.target.getAttribute('action'), body};
    remember();
    send(card.id);
  });

  const follow = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch('/stage', {credentials: 'same-origin'});
      if (answer.status === 401) {
        location.assign('/');
        return;
      }
      if (!answer.ok) return;
      const now = await answer.json();
      if (part(document, 'word-of-page').textContent === GONE) say('');
      if (now.stage === main().dataset.stage) return;
      const page = await fetch('/', {credentials: 'same-origin'});
      if (!page.ok) return;
      replaceAll(parsed(await page.text()));
      say(now.stage === 'closed' ? '' : `Your teacher has turned to: ${now.name}.`);
      window.scrollTo(0, 0);
      part(document, 'head').querySelector('h1').focus({preventScroll: true});
    } catch (_) {
      say(GONE);
    }
  };

  sendAll();
  setInterval(sendAll, AGAIN_MS);
  setInterval(follow, FOLLOW_MS);
  document.addEventListener('visibilitychange', follow);
})();
