// The screen for everybody, also inside a page of another site.
import './live.js';
import './screen_options.js';
import './speaking_clock.js';
import './clock_bar.js';
import './time_left.js';
import './board_time.js';
