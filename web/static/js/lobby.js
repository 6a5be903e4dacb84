// The board in the corridor.
import './room_screen.js';
import './board_time.js';
