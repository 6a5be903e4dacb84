// <list-outlook item item-end sitting>: what the likely times of the whole list come to; likely_time.js counts them anew.
// Of a long list, `beyond` says how many wait that the page does not show, `beyond-reached` and `list` what comes of them.
import { put } from './counting.js';
import { MINUTE, fill, freeAt, list, time, words } from './likely_time.js';

class ListOutlook extends HTMLElement {
  static observedAttributes = ['item', 'item-end', 'sitting', 'beyond', 'beyond-reached', 'list'];
  #internals = this.attachInternals();
  #root = this.attachShadow({ mode: 'open' });
  #parts = ['heard', 'item', 'sitting'].map(part => this.#root.appendChild(Object.assign(document.createElement('span'), { part })));
  connectedCallback() { this.show(); }
  connectedMoveCallback() {}
  attributeChangedCallback() { queueMicrotask(() => this.isConnected && this.show()); }

  show() {
    const rows = [...document.querySelectorAll('#speakers-list li likely-time')], shown = rows.filter(row => !row.reached).length;
    const stop = Number(list().stop), free = freeAt(), beyond = Number(this.getAttribute('beyond'));
    const out = shown + beyond - (shown ? 0 : Number(this.getAttribute('beyond-reached')));
    const heard = out ? fill(words.some, { n: out, all: rows.length + beyond, time: time.format(stop) })
      : rows.length ? fill(words.all, { time: time.format(beyond ? free + Number(this.getAttribute('list')) : rows.at(-1).ends) }) : '';
    const item = this.hasAttribute('item-end') ? this.#until(words.item, free + Number(this.getAttribute('item')), Number(this.getAttribute('item-end'))) : '';
    const sitting = this.#until(words.sitting, free + Number(this.getAttribute('sitting')), stop);
    [heard, item, sitting].forEach((text, n) => put(text, this.#parts[n]));
    this.#internals.states[out ? 'add' : 'delete']('unreached');
  }

  #until(text, at, planned) {
    const over = Math.round((at - planned) / MINUTE);
    return fill(text, { time: time.format(at) }) + ' · ' + fill(over > 0 ? words.over : over < 0 ? words.spare : words.sharp, { n: Math.abs(over) });
  }
}
customElements.define('list-outlook', ListOutlook);
