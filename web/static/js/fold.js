// On a phone the parts of the form of a programme are closed, each with a line that says what is in it. A part stays
// open in which something is wrong, was just done, or is not filled in yet. On wider screens all parts are open.
const NARROW = matchMedia('(max-width: 40rem)');
const OPEN = '[autofocus], [aria-invalid], .faults, .doubt';

function isBlank(details) {
  const fields = [...details.querySelectorAll('input:not([type=hidden]), textarea')];
  return Boolean(details.closest('.item')) && !fields.some(each => each.value && !each.closest('.split'));
}

export function open(element) {
  for (let part = element.closest('details'); part; part = part.parentElement.closest('details')) part.open = true;
}

export function watchFolds(page) {
  const fold = () => {
    for (const details of page.querySelectorAll('details.fold')) {
      details.open = !NARROW.matches || Boolean(details.querySelector(OPEN)) || isBlank(details);
    }
  };
  NARROW.addEventListener('change', fold);
  fold();
}
