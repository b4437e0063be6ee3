import { serve, type WorkerEnd } from '../protocol/server.ts';
import { BACKEND } from './backends/index.ts';
import { Engine } from './engine.ts';

const engine = new Engine(BACKEND, (message) => send(message));
const send = serve(self as unknown as WorkerEnd, engine.handlers, engine.painted);
