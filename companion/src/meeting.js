// What the buttons show, as plain functions of the state (docs/integrator.md, "The state") and of the server's time.
// This file imports nothing, so that it can be tested without Companion.

export const NEXT_SHOWN = 5;

export const VARIABLES = {
  connected: 'Whether the server is reached: yes or no',
  meeting: 'The title of the meeting',
  speaker: 'Who has the floor',
  delegation: 'The delegation, or the group for which the speaker speaks',
  clock: 'The time left, as mm:ss; +mm:ss in overtime',
  clock_seconds: 'The time left in seconds; below zero in overtime',
  clock_used: 'The time used, as mm:ss',
  clock_phase: 'green, amber, red or over; empty without a speech',
  clock_state: 'running, paused, or empty without a speech',
  next_step: 'What the chair\'s key does now',
  read_aloud: 'What the chair reads aloud at the next step',
  ...Object.fromEntries(Array.from({ length: NEXT_SHOWN }, (_, at) => [`next_${at + 1}`, `Speaker ${at + 1} to come`])),
  next_names: 'The next speakers, separated by commas',
  list_state: 'The list of speakers: unopened, open or closed',
  list_length: 'How many wait on the list',
  points_of_order: 'How many points of order are raised',
  sitting_left: 'The time until the end of the sitting, as h:mm',
  item: 'The item that is open',
};

export const PHASES = { calm: 'green', warn: 'amber', last: 'red', over: 'over' };

// The clock of the current speech at a time of the server, or null.
export function clockAt(state, now) {
  const clock = state?.floor?.clock;
  if (!clock) return null;
  const running = clock.running_since_ms === null ? 0 : Math.max(0, now - clock.running_since_ms);
  const usedMs = clock.elapsed_ms + running;
  const leftMs = clock.limit_ms - usedMs;
  const phase = leftMs <= 0 ? 'over' : leftMs <= clock.last_left_ms ? 'last'
    : leftMs <= clock.warn_left_ms ? 'warn' : 'calm';
  return { usedMs, leftMs, phase, isPaused: clock.running_since_ms === null };
}

// The digits that every screen of the meeting shows at this moment.
export function digits(leftMs) {
  const seconds = Math.abs(Math.ceil(leftMs / 1000));
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return leftMs <= 0 && seconds > 0 ? `+${text}` : text;
}

function hours(ms) {
  const minutes = Math.max(0, Math.ceil(ms / 60_000));
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

export function openItem(state) {
  const items = (state?.sittings ?? []).filter(sitting => sitting.state === 'open').flatMap(sitting => sitting.items);
  return items.findLast(item => item.state === 'open') ?? null;
}

export function openSitting(state) {
  return state?.sittings.find(sitting => sitting.state === 'open' || sitting.state === 'suspended') ?? null;
}

// The list of speakers that the room uses now: that of the open item, otherwise one that is open, otherwise the first.
export function currentList(state) {
  const lists = state?.lists ?? [];
  const list = openItem(state)?.list;
  return lists.find(each => each.id === list) ?? lists.find(each => each.state === 'open') ?? lists[0] ?? null;
}

export function raisedPoints(state) {
  return (state?.points_of_order ?? []).filter(point => point.state === 'raised' || point.state === 'given');
}

// The values of all variables. `state` is null while the server is not reached.
export function variables(state, now) {
  const empty = Object.fromEntries(Object.keys(VARIABLES).map(name => [name, '']));
  if (!state) return { ...empty, connected: 'no', clock: '–:––' };
  const clock = clockAt(state, now);
  const list = currentList(state);
  const sitting = openSitting(state);
  const names = state.next.map(each => each.name);
  return {
    ...empty,
    connected: 'yes',
    meeting: state.title,
    speaker: state.floor?.name ?? '',
    delegation: state.floor ? state.floor.on_behalf_of || state.floor.name : '',
    clock: clock ? digits(clock.leftMs) : '–:––',
    clock_seconds: clock ? Math.ceil(clock.leftMs / 1000) : '',
    clock_used: clock ? digits(Math.max(1, clock.usedMs)) : '',
    clock_phase: clock ? PHASES[clock.phase] : '',
    clock_state: clock ? (clock.isPaused ? 'paused' : 'running') : '',
    next_step: state.next_step?.label ?? '',
    read_aloud: state.next_step?.read_aloud ?? '',
    ...Object.fromEntries(names.slice(0, NEXT_SHOWN).map((name, at) => [`next_${at + 1}`, name])),
    next_names: names.join(', '),
    list_state: list?.state ?? '',
    list_length: list ? list.inscriptions.length : '',
    points_of_order: raisedPoints(state).length,
    sitting_left: sitting ? hours(Date.parse(sitting.end) - now) : '',
    item: openItem(state)?.title ?? '',
  };
}

const inPhase = phase => (state, now) => clockAt(state, now)?.phase === phase;

// What a button can show with a colour: a name, a colour, and when it is so.
export const FEEDBACKS = {
  clock_green: { name: 'Clock: green', bgcolor: 0x1b7f3b, color: 0xffffff, holds: inPhase('calm') },
  clock_amber: { name: 'Clock: amber', bgcolor: 0xffb000, color: 0x000000, holds: inPhase('warn') },
  clock_red: { name: 'Clock: red', bgcolor: 0xc8102e, color: 0xffffff, holds: inPhase('last') },
  clock_over: { name: 'Clock: overtime', bgcolor: 0xff00aa, color: 0xffffff, holds: inPhase('over') },
  clock_paused: {
    name: 'Clock: paused',
    bgcolor: 0x2f5fd0,
    color: 0xffffff,
    holds: (state, now) => clockAt(state, now)?.isPaused === true,
  },
  point_of_order: {
    name: 'A point of order is raised',
    bgcolor: 0xd000ff,
    color: 0xffffff,
    holds: state => raisedPoints(state).length > 0,
  },
  list_open: {
    name: 'The list of speakers is open',
    bgcolor: 0x1b7f3b,
    color: 0xffffff,
    holds: state => currentList(state)?.state === 'open',
  },
  somebody_next: {
    name: 'Somebody can be called',
    bgcolor: 0x1b4f9f,
    color: 0xffffff,
    holds: state => (state?.next.length ?? 0) > 0,
  },
  podium_dark: {
    name: 'The podium\'s screen is dark',
    bgcolor: 0x444444,
    color: 0xffffff,
    holds: state => state?.podium_dark === true,
  },
  timer_runs: {
    name: 'The timer of a break runs',
    bgcolor: 0x2f5fd0,
    color: 0xffffff,
    holds: (state, now) => (state?.auxiliary_timer?.ends_at_ms ?? 0) > now,
  },
  not_connected: {
    name: 'The server is not reached',
    bgcolor: 0x000000,
    color: 0x888888,
    holds: state => !state,
  },
};
