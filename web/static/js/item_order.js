// Moves an item of a programme: drag it by its handle, or focus the handle and use Space, the arrows and Space. Escape
// cancels the move. These are the keys of the list of speakers. An item can move into another sitting.
import { nameOf } from './item_name.js';

const EDGE = 90; // pixels from the edge of the window at which the page scrolls
const STEP = 14;

export function watchOrder(form, onMoved) {
  let moving;
  let before; // where the item was: its list and the item after it
  let isDragged = false;

  const items = () => [...form.querySelectorAll('.item')];

  function say(sentence) {
    const region = document.getElementById('moves');
    const all = [...moving.parentElement.querySelectorAll('.item')];
    const time = moving.querySelector('.begins').value;
    const facts = { name: nameOf(moving), place: all.indexOf(moving) + 1, count: all.length, time };
    region.textContent = region.dataset[sentence].replace(/\{(\w+)\}/g, (_, fact) => facts[fact]);
  }

  function begin(handle) {
    moving = handle.closest('.item');
    before = [moving.parentElement, moving.nextElementSibling];
    moving.classList.add('moving');
    say('grabbed');
  }

  function end(isKept) {
    if (!moving) return;
    if (!isKept) before[0].insertBefore(moving, before[1]);
    onMoved();
    say(isKept ? 'dropped' : 'left');
    moving.classList.remove('moving');
    moving = null;
  }

  function step(key) {
    const all = items();
    const lists = [...form.querySelectorAll('.items')];
    const list = lists.indexOf(moving.parentElement);
    const isUp = key === 'ArrowUp';
    const other = all[all.indexOf(moving) + (isUp ? -1 : 1)];
    if (other?.parentElement === moving.parentElement) {
      if (isUp) other.before(moving);
      else other.after(moving);
    } else if (isUp && list > 0) lists[list - 1].append(moving);
    else if (!isUp && list + 1 < lists.length) lists[list + 1].prepend(moving);
    moving.scrollIntoView({ block: 'nearest' });
    onMoved();
    say('moved');
  }

  function moveTo(y) {
    if (y < EDGE) scrollBy(0, -STEP);
    else if (y > innerHeight - EDGE) scrollBy(0, STEP);
    const middle = element => {
      const { top, height } = element.getBoundingClientRect();
      return top + height / 2;
    };
    const lists = [...form.querySelectorAll('.items')];
    const list = lists.findLast(each => each.getBoundingClientRect().top <= y) ?? lists[0];
    const next = [...list.children].find(each => each !== moving && y < middle(each)) ?? null;
    if (moving.parentElement === list && moving.nextElementSibling === next) return;
    list.insertBefore(moving, next);
    onMoved();
  }

  form.addEventListener('pointerdown', event => {
    const handle = event.target.closest('.handle');
    if (!handle || event.button || moving) return;
    event.preventDefault();
    isDragged = true;
    begin(handle);
    const over = new AbortController();
    const { signal } = over;
    const finish = isKept => {
      over.abort();
      isDragged = false;
      end(isKept);
      handle.focus();
    };
    form.setPointerCapture(event.pointerId); // an element that moves in the page would lose the pointer
    form.addEventListener('pointermove', ({ clientY }) => moveTo(clientY), { signal });
    form.addEventListener('pointerup', () => finish(true), { signal });
    form.addEventListener('pointercancel', () => finish(false), { signal });
    document.addEventListener('keydown', ({ key }) => key === 'Escape' && finish(false), { signal });
  });

  form.addEventListener('keydown', event => {
    const handle = event.target.closest('.handle');
    if (!handle) return;
    const { key } = event;
    if (key === ' ' || key === 'Enter') {
      if (moving) end(true);
      else begin(handle);
    } else if (!moving) return;
    else if (key === 'Escape') end(false);
    else if (key === 'ArrowUp' || key === 'ArrowDown') step(key);
    else return;
    event.preventDefault();
    handle.focus();
  });

  // While an item is being moved, its handle loses the focus for a moment. So this check is delayed.
  form.addEventListener('focusout', ({ target }) => {
    if (!moving || isDragged || !target.closest('.handle')) return;
    setTimeout(() => moving && !isDragged && !document.activeElement?.closest('.handle') && end(true));
  });
}
