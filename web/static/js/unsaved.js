// Asks before a form is left whose fields differ from what is stored. Sending the form does not ask.
function valuesOf(form) {
  return JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));
}

// `data-unsaved` says that the server has sent fields that are not stored.
export function askBeforeLeaving(form) {
  const loaded = valuesOf(form);
  let isSending = false;
  form.addEventListener('submit', () => {
    isSending = true;
  });
  addEventListener('pageshow', () => {
    isSending = false;
  });
  addEventListener('beforeunload', event => {
    if (!isSending && ('unsaved' in form.dataset || valuesOf(form) !== loaded)) event.preventDefault();
  });
}
