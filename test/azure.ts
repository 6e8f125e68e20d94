/** The variables of a run of Azure Pipelines that say which one it is. */
export const AZURE = {
  TF_BUILD: "True",
  SYSTEM_COLLECTIONURI: "https://dev.azure.com/acme/",
  SYSTEM_TEAMPROJECTID: "0f0e0d0c-0b0a-4908-8706-050403020100",
  SYSTEM_DEFINITIONID: "42",
  BUILD_DEFINITIONNAME: "acme support",
  SYSTEM_JOBID: "12f1170f-54f2-53f3-20dd-22fc7dff55f9",
  SYSTEM_PHASENAME: "Scan",
  BUILD_SOURCEBRANCH: "refs/heads/main",
  BUILD_BUILDID: "4711",
  BUILD_REPOSITORY_URI: "https://acme:pat@dev.azure.com/acme/support/_git/support",
  BUILD_SOURCEVERSION: "0123456789abcdef0123456789abcdef01234567",
};
