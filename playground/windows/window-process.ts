// Loaded into a chat window's process before the window itself (`node --import`).
import { Server } from 'node:net';

const LOOPBACK = '127.0.0.1';
const listen = Server.prototype.listen;

// The window would listen on every network interface and has no setting for it. It lets anyone who reaches it speak
// as the person it belongs to, so it is kept to this machine.
Server.prototype.listen = function listenOnLoopback(this: Server, ...args: unknown[]) {
  const [port, second] = args;
  const open = typeof port === 'number' && typeof second !== 'string';
  return Reflect.apply(listen, this, open ? [port, LOOPBACK, ...args.slice(1)] : args);
};

// The owner holds the other end of standard input, so a window never outlives it, however the owner ends.
process.stdin.on('end', () => process.exit(0)).resume();
