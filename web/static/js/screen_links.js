// The panel that makes links to screens. It offers only the options that the chosen screen has. The copy button also
// works by HTTP, where browsers have no `navigator.clipboard`.
const panel = document.getElementById('screen-links');
const made = document.getElementById('made-link');
const screen = panel.querySelector('[name=name]');

function offer() {
  for (const option of panel.querySelectorAll('[data-only-for], [data-not-for]')) {
    const { onlyFor = screen.value, notFor } = option.dataset;
    option.hidden = onlyFor !== screen.value || notFor === screen.value;
    for (const field of option.querySelectorAll('input, select')) field.disabled = option.hidden;
  }
}

panel.addEventListener('click', event => {
  const button = event.target.closest('[data-copies]');
  if (!button) return;
  button.previousElementSibling.select();
  if (document.execCommand('copy')) button.textContent = button.dataset.copied;
});
new MutationObserver(() => made.scrollIntoView({ block: 'end' })).observe(made, { childList: true });
screen.addEventListener('change', offer);
offer();
