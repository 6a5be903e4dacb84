import './live.js';
import './speaking_clock.js';
import './commands.js';
