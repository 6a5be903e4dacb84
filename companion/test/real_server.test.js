// Runs against a real server: `tests/pages/test_companion.py` starts it and gives the links.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { test } from 'node:test';

import { ACTIONS } from '../src/commands.js';
import { Connection, Refused } from '../src/connection.js';
import { variables } from '../src/meeting.js';
import { Host } from './host.js';

const link = process.env.NAMEPLATE_TEST_LINK;
const noServer = link ? false : 'no server: run tests/pages/test_companion.py';
const base = await import('@companion-module/base').catch(() => null);
const noBase = noServer || (base ? false : 'the module base is not installed: run npm ci in companion/');
const built = process.env.NAMEPLATE_TEST_MODULE; // the main.js of a built package
const timeout = 30_000;
const QUICK = { silence: 15_000, ping: 20_000, pause: 20 };

// A connection, and what it told. `until` waits for a state or a status.
class Follower {
  statuses = [];
  #waiting = new Set();

  constructor(link, timing = QUICK) {
    const onStatus = (status, text) => {
      this.statuses.push(status);
      this.text = text;
      this.#look();
    };
    this.connection = new Connection(link, () => this.#look(), onStatus, timing);
  }

  get values() {
    return variables(this.connection.state, this.connection.now());
  }

  until(condition) {
    return new Promise(resolve => {
      const look = () => {
        if (!condition(this)) return false;
        this.#waiting.delete(look);
        resolve();
        return true;
      };
      if (!look()) this.#waiting.add(look);
    });
  }

  press(id, options = {}, state = this.connection.state) {
    return this.connection.give(...ACTIONS[id].make(state, options));
  }

  #look() {
    for (const look of this.#waiting) look();
  }
}

async function following(t, link, timing) {
  const follower = new Follower(link, timing);
  t.after(() => follower.connection.close());
  await follower.connection.open();
  return follower;
}

// A network between the module and the server that can be cut.
async function network(t) {
  const { hostname, port, pathname } = new URL(link);
  const sockets = new Set();
  const server = createServer(near => {
    const far = connect(Number(port), hostname);
    for (const [a, b] of [[near, far], [far, near]]) {
      sockets.add(a);
      a.on('error', () => b.destroy()).on('close', () => b.destroy()).pipe(b);
    }
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return {
    link: `http://127.0.0.1:${server.address().port}${pathname}`,
    cut: () => [...sockets].forEach(socket => socket.destroy()),
    freeze: () => [...sockets].forEach(socket => socket.unpipe() && socket.pause()),
  };
}

test('it follows a meeting and gives commands', { skip: noServer, timeout }, async t => {
  const desk = await following(t, link);
  await desk.until(() => desk.values.connected === 'yes');
  assert.deepEqual([desk.values.list_state, desk.values.list_length, desk.values.next_1], ['open', 2, 'France']);

  await desk.press('next_step');
  await desk.until(() => desk.values.speaker === 'France');
  assert.match(desk.values.clock, /^(3:00|2:5\d)$/);
  assert.deepEqual([desk.values.clock_phase, desk.values.next_1], ['green', 'Kenya']);
  const early = desk.connection.state;

  await desk.press('pause_resume');
  await desk.until(() => desk.values.clock_state === 'paused');
  const before = desk.values.clock_seconds;
  await desk.press('adjust_clock', { seconds: 30 });
  await desk.until(() => desk.values.clock_seconds === before + 30);
  await desk.press('adjust_clock', { seconds: -3000 });
  await desk.until(() => desk.values.clock_phase !== 'green');

  await desk.press('end_speech');
  await desk.until(() => desk.values.speaker === '');
  await desk.press('undo');
  await desk.until(() => desk.values.speaker === 'France');
  await desk.press('open_close_list');
  await desk.until(() => desk.values.list_state === 'closed');
  await desk.press('start_timer', { text: 'Break', minutes: 5 });
  await desk.until(() => desk.connection.state.auxiliary_timer?.text === 'Break');
  await desk.press('flash_podium');

  await desk.press('give_floor_to_next');
  await desk.until(() => desk.values.speaker === 'Kenya');
  await assert.rejects(desk.press('end_speech', {}, early), Refused);
  await assert.rejects(desk.press('give_floor_to_next', {}, early), Refused);
  await assert.rejects(desk.press('next_step', {}, early), Refused);
  assert.equal(desk.values.speaker, 'Kenya');
});

test('it connects again when the network was cut', { skip: noServer, timeout }, async t => {
  const { link, cut } = await network(t);
  const desk = await following(t, link);
  await desk.until(() => desk.values.connected === 'yes');
  cut();
  await desk.until(() => desk.statuses.includes('lost'));
  await desk.until(() => desk.values.connected === 'yes');
  assert.deepEqual(desk.statuses.slice(0, 2), ['connecting', 'ok']);
});

test('it notices that no heartbeat comes', { skip: noServer, timeout }, async t => {
  const { link, freeze } = await network(t);
  const desk = await following(t, link, { ...QUICK, silence: 1_000 });
  await desk.until(() => desk.values.connected === 'yes');
  freeze();
  await desk.until(() => desk.statuses.includes('lost'));
  assert.equal(desk.connection.state ? 'yes' : 'no', desk.values.connected);
  await desk.until(() => desk.values.connected === 'yes');
});

test('it stops at a link that is not valid', { skip: noServer, timeout }, async t => {
  for (const wrong of [link.replace(/\/in\/.*/, '/in/nobody'), 'nonsense', link.replace('/in/', '/out/')]) {
    const nobody = await following(t, wrong);
    assert.deepEqual(nobody.statuses, ['connecting', 'refused']);
    assert.match(nobody.text, /link/);
  }
  const ended = await following(t, process.env.NAMEPLATE_TEST_ENDED_LINK);
  assert.equal(ended.statuses.at(-1), 'refused');
});

test('Companion loads the module', { skip: noBase, timeout }, async t => {
  const { default: Nameplate } = await import(built || '../src/main.js');
  const { validateManifest } = await import('@companion-module/base/manifest');
  validateManifest(JSON.parse(readFileSync(new URL('../companion/manifest.json', import.meta.url))), false);
  const host = new Host();
  const module = new Nameplate(host);
  t.after(() => module.destroy());
  await module.init({}, true, {});
  assert.equal(host.status, 'bad_config');
  assert.ok(host.isLit('not_connected'));
  assert.deepEqual(module.getConfigFields().map(field => field.id), ['link']);

  await module.configUpdated({}, { link });
  await host.until(() => host.status === 'ok' && host.values.connected === 'yes');
  assert.ok(!host.isLit('not_connected'));
  await host.press('darken_podium');
  await host.until(() => host.isLit('podium_dark'));
  await host.press('next_step');
  await host.press('darken_podium');
  await host.until(() => !host.isLit('podium_dark'));

  await module.configUpdated({}, { link: link + 'x' });
  await host.until(() => host.status === 'authentication_failure');
  assert.ok(host.isLit('not_connected'));
});
