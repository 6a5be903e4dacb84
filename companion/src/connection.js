// Follows the state of a meeting and gives commands, with nothing but fetch and WebSocket of Node 22.
import { randomUUID } from 'node:crypto';

// After `silence` without a message the connection counts as lost: the server sends a heartbeat every 5 seconds. Before
// it connects again, it waits a random time of at most `pause`.
const TIMING_MS = { silence: 15_000, ping: 20_000, pause: 5_000 };
const COMMAND_MS = 8_000; // a command that arrives later does nothing
const ATTEMPT_MS = 3_000;
const REFUSED_FOR_GOOD = new Map([
  [4401, 'The link has been ended. Make a new one, and paste it here.'],
  [4403, 'This link may not follow the meeting.'],
  [4404, 'There is no such meeting any more.'],
]);

export class BadLink extends Error {}
export class Refused extends Error {}

// The address of the meeting and the secret of a link such as http://192.0.2.7:8000/in/SECRET. Asks the server.
export async function lookUp(link) {
  let url;
  try {
    url = new URL(link.trim());
  } catch {
    throw new BadLink('This is no link. It begins with http:// or https://.');
  }
  const secret = url.pathname.match(/\/in\/([^/]+)$/)?.[1];
  if (!secret) throw new BadLink('This is no link of Nameplate. It ends with /in/ and a secret.');
  const answer = await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(ATTEMPT_MS) });
  const code = answer.headers.get('location')?.match(/\/m\/([^/?]+)\//)?.[1];
  if (answer.status === 404) throw new BadLink('This link is not valid (any more).');
  if (!code) throw new Error(`The server answered with ${answer.status}.`);
  return { meeting: `${url.origin}/m/${code}`, secret };
}

// `onState(state)` is called with each new state, and with null when the server is not reached any more.
// `onStatus(status, text)` is called with 'connecting', 'ok', 'lost' or 'refused'. After 'refused' it does not try again.
export class Connection {
  #link;
  #onState;
  #onStatus;
  #found = null;
  #socket = null;
  #timers = new Map();
  #offset = 0;
  #stopped = false;
  #timing;
  state = null;

  constructor(link, onState, onStatus, timing = TIMING_MS) {
    this.#timing = timing;
    this.#link = link;
    this.#onState = onState;
    this.#onStatus = onStatus;
  }

  // The server's time.
  now() {
    return Date.now() + this.#offset;
  }

  async open() {
    if (this.#stopped) return;
    this.#onStatus('connecting', '');
    try {
      this.#found ??= await lookUp(this.#link);
    } catch (error) {
      if (error instanceof BadLink) this.#refuse(error.message);
      else this.#reconnect(error.message);
      return;
    }
    if (!this.#stopped) this.#connect();
  }

  close() {
    this.#stopped = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#socket?.close();
  }

  // Gives a command. Tries again when the network fails: the key makes sure that it takes effect only once.
  async give(command, fields) {
    if (!this.#found) throw new Refused('The server is not reached.');
    const { meeting, secret } = this.#found;
    const until = Math.round(this.now()) + COMMAND_MS;
    const sent = {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${secret}`,
        Accept: 'application/json',
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
        'Nameplate-Until': String(until),
      },
      body: JSON.stringify(fields),
    };
    for (;;) {
      try {
        const answer = await fetch(`${meeting}/${command}`, { ...sent, signal: AbortSignal.timeout(ATTEMPT_MS) });
        const body = await answer.json();
        if (!answer.ok) throw new Refused(body.title);
        return body.version;
      } catch (error) {
        if (error instanceof Refused || this.now() + ATTEMPT_MS > until) throw error;
      }
    }
  }

  #connect() {
    const { meeting, secret } = this.#found;
    const url = `${meeting.replace(/^http/, 'ws')}/live?audience=state`;
    const socket = new WebSocket(url, { headers: { Authorization: `Bearer ${secret}` } });
    this.#socket = socket;
    this.#watch();
    socket.addEventListener('open', () => this.#ping());
    socket.addEventListener('message', event => this.#hear(JSON.parse(event.data)));
    socket.addEventListener('error', () => {}); // 'close' follows
    socket.addEventListener('close', event => this.#lost(socket, event.code));
  }

  #hear(message) {
    this.#watch();
    if (message.now_ms && message.c !== undefined) {
      const at = Date.now();
      this.#offset = message.now_ms - (message.c + at) / 2;
      if (this.state) this.#onState(this.state);
    } else if (message.sittings) {
      if (!this.state) this.#onStatus('ok', '');
      this.state = message;
      this.#onState(message);
    }
  }

  #ping() {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    this.#socket.send(JSON.stringify({ op: 'ping', c: Date.now() }));
    this.#after('ping', this.#timing.ping, () => this.#ping());
  }

  #watch() {
    const socket = this.#socket;
    this.#after('silence', this.#timing.silence, () => this.#lost(socket, 0));
  }

  #lost(socket, code) {
    if (socket !== this.#socket || this.#stopped) return;
    this.#socket = null;
    socket.close();
    this.state = null;
    this.#onState(null);
    if (REFUSED_FOR_GOOD.has(code)) this.#refuse(REFUSED_FOR_GOOD.get(code));
    else this.#reconnect('');
  }

  #refuse(text) {
    this.#found = null;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#onStatus('refused', text);
  }

  #reconnect(text) {
    if (this.#stopped) return;
    this.#onStatus('lost', text);
    this.#after('reconnect', Math.random() * this.#timing.pause, () => this.open());
  }

  #after(name, ms, then) {
    clearTimeout(this.#timers.get(name));
    this.#timers.set(name, setTimeout(then, ms));
  }
}
