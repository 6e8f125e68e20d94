import { Problem } from "../model/problem.ts";
import type { Pipeline } from "../report/index.ts";

const PREFIX = "azuredevops/pipeline/build/";
const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const EMPTY_GUID = /^[0-]*$/;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What Azure DevOps Advanced Security wants to know about the run that a SARIF file comes from, by the predefined variables of Azure
 * Pipelines (learn.microsoft.com/azure/devops/pipelines/build/variables). Throws a {@link Problem} that names all that are missing.
 */
export function readPipeline(environment: Environment): Pipeline {
  const wrong: string[] = [];
  const read = (names: readonly string[], fits: (value: string) => boolean, what: string): string => {
    for (const name of names) {
      const value = environment[name]?.trim() ?? "";
      if (value !== "" && fits(value)) return value;
    }
    wrong.push(`${names.join(" or ")}: ${what}`);
    return "";
  };
  const isNumber = (value: string): boolean => /^[1-9]\d{0,9}$/.test(value);
  const isGuid = (value: string): boolean => GUID.test(value) && !EMPTY_GUID.test(value);
  const isText = (value: string): boolean => !/[\p{Cc}\p{Cs}]/u.test(value);
  const collection = read(
    ["SYSTEM_COLLECTIONURI"],
    (value) => organizationOf(value) !== "",
    "https://dev.azure.com/<organization>/",
  );
  const project = read(["SYSTEM_TEAMPROJECTID"], isGuid, "a GUID");
  const definition = read(["SYSTEM_DEFINITIONID", "BUILD_DEFINITIONID"], isNumber, "a positive number");
  const name = read(["BUILD_DEFINITIONNAME"], isText, "the name of the pipeline");
  const phase = read(["SYSTEM_PHASEID", "SYSTEM_JOBID"], isGuid, "a GUID");
  const phaseName = read(["SYSTEM_PHASENAME", "SYSTEM_JOBNAME"], isText, "the name of the job");
  const branch = read(["BUILD_SOURCEBRANCH"], isText, "a branch");
  const build = read(["BUILD_BUILDID"], isNumber, "a positive number");
  if (wrong.length > 0)
    throw new Problem("this is no run of Azure Pipelines, or its variables are not passed on", {
      where: "--sarif-azure",
      help: ["These variables of the environment are needed:", ...wrong].join("\n"),
    });
  const uri = environment["BUILD_REPOSITORY_URI"]?.trim() ?? "";
  const revision = environment["BUILD_SOURCEVERSION"]?.trim() ?? "";
  return {
    id: PREFIX + [organizationOf(collection), project, definition, phase, branch, build].join("/"),
    properties: {
      [`${PREFIX}buildDefinitionId`]: definition,
      [`${PREFIX}buildDefinitionName`]: name,
      [`${PREFIX}phaseId`]: phase,
      [`${PREFIX}phaseName`]: phaseName,
    },
    ...(isWebAddress(uri)
      ? {
          repository: {
            repositoryUri: withoutUser(uri),
            ...(/^[\da-f]{7,64}$/i.test(revision) ? { revisionId: revision } : {}),
            branch,
          },
        }
      : {}),
  };
}

/** `acme` of `https://dev.azure.com/acme/` and of `https://acme.visualstudio.com/`. */
function organizationOf(collection: string): string {
  if (!isWebAddress(collection)) return "";
  const { hostname, pathname } = new URL(collection);
  if (/^(?:vsrm\.)?dev\.azure\.com$/.test(hostname)) return pathname.split("/")[1] ?? "";
  return /^([^.]+)(?:\.vsrm)?\.visualstudio\.com$/.exec(hostname)?.[1] ?? "";
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

/** The address without a user or a token that may stand in it. */
function withoutUser(uri: string): string {
  const url = new URL(uri);
  url.username = "";
  url.password = "";
  return url.href;
}
