// The keys of the console. The attribute data-key of a button is the key that triggers the button.
const typing = element => element?.closest('input, textarea, select, [contenteditable], [role=listbox]');

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (typing(event.target)) return;
  if (event.key === ' ' && event.target.closest('button, summary, a, [role=button]')) return; // it has the Space
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  const button = [...document.querySelectorAll('[data-key]')].find(each => each.dataset.key === key && !each.disabled);
  if (!button) return;
  event.preventDefault();
  if (!event.repeat) button.click(); // a key that is held down is pressed once
});

// After a mouse click the button loses the focus. Otherwise Space would press the button again and not pause the clock.
document.addEventListener('click', event => {
  if (event.detail > 0) event.target.closest('button')?.blur();
});
