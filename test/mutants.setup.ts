import fc from "fast-check";

// A mutant need not be told by its smallest example, and what only one of a hundred examples shows wants a test with figures.
fc.configureGlobal({ numRuns: 25, endOnFailure: true });
