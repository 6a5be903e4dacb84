// Moves an inscription in the list: drag it by its handle, or focus the handle and use Space, the arrows and Space.
// Escape cancels the move. The command contains the id of the next inscription and not a number, so that a new request
// at the same time does not change the result.
import { hold, release } from './live.js';

const REGION = 'speakers-list';
let moving;
let before; // the order when the move began
let sent;

const inscriptions = () => [...document.querySelectorAll('#speakers-list [data-inscription]')];

function say(sentence, place) {
  const region = document.getElementById('say');
  if (region) region.textContent = (region.dataset[sentence] ?? '').replace('{place}', place);
}

function begin(handle) {
  if (moving || sent) return;
  moving = handle.closest('[data-inscription]');
  before = inscriptions();
  hold(REGION);
  moving.classList.add('moving');
}

function end(send) {
  if (!moving) return;
  const moved = moving;
  const order = inscriptions();
  moved.classList.remove('moving');
  moving = null;
  if (!send || order.every((each, index) => each === before[index])) return restore();
  sent = moved.querySelector('.handle');
  const { move, beyond } = document.getElementById(REGION).dataset; // `beyond` follows the last that is on the page
  const next = order[order.indexOf(moved) + 1]?.dataset.inscription ?? beyond;
  const values = { inscription: moved.dataset.inscription, ...(next && { before: next }) };
  htmx.ajax('POST', move, { source: sent, values, swap: 'none' });
}

function restore() {
  const focused = document.activeElement;
  for (const each of before) each.parentElement.append(each);
  if (focused !== document.activeElement) focused.focus();
  release(REGION);
}

document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
  if (!sent || ctx.sourceElement !== sent) return;
  sent = null;
  if (ctx.response?.status < 400) release(REGION);
  else restore();
});

function isAbove(y, inscription) {
  const { top, height } = inscription.getBoundingClientRect();
  return y < top + height / 2;
}

document.addEventListener('pointerdown', event => {
  const handle = event.target.closest('.handle');
  if (!handle || event.button || moving || sent) return;
  event.preventDefault();
  begin(handle);
  const list = moving.parentElement;
  const over = new AbortController();
  const { signal } = over;
  const finish = send => {
    over.abort();
    end(send);
  };
  list.setPointerCapture(event.pointerId); // an element that moves in the page would lose the pointer
  list.addEventListener('pointermove', ({ clientY }) => {
    const next = inscriptions().find(each => each !== moving && isAbove(clientY, each));
    const isThere = next ? moving.nextElementSibling === next : !moving.nextElementSibling;
    if (!isThere) list.insertBefore(moving, next ?? null);
  }, { signal });
  list.addEventListener('pointerup', () => finish(true), { signal });
  list.addEventListener('pointercancel', () => finish(false), { signal });
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && finish(false), { signal });
});

function pressSpace(handle) {
  if (moving) {
    say('dropped', place());
    end(true);
  } else {
    begin(handle);
    if (moving) say('grabbed', place());
  }
}

function pressArrow(key) {
  if (key === 'ArrowUp') moving.previousElementSibling?.before(moving);
  else moving.nextElementSibling?.after(moving);
}

function place() {
  return inscriptions().indexOf(moving) + 1;
}

document.addEventListener('keydown', event => {
  const handle = event.target.closest?.('.handle');
  if (!handle) return;
  if (event.key === ' ' || event.key === 'Enter') {
    event.preventDefault();
    pressSpace(handle);
    handle.focus();
  } else if (moving && event.key === 'Escape') {
    event.preventDefault();
    end(false);
    handle.focus();
    say('left', '');
  } else if (moving && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
    event.preventDefault();
    pressArrow(event.key);
    handle.focus();
    say('moved', place());
  }
});

// If the focus leaves the handles, the move is cancelled. While an element is being moved it also loses the focus for a
// moment. So this check is delayed.
document.addEventListener('focusout', ({ target, relatedTarget }) => {
  if (!moving || !target.closest?.('.handle') || relatedTarget?.closest?.('.handle')) return;
  setTimeout(() => moving && !document.activeElement?.closest?.('.handle') && end(false));
});
