// What Companion does for a module, as far as the base calls it: keeps definitions, values and the status.
export class Host {
  _isInstanceContext = true;
  id = 'connection-1';
  label = 'nameplate';
  upgradeScripts = [];
  sharedUdpSocketHandlers = new Map();
  actions = {};
  feedbacks = {};
  variables = {};
  values = {};
  status = '';
  statusText = '';
  checks = 0;
  #waiting = new Set();

  updateStatus(status, text) {
    Object.assign(this, { status, statusText: text });
    this.#changed();
  }

  setActionDefinitions(actions) {
    this.actions = actions;
  }

  setFeedbackDefinitions(feedbacks) {
    this.feedbacks = feedbacks;
  }

  setPresetDefinitions(sections, presets) {
    Object.assign(this, { sections, presets });
  }

  setVariableDefinitions(variables) {
    this.variables = variables;
  }

  setVariableValues(values) {
    for (const name of Object.keys(values)) if (!this.variables[name]) throw new Error(`no variable ${name}`);
    Object.assign(this.values, values);
    this.#changed();
  }

  checkAllFeedbacks() {
    this.checks += 1;
    this.#changed();
  }

  press(actionId, options = {}) {
    return this.actions[actionId].callback({ actionId, options });
  }

  isLit(feedbackId) {
    return this.feedbacks[feedbackId].callback({ feedbackId, options: {} });
  }

  // Waits until something is true. The time of the test is limited by the runner.
  until(condition) {
    return new Promise(resolve => {
      const look = () => condition() && this.#waiting.delete(look) | resolve() | true;
      if (!look()) this.#waiting.add(look);
    });
  }

  #changed() {
    for (const look of this.#waiting) look();
  }
}
