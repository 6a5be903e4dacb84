// <sitting-bar begins stop sitting>: the time of the sitting as a bar, which likely_time.js moves. Before the sitting
// opens, there is no `sitting`. On a long list, `list` is the end of the whole list, and `short` says that some of the
// inscriptions that are not on the page are not reached.
// - Spans: the time that is used, the rest of the programme, the time over the booked end, the current speech, and a
//   cell for each waiting speaker. The part name `unreached` marks the cells of speakers who are not reached.
// - Lines: now, the end of the list, the cut line, and the booked end.
// - Times: of the cut line or the end of the list, of the beginning, and of the likely and the booked end.
// The style sheet places each part by `--from` and `--to`, which are shares of the bar.
import { freeAt, time } from './likely_time.js';
import { clock } from './clock.js';
import { TimeElement, setText } from './ticking.js';

const PARTS = {
  track: '', used: 'span', rest: 'span', over: 'span', speech: 'span', cells: '',
  now: 'line', last: 'line', cut: 'line', stop: 'line',
  above: 'time', first: 'time', likely: 'time', booked: 'time',
};
const LONGEST = 1.5; // of the booked time; a much too long list must not make the rest of the bar tiny
const NEAR = .09; // times that are nearer than this would overlap

class SittingBar extends TimeElement {
  static observedAttributes = ['begins', 'stop', 'sitting', 'list', 'short'];
  #root = this.attachShadow({ mode: 'open' });
  #parts = {};
  #begins;
  #length;

  constructor() {
    super();
    for (const [name, kind] of Object.entries(PARTS)) this.#parts[name] = this.#add(`${name} ${kind}`, this.#root);
  }

  #add(part, parent) {
    return parent.appendChild(Object.assign(document.createElement('span'), { part }));
  }

  show() {
    const speakers = [...document.querySelectorAll('#speakers-list li likely-time')];
    const now = clock.now();
    const free = freeAt();
    const stop = this.number('stop');
    const ends = this.hasAttribute('sitting') ? free + this.number('sitting') : stop;
    const last = this.hasAttribute('list') ? free + this.number('list') : speakers.at(-1)?.ends;
    const beyond = this.hasAttribute('short') ? speakers.at(-1)?.ends : undefined;
    const cut = speakers.find(each => !each.reached)?.begins ?? beyond;
    this.#begins = this.number('begins');
    this.#length = Math.min(Math.max(stop, ends) - this.#begins, LONGEST * (stop - this.#begins));
    this.#span('used', this.#begins, now);
    this.#span('rest', Math.max(free, this.#begins), Math.min(ends, stop));
    this.#span('over', stop, ends);
    this.#span('speech', now, free);
    this.#showCells(speakers, last);
    this.#line('now', now < this.#begins || now > this.#begins + this.#length ? undefined : now);
    this.#line('last', cut ? undefined : last);
    this.#line('cut', cut);
    this.#line('stop', stop);
    this.#time('above', cut ?? last);
    this.#time('first', this.#begins);
    this.#time('booked', stop);
    this.#time('likely', [this.#begins, stop].some(other => this.#isNear(other, ends)) ? undefined : ends);
  }

  #showCells(speakers, last) {
    const { cells } = this.#parts;
    const spans = speakers.map(({ begins, ends, reached }) => [begins, ends, reached]);
    const [, shown, reached] = spans.at(-1) ?? [];
    const isBeyondReached = reached && !this.hasAttribute('short');
    if (last > shown) spans.push([shown, last, isBeyondReached]); // the speakers who are not on the page
    while (cells.childElementCount > spans.length) cells.lastChild.remove();
    while (cells.childElementCount < spans.length) this.#add('cell', cells);
    spans.forEach(([begins, ends, reached], index) => {
      cells.children[index].part = reached ? 'cell' : 'cell unreached';
      this.#place(cells.children[index], begins, ends);
    });
  }

  #span(name, from, to) {
    const part = this.#parts[name];
    part.hidden = to <= from;
    this.#place(part, from, to);
  }

  #line(name, at) {
    const part = this.#parts[name];
    part.hidden = at === undefined;
    if (!part.hidden) this.#place(part, at, at);
  }

  #time(name, at) {
    this.#line(name, at);
    setText(this.#parts[name], at === undefined ? '' : time.format(at));
  }

  #place(part, from, to) {
    part.style.setProperty('--from', this.#share(from));
    part.style.setProperty('--to', this.#share(to));
  }

  #share(at) {
    return Math.min(1, Math.max(0, (at - this.#begins) / this.#length));
  }

  #isNear(one, other) {
    return Math.abs(this.#share(one) - this.#share(other)) < NEAR;
  }
}
customElements.define('sitting-bar', SittingBar);
