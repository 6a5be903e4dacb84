// The console. The item that the room is at stays in view.
import './live.js';
import './speaking_clock.js';
import './wall_clock.js';
import './time_left.js';
import './likely_time.js';
import './list_outlook.js';
import './standing_note.js';
import './commands.js';
import './sound.js';
import './keys.js';
import './reorder.js';
import './choose_place.js';
import './seat_picker.js';

history.scrollRestoration = 'manual'; // a page that is loaded again begins with the next step

let at;
function follow() {
  const current = document.querySelector('#programme [aria-current]');
  if (current && current.id !== at) centre(current);
  at = current?.id;
}

function centre(item) { // scrolls the list alone: scrollIntoView would scroll the page, away from the next step
  const list = item.parentElement, [inside, around] = [item, list].map(each => each.getBoundingClientRect());
  list.scrollTop += inside.top + inside.height / 2 - around.top - around.height / 2;
}
addEventListener('live:shown', follow);
follow();
