// A <select data-places> offers the places on the list that this page shows, when what it stands in is opened; the number
// says which one first. `data-but` is a place whose seat is not offered: one's own.
const option = row => {
  const parts = row.dataset.inscription ? ['.number', '.name'] : ['.name'];
  return new Option(parts.map(part => row.querySelector(part).firstChild.textContent).join(' '), row.id);
};

document.addEventListener('toggle', event => {
  if (event.newState !== 'open') return;
  for (const select of event.target.querySelectorAll('select[data-places]')) {
    const { places, but } = select.dataset, own = document.getElementById(but)?.dataset.seat ?? '';
    const rows = [...document.querySelectorAll('#speakers-list ol > li[id]')];
    select.replaceChildren(...rows.filter(row => row.id !== but && row.dataset.seat !== own).map(option));
    select.selectedIndex = Number(places);
  }
}, true);
