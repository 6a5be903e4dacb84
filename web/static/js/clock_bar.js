// The bar of a <speaking-clock>. The custom property `--left` of its part `left` is the share of the time that is left.
// In overtime the bar is full. Phones have no bar and do not load this.
import { SpeakingClock } from './speaking_clock.js';

function newPart(parent, part) {
  return parent.appendChild(Object.assign(document.createElement('span'), { part }));
}

SpeakingClock.prototype.drawBar = function drawBar(left, runs) {
  const root = this.shadowRoot;
  const bar = root.querySelector('[part=left]') ?? newPart(newPart(root, 'bar'), 'left');
  // The bar is always where the digits will be at the end of this second; the style sheet moves it there.
  const ahead = runs ? Math.max(0, Math.ceil(left / 1000) - 1) * 1000 : left;
  bar.style.setProperty('--left', left <= 0 ? 1 : ahead / this.number('limit'));
};

document.querySelectorAll('speaking-clock').forEach(each => each.update());
