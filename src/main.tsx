import './fonts/fonts.css';
import './views/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { version } from '../package.json';
import { App } from './App.tsx';
import { browserAddress } from './store/address.ts';
import { createSession } from './store/create.ts';
import { createPlayground } from './store/playground.ts';
import { browserStock } from './store/stock.ts';
import { afterDrawing } from './views/paint/queue.ts';
import { SessionContext } from './views/useSession.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');

const session = createSession({
  spawn: () => {
    if (typeof Worker === 'undefined') throw new Error('this browser offers no Web Workers, and the network trains in one');
    return new Worker(new URL('./engine/worker.ts', import.meta.url), { type: 'module' });
  },
  spawnReader: () => new Worker(new URL('./engine/tableReader.ts', import.meta.url), { type: 'module' }),
  stock: browserStock,
  address: browserAddress(window),
  copy: (text) => navigator.clipboard.writeText(text),
  afterPaint,
});
/** A tab that is put away paints nothing; there the next frame is asked for by a timer, so that snapshots go on coming. */
function afterPaint(done: () => void): void {
  let told = false;
  const tell = (): void => {
    if (!told) done();
    told = true;
  };
  afterDrawing(tell);
  setTimeout(tell, 1000);
}

window.playground = createPlayground(session, version);

createRoot(root).render(
  <StrictMode>
    <SessionContext value={session}>
      <App />
    </SessionContext>
  </StrictMode>,
);
