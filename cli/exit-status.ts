/** Exit statuses: 0 fine; 1 findings, drift or differences; 2 wrong usage or input; 3 our own failure. */
export type ExitStatus = 0 | 1 | 2 | 3;
