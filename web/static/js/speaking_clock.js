// <speaking-clock limit elapsed since>: counts down by itself from what the server said once; then up, over time.
// Words stand beside the colour (data-words), and are said aloud at a minute, half a minute and the end.
import { clock } from './clock.js';

const PHASES = ['calm', 'warn', 'last', 'over', 'paused'];
const sign = { over: '+', calm: '', warn: '', last: '', paused: '' };

export function digits(ms) {
  const seconds = Math.abs(Math.ceil(ms / 1000));
  return Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0');
}

class SpeakingClock extends HTMLElement {
  static observedAttributes = ['limit', 'elapsed', 'since'];
  #internals = this.attachInternals();
  #digits; #word; #timer; #said;

  connectedCallback() {
    if (!this.shadowRoot) {
      this.attachShadow({ mode: 'open' });
      this.#digits = Object.assign(document.createElement('span'), { part: 'digits' });
      this.#word = Object.assign(document.createElement('span'), { part: 'word' });
      this.shadowRoot.append(this.#digits, this.#word);
    }
    addEventListener('clock:moved', this);
    document.addEventListener('visibilitychange', this);
    this.#tick();
  }
  connectedMoveCallback() {}
  disconnectedCallback() {
    clearTimeout(this.#timer);
    removeEventListener('clock:moved', this);
    document.removeEventListener('visibilitychange', this);
  }
  attributeChangedCallback() { if (this.#digits) queueMicrotask(() => this.isConnected && this.#tick()); }
  handleEvent() { this.#tick(); }

  get left() {
    const since = this.getAttribute('since');
    const running = since ? Math.max(0, clock.now() - Number(since)) : 0;
    return Number(this.getAttribute('limit')) - Number(this.getAttribute('elapsed')) - running;
  }

  #tick() {
    clearTimeout(this.#timer);
    const left = this.left, runs = Boolean(this.getAttribute('since'));
    const phase = left <= 0 ? 'over' : left <= 30000 ? 'last' : left <= 60000 ? 'warn' : 'calm';
    const words = JSON.parse(this.dataset.words || '{}');
    this.#set(this.#digits, sign[phase] + digits(left));
    this.#set(this.#word, (runs ? '' : (Number(this.getAttribute('elapsed')) ? words.paused : words.ready) + (words[phase] ? ' · ' : '')) + (words[phase] ?? ''));
    for (const name of PHASES) this.#internals.states[name === phase || (name === 'paused' && !runs) ? 'add' : 'delete'](name);
    if (runs) {
      this.#announce(phase);
      this.#timer = setTimeout(() => this.#tick(), ((((left % 1000) + 1000) % 1000 || 1000) + 1) / clock.speed);
    }
  }

  #set(element, text) { if (element.textContent !== text) element.textContent = text; }

  #announce(phase) { // each once, and nothing for who comes late
    if (this.#said && this.#said !== phase && phase !== 'calm') {
      const place = document.getElementById(phase === 'over' ? 'say-now' : 'say');
      if (place) place.textContent = place.dataset[phase] ?? '';
    }
    this.#said = phase;
  }
}
customElements.define('speaking-clock', SpeakingClock);

class WallClock extends HTMLElement { // in a shadow, where no new picture of the region empties it
  #timer;
  connectedCallback() {
    if (!this.shadowRoot) this.attachShadow({ mode: 'open' });
    this.format = new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: this.getAttribute('timezone'), hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    addEventListener('clock:moved', this);
    this.handleEvent();
  }
  disconnectedCallback() { clearTimeout(this.#timer); removeEventListener('clock:moved', this); }
  handleEvent() {
    clearTimeout(this.#timer);
    const now = clock.now(), text = this.format.format(now);
    if (this.shadowRoot.textContent !== text) this.shadowRoot.textContent = text;
    this.#timer = setTimeout(() => this.handleEvent(), (60000 - (now % 60000) + 5) / clock.speed);
  }
}
customElements.define('wall-clock', WallClock);
