// The form of a programme: items and sittings, their times, the participants, the logo and the colour.
import { open, watchFolds } from './fold.js';
import { watchFileSizes } from './file_sizes.js';
import { keepPlace, showPlace } from './form_place.js';
import { showLook, watchDrops } from './organiser_look.js';
import { showParticipants } from './organiser_participants.js';
import { fillMinutes, showTimes } from './organiser_times.js';
import { openGuesses, showGuesses } from './guesses.js';
import { nameOf } from './item_name.js';
import { watchOrder } from './item_order.js';
import { showSplit, split } from './split_item.js';
import { askBeforeLeaving } from './unsaved.js';

const form = document.getElementById('programme');

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

function value(item, name) {
  return item.querySelector(`[name="item.${name}"]`).value.trim();
}

function filled(sentence, facts) {
  return sentence.replace(/\{(\w+)\}/g, (_, fact) => facts[fact]);
}

function setName(button, facts) {
  button.setAttribute('aria-label', filled(button.dataset.named, facts));
}

// The one live region of the form says what was done. Per item, nothing is announced.
function say(sentence, facts) {
  const region = document.getElementById('moves');
  region.textContent = filled(region.dataset[sentence], facts);
}

// An item in one line: when it begins, who speaks or what it is, and how long it takes.
function sum(item) {
  const name = nameOf(item);
  const minutes = value(item, 'minutes');
  const line = item.querySelector('.says');
  const { says, empty, guess } = line.dataset;
  const facts = { time: item.querySelector('.begins').value, name, minutes };
  const told = (minutes ? says : empty).replace(/\{(\w+)\}/g, (_, fact) => facts[fact]).trim();
  line.textContent = openGuesses(item).length ? `${told} · ${guess}` : told;
  const handle = item.querySelector('.handle');
  handle.dataset.label ??= handle.getAttribute('aria-label');
  handle.setAttribute('aria-label', `${handle.dataset.label}: ${name}`);
  item.setAttribute('aria-label', name);
  for (const button of item.querySelectorAll('.moves [data-named]')) setName(button, { name });
}

// The warning about items without minutes goes when all have some.
function clearDoubt() {
  const doubt = document.querySelector('[data-doubt=minutes]');
  if (!doubt || [...form.querySelectorAll('[name="item.minutes"]')].some(field => !field.value.trim())) return;
  const told = doubt.closest('.doubts');
  for (const each of form.querySelectorAll('.item .doubt')) each.remove();
  told.querySelector('[data-fill-all]')?.closest('p').remove();
  doubt.textContent = told.dataset.again;
  delete doubt.dataset.doubt;
  told.focus();
}

function refresh() {
  nameNewItems();
  const items = [...form.querySelectorAll('.item')];
  const named = items.filter(item => value(item, 'speaker'));
  const speakers = named.map(item => [value(item, 'id'), value(item, 'speaker')]);
  for (const item of items) {
    item.dataset.kind = value(item, 'kind');
    showRepliers(item, speakers);
    showSplit(item);
  }
  showTimes(form);
  items.forEach(sum);
  showGuesses(form);
  form.querySelectorAll('.sitting').forEach((sitting, place) => {
    const facts = { number: place + 1 };
    const heading = sitting.querySelector('.sitting-name');
    heading.textContent = filled(heading.dataset.named, facts);
    setName(sitting.querySelector('[data-of=sitting]'), facts);
  });
}

function remove(part) {
  const line = copyOf('removed').firstElementChild;
  const isItem = part.matches('.item');
  const name = isItem ? nameOf(part) : part.querySelector('.sitting-name').textContent;
  line.querySelector('span').append(` ${name}`);
  part.replaceWith(line);
  line.querySelector('button').addEventListener('click', () => {
    line.replaceWith(part);
    refresh();
    part.tabIndex = -1;
    part.focus();
    say('back', { name });
  });
  line.querySelector('button').focus();
  say('removed', { name });
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
  else if ('split' in button.dataset) {
    split(item, () => copyOf('new-item').firstElementChild);
    say('split', { count: item.querySelector('.slots').value });
  }
  else if ('fill' in button.dataset) {
    fillMinutes(button.closest('.sitting'), form.elements['speaking_time.panellist'].value);
    clearDoubt();
  } else return;
  refresh();
  const added = add === 'item' ? button.closest('.sitting').querySelector('.items').lastElementChild
    : add === 'item-here' && item.nextElementSibling;
  if (added) added.querySelector('select').focus();
});
form.addEventListener('input', event => {
  if (event.target.closest('.repliers')) takeRepliers(event.target.closest('.repliers'));
  else if (event.target.closest('#sittings')) refresh();
  else showGuesses(form);
});
document.querySelector('[data-fill-all]')?.addEventListener('click', () => {
  const { value } = form.elements['speaking_time.panellist'];
  for (const sitting of form.querySelectorAll('.sitting')) fillMinutes(sitting, value);
  clearDoubt();
  refresh();
});

// A sentence above the form leads to a field that may be in a closed part.
document.addEventListener('click', event => {
  const field = document.getElementById(event.target.closest('a[href^="#"]')?.getAttribute('href').slice(1));
  if (!field) return;
  event.preventDefault();
  open(field);
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: 'center' });
});

watchOrder(form, refresh);
showParticipants(document.getElementById('participants'));
watchFileSizes(form);
showLook(form);
watchDrops(form);
refresh();
watchFolds(document);
askBeforeLeaving(form);
keepPlace(form);
showPlace(form);
