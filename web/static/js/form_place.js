// When the server has checked a form, the reader is again where the work was: at what is wrong or was just done, else
// at the field that had the focus, at the same height of the window.
import { open } from './fold.js';

const KEY = 'place in the form';
const FIELDS = 'input:not([type=hidden], [name=right]), select, textarea, summary';

function fieldsOf(form) {
  return [...form.querySelectorAll(FIELDS)];
}

export function keepPlace(form) {
  let last = -1;
  form.addEventListener('focusin', ({ target }) => {
    const field = target.name === 'right' ? target.closest('.guessed')?.querySelector(FIELDS) : target;
    if (field?.matches(FIELDS)) last = fieldsOf(form).indexOf(field);
  });
  form.addEventListener('submit', () => {
    const top = fieldsOf(form)[last]?.getBoundingClientRect().top ?? 0;
    sessionStorage.setItem(KEY, JSON.stringify({ last, top, scrolled: scrollY }));
  });
}

export function showPlace(form) {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  const told = document.querySelector('[autofocus]');
  if (told) {
    open(told);
    told.focus({ preventScroll: true });
    told.scrollIntoView({ block: told.matches('#wrong') ? 'center' : 'start' });
    return;
  }
  if (!kept || !('again' in form.dataset)) return;
  const { last, top, scrolled } = JSON.parse(kept);
  const field = fieldsOf(form)[last];
  if (!field) {
    scrollTo(0, scrolled);
    return;
  }
  open(field);
  field.focus({ preventScroll: true });
  scrollBy(0, field.getBoundingClientRect().top - top);
}
