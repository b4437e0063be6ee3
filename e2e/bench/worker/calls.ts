/* Counts what is sent to a graphics device, whoever sends it. */

let calls = 0;

/** Dispatches and draws since the last call of this. */
export function callsSince(): number {
  const counted = calls;
  calls = 0;
  return counted;
}

type Method = (...args: never[]) => unknown;

function count(prototype: object | undefined, names: readonly string[]): void {
  const methods = prototype as Record<string, Method> | undefined;
  for (const name of names) {
    const original = methods?.[name];
    if (methods === undefined || original === undefined) continue;
    methods[name] = function counted(this: unknown, ...args: never[]) {
      calls++;
      return original.apply(this, args);
    };
  }
}

count(globalThis.GPUComputePassEncoder?.prototype, ['dispatchWorkgroups', 'dispatchWorkgroupsIndirect']);
count(globalThis.WebGL2RenderingContext?.prototype, ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced']);
