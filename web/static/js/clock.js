// The server's time in this page. It is based on performance.now(), so a wrong clock of the phone has no effect.
// The offset comes from one of the newest pings: the ping with the shortest round trip.
const SAMPLES = 8;
const { now: serverNow, speed = 1 } = document.body.dataset; // a simulated meeting runs faster, screens included
const pageNow = () => performance.now() * speed;
let samples = [];
let offset = serverNow - pageNow();

export const clock = {
  now: () => pageNow() + offset,
  speed: Number(speed),

  // Returns the ms from the question to the answer.
  add(sentAt, serverNow) {
    const at = performance.now(), trip = at - sentAt;
    samples = [...samples, { trip, offset: serverNow - (sentAt + at) / 2 * speed }].slice(-SAMPLES);
    const best = samples.reduce((a, b) => (b.trip < a.trip ? b : a));
    const moved = Math.abs(best.offset - offset) >= 1;
    offset = best.offset;
    if (moved) dispatchEvent(new Event('clock:moved'));
    return trip;
  },

  // Needed after sleep: performance.now() may have paused.
  forget() {
    samples = [];
  },
};
