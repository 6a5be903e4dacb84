// The keys of the console: a button says by data-key which key presses it.
const typing = element => element?.closest('input, textarea, select, [contenteditable], [role=listbox]');

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (typing(event.target)) return;
  if (event.key === ' ' && event.target.closest('button, summary, a, [role=button]')) return; // the focused control's own
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  const button = [...document.querySelectorAll('[data-key]')].find(b => b.dataset.key === key && !b.disabled);
  if (!button) return;
  event.preventDefault();
  if (event.repeat) return; // a key that is held down is one press
  button.click();
});

document.addEventListener('click', event => { // a mouse click leaves no focus behind: the next Space belongs to the room's keys
  if (event.detail > 0) event.target.closest('button')?.blur();
});
