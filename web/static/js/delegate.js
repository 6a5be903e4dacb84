import './live.js';
import './speaking_clock.js';
import './time_left.js';
import './likely_time.js';
import './timed_note.js';
import './commands.js';
import './choose_inscription.js';
