// <seat-picker>: type a few letters of a name or code, choose with the arrows, Enter. The options are in the page.
// What is marked when the box is left is what was meant; a name that matches nobody can be a guest's, where the page allows it.
class SeatPicker extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector('input[role=combobox]');
    this.value = this.querySelector('input[type=hidden]');
    this.list = this.querySelector('[role=listbox]');
    this.guest = this.list.querySelector('[data-guest]');
    this.options = [...this.list.querySelectorAll('[data-code]')].map(option => ({ option, text: this.#plain(option.textContent), code: option.dataset.code.toLowerCase() }));
    this.input.addEventListener('input', () => { this.#take(''); this.#filter(); });
    this.input.addEventListener('keydown', event => this.#key(event));
    this.input.addEventListener('blur', () => { this.#choose(this.marked); this.#open(false); });
    this.list.addEventListener('pointerdown', event => { event.preventDefault(); this.#choose(event.target.closest('[role=option]')); });
    this.closest('form').addEventListener('reset', () => setTimeout(() => { this.#take(''); this.#open(false); }));
  }

  #plain(text) { return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim(); }

  #take(code, asGuest = false) { // either a seat's code, or the text as a guest's name
    this.value.value = code;
    this.input.name = asGuest ? 'guest' : '';
    this.input.setCustomValidity(this.input.value && !code && !asGuest ? this.dataset.none : '');
  }

  #filter() {
    const typed = this.#plain(this.input.value);
    const rank = ({ text, code }) => code === typed ? 0 : text.startsWith(typed) ? 1 : text.split(/[\s(-]+/).some(word => word.startsWith(typed)) ? 2 : 9;
    const found = typed ? this.options.map(o => [rank(o), o.option]).filter(([r]) => r < 9).sort((a, b) => a[0] - b[0]).slice(0, 8).map(([, option]) => option) : [];
    if (this.guest && typed) {
      this.guest.querySelector('b').textContent = this.input.value.trim();
      found.push(this.guest);
    }
    for (const option of this.list.children) option.hidden = true;
    for (const option of found) { option.hidden = false; this.list.append(option); }
    this.#open(found.length > 0);
    this.#mark(found[0]);
  }

  #open(open) {
    this.list.hidden = !open;
    this.input.ariaExpanded = String(open);
    if (!open) this.#mark(null);
  }

  #mark(option) {
    this.marked?.setAttribute('aria-selected', 'false');
    this.marked = option;
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    if (option) this.input.setAttribute('aria-activedescendant', option.id); else this.input.removeAttribute('aria-activedescendant');
  }

  #choose(option) {
    if (!option) return;
    this.input.value = option.querySelector('b').textContent;
    this.#take(option.dataset.code ?? '', option === this.guest);
    this.#open(false);
  }

  #key(event) {
    if (event.key === 'Enter' && !this.input.value.trim()) event.preventDefault(); // nothing to add
    if (this.list.hidden) return;
    const shown = [...this.list.children].filter(option => !option.hidden), at = shown.indexOf(this.marked);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.#mark(shown[(at + (event.key === 'ArrowDown' ? 1 : -1) + shown.length) % shown.length]);
    } else if (event.key === 'Enter') this.#choose(this.marked); // and the form goes with the same press
    else if (event.key === 'Escape') { event.preventDefault(); this.#open(false); }
  }
}
customElements.define('seat-picker', SeatPicker);
