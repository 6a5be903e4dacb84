// <timed-note begins ends>: words that are visible from one moment of the server's clock to another.
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
