// <time-left until>: minutes and seconds until a moment of the server's clock, counted here; the text stays when the time is past.
import { clock } from './clock.js';
import { digits } from './speaking_clock.js';

class TimeLeft extends HTMLElement {
  static observedAttributes = ['until'];
  #timer;
  connectedCallback() {
    if (!this.shadowRoot) this.attachShadow({ mode: 'open' });
    addEventListener('clock:moved', this);
    this.handleEvent();
  }
  disconnectedCallback() { clearTimeout(this.#timer); removeEventListener('clock:moved', this); }
  attributeChangedCallback() { if (this.shadowRoot) this.handleEvent(); }
  handleEvent() {
    clearTimeout(this.#timer);
    const left = Math.max(0, Number(this.getAttribute('until')) - clock.now());
    this.shadowRoot.textContent = digits(left);
    if (left > 0) this.#timer = setTimeout(() => this.handleEvent(), ((left % 1000) || 1000) / clock.speed + 1);
  }
}
customElements.define('time-left', TimeLeft);
