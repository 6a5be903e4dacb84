// The form for a forgotten participant. What is wrong is told at its field, so the console does not tell it as well.
document.getElementById('participant-form').addEventListener('htmx:after:request', event => {
  if (event.detail.ctx.response.status === 422) event.stopPropagation();
});
