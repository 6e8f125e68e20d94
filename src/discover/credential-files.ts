/** Files that hold credentials on a developer's machine and are ignored by git almost everywhere. */
const CREDENTIAL_FILE = /^\.env|\.env$|\.tfvars$|\.tfvars\.json$|^\.zat$|^\.zcli$|^\.dev\.vars|\.run\.xml$/;

/**
 * True for the names of local credential files: `.env*`, `*.env`, `*.tfvars`, `*.tfvars.json`, `.zat`, `.zcli`, `.dev.vars`, and
 * the run configurations of an IDE (`*.run.xml`), which carry variables, too.
 */
export const isCredentialFile = (name: string): boolean => CREDENTIAL_FILE.test(name);
