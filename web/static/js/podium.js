import './live.js';
import './speaking_clock.js';
import './wall_clock.js';
import './standing_note.js';
import './awake.js';
