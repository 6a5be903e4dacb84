// <time-left until>: minutes and seconds until a time of the server's clock. After that it stays at 0:00, or has the
// state `over` and says what is in data-over.
import { clock } from './clock.js';
import { TickingElement, digits, setText } from './ticking.js';

class TimeLeft extends TickingElement {
  static observedAttributes = ['until'];
  #root = this.attachShadow({ mode: 'open' });
  #states = this.attachInternals().states;

  show() {
    const left = Math.max(0, this.number('until') - clock.now());
    const { over } = this.dataset;
    const isOver = over && !left;
    this.#states[isOver ? 'add' : 'delete']('over');
    setText(this.#root, isOver ? over : digits(left));
    return left && ((left % 1000) || 1000);
  }
}
customElements.define('time-left', TimeLeft);
