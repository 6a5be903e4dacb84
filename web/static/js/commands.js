// Sends commands. Each command has an idempotency key, so that a retry never takes effect twice. If a command cannot be
// delivered within ten seconds, it fails and is never sent later. The page shows why a command was refused. Text that
// was typed stays in the form.
import '../vendor/htmx-4.0.1.min.js';
import { clock } from './clock.js';

const TIMEOUT = 10000, RETRY = 700, DOUBLE = 350;
const { as: name } = document.body.dataset;
const answer = document.getElementById('answer');
let lost = null, guarded = { name: '', until: 0 };

function say(text, state = 'refused') {
  const covered = document.querySelector('[popover]:popover-open:not(#answer)');
  answer.textContent = text;
  answer.dataset.state = state;
  answer.hidden = !text;
  answer.popover = text && covered ? 'manual' : null; // an open panel would cover it
  if (answer.popover) answer.showPopover();
}

const newKey = () => crypto.getRandomValues(new Uint32Array(4)).join('-');

// While the network fails, tries again until the timeout.
async function send(url, request) {
  const deadline = performance.now() + TIMEOUT;
  for (;;) {
    try {
      return await fetch(url, request);
    } catch (error) {
      if (request.signal.aborted || performance.now() + RETRY > deadline) throw error;
      say(answer.dataset.trying, 'waiting');
      await new Promise(resolve => setTimeout(resolve, RETRY));
    }
  }
}

document.addEventListener('htmx:config:request', event => {
  const { ctx } = event.detail;
  const source = ctx.sourceElement;
  const guard = source.dataset.guard;
  ctx.request.headers['Accept-Language'] = document.documentElement.lang;
  if (ctx.request.method === 'GET') { // only an open panel asks
    if (source.closest('[popover]:not(:popover-open)')) event.preventDefault();
    return;
  }
  if (guard && guard === guarded.name && performance.now() < guarded.until) return event.preventDefault();
  // A double click is one command, even when the first click has changed the button.
  if (guard) guarded = { name: guard, until: performance.now() + DOUBLE };
  Object.assign(ctx.request.headers, {
    'Idempotency-Key': newKey(),
    'Nameplate-As': encodeURIComponent(name),
    'Nameplate-Until': Math.round(clock.now() + TIMEOUT * clock.speed),
  });
  ctx.fetch = send;
  ctx.popover = source.closest('[popover]:not([data-stays])'); // an update may remove the button before the answer
  lost = null;
  source.ariaBusy = 'true';
});

document.addEventListener('htmx:after:request', event => {
  const { ctx } = event.detail;
  if (ctx.request.method === 'GET') return;
  const { status } = ctx.response;
  if (status < 400) taken(ctx);
  else if (status >= 500 && status !== 503) say(answer.dataset.fault);
  else say(new DOMParser().parseFromString(ctx.text, 'text/html').body.textContent);
});

function taken(ctx) {
  if (answer.dataset.state === 'waiting') {
    say(answer.dataset.through, 'good');
    setTimeout(() => answer.dataset.state === 'good' && say(''), 4000);
  } else {
    say('');
  }
  const source = ctx.sourceElement;
  const form = source instanceof HTMLFormElement ? source : source.type === 'submit' ? source.form : null;
  form?.reset();
  if (form && 'leave' in form.dataset) document.activeElement.blur(); // keys work again
  ctx.popover?.hidePopover();
}

document.addEventListener('htmx:error', event => {
  if (event.detail.ctx?.request?.method !== 'POST') return;
  lost = event.detail.ctx.request.action;
  say(answer.dataset.lost);
});

document.addEventListener('htmx:finally:request', event => {
  event.detail.ctx.sourceElement.ariaBusy = null;
});

// When the connection is back, the page gets the newest state. Then it says whether a lost command was received.
function explainLost() {
  if (!lost || document.documentElement.dataset.live !== 'live') return;
  const asked = lost.includes('request-floor');
  const received = document.querySelector('#mine:is(.waiting, .speaking)');
  lost = null;
  if (asked && received) say(answer.dataset.received, 'good');
  else say(asked ? answer.dataset.notReceived : answer.dataset.back);
}

addEventListener('live:shown', explainLost);
addEventListener('live:state', event => event.detail === 'live' && setTimeout(explainLost, 300));
document.addEventListener('click', event => event.target.closest('#answer') && say(''));
