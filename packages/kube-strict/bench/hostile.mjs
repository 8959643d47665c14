// What hostile input costs: one process for each family and size, with CPU, peak memory, exit status and the end of what
// it says. The aim is less than 5 s of CPU and 500 MB for each MB, and a clear message where a bound is reached.
// node bench/hostile.mjs [part of a family's name] [MB]
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const [wanted = '', megabytes = '1'] = process.argv.slice(2);
const SIZE = Number(megabytes) * 1024 ** 2;
const root = fileURLToPath(new URL('../../..', import.meta.url));
const PLAIN = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: a}]}\n';
const PROFILE = `tee: tdx
topology: multi-node
openshift: 4.21.9
trustee: { url: https://kbs.corp.internal }
gitops: { repository: https://git.corp.internal/a.git }
`;

/** As many pieces as fill the size. */
function fill(piece, size = SIZE) {
  const pieces = [];
  for (let length = 0, index = 0; length < size; index += 1) {
    const text = piece(index);
    pieces.push(text);
    length += text.length;
  }
  return pieces.join('');
}

const initdata = (toml) => gzipSync(toml, { level: 9 }).toString('base64');
const confidential = (name, annotation, more = '') =>
  `---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  annotations: {io.katacontainers.config.hypervisor.cc_init_data: "${annotation}"}\nspec: {runtimeClassName: kata-cc, containers: [{name: a, image: a}]}${more}\n`;
