/** @typedef {{ objects: { objectId: string } }} Queried */
/** @typedef {{ result: { objectId: string, value: number } }} Evaluated */
/** @typedef {{ usedSize: number, backingStorageSize: number }} HeapUsage */

/**
 * Asks for what the page's one worker holds: its heap after a garbage collection, its array buffers and its memories of
 * WebAssembly, in bytes. Chromium's protocol reaches workers only by way of their page.
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<() => Promise<number>>}
 */
export async function workerHeap(page) {
  const ask = await attach(page);
  return async () => {
    await ask('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize } = /** @type {HeapUsage} */ (await ask('Runtime.getHeapUsage'));
    return usedSize + backingStorageSize + (await wasmBytes(ask));
  };
}

/** @typedef {(method: string, params?: object) => Promise<unknown>} Ask */

/** @param {import('@playwright/test').Page} page @returns {Promise<Ask>} */
async function attach(page) {
  const session = await page.context().newCDPSession(page);
  /** @type {Map<number, (result: unknown) => void>} */ const waiting = new Map();
  const worker = new Promise((resolve) => session.once('Target.attachedToTarget', ({ sessionId }) => resolve(sessionId)));
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message);
    waiting.get(id)?.(result);
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const sessionId = /** @type {string} */ (await worker);
  let asked = 0;
  return (method, params = {}) =>
    new Promise((resolve, reject) => {
      waiting.set(++asked, resolve);
      const message = JSON.stringify({ id: asked, method, params });
      session.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
    });
}

/** @param {Ask} ask */
async function wasmBytes(ask) {
  const prototype = /** @type {Evaluated} */ (await ask('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' }));
  const found = /** @type {Queried} */ (await ask('Runtime.queryObjects', { prototypeObjectId: prototype.result.objectId }));
  const sum = /** @type {Evaluated} */ (
    await ask('Runtime.callFunctionOn', {
      objectId: found.objects.objectId,
      functionDeclaration: 'function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }',
      returnByValue: true,
    })
  );
  return sum.result.value;
}
