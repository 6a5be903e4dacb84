// <list-outlook item item-end sitting>: a summary of the likely times of the whole list. likely_time.js updates it.
// On a long list, `beyond` is the number of inscriptions that are not on the page. `beyond-reached` is the number of
// these that are reached. `list` is the end of the whole list.
import { MINUTE, fill, freeAt, list, time, words } from './likely_time.js';
import { TimeElement, setText } from './ticking.js';

class ListOutlook extends TimeElement {
  static observedAttributes = ['item', 'item-end', 'sitting', 'beyond', 'beyond-reached', 'list'];
  #internals = this.attachInternals();
  #root = this.attachShadow({ mode: 'open' });
  #heard = this.#part('heard');
  #item = this.#part('item');
  #sitting = this.#part('sitting');

  #part(part) {
    return this.#root.appendChild(Object.assign(document.createElement('span'), { part }));
  }

  show() {
    const times = [...document.querySelectorAll('#speakers-list li likely-time')];
    const shown = times.filter(each => !each.reached).length;
    const beyond = this.number('beyond');
    const unreached = shown + beyond - (shown ? 0 : this.number('beyond-reached'));
    const stop = Number(list().stop);
    const free = freeAt();
    const heard = this.#outcome(times, beyond, unreached, stop, free);
    setText(this.#heard, heard);
    setText(this.#item, this.hasAttribute('item-end')
      ? this.#until(words.item, free + this.number('item'), this.number('item-end'))
      : '');
    setText(this.#sitting, this.#until(words.sitting, free + this.number('sitting'), stop));
    this.#internals.states[unreached ? 'add' : 'delete']('unreached');
    this.#internals.states[heard ? 'delete' : 'add']('unlisted');
  }

  #outcome(times, beyond, unreached, stop, free) {
    if (unreached) return fill(words.some, { n: unreached, all: times.length + beyond, time: time.format(stop) });
    if (!times.length) return '';
    return fill(words.all, { time: time.format(beyond ? free + this.number('list') : times.at(-1).ends) });
  }

  #until(text, at, planned) {
    const over = Math.round((at - planned) / MINUTE);
    const difference = over > 0 ? words.over : over < 0 ? words.spare : words.sharp;
    return fill(text, { time: time.format(at) }) + ' · ' + fill(difference, { n: Math.abs(over) });
  }
}
customElements.define('list-outlook', ListOutlook);
