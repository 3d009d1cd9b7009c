/** Where a server listens, as URLs write it: addresses with colons in brackets. */
export function hostAndPort(host: string, port: number | string): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
