import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
var PROGRAMS=new Set(["javascript","python","ruby","php","go","java","kotlin","csharp","powershell"]);export{PROGRAMS};
