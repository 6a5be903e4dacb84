// <time-left until>: minutes and seconds until a time of the server's clock. After that it stays at 0:00.
import { clock } from './clock.js';
import { TickingElement, digits, setText } from './ticking.js';

export class TimeLeft extends TickingElement {
  static observedAttributes = ['until'];
  #root = this.attachShadow({ mode: 'open' });

  show() {
    const left = Math.max(0, this.number('until') - clock.now());
    setText(this.#root, digits(left));
    return left && ((left % 1000) || 1000);
  }
}
customElements.define('time-left', TimeLeft);
