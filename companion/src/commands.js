// The commands that the buttons give. Each names what the presser saw: if the meeting has moved on by then, the server
// refuses the command, and nothing happens. This file imports nothing.
import { clockAt, currentList } from './meeting.js';

const speech = state => ({ speech: state.floor?.speech ?? '' });
const after = state => ({ after: state.floor?.speech ?? '' });

// A refusal that needs no request: the button does not fit what is shown.
export class NotNow extends Error {}

function floorIsTaken(state) {
  if (!state.floor) throw new NotNow('Nobody has the floor.');
}

// By its id: the name of an action, its fields, and a function from the state and the fields to a command.
export const ACTIONS = {
  next_step: {
    name: 'Next step (the chair\'s key)',
    fields: {},
    make: state => {
      if (!state.next_step) throw new NotNow('There is no next step.');
      return ['next-step', { expects: state.next_step.command, ...after(state) }];
    },
  },
  give_floor_to_next: {
    name: 'Give the floor to the next speaker',
    fields: {},
    make: state => ['give-floor-to-next', after(state)],
  },
  end_speech: {
    name: 'End the speech',
    fields: {},
    make: state => {
      floorIsTaken(state);
      return ['end-speech', speech(state)];
    },
  },
  pause_resume: {
    name: 'Pause or resume the clock',
    fields: {},
    make: state => {
      floorIsTaken(state);
      return [clockAt(state, 0).isPaused ? 'resume-clock' : 'pause-clock', speech(state)];
    },
  },
  adjust_clock: {
    name: 'More or less speaking time',
    fields: { seconds: { label: 'Seconds (less: below zero)', default: 30, min: -3600, max: 3600 } },
    make: (state, { seconds }) => {
      floorIsTaken(state);
      return ['adjust-clock', { seconds: Math.round(Number(seconds)), ...speech(state) }];
    },
  },
  open_close_list: {
    name: 'Open or close the list of speakers',
    fields: {},
    make: state => [currentList(state)?.state === 'open' ? 'close-list' : 'open-list', {}],
  },
  open_list: { name: 'Open the list of speakers', fields: {}, make: () => ['open-list', {}] },
  close_list: { name: 'Close the list of speakers', fields: {}, make: () => ['close-list', {}] },
  flash_podium: { name: 'Flash the podium\'s screen', fields: {}, make: () => ['flash-podium', {}] },
  darken_podium: {
    name: 'Make the podium\'s screen dark, or light again',
    fields: {},
    make: state => ['darken-podium', { dark: !state.podium_dark }],
  },
  undo: { name: 'Undo', fields: {}, make: () => ['undo', {}] },
  redo: { name: 'Redo', fields: {}, make: () => ['redo', {}] },
  start_timer: {
    name: 'Start the timer of a break',
    fields: {
      text: { label: 'Text on the screens', default: 'Break' },
      minutes: { label: 'Minutes', default: 15, min: 1, max: 240 },
    },
    make: (_, { text, minutes }) => ['start-auxiliary-timer', { text, minutes: Math.round(Number(minutes)) }],
  },
  stop_timer: { name: 'Stop the timer', fields: {}, make: () => ['stop-auxiliary-timer', {}] },
};
