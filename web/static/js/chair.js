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

let at;
function follow() {
  const current = document.querySelector('#programme [aria-current]');
  if (current && current.id !== at) current.scrollIntoView({ block: 'center' });
  at = current?.id;
}
addEventListener('live:shown', follow);
follow();
