// Tests the connection of a remote delegation: the time to the server and back, whether changes arrive as they happen,
// and how far the clock of this device is off. The desk sees the result.
import './present.js';

const PINGS = 5, PAUSE = 150, PATIENCE = 10000, SLOW = 800, CLOCK_IS_OFF = 2000;
const { as: name, command, live } = document.body.dataset;
const button = document.querySelector('button');
const outcome = document.getElementById('outcome');
const [roundTrip, arrives, deviceClock] = ['round-trip', 'live', 'clock'].map(id => document.getElementById(id));

// Sends some pings over a WebSocket. Resolves with the quickest one, or with null if the socket does not work.
function measure() {
  return new Promise(resolve => {
    const answers = [];
    const socket = new WebSocket(new URL(live, location.href.replace(/^http/, 'ws')));
    const end = () => {
      clearTimeout(timeout);
      resolve(answers.length ? answers.reduce((a, b) => (b.trip < a.trip ? b : a)) : null);
      socket.close();
    };
    const ping = () => socket.send(JSON.stringify({ op: 'ping', c: performance.now() }));
    const timeout = setTimeout(end, PATIENCE);
    socket.onopen = ping;
    socket.onclose = end;
    socket.onmessage = ({ data }) => {
      const { c, now_ms: now } = JSON.parse(data);
      if (c === undefined) return;
      const trip = performance.now() - c;
      answers.push({ trip, ahead: Date.now() - (now + trip / 2) });
      if (answers.length < PINGS) setTimeout(ping, PAUSE);
      else end();
    };
  });
}

// The time of a command to the server and back, for a network that lets no WebSocket through.
async function record(values) {
  const began = performance.now();
  const answer = await fetch(command, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Nameplate-As': encodeURIComponent(name) },
    body: JSON.stringify(values),
  }).catch(() => null);
  return { done: answer?.ok, trip: performance.now() - began };
}

function showClock(ahead) {
  const { right, ahead: isAhead, behind } = deviceClock.dataset;
  const seconds = Math.round(Math.abs(ahead) / 1000);
  deviceClock.textContent = Math.abs(ahead) < CLOCK_IS_OFF ? right
    : (ahead > 0 ? isAhead : behind).replace('{n}', seconds);
}

function say(key, state = '') {
  outcome.textContent = outcome.dataset[key];
  outcome.className = state;
}

async function test() {
  button.disabled = true;
  say('testing');
  const measured = await measure();
  const trip = Math.round(measured?.trip ?? 0);
  const { done, trip: byCommand } = await record({ round_trip_ms: trip, live: Boolean(measured) });
  if (measured) showClock(measured.ahead);
  arrives.textContent = measured ? arrives.dataset.yes : arrives.dataset.no;
  const shown = Math.round(measured?.trip ?? byCommand);
  roundTrip.textContent = done ? roundTrip.dataset.worded.replace('{n}', shown) : '–';
  if (!done) say('failed', 'bad');
  else if (!measured) say('closed', 'bad');
  else say(trip > SLOW ? 'slow' : 'good', 'good');
  button.disabled = false;
}

button.addEventListener('click', test);
