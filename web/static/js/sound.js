// A point of order is heard as well as seen: two short tones when one appears. Browsers allow sound after the first press
// on a page, and a console has been pressed long before.
let audio;
const told = new Set();

function wake() { audio ??= new AudioContext(); audio.resume(); }
for (const kind of ['pointerdown', 'keydown']) document.addEventListener(kind, wake, { once: true });

function tone(at, hertz) {
  const oscillator = new OscillatorNode(audio, { frequency: hertz }), volume = new GainNode(audio, { gain: .2 });
  oscillator.connect(volume).connect(audio.destination);
  volume.gain.setTargetAtTime(0, at + .12, .03);
  oscillator.start(at);
  oscillator.stop(at + .3);
}

function listen() {
  const fresh = [...document.querySelectorAll('[data-sound]')].filter(each => !told.has(each.id));
  for (const each of fresh) told.add(each.id);
  if (!fresh.length || !audio) return;
  tone(audio.currentTime, 880);
  tone(audio.currentTime + .2, 660);
  dispatchEvent(new CustomEvent('sound:played', { detail: fresh.map(each => each.id) }));
}
addEventListener('live:shown', listen);
document.querySelectorAll('[data-sound]').forEach(each => told.add(each.id)); // what stood there when the page came was heard by who was here
