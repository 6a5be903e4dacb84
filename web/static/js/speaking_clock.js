// <speaking-clock limit elapsed since>: counts down by itself from what the server said once; then up, over time.
// Words stand beside the colour (data-words), and are said aloud at a minute, half a minute and the end.
import { clock } from './clock.js';
import { Counting, digits, put } from './counting.js';

class SpeakingClock extends Counting {
  static observedAttributes = ['limit', 'elapsed', 'since'];
  #internals = this.attachInternals();
  #root = this.attachShadow({ mode: 'open' });
  #digits = this.#part('digits');
  #word = this.#part('word');
  #said;

  #part(part) { return this.#root.appendChild(Object.assign(document.createElement('span'), { part })); }

  get left() {
    const since = this.number('since'), running = since ? Math.max(0, clock.now() - since) : 0;
    return this.number('limit') - this.number('elapsed') - running;
  }

  show() {
    const left = this.left, runs = this.number('since');
    const phase = left <= 0 ? 'over' : left <= 30000 ? 'last' : left <= 60000 ? 'warn' : 'calm';
    const words = JSON.parse(this.dataset.words), word = words[phase] ?? '';
    put((phase === 'over' ? '+' : '') + digits(left), this.#digits);
    put(runs ? word : (this.number('elapsed') ? words.paused : words.ready) + (word && ' · ' + word), this.#word);
    const { states } = this.#internals;
    states.clear();
    states.add(phase);
    if (!runs) return void states.add('paused');
    this.#announce(phase);
    return ((left % 1000) + 1000) % 1000 || 1000;
  }

  #announce(phase) { // each once, and nothing for who comes late
    if (this.#said && this.#said !== phase && phase !== 'calm') {
      const place = document.getElementById(phase === 'over' ? 'say-now' : 'say');
      if (place) place.textContent = place.dataset[phase] ?? '';
    }
    this.#said = phase;
  }
}
customElements.define('speaking-clock', SpeakingClock);
