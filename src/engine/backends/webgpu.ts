import { isSoftware, type OpenBackend } from './backend.ts';

/** Asks for an adapter first: where there is none, nothing more has to be loaded to say so. */
export const open: OpenBackend = async (byName) => {
  const { info } = await adapterOf();
  const name = [info.vendor, info.architecture, info.description].filter((part) => part !== '').join(' ');
  const software = info.isFallbackAdapter || isSoftware(name);
  if (software && !byName) {
    throw new Error(`WebGPU runs on a software rasteriser here (${name}), which is slower than WASM`);
  }
  const { openDevice } = await import('./webgpuDevice.ts');
  return openDevice(name, software);
};

async function adapterOf(): Promise<GPUAdapter> {
  // The types declare it always there; insecure pages and older browsers lack it.
  const gpu = navigator.gpu as GPU | undefined;
  if (gpu === undefined) throw new Error('this browser offers no WebGPU here');
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw new Error('this browser found no WebGPU adapter');
  return adapter;
}
