import './live.js';
import './speaking_clock.js';
import './commands.js';
import './keys.js';
import './reorder.js';
import './seat_picker.js';
