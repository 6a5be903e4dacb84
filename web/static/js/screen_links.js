// The panel that makes links to screens. It offers only the options that the chosen screen has.
import './copy_link.js';

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

new MutationObserver(() => made.scrollIntoView({ block: 'end' })).observe(made, { childList: true });
screen.addEventListener('change', offer);
offer();
