// The form of a programme: items and sittings, their times, the participants, the logo and the colour.
import { showLook } from './organiser_look.js';
import { showParticipants } from './organiser_participants.js';
import { fillMinutes, showTimes } from './organiser_times.js';
import { watchOrder } from './item_order.js';
import { showSplit, split } from './split_item.js';

const form = document.getElementById('programme');
let isDirty = false;

function copyOf(name) {
  return document.getElementById(name).content.cloneNode(true);
}

function nameNewItems() {
  const fields = [...form.querySelectorAll('[name="item.id"], [name="sitting.id"]')];
  const taken = new Set(fields.map(field => field.value));
  let number = 1;
  for (const field of fields.filter(each => !each.value && each.name === 'item.id')) {
    while (taken.has(`item-${number}`)) number += 1;
    field.value = `item-${number}`;
    taken.add(field.value);
  }
}

function showRepliers(item, speakers) {
  const field = item.querySelector('[name="item.speakers"]');
  const choices = item.querySelector('.repliers');
  const isShown = item.dataset.kind === 'replies';
  choices.hidden = !isShown;
  if (!isShown) return;
  const chosen = field.value.split(';').map(each => each.trim()).filter(Boolean);
  const boxes = speakers.map(([id, name]) => {
    const label = document.createElement('label');
    const box = document.createElement('input');
    Object.assign(box, { type: 'checkbox', value: id, checked: chosen.includes(id) });
    label.append(box, name);
    return label;
  });
  choices.replaceChildren(choices.firstElementChild, ...boxes);
}

function takeRepliers(choices) {
  const known = [...choices.querySelectorAll('input')].map(box => box.value);
  const field = choices.closest('.item').querySelector('[name="item.speakers"]');
  const before = field.value.split(';').map(each => each.trim()).filter(Boolean);
  const ticked = [...choices.querySelectorAll(':checked')].map(box => box.value);
  const kept = before.filter(id => ticked.includes(id) || !known.includes(id));
  field.value = [...kept, ...ticked.filter(id => !before.includes(id))].join('; ');
}

function refresh() {
  nameNewItems();
  const items = [...form.querySelectorAll('.item')];
  const value = (item, name) => item.querySelector(`[name="item.${name}"]`).value.trim();
  const named = items.filter(item => value(item, 'speaker'));
  const speakers = named.map(item => [value(item, 'id'), value(item, 'speaker')]);
  for (const item of items) {
    item.dataset.kind = value(item, 'kind');
    showRepliers(item, speakers);
    showSplit(item);
  }
  showTimes(form);
}

function remove(part) {
  const line = copyOf('removed').firstElementChild;
  const name = part.querySelector('[name="item.speaker"]')?.value || part.querySelector('[name="item.title"]')?.value;
  if (name) line.querySelector('span').append(` ${name}`);
  part.replaceWith(line);
  line.querySelector('button').addEventListener('click', () => {
    line.replaceWith(part);
    refresh();
  });
  line.querySelector('button').focus();
}

form.addEventListener('click', event => {
  const button = event.target.closest('button[type=button]');
  if (!button || !form.contains(button)) return;
  const { add, move, of = 'item' } = button.dataset;
  const item = button.closest('.item');
  if (add === 'item') button.closest('.sitting').querySelector('.items').append(copyOf('new-item'));
  else if (add === 'item-here') item.after(copyOf('new-item'));
  else if (add === 'sitting') document.getElementById('sittings').append(copyOf('new-sitting'));
  else if (move === 'away') remove(button.closest(`.${of}`));
  else if ('split' in button.dataset) split(item, () => copyOf('new-item').firstElementChild);
  else if ('fill' in button.dataset) {
    fillMinutes(button.closest('.sitting'), form.elements['speaking_time.panellist'].value);
  } else return;
  isDirty = true;
  refresh();
  const added = add === 'item' ? button.closest('.sitting').querySelector('.items').lastElementChild
    : add === 'item-here' && item.nextElementSibling;
  if (added) added.querySelector('select').focus();
});
form.addEventListener('input', event => {
  isDirty = true;
  if (event.target.closest('.repliers')) takeRepliers(event.target.closest('.repliers'));
  else if (event.target.closest('#sittings')) refresh();
});
form.addEventListener('submit', () => {
  isDirty = false;
});
addEventListener('beforeunload', event => isDirty && event.preventDefault());

document.querySelector('[data-fill-all]')?.addEventListener('click', () => {
  const { value } = form.elements['speaking_time.panellist'];
  for (const sitting of form.querySelectorAll('.sitting')) fillMinutes(sitting, value);
  isDirty = true;
  refresh();
});

watchOrder(form, () => {
  isDirty = true;
  refresh();
});
showParticipants(document.getElementById('participants'));
showLook(form);
refresh();
document.querySelector('[autofocus]')?.scrollIntoView();
