// The WebSocket of the page. The server sends the regions that have changed. Commands are sent with htmx instead.
// The page shows whether it is connected. If no heartbeat arrives, the socket is replaced.
import '../vendor/htmx-4.0.1.min.js';
import { clock } from './clock.js';

const HEARTBEAT = 5000, STALE = 1.5 * HEARTBEAT, DEAD = 2.4 * HEARTBEAT, SLOWEST = 5000;
const PINGS = [0, 150, 400, 900, 2000, 4000, 8000];
const root = document.documentElement, { dataset } = document.body;
const held = new Map(); // regions that must not change now, each with its newest HTML
let socket, retry, took, tries = 0;
let version = Number(dataset.version), boot = dataset.boot;
let heard = performance.now(), ticked = Date.now(), work = Promise.resolve();

function setState(state) {
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

// While the user drags an element in a region, the region does not change. After that, it shows the newest update.
export function hold(id) {
  held.set(id, null);
}

export function release(id) {
  const html = held.get(id);
  held.delete(id);
  if (html) work = work.then(() => show(id, html));
}

// The page does not have a region that the server sends. Reload at most once a minute, so that an error of the server
// does not reload the page again and again.
function reload(error) {
  if (error) console.error(error);
  if (Date.now() - Number(sessionStorage.reloaded ?? 0) <= 60000) return;
  sessionStorage.reloaded = Date.now();
  location.reload();
}

async function update(message) {
  for (const [name, html] of Object.entries(message.regions)) await show(name, html);
  ({ version, boot } = message); // only now, when the page shows them
  dataset.version = version;
  dispatchEvent(new Event('live:shown'));
}

function receive(message) {
  if (message.now_ms && message.c !== undefined) took = clock.add(message.c, message.now_ms);
  else if (message.regions) work = work.then(() => update(message)).catch(reload);
  else work = work.then(() => message.version !== version && connect()); // a heartbeat with a newer version
}

function ping(of) {
  if (of === socket && of.readyState === 1) of.send(JSON.stringify({ op: 'ping', c: performance.now(), took }));
}

function connect() {
  clearTimeout(retry);
  const old = socket;
  const url = new URL(dataset.live, location.href.replace(/^http/, 'ws'));
  url.searchParams.set('boot', boot);
  url.searchParams.set('version', version);
  const mine = socket = new WebSocket(url);
  old?.close(); // without waiting for its close event: on a dead link that takes a minute
  const timeout = setTimeout(() => mine === socket && mine.readyState === 0 && reconnect(), SLOWEST);
  mine.onopen = () => {
    clock.forget();
    PINGS.forEach(ms => setTimeout(ping, ms, mine));
  };
  mine.onmessage = event => {
    if (mine !== socket) return;
    clearTimeout(timeout);
    heard = performance.now();
    tries = 0;
    const message = JSON.parse(event.data);
    const isPong = message.c !== undefined;
    if (!isPong || root.dataset.live !== 'outdated') setState(message.outdated ? 'outdated' : 'live');
    receive(message);
  };
  mine.onclose = event => {
    clearTimeout(timeout);
    if (mine !== socket) return;
    if (event.code >= 4400) setState('gone');
    else reconnect();
  };
}

function reconnect() {
  socket = null;
  setState('offline');
  clearTimeout(retry);
  retry = setTimeout(connect, Math.random() * Math.min(SLOWEST, 400 * 2 ** tries++));
}

function wake() {
  if (root.dataset.live === 'gone') return;
  tries = 0;
  if (!socket || socket.readyState > 1 || performance.now() - heard > HEARTBEAT * 1.2) {
    setState('stale');
    connect();
  } else {
    clock.forget();
    ping(socket);
  }
}

setInterval(() => {
  const slept = Date.now() - ticked > 4000;
  ticked = Date.now();
  if (slept) return wake();
  if (root.dataset.live === 'gone' || socket?.readyState !== 1) return;
  const silence = performance.now() - heard;
  if (silence > STALE) setState('stale');
  if (silence <= DEAD) return;
  heard = performance.now();
  connect();
}, 1000);
setInterval(() => socket && ping(socket), 60000);
addEventListener('online', wake);
addEventListener('offline', () => setState('offline'));
addEventListener('pageshow', event => event.persisted && wake());
document.addEventListener('visibilitychange', () => document.hidden || wake());
document.addEventListener('resume', wake);
connect();
