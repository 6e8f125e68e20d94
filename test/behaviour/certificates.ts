import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../bundle.ts";

/** Files of an authority of our own, and of the certificate that it gave the stand-in. All paths are absolute. */
export interface Certificates {
  /** Certificate of the authority, PEM. */
  readonly authority: string;
  readonly key: string;
  readonly certificate: string;
}

const PASSWORD = "changeit";

/** Makes an authority and a certificate for `*.zendesk.com`, good for two days, with `openssl`. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const file = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): Promise<void> => must("openssl", args);
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const authority = ["-subj", "/CN=zunset test authority", "-days", "2"];
  const rights = ["-addext", "keyUsage=critical,keyCertSign,cRLSign"];
  await openssl(
    ...["req", "-x509", ...curve, ...authority, ...rights],
    ...["-keyout", file("ca.key"), "-out", file("ca.crt")],
  );
  await openssl(
    ...["req", "-new", ...curve, "-subj", "/CN=acme.zendesk.com"],
    ...["-keyout", file("server.key"), "-out", file("server.csr")],
  );
  const extensions = [
    "subjectAltName=DNS:acme.zendesk.com,DNS:*.zendesk.com",
    "basicConstraints=critical,CA:FALSE",
    "keyUsage=critical,digitalSignature",
    "extendedKeyUsage=serverAuth",
    "subjectKeyIdentifier=hash",
    "authorityKeyIdentifier=keyid",
  ];
  writeFileSync(file("server.ext"), `${extensions.join("\n")}\n`);
  await openssl(
    ...["x509", "-req", "-days", "2", "-in", file("server.csr"), "-out", file("server.crt")],
    ...["-CA", file("ca.crt"), "-CAkey", file("ca.key"), "-set_serial", "1", "-extfile", file("server.ext")],
  );
  return { authority: file("ca.crt"), key: file("server.key"), certificate: file("server.crt") };
}

/**
 * The variables by which runtimes and clients learn of the authority. The files that PHP, wget and (with `java`) a Java runtime want are
 * written into the folder.
 */
export async function trust(
  folder: string,
  { authority }: Certificates,
  java: boolean,
): Promise<Record<string, string>> {
  const file = (name: string): string => join(folder, name);
  writeFileSync(file("zunset.ini"), `curl.cainfo=${authority}\nopenssl.cafile=${authority}\n`);
  writeFileSync(file("wgetrc"), `ca_certificate = ${authority}\n`);
  const store = file("trust.p12");
  if (java)
    await must("keytool", [
      ...["-importcert", "-noprompt", "-alias", "zunset", "-file", authority],
      ...["-keystore", store, "-storetype", "PKCS12", "-storepass", PASSWORD],
    ]);
  return {
    NODE_EXTRA_CA_CERTS: authority,
    SSL_CERT_FILE: authority,
    REQUESTS_CA_BUNDLE: authority,
    CURL_CA_BUNDLE: authority,
    // The empty first part keeps what the system scans.
    PHP_INI_SCAN_DIR: `:${folder}`,
    WGETRC: file("wgetrc"),
    ...(java && {
      JAVA_TOOL_OPTIONS: [
        `-Djavax.net.ssl.trustStore=${store} -Djavax.net.ssl.trustStorePassword=${PASSWORD}`,
        // A program that runs for a moment is not worth optimising.
        "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
      ].join(" "),
    }),
  };
}

async function must(program: string, args: readonly string[]): Promise<void> {
  const { status, stderr } = await run(program, args);
  if (status !== 0) throw new Error(`${program} ${args[0]} failed: ${stderr}`);
}
