// Keeps the screen on. The browser drops the lock when the page is hidden, so each return asks for it again.
// A refusal (on battery, for example) is ignored: then the settings of the machine decide.
function keepOn() {
  if (!document.hidden) navigator.wakeLock?.request('screen').catch(() => {});
}

document.addEventListener('visibilitychange', keepOn);
keepOn();
