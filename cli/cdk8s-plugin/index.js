// cdk8s loads plugins with require; the program is loaded when it is needed.
const { join } = require('node:path');

/** Judges what `cdk8s synth` has written as a strict API server would. */
exports.ApiServerValidation = class ApiServerValidation {
  constructor(properties) {
    this.properties = properties;
  }

  async validate(context) {
    const { loadProgram } = await import('../../bin/program.js');
    await loadProgram(join(__dirname, '../../build')).exports.validateManifests(context, this.properties);
  }
};
