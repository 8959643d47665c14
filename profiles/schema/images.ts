import * as z from 'zod';
import { image } from './values.ts';

/**
 * Images that we name ourselves; operators bring their own. Every default is by digest.
 *
 * The sandboxed containers images are those that validatedpatterns/coco-pattern ships against 1.12.0; ubi is
 * registry.access.redhat.com/ubi9/ubi:9.7; the command line is that of OpenShift 4.20, which works one minor release
 * up and down, as public build definitions pin it.
 */
export const images = z
  .strictObject({
    pccs: image
      .default(
        'registry.redhat.io/openshift-sandboxed-containers/osc-pccs@sha256:edf57087220516115512dc6687b96045cbc69472a3d6d381619f66beae032ad6',
      )
      .describe('Provisioning Certificate Caching Service.'),
    quoteGenerationService: image
      .default(
        'registry.redhat.io/openshift-sandboxed-containers/osc-tdx-qgs@sha256:308d66da94d3116cc16530a4a2cd60a995458f331e1cb3487c6ea3fdae60545b',
      )
      .describe('TDX Quote Generation Service and platform registration.'),
    sgxDevicePlugin: image
      .default(
        'registry.connect.redhat.com/intel/intel-sgx-plugin@sha256:4ac8769c4f0a82b3ea04cf1532f15e9935c71fe390ff5a9dc3ee57f970a65f0b',
      )
      .describe('Intel SGX device plugin.'),
    openshiftCli: image
      .default(
        'registry.redhat.io/openshift4/ose-cli-rhel9@sha256:61136a31003a378aae4039be61cfe10f3d2b60399f08a5325233826deb569383',
      )
      .describe('OpenShift command line with Python 3, which runs the gates of the rollout.'),
    ubi: image
      .default(
        'registry.access.redhat.com/ubi9/ubi@sha256:2c9bb68a869abf7d7417f6639509ab5eb8500d8429ea11ab59e677be5545162b',
      )
      .describe(
        'Base image that labels the PCCS database for SELinux, and asks for attestation in verification.',
      ),
    gpuVerifier: image
      .default(
        'quay.io/openshift_sandboxed_containers/gpu-verifier@sha256:dcc55b6c51a85cda62322f7f07f5aa8d42632481254d8bf47e2e24705b245797',
      )
      .describe('CUDA samples, one of which runs in verification of a GPU.'),
  })
  .prefault({})
  .describe('Images by digest.');
