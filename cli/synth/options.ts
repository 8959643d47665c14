/** What the command line of `synth` says. */
export interface SynthOptions {
  readonly profiles: string;
  readonly output: string;
  readonly check?: true;
  readonly stdout?: true;
}
