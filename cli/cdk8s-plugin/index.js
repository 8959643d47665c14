// cdk8s loads plugins with require; the program is an ES module, and is loaded when it is needed.

/** Judges what `cdk8s synth` has written as a strict API server would. */
exports.ApiServerValidation = class ApiServerValidation {
  constructor(properties) {
    this.properties = properties;
  }

  async validate(context) {
    const { validateManifests } = await import('../../build/cdk8s-plugin.js');
    await validateManifests(context, this.properties);
  }
};
