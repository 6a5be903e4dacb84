// The phones that wait for the desk. While the panel is open, no row moves: a phone that does not wait any more stays
// in its place, and a new one comes at the end. So no other phone comes under a finger that is about to press.
import '../vendor/htmx-4.0.1.min.js';

const EVERY = 2000;
const panel = document.getElementById('join-requests');
const list = document.getElementById('join-request-list');
const button = document.getElementById('join-requests-button');
const search = panel?.querySelector('input');
let asking = false, shownBelow = null;

const unable = () => ['gone', 'offline'].includes(document.documentElement.dataset.live);

function renew(fresh) {
  list.replaceChildren(...fresh.childNodes);
  shownBelow = null;
  htmx.process(list);
}

function merge(fresh) {
  const rows = list.querySelector('ul');
  if (!rows?.children.length) return renew(fresh);
  const now = new Map([...fresh.querySelectorAll('li')].map(row => [row.id, row]));
  for (const row of [...rows.children]) {
    const newer = now.get(row.id);
    now.delete(row.id);
    if (!newer) for (const each of row.querySelectorAll('button')) each.disabled = true;
    else if (newer.querySelector('div').innerHTML !== row.querySelector('div').innerHTML) {
      row.querySelector('div').replaceWith(newer.querySelector('div'));
    }
  }
  rows.append(...now.values());
  renewBelow(rows, fresh);
  htmx.process(list);
}

// Below the rows: how many more wait, and the button that refuses all.
function renewBelow(rows, fresh) {
  const below = [...fresh.children].filter(each => each.tagName !== 'UL');
  const html = below.map(each => each.outerHTML).join('');
  if (html === shownBelow) return;
  shownBelow = html;
  while (rows.nextSibling) rows.nextSibling.remove();
  list.append(...below);
}

async function ask(isNew = !panel.matches(':popover-open')) {
  if (asking || unable()) return;
  asking = true;
  const named = search.value;
  const answer = await fetch(`${panel.dataset.requests}&named=${encodeURIComponent(named)}`)
    .catch(() => null); // without a connection, the page itself says so
  const html = answer?.ok ? await answer.text().catch(() => '') : '';
  asking = false;
  if (!html) return;
  if (named !== search.value) return ask(true);
  const fresh = document.createElement('template');
  fresh.innerHTML = html;
  const { button: text, number } = fresh.content.querySelector('ul').dataset;
  button.textContent = text;
  button.classList.toggle('second', number > 0);
  if (isNew) renew(fresh.content);
  else merge(fresh.content);
}

if (panel) {
  ask();
  setInterval(ask, EVERY);
  search.addEventListener('input', () => ask(true));
  panel.addEventListener('beforetoggle', () => ask(true));
}
