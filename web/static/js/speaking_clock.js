// <speaking-clock limit elapsed since warn last>: counts down by itself from what the server said once; then up, over time.
// The server says at which time left the clock warns. Words stand beside the colour (data-words); at each change of
// colour the time left is said aloud.
import { clock } from './clock.js';
import { Counting, digits, put } from './counting.js';

class SpeakingClock extends Counting {
  static observedAttributes = ['limit', 'elapsed', 'since']; // the warnings change with the limit alone
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
    const phase = left <= 0 ? 'over' : left <= this.number('last') ? 'last' : left <= this.number('warn') ? 'warn' : 'calm';
    const words = JSON.parse(this.dataset.words), word = words[phase] ?? '';
    put((phase === 'over' ? '+' : '') + digits(left), this.#digits);
    put(runs ? word : (this.number('elapsed') ? words.paused : words.ready) + (word && ' · ' + word), this.#word);
    const { states } = this.#internals;
    states.clear();
    states.add(phase);
    if (!runs) return void states.add('paused');
    this.#announce(phase, Math.ceil(left / 1000));
    return ((left % 1000) + 1000) % 1000 || 1000;
  }

  #announce(phase, seconds) { // each once, and nothing for who comes late; of two clocks on a page, the one that is seen
    const before = this.#said;
    this.#said = phase;
    if (!before || before === phase || phase === 'calm' || !this.checkVisibility()) return;
    const place = document.getElementById(phase === 'over' ? 'say-now' : 'say'), { minute, said } = place.dataset;
    place.textContent = seconds === 60 ? minute : said.replace('{n}', seconds);
  }
}
customElements.define('speaking-clock', SpeakingClock);
