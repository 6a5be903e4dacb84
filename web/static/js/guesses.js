// The guesses of a concept note. A guess is open until its box is ticked or its field is changed.
function isChanged(box) {
  const field = box.closest('.guessed')?.querySelector('label > :is(input, select, textarea)');
  if (!field) return false;
  if (field.matches('select')) return [...field.options].some(each => each.selected !== each.defaultSelected);
  return field.value !== field.defaultValue;
}

export function openGuesses(part) {
  return [...part.querySelectorAll('[name=right]:not(:checked)')].filter(box => !isChanged(box));
}

// How many are open, and a link to the first of them. A field that is changed shows no guess.
export function showGuesses(form) {
  for (const box of form.querySelectorAll('[name=right]')) box.closest('.guess').hidden = isChanged(box);
  const line = form.querySelector('#guesses');
  if (!line) return;
  const { left, none } = line.dataset;
  const open = openGuesses(form);
  if (!open.length) {
    line.textContent = none;
    return;
  }
  const link = line.querySelector('a') ?? document.createElement('a');
  link.href = `#${open[0].id}`;
  link.textContent = left.replace('{n}', open.length).replace('{all}', form.querySelectorAll('[name=right]').length);
  if (!link.isConnected) line.replaceChildren(link);
}
