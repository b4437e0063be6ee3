/**
 * 2⁻¹⁰⁰, the smallest blame that executors on the processor carry: what is smaller becomes 0. A gradient that vanishes would
 * otherwise spend its last steps as subnormal numbers (under 2⁻¹²⁶), on which many processors compute a hundred times as
 * slowly; from 2⁻¹⁰⁰ on, times a weight over 2⁻²⁶, it never meets them.
 */
export const LEAST_BLAME = 1 / (2 ** 50 * 2 ** 50);
