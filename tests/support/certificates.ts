import { findProgram } from "./find_program.ts";
import { runOrThrow } from "./process.ts";

/** Writes a root certificate, and server and client certificates that it signed, into a folder. */
export async function writeCertificates(folder: string, names: string): Promise<void> {
  await writeRoot(folder, "ca");
  await writeRoot(folder, "other_ca");
  await writeSigned(folder, "server", "server", `subjectAltName=${names}`);
  await writeSigned(folder, "client", "certified", "extendedKeyUsage=clientAuth");
}

async function writeRoot(folder: string, name: string): Promise<void> {
  await openssl(
    folder,
    ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", `/CN=${name}`].concat([
      "-keyout",
      `${name}.key`,
      "-out",
      `${name}.crt`,
    ]),
  );
}

async function writeSigned(folder: string, name: string, subject: string, extension: string): Promise<void> {
  const files = ["-keyout", `${name}.key`, "-out", `${name}.csr`];
  await openssl(folder, ["req", "-newkey", "rsa:2048", "-nodes", "-subj", `/CN=${subject}`, ...files]);
  await Deno.writeTextFile(`${folder}/${name}.ext`, `${extension}\n`);
  await openssl(folder, [
    ...[
      "x509",
      "-req",
      "-days",
      "2",
      "-in",
      `${name}.csr`,
      "-CA",
      "ca.crt",
      "-CAkey",
      "ca.key",
      "-CAcreateserial",
    ],
    ...["-extfile", `${name}.ext`, "-out", `${name}.crt`],
  ]);
}

async function openssl(folder: string, args: readonly string[]): Promise<void> {
  const program = await findProgram(["openssl"], "openssl");
  await runOrThrow(program, [...args], { cwd: folder });
}
