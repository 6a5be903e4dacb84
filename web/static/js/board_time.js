// <board-time planned after free>: when an item will probably begin, and how many minutes late or early that is. The
// time follows from the end of the current speech, without further messages. `after` counts from the end of the open
// item, `free` from the end of the current speech; the later time counts. Nothing is said of a time as planned.
// <board-pace>: says once that all times are as planned.
import { clock } from './clock.js';
import { TimeElement, setText } from './ticking.js';

const MINUTE = 60000, EVERY = 5000, ON_TIME = 2;
const OTHER_DAY = 12 * 60; // so many minutes late or early, the plan is of another day, and nothing is expected
const time = new Intl.DateTimeFormat(document.documentElement.lang, {
  timeZone: document.body.dataset.timezone,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const board = () => document.getElementById('board').dataset;
const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);

function freeAt() {
  const { left, since, waits } = board();
  const running = since ? Math.max(0, clock.now() - since) : 0;
  return clock.now() + Math.max(0, left - running) + Number(waits);
}

class BoardTime extends TimeElement {
  static observedAttributes = ['planned', 'after', 'free'];
  #internals = this.attachInternals();
  #root = this.attachShadow({ mode: 'open' });
  #time = this.#part('time');
  #difference = this.#part('difference');

  #part(part) {
    return this.#root.appendChild(Object.assign(document.createElement('span'), { part }));
  }

  get begins() {
    const { item, notBefore } = board();
    const itemEnds = Math.max(freeAt() + Number(item), Number(notBefore));
    return Math.max(itemEnds + this.number('after'), freeAt() + this.number('free'));
  }

  show() {
    const words = board();
    const begins = this.begins;
    const late = Math.round((begins - this.number('planned')) / MINUTE);
    const { states } = this.#internals;
    states.clear();
    if (Math.abs(late) <= ON_TIME || Math.abs(late) > OTHER_DAY) {
      if (Math.abs(late) <= ON_TIME) states.add('on-time');
      setText(this.#time, '');
      setText(this.#difference, '');
      return;
    }
    states.add(late > 0 ? 'late' : 'early');
    setText(this.#time, fill(words.about, { time: time.format(begins) }));
    setText(this.#difference, fill(late > 0 ? words.late : words.early, { n: Math.abs(late) }));
  }
}
customElements.define('board-time', BoardTime);

class BoardPace extends TimeElement {
  #root = this.attachShadow({ mode: 'open' });

  show() {
    const times = [...document.querySelectorAll('board-time')];
    const onTime = times.length && times.every(each => each.matches(':state(on-time)'));
    setText(this.#root, onTime ? board().onTime : '');
  }
}
customElements.define('board-pace', BoardPace);

function showAll() {
  document.querySelectorAll('board-time').forEach(each => each.show());
  document.querySelectorAll('board-pace').forEach(each => each.show());
}

addEventListener('live:shown', showAll);
addEventListener('clock:moved', showAll);
setInterval(showAll, EVERY / clock.speed);
