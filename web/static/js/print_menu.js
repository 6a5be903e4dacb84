// The document with a key is needed when machines fail. Without the server, the console prints itself.
document.querySelector('#paper [data-key]').addEventListener('click', event => {
  if (['live', 'outdated'].includes(document.documentElement.dataset.live)) return;
  event.preventDefault();
  document.querySelector('#paper').hidePopover();
  print();
});
