// A phone that waits for the desk. When the desk has decided, the page shows the answer.
import './wake_lock.js';

const EVERY = 2000;

async function ask() {
  const answer = await fetch(document.body.dataset.answer).catch(() => null); // the server may be away for a moment
  if (answer && answer.status !== 204 && answer.status < 500 && answer.status !== 429) location.reload();
}

setInterval(ask, EVERY);
document.addEventListener('visibilitychange', ask);
