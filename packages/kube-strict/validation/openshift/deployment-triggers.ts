import type { Part, TextCheck } from '../kubernetes/part.ts';
import { dnsSubdomain } from '../metadata/names.ts';

/** What starts a rollout (openshift-apiserver pkg/apps/apis/apps/validation, validateTrigger). Other types are taken. */
export function checkDeploymentTrigger(trigger: Part): void {
  const [type, params] = [trigger.at('type'), trigger.at('imageChangeParams')];
  if (!type.requireText() || type.text !== 'ImageChange') return;
  if (!params.exists) {
    params.require('is required for the type ImageChange');
    return;
  }
  const from = params.at('from');
  if (from.at('name').expectRequired(imageStreamTag)) {
    from.at('kind').oneOfOrDefault(['ImageStreamTag']);
    from.at('namespace').expectIfSet(dnsSubdomain);
  }
  if (params.at('containerNames').size === 0) params.at('containerNames').require();
}

/** `name:tag`; without a tag after the colon it is latest (openshift/library-go pkg/image/imageutil). */
const imageStreamTag: TextCheck = (text) =>
  /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*:/.test(text)
    ? undefined
    : 'the name and the tag of an image stream, as in nginx:1.25';
