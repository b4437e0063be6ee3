import { serve, type WorkerEnd } from '../protocol/server.ts';
import { Engine } from './engine.ts';
import { makeOpsExecutor } from './executor/ops.ts';

const engine = new Engine(makeOpsExecutor, (message) => send(message));
const send = serve(self as unknown as WorkerEnd, engine.handlers, engine.painted);
