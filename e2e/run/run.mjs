/* `node e2e/run/run.mjs start|test|e2e|bench|outcomes|plan|kernels|screenshots`: asks for a Node that can read the rest before reading it. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const command = process.argv[2] || '';

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`RNN Playground needs Node 20.19 or newer, and this is Node ${process.versions.node}: see https://nodejs.org`);
  process.exitCode = 1;
} else if (['start', 'test', 'e2e', 'bench', 'outcomes', 'plan', 'kernels', 'screenshots'].indexOf(command) < 0) {
  console.error(`no command ${JSON.stringify(command)}: there are start, test, e2e, bench, outcomes, plan, kernels and screenshots`);
  process.exitCode = 1;
} else {
  import(`./${command}.mjs`).catch((error) => {
    console.error(error.expected === true ? error.message : error);
    process.exitCode = 1;
  });
}
