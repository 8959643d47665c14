import { load } from './start.js';

const { validator } = await load();

// What `packages/kube-strict/index.ts` exports; a test compares.
export const {
  checkFiles,
  crdCatalog,
  firstOf,
  loadCrds,
  readDocuments,
  rulesOf,
  shippedCatalog,
  UserError,
  validateObject,
  validateObjects,
} = await validator();
