// Moves a row of the list: drag it by its handle, or focus the handle and use Space, the arrows, Space. Escape leaves it.
// The server is told the neighbour before which the row goes, so whoever joins meanwhile disturbs nothing.
import { hold, release } from './live.js';

const REGION = 'speakers-list';
let row, kept, sent;

const rows = () => [...document.querySelectorAll('#speakers-list [data-inscription]')];
const tell = (kind, place) => {
  const say = document.getElementById('say');
  if (say) say.textContent = (say.dataset[kind] ?? '').replace('{place}', place);
};

function begin(handle) {
  if (row || sent) return;
  row = handle.closest('[data-inscription]');
  kept = rows();
  hold(REGION);
  row.classList.add('moving');
}

function end(send) {
  if (!row) return;
  const moved = row, order = rows(), before = order[order.indexOf(moved) + 1];
  moved.classList.remove('moving');
  row = null;
  if (!send || order.every((r, i) => r === kept[i])) return leave();
  sent = moved.querySelector('.handle');
  const { move, beyond } = document.getElementById(REGION).dataset; // of a long list: who follows the last one that is shown
  const next = before?.dataset.inscription ?? beyond, values = { inscription: moved.dataset.inscription, ...(next && { before: next }) };
  htmx.ajax('POST', move, { source: sent, values, swap: 'none' });
}

function leave() {
  const focused = document.activeElement;
  for (const r of kept) r.parentElement.append(r);
  if (focused !== document.activeElement) focused.focus();
  release(REGION);
}

document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
  if (!sent || ctx.sourceElement !== sent) return;
  sent = null;
  if (ctx.response?.status < 400) release(REGION); else leave();
});

document.addEventListener('pointerdown', event => {
  const handle = event.target.closest('.handle');
  if (!handle || event.button || row || sent) return;
  event.preventDefault();
  begin(handle);
  const list = row.parentElement, over = new AbortController(), { signal } = over;
  const done = send => { over.abort(); end(send); };
  list.setPointerCapture(event.pointerId); // the list, since a row that moves in the page loses the pointer
  list.addEventListener('pointermove', e => {
    const others = rows().filter(r => r !== row);
    const after = others.find(r => { const box = r.getBoundingClientRect(); return e.clientY < box.top + box.height / 2; });
    if (after ? row.nextElementSibling !== after : row.nextElementSibling) row.parentElement.insertBefore(row, after ?? null);
  }, { signal });
  list.addEventListener('pointerup', () => done(true), { signal });
  list.addEventListener('pointercancel', () => done(false), { signal });
  document.addEventListener('keydown', e => { if (e.key === 'Escape') done(false); }, { signal });
});

document.addEventListener('keydown', event => {
  const handle = event.target.closest?.('.handle');
  if (!handle) return;
  const place = () => rows().indexOf(row) + 1;
  if (event.key === ' ' || event.key === 'Enter') {
    event.preventDefault();
    if (row) { tell('dropped', place()); end(true); } else { begin(handle); if (row) tell('grabbed', place()); }
    handle.focus();
  } else if (row && event.key === 'Escape') {
    event.preventDefault();
    end(false);
    handle.focus();
    tell('left', '');
  } else if (row && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
    event.preventDefault();
    const up = event.key === 'ArrowUp', other = up ? row.previousElementSibling : row.nextElementSibling;
    if (other) other[up ? 'before' : 'after'](row);
    handle.focus();
    tell('moved', place());
  }
});
document.addEventListener('focusout', event => { if (row && event.target.closest?.('.handle') && !event.relatedTarget?.closest?.('.handle')) setTimeout(() => row && !document.activeElement?.closest?.('.handle') && end(false)); });
