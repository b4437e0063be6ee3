import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { KernelError } from '../executor/executor.ts';
import type { Kernel } from './wgsl.ts';

type Program = Parameters<WebGPUBackend['runWebGPUProgram']>[0];
type Uniforms = NonNullable<Parameters<WebGPUBackend['runWebGPUProgram']>[3]>;

/** A flag of tfjs, and a field that is not in its types. */
const COMPILE_ONLY = 'WEBGPU_ENGINE_COMPILE_ONLY';
interface WithCache {
  readonly pipelineCache: Record<string, unknown>;
}

/** Numbers of the memory. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

const names = new Map<string, string>();

/** One name for each text: pipelines are kept by it. */
function nameOf({ code, lanes }: Kernel): string {
  const text = `${lanes} ${code}`;
  const known = names.get(text) ?? `rnn${names.size}`;
  names.set(text, known);
  return known;
}

/**
 * One memory on tfjs's graphics device, which every kernel reads and writes. tfjs keeps the device, compiles the kernels
 * and queues them; the buffer is ours.
 */
export class DeviceMemory {
  private readonly backend = tf.backend() as WebGPUBackend;
  private readonly device = this.backend.device;
  private buffer: GPUBuffer;
  private tensor: tf.Tensor;
  private staging: GPUBuffer | null = null;
  private kept: GPUBuffer | null = null;

  constructor(private numbers: number) {
    this.buffer = this.create(numbers);
    this.tensor = this.wrap();
  }

  /** Makes room for so many numbers; the first `kept` stay, the others are zero. */
  grow(numbers: number, kept: number): void {
    if (numbers <= this.numbers) return;
    const [buffer, tensor] = [this.buffer, this.tensor];
    this.buffer = this.create(numbers);
    this.numbers = numbers;
    this.tensor = this.wrap();
    this.submit((encoder) => encoder.copyBufferToBuffer(buffer, 0, this.buffer, 0, 4 * kept));
    tensor.dispose();
    buffer.destroy();
  }

  write(offset: number, values: Float32Array): void {
    this.device.queue.writeBuffer(this.buffer, 4 * offset, values as Float32Array<ArrayBuffer>);
  }

  /** Sets numbers to zero. */
  clear(...spans: readonly Span[]): void {
    this.submit((encoder) => {
      for (const { offset, length } of spans) if (length > 0) encoder.clearBuffer(this.buffer, 4 * offset, 4 * length);
    });
  }

  /** Copies spans aside, one behind the other. */
  keep(...spans: readonly Span[]): void {
    const kept = this.keptOf(4 * lengthOf(spans));
    this.copy(spans, (encoder, at, from, bytes) => encoder.copyBufferToBuffer(this.buffer, at, kept, from, bytes));
  }

  /** Copies what was kept into spans, in the same order. */
  putBack(...spans: readonly Span[]): void {
    const kept = this.keptOf(4 * lengthOf(spans));
    this.copy(spans, (encoder, at, from, bytes) => encoder.copyBufferToBuffer(kept, from, this.buffer, at, bytes));
  }

  /** The numbers of each span, all at one moment. */
  async read(...spans: readonly Span[]): Promise<Float32Array[]> {
    const bytes = 4 * lengthOf(spans);
    const staging = this.stagingOf(bytes);
    this.copy(spans, (encoder, at, to, length) => encoder.copyBufferToBuffer(this.buffer, at, staging, to, length));
    await staging.mapAsync(GPUMapMode.READ, 0, bytes);
    const values = new Float32Array(staging.getMappedRange(0, bytes).slice(0));
    staging.unmap();
    return spans.map(({ length }, index) => values.subarray(lengthOf(spans.slice(0, index)), lengthOf(spans.slice(0, index)) + length));
  }

  /** Queues one run of a kernel that is compiled. */
  run(kernel: Kernel, workgroups: number, values: (name: string) => number): void {
    this.backend.runWebGPUProgram(this.program(kernel, workgroups), [], 'float32', uniformsOf(kernel, values), this.tensor);
  }

  /** Hands the device what was queued. */
  flush(): void {
    this.backend.ensureCommandEncoderReady();
    this.backend.endComputePassEncoder();
    this.backend.submitQueue();
  }

  /** Compiles kernels, side by side where the driver can. @throws {KernelError} with the compiler's words. */
  async compile(kernels: readonly Kernel[]): Promise<void> {
    const settled = await Promise.allSettled(kernels.map((kernel) => this.compileOne(kernel)));
    for (const result of settled) if (result.status === 'rejected') throw result.reason;
  }

