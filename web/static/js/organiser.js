// The form of a programme: adds, moves and removes items and sittings, and adds up the minutes of each sitting.
const form = document.getElementById('programme');

function minutesOf(time) {
  const [hours, minutes] = time.split(':').map(Number);
  return 60 * hours + minutes;
}

function showTotals() {
  for (const sitting of form.querySelectorAll('.sitting')) {
    const value = name => sitting.querySelector(`[name="sitting.${name}"]`).value;
    const total = sitting.querySelector('.total');
    const fields = [...sitting.querySelectorAll('[name="item.minutes"]')];
    const n = fields.reduce((sum, field) => sum + Number(field.value), 0);
    const booked = (minutesOf(value('end')) - minutesOf(value('start')) + 1440) % 1440;
    const over = n - booked;
    total.classList.toggle('is-over', over > 0);
    const text = over > 0 ? total.dataset.over : total.dataset.fits;
    const facts = { n, booked, over };
    total.textContent = Number.isFinite(booked) ? text.replace(/\{(\w+)\}/g, (_, name) => facts[name]) : '';
  }
}

function copyOf(name) {
  return document.getElementById(`new-${name}`).content.cloneNode(true);
}

form.addEventListener('click', event => {
  const button = event.target.closest('button[type=button]');
  if (!button) return;
  const { add, move, of = 'item' } = button.dataset;
  const part = button.closest(`.${of}`);
  if (add === 'item') {
    button.previousElementSibling.append(copyOf('item'));
    button.previousElementSibling.lastElementChild.querySelector('select').focus();
  } else if (add === 'sitting') button.before(copyOf('sitting'));
  else if (move === 'away') part.remove();
  else if (move === 'up') part.previousElementSibling?.before(part);
  else if (move === 'down') part.nextElementSibling?.after(part);
  if (move === 'up' || move === 'down') button.focus();
  showTotals();
});
form.addEventListener('input', showTotals);
showTotals();