const toml = (data) => `version = "0.1.0"\nalgorithm = "sha256"\n[data]\n${data}`;
const crd = (schema) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: things, singular: thing, kind: Thing, listKind: ThingList}
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: ${JSON.stringify(schema)}}}]
`;
const crdJson = (schema) =>
  JSON.stringify({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'things', singular: 'thing', kind: 'Thing', listKind: 'ThingList' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }],
    },
  });
const thing = (more) => `apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\n${more}\n`;
const properties = (count, schema) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`p${n}`, schema(n)]));
const nested = (depth, wrap, leaf) => (depth === 0 ? leaf : wrap(nested(depth - 1, wrap, leaf)));

const check = (files, ...args) => ({ files, args: ['check', 'in', ...args] });
const one = (text, name = 'a.yaml') => check({ [`in/${name}`]: text });
const withCrd = (schema, object = thing('spec: {}')) =>
  check({ 'crds/a.json': crdJson({ type: 'object', ...schema }), 'in/a.yaml': object }, '--crds', 'crds');
const inspect = (text) => ({ files: { 'a.toml': text }, args: ['initdata', 'inspect', 'a.toml'] });
const profile = (text) => ({
  files: { 'profiles/a.yaml': PROFILE + text.slice(0, 1024 ** 2 - 1000) },
  args: ['synth'],
});

const FAMILIES = {
  'json {}': () =>
    one(
      fill(() => '{}'),
      'a.json',
    ),
  'json [] nested': () => one(`{"a":[${fill(() => '[],')}[]]}`, 'a.json'),
  'json {} in a list': () =>
    one(`{"apiVersion":"v1","kind":"List","items":[${fill(() => '{},')}{}]}`, 'a.json'),
  'json numbers': () =>
    one(`{"apiVersion":"v1","kind":"ConfigMap","data":{"a":[${fill(() => '1,')}1]}}`, 'a.json'),
  'json keys': () =>
    one(
      `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{${fill((n) => `"k${n}":1,`)}"z":1}}`,
      'a.json',
    ),
  'json depth': () => one('{"a":'.repeat(SIZE / 5), 'a.json'),
  'yaml documents': () => one(fill(() => '---\n{}\n')),
  'yaml empty documents': () => one(fill(() => '---\n')),
  'yaml pods': () => one(fill((n) => `---\n${POD.replace('name: a', `name: a${n}`)}`)),
  'yaml wrong pods': () => one(fill(() => '---\napiVersion: v1\nkind: Pod\n')),
  'yaml kataconfigs': () =>
    one(
      fill(
        (n) =>
          `---\napiVersion: kataconfiguration.openshift.io/v1\nkind: KataConfig\nmetadata: {name: a${n}}\n`,
      ),
    ),
  'yaml machineconfigpools': () =>
    one(
      fill(
        (n) =>
          `---\napiVersion: machineconfiguration.openshift.io/v1\nkind: MachineConfigPool\nmetadata: {name: a${n}}\n`,
      ),
    ),
  'yaml subscriptions': () =>
    one(
      fill(
        (n) =>
          `---\napiVersion: operators.coreos.com/v1alpha1\nkind: Subscription\nmetadata: {name: sandboxed-containers-operator, namespace: a${n}}\nspec: {name: sandboxed-containers-operator, source: a, sourceNamespace: b}\n`,
      ),
    ),
  'yaml applications': () =>
    one(
      fill(
        (n) =>
          `---\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a${n}, namespace: a}\nspec: {project: p, destination: {name: a}, source: {repoURL: a, path: a}}\n`,
      ),
    ),
  'yaml service accounts': () =>
    one(
      `${fill((n) => `---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a${n}, namespace: n}\n`, SIZE / 2)}${fill((n) => confidential(`a${n}`, 'a', '').replace('spec: {', `spec: {serviceAccountName: z${n}, `), SIZE / 2)}`,
    ),
  'yaml secrets and pods': () =>
    one(
      `${fill((n) => `---\napiVersion: v1\nkind: Secret\nmetadata: {name: a${n}}\n`, SIZE / 2)}${confidential('a', 'a').replace('image: a', `image: a, envFrom: [${fill((n) => `{secretRef: {name: z${n}}}, `, SIZE / 2)}]`)}`,
    ),
  'yaml roles and bindings': () =>
    one(
      `${fill((n) => `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a${n}}\nrules: [{apiGroups: [''], resources: [secrets], verbs: [get]}]\n`, SIZE / 2)}${fill((n) => `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: a${n}}\nroleRef: {kind: ClusterRole, name: z, apiGroup: rbac.authorization.k8s.io}\n`, SIZE / 2)}`,
    ),
  'yaml feature gates': () =>
    one(
      `${fill((n) => `---\napiVersion: machineconfiguration.openshift.io/v1\nkind: MachineConfig\nmetadata: {name: a${n}, labels: {machineconfiguration.openshift.io/role: kata-oc}}\n`, SIZE / 2)}${fill((n) => `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: osc-feature-gates, namespace: n${n}}\ndata: {confidential: 'true'}\n`, SIZE / 2)}`,
    ),
  'yaml unknown keys': () => one(PLAIN + fill((n) => `k${n}: 1\n`)),
  'yaml keys of a pod': () => one(POD.replace('spec: {', `spec: {${fill((n) => `k${n}: 1, `)}`)),
  'yaml labels': () => one(PLAIN.replace('name: a', `name: a, labels: {${fill((n) => `k${n}: "1", `)}}`)),
  'yaml annotations': () =>
    one(PLAIN.replace('name: a', `name: a, annotations: {${fill((n) => `k${n}: "1", `)}}`)),
  'yaml containers': () => one(POD.replace('[{', `[${fill((n) => `{name: a${n}, image: a}, `)}{`)),
  'yaml same containers': () => one(POD.replace('[{', `[${fill(() => '{name: a, image: a}, ')}{`)),
  'yaml env': () =>
    one(POD.replace('image: a', `image: a, env: [${fill((n) => `{name: A${n}, value: b${n}}, `)}]`)),
  'yaml wrong env': () =>
    one(POD.replace('image: a', `image: a, env: [${fill((n) => `{name: A${n}, value: ${1000 + n}}, `)}]`)),
  'yaml volumes': () =>
    one(POD.replace('spec: {', `spec: {volumes: [${fill((n) => `{name: v${n}, emptyDir: {}}, `)}], `)),
  'yaml anchors': () => one(`${PLAIN}data:\n${fill((n) => `  k${n}: &a${n} v\n`)}`),
  'yaml aliases': () => one(`${PLAIN}data:\n  a: &a v\n${fill((n) => `  k${n}: *a\n`)}`),
  'yaml aliases of a map': () => one(`${PLAIN}x: &a {b: [1,1,1,1,1,1,1,1,1,1]}\ny:\n${fill(() => '- *a\n')}`),
  'yaml merges': () => one(`${PLAIN}x: &a {b: 1}\ny:\n${fill(() => '- {<<: *a}\n')}`),
  'yaml merge chain': () =>
    one(`${PLAIN}x0: &a0 {k: 1}\n${fill((n) => `x${n + 1}: &a${n + 1} {<<: *a${n}, k${n}: 1}\n`)}`),
  'yaml long line': () => one(`${PLAIN}data: {a: ${fill(() => 'word ')}}\n`),
  'yaml quoted': () => one(`${PLAIN}data: {a: "${fill(() => 'x')}"}\n`),
  'yaml quoted with escapes': () => one(`${PLAIN}data: {a: "${fill(() => '\\x41')}"}\n`),
  'yaml quoted lines': () => one(`${PLAIN}data:\n  a: "${fill(() => 'x\n   ')}"\n`),
  'yaml single quotes': () => one(`${PLAIN}data:\n  a: '${fill(() => "x''")}'\n`),
  'yaml plain lines': () => one(`${PLAIN}data:\n  a:\n${fill(() => '   x\n')}`),
  'yaml literal': () => one(`${PLAIN}data:\n  a: |\n${fill(() => '   x\n')}`),
  'yaml folded': () => one(`${PLAIN}data:\n  a: >\n${fill(() => '   x\n')}`),
  'yaml tabs': () => one(`${PLAIN}data: {\n${fill(() => '\ta: "b",\n')}}\n`),
  'yaml comments': () => one(PLAIN + fill(() => '#\n')),
  'yaml flow': () => one(`${PLAIN}x: [${fill(() => '[a], ')}]\n`),
  'yaml flow depth': () => one(`${PLAIN}x: ${fill(() => '[')}`),
  'yaml block depth': () => one(fill((n) => `${' '.repeat(Math.min(n, 2000))}a:\n`)),
  'yaml list depth': () => one(fill(() => '- ')),
  'yaml tags': () => one(`${PLAIN}x: [${fill(() => '!!str a, ')}]\n`),
  'yaml duplicates': () => one(`${PLAIN}data:\n${fill(() => '  a: b\n')}`),
  'yaml odd scalars': () => one(`${PLAIN}data:\n${fill((n) => `  k${n}: yes\n`)}`),
  'yaml long name': () =>
    one(
      fill(
        () =>
          `---\nkind: Pod\napiVersion: v1\nmetadata: {name: ${'A'.repeat(100_000)}}\nspec: {containers: [${'{}, '.repeat(200)}]}\n`,
      ),
    ),
  'yaml long key': () =>
    one(`${PLAIN}data:\n  a:\n    ${'k'.repeat(SIZE / 2)}:\n${fill((n) => `      k${n}: 1\n`, SIZE / 2)}`),
  'yaml secrets': () =>
    one(
      `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n${fill((n) => `  k${n}: ${1000 + n}\n`)}`,
    ),
  'yaml list of lists': () =>
    one(
      `apiVersion: v1\nkind: List\nitems:\n- &a {apiVersion: v1, kind: List, items: []}\n${fill(() => '- *a\n')}`,
    ),
  'yaml waivers': () =>
    one(POD.replace('name: a', `name: a, annotations: {${fill((n) => `coco-gitops/waive.x${n}: a, `)}}`)),
  'yaml machineconfig arguments': () =>
    one(
      `apiVersion: machineconfiguration.openshift.io/v1\nkind: MachineConfig\nmetadata: {name: a, labels: {machineconfiguration.openshift.io/role: kata-oc}}\nspec: {kernelArguments: [${fill((n) => `a${n}=1, `)}]}\n`,
    ),
  'yaml quantities': () =>
    one(
      POD.replace('image: a', `image: a, resources: {limits: {${fill((n) => `example.com/r${n}: ${n}, `)}}}`),
    ),
  'yaml selectors': () =>
    one(
      `apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [${fill((n) => `{port: ${(n % 65535) + 1}, name: p${n}}, `)}]}\n`,
    ),
  'yaml pdf bytes': () =>
    one(
      fill(() => '\u00e9\u00e8'),
      'a.yaml',
    ),
  'gzip archive named yaml': () => ({
    files: { 'in/a.yaml': gzipSync(PLAIN.repeat(100_000)) },
    args: ['check', 'in'],
  }),
  'many files': () =>
    check(Object.fromEntries(Array.from({ length: SIZE / 300 }, (_, n) => [`in/${n % 100}/${n}.yaml`, POD]))),
  'deep folders': () => check({ [`in/${'d/'.repeat(1900)}a.yaml`]: POD }),
  'conflict markers': () => one(fill(() => '<<<<<<< a\n=======\n>>>>>>> b\n')),
  'initdata of 2 MiB': () => {
    const value = initdata(
      toml(`"aa.toml" = '''\n${'a = "b"\n'.repeat(1)}'''\n#${'x'.repeat(2 * 1024 ** 2 - 200)}`),
    );
    return one(fill((n) => confidential(`a${n}`, value)));
  },
  'different initdata of 2 MiB': () =>
    one(
      fill((n) =>
        confidential(
          `a${n}`,
          initdata(toml(`"aa.toml" = '''\n'''\n# ${n}\n#${'x'.repeat(2 * 1024 ** 2 - 200)}`)),
        ),
      ),
    ),
  'initdata with policies': () =>
    one(
      fill((n) =>
        confidential(
          `a${n}`,
          initdata(
            toml(
              `"policy.rego" = '''\npackage agent_policy\n# ${n}\n${'default ExecProcessRequest := false\n'.repeat(50_000)}'''\n`,
            ),
          ),
        ),
      ),
    ),
  'initdata with tables': () =>
    one(
      fill((n) =>
        confidential(
          `a${n}`,
          initdata(
            toml(
              `"aa.toml" = '''\n# ${n}\n${Array.from({ length: 100_000 }, (_, k) => `k${k} = 1\n`).join('')}'''\n`,
            ),
          ),
        ),
      ),
    ),
  'initdata in one list': () =>
    one(
      `apiVersion: v1\nkind: List\nitems:\n${fill((n) =>
        confidential(`a${n}`, initdata(toml(`# ${n}\n${'#\n'.repeat(1_000_000)}`)))
          .replace('---\n', '- ')
          .replaceAll(/\n(?=.)/g, '\n  '),
      )}`,
    ),
  'toml keys': () => inspect(toml(fill((n) => `k${n} = "v"\n`))),
  'toml strings': () => inspect(toml(`"aa.toml" = '''${fill(() => 'x = 1\n')}'''`)),
  'toml distinct keys in a file': () => inspect(toml(`"aa.toml" = '''${fill((n) => `x${n} = 1\n`)}'''`)),
  'toml arrays': () => inspect(toml(`a = [${fill(() => '1,')}]`)),
  'toml array lines': () => inspect(toml(`a = [\n${fill(() => '1,\n')}]`)),
  'toml nested arrays': () => inspect(toml(`a = ${fill(() => '[')}`)),
  'toml inline tables': () => inspect(toml(`a = [${fill(() => '{a=1},')}]`)),
  'toml dotted keys': () => inspect(toml(fill((n) => `a${n}.b.c.d = 1\n`))),
  'toml one dotted key': () => inspect(toml(`${fill(() => 'a.')}a = 1`)),
  'toml tables': () => inspect(toml(fill((n) => `[t${n}]\n`))),
  'toml array of tables': () => inspect(toml(fill(() => '[[t]]\n'))),
  'toml comments': () => inspect(toml(fill(() => '# x\n'))),
  'toml blank': () => inspect(toml(fill(() => '\n'))),
  'toml spaces': () => inspect(toml(`a = ${fill(() => ' ')}1`)),
  'toml escapes': () => inspect(toml(`a = "${fill(() => '\\n')}"`)),
  'toml long string': () => inspect(toml(`a = "${fill(() => 'x')}"`)),
  'toml multi-line string': () => inspect(toml(`a = """${fill(() => 'x\n')}"""`)),
  'toml unclosed': () => inspect(toml(`a = """${fill(() => '"" ')}`)),
  'toml numbers': () => inspect(toml(`a = [${fill(() => '1_000,')}]`)),
  'toml long number': () => inspect(toml(`a = ${fill(() => '1')}`)),
  'toml dates': () => inspect(toml(`a = [${fill(() => '2020-01-01T00:00:00Z,')}]`)),
  'toml settings': () => inspect(toml(`"cdh.toml" = '''\n[kbc]\n${fill((n) => `k${n} = 1\n`)}'''`)),
  'toml settings in tables': () => inspect(toml(`"aa.toml" = '''\n${fill((n) => `[t${n}]\nurll = 1\n`)}'''`)),
  'toml settings in lists': () =>
    inspect(
      toml(
        `"cdh.toml" = '''\n${fill(() => '[[credentials]]\npath = "/x"\nresource_uri = "kbs:///a/b/c"\n')}'''`,
      ),
    ),
  'toml settings in a deep table': () =>
    inspect(toml(`"aa.toml" = '''\n${fill((n) => `${'a.'.repeat(45)}k${n} = 1\n`)}'''`)),
  'toml certificates': () =>
    inspect(
      toml(
        `"cdh.toml" = '''\n[kbc]\nname = "cc_kbc"\nkbs_cert = """\n${fill(() => '-----BEGIN CERTIFICATE-----\n')}"""\n'''`.replaceAll(
          '\\"',
          '"',
        ),
      ),
    ),
  'toml image policy': () =>
    inspect(toml(`"cdh.toml" = '''\n[image]\nimage_security_policy = "${fill(() => '[')}"\n'''`)),
  'toml registry certificates': () =>
    inspect(toml(`"cdh.toml" = '''\n[image]\nextra_root_certificates = [${fill(() => '"x",')}]\n'''`)),
  'rego braces': () => inspect(toml(`"policy.rego" = '''\npackage agent_policy\n${fill(() => '{')}'''`)),
  'rego defaults': () =>
    inspect(toml(`"policy.rego" = '''\npackage agent_policy\n${fill((n) => `default R${n} := true\n`)}'''`)),
  'rego rules': () =>
    inspect(toml(`"policy.rego" = '''\npackage agent_policy\n${fill((n) => `r${n} { r${n + 1} }\n`)}'''`)),
  'rego quotes': () => inspect(toml(`"policy.rego" = """\npackage agent_policy\n${fill(() => '\\" ')}"""`)),
  'profile unknown keys': () => profile(fill((n) => `unknown${n}: 1\n`, 60_000)),
  'profile unknown keys, all': () => profile(fill((n) => `k${n}: 1\n`)),
  'profile workloads': () => profile(`workloads:\n${fill((n) => `- {name: w${n}}\n`)}`),
  'profile same workloads': () => profile(`workloads:\n${fill(() => '- {name: w, image: nginx}\n')}`),
  'profile env': () => profile(`workloads:\n- name: a\n  env:\n${fill((n) => `    A${n}: 1\n`)}`),
  'profile long value': () => profile(`name: ${fill(() => 'x')}`),
  'profile nodes': () => profile(`nodes: {selector: {${fill((n) => `k${n}: a, `)}}}`),
  'profile policy': () =>
    profile(
      `initdata:\n  agentPolicy: |\n    package agent_policy\n${fill((n) => `    default R${n} := true\n`)}`,
    ),
  'profile certificates': () =>
    profile(
      `initdata:\n  registryCertificates: |\n${fill(() => '    -----BEGIN CERTIFICATE-----\n    AAAA\n    -----END CERTIFICATE-----\n')}`,
    ),
  'many profiles': () => ({
    files: Object.fromEntries(
      Array.from({ length: SIZE / 2000 }, (_, n) => [`profiles/a${n}.yaml`, `${PROFILE}x: 1\n`]),
    ),
    args: ['synth'],
  }),
  'crd properties': () => withCrd({ properties: properties(SIZE / 40, () => ({ type: 'string' })) }),
  'crd properties, wrong object': () =>
    withCrd(
      { properties: properties(SIZE / 50, () => ({ type: 'string' })) },
      thing(fill((n) => `p${n}x: 1\n`, 100_000)),
    ),
  'crd enum': () =>
    withCrd(
      {
        properties: { spec: { type: 'string', enum: Array.from({ length: SIZE / 10 }, (_, n) => `e${n}`) } },
      },
      thing('spec: e'),
    ),
  'crd patterns': () =>
    withCrd(
      { properties: properties(SIZE / 70, (n) => ({ type: 'string', pattern: `^(a|b)*${n}$` })) },
      thing('p1: aaaa'),
    ),
  'crd large pattern': () =>
    withCrd(
      { properties: { spec: { type: 'string', pattern: `^(${fill((n) => `a${n}|`)}b)$` } } },
      thing('spec: aaaa'),
    ),
  'crd repeated pattern': () =>
    withCrd(
      { properties: { spec: { type: 'string', pattern: '^((((a{1,30}){1,30}){1,30}){1,30})$' } } },
      thing(`spec: ${'a'.repeat(10000)}`),
    ),
  'crd depth': () =>
    withCrd({
      properties: {
        spec: nested(300, (inner) => ({ type: 'object', properties: { a: inner } }), { type: 'string' }),
      },
    }),
  'crd allOf': () =>
    withCrd({
      properties: {
        spec: { type: 'object', allOf: Array.from({ length: SIZE / 30 }, () => ({ required: ['a'] })) },
      },
    }),
  'crd anyOf': () =>
    withCrd({
      properties: {
        spec: {
          type: 'object',
          anyOf: Array.from({ length: SIZE / 40 }, (_, n) => ({ required: [`a${n}`] })),
        },
      },
    }),
  'crd oneOf nested': () =>
    withCrd({
      properties: {
        spec: { type: 'object', ...nested(14, (inner) => ({ oneOf: [inner, inner] }), { required: ['a'] }) },
      },
    }),
  'crd anyOf nested': () =>
    withCrd({
      properties: {
        spec: {
          type: 'object',
          ...nested(8, (inner) => ({ anyOf: [inner, inner, { not: inner }] }), { required: ['a'] }),
        },
      },
    }),
  'crd not': () =>
    withCrd({
      properties: {
        spec: { type: 'object', ...nested(200, (inner) => ({ not: inner }), { required: ['a'] }) },
      },
    }),
  'crd rules': () =>
    withCrd({
      'x-kubernetes-validations': Array.from({ length: SIZE / 60 }, (_, n) => ({
        rule: `self.metadata.name != "b${n}"`,
      })),
    }),
  'crd long rule': () =>
    withCrd({ 'x-kubernetes-validations': [{ rule: `${fill(() => 'true && ', SIZE / 2)}true` }] }),
  'crd deep rule': () =>
    withCrd({ 'x-kubernetes-validations': [{ rule: `${'('.repeat(5000)}true${')'.repeat(5000)}` }] }),
  'crd loops': () =>
    withCrd(
      {
        properties: { l: { type: 'array', items: { type: 'integer' } } },
        'x-kubernetes-validations': [{ rule: 'self.l.all(a, self.l.all(b, self.l.all(c, a + b + c > 0)))' }],
      },
      thing(`l: [${fill(() => '1, ', 20_000)}]`),
    ),
  'crd defaults': () =>
    withCrd({ properties: properties(SIZE / 60, () => ({ type: 'string', default: 'a' })) }),
  'crd many kinds': () =>
    check(
      {
        'crds/a.yaml': fill(
          (n) =>
            `---\n${crd({ type: 'object', properties: { spec: { type: 'object' } } })
              .replaceAll('thing', `thing${n}`)
              .replaceAll('Thing', `Thing${n}`)}`,
        ),
        'in/a.yaml': thing('spec: {}').replace('Thing', 'Thing0'),
      },
      '--crds',
      'crds',
    ),
  'list-map items': () =>
    withCrd(
      {
        properties: {
          l: {
            type: 'array',
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['a'],
            items: { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
          },
        },
      },
      thing(`l:\n${fill((n) => `- {a: "${n}"}\n`)}`),
    ),
  'list-set items': () =>
    withCrd(
      { properties: { l: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } } } },
      thing(`l:\n${fill((n) => `- a${n}\n`)}`),
    ),
  'workload pods': () => ({
    files: { 'in/a.yaml': fill((n) => `---\n${POD.replace('name: a', `name: a${n}`)}`), 'i.toml': toml('') },
    args: ['workload', 'in', '--initdata', 'i.toml'],
  }),
};

/** Runs the program; its CPU seconds, peak memory in MB, and how it ended. */
function measure(cwd, args) {
  const wrapped = `import { writeFileSync } from 'node:fs';
    process.on('exit', () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeFileSync('usage', JSON.stringify([(userCPUTime + systemCPUTime) / 1e6, maxRSS / 1024])); });`;
  const preload = `data:text/javascript,${encodeURIComponent(wrapped)}`;
  return spawnSync(process.execPath, ['--import', preload, `${root}bin/coco-gitops.js`, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    timeout: 120_000,
  });
}

for (const [name, make] of Object.entries(FAMILIES).filter(([family]) => family.includes(wanted))) {
  const folder = mkdtempSync(`${tmpdir()}/hostile-`);
  try {
    const { files, args } = make();
    let size = 0;
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(`${folder}/${path}`), { recursive: true });
      writeFileSync(`${folder}/${path}`, text);
      size += Buffer.byteLength(text);
    }
    const started = process.hrtime.bigint();
    const { status, signal, stdout, stderr } = measure(folder, args);
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    const { readFileSync } = await import('node:fs');
    let usage = [seconds, Number.NaN];
    try {
      usage = JSON.parse(readFileSync(`${folder}/usage`, 'utf8'));
    } catch {
      // It was killed, or ran out of memory.
    }
    const [cpu, memory] = usage;
    const said = (stderr || stdout).trim().split('\n');
    const share = Math.max(size / 1024 ** 2, 1);
    const bad =
      status === 3 ||
      signal !== null ||
      cpu / share > 5 ||
      memory / share > 500 ||
      Number.isNaN(memory) ||
      stdout.length > 50 * share * 1024 ** 2;
    console.log(
      [
        bad ? 'BAD' : 'ok ',
        name.padEnd(32),
        `${(size / 1024 ** 2).toFixed(2)} MB`.padStart(9),
        `${cpu.toFixed(2)} s`.padStart(8),
        `${memory.toFixed(0)} MB`.padStart(8),
        `out ${(stdout.length / 1024 ** 2).toFixed(2)} MB`.padStart(13),
        `exit ${status ?? signal}`,
        (bad ? said.slice(0, 4).join(' / ') : (said.at(-1) ?? '')).slice(0, bad ? 400 : 110),
      ].join('  '),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