  dispose(): void {
    this.flush();
    this.tensor.dispose();
    this.buffer.destroy();
    this.staging?.destroy();
    this.kept?.destroy();
  }

  /** Records a copy for each span: where it begins in the memory, where it begins among all of them, and how long it is, in bytes. */
  private copy(spans: readonly Span[], record: (encoder: GPUCommandEncoder, at: number, behind: number, bytes: number) => void): void {
    this.submit((encoder) => {
      let behind = 0;
      for (const { offset, length } of spans) {
        record(encoder, 4 * offset, behind, 4 * length);
        behind += 4 * length;
      }
    });
  }

  /** tfjs leaves a promise among its pipelines, and what it would become is put there: its own way fails all where one failed. */
  private async compileOne(kernel: Kernel): Promise<void> {
    const { pipelineCache } = this.backend as unknown as WithCache;
    this.device.pushErrorScope('validation');
    const key = this.begin(kernel);
    const faults = this.device.popErrorScope();
    try {
      pipelineCache[key] = await pipelineCache[key];
    } catch (error) {
      delete pipelineCache[key];
      const told = (await faults)?.message ?? (error instanceof Error ? error.message : String(error));
      throw new KernelError(`WebGPU refused the kernel "${kernel.title}": ${told}`, { cause: error });
    }
    const fault = await faults;
    if (fault !== null) throw new KernelError(`WebGPU refused the kernel "${kernel.title}": ${fault.message}`);
  }

  /** Has tfjs begin to compile, without running anything; returns its name for the pipeline. */
  private begin(kernel: Kernel): string {
    const program = this.program(kernel, 1);
    tf.env().set(COMPILE_ONLY, true);
    try {
      this.backend.runWebGPUProgram(program, [], 'float32', undefined, this.tensor);
    } finally {
      tf.env().set(COMPILE_ONLY, false);
    }
    return program.shaderKey;
  }

  private program(kernel: Kernel, workgroups: number): Program {
    const { lanes, code, integers, floats } = kernel;
    return {
      variableNames: [],
      outputShape: [this.numbers],
      dispatch: [workgroups, 1, 1],
      dispatchLayout: { x: [0] },
      workgroupSize: [lanes, 1, 1],
      shaderKey: nameOf(kernel),
      uniforms: [...integers.map((name) => `${name} : u32`), ...floats.map((name) => `${name} : f32`)].join(', '),
      getUserCode: () => code,
    };
  }

  private create(numbers: number): GPUBuffer {
    const { maxStorageBufferBindingSize, maxBufferSize } = this.device.limits;
    const most = Math.min(maxStorageBufferBindingSize, maxBufferSize);
    if (4 * numbers > most) {
      throw new KernelError(
        `this network and batch need ${inMegabytes(4 * numbers)} in one buffer, and this device allows ${inMegabytes(most)}`,
      );
    }
    const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
    return this.device.createBuffer({ size: 4 * numbers, usage: STORAGE | COPY_SRC | COPY_DST });
  }

  private wrap(): tf.Tensor {
    return tf.tensor({ buffer: this.buffer, zeroCopy: true }, [this.numbers], 'float32');
  }

  private stagingOf(bytes: number): GPUBuffer {
    if (this.staging !== null && this.staging.size >= bytes) return this.staging;
    this.staging?.destroy();
    this.staging = this.device.createBuffer({ size: bytes, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    return this.staging;
  }

  private keptOf(bytes: number): GPUBuffer {
    if (this.kept !== null && this.kept.size >= bytes) return this.kept;
    this.kept?.destroy();
    this.kept = this.device.createBuffer({ size: bytes, usage: GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST });
    return this.kept;
  }

  /** Commands of our own, after all that tfjs holds back. */
  private submit(record: (encoder: GPUCommandEncoder) => void): void {
    this.flush();
    const encoder = this.device.createCommandEncoder();
    record(encoder);
    this.device.queue.submit([encoder.finish()]);
  }
}

function uniformsOf({ integers, floats }: Kernel, values: (name: string) => number): Uniforms {
  return [
    ...integers.map((name) => ({ type: 'uint32', data: [values(name)] })),
    ...floats.map((name) => ({ type: 'float32', data: [values(name)] })),
  ];
}

const lengthOf = (spans: readonly Span[]): number => spans.reduce((sum, { length }) => sum + length, 0);

const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`;
