// One socket: the server sends regions of the page that changed, whole. Commands do not go this way, but by htmx.
// The page says whether it is live; a socket that falls silent is left behind and replaced.
import '../vendor/htmx-4.0.1.min.js';
import { clock } from './clock.js';

const BEAT = 5000, STALE = 1.5 * BEAT, DEAD = 2.4 * BEAT, SLOWEST = 5000, PINGS = [0, 150, 400, 900, 2000, 4000, 8000];
const root = document.documentElement, { dataset } = document.body;
const held = new Map();
let socket, retry, tries = 0, version = Number(dataset.version), boot = dataset.boot;
let heard = performance.now(), ticked = Date.now(), work = Promise.resolve();

function tell(state) {
  if (root.dataset.live === state) return;
  root.dataset.live = state;
  dispatchEvent(new CustomEvent('live:state', { detail: state }));
}

async function show(name, html) {
  const id = name.replaceAll('_', '-');
  if (held.has(id)) return void held.set(id, html);
  if (!document.getElementById(id)) return reload();
  await htmx.swap({ sourceElement: document.body, target: '#' + id, swap: 'outerMorph', text: html });
}

// While somebody drags in a region it stays as it is; the newest picture of it is shown afterwards.
export const hold = id => held.set(id, null);
export function release(id) {
  const html = held.get(id);
  held.delete(id);
  if (html) work = work.then(() => show(id, html));
}

function reload() { // the page and the server disagree about the layout: at most once a minute
  const last = Number(sessionStorage.reloaded ?? 0);
  if (Date.now() - last > 60000) { sessionStorage.reloaded = Date.now(); location.reload(); }
}

function receive(message) {
  if (message.now_ms && message.c !== undefined) clock.add(message.c, message.now_ms);
  else if (message.regions) work = work.then(async () => {
    for (const [name, html] of Object.entries(message.regions)) await show(name, html);
    ({ version, boot } = message); // only now, when the page shows it
    dataset.version = version;
    dispatchEvent(new Event('live:shown'));
  }).catch(error => { console.error(error); reload(); });
  else work = work.then(() => message.version !== version && connect()); // a beat that knows more than this page
}

function ping(of) { if (of === socket && of.readyState === 1) of.send(JSON.stringify({ op: 'ping', c: performance.now() })); }

function connect() {
  clearTimeout(retry);
  const old = socket, url = new URL(dataset.live, location.href.replace(/^http/, 'ws'));
  url.searchParams.set('boot', boot);
  url.searchParams.set('version', version);
  const mine = socket = new WebSocket(url);
  old?.close(); // and never wait for its close event: on a dead link that takes a minute
  const patience = setTimeout(() => { if (mine === socket && mine.readyState === 0) again(); }, SLOWEST);
  mine.onopen = () => { clock.forget(); PINGS.forEach(ms => setTimeout(ping, ms, mine)); };
  mine.onmessage = event => {
    if (mine !== socket) return;
    clearTimeout(patience);
    heard = performance.now();
    tries = 0;
    const message = JSON.parse(event.data), answers = message.c !== undefined;
    if (!answers || root.dataset.live !== 'outdated') tell(message.outdated ? 'outdated' : 'live');
    receive(message);
  };
  mine.onclose = event => {
    clearTimeout(patience);
    if (mine !== socket) return;
    if (event.code >= 4400) tell('gone'); else again();
  };
}

function again() {
  socket = null;
  tell('offline');
  clearTimeout(retry);
  retry = setTimeout(connect, Math.random() * Math.min(SLOWEST, 400 * 2 ** tries++));
}

function wake() {
  if (root.dataset.live === 'gone') return;
  tries = 0;
  if (!socket || socket.readyState > 1 || performance.now() - heard > BEAT * 1.2) { tell('stale'); connect(); } else { clock.forget(); ping(socket); }
}

setInterval(() => {
  const slept = Date.now() - ticked > 4000;
  ticked = Date.now();
  if (slept) return wake();
  if (root.dataset.live === 'gone' || socket?.readyState !== 1) return;
  const silence = performance.now() - heard;
  if (silence > STALE) tell('stale');
  if (silence > DEAD) { heard = performance.now(); connect(); }
}, 1000);
setInterval(() => socket && ping(socket), 60000);
addEventListener('online', wake);
addEventListener('offline', () => tell('offline'));
addEventListener('pageshow', event => event.persisted && wake());
document.addEventListener('visibilitychange', () => document.hidden || wake());
document.addEventListener('resume', wake);
connect();
