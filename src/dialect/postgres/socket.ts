import type { Socket } from "node:net";
import type { ConnectionOptions } from "node:tls";
import type { PostgresSettings, Target } from "./settings.ts";
import { TlsFailure } from "./tls_failure.ts";
import type { TlsMode, TlsSettings } from "./tls_settings.ts";

/** The modules of the runtime that open sockets; the driver loads them. */
export interface Network {
  readonly net: typeof import("node:net");
  readonly tls: typeof import("node:tls");
}

/** Whether a try is encrypted; `offered` goes on in plain text when the server has no TLS. */
export type Encryption = "plain" | "offered" | "required";

/** What to try one after the other under an `sslmode`: as libpq, the second is for a server that insists. */
const TRIES: Readonly<Record<TlsMode, readonly Encryption[]>> = {
  "disable": ["plain"],
  "allow": ["plain", "required"],
  "prefer": ["offered", "plain"],
  "require": ["required"],
  "verify-ca": ["required"],
  "verify-full": ["required"],
};

/** The encryptions to try for a target. */
export function encryptionTries(target: Target, settings: PostgresSettings): readonly Encryption[] {
  return target.socket ? ["plain"] : TRIES[settings.tls.mode];
}

/** The length, then the number that asks for TLS. */
const TLS_REQUEST = new Uint8Array([0, 0, 0, 8, 4, 210, 22, 47]);

/** Statements of a pipeline are many and small: the socket takes them all without asking to wait. */
const WRITE_BUFFER = 256 * 1024 * 1024;

/** Opens a socket to a server, TLS included. `register` gets each socket at once, so that a time limit can end it. */
export async function openSocket(
  target: Target,
  encryption: Encryption,
  tls: TlsSettings,
  network: Network,
  register: (socket: Socket) => void,
): Promise<Socket> {
  const settings = { allowHalfOpen: false, writableHighWaterMark: WRITE_BUFFER };
  const socket = new network.net.Socket(settings);
  register(socket);
  await settled(socket, "connect", () => {
    if (target.socket) socket.connect(target.address);
    else socket.connect({ host: target.address, port: target.port });
  });
  if (!target.socket) socket.setNoDelay(true);
  if (encryption === "plain") return socket;
  if (tls.negotiation !== "direct" && !(await serverHasTls(socket))) {
    if (encryption === "offered") return socket;
    socket.destroy();
    throw new TlsFailure("refused", "The server does not support TLS");
  }
  return await encrypted(socket, target, tls, network, register);
}

async function serverHasTls(socket: Socket): Promise<boolean> {
  const answer = await new Promise<Uint8Array>((resolve, reject) => {
    socket.once("data", resolve);
    socket.once("error", reject);
    socket.once(
      "close",
      () => reject(new Error("The server closed the connection when it was asked for TLS")),
    );
    socket.write(TLS_REQUEST);
  });
  socket.removeAllListeners("error").removeAllListeners("close");
  // More than one byte would be text that somebody slipped in before the encryption.
  if (answer[0] === 0x53 && answer.length === 1) return true;
  if (answer[0] === 0x4e && answer.length === 1) return false;
  socket.destroy();
  throw new TlsFailure("failed", "The server answered the request for TLS with something else");
}

async function encrypted(
  socket: Socket,
  target: Target,
  tls: TlsSettings,
  network: Network,
  register: (socket: Socket) => void,
): Promise<Socket> {
  const secure = network.tls.connect(tlsOptions(socket, target, tls, network));
  register(secure);
  try {
    await settled(secure, "secureConnect", () => {});
  } catch (error) {
    socket.destroy();
    const { mode } = tls;
    const kind = mode === "verify-ca" || mode === "verify-full" ? "unverified" : "failed";
    throw new TlsFailure(kind, error instanceof Error ? error.message : String(error));
  }
  return secure;
}

function tlsOptions(
  socket: Socket,
  target: Target,
  tls: TlsSettings,
  { net, tls: module }: Network,
): ConnectionOptions {
  const verified = tls.mode === "verify-ca" || tls.mode === "verify-full";
  const isName = net.isIP(target.name) === 0;
  return {
    socket,
    ...(isName && tls.serverNameSent && { servername: target.name }),
    rejectUnauthorized: verified,
    // Without this an address would be verified as "localhost".
    checkServerIdentity: (_, certificate) =>
      tls.mode === "verify-full" ? module.checkServerIdentity(target.name, certificate) : undefined,
    ...(tls.negotiation === "direct" && { ALPNProtocols: ["postgresql"] }),
    ...(tls.ca !== undefined && { ca: tls.ca }),
    ...(tls.cert !== undefined && { cert: tls.cert, key: tls.key }),
    ...(tls.passphrase !== undefined && { passphrase: tls.passphrase }),
    ...(tls.minVersion !== undefined && { minVersion: tls.minVersion }),
    ...(tls.maxVersion !== undefined && { maxVersion: tls.maxVersion }),
  };
}

/** Waits for an event of a socket, or for its failure. */
async function settled(socket: Socket, event: string, start: () => void): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.once(event, resolve);
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("The server closed the connection")));
    start();
  });
  socket.removeAllListeners("error").removeAllListeners("close");
}
