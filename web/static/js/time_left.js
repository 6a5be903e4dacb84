// <time-left until>: minutes and seconds until a moment of the server's clock, counted here; the text stays when the time is past.
import { clock } from './clock.js';
import { Counting, digits, put } from './counting.js';

class TimeLeft extends Counting {
  static observedAttributes = ['until'];
  #root = this.attachShadow({ mode: 'open' });

  show() {
    const left = Math.max(0, this.number('until') - clock.now());
    put(digits(left), this.#root);
    return left && ((left % 1000) || 1000);
  }
}
customElements.define('time-left', TimeLeft);
