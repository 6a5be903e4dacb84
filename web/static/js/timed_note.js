// <timed-note begins ends>: text that is visible between two times of the server's clock.
import { clock } from './clock.js';
import { TickingElement } from './ticking.js';

class TimedNote extends TickingElement {
  static observedAttributes = ['begins', 'ends'];
  #internals = this.attachInternals();

  show() {
    const now = clock.now();
    const begins = this.number('begins');
    const ends = this.number('ends') || Infinity;
    this.#internals.states[begins <= now && now < ends ? 'add' : 'delete']('now');
    return [begins, ends].find(moment => moment > now) - now;
  }
}
customElements.define('timed-note', TimedNote);
