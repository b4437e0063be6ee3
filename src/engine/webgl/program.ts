import { KernelError } from '../executor/executor.ts';

/** A fragment shader over one triangle that covers the viewport. */
export interface Program {
  readonly source: string;
  readonly handle: WebGLProgram;
  readonly shaders: readonly WebGLShader[];
  readonly uniforms: Map<string, WebGLUniformLocation>;
  /** Names of the samplers; each reads the texture unit of its index. */
  readonly samplers: string[];
  /** Of the step that is drawn. */
  frame: WebGLUniformLocation | null;
  /** What was last set, so that it need not be set again. */
  grid: unknown;
  ready: boolean;
  users: number;
}

const VERTEX = `#version 300 es
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0, 1);
}`;

/** Begins to compile and link, with some words defined for the preprocessor. */
export function compile(gl: WebGL2RenderingContext, source: string, defined: readonly string[]): Program {
  const handle = gl.createProgram();
  const [version = '', ...rest] = source.split('\n');
  const text = [version, ...defined.map((word) => `#define ${word}`), ...rest].join('\n');
  const shaders = [shaderOf(gl, gl.VERTEX_SHADER, VERTEX), shaderOf(gl, gl.FRAGMENT_SHADER, text)];
  for (const shader of shaders) gl.attachShader(handle, shader);
  gl.linkProgram(handle);
  return { source, handle, shaders, uniforms: new Map(), samplers: [], frame: null, grid: null, ready: false, users: 0 };
}

function shaderOf(gl: WebGL2RenderingContext, kind: number, source: string): WebGLShader {
  const shader = gl.createShader(kind);
  if (shader === null) throw new KernelError('the WebGL context is lost');
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  return shader;
}

export const linked = (gl: WebGL2RenderingContext, { handle, ready }: Program, completion: number): boolean =>
  ready || gl.getProgramParameter(handle, completion) === true;

/** Ends what `compile` began. @throws {KernelError} with the driver's message. */
export function link(gl: WebGL2RenderingContext, program: Program): void {
  if (program.ready) return;
  const { handle, shaders } = program;
  if (gl.getProgramParameter(handle, gl.LINK_STATUS) !== true) {
    const messages = [...shaders.map((shader) => gl.getShaderInfoLog(shader)), gl.getProgramInfoLog(handle)];
    const message = gl.isContextLost() ? 'the WebGL context is lost' : messages.filter((text) => text !== null && text !== '').join('\n');
    gl.deleteProgram(handle);
    throw new KernelError(message === '' ? 'a shader was refused without a message' : message);
  }
  for (const shader of shaders) gl.deleteShader(shader);
  findUniforms(gl, program);
  program.frame = program.uniforms.get('frame') ?? null;
  program.ready = true;
}

function findUniforms(gl: WebGL2RenderingContext, { handle, uniforms, samplers }: Program): void {
  gl.useProgram(handle);
  const count = Number(gl.getProgramParameter(handle, gl.ACTIVE_UNIFORMS));
  for (let index = 0; index < count; index++) {
    const info = gl.getActiveUniform(handle, index);
    const location = info === null ? null : gl.getUniformLocation(handle, info.name);
    if (info === null || location === null) continue;
    uniforms.set(info.name, location);
    if (info.type !== gl.SAMPLER_2D && info.type !== gl.SAMPLER_2D_ARRAY) continue;
    gl.uniform1i(location, samplers.length);
    samplers.push(info.name);
  }
}
