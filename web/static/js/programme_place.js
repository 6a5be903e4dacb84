// The open item of the chair's programme is whole in view: when another item opens, and when rows or the window change.
// Whoever has scrolled the programme keeps the place until another item opens, and is not moved while scrolling.
const QUIET_MS = 1500;

let shown; // the item that was brought into view
let left; // where the programme was left then
let scrolledAt = -Infinity;
let later;

function follow() {
  clearTimeout(later);
  const current = document.querySelector('#programme [aria-current]'), list = current?.parentElement;
  if (!current) {
    shown = undefined;
    return;
  }
  const isNew = current.id !== shown, quiet = scrolledAt + QUIET_MS - performance.now();
  if (!isNew && list.scrollTop !== left) return;
  if (isNew && shown && quiet > 0) {
    later = setTimeout(follow, quiet);
    return;
  }
  shown = current.id;
  list.scrollTop = placeOf(current, list);
  left = list.scrollTop;
}

// Not scrollIntoView: it would also scroll the page, so that the next step is no longer visible. The item is in the
// middle, below a whole first row. Where it would be cut, a later row is the first.
function placeOf(item, list) {
  const top = each => each.getBoundingClientRect().top - list.getBoundingClientRect().top + list.scrollTop;
  const begin = top(item), end = begin + item.offsetHeight;
  const centred = Math.max(0, (begin + end - list.clientHeight) / 2);
  const tops = [...list.children].map(top);
  const first = Math.max(0, ...tops.filter(each => each < centred + 1));
  if (end - first <= list.clientHeight) return first;
  return Math.min(begin, ...tops.filter(each => end - each <= list.clientHeight));
}

addEventListener('scroll', ({ target }) => {
  if (target.matches?.('#programme ol') && target.scrollTop !== left) scrolledAt = performance.now();
}, { capture: true });
addEventListener('resize', follow);
addEventListener('live:shown', follow);
document.fonts.ready.then(follow);
follow();
