// The program of a Node worker process: takes invocations as JSON lines from a socket, and answers each with one.
//
//     node worker_node.cjs FD '{"folder": …, "handler": "file.function", "memory_mb": …}'
//
// What AWS's Node runtime does around a handler is here: promises, callbacks and values, errors as
// {errorType, errorMessage, trace}, a null where the event loop runs empty without an answer. The process belongs to the
// handler; the parent limits its time and memory and takes an end of the socket for an end of the function.
'use strict';

const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');
const util = require('node:util');
const { pathToFileURL } = require('node:url');

const LOG_CHARS = 1 << 20; // of one invocation; what is beyond is dropped, with a note
const TAIL = 4096;

const fd = Number(process.argv[2]);
const given = JSON.parse(process.argv[3]);
const socket = new net.Socket({ fd, readable: true, writable: true });
process.argv.splice(1, process.argv.length, 'worker');
socket.on('close', () => process.exit(0));
socket.on('error', () => process.exit(0));

let current = null; // the invocation that is being made
let written = 0;
let tail = '';

function answer(reply, then) {
  socket.write(JSON.stringify(reply) + '\n', then);
}

// ------------------------------------------------------------------ the log
for (const [name, level] of Object.entries({ log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR', debug: 'DEBUG', trace: 'TRACE' })) {
  console[name] = (...parts) => {
    const room = LOG_CHARS - written;
    if (room <= 0) return;
    const id = current ? current.id : 'undefined';
    let line = `${new Date().toISOString()}\t${id}\t${level}\t${util.format(...parts).replace(/\n/g, '\r')}\n`;
    if (line.length > room) line = line.slice(0, room) + '\n[the log is cut here]\n';
    written += line.length;
    tail = (tail + line).slice(-TAIL);
    process.stdout.write(line.replace(/\r/g, '\n'));
  };
}

// ------------------------------------------------------------------ errors as the runtime reports them
class RuntimeError extends Error {
  constructor(kind, message) {
    super(message);
    this.name = `Runtime.${kind}`;
  }
}

function reported(error) {
  if (!util.types.isNativeError(error) && !(error && error.name && error.message && error.stack)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  const stack = String(error.stack || '').split(given.folder).join('/var/task').split('\n');
  return { errorType: error.name, errorMessage: error.message, trace: stack };
}

// ------------------------------------------------------------------ the handler
async function find(text) {
  const base = path.basename(text);
  const match = /^([^.]*)\.(.+)$/.exec(base);
  if (!match || text.includes('..')) throw new RuntimeError('MalformedHandlerName', 'Bad handler');
  const name = path.join(path.dirname(text), match[1]);
  let found = await load(name);
  for (const part of match[2].split('.')) found = found == null ? undefined : found[part];
  if (found === undefined) throw new RuntimeError('HandlerNotFound', `${text} is undefined or not exported`);
  if (typeof found !== 'function') throw new RuntimeError('HandlerNotFound', `${text} is not a function`);
  return found;
}

async function load(name) {
  const start = path.resolve(given.folder, name);
  const file = [start, `${start}.js`, `${start}.mjs`, `${start}.cjs`].find((one) => fs.existsSync(one) && fs.statSync(one).isFile());
  if (!file) {
    throw new RuntimeError('ImportModuleError', `Error: Cannot find module '${name}'\nRequire stack:\n- /var/runtime/index.mjs`);
  }
  note(file);
  try {
    if (file.endsWith('.mjs')) return await import(pathToFileURL(file).href);
    try {
      return require(file);
    } catch (error) {
      if (error.code !== 'ERR_REQUIRE_ESM') throw error;
      return await import(pathToFileURL(file).href);
    }
  } catch (error) {
    if (error instanceof SyntaxError) throw new RuntimeError('UserCodeSyntaxError', String(error));
    if (error && error.code === 'MODULE_NOT_FOUND') throw new RuntimeError('ImportModuleError', String(error).split(given.folder).join('/var/task'));
    throw error;
  }
}

// ------------------------------------------------------------------ the files it is made of
const stamps = new Map();

function stamp(file) {
  try {
    const found = fs.statSync(file);
    return `${found.mtimeMs} ${found.size}`;
  } catch {
    return null; // being written anew: what is loaded goes on
  }
}

function note(file) {
  if (!stamps.has(file)) stamps.set(file, stamp(file));
}

let noted = 0;
function noteLoaded() {
  const loaded = Object.keys(require.cache);
  for (; noted < loaded.length; noted++) {
    const file = loaded[noted];
    if (file.startsWith(given.folder + path.sep) && !file.includes(`${path.sep}node_modules${path.sep}`)) note(file);
  }
}

function haveChanged() {
  for (const [file, seen] of stamps) {
    const now = stamp(file);
    if (now !== null && now !== seen) return true;
  }
  return false;
}

// ------------------------------------------------------------------ one invocation
function finish(invocation, reply, ended) {
  if (current !== invocation) return; // a second answer of the same invocation: the first counts
  current = null;
  noteLoaded();
  socket.ref();
  answer({ is_json: false, slept_s: 0, failed: null, task_answer: null, log: tail, ended, ...reply }, () => {
    if (ended) process.exit(0);
  });
}

function fail(invocation, error, ended = false) {
  finish(invocation, { payload: JSON.stringify(reported(error)), is_error: true }, ended);
}

function succeed(invocation, value) {
  let payload;
  try {
    payload = JSON.stringify(value === undefined ? null : value);
  } catch {
    return fail(invocation, new Error('Unable to stringify response body'));
  }
  if (Buffer.byteLength(payload) > given.response_bytes) {
    const errorMessage = `Response payload size exceeded maximum allowed payload size (${given.response_bytes} bytes).`;
    return finish(invocation, { payload: JSON.stringify({ errorType: 'Function.ResponseSizeTooLarge', errorMessage }), is_error: true }, false);
  }
  finish(invocation, { payload: payload === undefined ? 'null' : payload, is_error: false }, false);
}

function invoke(handler, request) {
  const invocation = { id: request.id };
  current = invocation;
  const ends = Date.now() + request.timeout_s * 1000;
  const [name, qualifier, arn] = request.ref;
  const version = /^\d+$/.test(qualifier) ? qualifier : request.version;
  const callback = (error, value) => (error ? fail(invocation, error) : succeed(invocation, value));
  const context = {
    callbackWaitsForEmptyEventLoop: true,
    functionName: name,
    functionVersion: version,
    invokedFunctionArn: qualifier ? `${arn}:${qualifier}` : arn,
    memoryLimitInMB: String(given.memory_mb),
    awsRequestId: request.id,
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: `[${version}]${request.id.replaceAll('-', '')}`,
    clientContext: request.client_context === null ? undefined : request.client_context,
    identity: undefined,
    getRemainingTimeInMillis: () => Math.max(0, ends - Date.now()),
    done: callback,
    succeed: (value) => callback(null, value),
    fail: (error) => callback(error || new Error('context.fail')),
  };
  socket.unref(); // so that an event loop without work ends the invocation
  try {
    const result = handler(request.event, context, callback);
    if (result && typeof result.then === 'function') {
      result.then((value) => succeed(invocation, value), (error) => fail(invocation, error));
    }
  } catch (error) {
    fail(invocation, error);
  }
}

process.on('beforeExit', () => {
  if (current) succeed(current, null);
});
process.on('uncaughtException', (error) => {
  if (current) fail(current, error, true);
  else process.exit(129);
});
process.on('unhandledRejection', (reason) => {
  const error = new RuntimeError('UnhandledPromiseRejection', String(reason));
  if (current) fail(current, error, true);
});

// ------------------------------------------------------------------ serving
async function serve() {
  let handler = null;
  let unusable = null;
  try {
    handler = await find(given.handler);
  } catch (error) {
    unusable = error;
  }
  noteLoaded();
  answer({ ready: true });
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    rest += text;
    if (!rest.endsWith('\n')) return;
    const request = JSON.parse(rest);
    rest = '';
    if (haveChanged()) return answer({ stale: true }, () => process.exit(0));
    written = 0;
    tail = '';
    if (unusable) {
      current = { id: request.id };
      return fail(current, unusable, true);
    }
    invoke(handler, request);
  });
}

serve();
