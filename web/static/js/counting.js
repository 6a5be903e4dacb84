// What elements that count have in common: they show() themselves anew when an attribute or the clock of this page
// changes, when the page is seen again, and after as many milliseconds of the meeting as show() said.
import { clock } from './clock.js';

const LONGEST = 2 ** 30; // a timer takes no more

export class Counting extends HTMLElement {
  #timer;
  connectedCallback() {
    addEventListener('clock:moved', this);
    document.addEventListener('visibilitychange', this);
    this.handleEvent();
  }
  connectedMoveCallback() {}
  disconnectedCallback() {
    clearTimeout(this.#timer);
    removeEventListener('clock:moved', this);
    document.removeEventListener('visibilitychange', this);
  }
  attributeChangedCallback() { queueMicrotask(() => this.isConnected && this.handleEvent()); }

  handleEvent() {
    clearTimeout(this.#timer);
    const ms = this.show();
    if (ms) this.#timer = setTimeout(() => this.handleEvent(), Math.min(LONGEST, ms / clock.speed + 1));
  }

  number(attribute) { return Number(this.getAttribute(attribute)); }
}

export function digits(ms) {
  const seconds = Math.abs(Math.ceil(ms / 1000));
  return Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0');
}

export function put(text, place) { if (place.textContent !== text) place.textContent = text; }
