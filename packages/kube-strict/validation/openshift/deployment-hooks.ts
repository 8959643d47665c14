import { describe } from '../describe.ts';
import type { Part, TextCheck } from '../kubernetes/part.ts';

/** What runs before, during and after a rollout (openshift-apiserver pkg/apps/apis/apps/validation, validateLifecycleHook). */
export function checkDeploymentHooks(params: Part, fields: readonly string[], podSpec: Part): void {
  for (const field of fields) if (params.at(field).exists) checkHook(params.at(field), podSpec);
}

function checkHook(hook: Part, podSpec: Part): void {
  // Any text will do: the rollout itself judges it.
  hook.at('failurePolicy').requireText('is required: Abort, Ignore or Retry');
  const [run, tags] = [hook.at('execNewPod'), hook.at('tagImages')];
  if (run.exists === tags.size > 0) {
    hook.invalid(`Expected one of execNewPod and tagImages, found ${run.exists ? 'both' : 'neither'}.`);
    return;
  }
  // With a single container there is no other that could be meant.
  const isClear = podSpec.at('containers').size === 1;
  if (run.exists) {
    if (run.at('command').size === 0) run.at('command').require();
    if (!isClear) run.at('containerName').requireText();
    checkHookEnv(run.at('env'));
    for (const volume of run.at('volumes').items) volume.requireText();
  }
  for (const tag of tags.items) checkTag(tag, isClear, podSpec);
}

function checkTag(tag: Part, isClear: boolean, podSpec: Part): void {
  const [name, to] = [tag.at('containerName'), tag.at('to')];
  const known = ['containers', 'initContainers'].flatMap((field) => podSpec.at(field).items);
  if (name.text === '') {
    if (!isClear) name.requireText();
  } else if (!known.some((container) => container.at('name').text === name.text))
    name.add(
      'api/not-found',
      `Expected the name of a container of the template, found ${describe(name.value)}.`,
    );
  to.at('kind').oneOf(['ImageStreamTag']);
  to.at('name').requireText();
}

const identifier: TextCheck = (text) =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) ? undefined : 'letters, digits and "_", with no digit in front';

/** The environment of what deploys: only the names count. */
export function checkHookEnv(env: Part): void {
  for (const variable of env.items) variable.at('name').expectRequired(identifier);
}
