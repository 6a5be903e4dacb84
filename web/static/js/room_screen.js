// The modules of screens without controls.
import './live.js';
import './screen_options.js';
import './cut_text.js';
import './fit_list.js';
import './fit_text.js';
import './row_motion.js';
import './full_screen.js';
import './speaking_clock.js';
import './clock_bar.js';
import './clock_options.js';
import './wall_clock.js';
import './timed_note.js';
import './time_left.js';
import './minutes_left.js';
import './timer_end.js';
import './wake_lock.js';
