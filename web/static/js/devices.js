// The chair's page and the panel of devices ask again every few seconds. A page that is signed out or offline does not.
// The list stays as it is while the pointer is on it or a question is open, so that no other row comes under a click.
const BUSY = '#device-list:hover, #devices [popover]:popover-open';

document.addEventListener('htmx:config:request', event => {
  const unable = ['gone', 'offline'].includes(document.documentElement.dataset.live);
  if (event.detail.ctx.request.method === 'GET' && (unable || document.querySelector(BUSY))) event.preventDefault();
});
