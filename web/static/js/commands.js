// Presses. Each has a key of its own, so that a retry never acts twice; a press that cannot get through is given up
// after ten seconds and never sent later. What is refused is said in the page; what was typed stays.
import '../vendor/htmx-4.0.1.min.js';
import { clock } from './clock.js';

const PATIENCE = 10000, PAUSE = 700, DOUBLE_CLICK = 350;
const { as: name } = document.body.dataset;
const said = () => document.getElementById('answer');
let lost = null, guarded = { name: '', until: 0 };

function say(text, kind = 'refused') {
  const place = said(), under = document.querySelector('[popover]:popover-open:not(#answer)');
  place.textContent = text;
  place.dataset.kind = kind;
  place.hidden = !text;
  place.popover = text && under ? 'manual' : null; // what is open would cover it
  if (place.popover) place.showPopover();
}

const newKey = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), n => n.toString(36)).join('-');

async function patiently(url, request) {
  const until = performance.now() + PATIENCE;
  for (;;) {
    try {
      return await fetch(url, request);
    } catch (error) {
      if (request.signal.aborted || performance.now() + PAUSE > until) throw error;
      say(said().dataset.trying, 'waiting');
      await new Promise(resolve => setTimeout(resolve, PAUSE));
    }
  }
}

document.addEventListener('htmx:config:request', event => {
  const { ctx } = event.detail, source = ctx.sourceElement, guard = source.dataset.guard;
  ctx.request.headers['Accept-Language'] = document.documentElement.lang;
  if (ctx.request.method === 'GET') return source.closest('[popover]:not(:popover-open)') && event.preventDefault(); // a question, asked while somebody looks
  if (guard && guard === guarded.name && performance.now() < guarded.until) return event.preventDefault();
  if (guard) guarded = { name: guard, until: performance.now() + DOUBLE_CLICK }; // a double click is one press, also when the button has changed under it
  Object.assign(ctx.request.headers, { 'Idempotency-Key': newKey(), 'Nameplate-As': encodeURIComponent(name), 'Nameplate-Until': Math.round(clock.now() + PATIENCE * clock.speed) });
  ctx.fetch = patiently;
  ctx.popover = source.closest('[popover]:not([data-stays])'); // asked now: the new picture may come before the answer, without the button
  lost = null;
  source.ariaBusy = 'true';
});

document.addEventListener('htmx:after:request', event => {
  const { ctx } = event.detail, { status } = ctx.response;
  if (ctx.request.method === 'GET') return;
  if (status < 400) {
    if (said().dataset.kind === 'waiting') { say(said().dataset.through, 'good'); setTimeout(() => said().dataset.kind === 'good' && say(''), 4000); } else say('');
    const source = ctx.sourceElement, form = source instanceof HTMLFormElement ? source : source.type === 'submit' ? source.form : null;
    form?.reset(); // only what was taken is cleared
    if (form && 'leave' in form.dataset) document.activeElement.blur(); // the next key is the room's again
    ctx.popover?.hidePopover(); // what it was opened for is done
  } else say(status < 500 || status === 503 ? new DOMParser().parseFromString(ctx.text, 'text/html').body.textContent : said().dataset.fault);
});

document.addEventListener('htmx:error', event => {
  if (event.detail.ctx?.request?.method !== 'POST') return;
  lost = event.detail.ctx.request.action;
  say(said().dataset.lost);
});

document.addEventListener('htmx:finally:request', event => { event.detail.ctx.sourceElement.ariaBusy = null; });

// The connection is back: what the page shows is the truth, so the page can say what became of a lost press.
addEventListener('live:shown', settle);
addEventListener('live:state', event => event.detail === 'live' && setTimeout(settle, 300));
function settle() {
  if (!lost || document.documentElement.dataset.live !== 'live') return;
  const asked = lost.includes('request-floor'), there = ['waiting', 'speaking'].includes(document.getElementById('mine')?.dataset.state);
  lost = null;
  if (asked && there) say(said().dataset.received, 'good');
  else say(asked ? said().dataset.notReceived : said().dataset.back);
}

document.addEventListener('click', event => event.target.closest('#answer') && say(''));
