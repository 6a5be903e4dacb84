// <likely-time after spoken>: when somebody on the list will probably begin.
// It counts from the end of the present speech, as its clock on this page shows it, so it stays true between changes.
import { clock } from './clock.js';
import { put } from './counting.js';

export const MINUTE = 60000;
const EVERY = 5000, CLOSE = 90000, LONG = 30 * MINUTE;
export const words = document.getElementById('likely').dataset;
export const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: document.body.dataset.timezone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
export const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
export const list = () => document.getElementById('speakers-list').dataset;

export function freeAt() { // when whoever has the floor, and whoever was interrupted, will have finished
  const held = document.querySelector('#floor speaking-clock');
  return clock.now() + Math.max(0, held?.left ?? 0) + Number(list().waits);
}

class LikelyTime extends HTMLElement {
  static observedAttributes = ['after', 'begins', 'spoken', 'deadline', 'of'];
  #internals = this.attachInternals();
  #root = this.attachShadow({ mode: 'open' });
  connectedCallback() { this.show(); }
  connectedMoveCallback() {}
  attributeChangedCallback() { queueMicrotask(() => this.isConnected && this.show()); }

  get begins() { return this.hasAttribute('begins') ? Number(this.getAttribute('begins')) : freeAt() + Number(this.getAttribute('after')); }
  get ends() { return this.begins + Number(this.getAttribute('spoken')); }
  get reached() { return this.ends <= Number(this.getAttribute('deadline')); } // then the rest of the sitting fits

  show() {
    const of = this.getAttribute('of'), row = of ? document.getElementById(of)?.querySelector('likely-time') : this;
    put(!row ? '' : of ? this.#wait(row) : this.#moment(), this.#root);
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

function showAll() { document.querySelectorAll('likely-time, list-outlook').forEach(each => each.show()); }
addEventListener('live:shown', showAll);
addEventListener('clock:moved', showAll);
setInterval(showAll, EVERY / clock.speed);
