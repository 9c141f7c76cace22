/* Keeps the numbers of the teacher's page up to date; without it the page shows them as they were when it was loaded. */
(() => {
  const LOOK_MS = 1500;
  const GONE = 'The poll has stopped; the answers are in its folder.';
  const status = document.getElementById('status');

  const look = async () => {
    try {
      const answer = await fetch('/counts', {credentials: 'same-origin'});
      if (!answer.ok) throw new Error(answer.status);
      const now = await answer.json();
      if (now.stage !== document.getElementById('main').dataset.stage) { // changed in another window
        location.reload();
        return;
      }
      document.getElementById('joined').textContent = now.phones;
      Object.keys(now.counts).forEach(name => {
        const number = document.getElementById(name), bar = number.closest('tr').querySelector('progress');
        number.textContent = now.counts[name];
        bar.max = Math.max(now.joined, now.counts[name], 1);
        bar.value = now.counts[name];
      });
      status.textContent = '';
    } catch (_) {
      status.textContent = GONE;
    }
  };

  setInterval(look, LOOK_MS);
  document.addEventListener('visibilitychange', look);
})();
