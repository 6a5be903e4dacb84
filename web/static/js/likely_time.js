// <likely-time after spoken> or <likely-time begins spoken>: when a speaker on the list will probably begin.
// <likely-time of>: how long the inscription with this id will probably wait.
// The time counts from the end of the current speech, which follows from the clock on the page. So the time stays
// correct without new messages from the server.
import { clock } from './clock.js';
import { TimeElement, setText } from './ticking.js';

export const MINUTE = 60000;
const EVERY = 5000, CLOSE = 90000, LONG = 30 * MINUTE;
export const words = document.getElementById('likely').dataset;
export const time = new Intl.DateTimeFormat(document.documentElement.lang, {
  timeZone: document.body.dataset.timezone,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
export const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
export const list = () => document.getElementById('speakers-list').dataset;

// The likely end of the current speech and of an interrupted speech.
export function freeAt() {
  const speaking = document.querySelector('#floor speaking-clock');
  return clock.now() + Math.max(0, speaking?.left ?? 0) + Number(list().waits);
}

class LikelyTime extends TimeElement {
  static observedAttributes = ['after', 'begins', 'spoken', 'deadline', 'of'];
  #internals = this.attachInternals();
  #root = this.attachShadow({ mode: 'open' });

  get begins() {
    if (this.hasAttribute('begins')) return this.number('begins');
    return freeAt() + this.number('after');
  }

  get ends() {
    return this.begins + this.number('spoken');
  }

  // If the speech ends later, the rest of the sitting does not fit after it.
  get reached() {
    return this.ends <= this.number('deadline');
  }

  // A list without its numbers tells no times any more. The next region of the same picture removes this element.
  show() {
    if (!list().stop) return;
    const of = this.getAttribute('of');
    const source = of ? document.getElementById(of)?.querySelector('likely-time') : this;
    setText(this.#root, !source ? '' : of ? this.#wait(source) : this.#moment());
    this.#internals.states[source?.reached === false ? 'add' : 'delete']('unreached');
  }

  #moment() {
    if (!this.reached) return fill(words.unreached, { time: time.format(list().stop) });
    const begins = this.begins;
    const margin = (begins - clock.now()) * list().spread / 100;
    if (margin < CLOSE) return fill(words.about, { time: time.format(begins) });
    return fill(words.between, { from: time.format(begins - margin), to: time.format(begins + margin) });
  }

  #wait(source) {
    if (!source.reached) return fill(words.out, { time: time.format(list().stop) });
    const wait = source.begins - clock.now();
    const margin = wait * list().spread / 100;
    if (wait < MINUTE) return words.soon;
    if (wait > LONG) return source.shadowRoot.textContent; // the time of day is clearer than a long count of minutes
    if (margin < CLOSE) return fill(words.wait, { n: Math.round(wait / MINUTE) });
    return fill(words.within, { from: Math.floor((wait - margin) / MINUTE), to: Math.ceil((wait + margin) / MINUTE) });
  }
}
customElements.define('likely-time', LikelyTime);

// The class `likely` marks the elements of the consoles that follow from the likely times.
function showAll() {
  document.querySelectorAll('likely-time, .likely').forEach(each => each.show());
}

addEventListener('live:shown', showAll);
addEventListener('clock:moved', showAll);
setInterval(showAll, EVERY / clock.speed);
