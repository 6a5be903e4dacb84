// A page of ready buttons. They are for 15 keys, and fit on larger decks.
import { FEEDBACKS } from './meeting.js';

const WHITE = 0xffffff, BLACK = 0x000000;

function colours(...ids) {
  return ids.map(feedbackId => {
    const { color, bgcolor } = FEEDBACKS[feedbackId];
    return { feedbackId, options: {}, style: { color, bgcolor } };
  });
}

function button(name, text, actionId, options = {}, feedbacks = [], size = 'auto') {
  return {
    type: 'simple',
    name,
    style: { text, size, color: WHITE, bgcolor: BLACK },
    steps: [{ down: actionId ? [{ actionId, options }] : [], up: [] }],
    feedbacks: [...feedbacks, ...colours('not_connected')],
  };
}

const CLOCK = colours('clock_green', 'clock_amber', 'clock_red', 'clock_over', 'clock_paused');

export const presets = label => ({
  clock: button('Clock', `$(${label}:clock)`, 'pause_resume', {}, CLOCK, '30'),
  speaker: button('Speaker', `$(${label}:speaker)`, null, {}, CLOCK),
  next_step: button('Next step', `NEXT\\n$(${label}:next_step)`, 'next_step'),
  give_floor: button(
    'Floor to the next', `FLOOR TO\\n$(${label}:next_1)`, 'give_floor_to_next', {}, colours('somebody_next'),
  ),
  end_speech: button('End the speech', 'END\\nSPEECH', 'end_speech'),
  pause: button('Pause or resume', 'PAUSE\\nRESUME', 'pause_resume', {}, colours('clock_paused')),
  more_30: button('30 seconds more', '+30 s', 'adjust_clock', { seconds: 30 }),
  less_30: button('30 seconds less', '−30 s', 'adjust_clock', { seconds: -30 }),
  more_60: button('1 minute more', '+1 min', 'adjust_clock', { seconds: 60 }),
  less_60: button('1 minute less', '−1 min', 'adjust_clock', { seconds: -60 }),
  list: button(
    'List', `LIST\\n$(${label}:list_state)\\n$(${label}:list_length)`, 'open_close_list', {}, colours('list_open'),
  ),
  points: button(
    'Points of order', `POINT OF\\nORDER\\n$(${label}:points_of_order)`, null, {}, colours('point_of_order'),
  ),
  flash: button('Flash the podium', 'FLASH\\nPODIUM', 'flash_podium'),
  dark: button('Podium dark', 'PODIUM\\nDARK', 'darken_podium', {}, colours('podium_dark')),
  undo: button('Undo', 'UNDO', 'undo'),
  redo: button('Redo', 'REDO', 'redo'),
  timer: button(
    'Break of 15 minutes', 'BREAK\\n15 min', 'start_timer', { text: 'Break', minutes: 15 }, colours('timer_runs'),
  ),
  stop_timer: button('Stop the timer', 'STOP\\nTIMER', 'stop_timer', {}, colours('timer_runs')),
  sitting: button('Time left', `UNTIL THE\\nEND\\n$(${label}:sitting_left)`, null),
});

export const SECTIONS = [
  {
    id: 'page',
    name: 'A page of buttons',
    definitions: [
      'speaker', 'clock', 'next_step', 'give_floor', 'end_speech', 'less_30', 'more_30', 'less_60', 'more_60', 'pause',
      'list', 'points', 'flash', 'undo', 'sitting',
    ],
  },
  { id: 'more', name: 'More', definitions: ['redo', 'dark', 'timer', 'stop_timer'] },
];
