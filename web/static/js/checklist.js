// The checklist before a meeting. It tests the network, the clock and the sound of this device, and asks the server for
// all other checks again and again.
import './commands.js';
import { play } from './tones.js';

const LONGEST = 6000, SLOW = 300, WRONG = 2000, SAMPLES = 5;
const silent = document.getElementById('silent');
const trips = [];
let asked = 0, answered = performance.now();

function tell(id, state, n) {
  const element = document.getElementById(id);
  element.className = state === 'good' ? 'good' : 'look';
  element.textContent = element.dataset[state].replace('{n}', n);
}

document.addEventListener('htmx:before:request', event => {
  if (event.detail.ctx.sourceElement.id === 'checks') asked = performance.now();
});
document.addEventListener('htmx:after:swap', () => {
  answered = performance.now();
  trips.splice(SAMPLES);
  trips.unshift(answered - asked);
  const trip = Math.round(Math.max(...trips));
  tell('trip', trip < SLOW ? 'good' : 'slow', trip);
  const server = Number(document.getElementById('verdict').dataset.now) + trips[0] / 2;
  const wrong = Math.abs(Date.now() - server);
  tell('clock', wrong < WRONG || document.body.dataset.speed ? 'good' : 'wrong', Math.round(wrong / 1000));
});
document.addEventListener('htmx:after:request', event => {
  const { ctx } = event.detail;
  if (ctx.request.method !== 'GET') document.getElementById('checks').dispatchEvent(new Event('rehearsal'));
});
document.getElementById('ring').addEventListener('click', () => play([0, 880, .4, .5], [.35, 660, .4, .7]));
setInterval(() => {
  silent.hidden = performance.now() - answered < LONGEST;
}, 500);
