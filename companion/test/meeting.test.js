import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ACTIONS, NotNow } from '../src/commands.js';
import { FEEDBACKS, VARIABLES, clockAt, digits, variables } from '../src/meeting.js';
import { SECTIONS, presets } from '../src/presets.js';

const NOW = 1_425_369_600_000;

function state(changes = {}) {
  return {
    version: 9,
    now_ms: NOW,
    title: 'High-level panel',
    sittings: [
      { id: 'm', state: 'open', end: new Date(NOW + 5_400_000).toISOString(), items: [
        { id: 'p-1', state: 'closed', title: 'Opening', list: null },
        { id: 'p-2', state: 'open', title: 'Discussion', list: 'l' },
      ] },
    ],
    floor: {
      speech: 's8', name: 'France', on_behalf_of: 'European Union',
      clock: {
        limit_ms: 180_000, elapsed_ms: 60_000, running_since_ms: NOW, warn_left_ms: 60_000, last_left_ms: 30_000,
        phase: 'calm',
      },
    },
    next: [{ name: 'Kenya' }, { name: 'Brazil' }],
    next_step: { command: 'give-floor-to-next', label: 'Give the floor to Kenya', read_aloud: 'I thank France.' },
    lists: [{ id: 'other', state: 'open', inscriptions: [] }, { id: 'l', state: 'closed', inscriptions: [{}, {}] }],
    points_of_order: [{ state: 'ruled' }],
    podium_dark: false,
    auxiliary_timer: null,
    ...changes,
  };
}

const lit = (state, now) => Object.keys(FEEDBACKS).filter(id => FEEDBACKS[id].holds(state, now));
const at = secondsUsed => NOW + (secondsUsed - 60) * 1000;

test('the phase is computed from the thresholds, without a message of the server', () => {
  const phases = [60, 119.999, 120, 149, 150, 179.9, 180, 400].map(used => clockAt(state(), at(used)).phase);
  assert.deepEqual(phases, ['calm', 'calm', 'warn', 'warn', 'last', 'last', 'over', 'over']);
});

test('each phase lights one colour', () => {
  const colours = used => lit(state(), at(used)).filter(id => id.startsWith('clock_'));
  assert.deepEqual([60, 130, 160, 190].map(colours), [
    ['clock_green'], ['clock_amber'], ['clock_red'], ['clock_over'],
  ]);
});

test('a paused clock does not move', () => {
  const paused = state();
  paused.floor.clock.running_since_ms = null;
  assert.equal(clockAt(paused, NOW + 999_999).leftMs, 120_000);
  assert.ok(lit(paused, NOW).includes('clock_paused'));
  assert.equal(variables(paused, NOW).clock_state, 'paused');
});

test('the digits are those of the screens', () => {
  assert.deepEqual([120_000, 119_999, 119_000, 1, 0, -1, -999, -1000, -61_000, 600_000].map(digits), [
    '2:00', '2:00', '1:59', '0:01', '0:00', '0:00', '0:00', '+0:01', '+1:01', '10:00',
  ]);
});

test('the variables say what the room sees', () => {
  const values = variables(state(), NOW);
  const wanted = {
    connected: 'yes', speaker: 'France', delegation: 'European Union', clock: '2:00', clock_seconds: 120,
    clock_used: '1:00', clock_phase: 'green', next_1: 'Kenya', next_2: 'Brazil', next_3: '', next_names: 'Kenya, Brazil',
    list_state: 'closed', list_length: 2, sitting_left: '1:30', item: 'Discussion', points_of_order: 0,
    next_step: 'Give the floor to Kenya',
  };
  for (const [name, value] of Object.entries(wanted)) assert.equal(values[name], value, name);
  assert.deepEqual(Object.keys(values).sort(), Object.keys(VARIABLES).sort());
});

test('without a server nothing is lit and nothing is claimed', () => {
  assert.deepEqual(lit(null, NOW), ['not_connected']);
  const { connected, clock, ...others } = variables(null, NOW);
  assert.deepEqual([connected, clock], ['no', '–:––']);
  assert.ok(Object.values(others).every(value => value === ''));
});

test('nobody has the floor', () => {
  const values = variables(state({ floor: null, next: [], next_step: null, sittings: [], lists: [] }), NOW);
  assert.deepEqual([values.speaker, values.clock, values.clock_phase, values.sitting_left], ['', '–:––', '', '']);
});

test('a command names what the presser saw', () => {
  const made = (id, options) => ACTIONS[id].make(state(), options);
  assert.deepEqual(made('next_step'), ['next-step', { expects: 'give-floor-to-next', after: 's8' }]);
  assert.deepEqual(made('give_floor_to_next'), ['give-floor-to-next', { after: 's8' }]);
  assert.deepEqual(made('end_speech'), ['end-speech', { speech: 's8' }]);
  assert.deepEqual(made('pause_resume'), ['pause-clock', { speech: 's8' }]);
  assert.deepEqual(made('adjust_clock', { seconds: -30 }), ['adjust-clock', { seconds: -30, speech: 's8' }]);
  assert.deepEqual(made('open_close_list'), ['open-list', {}]);
  assert.deepEqual(ACTIONS.give_floor_to_next.make(state({ floor: null })), ['give-floor-to-next', { after: '' }]);
});

test('a button that fits nothing sends nothing', () => {
  const nobody = state({ floor: null, next_step: null });
  for (const id of ['next_step', 'end_speech', 'pause_resume', 'adjust_clock']) {
    assert.throws(() => ACTIONS[id].make(nobody, { seconds: 30 }), NotNow, id);
  }
});

test('the presets use actions, feedbacks and variables that exist', () => {
  const made = presets('nameplate');
  for (const [id, preset] of Object.entries(made)) {
    for (const { actionId, options } of preset.steps[0].down) {
      assert.deepEqual(Object.keys(options), Object.keys(ACTIONS[actionId].fields), id);
    }
    for (const { feedbackId } of preset.feedbacks) assert.ok(FEEDBACKS[feedbackId], id);
    for (const [, name] of preset.style.text.matchAll(/\$\(nameplate:(\w+)\)/g)) assert.ok(VARIABLES[name], id);
  }
  const placed = SECTIONS.flatMap(section => section.definitions);
  assert.deepEqual(placed.toSorted(), Object.keys(made).sort());
});
