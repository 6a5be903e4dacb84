// <seat-picker>: type a few letters of a name or code, choose with the arrow keys, press Enter. The seats are in the
// region `choices` of the page, as they are at the moment. When the box loses the focus, the marked option is chosen.
// If the page allows guests, a name that matches no seat can be the name of a guest.
const SHOWN = 8;
const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

function choices() {
  return [...document.querySelectorAll('#choices li')].map(seat => ({
    seat,
    text: plain(seat.textContent),
    code: seat.dataset.code.toLowerCase(),
  }));
}

class SeatPicker extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector('input[role=combobox]');
    this.value = this.querySelector('input[type=hidden]');
    this.list = this.querySelector('[role=listbox]');
    this.guest = this.list.querySelector('[data-guest]');
    this.input.addEventListener('input', () => {
      this.#take('');
      this.#filter();
    });
    this.input.addEventListener('keydown', event => this.#key(event));
    this.input.addEventListener('blur', () => {
      this.#choose(this.marked);
      this.#open(false);
    });
    this.list.addEventListener('pointerdown', event => {
      event.preventDefault();
      this.#choose(event.target.closest('[role=option]'));
    });
    this.closest('form').addEventListener('reset', () => setTimeout(() => {
      this.#take('');
      this.#open(false);
    }));
  }

  // Either the code of a seat, or the text as the name of a guest.
  #take(code, asGuest = false) {
    this.value.value = code;
    this.input.name = asGuest ? 'guest' : '';
    this.input.setCustomValidity(this.input.value && !code && !asGuest ? this.dataset.none : '');
  }

  #filter() {
    const typed = plain(this.input.value);
    const found = typed ? this.#matching(typed) : [];
    if (this.guest && typed) {
      this.guest.querySelector('b').textContent = this.input.value.trim();
      this.guest.hidden = false;
      found.push(this.guest);
    }
    this.list.replaceChildren(...found);
    this.#open(found.length > 0);
    this.#mark(found[0]);
  }

  #matching(typed) {
    const ranked = choices().map(each => ({ seat: each.seat, rank: this.#rank(each, typed) }));
    const matching = ranked.filter(each => each.rank !== null).sort((a, b) => a.rank - b.rank);
    return matching.slice(0, SHOWN).map(each => this.#option(each.seat));
  }

  #option(seat) {
    const option = seat.cloneNode(true);
    option.id = `${this.input.id}-${seat.dataset.code}`;
    option.role = 'option';
    option.ariaSelected = 'false';
    return option;
  }

  // First an equal code, then names that begin with the text, then names with a word that begins with the text.
  #rank({ text, code }, typed) {
    if (code === typed) return 0;
    if (text.startsWith(typed)) return 1;
    return text.split(/[\s(-]+/).some(word => word.startsWith(typed)) ? 2 : null;
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
    if (option) this.input.setAttribute('aria-activedescendant', option.id);
    else this.input.removeAttribute('aria-activedescendant');
  }

  #choose(marked) {
    if (!marked) return;
    const option = marked === this.guest ? this.#added() ?? marked : marked;
    this.input.value = option.querySelector('b').textContent;
    this.#take(option.dataset.code ?? '', option === this.guest);
    this.#open(false);
  }

  // A participant with exactly this name who was added after the list was shown. No guest is meant then.
  #added() {
    const typed = plain(this.input.value);
    const shown = [...this.list.children].map(option => option.dataset.code);
    return choices().map(each => each.seat).find(seat =>
      plain(seat.querySelector('b').textContent) === typed && !shown.includes(seat.dataset.code));
  }

  #key(event) {
    if (event.key === 'Enter' && !this.input.value.trim()) event.preventDefault(); // nothing to add
    if (this.list.hidden) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.#step(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter') {
      this.#choose(this.marked); // the same Enter submits the form
    } else if (event.key === 'Escape') {
      event.preventDefault();
      this.#open(false);
    }
  }

  #step(by) {
    const shown = [...this.list.children];
    this.#mark(shown[(shown.indexOf(this.marked) + by + shown.length) % shown.length]);
  }
}
customElements.define('seat-picker', SeatPicker);
