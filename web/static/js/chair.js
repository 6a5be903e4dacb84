// The chair's console.
import './live.js';
import './speaking_clock.js';
import './clock_bar.js';
import './wall_clock.js';
import './time_left.js';
import './timer_end.js';
import './likely_time.js';
import './list_outlook.js';
import './sitting_bar.js';
import './cut_text.js';
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
import './programme_place.js';

history.scrollRestoration = 'manual'; // a reloaded page begins with the next step
