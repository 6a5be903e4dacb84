// When each item of a programme begins, and whether the items of each sitting fit into its booked time.
const DAY = 1440;

function minutesOf(time) {
  const [hours, minutes] = time.split(':').map(Number);
  return 60 * hours + minutes;
}

function timeOf(minutes) {
  const pad = number => String(number).padStart(2, '0');
  return `${pad(Math.floor(minutes / 60) % 24)}:${pad(minutes % 60)}`;
}

function filled(text, facts) {
  return text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
}

function factsOf(sitting) {
  const value = name => sitting.querySelector(`[name="sitting.${name}"]`).value;
  const begin = minutesOf(value('start'));
  const booked = (minutesOf(value('end')) - begin + DAY) % DAY;
  let n = 0;
  for (const item of sitting.querySelectorAll('.item')) {
    item.querySelector('.begins').value = Number.isFinite(begin) ? timeOf(begin + n) : '';
    n += Number(item.querySelector('[name="item.minutes"]').value) || 0;
  }
  return { from: value('start'), to: value('end'), n, booked, over: n - booked };
}

function tell(element, facts) {
  if (!Number.isFinite(facts.booked)) {
    element.textContent = '';
    return;
  }
  element.classList.toggle('is-over', facts.over > 0);
  element.textContent = filled(facts.over > 0 ? element.dataset.over : element.dataset.fits, facts);
}

const USUAL = { chair_opening: 3, opening_remarks: 5, keynote: 7, wrap_up: 5, closing: 3, break: 15, replies: 15 };
const FLOOR = ['floor_block', 'interactive_dialogue', 'general_debate'];
const PANELLIST = 10;

// Give usual minutes to the items of a sitting that have none. Items for the floor share what is left of the booking.
export function fillMinutes(sitting, panellist) {
  const [time = '', seconds = 0] = panellist.split(':').map(Number);
  const presentation = Math.round(time + seconds / 60) || PANELLIST;
  const empty = [...sitting.querySelectorAll('.item')]
    .map(item => [item.dataset.kind, item.querySelector('[name="item.minutes"]')])
    .filter(([, field]) => !field.value.trim());
  const open = empty.filter(([kind]) => FLOOR.includes(kind)).map(([, field]) => field);
  for (const [kind, field] of empty) if (!open.includes(field)) field.value = USUAL[kind] ?? presentation;
  const { n, booked } = factsOf(sitting);
  open.forEach((field, place) => {
    const share = Math.floor((booked - n) / open.length) || 0;
    const rest = place === open.length - 1 ? booked - n - share * open.length : 0;
    if (share + rest > 0) field.value = share + rest;
  });
}

export function showTimes(form) {
  const sums = form.querySelector('#sums');
  const lines = [...form.querySelectorAll('.sitting')].map(sitting => {
    const facts = factsOf(sitting);
    tell(sitting.querySelector('.total'), facts);
    const line = document.createElement('span');
    Object.assign(line.dataset, sums.dataset);
    tell(line, facts);
    return line;
  });
  sums.replaceChildren(...lines);
}
