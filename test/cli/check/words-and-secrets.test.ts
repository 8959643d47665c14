import { judgeDocument } from 'kube-strict/check/judge-document.ts';
import { readDocumentsNow } from 'kube-strict/manifests/read-documents.ts';
import { Counter } from 'kube-strict/report/checked-document.ts';
import { FORMATS } from 'kube-strict/report/formats.ts';
import { describe, expect, it } from 'vitest';
import { judging, TOOL } from './support/judging.ts';

/** Everything that every format reports about a text; in this process, since there are many. */
async function reported(text: string): Promise<string> {
  const texts: string[] = [];
  for (const make of Object.values(FORMATS)) {
    const reporter = await make(TOOL);
    const counter = new Counter();
    texts.push(reporter.start());
    for (const document of readDocumentsNow([Buffer.from(text)], {}))
      for (const checked of judgeDocument('a.yaml', document, judging()))
        texts.push(reporter.document(counter.add(checked)));
    texts.push(reporter.end(counter.summary()));
  }
  return texts.join('\n');
}

describe('words of ours', () => {
  /** Values of variables, each of which is a word, or a number, of a message about something else. */
  const WORDS = [
    'string',
    'a string',
    'Expected',
    'found',
    'containers',
    'required',
    'The field',
    'image',
    '63',
    'digest',
    'Remove it.',
    'error',
    'metadata',
    'Pod',
  ];

  it.each(WORDS)('are told although a variable has the value %s', async (word) => {
    const pod = (env: string) => `apiVersion: v1
kind: Pod
metadata: {name: a, labels: {b: ${'x'.repeat(64)}}}
spec:
  containers: [{name: a, image: x, args: [1], extra: 1, env: [{name: A, value: ${env}}]}]
---
apiVersion: v1
kind: Pod
metadata: {name: A}
spec: {containers: [{name: a, env: [{name: A, value: ${env}}]}]}
`;
    expect(await reported(pod(JSON.stringify(word)))).toBe(await reported(pod('"k8Jq2-vX"')));
  });
});

describe('a number that may be a secret', () => {
  const SECRET = '0123456789';
  const DECIMAL = String(Number.parseInt(SECRET, 8) || 123456789);

  /** Each place where one can be, in a manifest that is wrong there. */
  const PLACES: Readonly<Record<string, string>> = {
    'a Secret': `kind: Secret\nstringData: {p: ${SECRET}}`,
    'the data of a Secret': `kind: Secret\ndata: {p: ${SECRET}}`,
    'a variable': `kind: Pod\nspec: {containers: [{name: a, env: [{name: AWS_SECRET_ACCESS_KEY, value: ${SECRET}}]}]}`,
    'a variable by way of an alias': `kind: Pod\nx: &a ${SECRET}\nspec: {containers: [{name: a, env: [{name: A, value: *a}]}]}`,
    'a variable whose anchor is used elsewhere': `kind: Pod\nspec: {containers: [{name: a, env: [{name: A, value: &a ${SECRET}}]}], nodeName: *a}`,
    'variables that stood elsewhere before': `kind: Pod\nx: &a [{name: A, value: ${SECRET}}]\nspec: {containers: [{name: a, env: *a}]}`,
    'a variable that is merged': `kind: Pod\nx: &a {value: ${SECRET}}\nspec: {containers: [{name: a, env: [{name: A, <<: *a}]}]}`,
    'a key with the name of a secret': `kind: ConfigMap\ndata: {DB_PASSWORD: ${SECRET}}`,
    'a field that nobody knows': `kind: Pod\nspec: {containers: [{name: a, api_key: ${SECRET}}]}\nmetadata: {labels: {token: ${SECRET}}}`,
    'a list below such a key': `kind: ConfigMap\ndata: {tokens: a, token: [${SECRET}]}`,
    'a mapping below such a key': `kind: ConfigMap\ndata: {credentials: {user: ${SECRET}}}`,
  };

  it.each(Object.entries(PLACES))('is shown and suggested nowhere: %s', async (_place, text) => {
    const output = await reported(
      `apiVersion: v1\nmetadata: {name: a}\n`.replace(
        'metadata: {name: a}\n',
        text.includes('metadata') ? '' : 'metadata: {name: a}\n',
      ) + text,
    );
    expect(output).toContain('api/type');
    for (const form of [SECRET, DECIMAL, '123456789']) expect(output).not.toContain(form);
  });
});
