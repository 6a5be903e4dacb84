// Connects the meeting to Bitfocus Companion. What the buttons show and do is in the other files.
import { InstanceBase, InstanceStatus } from '@companion-module/base';

import { ACTIONS, NotNow } from './commands.js';
import { Connection } from './connection.js';
import { FEEDBACKS, VARIABLES, clockAt, variables } from './meeting.js';
import { SECTIONS, presets } from './presets.js';

const STATUS = {
  connecting: InstanceStatus.Connecting,
  ok: InstanceStatus.Ok,
  lost: InstanceStatus.ConnectionFailure,
  refused: InstanceStatus.AuthenticationFailure,
};

export default class Nameplate extends InstanceBase {
  #connection = null;
  #ticking = null;
  #shown = {};
  #lit = '';

  async init(_config, _isFirst, secrets) {
    this.setActionDefinitions(this.#actions());
    this.setFeedbackDefinitions(this.#feedbacks());
    this.setVariableDefinitions(Object.fromEntries(Object.entries(VARIABLES).map(([id, name]) => [id, { name }])));
    this.setPresetDefinitions(SECTIONS, presets(this.label));
    await this.configUpdated(_config, secrets);
  }

  async configUpdated(_config, secrets) {
    this.#disconnect();
    this.setPresetDefinitions(SECTIONS, presets(this.label));
    this.#show();
    if (!secrets?.link) {
      this.updateStatus(InstanceStatus.BadConfig, 'Paste the link of the desk or of the chair.');
      return;
    }
    const told = (status, text) => this.updateStatus(STATUS[status], text || null);
    this.#connection = new Connection(secrets.link, () => this.#show(), told);
    await this.#connection.open();
  }

  async destroy() {
    this.#disconnect();
  }

  getConfigFields() {
    return [
      {
        type: 'secret-text',
        id: 'link',
        label: 'Link of the desk or of the chair, such as http://192.0.2.7:8000/in/…',
        width: 12,
      },
    ];
  }

  #disconnect() {
    clearTimeout(this.#ticking);
    this.#connection?.close();
    this.#connection = null;
  }

  // Shows the newest state, and again at the next full second of the clock.
  #show() {
    clearTimeout(this.#ticking);
    const state = this.#connection?.state ?? null;
    const now = this.#connection?.now() ?? Date.now();
    const values = variables(state, now);
    const changed = Object.entries(values).filter(([name, value]) => this.#shown[name] !== value);
    if (changed.length) this.setVariableValues(Object.fromEntries(changed));
    this.#shown = values;
    const lit = Object.keys(FEEDBACKS).filter(id => FEEDBACKS[id].holds(state, now)).join();
    if (lit !== this.#lit) this.checkAllFeedbacks();
    this.#lit = lit;
    if (!state) return;
    const clock = clockAt(state, now);
    const untilNext = clock && !clock.isPaused ? ((clock.leftMs % 1000) + 1000) % 1000 || 1000 : 1000;
    this.#ticking = setTimeout(() => this.#show(), untilNext + 1);
  }

  #actions() {
    const made = ([id, { name, fields, make }]) => {
      const options = Object.entries(fields).map(([field, rule]) => (
        { type: 'min' in rule ? 'number' : 'textinput', id: field, ...rule }
      ));
      return [id, { name, options, callback: ({ options }) => this.#press(name, make, options) }];
    };
    return Object.fromEntries(Object.entries(ACTIONS).map(made));
  }

  #feedbacks() {
    const made = ([id, { name, color, bgcolor, holds }]) => {
      const callback = () => holds(this.#connection?.state ?? null, this.#connection?.now() ?? 0);
      return [id, { type: 'boolean', name, defaultStyle: { color, bgcolor }, options: [], callback }];
    };
    return Object.fromEntries(Object.entries(FEEDBACKS).map(made));
  }

  async #press(name, make, options) {
    const connection = this.#connection;
    try {
      if (!connection?.state) throw new NotNow('The server is not reached.');
      await connection.give(...make(connection.state, options));
    } catch (error) {
      this.log('warn', `${name}: ${error.message}`);
    }
  }
}
