// <minutes-left until="10:30">: the minutes until a time of day that the chair wrote, such as 10:30 or 10h30. It is
// empty when the text is no time, when the time has passed, and when it is more than two hours away.
import { clock } from './clock.js';
import { TickingElement, setText } from './ticking.js';

const DAY = 24 * 60, LONGEST = 120;
const TIME = /^\s*(\d{1,2})\s*[:.h]\s*(\d{2})\s*$/i;
const minutes = text => {
  const [, hour, minute] = TIME.exec(text) ?? [];
  return hour < 24 && minute < 60 ? hour * 60 + Number(minute) : NaN;
};

class MinutesLeft extends TickingElement {
  static observedAttributes = ['until'];
  #root = this.attachShadow({ mode: 'open' });
  #format;

  show() {
    this.#format ??= new Intl.DateTimeFormat('en', {
      timeZone: document.body.dataset.timezone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    const now = clock.now();
    const left = (minutes(this.getAttribute('until')) - minutes(this.#format.format(now)) + DAY) % DAY;
    setText(this.#root, left > 0 && left <= LONGEST ? this.dataset.left.replace('{n}', left) : '');
    return 60000 - (now % 60000) + 5;
  }
}
customElements.define('minutes-left', MinutesLeft);
