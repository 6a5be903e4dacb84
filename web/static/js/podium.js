import './live.js';
import './speaking_clock.js';
import './awake.js';
