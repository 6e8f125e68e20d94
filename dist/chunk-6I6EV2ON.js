import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
var USER_CLUSTER="-[0-4fgiIjkLlnNOpRsSvZ#]{0,12}u";export{USER_CLUSTER};
