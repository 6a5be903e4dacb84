// The panel of devices, and on the chair's page the note that its link is open on another device. Both ask again every
// few seconds. A page that is signed out or offline does not ask.
const EVERY = 5000;
// The list stays as it is while the pointer is on it or a question is open, so that no other row comes under a click.
const BUSY = '#device-list:hover, #devices [popover]:popover-open';
const note = document.getElementById('devices-note');
let shown = '', asking = false;

const unable = () => ['gone', 'offline'].includes(document.documentElement.dataset.live);

document.addEventListener('htmx:config:request', event => {
  if (event.detail.ctx.request.method !== 'GET') return;
  if (unable() || document.querySelector(BUSY)) event.preventDefault();
});

async function ask() {
  if (asking || unable()) return;
  asking = true;
  const answer = await fetch(note.dataset.ask).catch(() => null); // without a connection, the page itself says so
  const html = answer?.ok ? await answer.text().catch(() => shown) : shown;
  if (html !== shown) note.innerHTML = shown = html;
  asking = false;
}

if (note) {
  ask();
  setInterval(ask, EVERY);
}
