// Two short tones when a point of order appears. Browsers allow sound only after the first click or key on a page. The
// chair and the desk normally use the console before the first point of order.
let audio;
const known = new Set();

function wake() {
  audio ??= new AudioContext();
  audio.resume();
}

function tone(at, hertz) {
  const oscillator = new OscillatorNode(audio, { frequency: hertz });
  const volume = new GainNode(audio, { gain: .2 });
  oscillator.connect(volume).connect(audio.destination);
  volume.gain.setTargetAtTime(0, at + .12, .03);
  oscillator.start(at);
  oscillator.stop(at + .3);
}

function listen() {
  const fresh = [...document.querySelectorAll('[data-sound]')].filter(each => !known.has(each.id));
  for (const each of fresh) known.add(each.id);
  if (!fresh.length || !audio) return;
  tone(audio.currentTime, 880);
  tone(audio.currentTime + .2, 660);
  dispatchEvent(new CustomEvent('sound:played', { detail: fresh.map(each => each.id) }));
}

document.addEventListener('pointerdown', wake, { once: true });
document.addEventListener('keydown', wake, { once: true });
addEventListener('live:shown', listen);
document.querySelectorAll('[data-sound]').forEach(each => known.add(each.id)); // no sound for old points of order
