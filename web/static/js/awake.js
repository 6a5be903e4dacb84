// A screen on the wall stays on: asks for a wake lock where the browser has one, and again whenever it comes back.
const stay = () => document.hidden || navigator.wakeLock?.request('screen').catch(() => {}); // refused on battery; the screen's own settings then decide
document.addEventListener('visibilitychange', stay);
stay();
