// A document on paper. `?now` in its address opens the dialog of the browser at once.
document.querySelector('#print').addEventListener('click', () => print());
if (new URLSearchParams(location.search).has('now')) {
  addEventListener('load', () => document.fonts.ready.then(() => print()));
}
