// The one form in which the desk puts right what is noted of a place: opened from a row, it is filled with what the row says.
const panel = document.getElementById('correct'), { elements } = panel.querySelector('form');

document.addEventListener('click', event => {
  const button = event.target.closest('[popovertarget=correct]');
  if (button) fill(JSON.parse(button.dataset.entry));
});

function fill({ inscription, name, guest, priority, on_behalf_of, form }) {
  panel.querySelector('h3').textContent = name;
  for (const [field, value] of Object.entries({ inscription, on_behalf_of, form, guest: guest ? name : '' })) elements[field].value = value;
  elements.guest.disabled = elements.guest.parentElement.hidden = !guest;
  for (const press of panel.querySelectorAll('[data-priority]')) {
    const wanted = press.dataset.priority === 'true';
    press.hidden = wanted === priority;
    press.setAttribute('hx-vals', JSON.stringify({ inscription, priority: wanted }));
  }
}
