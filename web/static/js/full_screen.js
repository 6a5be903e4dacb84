// A room screen goes full screen, and back, with a double click or the key F. The pointer hides when nobody moves it.
const HIDES_AFTER_MS = 3000;
let hiding;

function toggle() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
}

function showPointer() {
  document.documentElement.classList.remove('no-pointer');
  clearTimeout(hiding);
  hiding = setTimeout(() => document.documentElement.classList.add('no-pointer'), HIDES_AFTER_MS);
}

addEventListener('dblclick', event => event.target.closest('button') || toggle());
addEventListener('keydown', event => {
  if (event.key.toLowerCase() === 'f' && !event.ctrlKey && !event.metaKey && !event.altKey) toggle();
});
addEventListener('pointermove', showPointer);
showPointer();
