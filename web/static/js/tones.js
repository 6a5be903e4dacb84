// Tones. Browsers allow sound only after the first click or key on a page.
let audio;

function wake() {
  audio ??= new AudioContext();
  audio.resume();
}

// Each tone is [start in seconds, hertz, volume from 0 to 1, length in seconds]. False while no sound is allowed.
export function play(...tones) {
  for (const [start, hertz, loudness, length] of audio ? tones : []) {
    const at = audio.currentTime + start;
    const oscillator = new OscillatorNode(audio, { frequency: hertz });
    const volume = new GainNode(audio, { gain: loudness });
    oscillator.connect(volume).connect(audio.destination);
    volume.gain.setTargetAtTime(0, at + length * .4, length / 10);
    oscillator.start(at);
    oscillator.stop(at + length);
  }
  return Boolean(audio);
}

document.addEventListener('pointerdown', wake, { once: true });
document.addEventListener('keydown', wake, { once: true });
