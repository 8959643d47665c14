// Counts the tests of all reports in a folder; a step that failed beside them counts as one failure more.
// node .ci/count.mjs FOLDER FAILED_STEPS REPORT...
import { readFileSync } from 'node:fs';

const [folder, failedSteps, ...names] = process.argv.slice(2);
const sum = { passed: 0, failed: 0, skipped: 0 };
let told = 0;
for (const name of names) {
  let report = {};
  try {
    report = JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'));
  } catch {
    console.log(`There is no report of "${name}".`);
  }
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = report;
  sum.passed += numPassedTests;
  sum.failed += numFailedTests;
  sum.skipped += numPendingTests + numTodoTests;
  if (numFailedTests > 0) told += 1;
}
sum.failed += Math.max(Number(failedSteps) - told, 0);
if (sum.skipped > 0) console.log('Tests were skipped, and here none may be.');
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = sum.failed > 0 || sum.skipped > 0 || sum.passed === 0 ? 1 : 0;
