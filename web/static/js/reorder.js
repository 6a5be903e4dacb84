// Moves a row of the list: drag it by its handle, or focus the handle and use Space, the arrows, Space. Escape leaves it.
// The server is told the neighbour before which the row goes, so whoever joins meanwhile disturbs nothing.
import { hold, release } from './live.js';

const REGION = 'speakers-list';
let row, kept;

const rows = () => [...document.querySelectorAll('#speakers-list [data-inscription]')];
const tell = (kind, place) => {
  const say = document.getElementById('say');
  if (say) say.textContent = (say.dataset[kind] ?? '').replace('{place}', place);
};

function begin(handle) {
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
  if (send && order.some((r, i) => r !== kept[i])) {
    const values = { inscription: moved.dataset.inscription, ...(before && { before: before.dataset.inscription }) };
    htmx.ajax('POST', document.getElementById(REGION).dataset.move, { source: moved, values, swap: 'none' }).finally(() => release(REGION));
  } else {
    for (const r of kept) r.parentElement.append(r);
    release(REGION);
  }
}

document.addEventListener('pointerdown', event => {
  const handle = event.target.closest('.handle');
  if (!handle || event.button) return;
  event.preventDefault();
  handle.setPointerCapture(event.pointerId);
  begin(handle);
  const follow = e => {
    const others = rows().filter(r => r !== row);
    const after = others.find(r => { const box = r.getBoundingClientRect(); return e.clientY < box.top + box.height / 2; });
    if (after ? row.nextElementSibling !== after : row.nextElementSibling) row.parentElement.insertBefore(row, after ?? null);
  };
  const done = e => { handle.removeEventListener('pointermove', follow); end(e.type === 'pointerup'); };
  handle.addEventListener('pointermove', follow);
  handle.addEventListener('pointerup', done, { once: true });
  handle.addEventListener('pointercancel', done, { once: true });
});

document.addEventListener('keydown', event => {
  const handle = event.target.closest?.('.handle');
  if (!handle) return;
  const place = () => rows().indexOf(row) + 1;
  if (event.key === ' ' || event.key === 'Enter') {
    event.preventDefault();
    if (row) { tell('dropped', place()); end(true); } else { begin(handle); tell('grabbed', place()); }
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
