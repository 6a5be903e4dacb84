// Keeps the screen on. The browser releases the lock when the page is hidden, so the page requests it again when it
// becomes visible. If the browser refuses (for example on battery), the settings of the machine apply.
function keepOn() {
  if (!document.hidden) navigator.wakeLock?.request('screen').catch(() => {});
}

document.addEventListener('visibilitychange', keepOn);
keepOn();
