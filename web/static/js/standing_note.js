// <standing-note begins ends>: words that stand from one moment of the server's clock to another, and then go by themselves.
import { clock } from './clock.js';
import { Counting } from './counting.js';

class StandingNote extends Counting {
  static observedAttributes = ['begins', 'ends'];
  #internals = this.attachInternals();

  show() {
    const now = clock.now(), begins = this.number('begins'), ends = this.number('ends') || Infinity;
    this.#internals.states[begins <= now && now < ends ? 'add' : 'delete']('now');
    return [begins, ends].find(moment => moment > now) - now;
  }
}
customElements.define('standing-note', StandingNote);
