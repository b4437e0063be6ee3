/** Of each coefficient over the clips to train on; written by `npm run speech`. */
export const MEANS = [-52.31, 2.19, 0.51, -0.54, -0.43, -0.2, -0.21, 0.02, -0.04, 0, -0.02, -0.13, -0.03] as const;
export const DEVIATIONS = [8.83, 3.66, 2.01, 2.15, 1.5, 1.34, 1.09, 1.02, 0.91, 0.83, 0.75, 0.68, 0.6] as const;
