// <speaking-clock limit elapsed since warn last>: counts down to zero, then up, without further messages of the server.
// When `warn` and `last` ms are left, the colour changes. For users who do not see colours, a word from data-words is
// shown too, and screen readers announce the time left when the colour changes. clock_bar.js adds a bar.
import { clock } from './clock.js';
import { TickingElement, digits, setText } from './ticking.js';

export class SpeakingClock extends TickingElement {
  static observedAttributes = ['limit', 'elapsed', 'since', 'warn', 'last'];
  #internals = this.attachInternals();
  #root = this.attachShadow({ mode: 'open' });
  #digits = this.#part('digits');
  #word = this.#part('word');
  #announced;

  #part(part) {
    return this.#root.appendChild(Object.assign(document.createElement('span'), { part }));
  }

  get left() {
    const since = this.number('since');
    const running = since ? Math.max(0, clock.now() - since) : 0;
    return this.number('limit') - this.number('elapsed') - running;
  }

  show() {
    const left = this.left;
    const runs = this.number('since');
    const phase = left <= 0 ? 'over' : left <= this.number('last') ? 'last'
      : left <= this.number('warn') ? 'warn' : 'calm';
    const words = JSON.parse(this.dataset.words);
    const word = words[phase] ?? '';
    const paused = this.number('elapsed') ? words.paused : words.ready;
    const text = (phase === 'over' ? '+' : '') + digits(left);
    setText(this.#digits, text);
    this.drawBar?.(left, runs);
    setText(this.#word, runs ? word : paused + (word && ' · ' + word));
    const { states } = this.#internals;
    states.clear();
    states.add(phase);
    if (text.length > 4) states.add(text.length > 5 ? 'widest' : 'wide');
    if (!runs) return void states.add('paused');
    this.#announce(phase, Math.ceil(left / 1000));
    return ((left % 1000) + 1000) % 1000 || 1000;
  }

  // Announce each phase once, except the phase in which the page was opened. If a page has two clocks, only the visible
  // clock announces.
  #announce(phase, seconds) {
    const before = this.#announced;
    this.#announced = phase;
    if (!before || before === phase || phase === 'calm' || !this.checkVisibility()) return;
    const region = document.getElementById(phase === 'over' ? 'say-now' : 'say');
    const { minute, said } = region.dataset;
    region.textContent = seconds === 60 ? minute : said.replace('{n}', seconds);
  }
}
customElements.define('speaking-clock', SpeakingClock);
