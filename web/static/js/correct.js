// All inscriptions of the list share one form to correct them. The button of an inscription fills it with its data.
const panel = document.getElementById('correct');
const [{ elements }, categoryForm] = panel.querySelectorAll('form');

document.addEventListener('click', event => {
  const button = event.target.closest('[popovertarget=correct]');
  if (button) fill(button.dataset);
});

function fill({ corrects: inscription, name, behalf, form, seat, category, guest, first }) {
  const isFirst = first !== undefined;
  panel.querySelector('h3').textContent = name;
  elements.inscription.value = inscription;
  elements.on_behalf_of.value = behalf;
  elements.form.value = form;
  elements.guest.value = name;
  elements.guest.disabled = guest === undefined;
  elements.guest.parentElement.hidden = guest === undefined;
  categoryForm.elements.seat.value = seat;
  categoryForm.elements.category.value = category;
  categoryForm.hidden = category === 'panellist' || category === 'chair';
  for (const button of panel.querySelectorAll('[data-priority]')) {
    const priority = button.dataset.priority === 'true';
    button.hidden = priority === isFirst;
    button.setAttribute('hx-vals', JSON.stringify({ inscription, priority }));
  }
}
