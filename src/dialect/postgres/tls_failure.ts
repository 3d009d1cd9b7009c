/** Why there is no TLS: the server has none, the handshake failed, or the server is not who it should be. */
export class TlsFailure extends Error {
  override readonly name = "TlsFailure";
  readonly kind: "refused" | "failed" | "unverified";

  constructor(kind: TlsFailure["kind"], message: string) {
    super(message);
    this.kind = kind;
  }
}
