// The chair's page and the panel of devices ask again every few seconds. A page that is signed out or offline does not.
document.addEventListener('htmx:config:request', event => {
  const unable = ['gone', 'offline'].includes(document.documentElement.dataset.live);
  if (unable && event.detail.ctx.request.method === 'GET') event.preventDefault();
});
