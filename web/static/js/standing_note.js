// <standing-note begins ends>: words that stand from one moment of the server's clock to another, and then go by themselves.
import { clock } from './clock.js';

class StandingNote extends HTMLElement {
  static observedAttributes = ['begins', 'ends'];
  #internals = this.attachInternals();
  #timer;
  connectedCallback() {
    addEventListener('clock:moved', this);
    this.handleEvent();
  }
  connectedMoveCallback() {}
  disconnectedCallback() { clearTimeout(this.#timer); removeEventListener('clock:moved', this); }
  attributeChangedCallback() { if (this.isConnected) this.handleEvent(); }
  handleEvent() {
    clearTimeout(this.#timer);
    const now = clock.now(), begins = Number(this.getAttribute('begins')), ends = Number(this.getAttribute('ends') ?? Infinity);
    this.#internals.states[begins <= now && now < ends ? 'add' : 'delete']('now');
    const edge = [begins, ends].find(moment => moment > now && moment < Infinity);
    if (edge) this.#timer = setTimeout(() => this.handleEvent(), Math.min(2 ** 30, (edge - now) / clock.speed + 1));
  }
}
customElements.define('standing-note', StandingNote);
