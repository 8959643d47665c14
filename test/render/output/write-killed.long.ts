// The same, killed ahead of each call and at more moments.
import './write-killed.test.ts';
