// The technician's page. It says so when the server does not answer, and gives the tiles as much place as there is.
import '../vendor/htmx-4.0.1.min.js';
import { clock } from './clock.js';
import './fit_list.js';
import './fit_text.js';
import './speaking_clock.js';
import './clock_bar.js';
import './wall_clock.js';

const LONGEST = 6000;
const MOST_COLUMNS = 10;
const WIDE = 3; // a tile of this width for its height is the best
const SIDE = 2; // a tile with a fault is as wide and as high as so many others
const DENSE = 6; // rows
const silent = document.getElementById('silent');
const tiles = document.getElementById('tiles');
let asked = 0, answered = performance.now();

// The columns and rows with which a tile is as large as possible.
function arrange() {
  const list = document.getElementById('screens');
  if (!list) return;
  const all = list.childElementCount;
  const faults = list.querySelectorAll(':scope > :not(.current)').length;
  const side = faults < all ? SIDE : 1;
  let best = { size: 0 };
  for (let columns = faults ? side : 1; columns <= MOST_COLUMNS; columns++) {
    const high = faults ? Math.ceil(faults / Math.floor(columns / side)) * side : 1;
    const rows = Math.max(high, Math.ceil((all - faults + faults * side * side) / columns));
    const size = Math.min(list.clientWidth / columns / WIDE, list.clientHeight / rows);
    if (size > best.size) best = { size, columns, rows };
  }
  tiles.style.setProperty('--columns', best.columns);
  tiles.style.setProperty('--rows', best.rows);
  tiles.classList.toggle('dense', best.rows > DENSE);
}

document.addEventListener('htmx:before:request', () => {
  asked = performance.now();
});
document.addEventListener('htmx:after:swap', () => {
  answered = performance.now();
  clock.add(asked, Number(document.getElementById('room').dataset.now));
  arrange();
});
addEventListener('resize', arrange);
setInterval(() => {
  silent.hidden = performance.now() - answered < LONGEST;
}, 500);
