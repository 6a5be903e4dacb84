// <cut-text>: as <fit-text>. When the smallest size is still too large, its last paragraphs are cut at a word, with an
// ellipsis. A paragraph without place for one word is left out. One with data-whole is never cut.
// The whole text comes back when there is place for it. An update of the region brings it back, too.
import { FitText } from './fit_text.js';

const LEAST_WHOLE = .2; // the size of a text that is never cut
const MARK = '…';

class CutText extends FitText {
  #whole = new Map(); // by text node: its whole text, and the text to which it was cut

  fit() {
    this.silently(() => {
      for (const [node, { whole, cut }] of this.#whole) if (node.data === cut) node.data = whole;
      this.#whole.clear();
      if (this.shrink()) return;
      const nodes = [...this.querySelectorAll('p:not([data-whole])')].map(each => each.firstChild).reverse();
      if (!nodes.some(node => this.#cut(node))) this.shrink(LEAST_WHOLE);
    });
  }

  // Keep as many words as fit, and tell whether the text fits now.
  #cut(node) {
    const whole = node.data, words = whole.trim().split(/\s+/);
    const keep = count => {
      const cut = count ? words.slice(0, count).join(' ') + MARK : '';
      this.#whole.set(node, { whole, cut });
      node.data = cut;
      return this.fits(this.least);
    };
    let [most, least] = [words.length, 0];
    while (most - least > 1) {
      const middle = (least + most) >> 1;
      if (keep(middle)) least = middle;
      else most = middle;
    }
    return keep(least);
  }
}
customElements.define('cut-text', CutText);
