import './live.js';
import './speaking_clock.js';
import './time_left.js';
import './commands.js';
