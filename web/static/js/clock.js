// The server's time in this page. performance.now() is monotonic, so a wrong or changed clock of the phone moves nothing.
// The offset comes from the ping with the shortest round trip.
const KEPT = 8;
const { now: told, speed = 1 } = document.body.dataset; // a simulated meeting runs faster than life, screens and all
const mine = () => performance.now() * speed;
let samples = [];
let offset = told - mine();

export const clock = {
  now: () => mine() + offset,
  speed: Number(speed),
  add(sentAt, serverNow) {
    const at = performance.now();
    samples = [...samples, { trip: at - sentAt, offset: serverNow - (sentAt + at) / 2 * speed }].slice(-KEPT);
    const best = samples.reduce((a, b) => (b.trip < a.trip ? b : a));
    const moved = Math.abs(best.offset - offset) >= 1;
    offset = best.offset;
    if (moved) dispatchEvent(new Event('clock:moved'));
  },
  forget() { samples = []; }, // after sleep performance.now() may have stood still
};
