// When a panel opens, each <select data-inscriptions> in the panel gets the inscriptions on this page as options,
// except the inscriptions of the user's own seat. The attribute is the index of the option that is selected at first.
function option(inscription) {
  const parts = inscription.dataset.inscription ? ['.number', '.name'] : ['.name'];
  const texts = parts.map(part => inscription.querySelector(part).firstChild.textContent);
  return new Option(texts.join(' '), inscription.id);
}

function fill(select) {
  const mine = document.getElementById('my-inscription')?.value;
  const seat = document.getElementById(mine)?.dataset.seat ?? '';
  const inscriptions = [...document.querySelectorAll('#speakers-list ol > li[id]')];
  select.replaceChildren(...inscriptions.filter(each => each.id !== mine && each.dataset.seat !== seat).map(option));
  select.selectedIndex = Number(select.dataset.inscriptions);
}

document.addEventListener('toggle', event => {
  if (event.newState === 'open') event.target.querySelectorAll('select[data-inscriptions]').forEach(fill);
}, true);
