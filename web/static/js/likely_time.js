// <likely-time after spoken>: when somebody on the list will probably begin; <list-outlook>: what that comes to.
// Both count from the end of the present speech, as its clock on this page shows it, so they stay true between changes.
import { clock } from './clock.js';

const EVERY = 5000, CLOSE = 90000, MINUTE = 60000, LONG = 30 * MINUTE;
const words = document.getElementById('likely').dataset;
const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: document.body.dataset.timezone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
const list = () => document.getElementById('speakers-list').dataset;

function freeAt() { // when whoever has the floor, and whoever was interrupted, will have finished
  const held = document.querySelector('#floor speaking-clock');
  return clock.now() + Math.max(0, held?.left ?? 0) + Number(list().waits);
}

class LikelyTime extends HTMLElement {
  static observedAttributes = ['after', 'spoken', 'of'];
  #internals = this.attachInternals();
  connectedCallback() { if (!this.shadowRoot) this.attachShadow({ mode: 'open' }); this.show(); }
  connectedMoveCallback() {}
  attributeChangedCallback() { if (this.shadowRoot) queueMicrotask(() => this.isConnected && this.show()); }

  get begins() { return freeAt() + Number(this.getAttribute('after')); }
  get ends() { return this.begins + Number(this.getAttribute('spoken')); }
  get reached() { return !(this.ends > Number(list().stop)); }

  show() {
    const of = this.getAttribute('of'), row = of ? document.getElementById(of)?.querySelector('likely-time') : this;
    const text = !row ? '' : of ? this.#wait(row) : this.#moment();
    if (this.shadowRoot.textContent !== text) this.shadowRoot.textContent = text;
    this.#internals.states[row?.reached === false ? 'add' : 'delete']('unreached');
  }

  #moment() {
    if (!this.reached) return fill(words.unreached, { time: time.format(Number(list().stop)) });
    const begins = this.begins, margin = (begins - clock.now()) * Number(list().spread) / 100;
    if (margin < CLOSE) return fill(words.about, { time: time.format(begins) });
    return fill(words.between, { from: time.format(begins - margin), to: time.format(begins + margin) });
  }

  #wait(row) {
    if (!row.reached) return fill(words.out, { time: time.format(Number(list().stop)) });
    const wait = row.begins - clock.now(), margin = wait * Number(list().spread) / 100;
    const [from, to] = [Math.floor((wait - margin) / MINUTE), Math.ceil((wait + margin) / MINUTE)];
    if (wait < MINUTE) return words.soon;
    if (wait > LONG) return row.shadowRoot.textContent; // a moment says more than an hour counted in minutes
    return margin < CLOSE ? fill(words.wait, { n: Math.round(wait / MINUTE) }) : fill(words.within, { from, to });
  }
}
customElements.define('likely-time', LikelyTime);

class ListOutlook extends HTMLElement {
  static observedAttributes = ['item', 'item-end', 'sitting'];
  #internals = this.attachInternals();
  connectedCallback() {
    if (!this.shadowRoot) {
      this.attachShadow({ mode: 'open' });
      for (const part of ['heard', 'item', 'sitting']) this.shadowRoot.append(Object.assign(document.createElement('span'), { part }));
    }
    this.show();
  }
  connectedMoveCallback() {}
  attributeChangedCallback() { if (this.shadowRoot) queueMicrotask(() => this.isConnected && this.show()); }

  show() {
    const rows = [...document.querySelectorAll('#speakers-list li likely-time')], out = rows.filter(row => !row.reached).length;
    const stop = Number(list().stop), free = freeAt();
    const heard = out ? fill(words.some, { n: out, all: rows.length, time: time.format(stop) })
      : rows.length ? fill(words.all, { time: time.format(rows.at(-1).ends) }) : '';
    const item = this.hasAttribute('item-end') ? this.#until(words.item, free + Number(this.getAttribute('item')), Number(this.getAttribute('item-end'))) : '';
    const sitting = this.#until(words.sitting, free + Number(this.getAttribute('sitting')), stop);
    [heard, item, sitting].forEach((text, n) => { const part = this.shadowRoot.children[n]; if (part.textContent !== text) part.textContent = text; });
    this.#internals.states[out ? 'add' : 'delete']('unreached');
  }

  #until(text, at, planned) {
    const over = Math.round((at - planned) / MINUTE);
    return fill(text, { time: time.format(at) }) + ' · ' + fill(over > 0 ? words.over : over < 0 ? words.spare : words.sharp, { n: Math.abs(over) });
  }
}
customElements.define('list-outlook', ListOutlook);

function showAll() { document.querySelectorAll('likely-time, list-outlook').forEach(each => each.show()); }
addEventListener('live:shown', showAll);
addEventListener('clock:moved', showAll);
setInterval(showAll, EVERY / clock.speed);
