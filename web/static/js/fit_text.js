// <fit-text>: its text is as large as fits. CSS gives the largest font size, `max-block-size`, and `--least`: the
// smallest size as a share of the largest. The size is in a shadow root, so that an update of the region keeps it.
const STEPS = 8;

export class FitText extends HTMLElement {
  text = this.attachShadow({ mode: 'open' }).appendChild(document.createElement('div'));
  #observers = [
    new ResizeObserver(() => this.fit()),
    new MutationObserver(() => this.fit()),
  ];

  constructor() {
    super();
    this.text.part = 'text';
    this.text.append(document.createElement('slot'));
  }

  connectedCallback() {
    const [sizes, texts] = this.#observers;
    sizes.observe(this);
    texts.observe(this, { childList: true, characterData: true, subtree: true });
    document.fonts.ready.then(() => this.fit());
    this.fit();
  }

  connectedMoveCallback() {}

  disconnectedCallback() {
    for (const observer of this.#observers) observer.disconnect();
  }

  get least() {
    return Number(getComputedStyle(this).getPropertyValue('--least')) || .3;
  }

  fit() {
    this.shrink();
  }

  // Change the own text without being called again for it.
  silently(change) {
    const [, texts] = this.#observers;
    change();
    texts.takeRecords();
  }

  // Set the largest size that fits, and tell whether one fits.
  shrink(least = this.least) {
    if (this.fits(1)) return true;
    let [small, large] = [least, 1];
    for (let step = 0; step < STEPS; step++) {
      const middle = (small + large) / 2;
      if (this.fits(middle)) small = middle;
      else large = middle;
    }
    return this.fits(small);
  }

  fits(share) {
    this.text.style.fontSize = share + 'em';
    const { maxBlockSize, paddingLeft, paddingRight } = getComputedStyle(this);
    const most = Number.parseFloat(maxBlockSize) || this.clientHeight;
    const width = this.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
    return this.text.offsetHeight <= most + 1 && this.text.scrollWidth <= width + 1;
  }
}
customElements.define('fit-text', FitText);
