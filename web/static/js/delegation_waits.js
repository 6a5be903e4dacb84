// A phone that waits for the desk. When the desk has decided, the page shows the answer: it is loaded again, once.
// A second time would stop the first, which may already have brought the cookie of the device.
import './wake_lock.js';

const EVERY = 2000;
let decided = false;

async function ask() {
  if (decided) return;
  const answer = await fetch(document.body.dataset.answer).catch(() => null); // the server may be away for a moment
  if (decided || !answer || answer.status === 204 || answer.status === 429 || answer.status >= 500) return;
  decided = true;
  location.reload();
}

setInterval(ask, EVERY);
document.addEventListener('visibilitychange', ask);
