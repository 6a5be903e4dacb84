// <time-left until data-over>: after the time it has the state `over`, and says what is in data-over. Phones have no
// such timers and do not load this.
import { setText } from './ticking.js';
import { TimeLeft } from './time_left.js';

const states = new WeakMap();
const { show } = TimeLeft.prototype;

TimeLeft.prototype.show = function showWithEnd() {
  const wait = show.call(this);
  const { over } = this.dataset;
  if (!over) return wait;
  if (!states.has(this)) states.set(this, this.attachInternals().states);
  states.get(this).clear();
  if (wait) return wait;
  states.get(this).add('over');
  setText(this.shadowRoot, over);
};

document.querySelectorAll('time-left').forEach(each => each.update());
