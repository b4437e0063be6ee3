import { createCpuMaker } from '../cpu/executor.ts';
import { NEVER, type OpenBackend } from './backend.ts';

export const open: OpenBackend = async () => ({
  adapter: 'plain JavaScript',
  ...createCpuMaker(),
  lost: NEVER,
  refused: () => null,
  lose: () => {},
});
