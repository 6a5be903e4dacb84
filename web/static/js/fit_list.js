// <fit-list data-more='["", "and 1 more", …]'>: the rows of its list are as large as fits. When the smallest size is
// still too large, the state `dense` lets CSS leave out what is less important. Then the last rows are left out, or the
// first rows with the attribute `newest`, and a line says how many there are. The slot `end` comes after this line.
// An update of the region keeps the states.
import { FitText } from './fit_text.js';

const MOST_ROWS = 60;
const LEAST_OF_ONE_ROW = .2;

const left = new CSSStyleSheet();
for (let out = 1; out < MOST_ROWS; out++) {
  left.insertRule(`fit-list:state(out-${out}):not([newest]) li:nth-last-child(-n + ${out}) { display: none }`);
  left.insertRule(`fit-list:state(out-${out})[newest] li:nth-child(-n + ${out}) { display: none }`);
}
document.adoptedStyleSheets.push(left);

class FitList extends FitText {
  #states = this.attachInternals().states;
  #more = document.createElement('div');

  constructor() {
    super();
    this.#more.part = 'more';
    const end = Object.assign(document.createElement('slot'), { name: 'end' });
    this.text.append(this.#more, end);
  }

  fit() {
    const rows = this.querySelectorAll('li').length;
    this.#leaveOut(0);
    if (this.shrink()) return;
    this.#leaveOut(0, true);
    if (this.shrink()) return;
    for (let out = 1; out < rows; out++) {
      this.#leaveOut(out, true);
      if (this.fits(this.least)) return void this.shrink();
    }
    this.shrink(LEAST_OF_ONE_ROW);
  }

  #leaveOut(out, dense = false) {
    this.#states.clear();
    if (dense) this.#states.add('dense');
    if (out) this.#states.add(`out-${out}`);
    const words = JSON.parse(this.dataset.more ?? '[]')[out] ?? '';
    if (this.#more.textContent !== words) this.#more.textContent = words;
    this.#more.hidden = !words;
  }
}
customElements.define('fit-list', FitList);
