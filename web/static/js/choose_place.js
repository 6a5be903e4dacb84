// A <select data-places> offers the places on the list that this page shows, when what it stands in is opened; the number
// says which one first. A seat is not offered its own places.
const option = row => {
  const parts = row.dataset.inscription ? ['.number', '.name'] : ['.name'];
  return new Option(parts.map(part => row.querySelector(part).firstChild.textContent).join(' '), row.id);
};

document.addEventListener('toggle', event => {
  if (event.newState !== 'open') return;
  for (const select of event.target.querySelectorAll('select[data-places]')) {
    const mine = document.getElementById('my-place')?.value, own = document.getElementById(mine)?.dataset.seat ?? '';
    const rows = [...document.querySelectorAll('#speakers-list ol > li[id]')];
    select.replaceChildren(...rows.filter(row => row.id !== mine && row.dataset.seat !== own).map(option));
    select.selectedIndex = Number(select.dataset.places);
  }
}, true);
