// When a panel opens, each <select data-inscriptions> in the panel gets the inscriptions on this page as options,
// except the inscriptions of the user's own seat. The attribute is the index of the option that is selected at first.
function texts(inscription, parts) {
  return [...inscription.querySelectorAll(parts)].map(part => part.firstChild.textContent.trim()).join(' ');
}

function fill(select) {
  const mine = document.getElementById(document.getElementById('my-inscription')?.value);
  const inscriptions = [...document.querySelectorAll('#speakers-list ol > li[id]')];
  const others = inscriptions.filter(each => !mine || texts(each, '.name') !== texts(mine, '.name'));
  select.replaceChildren(...others.map(each => new Option(texts(each, '.number, .name'), each.id)));
  select.selectedIndex = select.dataset.inscriptions;
}

document.addEventListener('toggle', event => {
  if (event.newState === 'open') event.target.querySelectorAll('select[data-inscriptions]').forEach(fill);
}, true);
