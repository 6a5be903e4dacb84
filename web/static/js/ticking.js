// Base classes of elements that show time.
import { clock } from './clock.js';

const LONGEST = 2 ** 30;

// Calls show() when an attribute changes.
export class TimeElement extends HTMLElement {
  connectedCallback() {
    this.update();
  }

  connectedMoveCallback() {}

  attributeChangedCallback() {
    queueMicrotask(() => this.isConnected && this.update());
  }

  update() {
    this.show();
  }

  number(attribute) {
    return Number(this.getAttribute(attribute));
  }
}

// Also calls show() when the clock of the page is corrected, and when the page becomes visible again. show() returns
// the number of milliseconds (of meeting time) after which it is called again.
export class TickingElement extends TimeElement {
  #timer;

  connectedCallback() {
    addEventListener('clock:moved', this);
    document.addEventListener('visibilitychange', this);
    this.update();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    removeEventListener('clock:moved', this);
    document.removeEventListener('visibilitychange', this);
  }

  handleEvent() {
    this.update();
  }

  update() {
    clearTimeout(this.#timer);
    const ms = this.show();
    if (ms) this.#timer = setTimeout(() => this.update(), Math.min(LONGEST, ms / clock.speed + 1));
  }
}

export function digits(ms) {
  const seconds = Math.abs(Math.ceil(ms / 1000));
  return Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0');
}

export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
