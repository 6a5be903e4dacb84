// A screen that waits until the desk has typed its code in. Then it opens its link.
import './full_screen.js';
import './wake_lock.js';

const EVERY = 3000, NEW_CODE_AFTER = 10 * 60000;
const { secret } = document.body.dataset;
const began = Date.now();
let paired = false;

// The link is opened once: a second time would stop the first, which may only be slow.
setInterval(async () => {
  if (paired) return;
  if (Date.now() - began > NEW_CODE_AFTER) return location.reload();
  const answer = await fetch(`/screen/${secret}`).catch(() => null); // the server may be away for a moment
  const options = answer?.status === 200 ? await answer.text().catch(() => null) : null;
  if (paired || options === null) return;
  paired = true;
  location.replace(`/in/${secret}${options && '?'}${options}`);
}, EVERY);
