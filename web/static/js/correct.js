// The one form in which the desk puts right what is noted of a place: opened from a row, it is filled with what the row says.
const panel = document.getElementById('correct'), [{ elements }, kindForm] = panel.querySelectorAll('form');

document.addEventListener('click', event => {
  const button = event.target.closest('[popovertarget=correct]');
  if (button) fill(button.dataset);
});

function fill({ place: inscription, name, behalf, form, seat, kind, guest, first }) {
  const isGuest = guest !== undefined, isFirst = first !== undefined;
  panel.querySelector('h3').textContent = name;
  for (const [field, value] of Object.entries({ inscription, on_behalf_of: behalf, form, guest: name })) elements[field].value = value;
  elements.guest.disabled = elements.guest.parentElement.hidden = !isGuest;
  kindForm.elements.seat.value = seat;
  kindForm.elements.category.value = kind;
  kindForm.hidden = kind === 'panellist' || kind === 'chair';
  for (const press of panel.querySelectorAll('[data-priority]')) {
    const priority = press.dataset.priority === 'true';
    press.hidden = priority === isFirst;
    press.setAttribute('hx-vals', JSON.stringify({ inscription, priority }));
  }
}
