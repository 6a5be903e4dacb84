// The chair's console. The open item of the programme stays in view.
import './live.js';
import './speaking_clock.js';
import './clock_bar.js';
import './wall_clock.js';
import './time_left.js';
import './timer_end.js';
import './likely_time.js';
import './list_outlook.js';
import './sitting_bar.js';
import './fit_text.js';
import './timed_note.js';
import './commands.js';
import './sound.js';
import './keys.js';
import './reorder.js';
import './choose_inscription.js';
import './seat_picker.js';
import './devices.js';
import './print_menu.js';

history.scrollRestoration = 'manual'; // a reloaded page begins with the next step

let shown;

function follow() {
  const current = document.querySelector('#programme [aria-current]');
  if (current && current.id !== shown) centre(current);
  shown = current?.id;
}

// Not scrollIntoView: it would also scroll the page, so that the next step is no longer visible. The first row that is
// in view is whole.
function centre(item) {
  const list = item.parentElement;
  const top = each => each.getBoundingClientRect().top - list.getBoundingClientRect().top;
  list.scrollTop += top(item) + item.offsetHeight / 2 - list.clientHeight / 2;
  list.scrollTop += Math.max(...[...list.children].map(top).filter(each => each < 1));
}

addEventListener('live:shown', follow);
follow();
