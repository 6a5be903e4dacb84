// The lower third of a webcast.
import './room_screen.js';
import './leaving.js';
