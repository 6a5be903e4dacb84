// The panel of devices asks again every few seconds. A page that is signed out or offline does not ask.
import { unable } from './asked.js';

// The list stays as it is while the pointer is on it or a question is open, so that no other row comes under a click.
const BUSY = '#device-list:hover, #devices [popover]:popover-open';

document.addEventListener('htmx:config:request', event => {
  if (event.detail.ctx.request.method !== 'GET') return;
  if (unable() || document.querySelector(BUSY)) event.preventDefault();
});
