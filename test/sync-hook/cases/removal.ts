import { casesOf, type State, type VerdictCase } from '../support/case.ts';
import { type Loose, listAt, set } from '../support/loose.ts';
import { list, PODS, POOLS, pod, RUNTIME_CLASSES } from '../support/ready-cluster.ts';
import { updatingCases } from './pools.ts';

const pods = casesOf('no-kata-pods', 'tdx');
const add = (made: unknown) => (state: State) => listAt(state.get(PODS), 'items').push(made as Loose);

const addClass = (name: string, handler: unknown) => (state: State) =>
  listAt(state.get(RUNTIME_CLASSES), 'items').push({ metadata: { name }, handler });

const verified = casesOf('no-kata-pods', 'verified');
const verifying = (namespace: string, labels: Loose) => {
  const made = pod('verify-attestation-0123456789-x7k2p', namespace, 'kata-cc');
  return { ...made, metadata: { ...(made['metadata'] as Loose), labels } };
};
const LABELS = { 'coco-gitops/verifies': 'attestation' };

/** A pod that something called `app` has made. */
function podOf(app: string, namespace: string): Loose {
  const { metadata, ...made } = pod(`${app}-7d9f-x2x`, namespace, 'kata-cc');
  return { ...made, metadata: { ...(metadata as Loose), labels: { app } } };
}

const podCases: VerdictCase[] = [
  verified.ok('pods that verified attestation', add(verifying('coco-verification', LABELS))),
  verified.wait('a pod with their label elsewhere', add(verifying('shop', LABELS)), 'shop/verify'),
  verified.wait(
    'another pod beside them',
    add(verifying('coco-verification', {})),
    'coco-verification/verify',
  ),
  pods.wait(
    'pods that verified attestation, which the cluster no longer does',
    add(verifying('coco-verification', LABELS)),
    'coco-verification/verify',
  ),
  pods.ok('a pod that our own Deployment has made', add(podOf('web', 'confidential-workloads'))),
  pods.wait(
    'a pod that a Deployment of that name has made elsewhere',
    add(podOf('web', 'shop')),
    'shop/web-7d9f',
  ),
  pods.wait(
    'a pod that another Deployment has made beside ours',
    add(podOf('other', 'confidential-workloads')),
    '/other-7d9f',
  ),
  pods.ok('our own pods, and those without Kata', () => {}),
  pods.ok('no pods', (state) => (state.objects[PODS] = list([]))),
  ...['kata', 'kata-cc', 'kata-cc-nvidia-gpu', 'kata-nvidia-gpu', 'my-cc'].map((name) =>
    pods.wait(
      `a pod with ${name}, of which no class is left`,
      add(pod('app', 'shop', name)),
      `1 pods run on Kata: shop/app (${name})`,
    ),
  ),
  ...['kata', 'kata-tdx', 'kata-snp-nvidia-gpu', 'kata-remote', 'kata-qemu'].map((handler) =>
    pods.wait(
      `a pod of a class of another name, with handler ${handler}`,
      (state) => {
        addClass('my-cc', handler)(state);
        add(pod('app', 'shop', 'my-cc'))(state);
      },
      '1 pods run on Kata: shop/app (my-cc)',
    ),
  ),
  pods.ok('a pod of a class that has nothing to do with Kata', (state) => {
    addClass('kata-like', 'runsc')(state);
    add(pod('app', 'shop', 'kata-like'))(state);
    add(pod('other', 'shop', 'gvisor'))(state);
  }),
  pods.ok(
    'a pod that has ended, of a class that is gone',
    add({ ...pod('job', 'shop', 'my-cc'), status: { phase: 'Failed' } }),
  ),
  pods.wait(
    'a pod that has ended, of a class of the operator that is gone',
    add({ ...pod('job', 'shop', 'kata-remote'), status: { phase: 'Succeeded' } }),
    'shop/job',
  ),
  pods.wait(
    'a class that is no text',
    add({ ...pod('odd', 'shop'), spec: { runtimeClassName: 1 } }),
    'shop/odd',
  ),
  pods.wait('a class without a handler', addClass('odd', undefined), 'RuntimeClasses is not readable'),
  pods.wait('no list of classes', (state) => state.remove(RUNTIME_CLASSES), 'RuntimeClasses is not readable'),
  pods.wait('a pod with the name of ours elsewhere', add(pod('own', 'shop', 'kata-cc')), 'shop/own'),
  pods.wait('another pod beside ours', add(pod('other', 'confidential-workloads', 'kata-cc')), '/other'),
  pods.wait(
    'a pod that has ended, which counts for the operator too',
    add({ ...pod('job', 'shop', 'kata-cc'), status: { phase: 'Succeeded' } }),
    'shop/job',
  ),
  pods.wait(
    'many pods',
    (state) => {
      for (let index = 0; index < 7; index += 1) add(pod(`app-${index}`, 'shop', 'kata'))(state);
    },
    '7 pods run on Kata: shop/app-0',
    'and 2 more',
  ),
  pods.wait('a list of nothing', (state) => set(state.get(PODS), null, 'items'), 'not readable'),
  pods.wait('no list', (state) => state.remove(PODS), 'not readable'),
  pods.wait('a pod without a name', add({ metadata: {}, spec: {} }), 'not readable'),
  pods.wait('a pod without a spec', add({ metadata: { name: 'odd' } }), 'not readable'),
];

const idle = casesOf('pool-idle', 'tdx');
const poolCases: VerdictCase[] = [
  ...updatingCases('pool-idle', 'tdx'),
  idle.ok('no pool', (state) => state.remove(`${POOLS}/kata-oc`)),
];

export const removalCases = [...podCases, ...poolCases];
