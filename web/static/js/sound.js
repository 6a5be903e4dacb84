// Two short tones when a point of order appears. The chair and the desk normally use the console before the first one.
import { play } from './tones.js';

const known = new Set();

function listen() {
  const fresh = [...document.querySelectorAll('[data-sound]')].filter(each => !known.has(each.id));
  for (const each of fresh) known.add(each.id);
  if (!fresh.length || !play([0, 880, .2, .3], [.2, 660, .2, .3])) return;
  dispatchEvent(new CustomEvent('sound:played', { detail: fresh.map(each => each.id) }));
}

addEventListener('live:shown', listen);
document.querySelectorAll('[data-sound]').forEach(each => known.add(each.id)); // no sound for old points of order
