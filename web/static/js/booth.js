// The screen of the interpreters.
import './room_screen.js';
import './commands.js';
