import './live.js';
import './speaking_clock.js';
import './wall_clock.js';
import './timed_note.js';
import './wake_lock.js';
