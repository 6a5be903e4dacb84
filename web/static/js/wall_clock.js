// <wall-clock timezone>: the local time of day. The text is in a shadow root, so that an update of the region does not
// remove it.
import { clock } from './clock.js';
import { TickingElement, setText } from './ticking.js';

class WallClock extends TickingElement {
  #root = this.attachShadow({ mode: 'open' });
  #format;

  show() {
    this.#format ??= new Intl.DateTimeFormat(document.documentElement.lang, {
      timeZone: this.getAttribute('timezone'),
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    const now = clock.now();
    setText(this.#root, this.#format.format(now));
    return 60000 - (now % 60000) + 5;
  }
}
customElements.define('wall-clock', WallClock);
