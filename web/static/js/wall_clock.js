// <wall-clock timezone>: the time of day in the room, in a shadow, where no new picture of the region empties it.
import { clock } from './clock.js';
import { Counting, put } from './counting.js';

class WallClock extends Counting {
  #root = this.attachShadow({ mode: 'open' });
  #format;

  show() {
    this.#format ??= new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: this.getAttribute('timezone'), hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    const now = clock.now();
    put(this.#format.format(now), this.#root);
    return 60000 - (now % 60000) + 5;
  }
}
customElements.define('wall-clock', WallClock);
