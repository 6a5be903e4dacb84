// Options in the address of a room screen that concern the clock. `count=up` shows the time used, not the time left.
// `bell=30,60,100` rings once at amber, twice at red and three times at the end, with these volumes in percent. One
// number is the volume of all three. A clock with the attribute `hours` shows hours when there are any.
import { SpeakingClock } from './speaking_clock.js';
import { digits, setText } from './ticking.js';
import { play } from './tones.js';

const { searchParams } = new URL(location.href);
const countsUp = searchParams.get('count') === 'up';
const volumes = (searchParams.get('bell') ?? '').split(',').map(each => Math.min(100, Number(each) || 0) / 100);
const PHASES = ['calm', 'warn', 'last', 'over'];
const BELL = [[1318, 1], [2637, .4], [3951, .2]]; // a tone, and two that make it sound like metal
const LONG = { '': '.88em', '+': '.76em' }; // digits of hours, in place of those of minutes
const phases = new WeakMap();

function ring(strokes, volume) {
  const starts = Array.from({ length: strokes }, (_, n) => n * .7);
  const tones = starts.flatMap(start => BELL.map(([hertz, part]) => [start, hertz, volume * part / 2, 2]));
  if (play(...tones)) dispatchEvent(new CustomEvent('bell:rung', { detail: strokes }));
}

function follow(clock) {
  const phase = PHASES.findIndex(each => clock.matches(`:state(${each})`));
  const before = phases.get(clock) ?? phase;
  phases.set(clock, phase);
  const volume = volumes[phase - 1] ?? volumes[0];
  if (phase > before && volume && clock.number('since') && clock.checkVisibility()) ring(phase, volume);
}

// Such as 2:24:07, in smaller digits.
function showHours(part, sign, ms) {
  const seconds = Math.abs(Math.ceil(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  part.style.fontSize = hours ? LONG[sign] : '';
  if (hours) setText(part, sign + hours + ':' + digits((seconds % 3600) * 1000).padStart(5, '0'));
}

const { show } = SpeakingClock.prototype;

SpeakingClock.prototype.show = function showWithOptions() {
  const wait = show.call(this);
  const part = this.shadowRoot.querySelector('[part=digits]');
  const used = Math.floor((this.number('limit') - this.left) / 1000) * 1000;
  if (countsUp) setText(part, digits(used));
  if (this.hasAttribute('hours')) showHours(part, countsUp || this.left > 0 ? '' : '+', countsUp ? used : this.left);
  follow(this);
  return wait;
};

document.querySelectorAll('speaking-clock').forEach(each => each.update());
